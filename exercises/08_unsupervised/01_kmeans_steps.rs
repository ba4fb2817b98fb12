//! Assign and update: the two steps of k-means
//!
//! Which customers are alike, if nobody has labelled any of them? k-means describes n points
//! by k centres, so that each point is near to one of them. It goes downhill on the inertia,
//! the sum of squared distances between points and their centres:
//!
//!     inertia = sum over i of |x_i - c_label(i)|^2                  i < n, labels < k
//!     assign    label(i) = the j with the smallest |x_i - c_j|^2    the centres stay
//!     update    c_j = the mean of the points i with label(i) = j    the labels stay
//!
//! Each step makes the inertia as small as it gets while the other half stays as it is. So
//! neither can raise it, and taken in turn they reach a state that neither changes.
//!
//! Shapes: points `x` (n, d), centres `c` (k, d), labels (n,). All coordinates are numbers.
//! Of equally near centres the one with the lower index wins. A centre that no point is
//! assigned to has no mean: it stays where it was. n may be 0; without centres, `assign`
//! panics if there are points.
//!
//! `x.outer_iter()` yields the rows as views; `c.row_mut(j)` is a row that can be written,
//! with `+=` and `/=`, or with `.assign(&row)`.

use kit::plot::Figure;
use ndarray::{Array1, Array2, ArrayView1, array};

/// The squared distance of two points. (d,), (d,) -> (). Finished, as an example.
fn dist2(a: ArrayView1<f64>, b: ArrayView1<f64>) -> f64 {
    let difference = &a - &b; // (d,)
    difference.dot(&difference)
}

/// The index of the nearest centre of each point. (n, d), (k, d) -> (n,)
// TODO 1: find the nearest centre of every point.
fn assign(x: &Array2<f64>, c: &Array2<f64>) -> Array1<usize> {
    todo!("{} points, {} centres", x.nrows(), c.nrows())
}

/// The mean of the points of each label, the old centre for a label without points.
/// (n, d), (n,) with labels below k, (k, d) -> (k, d)
// TODO 2: move every centre to the mean of its own points.
fn update(x: &Array2<f64>, labels: &Array1<usize>, old: &Array2<f64>) -> Array2<f64> {
    todo!(
        "{} points, {} labels, {} centres",
        x.nrows(),
        labels.len(),
        old.nrows()
    )
}

/// The sum of the squared distances of the points from the centres they are assigned to.
/// (n, d), (n,), (k, d) -> ()
// TODO 3: compute the inertia.
fn inertia(x: &Array2<f64>, labels: &Array1<usize>, c: &Array2<f64>) -> f64 {
    todo!(
        "{} points, {} labels, {} centres",
        x.nrows(),
        labels.len(),
        c.nrows()
    )
}

