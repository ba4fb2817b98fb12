//! Broadcasting: one array repeated until it fits
//!
//! Subtract a mean per feature from every example, add a bias to every row: the smaller array
//! is needed again and again. Broadcasting repeats it, without a loop and without a copy.
//! Shapes are compared from the right; two lengths fit if they are equal or one of them is 1:
//!
//!     (n, d) and    (d,)    the vector is used for every row       -> (n, d)
//!     (n, d) and (n, 1)     the column is used for every column    -> (n, d)
//!     (n, 1) and    (m,)    both are repeated                      -> (n, m)
//!
//! All else panics. Worse is what fits by accident: if n = d, a vector meant for the second
//! line runs as the first. `insert_axis(Axis(1))` makes (n, 1) of (n,); it uses its vector
//! up, so take a `.view()` of a borrowed one first. `x.mean_axis(Axis(0))` is the mean of each
//! column: `Some` of shape (d,), or `None` without rows. Axis(1): of each row, (n,).

use ndarray::{Array1, Array2, Axis, array};

/// Two shapes that do not fit.
#[derive(Debug, PartialEq)]
struct ShapeMismatch {
    left: Vec<usize>,
    right: Vec<usize>,
}

/// Each column minus its mean. (n, d) -> (n, d). Finished, as an example.
fn center_cols(x: &Array2<f64>) -> Array2<f64> {
    match x.mean_axis(Axis(0)) {
        Some(mean) => x - &mean, // (n, d) - (d,)
        None => x.clone(),       // no rows
    }
}

/// All sums: entry [i, j] is a[i] + b[j]. (n,), (m,) -> (n, m)
// TODO 1: add every entry of `a` to every entry of `b`, shape (n, m).
fn outer_sum(a: &Array1<f64>, b: &Array1<f64>) -> Array2<f64> {
    todo!("{} sums for each of the {} entries of a", b.len(), a.len())
}

/// Each row minus its mean. (n, d) -> (n, d)
// TODO 2: subtract from each row its own mean, shape (n, d).
fn center_rows(x: &Array2<f64>) -> Array2<f64> {
    todo!("{} rows, each with a mean of 0", x.nrows())
}

/// `x` with `b` added to every row. (n, k), (k,) -> (n, k)
/// A `b` of any other length than k is an error: left is the shape of `x`, right that of `b`.
// TODO 3: add `b` to every row, shape (n, k), or return the error.
fn add_bias(x: &Array2<f64>, b: &Array1<f64>) -> Result<Array2<f64>, ShapeMismatch> {
    todo!("{} columns of x, {} entries of b", x.ncols(), b.len())
}

