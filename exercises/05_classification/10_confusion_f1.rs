//! Confusion matrix, accuracy, precision, recall, F1
//!
//! A test for a disease that one person in a hundred has is right in 99 of 100 cases if it
//! always says "healthy". One number hides what kind of mistakes a classifier makes; a table
//! of k x k counts does not, and the other numbers are read from it:
//!
//!     cm[t][p]     = rows with truth t and prediction p                t, p < k
//!     accuracy     = sum of cm[c][c] / n
//!     precision(c) = cm[c][c] / (sum of column c)     of those called c, how many are?
//!     recall(c)    = cm[c][c] / (sum of row c)        of those that are c, how many are called?
//!     F1(c)        = 2 cm[c][c] / (sum of row c + sum of column c)
//!     macro F1     = mean of F1(c) over the classes that occur
//!
//! Where nothing is counted below the line, the answer is `None`: precision of a class that
//! is never called, recall of one that never occurs, F1 if it is both.
//!
//! From linfa: `a.confusion_matrix(&b)?`, with `.precision()`, `.recall()` and `.f1_score()`
//! of the class `true`. Beware: version 0.8.1 puts the labels of `a` into rows, and takes rows
//! for the truth. So `a` has to be the truth, whatever the documentation says. Import
//! `linfa::prelude::*`. See docs.rs/linfa/0.8.1, ConfusionMatrix.

use ndarray::{Array1, Array2, array};

/// Counts pairs of labels: rows truth, columns prediction. (n,), (n,) -> (k, k)
/// `None` if the lengths differ, or if a label is not below k.
// TODO 1: count.
fn confusion(pred: &Array1<usize>, truth: &Array1<usize>, k: usize) -> Option<Array2<usize>> {
    todo!("{k} x {k} counts of {pred} against {truth}")
}

/// Precision, recall and F1 of one class. (k, k) -> three numbers
// TODO 2: read the three numbers from the table.
fn precision_recall_f1(cm: &Array2<usize>, class: usize) -> [Option<f64>; 3] {
    todo!("of class {class} in {cm}")
}

/// The share of rows on the diagonal, `None` without rows. It is micro F1 as well: with all
/// classes counted together, each mistake is one false call and one miss. Given.
fn accuracy(cm: &Array2<usize>) -> Option<f64> {
    (cm.sum() > 0).then(|| cm.diag().sum() as f64 / cm.sum() as f64)
}

/// Every class counts the same, however rare. `None` if no class occurs. Given.
fn macro_f1(cm: &Array2<usize>) -> Option<f64> {
    let scores = (0..cm.nrows()).filter_map(|class| precision_recall_f1(cm, class)[2]);
    scores.collect::<Array1<f64>>().mean()
}

/// Precision, recall and F1 of the class `true` by linfa; both values must occur in `truth`.
/// Errors: those of linfa, for example for lengths that differ. (n,), (n,) -> three numbers
// TODO 3: let linfa compute the three numbers.
fn linfa_scores(pred: &Array1<bool>, truth: &Array1<bool>) -> Result<[f32; 3], linfa::Error> {
    todo!("{pred} against {truth}")
}

fn show(name: &str, cm: &Array2<usize>) {
    let percent = |v: Option<f64>| v.map_or("  - ".to_string(), |v| format!("{:3.0}%", 100.0 * v));
    let [precision, recall, f1] = precision_recall_f1(cm, 1).map(percent);
    let (all, each) = (percent(accuracy(cm)), percent(macro_f1(cm)));
    println!("{name:>16} {all:>9} {precision:>10} {recall:>7} {f1:>6} {each:>9}");
}

