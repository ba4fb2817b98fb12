//! Linear SVM: hinge loss and margin
//!
//! Many lines may separate two classes. A support vector machine takes the one with the widest
//! street to both sides, and only the rows at the edge of the street decide where it runs.
//! Labels are -1 and 1 (n rows, d columns):
//!
//!     f[i]      = w . x[i] + b                margin[i] = y[i] f[i]     street: |f| < 1
//!     hinge[i]  = max(0, 1 - margin[i])       0 for rows beyond the street, on their side
//!     objective = lambda / 2 |w|^2 + mean over i of hinge[i]
//!     slope w   = lambda w - (sum of y[i] x[i] over the rows with margin[i] < 1) / n
//!     slope b   =          - (sum of y[i]      over the rows with margin[i] < 1) / n
//!
//! The street is 2 / |w| wide, hence the penalty on w; b is not penalised. The hinge has a
//! corner at margin 1: the slope above is a sub-gradient, which takes the side of 0 there.
//! A step of constant length would jump about the corner for ever, so step t = 0, 1, 2, ...
//! has the rate 1 / (1 + lambda t), from w = 0 and b = 0. This is Pegasos with all rows
//! at once and smaller first steps.

use kit::plot::Figure;
use linfa::prelude::*;
use linfa_svm::Svm;
use ndarray::{Array1, Array2, Axis, array};
use std::error::Error;

#[derive(Clone, Debug)]
struct Linear {
    w: Array1<f64>, // (d,)
    b: f64,
}

/// y[i] f[i] for each row: far on its own side is large, on the wrong side negative.
/// (n, d), (n,) -> (n,). Given.
fn margins(m: &Linear, x: &Array2<f64>, y: &Array1<f64>) -> Array1<f64> {
    (x.dot(&m.w) + m.b) * y
}

/// `None` unless there are rows and every label is -1 or 1. (n, d), (n,) -> ()
// TODO 1: compute the objective.
fn objective(m: &Linear, x: &Array2<f64>, y: &Array1<f64>, lambda: f64) -> Option<f64> {
    todo!("{m:?}, {} rows, {} labels, {lambda}", x.nrows(), y.len())
}

/// `steps` sub-gradient steps. (n, d), (n,). `None` as for `objective`.
// TODO 2: train a model.
fn fit_svm(x: &Array2<f64>, y: &Array1<f64>, lambda: f64, steps: usize) -> Option<Linear> {
    todo!("{} rows, {} labels, {lambda}, {steps}", x.nrows(), y.len())
}

/// The rows inside the street, on its edge or on the wrong side, in order: those with a margin
/// of at most 1 + `TOLERANCE`, because training ends close to the edge, not on it.
// TODO 3: name the rows that hold the street.
fn support_vectors(m: &Linear, x: &Array2<f64>, y: &Array1<f64>) -> Vec<usize> {
    todo!("{m:?}, {} rows, {} labels, {TOLERANCE}", x.nrows(), y.len())
}

const TOLERANCE: f64 = 0.01;

/// linfa's minimum of the same objective: its C stands before a sum of hinges and is
/// 1 / (lambda n). f of a unit vector minus f of 0 is one weight. Given.
fn fit_svm_linfa(x: &Array2<f64>, y: &Array1<f64>, lambda: f64) -> Result<Linear, Box<dyn Error>> {
    let c = 1.0 / (lambda * x.nrows() as f64);
    let dataset = Dataset::new(x.clone(), y.mapv(|y| y > 0.0));
    let svm = Svm::<f64, bool>::params()
        .pos_neg_weights(c, c)
        .linear_kernel()
        .fit(&dataset)?;
    let w = Array2::eye(x.ncols()).map_axis(Axis(1), |unit| svm.weighted_sum(&unit));
    Ok(Linear { w, b: -svm.rho })
}

/// Two clouds of 40 points in the plane, labels -1 and 1.
fn clouds(std: f64) -> (Array2<f64>, Array1<f64>) {
    let (x, class) = kit::data::blobs(6, &array![[0.0, 0.0], [3.0, 2.0]], 40, std);
    (x, class.mapv(|class| if class == 0 { -1.0 } else { 1.0 }))
}

