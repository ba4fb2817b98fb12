//! Softmax regression on Iris
//!
//! From measured flowers to a tested model: the whole chain of a first project. Logistic
//! regression knows two classes; with k classes each gets its own logit, and softmax shares
//! one whole among them (n rows, d columns, k classes c):
//!
//!     z[i][c]  = sum over j of x[i][j] w[j][c] + b[c]
//!     p[i][c]  = exp(z[i][c]) / sum over e of exp(z[i][e])            rows sum to 1
//!     loss     = mean over i of -ln p[i][y[i]]                        cross-entropy
//!     d loss / d z[i][c] = (p[i][c] - 1 if c is y[i], else p[i][c]) / n
//!     d loss / d w = x^T (d loss / d z)      d loss / d b = its sum over the rows
//!
//! Logits may be 1000: the largest of each row comes off before `exp`, which changes no
//! share. Training is plain gradient descent from w = 0 and b = 0; there is no penalty. A
//! class that is missing among the training rows keeps its logit and simply loses.

use linfa::prelude::*;
use linfa_logistic::MultiLogisticRegression;
use ndarray::{Array1, Array2, Axis};
use rand::seq::SliceRandom;
use std::error::Error;

struct GdConfig {
    rate: f64,
    epochs: usize,
}

/// Probabilities of the classes, row by row. (n, k) -> (n, k)
// TODO 1: write softmax, for logits of any size.
fn softmax(z: &Array2<f64>) -> Array2<f64> {
    todo!("{} rows of {} logits", z.nrows(), z.ncols())
}

/// The mean cross-entropy, `None` without rows. (n, k), (n,) -> (). Given: -ln p is
/// ln(sum of exp(z)) - z[y], with the largest logit taken off.
fn cross_entropy(z: &Array2<f64>, y: &Array1<usize>) -> Option<f64> {
    let losses = z.outer_iter().zip(y).map(|(row, &label)| {
        let largest = row.fold(f64::NEG_INFINITY, |m, &v| m.max(v));
        row.mapv(|v| (v - largest).exp()).sum().ln() + largest - row[label]
    });
    losses.collect::<Array1<f64>>().mean()
}

/// The gradient of `cross_entropy` by the logits. (n, k), (n,) -> (n, k)
// TODO 2: compute the gradient.
fn ce_grad(z: &Array2<f64>, y: &Array1<usize>) -> Array2<f64> {
    todo!("{} rows of logits, {} labels", z.nrows(), y.len())
}

/// Gradient descent on the cross-entropy. (n, d), (n,) -> weights (d, k), intercepts (k,)
/// `None` if there are no rows, or a label is not below k.
// TODO 3: train the model.
fn fit_softmax(
    x: &Array2<f64>,
    y: &Array1<usize>,
    k: usize,
    cfg: &GdConfig,
) -> Option<(Array2<f64>, Array1<f64>)> {
    todo!("{:?} {} {k} {} {}", x.dim(), y.len(), cfg.rate, cfg.epochs)
}

/// The class with the largest logit, of equal ones the first. (n, d) -> (n,). Given.
fn predict((w, b): &(Array2<f64>, Array1<f64>), x: &Array2<f64>) -> Array1<usize> {
    (x.dot(w) + b).map_axis(Axis(1), |row| {
        let best = (0..row.len())
            .rev()
            .max_by(|&a, &b| row[a].total_cmp(&row[b]));
        best.unwrap_or(0)
    })
}

/// Iris, shuffled and cut into 120 flowers to train on and 30 to test with. Columns are in
/// cm; the mean of the training rows is taken off both parts. Given.
fn iris_split(seed: u64) -> [(Array2<f64>, Array1<usize>); 2] {
    let iris = linfa_datasets::iris();
    let mut rows: Vec<usize> = (0..150).collect();
    rows.shuffle(&mut kit::rng(seed));
    let part = |rows: &[usize]| {
        let (x, y) = (iris.records(), iris.targets());
        (x.select(Axis(0), rows), y.select(Axis(0), rows))
    };
    let ((train, y_train), (test, y_test)) = (part(&rows[..120]), part(&rows[120..]));
    let mean = train.mean_axis(Axis(0)).expect("120 rows");
    [(train - &mean, y_train), (test - &mean, y_test)]
}

/// The labels that linfa's softmax regression gives to the rows of `x`. Given: its loss is
/// the sum, and with alpha close to 0 it has no penalty either.
fn labels_linfa(
    x_train: &Array2<f64>,
    y: &Array1<usize>,
    x: &Array2<f64>,
) -> Result<Array1<usize>, Box<dyn Error>> {
    let dataset = Dataset::new(x_train.clone(), y.clone());
    let model = MultiLogisticRegression::default()
        .alpha(0.01)
        .fit(&dataset)?;
    Ok(model.predict(x))
}

