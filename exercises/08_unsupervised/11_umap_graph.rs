//! The neighbour graph of UMAP
//!
//! UMAP draws maps as t-SNE does, faster and for more points. Its first half is a graph: each
//! point holds on to its k nearest neighbours, to the nearest with strength 1, to the others
//! less. Its second half pulls connected points together on the map and pushes others away.
//!
//!     rho      the smallest distance above 0; 0 if there is none
//!     sigma    chosen so that  sum over the k distances of m(d) = log2(k)
//!     m(d)     1 if d <= rho, otherwise exp(-(d - rho) / sigma)         the membership
//!     a_ij     m of the distance from i to j in the list of i, 0 if j is not in the list
//!     graph    w_ij = a_ij + a_ji - a_ij a_ji           "i holds j, or j holds i, or both"
//!
//! The scale rho, sigma belongs to the point: in a dense region the neighbours are as strongly
//! connected as in a thin one. sigma is found by bisection: the sum grows with sigma. Begin with
//! sigma = 1, double it until the sum is large enough (at most 100 times), then halve the
//! interval between 0 and sigma 100 times and take its upper end. Where the sum is too large for
//! every sigma, as for k = 1, 2, this ends at a sigma of nearly 0, which is as it should be.
//!
//! Shapes: `dist` (k,) rising distances of one point to its neighbours, `x` (n, d), map y (n, 2),
//! graph (n, n). A point is no neighbour of itself. Finished: `nearest`, `membership`, `layout`.

use kit::plot::{self, Figure};
use ndarray::{Array1, Array2, Axis, array};
use rand::Rng;

/// The k nearest other rows of row i and their distances, the nearest first, k < n.
fn nearest(x: &Array2<f64>, i: usize, k: usize) -> Vec<(usize, f64)> {
    let far = |j: usize| (&x.row(i) - &x.row(j)).mapv(|v| v * v).sum().sqrt();
    let mut others: Vec<_> = (0..x.nrows())
        .filter(|&j| j != i)
        .map(|j| (j, far(j)))
        .collect();
    others.sort_by(|a, b| a.1.total_cmp(&b.1));
    others.truncate(k);
    others
}

/// m(d).
fn membership(d: f64, rho: f64, sigma: f64) -> f64 {
    if d <= rho {
        1.0
    } else {
        (-(d - rho) / sigma).exp()
    }
}

/// rho and sigma of one point. (k,) -> (), ()
// TODO 1: find rho and sigma.
fn smooth_knn(dist: &Array1<f64>) -> (f64, f64) {
    todo!("memberships as {} for {dist}", membership(0.0, 0.0, 1.0))
}

/// The graph of all points. (n, d) -> (n, n)
/// `None` unless 1 <= k < n.
// TODO 2: connect every point with its k nearest neighbours and unite both directions.
fn fuzzy_graph(x: &Array2<f64>, k: usize) -> Option<Array2<f64>> {
    todo!("{k} neighbours such as {:?}", nearest(x, 0, k))
}

/// The share of the k nearest neighbours of a point that are among its k nearest on the map
/// too, as the mean over all points. (n, d), (n, 2) -> ()
/// `None` unless 1 <= k < n, and if the numbers of rows differ.
// TODO 3: count the neighbours that stayed.
fn neighbour_overlap(x: &Array2<f64>, y: &Array2<f64>, k: usize) -> Option<f64> {
    todo!("{k} neighbours among {} and {} rows", x.nrows(), y.nrows())
}

/// A map of the graph: connected points attract each other, random pairs repel each other, by
/// smaller and smaller steps. (n, n) -> (n, 2)
fn layout(graph: &Array2<f64>, epochs: usize, seed: u64) -> Array2<f64> {
    let mut rng = kit::rng(seed);
    let n = graph.nrows();
    let mut y = Array2::from_shape_simple_fn((n, 2), || rng.gen_range(-5.0..5.0));
    for epoch in 0..epochs {
        let rate = 1.0 - epoch as f64 / epochs as f64;
        for ((i, j), &w) in graph.indexed_iter().filter(|&(_, &w)| w > 0.0) {
            let to_j = &y.row(j) - &y.row(i);
            let pull = rate * w / (1.0 + to_j.dot(&to_j));
            y.row_mut(i).scaled_add(pull, &to_j);
            for _ in 0..3 {
                let other = rng.gen_range(0..n);
                let away = &y.row(i) - &y.row(other);
                let d2 = away.dot(&away);
                let push = rate * w / ((0.1 + d2) * (1.0 + d2));
                y.row_mut(i).scaled_add(push.min(1.0), &away);
            }
        }
    }
    y
}