fn main() -> Result<(), Box<dyn Error>> {
    let (x, y) = clouds(0.9);
    let show = |name: String, m: &Linear| {
        let objective = objective(m, &x, &y, 0.05).unwrap_or(f64::NAN);
        let (w, b) = (&m.w, m.b);
        println!("{name:>12}: objective {objective:.5}, w {w:.3}, b {b:.3}");
    };
    for steps in [10, 100, 1000, 10000] {
        let m = fit_svm(&x, &y, 0.05, steps).ok_or("labels -1 and 1")?;
        show(format!("{steps} steps"), &m);
    }
    show("linfa".to_string(), &fit_svm_linfa(&x, &y, 0.05)?);

    let m = fit_svm(&x, &y, 0.05, 10000).ok_or("labels -1 and 1")?;
    let support = support_vectors(&m, &x, &y);
    let width = 2.0 / m.w.dot(&m.w).sqrt();
    let least = margins(&m, &x, &y).fold(f64::INFINITY, |least, &v| least.min(v));
    println!("The street is {width:.2} wide, the smallest margin is {least:.2};");
    println!("{} of 80 rows hold it.", support.len());
    let across = array![-1.0, 4.0];
    let line = |f: f64| across.mapv(|x0| (f - m.b - m.w[0] * x0) / m.w[1]);
    let held = x.select(Axis(0), &support);
    Figure::new("The street between two clouds, and the rows that hold it")
        .x("x0")
        .y("x1")
        .points_by("label 1", &x, &y.mapv(|y| y > 0.0))
        .points("support", &held.column(0), &held.column(1))
        .line("f = 0", &across, &line(0.0))
        .line("f = 1", &across, &line(1.0))
        .line("f = -1", &across, &line(-1.0))
        .show();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;

    /// Two rows at x0 = 1, two at x0 = 3, one far off: the widest street is 1 < x0 < 3.
    fn street() -> (Array2<f64>, Array1<f64>) {
        let x = array![[3.0, 1.0], [1.0, 0.5], [3.0, -2.0], [1.0, -1.0], [7.0, 3.0]];
        (x, array![1.0, -1.0, 1.0, -1.0, 1.0])
    }

    fn model(w: [f64; 2], b: f64) -> Linear {
        Linear {
            w: array![w[0], w[1]],
            b,
        }
    }

    #[test]
    fn rows_beyond_the_street_cost_nothing() {
        let (x, y) = street();
        let got = objective(&model([1.0, 0.0], -2.0), &x, &y, 0.0).expect("labels -1 and 1");
        assert_close!(got, 0.0, "margins 1, 1, 1, 1 and 5");
        let half = objective(&model([0.5, 0.0], -1.0), &x, &y, 0.0).expect("labels -1 and 1");
        assert_not_close!(half, 2.0, "the mean of the hinges, not their sum");
        assert_close!(half, 0.4, "four hinges of 1/2 among five rows");
    }

    #[test]
    fn the_wrong_side_costs_more_than_the_street() {
        let (x, y) = street();
        // f = x1: margins 1, -0.5, -2, 1 and 3, hinges 0, 1.5, 3, 0 and 0.
        let got = objective(&model([0.0, 1.0], 0.0), &x, &y, 0.0).expect("labels -1 and 1");
        assert_close!(got, 0.9);
    }

    #[test]
    fn the_penalty_is_half_the_square_of_w() {
        let (x, y) = street();
        let got = objective(&model([1.0, 0.0], -2.0), &x, &y, 0.3).expect("labels -1 and 1");
        assert_not_close!(got, 0.15 * 5.0, "b is not penalised");
        assert_close!(got, 0.15);
    }

    #[test]
    fn the_objective_is_convex() {
        let (x, y) = clouds(1.5);
        let mut rng = kit::rng(2);
        let mut draw = || [2.0, 2.0, 3.0].map(|most| rng.gen_range(-most..most));
        let at = |[w0, w1, b]: [f64; 3]| objective(&model([w0, w1], b), &x, &y, 0.1);
        for _ in 0..50 {
            let (p, q) = (draw(), draw());
            let middle = at([0, 1, 2].map(|i| (p[i] + q[i]) / 2.0)).expect("labels");
            let mean = (at(p).expect("labels") + at(q).expect("labels")) / 2.0;
            assert!(middle <= mean + 1e-12, "between {p:?} and {q:?}");
        }
    }

    #[test]
    fn two_steps_by_hand() {
        let x = array![[2.0, 0.0], [0.0, 0.3], [4.0, 0.0]];
        let y = array![1.0, -1.0, 1.0];
        let first = fit_svm(&x, &y, 0.5, 1).expect("labels -1 and 1");
        assert_close!(first.w, array![2.0, -0.1], "all rows pull, the rate is 1");
        assert_close!(first.b, 1.0 / 3.0);
        // Only row 1 has a margin below 1; the rate is 1 / 1.5, and w shrinks by a third.
        let second = fit_svm(&x, &y, 0.5, 2).expect("labels -1 and 1");
        assert_close!(second.w, array![4.0 / 3.0, -0.2 / 3.0 - 0.2 / 3.0]);
        assert_not_close!(second.b, 0.0, "b does not shrink: only w is penalised");
        assert_close!(second.b, 1.0 / 9.0);
    }

    #[test]
    fn a_row_on_the_edge_of_the_street_does_not_pull() {
        // The first step puts both rows at margin 1; in the second, w only shrinks by a third.
        let m = fit_svm(&array![[1.0], [-1.0]], &array![1.0, -1.0], 0.5, 2);
        assert_close!(m.map(|m| m.w), array![2.0 / 3.0]);
    }

    #[test]
    fn the_street_is_as_wide_as_possible() {
        let (x, y) = street();
        let m = fit_svm(&x, &y, 0.1, 8000).expect("labels -1 and 1");
        // The last rates are 1 / 800.
        assert_close!(m.w, array![1.0, 0.0], atol = 0.005);
        assert_close!(m.b, -2.0, atol = 0.005);
        let support = support_vectors(&m, &x, &y);
        assert_same!(support, [0, 1, 2, 3], "all but the row far off");
    }

    #[test]
    fn support_vectors_are_judged_by_their_margin() {
        let x = array![[4.0, 2.5, -1.0, 9.0, 3.0, 3.5], [0.0; 6]].reversed_axes();
        let y = array![1.0, 1.0, -1.0, -1.0, 1.0, -1.0];
        // f = x0 - 2: margins 2, 0.5, 3, -7, 1 and -1.5.
        let got = support_vectors(&model([1.0, 0.0], -2.0), &x, &y);
        assert_same!(got, vec![1, 3, 4, 5], "row 3 lies far on the wrong side");
    }

    #[test]
    fn rows_that_support_nothing_can_be_removed() {
        let (x, y) = clouds(0.5);
        let m = fit_svm(&x, &y, 0.1, 8000).expect("labels -1 and 1");
        let support = support_vectors(&m, &x, &y);
        let some = (2..20).contains(&support.len());
        assert!(some, "{} support vectors", support.len());
        let idle = (0..80).find(|i| !support.contains(i));
        let rows: Vec<usize> = (0..80).filter(|&i| Some(i) != idle).collect();
        let (x, y) = (x.select(Axis(0), &rows), y.select(Axis(0), &rows));
        // With one row less the mean counts the others for 80 / 79.
        let without = fit_svm(&x, &y, 0.1 * 80.0 / 79.0, 8000);
        assert_close!(without.map(|without| without.w), m.w, atol = 0.01);
    }

    #[test]
    fn other_labels_and_no_rows_are_refused() {
        let (x, y) = street();
        let zero_one = y.mapv(|y| (y + 1.0) / 2.0);
        assert!(fit_svm(&x, &zero_one, 0.1, 10).is_none(), "labels 0 and 1");
        assert!(objective(&model([1.0, 0.0], 0.0), &x, &zero_one, 0.1).is_none());
        let one = fit_svm(&x, &Array1::ones(5), 0.1, 10);
        assert!(one.is_some(), "every label is 1, and that is allowed");
        let none = fit_svm(&Array2::zeros((0, 2)), &array![], 0.1, 10);
        assert!(none.is_none(), "no rows");
    }

    #[test]
    fn linfa_finds_the_same_street_also_if_none_is_clean() {
        for std in [0.5, 1.5] {
            let (x, y) = clouds(std);
            let own = fit_svm(&x, &y, 0.05, 8000).expect("labels -1 and 1");
            let linfa = fit_svm_linfa(&x, &y, 0.05).expect("clean data");
            let cosine = own.w.dot(&linfa.w) / (own.w.dot(&own.w) * linfa.w.dot(&linfa.w)).sqrt();
            let angle = cosine.clamp(-1.0, 1.0).acos().to_degrees();
            assert!(angle < 5.0, "{angle} degrees from linfa's");
            let [own, linfa] = [own, linfa].map(|m| objective(&m, &x, &y, 0.05).expect("labels"));
            assert!(own < 1.01 * linfa, "objective {own}, linfa's {linfa}");
        }
    }
}