const CONFIG: GdConfig = GdConfig {
    rate: 0.3,
    epochs: 1000,
};

fn main() -> Result<(), Box<dyn Error>> {
    let [(x, y), (x_test, y_test)] = iris_split(1);
    for epochs in [0, 10, 100, 1000] {
        let m = fit_softmax(&x, &y, 3, &GdConfig { rate: 0.3, epochs }).ok_or("no rows")?;
        let z = x.dot(&m.0) + &m.1;
        let loss = cross_entropy(&z, &y).unwrap_or(f64::NAN);
        let slope = ce_grad(&z, &y).mapv(|v| v * v).sum().sqrt();
        println!(
            "after {epochs:4} epochs: training loss {loss:.4}, length of the gradient {slope:.4}"
        );
    }
    let model = fit_softmax(&x, &y, 3, &CONFIG).ok_or("no rows")?;
    let (own, linfa) = (predict(&model, &x_test), labels_linfa(&x, &y, &x_test)?);
    println!("\n30 flowers the model has not seen; of each class, how many were called");
    println!("                  setosa  versicolor  virginica     by linfa");
    for (class, name) in ["setosa", "versicolor", "virginica"]
        .into_iter()
        .enumerate()
    {
        let count = |labels: &Array1<usize>, called| {
            labels
                .iter()
                .zip(&y_test)
                .filter(|&(&l, &t)| (l, t) == (called, class))
                .count()
        };
        let [a, b, c] = [0, 1, 2].map(|called| count(&own, called));
        let linfa = [0, 1, 2].map(|called| count(&linfa, called));
        println!("  {name:>12} {a:8} {b:11} {c:10}     {linfa:?}");
    }
    let p = softmax(&(x_test.dot(&model.0) + &model.1));
    println!(
        "\nProbabilities of the first three:\n{:.3}",
        p.select(Axis(0), &[0, 1, 2])
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;

    /// Five rows, three classes.
    fn logits() -> (Array2<f64>, Array1<usize>) {
        let z = array![
            [0.5, -1.0, 2.0],
            [1.0, 1.0, 1.0],
            [-3.0, 0.0, 0.4],
            [2.0, 1.5, -0.5],
            [0.0, 4.0, 1.0]
        ];
        (z, array![2, 0, 1, 1, 0])
    }

    #[test]
    fn softmax_shares_each_row() {
        // Logarithms of 1, 2, 5 and of 5, 1, 4: eighths and tenths.
        let z = array![[1.0, 2.0, 5.0], [5.0, 1.0, 4.0]].mapv(f64::ln);
        let got = softmax(&z);
        let of_columns = array![[1. / 6., 2. / 3., 5. / 9.], [5. / 6., 1. / 3., 4. / 9.]];
        assert_not_close!(got, of_columns, "these are shares of the columns");
        assert_close!(got, array![[0.125, 0.25, 0.625], [0.5, 0.1, 0.4]]);
    }

    #[test]
    fn softmax_of_large_logits_is_finite() {
        let z = array![
            [1000.0, 1000.0 + 3.0f64.ln()],
            [-2000.0, -2000.0],
            [0.0, 1000.0]
        ];
        // 1000 + ln 3 is rounded to 1e-13.
        assert_close!(
            softmax(&z),
            array![[0.25, 0.75], [0.5, 0.5], [0.0, 1.0]],
            atol = 1e-9
        );
    }

    #[test]
    fn softmax_ignores_a_shift_and_sums_to_1() {
        let (z, _) = logits();
        let p = softmax(&z);
        assert_shape!(p, [5, 3]);
        assert_close!(p.sum_axis(Axis(1)), Array1::<f64>::ones(5));
        assert_close!(softmax(&(&z + 7.5)), p);
        assert_shape!(softmax(&Array2::zeros((0, 3))), [0, 3]);
    }

    #[test]
    fn equal_logits_cost_ln_k() {
        assert_close!(
            cross_entropy(&Array2::zeros((4, 3)), &array![0, 2, 1, 1]),
            3.0f64.ln()
        );
        assert_close!(cross_entropy(&array![[1000.0, 0.0]], &array![1]), 1000.0);
    }

    #[test]
    fn the_gradient_by_hand() {
        let z = array![[1.0, 2.0, 5.0], [5.0, 1.0, 4.0]].mapv(f64::ln);
        let got = ce_grad(&z, &array![2, 1]);
        let expected = array![[0.125, 0.25, -0.375], [0.5, -0.9, 0.4]];
        assert_not_close!(
            got,
            expected,
            "the loss is a mean: divide by the number of rows"
        );
        assert_close!(got, expected / 2.0);
    }

    #[test]
    fn the_gradient_is_that_of_the_loss() {
        let (z, y) = logits();
        let loss = |v: &Array1<f64>| {
            let z = v.to_shape((5, 3)).expect("15 logits").to_owned();
            cross_entropy(&z, &y).expect("five rows")
        };
        let flat = |z: &Array2<f64>| z.iter().copied().collect::<Array1<f64>>();
        let grad = ce_grad(&z, &y);
        kit::grad::check(loss, &flat(&z), &flat(&grad));
        assert_close!(
            grad.sum_axis(Axis(1)),
            Array1::<f64>::zeros(5),
            "rows sum to 0"
        );
    }

    #[test]
    fn one_epoch_is_one_step() {
        let (x, y) = (array![[3.0, 0.0], [0.0, 6.0], [9.0, 3.0]], array![0, 1, 0]);
        let cfg = GdConfig {
            rate: 0.5,
            epochs: 1,
        };
        let (w, b) = fit_softmax(&x, &y, 3, &cfg).expect("three rows");
        // At zero weights every probability is 1/3; the gradient by z is
        // [-2, 1, 1], [1, -2, 1] and [-2, 1, 1], divided by 9.
        let slope_w = array![[-24.0, 12.0, 12.0], [0.0, -9.0, 9.0]] / 9.0;
        assert_close!(w, -0.5 * slope_w);
        assert_close!(b, -0.5 * array![-3.0, 0.0, 3.0] / 9.0);
    }

    #[test]
    fn the_loss_falls_at_every_epoch() {
        let [(x, y), _] = iris_split(3);
        let mut last = f64::INFINITY;
        for epochs in 0..25 {
            let cfg = GdConfig { rate: 0.3, epochs };
            let (w, b) = fit_softmax(&x, &y, 3, &cfg).expect("120 rows");
            let now = cross_entropy(&(x.dot(&w) + &b), &y).expect("120 rows");
            assert!(now < last, "from {last} to {now} in epoch {epochs}");
            last = now;
        }
    }

    #[test]
    fn two_classes_are_logistic_regression() {
        let (x, y) = (array![[1.0], [2.0], [4.0], [3.0]], array![0, 0, 1, 1]);
        let (w, b) = fit_softmax(&x, &y, 2, &CONFIG).expect("four rows");
        let p = softmax(&(x.dot(&w) + &b)); // (4, 2)
        let z = x
            .column(0)
            .mapv(|x| x * (w[[0, 1]] - w[[0, 0]]) + b[1] - b[0]);
        assert_close!(p.column(1), z.mapv(|z| 1.0 / (1.0 + (-z).exp())));
        assert!(z[2] > 0.0 && z[1] < 0.0, "it has learned: {z}");
    }

    #[test]
    fn a_class_without_rows_is_never_called() {
        let [(x, y), _] = iris_split(4);
        let rows: Vec<usize> = (0..120).filter(|&i| y[i] != 1).collect();
        let (x, y) = (x.select(Axis(0), &rows), y.select(Axis(0), &rows));
        let model = fit_softmax(&x, &y, 3, &CONFIG).expect("there are rows");
        assert_same!(
            predict(&model, &x),
            y,
            "setosa and virginica are easy to tell"
        );
        assert!(model.0.iter().all(|v| v.is_finite()));
    }

    #[test]
    fn no_rows_and_unknown_labels_are_refused() {
        let x = array![[1.0], [2.0]];
        assert!(
            fit_softmax(&x, &array![0, 3], 3, &CONFIG).is_none(),
            "label 3 of 3 classes"
        );
        assert!(
            fit_softmax(&Array2::zeros((0, 1)), &array![], 3, &CONFIG).is_none(),
            "no rows"
        );
    }

    #[test]
    fn new_flowers_are_recognised_and_linfa_agrees() {
        let mut same = 0;
        for seed in [1, 2, 3] {
            let [(x, y), (x_test, y_test)] = iris_split(seed);
            let own = predict(&fit_softmax(&x, &y, 3, &CONFIG).expect("120 rows"), &x_test);
            let right = own.iter().zip(&y_test).filter(|(a, b)| a == b).count();
            // Seeds 1 to 15: 29.1 on average, spread 0.7, lowest 28.
            assert!(right >= 27, "{right} of 30 test flowers right, seed {seed}");
            let linfa = labels_linfa(&x, &y, &x_test).expect("clean data");
            same += own.iter().zip(&linfa).filter(|(a, b)| a == b).count();
        }
        // Seeds 1 to 15: 444 of 450 labels are equal.
        assert!(same >= 87, "{same} of 90 labels equal to linfa's");
    }
}
