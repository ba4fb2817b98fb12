//! Element-wise maths: an expression may use up its arrays
//!
//! `+ - * /` work entry by entry, and as everywhere in Rust, an operator takes what it is
//! given: `a * b` moves both arrays, and the result lives on in the memory of one of them.
//! This file does not compile yet: it goes on using what was moved, and that is the lesson.
//! `&` lends it instead. Three functions have one such fault each, and one only tests find.
//!
//!     &a * &b               both are lent, the result is a new array
//!     a * &b, &a * b        the one without `&` is used up and becomes the result
//!     a - 1.0, &a - 1.0     the same with a number
//!     x.mapv(f), x.sqrt()   x is lent, the result is a new array, of f(entry) or of roots
//!     x.mapv_into(f)        x is used up and becomes the result
//!     x.mapv_inplace(f)     no result: the entries of x itself are replaced
//!
//! No `clone` is needed. NaN means "unknown", and what depends on it is NaN as well.

use ndarray::{Array1, Array2, Axis, array, stack};

/// Negative entries become 0. (n, d) -> (n, d). Finished, as an example.
fn relu(x: &Array2<f64>) -> Array2<f64> {
    // Not `v.max(0.0)`: this is 0 for NaN, and the unknown would look known.
    x.mapv(|v| if v < 0.0 { 0.0 } else { v })
}

/// z[i] = (v[i] - mean) / std, where std^2 = (sum over i of (v[i] - mean)^2) / n. (n,) -> (n,)
/// All 0 if all entries are equal: there is no spread to divide by.
// TODO 1: `centered` is needed three times, and the std divides by n.
fn standardize(v: &Array1<f64>) -> Array1<f64> {
    if v.iter().all(|&entry| entry == v[0]) {
        return Array1::zeros(v.len());
    }
    let n = v.len() as f64;
    let centered = v - v.sum() / n;
    let std = ((centered * centered).sum() / (n - 1.0)).sqrt();
    centered / std
}

/// Entries below `lo` become `lo`, entries above `hi` become `hi`, in place.
/// Panics if lo > hi.
// TODO 2: afterwards the caller's array lies between lo and hi, except for NaN, which stays.
fn clip_inplace(x: &mut Array2<f64>, lo: f64, hi: f64) {
    assert!(lo <= hi, "clip to [{lo}, {hi}]: lo is above hi");
    x.mapv_into(|v| v.max(lo).min(hi));
}

/// Points (x, y) as (r, theta): the distance from the origin, and the angle from the x-axis
/// between -pi and pi. (n, 2) -> (n, 2)
// TODO 3: x and y are needed twice, and theta tells a point from its opposite.
fn polar(points: &Array2<f64>) -> Array2<f64> {
    let x = points.column(0).to_owned();
    let y = points.column(1).to_owned();
    let r = (x.mapv_into(|x| x * x) + y.mapv_into(|y| y * y)).sqrt();
    let theta = (y / x).mapv_into(f64::atan);
    stack![Axis(1), r, theta]
}

fn main() {
    let mass_kg = array![2.7, 3.9, 6.1, 3.3];
    println!("Penguins of {mass_kg} kg, in std from their mean:");
    println!("{:.2}", standardize(&mass_kg));
    let mut x = array![[-9.0, -0.5, f64::NAN], [0.5, 2.0, 9.0]];
    println!("x:\n{x}\nrelu of x:\n{}", relu(&x));
    clip_inplace(&mut x, -1.0, 1.0);
    println!("x clipped to [-1, 1]:\n{x}");
    let points = array![[2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [-3.0, -3.0]];
    println!("Points around the origin as r, theta:");
    println!("{:.3}", polar(&points));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

    #[test]
    fn relu_cuts_at_0_and_twice_is_as_good_as_once() {
        let once = relu(&array![[-1.0, 2.0], [0.5, -3.0]]);
        assert_close!(once, array![[0.0, 2.0], [0.5, 0.0]]);
        assert_close!(relu(&once), once);
        let kept = relu(&array![[f64::NAN, -1.0]]);
        assert_same!(kept.is_nan(), array![[true, false]], "got {kept}");
    }

    #[test]
    fn standardize_divides_by_n() {
        // By hand: mean 2, std sqrt(2 / 3), and 1 / sqrt(2 / 3) = sqrt(1.5).
        let z = standardize(&array![1.0, 2.0, 3.0]);
        assert_not_close!(z, array![-1.0, 0.0, 1.0], "this std divides by n - 1");
        assert_close!(z, array![-(1.5f64.sqrt()), 0.0, 1.5f64.sqrt()]);
    }

    #[test]
    fn standardized_entries_have_mean_0_and_std_1() {
        let z = standardize(&array![170.0, 182.5, 164.0, 199.0, 158.5]);
        assert_close!(z.sum() / 5.0, 0.0);
        assert_close!(z.dot(&z) / 5.0, 1.0);
    }

    #[test]
    fn equal_entries_become_0() {
        assert_close!(standardize(&array![4.0, 4.0]), array![0.0, 0.0]);
        // (0.1 + 0.1 + 0.1) / 3 is not 0.1 in binary: this std is 1e-17 and not 0.
        assert_close!(standardize(&array![0.1, 0.1, 0.1]), array![0.0, 0.0, 0.0]);
        assert_shape!(standardize(&array![]), [0]);
    }

    #[test]
    fn one_unknown_entry_makes_all_unknown() {
        let z = standardize(&array![1.0, f64::NAN, 3.0]);
        assert_same!(z.is_nan(), array![true, true, true], "got {z}");
    }

    #[test]
    fn clip_changes_the_array_of_the_caller() {
        let before = array![[-2.0, 0.5, 1.0], [7.0, -1.0, 3.0]];
        let mut x = before.clone();
        clip_inplace(&mut x, -1.0, 3.0);
        assert_not_close!(x, before, "the array of the caller is unchanged");
        assert_close!(x, array![[-1.0, 0.5, 1.0], [3.0, -1.0, 3.0]]);
    }

    #[test]
    fn clip_leaves_nan_unknown() {
        let mut x = array![[5.0, f64::NAN]];
        clip_inplace(&mut x, 0.0, 1.0);
        assert_close!(x[[0, 0]], 1.0);
        assert!(x[[0, 1]].is_nan(), "NaN must stay NaN, got {x}");
    }

    #[test]
    #[should_panic]
    fn clip_refuses_lo_above_hi() {
        clip_inplace(&mut array![[0.5]], 1.0, 0.0);
    }

    #[test]
    fn polar_gives_length_and_angle() {
        let got = polar(&array![[0.0, 2.0], [3.0, 3.0], [5.0, 0.0]]);
        assert_close!(got.column(0), array![2.0, 18f64.sqrt(), 5.0]);
        assert_close!(got.column(1), array![FRAC_PI_2, FRAC_PI_4, 0.0]);
    }

    #[test]
    fn polar_tells_opposite_points_apart() {
        let got = polar(&array![[-1.0, 1.0], [-1.0, -1.0], [-2.0, 0.0]]);
        let right_half = array![-FRAC_PI_4, FRAC_PI_4, 0.0];
        assert_not_close!(got.column(1), right_half, "all three lie left of 0");
        let expected = array![3.0 * FRAC_PI_4, -3.0 * FRAC_PI_4, PI];
        assert_close!(got.column(1), expected);
    }

    #[test]
    fn polar_of_the_origin_and_of_no_points() {
        assert_close!(polar(&array![[0.0, 0.0]]), array![[0.0, 0.0]]);
        assert_shape!(polar(&Array2::zeros((0, 2))), [0, 2]);
    }
}
