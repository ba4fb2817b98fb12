use ndarray::{Array1, Array2, Axis, Zip, concatenate, s};

fn product(a: &Array2<f64>, b: &Array2<f64>) {
    let _ = a.dot(b); // <- product_
}

fn product_left_transposed(a: &Array2<f64>, b: &Array2<f64>) {
    let _ = a.dot(b); // <- product_left_transposed_
}

fn product_right_transposed(a: &Array2<f64>, b: &Array2<f64>) {
    let _ = a.dot(b); // <- product_right_transposed_
}

fn product_with_vector(a: &Array2<f64>, w: &Array1<f64>) {
    let _ = a.dot(w); // <- product_with_vector_
}

fn vectors(a: &Array1<f64>, b: &Array1<f64>) {
    let _ = a.dot(b); // <- vectors_
}

fn plus(a: &Array2<f64>, b: &Array2<f64>) {
    let _ = a + b; // <- plus_
}

fn plus_column(a: &Array2<f64>, v: &Array1<f64>) {
    let _ = a - v; // <- plus_column_
}

fn add_assign(a: &mut Array2<f64>, b: &Array2<f64>) {
    let _ = { *a += b }; // <- add_assign_
}

fn assign_transposed(a: &mut Array2<f64>, b: &Array2<f64>) {
    let _ = a.assign(b); // <- assign_transposed_
}

fn subtract_column(a: &mut Array2<f64>, v: &Array1<f64>) {
    let _ = { *a -= v }; // <- subtract_column_
}

fn zip(a: &Array2<f64>, b: &Array2<f64>) {
    let _ = Zip::from(a).and(b).fold(0.0, |sum, x, y| sum + x * y); // <- zip_
}

fn entry(a: &Array2<f64>, i: usize, j: usize) {
    let _ = a[[i, j]]; // <- entry_
}

fn entry_exchanged(a: &Array2<f64>, i: usize, j: usize) {
    let _ = a[[i, j]]; // <- entry_exchanged_
}

fn entry_one_too_far(v: &Array1<f64>, i: usize) {
    let _ = v[i]; // <- entry_one_too_far_
}

fn entry_of_nothing(v: &Array1<f64>) {
    let _ = v[0]; // <- entry_of_nothing_
}

fn row(a: &Array2<f64>, i: usize) {
    let _ = a.row(i).to_owned(); // <- row_
}

fn sum_axis(a: &Array2<f64>) {
    let _ = a.sum_axis(Axis(2)); // <- sum_axis_
}

fn slice(a: &Array2<f64>, n: usize) {
    let _ = a.slice(s![..n, ..]).sum(); // <- slice_
}

fn std(a: &Array2<f64>) {
    let _ = a.std_axis(Axis(0), 5.0); // <- std_
}

fn shape_vec(v: Vec<f64>) {
    let _ = Array2::from_shape_vec((2, 3), v).unwrap(); // <- shape_vec_
}

fn reshape(a: Array2<f64>) {
    let _ = a.into_shape_with_order((4, 4)).unwrap(); // <- reshape_
}

fn joined(a: &Array2<f64>, b: &Array2<f64>) {
    let _ = concatenate(Axis(0), &[a.view(), b.view()]).unwrap(); // <- joined_
}

fn stretched(a: &Array2<f64>) {
    let _ = a.broadcast((4, 5)).unwrap().sum(); // <- stretched_
}

fn mean_of_nothing(v: &Array1<f64>) {
    let _ = v.mean().unwrap(); // <- mean_of_nothing_
}

fn slice_of_transposed(a: &Array2<f64>) {
    let a = a.t();
    let _ = a.as_slice().expect("one after the other"); // <- slice_of_transposed_
}