fn main() -> Result<(), linfa::Error> {
    // 990 healthy people and 10 ill ones (class 1).
    let truth = Array1::from_shape_fn(1000, |i| usize::from(i < 10));
    let never = Array1::zeros(1000);
    let careful = Array1::from_shape_fn(1000, |i| usize::from(!(8..980).contains(&i)));
    println!("10 of 1000 people are ill; precision, recall and F1 are of the ill:");
    println!("                  accuracy  precision  recall     F1  macro F1");
    for (name, pred) in [("always healthy", &never), ("a blood test", &careful)] {
        if let Some(cm) = confusion(pred, &truth, 2) {
            show(name, &cm);
        }
    }
    let scores = linfa_scores(&careful.mapv(|p| p == 1), &truth.mapv(|t| t == 1))?;
    println!("linfa on the blood test: precision, recall, F1 = {scores:.2?}");
    let (truth, pred) = (
        array![0, 0, 1, 1, 2, 2, 2, 1],
        array![0, 1, 1, 2, 2, 2, 0, 1],
    );
    if let Some(cm) = confusion(&pred, &truth, 3) {
        let names = ["cat", "dog", "owl"];
        let title = "Truth in rows, prediction in columns";
        kit::plot::labelled_heatmap(title, &names, &names, &cm);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use ndarray::arr1;

    /// Truth and prediction of 6 rows: one of four 1s is missed.
    fn six() -> (Array1<usize>, Array1<usize>) {
        (array![1, 1, 0, 1, 0, 1], array![0, 1, 0, 1, 0, 1])
    }

    /// 9 rows of three classes with unequal mistakes; class 2 is never called.
    fn nine() -> Array2<usize> {
        array![[3, 1, 0], [2, 1, 0], [0, 2, 0]]
    }

    #[test]
    fn rows_are_truth_and_columns_prediction() {
        let (truth, pred) = six();
        let got = confusion(&pred, &truth, 2);
        assert!(got != Some(array![[2, 1], [0, 3]]), "rows are the truth");
        assert_same!(got, Some(array![[2, 0], [1, 3]]));
    }

    #[test]
    fn every_row_is_counted_once() {
        let (truth, pred) = (array![2, 0, 0, 1, 2, 2], array![0, 0, 1, 1, 2, 0]);
        let got = confusion(&pred, &truth, 4).expect("labels below 4");
        let expected = array![[1, 1, 0, 0], [0, 1, 0, 0], [2, 0, 1, 0], [0, 0, 0, 0]];
        assert_same!(got, expected, "class 3 was not seen");
        assert_same!(got.sum(), 6);
    }

    #[test]
    fn unknown_labels_and_missing_rows_are_refused() {
        let of = |pred: &[usize], truth: &[usize]| confusion(&arr1(pred), &arr1(truth), 2);
        assert_same!(of(&[0, 2], &[0, 1]), None, "prediction 2");
        assert_same!(of(&[0, 1], &[2, 1]), None, "truth 2");
        assert_same!(of(&[0, 1], &[0, 1, 1]), None, "lengths");
        assert_same!(of(&[], &[]), Some(Array2::zeros((2, 2))));
    }

    #[test]
    fn precision_recall_and_f1_of_six_rows() {
        let got = precision_recall_f1(&array![[2, 0], [1, 3]], 1).map(|v| v.expect("counted"));
        let exchanged = [0.75, 1.0, 6.0 / 7.0];
        assert_not_close!(got, exchanged, "precision divides by what was called");
        assert_not_close!(got, [1.0, 0.75, 0.875], "not the arithmetic mean");
        assert_close!(got, [1.0, 0.75, 6.0 / 7.0]);
        let other = precision_recall_f1(&array![[2, 0], [1, 3]], 0).map(|v| v.expect("counted"));
        assert_close!(other, [2.0 / 3.0, 1.0, 0.8], "class 0 has its own");
    }

    #[test]
    fn a_class_that_is_never_called_has_no_precision_and_f1_0() {
        let of = |cm, class| precision_recall_f1(&cm, class);
        assert_same!(of(nine(), 2), [None, Some(0.0), Some(0.0)]);
        let never_occurs = array![[3, 1], [0, 0]];
        assert_same!(of(never_occurs, 1), [Some(0.0), None, Some(0.0)]);
        assert_same!(of(array![[4, 0], [0, 0]], 1), [None, None, None]);
    }

    #[test]
    fn transposing_exchanges_precision_and_recall() {
        let (cm, turned) = (nine(), nine().t().to_owned());
        for class in 0..3 {
            let [precision, recall, f1] = precision_recall_f1(&cm, class);
            assert_same!(precision_recall_f1(&turned, class), [recall, precision, f1]);
        }
    }

    #[test]
    fn rare_classes_count_in_macro_f1() {
        assert_close!(accuracy(&nine()), 4.0 / 9.0);
        // 6 / 9, 2 / 7 and 0; then a class that is absent.
        assert_close!(macro_f1(&nine()), (2.0 / 3.0 + 2.0 / 7.0) / 3.0);
        assert_close!(macro_f1(&array![[4, 0], [0, 0]]), 1.0);
        assert_same!(macro_f1(&array![[0, 0], [0, 0]]), None);
    }

    #[test]
    fn accuracy_hides_what_recall_shows() {
        let truth = Array1::from_shape_fn(100, |i| usize::from(i == 42));
        let cm = confusion(&Array1::zeros(100), &truth, 2).expect("labels below 2");
        assert_close!(accuracy(&cm), 0.99);
        let [_, recall, _] = precision_recall_f1(&cm, 1);
        assert_same!(recall, Some(0.0), "the one case is missed");
    }

    #[test]
    fn linfa_agrees_if_it_is_asked_the_right_way_round() {
        let (truth, pred) = six();
        let [pred, truth] = [pred, truth].map(|labels| labels.mapv(|label| label == 1));
        let got = linfa_scores(&pred, &truth)
            .expect("six rows")
            .map(f64::from);
        let exchanged = [0.75, 1.0, 6.0 / 7.0];
        assert_not_close!(got, exchanged, rtol = 1e-6, "precision is recall here");
        assert_close!(got, [1.0, 0.75, 6.0 / 7.0], rtol = 1e-6);
        let one = linfa_scores(&pred, &array![true]);
        assert!(one.is_err(), "six rows against one");
    }
}
