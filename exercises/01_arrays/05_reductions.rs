//! Reductions: along an axis, many numbers become one
//!
//! The mean of each feature, the class with the highest score, the share of right answers:
//! each of them reduces an array. The axis one names is the one that disappears. For an `x`
//! of n rows and d columns:
//!
//!     x.sum_axis(Axis(0))         the sum of each column           (n, d) -> (d,)
//!     x.sum_axis(Axis(1))         the sum of each row              (n, d) -> (n,)
//!     x.mean_axis(Axis(0))        Some of the means, None if n = 0
//!     x.std_axis(Axis(0), ddof)   the std, dividing by n - ddof
//!     x.map_axis(Axis(1), f)      f(row) of each row, for any f    (n, d) -> (n,)
//!
//! NaN means "unknown": a mean or a std over it is NaN, and it is never the largest.

use ndarray::{Array1, Array2, Axis, array};

/// The share of equal entries. `None` if the lengths differ or there are no entries.
/// Finished, as an example.
fn accuracy(pred: &Array1<usize>, truth: &Array1<usize>) -> Option<f64> {
    if pred.len() != truth.len() || pred.is_empty() {
        return None;
    }
    let right = pred.iter().zip(truth).filter(|(p, t)| p == t).count();
    Some(right as f64 / pred.len() as f64)
}

/// Mean and std of each column, the std dividing by n. (n, d) -> (d,), (d,)
/// Both are all NaN if there are no rows: nothing is known then.
// TODO 1: return the mean and the std of each column, both of shape (d,).
fn col_mean_std(x: &Array2<f64>) -> (Array1<f64>, Array1<f64>) {
    todo!("mean and std of each of the {} columns", x.ncols())
}

/// The column of the largest entry of each row, of equal ones the first. (n, d) -> (n,)
/// Panics if a row has none: no columns, or nothing but NaN.
// TODO 2: return one column index for each row, shape (n,).
fn argmax_rows(x: &Array2<f64>) -> Array1<usize> {
    todo!("the largest entry of each of the {} rows", x.nrows())
}

/// The indices of the `n` largest entries, the largest first, equal ones by index. All of
/// them if `n` is more than there are. NaN is left out.
// TODO 3: return at most `n` indices into `v`.
fn top_n(v: &Array1<f64>, n: usize) -> Vec<usize> {
    todo!("the indices of the {n} largest of {} entries", v.len())
}