fn too_large(n: i64) {
    let _ = Array1::<f64>::zeros(n as usize); // <- too_large_
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    // `dot` goes along the columns of the left array and the rows of the right one, so there must be as many: the left one is 2 x 3 (3 columns), the right one 4 x 5 (4 rows).
    // Hold the shapes against the formula in the header: `dbg!(a.shape(), b.shape())` prints both.
    #[test]
    fn product_() {
        product(&Array2::zeros((2, 3)), &Array2::zeros((4, 5)));
    }

    // `dot` goes along the columns of the left array and the rows of the right one, so there must be as many: the left one is 2 x 3 (3 columns), the right one 2 x 5 (2 rows).
    // It would fit with the left one transposed, 3 x 2 times 2 x 5 (`.t()` transposes); whether that is meant, the formula in the header says.
    #[test]
    fn product_left_transposed_() {
        product_left_transposed(&Array2::zeros((2, 3)), &Array2::zeros((2, 5)));
    }

    // `dot` goes along the columns of the left array and the rows of the right one, so there must be as many: the left one is 2 x 3 (3 columns), the right one 4 x 3 (4 rows).
    // It would fit with the right one transposed, 2 x 3 times 3 x 4 (`.t()` transposes); whether that is meant, the formula in the header says.
    #[test]
    fn product_right_transposed_() {
        product_right_transposed(&Array2::zeros((2, 3)), &Array2::zeros((4, 3)));
    }

    // `dot` goes along the columns of the left array and the rows of the right one, so there must be as many: the left one is 2 x 3 (3 columns), the right one 2 x 1 (2 rows).
    // It would fit with the left one transposed, 3 x 2 times 2 x 1 (`.t()` transposes); whether that is meant, the formula in the header says.
    #[test]
    fn product_with_vector_() {
        product_with_vector(&Array2::zeros((2, 3)), &Array1::zeros(2));
    }

    // `dot` multiplies two vectors entry by entry, and they differ in length: 3 and 2.
    // Print both lengths with `dbg!(a.len(), b.len())`: which of them is not what the formula says?
    #[test]
    fn vectors_() {
        vectors(&Array1::zeros(3), &Array1::zeros(2));
    }

    // Two arrays are combined entry by entry here, and their shapes do not fit: compared from the last axis backwards, each length must be the same, or 1.
    // Print both with `dbg!(a.shape(), b.shape())`. A vector is taken for a row; `v.insert_axis(Axis(1))` makes it a column.
    #[test]
    fn plus_() {
        plus(&Array2::zeros((2, 3)), &Array2::zeros((4, 5)));
    }

    // Two arrays are combined entry by entry here, and their shapes do not fit: compared from the last axis backwards, each length must be the same, or 1.
    // Print both with `dbg!(a.shape(), b.shape())`. A vector is taken for a row; `v.insert_axis(Axis(1))` makes it a column.
    #[test]
    fn plus_column_() {
        plus_column(&Array2::zeros((2, 3)), &Array1::zeros(2));
    }

    // An array of shape [4, 5] does not fit into one of shape [2, 3]. The lengths are compared from the last axis backwards: each must be the same, or 1.
    // Print both shapes with `dbg!(a.shape(), b.shape())`: which of them is not what it should be?
    #[test]
    fn add_assign_() {
        add_assign(&mut Array2::zeros((2, 3)), &Array2::zeros((4, 5)));
    }

    // An array of shape [3, 2] does not fit into one of shape [2, 3]. The lengths are compared from the last axis backwards: each must be the same, or 1.
    // It would fit transposed (`.t()`). Or was one of them made with its two lengths in the wrong order?
    #[test]
    fn assign_transposed_() {
        assign_transposed(&mut Array2::zeros((2, 3)), &Array2::zeros((3, 2)));
    }

    // An array of shape [2] does not fit into one of shape [2, 3]. The lengths are compared from the last axis backwards: each must be the same, or 1.
    // A vector is taken for a row. It would fit as a column: `v.insert_axis(Axis(1))` has the shape [2, 1].
    #[test]
    fn subtract_column_() {
        subtract_column(&mut Array2::zeros((2, 3)), &Array1::zeros(2));
    }

    // Arrays are walked in step here, so they need the same shape: one is [2, 3], another [3, 2].
    // Print their shapes with `dbg!(a.shape(), b.shape())`: which of them is not what it should be?
    #[test]
    fn zip_() {
        zip(&Array2::zeros((2, 3)), &Array2::zeros((3, 2)));
    }

    // The array has 2 rows, numbered 0 to 1, and number 5 is asked for.
    // Print the index and the length just before this line (`dbg!`): is it the right list, and the right one of two indices?
    #[test]
    fn entry_() {
        entry(&Array2::zeros((2, 3)), 5, 5);
    }

    // The array has 2 rows, numbered 0 to 1, and number 3 is asked for.
    // With the two indices exchanged it would be inside: an array is asked by row first, then by column, `a[[i, j]]`.
    #[test]
    fn entry_exchanged_() {
        entry_exchanged(&Array2::zeros((2, 4)), 3, 1);
    }

    // The array has 4 entries, numbered 0 to 3, and number 4 is asked for.
    // One too far: counting begins at 0, so the last of n has the number n - 1. A loop over all of them is `0..n`, not `0..=n`. Does the number come from elsewhere, such as a longer list? Then compare it with the length first.
    #[test]
    fn entry_one_too_far_() {
        entry_one_too_far(&Array1::zeros(4), 4);
    }

    // The array has no entries, and number 0 is asked for.
    // Find out why it is empty here, or ask `is_empty()` first.
    #[test]
    fn entry_of_nothing_() {
        entry_of_nothing(&Array1::zeros(0));
    }

    // That axis has 2 entries, numbered 0 to 1 (the array's shape is [2, 3]), and number 2 is asked for.
    // One too far: counting begins at 0, so the last of n has the number n - 1. A loop over all of them is `0..n`, not `0..=n`. Does the number come from elsewhere, such as a longer list? Then compare it with the length first.
    #[test]
    fn row_() {
        row(&Array2::zeros((2, 3)), 2);
    }

    // An axis is asked for that the array does not have: a vector has only Axis(0), a matrix Axis(0) and Axis(1).
    // Count from 0: Axis(0) goes down the rows, Axis(1) along the columns. `dbg!(a.shape())` shows what there is.
    #[test]
    fn sum_axis_() {
        sum_axis(&Array2::zeros((2, 3)));
    }

    // The slice reaches to 5, and the axis has only 2 entries.
    // The end of `a..b` is left out, so `..n` takes all of n; `s![-3..]` counts from the end. Is it the right axis?
    #[test]
    fn slice_() {
        slice(&Array2::zeros((2, 3)), 5);
    }

    // Here is divided by n - ddof, and ddof is below 0 or larger than n, the number of entries along that axis.
    // 0.0 divides by n, 1.0 by n - 1. Are there no entries, or is it the wrong axis?
    #[test]
    fn std_() {
        std(&Array2::zeros((2, 3)));
    }

    // `from_shape_vec` shares out what is there, and the shape asks for another number of entries than the vector holds.
    // Rows times columns must be that number: print both, `dbg!(x.len(), rows * columns)`.
    #[test]
    fn shape_vec_() {
        shape_vec(vec![1.0; 5]);
    }

    // `into_shape_with_order` shares out what is there, and the shape asks for another number of entries than the array has.
    // Rows times columns must be that number: print both, `dbg!(x.len(), rows * columns)`.
    #[test]
    fn reshape_() {
        reshape(Array2::zeros((2, 3)));
    }

    // `concatenate` needs arrays that are as long along every other axis.
    // Print the shapes before this line with `dbg!(a.shape(), b.shape())`; is it the right axis?
    #[test]
    fn joined_() {
        joined(&Array2::zeros((2, 3)), &Array2::zeros((2, 4)));
    }

    // The array cannot be stretched to that shape: compared from the last axis backwards, each length must be the same, or 1.
    // Print both shapes; a vector is taken for a row, `v.insert_axis(Axis(1))` makes it a column.
    #[test]
    fn stretched_() {
        stretched(&Array2::zeros((2, 3)));
    }

    // `mean` of nothing is `None`: there are no entries to divide by.
    // Decide what holds without entries, with `match` or `unwrap_or`; or find out why the array is empty here.
    #[test]
    fn mean_of_nothing_() {
        mean_of_nothing(&Array1::zeros(0));
    }

    // `as_slice` is `None` where the entries do not lie side by side in memory, as in a column or after `.t()`.
    // `a.iter()` works on any array; `a.to_vec()` copies a vector.
    #[test]
    fn slice_of_transposed_() {
        slice_of_transposed(&Array2::zeros((2, 3)));
    }

    // No memory can hold an array of shape [18446744073709551615].
    // Print the lengths: a huge one is most often a negative number that went through `as usize`.
    #[test]
    fn too_large_() {
        too_large(-1);
    }
}
