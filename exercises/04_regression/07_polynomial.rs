//! Polynomial features, underfitting and overfitting
//!
//! A linear model can draw curves, if it is given powers of x as features: it stays linear in
//! its weights. The degree decides how far the curve can bend. Too low, and it misses
//! the pattern (underfitting); too high, and it follows the noise (overfitting). The error on
//! the training rows cannot tell the two apart, since it only ever falls. The error on rows that
//! were not trained on, the validation rows, falls and then rises:
//!
//!     poly(x, degree)[i][j] = x_i ^ (j + 1)      (n,) -> (n, degree)    j = 0, ..., degree - 1
//!     error = mean of (prediction - y)^2         one for each part and degree 0, 1, 2, ...
//!
//! Given is `scaled`, which maps the range of the training x to [-1, 1]. Without it the powers
//! of x in [0, 1] are nearly the same column again and again, and the fit is refused.
//!
//! `kit::reference::fit_ols(&features, &y)` is what you wrote in exercise 4. It answers
//! `Ok((intercept, w))`, or `Err(_)` if there are fewer rows, or fewer different x, than weights.

use ndarray::{Array1, Array2};
use rand::Rng;
use rand_distr::Normal;

struct Xy {
    x: Array1<f64>,
    y: Array1<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fit {
    Under,
    Good,
    Over,
}

/// `x` on a scale where the smallest entry of `from` is -1 and the largest is 1. Given.
fn scaled(x: &Array1<f64>, from: &Array1<f64>) -> Array1<f64> {
    let low = from.fold(f64::INFINITY, |a, &b| a.min(b));
    let high = from.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    (x - low) * (2.0 / (high - low)) - 1.0
}

/// The mean squared error of a fitted model. Given. (n, d), (n,)
fn error(model: &(f64, Array1<f64>), features: &Array2<f64>, y: &Array1<f64>) -> f64 {
    let e = features.dot(&model.1) + model.0 - y;
    e.dot(&e) / e.len() as f64
}

/// The powers 1 to `degree` of x, a column each. (n,) -> (n, degree)
// TODO 1: a column for each power; none for degree 0.
fn poly(x: &Array1<f64>, degree: usize) -> Array2<f64> {
    todo!("{degree} powers of {} numbers", x.len())
}

/// Training and validation error of the degrees 0, 1, ..., `max_degree`. The list ends before
/// the first degree that `fit_ols` refuses.
// TODO 2: for each degree, fit on `train` and take the error on both parts.
fn errors_by_degree(train: &Xy, val: &Xy, max_degree: usize) -> Vec<(f64, f64)> {
    let (x, val_x) = (scaled(&train.x, &train.x), scaled(&val.x, &train.x));
    let flat = (0.0, Array1::zeros(max_degree));
    todo!(
        "{} {}",
        error(&flat, &poly(&x, max_degree), &train.y),
        val_x.len()
    )
}

/// The degree with the smallest validation error, of equal ones the lowest, and a word for each
/// degree: `Good` if its validation error is at most 1.1 times the smallest, otherwise
/// `Under` below the best degree and `Over` above it. 0 and no words for an empty list.
// TODO 3: choose the degree and judge them all.
fn verdict(errors: &[(f64, f64)]) -> (usize, Vec<Fit>) {
    todo!(
        "{} degrees, {:?}",
        errors.len(),
        [Fit::Under, Fit::Good, Fit::Over]
    )
}

/// `n` points of sin(2 pi x) for x between 0 and 1, with noise of std 0.3. Given.
fn noisy_sine(n: usize, seed: u64) -> Xy {
    let mut rng = kit::rng(seed);
    let noise = Normal::new(0.0, 0.3).expect("a finite std");
    let x = Array1::from_shape_simple_fn(n, || rng.gen_range(0.0..1.0));
    let y = x.mapv(|x: f64| (std::f64::consts::TAU * x).sin() + rng.sample(noise));
    Xy { x, y }
}

fn main() {
    let (train, val) = (noisy_sine(25, 1), noisy_sine(25, 101));
    let errors = errors_by_degree(&train, &val, 12);
    let (best, words) = verdict(&errors);
    println!("degree  training  validation");
    for (degree, ((on_train, on_val), word)) in errors.iter().zip(words).enumerate() {
        let mark = if degree == best { " <- chosen" } else { "" };
        println!("{degree:6}  {on_train:8.4}  {on_val:10.4}  {word:?}{mark}");
    }
    println!("The noise alone has a mean square of 0.09: no model can be better on new rows.");

    let curve = Array1::linspace(0.0, 1.0, 81);
    let mut figure = kit::plot::Figure::new("Three degrees, the same 25 points")
        .x("x")
        .y("y")
        .points("training", &train.x, &train.y);
    for (name, degree) in [("degree 1", 1), ("chosen", best), ("degree 12", 12)] {
        let features = poly(&scaled(&train.x, &train.x), degree);
        if let Ok((intercept, w)) = kit::reference::fit_ols(&features, &train.y) {
            let y = poly(&scaled(&curve, &train.x), degree).dot(&w) + intercept;
            // Cut where the curve leaves the picture.
            figure = figure.line(name, &curve, &y.mapv(|y| y.clamp(-2.0, 2.0)));
        }
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;

    const SEEDS: [u64; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    fn parts(seed: u64) -> (Xy, Xy) {
        (noisy_sine(25, seed), noisy_sine(25, seed + 100))
    }

    #[test]
    fn powers_start_at_one() {
        let got = poly(&array![2.0, -3.0], 3);
        assert_close!(got, array![[2.0, 4.0, 8.0], [-3.0, 9.0, -27.0]]);
        assert_shape!(poly(&array![2.0, -3.0], 0), [2, 0]);
        assert_shape!(poly(&array![], 4), [0, 4]);
    }

    #[test]
    fn degree_zero_predicts_the_training_mean() {
        let train = Xy {
            x: array![0.0, 1.0, 2.0],
            y: array![1.0, 2.0, 6.0],
        };
        let val = Xy {
            x: array![0.5, 1.0],
            y: array![3.0, 5.0],
        };
        // Mean 3: (4 + 1 + 9) / 3 and (0 + 4) / 2.
        let errors = errors_by_degree(&train, &val, 0);
        assert_eq!(errors.len(), 1, "degree 0 only");
        assert_close!([errors[0].0, errors[0].1], [14.0 / 3.0, 2.0]);
    }

    #[test]
    fn a_cubic_without_noise_is_found() {
        let cubic = |x: Array1<f64>| Xy {
            y: x.mapv(|x| 2.0 * x * x * x - 3.0 * x + 0.5),
            x,
        };
        let (train, val) = (
            cubic(Array1::linspace(-1.0, 3.0, 15)),
            cubic(array![-0.4, 0.3, 2.2]),
        );
        let errors = errors_by_degree(&train, &val, 3);
        assert_eq!(errors.len(), 4, "degrees 0 to 3");
        for error in [errors[3].0, errors[3].1] {
            assert!(error < 1e-12, "error of degree 3: {error}");
        }
        assert!(errors[2].0 > 1.0 && errors[2].1 > 1.0, "{:?}", errors[2]);
    }

    #[test]
    fn validation_rows_are_scaled_like_training_rows() {
        // y = x on [0, 10]. A range of their own would stretch the validation rows to it.
        let line = |x: Array1<f64>| Xy { y: x.clone(), x };
        let (train, val) = (line(array![0.0, 4.0, 10.0]), line(array![2.0, 3.0, 4.0]));
        let got = errors_by_degree(&train, &val, 1)[1].1;
        assert_not_close!(
            got,
            62.0 / 3.0 - 8.0,
            "both parts need the scale of the training rows"
        );
        assert_close!(got, 0.0, atol = 1e-18);
    }

    #[test]
    fn the_training_error_never_rises() {
        for seed in SEEDS {
            let (train, val) = parts(seed);
            let errors = errors_by_degree(&train, &val, 12);
            assert_eq!(errors.len(), 13);
            for pair in errors.windows(2) {
                assert!(
                    pair[1].0 <= pair[0].0 + 1e-9,
                    "{} became {}",
                    pair[0].0,
                    pair[1].0
                );
            }
        }
    }

    #[test]
    fn as_many_weights_as_rows_pass_through_every_point() {
        let train = Xy {
            x: array![0.0, 1.0, 3.0, 4.0, 9.0],
            y: array![1.0, -2.0, 5.0, 0.0, 3.0],
        };
        let val = Xy {
            x: array![2.0],
            y: array![2.0],
        };
        let errors = errors_by_degree(&train, &val, 9);
        assert_eq!(errors.len(), 5, "degree 5 has 6 weights for 5 rows");
        let two = Xy {
            x: array![1.0, 1.0, 3.0, 3.0, 3.0],
            y: train.y.clone(),
        };
        let ends = errors_by_degree(&two, &val, 9).len();
        assert_eq!(ends, 2, "two different x carry a line, and no parabola");
        assert!(
            errors[4].0 < 1e-15,
            "training error of degree 4: {}",
            errors[4].0
        );
        assert!(
            errors[3].0 > 0.1,
            "training error of degree 3: {}",
            errors[3].0
        );
    }

    #[test]
    fn validation_decides_and_words_follow() {
        // (training, validation) by hand.
        let errors = [
            (9.0, 8.0),
            (5.0, 4.3),
            (3.0, 4.0),
            (2.0, 4.4),
            (1.0, 5.0),
            (0.0, 9.0),
        ];
        let (best, words) = verdict(&errors);
        assert!(
            best != 5,
            "the training error is smallest for degree 5: it must not decide"
        );
        assert_eq!(best, 2);
        use Fit::{Good, Over, Under};
        assert_eq!(words, [Under, Good, Good, Good, Over, Over]);
        assert_eq!(
            verdict(&[(3.0, 2.0), (1.0, 2.0)]).0,
            0,
            "the lowest of equal ones"
        );
        assert_eq!(
            verdict(&[(4.0, 9.0), (3.0, 2.0), (2.0, 7.0)]),
            (1, vec![Under, Good, Over])
        );
        assert_eq!(verdict(&[]), (0, vec![]));
    }

    #[test]
    fn a_noisy_sine_wants_a_degree_from_3_to_8() {
        let mut chosen = Vec::new();
        for seed in SEEDS {
            let (train, val) = parts(seed);
            let errors = errors_by_degree(&train, &val, 12);
            let (best, words) = verdict(&errors);
            assert!((3..=8).contains(&best), "seed {seed}: degree {best}");
            assert_eq!(words[best], Fit::Good);
            assert_eq!(words[1], Fit::Under, "seed {seed}: a straight line");
            let worst = errors[best..]
                .iter()
                .fold(0.0, |worst: f64, e| worst.max(e.1));
            assert!(
                worst > errors[best].1,
                "seed {seed}: it rises again somewhere"
            );
            chosen.push(best);
        }
        chosen.sort();
        assert_same!(
            (3..=6).contains(&chosen[5]),
            true,
            "all degrees: {chosen:?}"
        );
    }
}