fn main() {
    // One row per picture, one column per class: cat, dog, owl.
    let scores = array![
        [0.7, 0.2, 0.1],
        [0.3, 0.4, 0.3],
        [0.1, 0.8, 0.1],
        [0.2, 0.2, 0.6]
    ];
    let truth = array![0, 1, 2, 2];
    println!("Four pictures, their scores for cat, dog, owl:\n{scores}");
    println!("sum of each picture {:.2}", scores.sum_axis(Axis(1)));
    let (mean, std) = col_mean_std(&scores);
    println!("mean of each class {mean:.2}, std {std:.2}");
    let pred = argmax_rows(&scores);
    let share = accuracy(&pred, &truth);
    println!("highest score {pred}, truth {truth}: accuracy {share:?}");
    let dog = scores.column(1).to_owned();
    println!("the two pictures most like a dog: {:?}", top_n(&dog, 2));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};

    // The expected values are computed by hand.

    #[test]
    fn accuracy_is_the_share_of_equal_entries() {
        let truth = array![0, 1, 2, 2];
        assert_eq!(accuracy(&array![0, 1, 1, 2], &truth), Some(0.75));
        assert_eq!(accuracy(&array![0, 1, 2], &truth), None);
        assert_eq!(accuracy(&array![], &array![]), None);
    }

    #[test]
    fn each_column_has_a_mean_and_a_std() {
        let (mean, std) = col_mean_std(&array![[1.0, 2.0, 0.0], [5.0, 2.0, 6.0]]);
        assert_close!(mean, array![3.0, 2.0, 3.0]);
        let by_n_minus_1 = array![8f64.sqrt(), 0.0, 18f64.sqrt()];
        assert_not_close!(std, by_n_minus_1, "this std divides by n - 1");
        assert_close!(std, array![2.0, 0.0, 3.0]);
    }

    #[test]
    fn in_a_square_columns_are_not_rows() {
        let (mean, std) = col_mean_std(&array![[1.0, 2.0], [5.0, 8.0]]);
        assert_not_close!(mean, array![1.5, 6.5], "the means of the rows");
        assert_close!(mean, array![3.0, 5.0]);
        assert_close!(std, array![2.0, 3.0]);
    }

    #[test]
    fn the_means_add_up_to_the_total() {
        let x = array![[1.5, -2.0, 4.0], [0.25, 7.0, 3.0]];
        let total = x.sum_axis(Axis(1)).sum(); // of the rows first, then of what is left
        assert_close!(col_mean_std(&x).0.sum() * 2.0, total);
    }

    #[test]
    fn without_rows_mean_and_std_are_unknown() {
        let (mean, std) = col_mean_std(&Array2::zeros((0, 3)));
        let unknown = array![true, true, true];
        assert_same!(mean.is_nan(), unknown, "the mean is {mean}");
        assert_same!(std.is_nan(), unknown, "the std is {std}");
    }

    #[test]
    fn an_unknown_entry_spoils_only_its_own_column() {
        let (mean, std) = col_mean_std(&array![[1.0, f64::NAN], [5.0, 4.0]]);
        assert_same!(mean.is_nan(), array![false, true], "the mean is {mean}");
        assert_same!(std.is_nan(), array![false, true], "the std is {std}");
        assert_close!([mean[0], std[0]], [3.0, 2.0]);
    }

    #[test]
    fn argmax_takes_the_first_of_equal_entries() {
        let got = argmax_rows(&array![[1.0, 3.0, 3.0], [5.0, 2.0, 0.0]]);
        assert_same!(got, array![1, 0]);
        assert_same!(argmax_rows(&array![[-5.0, -2.0]]), array![1]);
        assert_same!(argmax_rows(&Array2::zeros((0, 3))), Array1::zeros(0));
    }

    #[test]
    fn nan_is_never_the_largest() {
        let nan = f64::NAN;
        let got = argmax_rows(&array![[nan, 1.0, 2.0], [1.0, nan, 0.0], [2.0, 9.0, nan]]);
        assert_same!(got, array![2, 0, 1]);
        assert_same!(top_n(&array![nan, 1.0, nan, 2.0], 3), vec![3, 1]);
    }

    #[test]
    fn infinities_are_entries_like_others() {
        let (inf, nan) = (f64::INFINITY, f64::NAN);
        let got = argmax_rows(&array![[-inf, -inf], [nan, -inf], [1.0, inf]]);
        assert_same!(got, array![0, 1, 1]);
        assert_same!(top_n(&array![-inf, 7.0, inf], 3), vec![2, 1, 0]);
    }

    #[test]
    #[should_panic]
    fn a_row_of_nan_has_no_largest_entry() {
        argmax_rows(&array![[1.0, 2.0], [f64::NAN, f64::NAN]]);
    }

    #[test]
    fn top_n_gives_the_largest_first() {
        let v = array![0.2, 0.9, -1.0, 0.4];
        assert_same!(top_n(&v, 2), vec![1, 3]);
        assert_same!(top_n(&v, 9), vec![1, 3, 0, 2], "fewer than 9: all of them");
        assert_same!(top_n(&v, 0), Vec::<usize>::new());
        assert_same!(top_n(&array![], 2), Vec::<usize>::new());
    }

    #[test]
    fn top_n_keeps_equal_entries_in_order() {
        let v = array![1.0, 3.0, 2.0, 3.0, 1.0];
        assert_same!(top_n(&v, 5), vec![1, 3, 2, 0, 4]);
        let zeros = top_n(&array![-0.0, 0.0], 2);
        assert_same!(zeros, vec![0, 1], "0 and -0 are equal");
    }
}
