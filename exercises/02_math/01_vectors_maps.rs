//! Norms, projections, linear maps
//!
//! Data are vectors, models are functions of vectors, and the simplest functions are
//! matrices. v and u have length d:
//!
//!     norm        |v|_p = (sum over i of |v[i]|^p)^(1/p)        i < d
//!                 p = 1: sum of sizes; p = 2: length; p = infinity: largest size
//!     projection  of v onto u: the multiple of u that is nearest to v; its arrow and the
//!                 rest meet at a right angle:  (v - c u) . u = 0,  so  c = v . u / u . u
//!     map         x -> A x, with A of shape (m, d): d numbers in, m numbers out.
//!                 Column j of A is what becomes of the unit vector e_j.
//!
//! Angles are in radians, counter-clockwise: a quarter turn takes (1, 0) to (0, 1).
//! `a.dot(&x)` applies A to one vector x. Many points as rows of `x` (n, d) become
//! `x.dot(&a.t())` (n, m).

use kit::plot::Figure;
use ndarray::{Array1, Array2, array};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_6};

/// The p-norm for p >= 1, infinity included; NaN if an entry is. (d,) -> one number, 0 for
/// d = 0. Finished, as an example.
fn norm(v: &Array1<f64>, p: f64) -> f64 {
    let sizes = v.mapv(f64::abs);
    if p == f64::INFINITY {
        let larger = |largest: f64, &size: &f64| {
            if size > largest || size.is_nan() {
                size
            } else {
                largest
            }
        };
        return sizes.fold(0.0, larger);
    }
    sizes.mapv(|size| size.powf(p)).sum().powf(1.0 / p)
}

/// The projection of `v` onto the line along `onto`, `None` if u . u is 0.
/// (d,), (d,) -> (d,). Panics if the lengths differ.
// TODO 1: project `v` onto `onto`.
fn project(v: &Array1<f64>, onto: &Array1<f64>) -> Option<Array1<f64>> {
    todo!("the part of {v} along {onto}")
}

/// The rotation of the plane by `theta`, counter-clockwise. (2, 2)
// TODO 2: write down the matrix of the rotation.
fn rotation(theta: f64) -> Array2<f64> {
    todo!("columns: where e_0 and e_1 are after {theta}")
}

/// One matrix that applies `first` and after it `second`. (m, d), (k, m) -> (k, d)
/// Panics if the output of `first` does not fit `second`.
// TODO 3: compose the two maps.
fn then(first: &Array2<f64>, second: &Array2<f64>) -> Array2<f64> {
    todo!("{:?}, then {:?}", first.dim(), second.dim())
}

/// The determinant of a (2, 2) matrix: by how much areas grow, negative if the map turns
/// the plane over, 0 if it flattens the plane to a line. Finished.
fn area_scale(a: &Array2<f64>) -> f64 {
    assert_eq!(a.dim(), (2, 2), "a map of the plane");
    a[[0, 0]] * a[[1, 1]] - a[[0, 1]] * a[[1, 0]]
}