fn main() {
    let (pixels, digits) = kit::data::digits();
    let rows: Vec<usize> = (0..digits.len())
        .filter(|&i| digits[i] < 5)
        .take(200)
        .collect();
    let (x, digits) = (pixels.select(Axis(0), &rows), digits.select(Axis(0), &rows));
    let (rho, sigma) = smooth_knn(&array![1.0, 1.5, 2.0, 4.0, 7.0]);
    println!("Distances 1, 1.5, 2, 4, 7: rho {rho}, sigma {sigma:.4}; memberships");
    println!(
        "  {:.3}",
        array![1.0, 1.5, 2.0, 4.0, 7.0].mapv(|d| membership(d, rho, sigma))
    );
    let graph = fuzzy_graph(&x, 10).expect("10 of 200");
    let edges = graph.iter().filter(|&&w| w > 0.0).count() / 2;
    println!("200 digits from 0 to 4, 10 neighbours each: {edges} connections.");
    let y = layout(&graph, 60, 1);
    let kept = neighbour_overlap(&x, &y, 10).unwrap_or(f64::NAN);
    println!(
        "Neighbours kept on the map: {kept:.2}; by chance it would be {:.2}.",
        10.0 / 199.0
    );
    Figure::new("200 digits, 64 pixels each, laid out by their neighbour graph")
        .points_by("digit", &y, &digits)
        .show();
    let strengths = Vec::from_iter(graph.iter().copied().filter(|&w| w > 0.0));
    plot::histogram("Strength of the connections", &strengths, 10);
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};

    fn points(n: usize, d: usize, seed: u64) -> Array2<f64> {
        let mut rng = kit::rng(seed);
        Array2::from_shape_simple_fn((n, d), || rng.gen_range(-2.0..2.0))
    }

    /// The sum of the memberships that rho and sigma give.
    fn total(dist: &Array1<f64>) -> f64 {
        let (rho, sigma) = smooth_knn(dist);
        dist.iter().map(|&d| membership(d, rho, sigma)).sum()
    }

    #[test]
    fn memberships_sum_to_log2_of_k() {
        let dist = array![1.0, 2.0, 2.0, 2.0];
        // By hand: 1 + 3 exp(-1 / sigma) = 2, so sigma = 1 / ln 3.
        let (rho, sigma) = smooth_knn(&dist);
        assert_close!(rho, 1.0);
        assert_close!(sigma, 1.0 / 3f64.ln(), rtol = 1e-6);
        assert_close!(
            total(&array![0.3, 0.4, 1.0, 5.0, 6.0]),
            5f64.log2(),
            atol = 1e-4
        );
        let far = Array1::from_shape_fn(16, |j| 1000.0 + 50.0 * j as f64);
        assert_close!(total(&far), 4.0, atol = 1e-4, "sigma may be far above 1");
        assert_close!(total(&(far / 1e7)), 4.0, atol = 1e-4, "or far below");
    }

    #[test]
    fn rho_is_the_smallest_distance_above_0() {
        let (rho, _) = smooth_knn(&array![0.0, 0.0, 0.7, 1.0, 2.0, 3.0, 4.0, 9.0]);
        assert_close!(rho, 0.7, "duplicates are at distance 0");
        assert_close!(
            smooth_knn(&array![0.0, 0.0, 0.0]).0,
            0.0,
            "nothing but duplicates"
        );
    }

    #[test]
    fn sums_that_cannot_be_reached_leave_a_finite_sigma() {
        for dist in [array![2.0], array![2.0, 3.0], array![0.0, 0.0, 0.0, 0.0]] {
            let (rho, sigma) = smooth_knn(&dist);
            assert!(sigma.is_finite() && sigma > 0.0, "{dist}: sigma {sigma}");
            assert_close!(
                membership(dist[0], rho, sigma),
                1.0,
                "the nearest neighbour"
            );
        }
        assert_close!(total(&array![2.0, 3.0]), 1.0, atol = 1e-4, "log2(2)");
    }

    #[test]
    fn both_directions_are_united() {
        // On a line, k = 1: 0 and 1 hold each other, 3 holds 1 and 1 does not hold 3.
        let w = fuzzy_graph(&array![[0.0], [1.0], [3.0]], 1).expect("1 of 3");
        let mean = array![[0.0, 1.0, 0.0], [1.0, 0.0, 0.5], [0.0, 0.5, 0.0]];
        assert_not_close!(w, mean, "a + b - a b, not the mean");
        assert_close!(w, array![[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]);
    }

    #[test]
    fn strengths_follow_the_formula() {
        let x = points(20, 3, 1);
        let w = fuzzy_graph(&x, 6).expect("6 of 20");
        let hold = |i: usize, j: usize| {
            let list = nearest(&x, i, 6);
            let (rho, sigma) = smooth_knn(&list.iter().map(|&(_, d)| d).collect());
            let found = list.iter().find(|&&(other, _)| other == j);
            found.map_or(0.0, |&(_, d)| membership(d, rho, sigma))
        };
        for ((i, j), &strength) in w.indexed_iter() {
            let (a, b) = (hold(i, j), hold(j, i));
            assert_close!(strength, 1.0 - (1.0 - a) * (1.0 - b), "points {i} and {j}");
        }
    }

    #[test]
    fn the_graph_is_symmetric_with_strengths_from_0_to_1() {
        for (n, k) in [(10, 3), (25, 8), (6, 5)] {
            let w = fuzzy_graph(&points(n, 4, 2), k).expect("k < n");
            assert_shape!(w, [n, n]);
            assert_close!(w, w.t());
            assert_close!(w.diag(), Array1::<f64>::zeros(n), "no point holds itself");
            assert!(w.iter().all(|v| (0.0..=1.0).contains(v)), "{w}");
            let strongest = w.map_axis(Axis(1), |row| row.fold(0.0, |m: f64, &v| m.max(v)));
            assert_close!(
                strongest,
                Array1::<f64>::ones(n),
                "the nearest neighbour has 1"
            );
        }
    }

    #[test]
    fn the_unit_does_not_matter() {
        let x = points(15, 3, 3);
        let w = fuzzy_graph(&x, 5).expect("5 of 15");
        for scale in [1e-4, 3.0, 1e5] {
            let scaled = fuzzy_graph(&(&x * scale), 5).expect("5 of 15");
            assert_close!(scaled, w, atol = 1e-6, "all distances times {scale}");
        }
    }

    #[test]
    fn duplicates_hold_each_other() {
        let x = array![
            [1.0, 1.0],
            [1.0, 1.0],
            [1.0, 1.0],
            [5.0, 1.0],
            [5.0, 2.0],
            [9.0, 0.0]
        ];
        let w = fuzzy_graph(&x, 2).expect("2 of 6");
        assert!(!w.is_any_nan(), "{w}");
        assert_close!([w[[0, 1]], w[[1, 2]], w[[0, 2]]], [1.0; 3]);
    }

    #[test]
    fn overlap_counts_neighbours_that_stayed() {
        let x = array![[0.0], [1.0], [3.0], [7.0]];
        let y = array![[0.0, 0.0], [1.0, 0.0], [1.1, 0.0], [-5.0, 0.0]];
        // Nearest of x: 1, 0, 1, 2. Nearest of y: 1, 2, 1, 0.
        assert_close!(neighbour_overlap(&x, &y, 1).expect("1 of 4"), 0.5);
        // Two of x: {1, 2}, {0, 2}, {1, 0}, {2, 1}; of y: {1, 2}, {2, 0}, {1, 0}, {0, 1}.
        assert_close!(neighbour_overlap(&x, &y, 2).expect("2 of 4"), 7.0 / 8.0);
        assert_close!(neighbour_overlap(&x, &x, 3).expect("3 of 4"), 1.0);
    }

    #[test]
    fn impossible_wishes_are_none() {
        let x = points(4, 2, 4);
        assert!(fuzzy_graph(&x, 3).is_some());
        assert!(fuzzy_graph(&x, 0).is_none());
        assert!(fuzzy_graph(&x, 4).is_none(), "4 neighbours among 3 others");
        assert_same!(neighbour_overlap(&x, &x, 0), None);
        assert_same!(neighbour_overlap(&x, &x, 4), None);
        assert_same!(
            neighbour_overlap(&x, &points(3, 2, 4), 2),
            None,
            "4 rows and 3"
        );
    }

    #[test]
    fn the_map_of_the_graph_keeps_neighbours() {
        let centres = Array2::from_shape_fn((3, 6), |(c, k)| if c == k { 6.0 } else { 0.0 });
        let (x, _) = kit::data::blobs(1, &centres, 20, 1.0);
        let graph = fuzzy_graph(&x, 8).expect("8 of 60");
        for seed in [1, 2, 3] {
            let kept = neighbour_overlap(&x, &layout(&graph, 40, seed), 8).expect("8 of 60");
            // 8/59 = 0.14 by chance.
            assert!(kept > 0.35, "seed {seed}: {kept}");
        }
    }
}
