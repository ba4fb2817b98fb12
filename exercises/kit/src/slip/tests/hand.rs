//! Cases by hand: beside each slip, what looks like it and is not.

use super::*;
use ndarray::{Array1, Array2, array};

#[test]
fn transposed() {
    let sentence = "got is expected transposed, with rows and columns swapped";
    let expected = array![[5.0, 1.0], [2.0, 7.0]];
    says(expected.t().to_owned(), expected.clone(), sentence);
    silent(array![[5.0, 2.0], [1.0, 6.0]], expected);
    // Of zeros and ones it takes more.
    let mask = Array2::from_shape_fn((4, 4), |(i, j)| f64::from(u8::from(i >= j)));
    says(mask.t().to_owned(), mask, sentence);
    silent(
        array![[1.0, 1.0], [0.0, 1.0]],
        array![[1.0, 0.0], [1.0, 1.0]],
    );
}

#[test]
fn reversed() {
    let sentence = "the right entries in the opposite order, last to first";
    says(array![3.0, 2.0, 1.5], array![1.5, 2.0, 3.0], sentence);
    silent(array![3.0, 1.0], array![1.0, 3.0]);
    silent(array![1.0, 0.0, 0.0], array![0.0, 0.0, 1.0]);
    says(array![2.618, 0.38197], array![0.38197, 2.618], sentence);
    silent(array![3.0, 2.0, 1.5, 1.0], array![1.0, 1.5, 2.0, 3.5]);
}

#[test]
fn one_place_off() {
    let expected = array![1.0, 4.0, 9.0, 15.0];
    says(
        array![15.0, 1.0, 4.0, 9.0],
        expected.clone(),
        "every entry stands one place too late, the last one comes first",
    );
    says(
        array![4.0, 9.0, 15.0, 1.0],
        expected.clone(),
        "every entry stands one place too early, the first one comes last",
    );
    silent(array![0.5, 1.0, 4.0, 9.0], expected);
    silent(
        array![0.0, 0.0, 1.0, 0.0, 0.0],
        array![0.0, 1.0, 0.0, 0.0, 0.0],
    );
}

#[test]
fn degrees_of_freedom() {
    let x = array![[1.0, 30.0], [3.0, 10.0], [4.0, 11.0], [9.0, 12.0]];
    let std = |ddof| x.std_axis(ndarray::Axis(0), ddof);
    let root = "every entry is sqrt(3/4) of what is expected: with n = 4, n and n - 1 under a root may be exchanged (ddof)";
    says(std(0.0), std(1.0), root);
    let var = array![2.0, 7.0, 11.0];
    says(
        &var * 0.8,
        var.clone(),
        "every entry is 4/5 of what is expected: with n = 5, n and n - 1 may be exchanged (ddof)",
    );
    let z = array![
        [1.5, 2.0],
        [-1.0, 0.5],
        [0.0, -3.0],
        [2.0, 1.0],
        [4.0, -1.0]
    ];
    says(
        &z * 0.8f64.sqrt(),
        z.clone(),
        "every entry is sqrt(4/5) of what is expected: with n = 5, n and n - 1 under a root are exchanged (ddof)",
    );
    // The rows are still there, and they are not 7.
    silent(&z * (6f64 / 7.0).sqrt(), z);
    silent(&var * 0.85, var.clone());
    // Two simple numbers have a simple ratio by chance, and the variance of 1, 2 and 3 is 2/3.
    silent(array![3.0, 6.0], array![4.0, 8.0]);
    silent(array![-1.5, 0.0, 1.5], array![-1.0, 0.0, 1.0]);
    silent(&var / (2f64 / 3.0).sqrt(), var);
}

#[test]
fn a_factor_needs_entries_of_several_sizes() {
    silent(array![2.0, 0.0, 1.0, 0.0], array![4.0, 0.0, 1.0, 0.0]);
    silent(
        array![0.0, 0.0, 4.0, 0.0, 0.0],
        array![0.0, 0.0, 2.0, 0.0, 0.0],
    );
    silent(array![-0.4472136, 0.4472136], array![-0.5, 0.5]);
    silent(array![-4.0, 4.0, 4.0], array![-2.0, 2.0, 2.0]);
}

#[test]
fn angles_from_the_other_axis_are_not_reversed() {
    let quarter = std::f64::consts::FRAC_PI_4;
    silent(
        array![0.0, quarter, 2.0 * quarter],
        array![2.0 * quarter, quarter, 0.0],
    );
}

#[test]
fn lengths() {
    let expected = array![[1.0, 2.0], [4.0, 7.0], [5.0, -3.0], [2.5, 1.0], [0.0, 6.0]];
    says(
        &expected * 5.0,
        expected.clone(),
        "every entry is 5 times what is expected: with n = 5, as a sum instead of a mean",
    );
    says(
        &expected / 10.0,
        expected.clone(),
        "every entry is 1/10 of what is expected: with n = 10, as after dividing by n once too often",
    );
    says(
        &expected * 7.0,
        expected.clone(),
        "every entry is 7 times what is expected",
    );
    silent(&expected * 7.0 + 1e-6, expected);
}