fn main() {
    let digits = Array1::from_iter((1..=9).map(f64::from));
    println!("The addition table:\n{:2}", outer_sum(&digits, &digits));
    let stars = array![[5.0, 4.0, 2.0, 5.0], [2.0, 1.0, 1.0, 2.0]];
    println!("Two people rate four films:\n{stars}");
    println!(
        "minus the mean of each person:\n{:5.2}",
        center_rows(&stars)
    );
    println!("minus the mean of each film:\n{:5.2}", center_cols(&stars));
    for bias in [array![1.0, 0.0, 0.0, 1.0], array![1.0, 0.0]] {
        match add_bias(&stars, &bias) {
            Ok(sum) => println!("plus {bias}:\n{sum}"),
            Err(e) => println!("plus {bias}: {:?} and {:?} do not fit", e.left, e.right),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};

    // The expected values are computed by hand.

    #[test]
    fn center_cols_subtracts_the_mean_of_each_column() {
        let got = center_cols(&array![[1.0, 3.0, 5.0], [2.0, 6.0, 9.0]]);
        assert_close!(got, array![[-0.5, -1.5, -2.0], [0.5, 1.5, 2.0]]);
        assert_shape!(center_cols(&Array2::zeros((0, 3))), [0, 3]);
    }

    #[test]
    fn outer_sum_adds_every_pair() {
        let got = outer_sum(&array![0.0, 10.0, 20.0], &array![1.0, 2.0]);
        assert_close!(got, array![[1.0, 2.0], [11.0, 12.0], [21.0, 22.0]]);
    }

    #[test]
    fn swapped_vectors_give_the_transposed_table() {
        let (a, b) = (array![1.0, -2.0, 5.0], array![0.5, 4.0, 7.0]);
        assert_close!(outer_sum(&a, &b), outer_sum(&b, &a).t());
        assert_close!(outer_sum(&a, &b)[[2, 0]], 5.5, "a[2] + b[0]");
    }

    #[test]
    fn short_vectors_give_thin_tables() {
        let (one, two) = (array![5.0], array![1.0, 2.0]);
        assert_close!(outer_sum(&one, &two), array![[6.0, 7.0]]);
        assert_close!(outer_sum(&two, &one), array![[6.0], [7.0]]);
        assert_shape!(outer_sum(&array![], &two), [0, 2]);
        assert_shape!(outer_sum(&two, &array![]), [2, 0]);
    }

    #[test]
    fn center_rows_subtracts_the_mean_of_each_row() {
        let got = center_rows(&array![[1.0, 3.0, 5.0], [2.0, 6.0, 10.0]]);
        assert_close!(got, array![[-2.0, 0.0, 2.0], [-4.0, 0.0, 4.0]]);
        let got = center_rows(&array![[1.0, 3.0], [2.0, 6.0]]);
        assert_close!(got, array![[-1.0, 1.0], [-2.0, 2.0]]);
    }

    #[test]
    fn in_a_square_every_row_meets_its_own_mean() {
        let x = array![[1.0, 2.0, 6.0], [4.0, 4.0, 4.0], [0.0, 9.0, 9.0]];
        let got = center_rows(&x); // the means of the rows are 3, 4, 6
        assert_not_close!(
            got,
            center_cols(&x),
            "the means of the columns were subtracted"
        );
        let along = &x - &array![3.0, 4.0, 6.0];
        assert_not_close!(got, along, "column j lost the mean of row j");
        assert_close!(got.row(0), array![-2.0, -1.0, 3.0]);
        assert_close!(got.row(1), array![0.0, 0.0, 0.0]);
        assert_close!(got.row(2), array![-6.0, 3.0, 3.0]);
    }

    #[test]
    fn an_unknown_entry_spoils_only_its_own_row() {
        let got = center_rows(&array![[1.0, f64::NAN], [2.0, 6.0]]);
        assert_same!(got.row(0).is_nan(), array![true, true], "got\n{got}");
        assert_close!(got.row(1), array![-2.0, 2.0]);
    }

    #[test]
    fn center_rows_without_rows_or_columns_is_empty() {
        assert_shape!(center_rows(&Array2::zeros((0, 3))), [0, 3]);
        assert_shape!(center_rows(&Array2::zeros((2, 0))), [2, 0]);
    }

    #[test]
    fn add_bias_adds_entry_j_to_column_j() {
        let got = add_bias(&array![[1.0, 2.0], [3.0, 4.0]], &array![10.0, 20.0]);
        assert_close!(got.unwrap(), array![[11.0, 22.0], [13.0, 24.0]]);
        let got = add_bias(&Array2::zeros((0, 2)), &array![10.0, 20.0]);
        assert_shape!(got.unwrap(), [0, 2]);
    }

    #[test]
    fn a_bias_has_one_entry_per_column() {
        for (n, k, len) in [(2, 3, 2), (2, 3, 0), (2, 3, 1), (2, 1, 3)] {
            let (left, right) = (vec![n, k], vec![len]);
            let got = add_bias(&Array2::zeros((n, k)), &Array1::zeros(len));
            assert_eq!(got, Err(ShapeMismatch { left, right }), "must not fit");
        }
    }
}
