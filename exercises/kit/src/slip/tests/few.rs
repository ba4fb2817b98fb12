//! How much evidence it takes, by hand: few numbers, slips with the same result, nothing to explain.

use super::*;
use ndarray::{Array1, Array2, arr0, array};

#[test]
fn one_number_is_explained_by_almost_anything() {
    for (got, expected) in [
        (2.0, 1.0),
        (-1.0, 1.0),
        (4.0, 2.0),
        (0.0, 1.0),
        (0.3, 0.7),
        (5.0, 4.0),
    ] {
        silent(arr0(got), arr0(expected));
        silent(array![got], array![expected]);
    }
    // sqrt(3/2) apart, as with n = 3; but so are the lengths of two diagonals.
    silent(arr0(3f64.sqrt()), arr0(2f64.sqrt()));
    silent(arr0(8f64.ln()), arr0(4f64.ln()));
}

#[test]
fn one_number_with_many_digits_may_be_enough() {
    let x = 0.9709505944546686; // the entropy of 2/5 and 3/5 in bits
    says(arr0(-x), arr0(x), "got has the wrong sign");
    says(arr0(2.0 * x), arr0(x), "got is twice what is expected");
    says(
        arr0(x * 2f64.ln()),
        arr0(x),
        "got is ln(2) times what is expected: as a logarithm to base e instead of 2",
    );
    says(
        arr0(x * x),
        arr0(x),
        "got is the square of what is expected",
    );
    silent(arr0(x * 0.8), arr0(x));
    silent(arr0(x + 0.5), arr0(x));
    silent(arr0(x * (4.0f64 / 5.0).sqrt()), arr0(x));
}

#[test]
fn of_two_numbers_a_sign_or_a_factor_is_told() {
    says(
        array![-4.0, 6.0],
        array![4.0, -6.0],
        "every entry has the wrong sign",
    );
    says(
        array![4.0, 6.0],
        array![2.0, 3.0],
        "every entry is twice what is expected",
    );
    says(
        array![4.0, 9.0],
        array![2.0, 3.0],
        "every entry is the square of what is expected",
    );
    silent(array![4.0, 4.0], array![2.0, 2.0]); // square, twice, 2 more
    silent(array![0.0, 4.0], array![0.0, 2.0]);
    silent(array![6.0, 9.0], array![2.0, 3.0]);
    silent(array![0.3, 0.7], array![0.7, 0.3]); // reversed, or 1 minus
    silent(array![3.0, 4.0], array![2.0, 3.0]);
}

#[test]
fn two_slips_with_the_same_result_are_not_named() {
    silent(array![1.0, 0.0, -1.0], array![-1.0, 0.0, 1.0]); // reversed, wrong sign
    let skew = array![[0.0, 1.5, -2.0], [-1.5, 0.0, 3.0], [2.0, -3.0, 0.0]];
    silent(skew.t().to_owned(), skew); // transposed, wrong sign
    silent(
        array![1.0, 0.75, 0.5, 0.25, 0.0],
        array![0.0, 0.25, 0.5, 0.75, 1.0],
    ); // reversed, 1 minus
}

#[test]
fn what_is_not_finite_or_not_there_explains_nothing() {
    let nan = f64::NAN;
    silent(array![nan, -2.0, -3.0], array![1.0, 2.0, 3.0]);
    silent(
        array![-1.0, -2.0, f64::INFINITY],
        array![1.0, 2.0, f64::INFINITY],
    );
    silent(array![-1.0, -2.0, nan], array![1.0, 2.0, nan]);
    silent(Array1::zeros(0), Array1::zeros(0));
    silent(Array2::zeros((0, 3)), Array2::zeros((3, 0)));
    silent(Array2::zeros((0, 3)), Array2::zeros((1, 3)));
}

#[test]
fn numbers_that_are_close_have_no_slip() {
    silent(array![1.0, 2.0, 3.0], array![1.0, 2.0, 3.0]);
    silent(array![1.0 + 1e-8, 2.0, 3.0], array![1.0, 2.0, 3.0]);
}
