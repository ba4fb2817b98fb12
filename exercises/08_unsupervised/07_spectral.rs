//! Spectral clustering: group by connection, not by distance to a centre
//!
//! Two circles, one inside the other, have the same centre: k-means cannot tell them apart.
//! But who walks from point to point in small steps stays on one circle. Spectral clustering
//! turns connections into coordinates, in which k-means is easy:
//!
//!     affinity    w_ij = exp(-|x_i - x_j|^2 / eps),  w_ii = 0
//!     degree      deg_i = sum over j of w_ij
//!     Laplacian   l_ij = 1                             if i = j
//!                       -w_ij / sqrt(deg_i deg_j)      otherwise
//!                 a node i without connections (deg_i = 0) has zeros in row and column i
//!     embedding   the eigenvectors of L with the k SMALLEST eigenvalues as columns, (n, k);
//!                 each row divided by its length: row i is the new position of point i
//!     groups      k-means on the rows of the embedding
//!
//! Why: L has the eigenvalue 0 once for each part of the graph that is not connected with the
//! rest, and its eigenvectors do not vary within a part, but for a factor sqrt(deg_i) which the
//! division by the length removes. Weak connections change that only a little.
//!
//! Shapes: points (n, d); w, l (n, n), symmetric, w with zeros on its diagonal; embedding
//! (n, k). A row of it with nothing but zeros stays. `eigen` and `spectral` are finished.

use kit::{plot, reference::kmeans};
use linfa_linalg::eigh::{EigSort, Eigh};
use ndarray::{Array1, Array2, s};

/// The affinity of every two points. (n, d) -> (n, n)
// TODO 1: compute the affinities.
fn affinity(x: &Array2<f64>, eps: f64) -> Array2<f64> {
    todo!("{} points with eps {eps}", x.nrows())
}

/// The normalised Laplacian of a graph with the weights `w`. (n, n) -> (n, n)
// TODO 2: compute the Laplacian.
fn normalized_laplacian(w: &Array2<f64>) -> Array2<f64> {
    todo!("{} nodes", w.nrows())
}

/// Eigenvalues in rising order, (n,), and the eigenvectors as columns in this order, (n, n).
fn eigen(symmetric: &Array2<f64>) -> (Array1<f64>, Array2<f64>) {
    symmetric
        .eigh()
        .expect("a square matrix of numbers")
        .sort_eig_asc()
}

/// The k new coordinates of each point, rows of length 1. (n, n) -> (n, k)
/// `None` unless 1 <= k <= n.
// TODO 3: embed the nodes of the graph with Laplacian `l`.
fn embedding(l: &Array2<f64>, k: usize) -> Option<Array2<f64>> {
    todo!("{k} of the eigenvectors {}", eigen(l).1)
}

/// k groups of points, `None` unless 1 <= k <= n. (n, d) -> (n,)
fn spectral(x: &Array2<f64>, k: usize, eps: f64, seed: u64) -> Option<Array1<usize>> {
    let rows = embedding(&normalized_laplacian(&affinity(x, eps)), k)?;
    Some(kmeans(&rows, k, seed).labels)
}