fn main() {
    let (v, u) = (array![3.0, -4.0], array![1.0, 1.0]);
    let [taxi, length, largest] = [1.0, 2.0, f64::INFINITY].map(|p| norm(&v, p));
    println!("norms of {v}: p = 1: {taxi}, p = 2: {length}, p = infinity: {largest}");
    if let Some(along) = project(&v, &u) {
        println!("along {u}: {along}, across: {}", &v - &along);
    }
    let turn = rotation(FRAC_PI_6);
    let shear = array![[1.0, 1.0], [0.0, 1.0]];
    let (turn_shear, shear_turn) = (then(&turn, &shear), then(&shear, &turn));
    println!("turn, then shear:\n{turn_shear:.3}\nshear, then turn:\n{shear_turn:.3}");
    let mirror = then(&rotation(FRAC_PI_2), &array![[-1.0, 0.0], [0.0, 1.0]]);
    let [a, b] = [area_scale(&turn_shear), area_scale(&mirror)];
    println!("areas times {a:.1}; after a mirror times {b:.1}");

    let flag = array![[0., 0.], [0., 3.], [2., 3.], [2., 2.], [0., 2.]]; // one corner a row
    let mut figure = Figure::new("A flag, and two orders of the same two maps").to_scale();
    let maps = [
        ("flag", Array2::eye(2)),
        ("turn, then shear", turn_shear),
        ("shear, then turn", shear_turn),
    ];
    for (name, map) in maps {
        let moved = flag.dot(&map.t());
        figure = figure.line(name, &moved.column(0), &moved.column(1));
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use rand::Rng;

    // Expected numbers are worked out by hand.
    const INF: f64 = f64::INFINITY;

    #[test]
    fn norm_is_finished() {
        let v = array![3.0, -4.0];
        assert_close!([1.0, 2.0, INF].map(|p| norm(&v, p)), [7.0, 5.0, 4.0]);
        assert_close!([1.0, 2.0, INF].map(|p| norm(&array![], p)), [0.0; 3]);
        for p in [1.0, 2.0, INF] {
            assert!(norm(&array![1.0, f64::NAN, 5.0], p).is_nan(), "p = {p}");
        }
    }

    #[test]
    fn area_scale_is_finished() {
        assert_close!(area_scale(&array![[2.0, 1.0], [0.0, 3.0]]), 6.0);
        assert_close!(area_scale(&array![[0.0, 1.0], [1.0, 0.0]]), -1.0);
        assert_close!(area_scale(&array![[1.0, 2.0], [2.0, 4.0]]), 0.0);
    }

    #[test]
    fn a_projection_is_the_nearest_point_of_the_line() {
        // v . u = 10, u . u = 5: two times u.
        let got = project(&array![4.0, 3.0], &array![1.0, 2.0]).unwrap();
        let divided_once = array![1.0, 2.0] * (10.0 / 5f64.sqrt());
        assert_not_close!(got, divided_once, "divided by |u| only once");
        assert_close!(got, array![2.0, 4.0]);
    }

    #[test]
    fn length_and_sign_of_the_line_do_not_matter() {
        let (v, u) = (array![4.0, 3.0, -1.0], array![1.0, 2.0, 2.0]);
        let got = project(&v, &u).unwrap();
        for scale in [-0.1, 1e-10] {
            let line = &u * scale;
            assert_close!(project(&v, &line).unwrap(), got, "along {line}");
        }
        assert_close!(
            project(&got, &u).unwrap(),
            got,
            "it lies on the line already"
        );
    }

    #[test]
    fn what_is_left_is_orthogonal() {
        let mut rng = kit::rng(1);
        for d in 1..8 {
            let mut random = || Array1::from_shape_simple_fn(d, || rng.gen_range(-1.0..1.0));
            let (v, u) = (random(), random());
            let along = project(&v, &u).unwrap();
            assert_close!((&v - &along).dot(&u), 0.0);
            let pythagoras = along.dot(&along) + (&v - &along).dot(&(&v - &along));
            assert_close!(pythagoras, v.dot(&v));
        }
    }

    #[test]
    fn there_is_no_line_along_the_zero_vector() {
        assert_same!(project(&array![1.0, 2.0], &array![0.0, 0.0]), None);
        let zero = project(&array![0.0, 0.0], &array![1.0, 2.0]);
        assert_close!(zero.unwrap(), array![0.0, 0.0]);
    }

    #[test]
    #[should_panic]
    fn vectors_of_different_length_are_refused() {
        project(&array![3.0], &array![1.0, 2.0]);
    }

    #[test]
    fn a_quarter_turn_takes_east_to_north() {
        let got = rotation(FRAC_PI_2).dot(&array![1.0, 0.0]);
        assert_not_close!(got, array![0.0, -1.0], "this turns clockwise");
        assert_close!(got, array![0.0, 1.0]);
        let got = rotation(FRAC_PI_6).dot(&array![2.0, 0.0]);
        assert_close!(got, array![3f64.sqrt(), 1.0], "30 degrees are pi / 6");
        let got = rotation(FRAC_PI_6).dot(&array![0.0, 2.0]);
        assert_close!(got, array![-1.0, 3f64.sqrt()]);
    }

    #[test]
    fn a_rotation_keeps_lengths_and_areas() {
        for theta in [-2.0, 0.0, 0.3, 4.0] {
            let turned = rotation(theta).dot(&array![3.0, -4.0]);
            assert_close!(norm(&turned, 2.0), 5.0);
            assert_close!(area_scale(&rotation(theta)), 1.0);
            let back = rotation(-theta).dot(&turned);
            assert_close!(back, array![3.0, -4.0]);
        }
    }

    #[test]
    fn the_first_map_acts_first() {
        let shear = array![[1.0, 1.0], [0.0, 1.0]];
        // Turn: (1, 0) -> (0, 1), shear: (0, 1) -> (1, 1).
        let quarter = array![[0.0, -1.0], [1.0, 0.0]];
        let got = then(&quarter, &shear).dot(&array![1.0, 0.0]);
        assert_not_close!(got, array![0.0, 1.0], "this shears before it turns");
        assert_close!(got, array![1.0, 1.0]);
    }

    #[test]
    fn maps_between_spaces_compose() {
        let lift = array![[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]; // plane -> space
        let weigh = array![[1.0, 2.0, 3.0]]; // space -> line
        let got = then(&lift, &weigh);
        assert_shape!(got, [1, 2]);
        assert_close!(got, array![[4.0, 7.0]]);
    }

    #[test]
    fn two_turns_are_one_turn_by_the_sum() {
        let got = then(&rotation(0.4), &rotation(-1.1));
        assert_close!(got, rotation(-0.7));
    }

    #[test]
    fn area_scales_multiply_and_maps_are_linear() {
        let (a, b) = (
            array![[2.0, 1.0], [-1.0, 3.0]],
            array![[0.0, 1.0], [4.0, 5.0]],
        );
        let both = then(&a, &b);
        assert_close!(area_scale(&both), -28.0, "7 * (-4)");
        let (x, y) = (array![1.0, -2.0], array![0.5, 3.0]);
        let together = both.dot(&(2.0 * &x - &y));
        assert_close!(together, 2.0 * both.dot(&x) - both.dot(&y));
    }
}
