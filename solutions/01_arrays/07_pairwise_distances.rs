//! All pairwise distances
//!
//! Which depot is nearest to each customer? Nearest neighbours, k-means and kernels all
//! start from one table: the squared distance of every row of `a` (n points) from every
//! row of `b` (m points), all with d coordinates:
//!
//!     D[i][j] = sum over k of (a[i][k] - b[j][k])^2            i < n, j < m, k < d
//!             = |a_i|^2 + |b_j|^2 - 2 (a_i . b_j)              the square multiplied out
//!
//! Compute it with two loops over points, with one, with none. The second form puts nearly
//! all of the work into one matrix product. That is fast, but it subtracts large numbers:
//! a true 0 may come out as -0.0002, and its root as NaN.
//!
//! `x.row(i)` is a view of row i, `x.row_mut(i).assign(&v)` writes `v` into row i. n, m and
//! d may be 0. NaN means "unknown", and then every distance of its point is unknown too.
//! Different numbers of columns panic: `zip` would cut the longer row, and broadcasting
//! repeat a single column, without a word.

use ndarray::{Array2, Axis, array};
use rand::Rng;

/// Squared distance of each row of `a` from each row of `b`. (n, d), (m, d) -> (n, m)
/// Panics if the numbers of columns differ.
fn dist2_loops(a: &Array2<f64>, b: &Array2<f64>) -> Array2<f64> {
    // The slow version is the specification: it can be checked by eye, and the fast one
    // can be checked against it. `Array2::from_shape_fn` with a closure that sums over
    // one pair of rows is the same two loops in other words.
    assert_eq!(a.ncols(), b.ncols(), "points of different dimension");
    let mut d2 = Array2::zeros((a.nrows(), b.nrows()));
    for i in 0..a.nrows() {
        for j in 0..b.nrows() {
            let difference = &a.row(i) - &b.row(j); // (d,)
            d2[[i, j]] = difference.dot(&difference);
        }
    }
    d2
}

/// The same table, the same panic. (n, d), (m, d) -> (n, m)
fn dist2_one_loop(a: &Array2<f64>, b: &Array2<f64>) -> Array2<f64> {
    // Broadcasting takes the point from every row of `b`. Without the assert it would
    // take a single coordinate from every column too, or stretch `b` if that has one
    // column: then the result has the right shape and wrong values.
    assert_eq!(a.ncols(), b.ncols(), "points of different dimension");
    let mut d2 = Array2::zeros((a.nrows(), b.nrows()));
    for (i, point) in a.rows().into_iter().enumerate() {
        let differences = b - &point; // (m, d)
        let distances = (&differences * &differences).sum_axis(Axis(1)); // (m,)
        d2.row_mut(i).assign(&distances);
    }
    d2
}

/// The same table, the same panic; no entry is below 0. (n, d), (m, d) -> (n, m)
fn dist2_fast(a: &Array2<f64>, b: &Array2<f64>) -> Array2<f64> {
    // Norms of `a` as a column, norms of `b` as a row: together they make (n, m). `dot`
    // refuses different dimensions by itself. `v.max(0.0)` would turn NaN into 0, which
    // makes a point with an unknown coordinate the nearest of all; a comparison keeps it.
    // Points far from the origin lose digits here: subtract the mean of `a` from both.
    let norms = |x: &Array2<f64>| (x * x).sum_axis(Axis(1));
    let d2 = norms(a).insert_axis(Axis(1)) + norms(b) - 2.0 * a.dot(&b.t());
    d2.mapv_into(|v| if v < 0.0 { 0.0 } else { v })
}

type Dist2 = fn(&Array2<f64>, &Array2<f64>) -> Array2<f64>;

const VERSIONS: [(&str, Dist2); 3] = [
    ("dist2_loops", dist2_loops),
    ("dist2_one_loop", dist2_one_loop),
    ("dist2_fast", dist2_fast),
];

fn main() {
    let depots = array![[0.0, 0.0], [9.0, 1.0]];
    let customers = array![[3.0, 4.0], [8.0, 3.0], [5.0, 0.0]];
    let km = dist2_fast(&depots, &customers).mapv(f64::sqrt);
    println!("Kilometres, a row for each depot, a column for each customer:\n{km:.2}");
    let nearest = km.map_axis(Axis(0), |to| if to[0] <= to[1] { "A" } else { "B" });
    println!("The nearest of the depots A and B: {nearest}\n");

    let (points, _) = random_tables([500, 0, 32], &mut kit::rng(1));
    println!("500 points in 32 dimensions against themselves, time and mean:");
    for (name, dist2) in VERSIONS {
        let start = std::time::Instant::now();
        let mean = dist2(&points, &points).mean().unwrap_or(f64::NAN);
        println!("{name:>14} {:9.2?} {mean:.6}", start.elapsed());
    }
}