fn main() {
    let (x, _) = kit::data::circles(1, 140, 0.4, 0.04);
    let labels = spectral(&x, 2, 0.03, 1).expect("2 of 140");
    let l = normalized_laplacian(&affinity(&x, 0.03));
    println!("Smallest eigenvalues: {:.4}", eigen(&l).0.slice(s![..5]));
    let by_centre = kmeans(&x, 2, 1);
    let other = |a: usize, b: usize| a.abs_diff(b) as f64;
    let size = |labels: &Array1<usize>| labels.iter().map(|&g| other(g, 0)).sum::<f64>();
    println!(
        "Points in group 1, spectral: {}, k-means: {}",
        size(&labels),
        size(&by_centre.labels)
    );
    let nearest = |labels: Vec<usize>, a: f64, b: f64| {
        let far = |i: usize| (x[[i, 0]] - a).hypot(x[[i, 1]] - b);
        labels[(0..140).fold(0, |best, i| if far(i) < far(best) { i } else { best })]
    };
    for (title, labels) in [
        ("k-means", by_centre.labels.to_vec()),
        ("spectral", labels.to_vec()),
    ] {
        let title = format!("Two circles, two groups by {title}");
        plot::regions(&title, &x, &labels, |a, b| nearest(labels.clone(), a, b));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{
        assert_close, assert_not_close, assert_same, assert_shape, reference::adjusted_rand,
    };
    use ndarray::{Axis, array};
    use rand::Rng;

    /// A triangle, a pair and a node of its own: three parts, with different weights.
    fn three_parts() -> Array2<f64> {
        let mut w = Array2::zeros((6, 6));
        for (i, j, weight) in [(0, 2, 1.0), (2, 5, 3.0), (0, 5, 2.0), (1, 3, 0.5)] {
            (w[[i, j]], w[[j, i]]) = (weight, weight);
        }
        w
    }

    #[test]
    fn affinity_falls_with_the_squared_distance() {
        // By hand: squared distances 25, 1 and 20.
        let got = affinity(&array![[0.0, 0.0], [3.0, 4.0], [1.0, 0.0]], 10.0);
        let e = |d2: f64| (-d2 / 10.0).exp();
        let sigma = (-25.0f64 / 200.0).exp();
        assert_not_close!(got[[0, 1]], sigma, "eps stands for the whole divisor");
        let expected = array![
            [0.0, e(25.0), e(1.0)],
            [e(25.0), 0.0, e(20.0)],
            [e(1.0), e(20.0), 0.0]
        ];
        assert_close!(got, expected);
    }

    #[test]
    fn the_laplacian_of_a_path_by_hand() {
        // 0 - 1 - 2 with weights 1 and 3: degrees 1, 4, 3.
        let w = array![[0.0, 1.0, 0.0], [1.0, 0.0, 3.0], [0.0, 3.0, 0.0]];
        let side = -3.0 / 12f64.sqrt();
        let expected = array![[1.0, -0.5, 0.0], [-0.5, 1.0, side], [0.0, side, 1.0]];
        assert_close!(normalized_laplacian(&w), expected);
        assert_close!(normalized_laplacian(&(w * 1e-9)), expected, "small weights");
    }

    #[test]
    fn a_node_without_connections_has_zeros() {
        let l = normalized_laplacian(&three_parts());
        assert!(!l.is_any_nan(), "0 / 0: node 4 has degree 0\n{l}");
        assert_close!(l.row(4), Array1::<f64>::zeros(6));
        assert_close!(l.column(4), Array1::<f64>::zeros(6));
        assert_close!(l[[1, 3]], -1.0, "a pair: 0.5 / sqrt(0.5 * 0.5)");
    }

    #[test]
    fn eigenvalues_lie_between_0_and_2_and_count_the_parts() {
        let (values, _) = eigen(&normalized_laplacian(&three_parts()));
        assert_close!(values.slice(s![..3]), array![0.0, 0.0, 0.0], atol = 1e-9);
        assert!(values[3] > 0.1, "three parts: {values}");
        assert_close!(values[5], 2.0, "the pair has the eigenvalue 2");
        let mut rng = kit::rng(1);
        for _ in 0..20 {
            let x = Array2::from_shape_simple_fn((12, 2), || rng.gen_range(-1.0..1.0));
            let l = normalized_laplacian(&affinity(&x, 0.5));
            assert_close!(l, l.t());
            let (values, _) = eigen(&l);
            assert_close!(values[0], 0.0, atol = 1e-9);
            assert!(
                values.iter().all(|v| (-1e-9..2.0 + 1e-9).contains(v)),
                "{values}"
            );
        }
    }

    #[test]
    fn parts_of_a_graph_are_places_of_the_embedding() {
        let rows = embedding(&normalized_laplacian(&three_parts()), 3).expect("3 of 6");
        assert_shape!(rows, [6, 3]);
        let lengths = rows.map_axis(Axis(1), |row| row.dot(&row));
        assert_close!(
            lengths,
            Array1::<f64>::ones(6),
            "divide every row by its length"
        );
        let part = [0, 1, 0, 1, 2, 0];
        for i in 0..6 {
            for j in 0..6 {
                // The same direction within a part, a right angle between two parts.
                let expected = if part[i] == part[j] { 1.0 } else { 0.0 };
                let cosine = rows.row(i).dot(&rows.row(j));
                assert_close!(cosine, expected, atol = 1e-7, "nodes {i} and {j}");
            }
        }
    }

    #[test]
    fn a_row_of_zeros_stays() {
        // A Laplacian of two separate nodes: the first vector is 0 at one of them.
        let rows = embedding(&Array2::zeros((2, 2)), 1).expect("1 of 2");
        assert!(
            !rows.is_any_nan(),
            "a row of length 0 cannot be divided by it\n{rows}"
        );
        assert_close!(rows.mapv(f64::abs).sum(), 1.0);
    }

    #[test]
    fn impossible_wishes_are_none() {
        let l = normalized_laplacian(&three_parts());
        assert!(embedding(&l, 6).is_some());
        assert!(embedding(&l, 0).is_none());
        assert!(embedding(&l, 7).is_none());
    }

    #[test]
    fn two_circles_come_apart() {
        for seed in [1, 2, 3] {
            let (x, planted) = kit::data::circles(seed, 140, 0.4, 0.04);
            let labels = spectral(&x, 2, 0.03, seed).expect("2 of 140");
            let agreement = adjusted_rand(&labels, &planted);
            // 1 on each of the seeds 0 to 9.
            assert_close!(agreement, 1.0, "seed {seed}");
            let by_centre = adjusted_rand(&kmeans(&x, 2, seed).labels, &planted);
            assert!(by_centre < 0.2, "k-means alone: {by_centre}");
        }
    }

    #[test]
    fn one_group_holds_everything() {
        let (x, _) = kit::data::circles(4, 30, 0.4, 0.04);
        assert_same!(spectral(&x, 1, 0.5, 1).expect("1 of 30"), Array1::zeros(30));
    }

    #[test]
    fn the_order_of_the_points_does_not_matter() {
        let centres = array![[0.0, 0.0], [4.0, 0.0], [1.0, 5.0]];
        let (x, _) = kit::data::blobs(5, &centres, 10, 0.6);
        let order: Vec<usize> = (0..30).map(|i| (i * 7 + 3) % 30).collect();
        let permuted = spectral(&x.select(Axis(0), &order), 3, 2.0, 1).expect("3 of 30");
        let labels = spectral(&x, 3, 2.0, 1)
            .expect("3 of 30")
            .select(Axis(0), &order);
        assert_close!(adjusted_rand(&permuted, &labels), 1.0);
    }
}
