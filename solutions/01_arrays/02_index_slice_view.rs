//! Indexing, slicing, reshaping: who owns the numbers?
//!
//! A slice is a *view*: it copies nothing, it looks into the memory of the array it was cut
//! from. So it may not outlive that array, and what is only borrowed may be neither written
//! nor used up. This file does not compile yet: it does all three, and what rustc says about
//! them is the lesson. Three functions have one such fault each, and one only the tests find.
//!
//!     x.slice(s![1..3, ..])             rows 1 and 2, (2, d): a range keeps its axis
//!     x.slice(s![0, ..])                row 0, (d,): an index removes it; -1 is the last
//!     x.slice(s![..;2, ..])             rows 0, 2, 4, ...: a step of 2
//!     view.to_owned()                   a copy with memory of its own
//!     x.to_shape((2, 6))                Result: by index order, a view or, if it must, a copy;
//!                                       `into_owned()` makes an array of either
//!     x.into_shape_with_order((2, 6))   Result: uses x up and never copies; an error unless x
//!                                       lies in memory row by row, as no transposed array does

use ndarray::{Array1, Array2, Array3, ArrayView1, s};

/// Rows 0, 2, 4, ... as a copy. (n, d) -> (n / 2 rounded up, d). Finished, as an example.
fn every_other_row(x: &Array2<f64>) -> Array2<f64> {
    x.slice(s![..;2, ..]).to_owned()
}

/// The last column, as a view into `x`. (n, d) -> (n,). Panics if there is no column.
fn last_column(x: &Array2<f64>) -> ArrayView1<'_, f64> {
    // A view borrows from the array it is cut from. `x` outlives this function, a copy made
    // in here does not. The first place in s![..] is the rows: s![-1, ..] is the last row.
    x.slice(s![.., -1])
}

/// Changes the sign of the entries with lo < entry < hi, in place. (n,)
fn negate_between(x: &mut Array1<f64>, lo: f64, hi: f64) {
    // `iter` lends every entry for reading, `iter_mut` for writing. Without a loop:
    // `x.mapv_inplace(|v| ...)` replaces each entry by what the closure returns.
    for v in x.iter_mut() {
        if lo < *v && *v < hi {
            *v = -*v;
        }
    }
}

/// Each image as one row: its pixels from left to right, line by line. (n, h, w) -> (n, h*w)
fn flatten_images(x: &Array3<f64>) -> Array2<f64> {
    // `to_shape` goes by index, the last one fastest, wherever the entries lie in memory. A
    // clone lies as its original does, so `x.clone().into_shape_with_order(..)` compiles and
    // still refuses transposed images. `into_owned` copies only what is still a view.
    let (n, h, w) = x.dim();
    let rows = x.to_shape((n, h * w)).expect("as many entries");
    rows.into_owned()
}

/// The numbers 0, 1, 2, ... as two images of 2 x 3 pixels.
fn two_images() -> Array3<f64> {
    Array3::from_shape_fn((2, 2, 3), |(i, r, c)| (6 * i + 3 * r + c) as f64)
}

fn main() {
    let x = Array2::from_shape_fn((5, 3), |(i, j)| (10 * i + j) as f64);
    println!("x:\n{x}\nEvery other row:\n{}", every_other_row(&x));
    let last = last_column(&x);
    println!(
        "Last column: {last}, every {}rd number of x",
        last.strides()[0]
    );
    let mut v = x.column(0).to_owned();
    negate_between(&mut v, 10.0, 40.0);
    println!("First column, negated between 10 and 40: {v}");
    println!("Two images:\n{}", two_images());
    println!("One row each:\n{}", flatten_images(&two_images()));
    let turned = two_images().permuted_axes([0, 2, 1]);
    println!("The same, transposed first:\n{}", flatten_images(&turned));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_shape};
    use ndarray::array;

    #[test]
    fn every_other_row_starts_with_row_0() {
        let x = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
        assert_close!(every_other_row(&x), array![[1.0, 2.0], [5.0, 6.0]]);
    }

    #[test]
    fn last_column_is_not_the_last_row() {
        let x = array![[1.0, 2.0], [3.0, 4.0]];
        assert_not_close!(last_column(&x), array![3.0, 4.0], "this is the last row");
        assert_close!(last_column(&x), array![2.0, 4.0]);
        assert_close!(last_column(&array![[1.0, 2.0, 3.0]]), array![3.0]);
        assert_shape!(last_column(&Array2::zeros((0, 3))), [0]);
    }

    #[test]
    fn last_column_shares_the_memory_of_x() {
        let x = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        assert!(std::ptr::eq(&last_column(&x)[1], &x[[1, 2]]));
    }

    #[test]
    #[should_panic]
    fn without_columns_there_is_no_last_one() {
        last_column(&Array2::zeros((2, 0)));
    }

    #[test]
    fn entries_between_the_bounds_change_their_sign() {
        let mut x = array![1.0, 4.0, -6.0, 9.0, -7.5];
        let expected = array![-1.0, -4.0, 6.0, 9.0, -7.5];
        negate_between(&mut x, -7.0, 5.0);
        assert_close!(x, expected);
        negate_between(&mut x, 5.0, -7.0);
        assert_close!(x, expected, "no entry is above 5 and below -7");
    }

    #[test]
    fn entries_on_the_bounds_keep_their_sign() {
        let mut x = array![3.0, 5.0, 8.0];
        negate_between(&mut x, 3.0, 8.0);
        assert_close!(x, array![3.0, -5.0, 8.0], "lo and hi are not between");
    }

    #[test]
    fn each_image_becomes_one_row_in_reading_order() {
        let rows = flatten_images(&two_images());
        assert_shape!(rows, [2, 6]);
        assert_close!(rows.row(0), array![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_close!(rows.row(1), array![6.0, 7.0, 8.0, 9.0, 10.0, 11.0]);
        let back = rows.to_shape((2, 2, 3)).unwrap();
        assert_close!(back, two_images(), "reshaping gives the images back");
    }

    #[test]
    fn transposed_images_are_read_by_index_and_not_by_memory() {
        // [[0, 1, 2], [3, 4, 5]] transposed is [[0, 3], [1, 4], [2, 5]].
        let rows = flatten_images(&two_images().permuted_axes([0, 2, 1]));
        let by_memory = array![0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        assert_not_close!(rows.row(0), by_memory, "this is the order in memory");
        assert_close!(rows.row(0), array![0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
        assert_close!(rows.row(1), array![6.0, 9.0, 7.0, 10.0, 8.0, 11.0]);
    }

    #[test]
    fn no_images_and_no_pixels_are_flattened_too() {
        assert_shape!(flatten_images(&Array3::zeros((0, 2, 3))), [0, 6]);
        assert_shape!(flatten_images(&Array3::zeros((2, 0, 3))), [2, 0]);
    }
}