/// Points between -2 and 2: tables of shape (n, d) and (m, d).
fn random_tables([n, m, d]: [usize; 3], rng: &mut impl Rng) -> (Array2<f64>, Array2<f64>) {
    let mut table = |rows| Array2::from_shape_simple_fn((rows, d), || rng.gen_range(-2.0..2.0));
    (table(n), table(m))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};

    /// Three points against two, by hand: from (0, 0) to (3, 4) it is 9 + 16.
    fn check_by_hand(dist2: Dist2) {
        let a = array![[0.0, 0.0], [1.0, 2.0], [-1.0, 3.0]];
        let b = array![[3.0, 4.0], [1.0, 0.0]];
        let expected = array![[25.0, 1.0], [8.0, 4.0], [17.0, 13.0]];
        let got = dist2(&a, &b);
        assert_not_close!(got, expected.mapv(f64::sqrt), "squared: take no root");
        assert_close!(got, expected);
    }

    #[test]
    fn two_loops_measure_every_pair() {
        check_by_hand(dist2_loops);
    }

    #[test]
    fn one_loop_measures_every_pair() {
        check_by_hand(dist2_one_loop);
    }

    #[test]
    fn no_loop_measures_every_pair() {
        check_by_hand(dist2_fast);
    }

    #[test]
    fn norms_of_a_go_with_rows_also_when_the_table_is_square() {
        let a = array![[1.0, 0.0], [3.0, 0.0]];
        let b = array![[0.0, 1.0], [2.0, 2.0]];
        let got = dist2_fast(&a, &b);
        // |b_i|^2 + |a_j|^2 - 2 (a_i . b_j), by hand.
        let exchanged = array![[2.0, 6.0], [9.0, 5.0]];
        assert_not_close!(got, exchanged, "entry [i, j] needs |a_i|^2 and |b_j|^2");
        assert_close!(got, array![[2.0, 5.0], [10.0, 5.0]]);
    }

    #[test]
    fn all_three_agree_on_any_shape() {
        let mut rng = kit::rng(7);
        for round in 0..200 {
            let [n, m, d] = [6, 6, 4].map(|end| rng.gen_range(0..end));
            let (a, b) = random_tables([n, m, d], &mut rng);
            let slow = dist2_loops(&a, &b);
            assert_shape!(slow, [n, m], "dist2_loops, round {round}");
            // Sums below 100: the rounding error is far below 1e-9.
            assert_close!(dist2_one_loop(&a, &b), slow, atol = 1e-9, "one loop");
            assert_close!(dist2_fast(&a, &b), slow, atol = 1e-9, "no loop");
        }
    }

    #[test]
    fn distances_are_symmetric_and_detours_are_longer() {
        let (a, _) = random_tables([12, 0, 3], &mut kit::rng(3));
        let d2 = dist2_fast(&a, &a);
        assert_close!(d2, d2.t(), atol = 1e-9, "from i to j as from j to i");
        assert_close!(d2.diag(), vec![0.0; 12], atol = 1e-9, "from i to i");
        let d = d2.mapv(f64::sqrt);
        for ((i, j), direct) in d.indexed_iter() {
            let detours = &d.row(i) + &d.column(j); // by way of each k
            // The root of a rounding error of 1e-14 is 1e-7.
            assert!(detours.iter().all(|detour| direct - detour <= 1e-6));
        }
    }

    #[test]
    fn points_far_from_the_origin_have_no_negative_distance() {
        // Forty points and their distances to themselves and the others, a million away.
        let (near, _) = random_tables([40, 0, 5], &mut kit::rng(5));
        let a = near + 1e6;
        let d2 = dist2_fast(&a, &a);
        for (pair, &v) in d2.indexed_iter() {
            assert!(v >= 0.0, "the squared distance of {pair:?} is {v}");
        }
        // |a_i|^2 is about 5e12, where neighbouring f64 numbers are 0.001 apart.
        assert_close!(d2, dist2_loops(&a, &a), atol = 0.02);
    }

    #[test]
    fn an_unknown_coordinate_makes_unknown_distances() {
        let a = array![[0.0, 1.0], [f64::NAN, 0.0]];
        let b = array![[0.0, 3.0], [1.0, 1.0]];
        for (name, dist2) in VERSIONS {
            let got = dist2(&a, &b);
            assert_close!(got.row(0), array![4.0, 1.0], "{name}");
            let unknown = got.row(1).mapv(f64::is_nan);
            assert_same!(unknown, array![true, true], "{name}: NaN must stay NaN");
        }
    }

    #[test]
    fn tables_without_rows_or_columns_are_allowed() {
        for (name, dist2) in VERSIONS {
            for [n, m, d] in [[0, 3, 2], [3, 0, 2], [2, 3, 0]] {
                let got = dist2(&Array2::ones((n, d)), &Array2::ones((m, d)));
                assert_close!(got, Array2::<f64>::zeros((n, m)), "{name}");
            }
        }
    }

    /// Fails unless the function panics for points of 1 and of 3 coordinates.
    fn check_refusal(dist2: Dist2) {
        let (narrow, wide) = (Array2::ones((2, 1)), Array2::ones((2, 3)));
        dist2(&wide, &wide);
        let answer = std::panic::catch_unwind(|| dist2(&narrow, &wide));
        assert!(answer.is_err(), "accepted 1 column against 3: {answer:?}");
        let answer = std::panic::catch_unwind(|| dist2(&wide, &narrow));
        assert!(answer.is_err(), "accepted 3 columns against 1: {answer:?}");
    }

    #[test]
    fn two_loops_refuse_points_of_another_dimension() {
        check_refusal(dist2_loops);
    }

    #[test]
    fn one_loop_refuses_points_of_another_dimension() {
        check_refusal(dist2_one_loop);
    }

    #[test]
    fn no_loop_refuses_points_of_another_dimension() {
        check_refusal(dist2_fast);
    }
}