fn main() {
    let planted = array![[0.0, 0.0], [6.0, 1.0], [3.0, 5.0]];
    let (x, _) = kit::data::blobs(1, &planted, 40, 0.8);
    let mut c = array![[0.0, 1.0], [1.0, 0.0], [-0.5, -1.0]]; // all three in one group
    let mut paths: Vec<(Vec<f64>, Vec<f64>)> = vec![(vec![], vec![]); 3];
    println!("round  inertia after assign, after update; how far centre 0 moved");
    for round in 1..=8 {
        for (path, centre) in paths.iter_mut().zip(c.outer_iter()) {
            path.0.push(centre[0]);
            path.1.push(centre[1]);
        }
        let labels = assign(&x, &c);
        let assigned = inertia(&x, &labels, &c);
        let old = c;
        c = update(&x, &labels, &old);
        let moved = dist2(c.row(0), old.row(0)).sqrt();
        println!(
            "{round:5} {assigned:21.2} {:13.2} {moved:8.2}",
            inertia(&x, &labels, &c)
        );
    }
    println!("The centres at the end:\n{c:.2}\nwhere groups were planted:\n{planted:.2}");
    let mut figure = Figure::new("Three centres on their way, from one group to all three")
        .x("first coordinate")
        .y("second coordinate")
        .points("points", &x.column(0), &x.column(1));
    for (name, path) in ["centre 0", "centre 1", "centre 2"].iter().zip(&paths) {
        figure = figure.line(name, &path.0, &path.1);
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;

    /// Two columns of three points each; everything about them is computed by hand.
    fn two_columns() -> Array2<f64> {
        array![
            [1.0, 2.0],
            [1.0, 4.0],
            [1.0, 0.0],
            [10.0, 2.0],
            [10.0, 4.0],
            [10.0, 0.0]
        ]
    }

    /// n points and k centres, between -2 and 2 in d dimensions.
    fn random_state(n: usize, k: usize, d: usize, rng: &mut impl Rng) -> [Array2<f64>; 2] {
        [n, k].map(|rows| Array2::from_shape_simple_fn((rows, d), || rng.gen_range(-2.0..2.0)))
    }

    #[test]
    fn every_point_goes_to_the_nearest_centre() {
        let c = array![[10.0, 1.0], [1.0, 1.0], [1.0, 3.5]];
        assert_same!(assign(&two_columns(), &c), array![1, 2, 1, 0, 0, 0]);
        let got = assign(&array![[0.0, 0.0]], &array![[0.0, 5.0], [3.0, 3.0]]);
        assert_same!(got, array![1], "squared distances 25 and 18");
    }

    #[test]
    fn of_equally_near_centres_the_lower_index_wins() {
        let x = array![[0.0, 3.0], [9.0, 9.0]];
        let c = array![[9.0, 0.0], [0.0, 1.0], [0.0, 5.0], [0.0, 1.0]];
        assert_same!(assign(&x, &c), array![1, 0]);
    }

    #[test]
    fn every_centre_moves_to_the_mean_of_its_points() {
        let old = array![[1.0, 1.0], [10.0, 1.0]];
        let got = update(&two_columns(), &array![0, 0, 0, 1, 1, 1], &old);
        let by_k = array![[1.5, 3.0], [15.0, 3.0]];
        assert_not_close!(
            got,
            by_k,
            "divide by the number of points of the label, not by k"
        );
        assert_close!(got, array![[1.0, 2.0], [10.0, 2.0]]);
    }

    #[test]
    fn groups_of_different_size_have_their_own_count() {
        let old = array![[0.0, 0.0], [0.0, 0.0]];
        let got = update(&two_columns(), &array![1, 1, 1, 1, 0, 1], &old);
        assert_close!(got, array![[10.0, 4.0], [4.6, 1.6]]);
    }

    #[test]
    fn a_centre_without_points_stays() {
        let old = array![[1.0, 1.0], [-7.0, 3.0], [10.0, 1.0]];
        let got = update(&two_columns(), &array![0, 0, 0, 2, 2, 2], &old);
        assert!(
            !got.row(1).is_any_nan(),
            "0 / 0: no point is assigned to centre 1"
        );
        assert_close!(got, array![[1.0, 2.0], [-7.0, 3.0], [10.0, 2.0]]);
    }

    #[test]
    fn inertia_sums_squared_distances() {
        let (x, labels) = (two_columns(), array![0, 0, 0, 1, 1, 1]);
        let got = inertia(&x, &labels, &array![[1.0, 1.0], [10.0, 1.0]]);
        assert_not_close!(got, 22.0 / 6.0, "the sum, not the mean");
        assert_not_close!(got, 10.0, "the distances are squared");
        assert_close!(got, 22.0);
        assert_close!(inertia(&x, &labels, &array![[1.0, 2.0], [10.0, 2.0]]), 16.0);
    }

    #[test]
    fn inertia_takes_the_labels_as_they_are() {
        let x = array![[0.0, 0.0], [3.0, 4.0]];
        let c = array![[0.0, 0.0], [3.0, 3.0]];
        let got = inertia(&x, &array![1, 0], &c);
        assert_not_close!(got, 1.0, "these are the distances of the nearest centres");
        assert_close!(got, 18.0 + 25.0);
    }

    #[test]
    fn neither_step_raises_the_inertia() {
        let mut rng = kit::rng(1);
        for state in 0..200 {
            let (n, k, d) = (
                rng.gen_range(1..30),
                rng.gen_range(1..6),
                rng.gen_range(1..4),
            );
            let [x, c] = random_state(n, k, d, &mut rng);
            let labels = Array1::from_shape_simple_fn(n, || rng.gen_range(0..k));
            let before = inertia(&x, &labels, &c);
            let assigned = inertia(&x, &assign(&x, &c), &c);
            let updated = inertia(&x, &labels, &update(&x, &labels, &c));
            // 1e-9 is far above the rounding error of sums below 1000.
            assert!(
                assigned <= before + 1e-9,
                "state {state}: assign {before} to {assigned}"
            );
            assert!(
                updated <= before + 1e-9,
                "state {state}: update {before} to {updated}"
            );
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter() {
        let [x, c] = random_state(12, 4, 3, &mut kit::rng(2));
        let order = [3, 0, 11, 7, 1, 2, 10, 4, 9, 5, 8, 6];
        let permuted = x.select(ndarray::Axis(0), &order);
        let labels = assign(&x, &c);
        let expected = labels.select(ndarray::Axis(0), &order);
        assert_same!(assign(&permuted, &c), expected);
        assert_close!(update(&permuted, &expected, &c), update(&x, &labels, &c));
    }

    #[test]
    fn a_centre_on_every_point_leaves_nothing() {
        let [x, _] = random_state(7, 0, 3, &mut kit::rng(3));
        let labels = assign(&x, &x);
        assert_same!(labels, Array1::from_iter(0..7));
        assert_close!(inertia(&x, &labels, &x), 0.0);
    }

    #[test]
    fn without_points_nothing_moves() {
        let (x, c) = (Array2::zeros((0, 2)), array![[1.0, 2.0]]);
        let labels = assign(&x, &c);
        assert_same!(labels, Array1::<usize>::zeros(0));
        assert_close!(update(&x, &labels, &c), c);
        assert_close!(inertia(&x, &labels, &c), 0.0);
    }

    #[test]
    fn without_centres_points_have_no_label() {
        assert_same!(
            assign(&two_columns(), &array![[0.0, 0.0]]),
            Array1::zeros(6)
        );
        let answer = std::panic::catch_unwind(|| assign(&two_columns(), &Array2::zeros((0, 2))));
        assert!(answer.is_err(), "there is no centre to name: {answer:?}");
    }
}