#[test]
fn offsets() {
    let labels = array![0.0, 2.0, 1.0, 1.0, 3.0];
    says(
        &labels + 1.0,
        labels.clone(),
        "every entry is too large by 1",
    );
    silent(array![1.0, 3.0, 2.0, 2.0, 5.0], labels);
    silent(array![2.0, 3.0], array![1.0, 2.0]);
    silent(array![3.5, 4.5, 3.5], array![3.0, 4.0, 3.0]);
}

#[test]
fn blank_results() {
    let expected = array![0.5, 2.0, 1.0];
    says(Array1::zeros(3), expected.clone(), "all entries are 0");
    says(
        array![0.5, 0.5, 0.5],
        expected.clone(),
        "all entries are the same, the first of those expected",
    );
    says(
        array![7.0, 7.0, 7.0],
        expected.clone(),
        "all entries are 7, where different ones are expected",
    );
    silent(array![7.0, 7.0, 6.0], expected);
    silent(array![0.0], array![3.0]);
    silent(array![0.0, 0.0, 0.0], array![0.0, 0.0, 1.0]);
    silent(array![2.0, 2.0, 2.0], array![3.0, 3.0, 3.0]);
    says(
        array![[3.0, 4.5], [3.0, 4.5], [3.0, 4.5]],
        array![[1.0, 2.0], [2.0, 7.0], [3.0, 4.5]],
        "all rows are the same: the last row is right, and every other row repeats it",
    );
}

#[test]
fn edges() {
    let expected = array![1.0, 4.0, 9.0, 15.0];
    says(
        array![1.0, 4.0, 9.0, 0.0],
        expected.clone(),
        "the last entry is 0 and all others are right, as when a loop ends one too early",
    );
    says(
        array![0.0, 4.0, 9.0, 15.0],
        expected.clone(),
        "the first entry is 0 and all others are right, as when a loop begins one too late",
    );
    silent(array![1.0, 4.0, 9.0, 1.0], expected.clone());
    silent(array![1.0, 4.0, 0.0, 0.0], expected.clone());
    silent(array![1.0, 0.0, 9.0, 15.0], expected);
}

#[test]
fn diagonals() {
    let expected = array![[2.0, 1.0, 0.5], [1.0, 3.0, 0.0], [0.5, 0.0, 4.0]];
    says(
        &expected - &(Array2::<f64>::eye(3) * 0.5),
        expected.clone(),
        "every entry on the diagonal is too small by 0.5, all others are right",
    );
    let mut got = expected.clone();
    got.diag_mut().fill(0.0);
    says(
        got.clone(),
        expected.clone(),
        "every entry on the diagonal is 0, all others are right",
    );
    got[[1, 1]] = 1.0;
    silent(got, expected);
}

#[test]
fn groups_under_other_numbers() {
    let expected = array![0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 2.0, 1.0];
    let renamed = expected.mapv(|label: f64| [2.0, 0.0, 1.0][label as usize]);
    says(
        renamed.clone(),
        expected.clone(),
        "the groups are right, only their numbers are exchanged",
    );
    let mut one_wrong = renamed;
    one_wrong[0] = 0.0;
    silent(one_wrong, expected);
}

#[test]
fn orders_of_indices_are_always_permutations() {
    silent(
        array![2.0, 0.0, 3.0, 1.0, 5.0, 4.0],
        array![0.0, 4.0, 2.0, 1.0, 5.0, 3.0],
    );
    says(
        array![7.0, 1.5, 12.0, 2.5, 9.0, 3.5, 4.0],
        array![1.5, 9.0, 2.5, 4.0, 7.0, 12.0, 3.5],
        "the right entries in another order",
    );
    silent(
        array![7.0, 1.5, 12.0, 2.5, 9.0, 3.5, 4.5],
        array![1.5, 9.0, 2.5, 4.0, 7.0, 12.0, 3.5],
    );
}

#[test]
fn rounding_in_f32_is_told_from_a_slightly_wrong_number() {
    let x = array![0.1, 0.7, 2.3];
    says(
        x.mapv(|x: f64| f64::from(x as f32)),
        x.clone(),
        "every entry has the digits of an f32 only, where f64 is expected",
    );
    silent(&x + 1e-8, x.clone());
    silent(array![0.5, 2.0], array![0.5000001, 2.0]);
}

#[test]
fn a_largest_entry_of_1_is_no_sign_of_a_norm() {
    let expected = array![1.0, 0.5, 0.25, 0.125];
    silent(&expected * 0.567668, expected);
}
