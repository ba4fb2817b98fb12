//! DBSCAN: groups are where the points are dense
//!
//! k-means makes round groups and puts every point into one of them. DBSCAN finds groups of
//! any shape, does not ask for k, and calls lonely points noise. It asks what dense means:
//!
//!     neighbours of i    all points j with |x_i - x_j| <= eps: point i is one of them
//!     core point         has at least min_points neighbours
//!     cluster            core points that are neighbours are in the same cluster, and so on
//!                        from neighbour to neighbour
//!     border point       no core point, but a neighbour of one: is in that one's cluster
//!     noise              everything else
//!
//! A cluster grows through its core points only. A border point is a dead end: if it led on,
//! one stray point could join two clusters. A border point of two clusters may be in either.
//!
//! Points (n, d), labels (n,): `Some(cluster)`, or `None` for noise. Clusters are numbered 0, 1,
//! .. in the order of their first core points. Coordinates are numbers; n may be 0. Points at a
//! distance of exactly eps are neighbours here, with linfa they may not be.
//!
//! linfa (docs.rs/linfa-clustering/0.8.1, Dbscan) needs `use linfa::traits::Transformer` and
//! `use linfa_clustering::Dbscan`:
//!
//!     Dbscan::params(min_points).tolerance(eps).transform(x)     Result<Array1<Option<usize>>, _>
//!
//! The error refuses min_points < 2 and eps <= 0.

use kit::plot::Figure;
use linfa::traits::Transformer;
use linfa_clustering::{Dbscan, DbscanParamsError};
use ndarray::{Array1, Array2, Axis, array, concatenate};

/// All points within `eps` of point i, itself included. Finished, as an example.
fn neighbours(x: &Array2<f64>, i: usize, eps: f64) -> Vec<usize> {
    let near = |&j: &usize| {
        let squares = x
            .row(i)
            .into_iter()
            .zip(x.row(j))
            .map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>().sqrt() <= eps
    };
    (0..x.nrows()).filter(near).collect()
}

/// Which points are core points. (n, d) -> n
fn core_points(x: &Array2<f64>, eps: f64, min_points: usize) -> Vec<bool> {
    // The point itself counts, here and in linfa and scikit-learn. n^2 distances; a spatial
    // index such as linfa-nn's `KdTree` finds neighbours without looking at every point.
    let is_core = |i| neighbours(x, i, eps).len() >= min_points;
    (0..x.nrows()).map(is_core).collect()
}

/// The cluster of each point, `None` for noise. (n, d) -> (n,)
fn dbscan(x: &Array2<f64>, eps: f64, min_points: usize) -> Array1<Option<usize>> {
    // The list of points still to be visited replaces recursion, which could overflow the
    // stack. A point is labelled when it is put there, so nothing is put there twice.
    let core = core_points(x, eps, min_points);
    let mut labels = Array1::from_elem(x.nrows(), None);
    let mut clusters = 0;
    for start in 0..x.nrows() {
        if !core[start] || labels[start].is_some() {
            continue;
        }
        labels[start] = Some(clusters);
        let mut to_visit = vec![start];
        while let Some(i) = to_visit.pop() {
            if !core[i] {
                continue; // a border point leads nowhere
            }
            for j in neighbours(x, i, eps) {
                if labels[j].is_none() {
                    labels[j] = Some(clusters);
                    to_visit.push(j);
                }
            }
        }
        clusters += 1;
    }
    labels
}

/// The same by linfa, or its error. (n, d) -> (n,)
fn dbscan_linfa(
    x: &Array2<f64>,
    eps: f64,
    min_points: usize,
) -> Result<Array1<Option<usize>>, DbscanParamsError> {
    // Unlike `KMeans`, DBSCAN has no `fit`: there are no centres that could label a new point,
    // so it only transforms points to labels. By default it searches with a k-d tree.
    Dbscan::params(min_points).tolerance(eps).transform(x)
}

/// Two moons of 110 points and eight lonely points, in this order. (228, 2)
fn moons_and_noise(seed: u64) -> Array2<f64> {
    let moons = kit::data::moons(seed, 220, 0.04).0;
    let lonely = array![
        [-1.0, -0.6],
        [2.2, 1.2],
        [0.0, -1.0],
        [1.0, 1.6],
        [-1.6, 0.6],
        [2.7, -0.2],
        [-0.6, 1.5],
        [1.8, -1.0]
    ];
    concatenate![Axis(0), moons, lonely]
}

fn main() {
    let x = moons_and_noise(1);
    println!("Two moons and eight lonely points, min_points 5:");
    println!("  eps  core  clusters  noise  linfa's clusters");
    let count = |labels: &Array1<Option<usize>>| labels.iter().flatten().max().map_or(0, |c| c + 1);
    for eps in [0.05, 0.1, 0.2, 0.3, 0.4, 0.6] {
        let core = core_points(&x, eps, 5)
            .into_iter()
            .filter(|&core| core)
            .count();
        let labels = dbscan(&x, eps, 5);
        let noise = labels.iter().filter(|label| label.is_none()).count();
        let linfa = dbscan_linfa(&x, eps, 5).map_or(0, |labels| count(&labels));
        println!("{eps:5} {core:5} {:9} {noise:6} {linfa:17}", count(&labels));
    }
    let labels = dbscan(&x, 0.3, 5);
    let mut figure = Figure::new("DBSCAN with eps = 0.3").x("x").y("y");
    for (name, label) in [
        ("cluster 0", Some(0)),
        ("cluster 1", Some(1)),
        ("noise", None),
    ] {
        let own: Vec<usize> = (0..x.nrows()).filter(|&i| labels[i] == label).collect();
        let own = x.select(Axis(0), &own);
        figure = figure.points(name, &own.column(0), &own.column(1));
    }
    figure.show();
    println!(
        "The left end of moon 0 has {} neighbours.",
        neighbours(&x, 0, 0.3).len()
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same, reference::adjusted_rand};

    /// Two groups of four on a line, and a point between that is near one of each.
    fn bridge() -> Array2<f64> {
        array![
            [0.0],
            [0.3],
            [0.6],
            [0.9],
            [1.8],
            [2.7],
            [3.0],
            [3.3],
            [3.6]
        ]
    }

    /// How many clusters there are.
    fn clusters(labels: &Array1<Option<usize>>) -> usize {
        let mut names: Vec<usize> = labels.iter().flatten().copied().collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    }

    #[test]
    fn a_core_point_has_enough_neighbours_with_itself() {
        // By hand: 0.0 has 0.3, 0.6, 0.9 and itself; 1.8 has 0.9, 2.7 and itself.
        let expected = vec![true, true, true, true, false, true, true, true, true];
        assert_same!(core_points(&bridge(), 1.0, 4), expected, "min_points 4");
        assert_same!(
            core_points(&bridge(), 1.0, 3),
            vec![true; 9],
            "min_points 3"
        );
        let five = core_points(&bridge(), 1.0, 5);
        let expected = vec![false, false, false, true, false, true, false, false, false];
        assert_same!(five, expected, "min_points 5: 0.9 and 2.7 reach to 1.8");
    }

    #[test]
    fn a_border_point_does_not_join_two_clusters() {
        let labels = dbscan(&bridge(), 1.0, 4);
        assert_same!(
            clusters(&labels),
            2,
            "{labels:?}: clusters grow from core points only"
        );
        let [first, second] = [Some(0), Some(1)];
        assert_eq!(labels.to_vec()[..4], [first; 4]);
        assert_eq!(labels.to_vec()[5..], [second; 4]);
        assert!(labels[4].is_some(), "1.8 is a border point, not noise");
    }

    #[test]
    fn a_core_point_joins_two_clusters() {
        assert_same!(clusters(&dbscan(&bridge(), 1.0, 3)), 1);
    }

    #[test]
    fn far_points_are_noise() {
        let x = array![[50.0, 0.0], [0.0, 0.0], [0.5, 0.0], [-9.0, 9.0], [0.0, 0.5]];
        let got = dbscan(&x, 1.0, 3);
        assert_eq!(got.to_vec(), [None, Some(0), Some(0), None, Some(0)]);
        assert_eq!(dbscan(&x, 0.1, 2).to_vec(), [None; 5], "all noise");
        assert_eq!(dbscan(&x, 100.0, 5).to_vec(), [Some(0); 5], "one cluster");
        assert_eq!(dbscan(&Array2::zeros((0, 2)), 1.0, 3).len(), 0, "no points");
    }

    #[test]
    fn clusters_are_numbered_by_their_core_points_and_a_pair_is_noise() {
        // 9.2 is a border point of the second cluster; 50.0 and 50.5 have only each other.
        let x = array![
            [9.2],
            [0.0],
            [0.4],
            [0.8],
            [10.0],
            [10.4],
            [10.8],
            [50.0],
            [50.5]
        ];
        let [first, second] = [Some(0), Some(1)];
        let expected = [
            second, first, first, first, second, second, second, None, None,
        ];
        assert_eq!(dbscan(&x, 1.0, 3).to_vec(), expected);
    }

    #[test]
    fn a_cluster_reaches_from_neighbour_to_neighbour() {
        // A wave in steps shorter than 1, its points in mixed order.
        let x = Array2::from_shape_fn((60, 2), |(i, axis)| {
            let t = 0.6 * ((i * 23) % 60) as f64; // length along the line
            if axis == 0 { t } else { (t / 3.0).sin() }
        });
        assert_eq!(dbscan(&x, 1.0, 3).to_vec(), [Some(0); 60]);
    }

    #[test]
    fn moons_and_planted_noise_are_found() {
        for seed in 0..5 {
            let x = moons_and_noise(seed);
            let labels = dbscan(&x, 0.3, 5);
            let planted = Array1::from_shape_fn(228, |i| if i < 220 { i % 2 } else { 2 });
            assert_same!(clusters(&labels), 2, "seed {seed}");
            assert_eq!(
                labels.to_vec()[220..],
                [None; 8],
                "seed {seed}: the lonely points"
            );
            // On each of the seeds 0 to 19: two clusters, an ARI above 0.95, all lonely points found.
            let agreement = adjusted_rand(&labels, &planted);
            assert!(agreement > 0.95, "seed {seed}: ARI {agreement}");
        }
    }

    #[test]
    fn linfa_finds_the_same_clusters() {
        for seed in [1, 2, 3] {
            let x = moons_and_noise(seed);
            for (eps, min_points) in [(0.15, 4), (0.3, 5), (0.3, 8)] {
                // Border points of two clusters may differ, core points may not.
                let core = core_points(&x, eps, min_points);
                let core: Vec<usize> = (0..228).filter(|&i| core[i]).collect();
                let own = dbscan(&x, eps, min_points);
                let linfa = dbscan_linfa(&x, eps, min_points).expect("allowed parameters");
                let noise = |labels: &Array1<Option<usize>>| labels.mapv(|l| l.is_none());
                assert_same!(noise(&own), noise(&linfa), "seed {seed}, eps {eps}: noise");
                let (own, linfa) = (own.select(Axis(0), &core), linfa.select(Axis(0), &core));
                assert_close!(adjusted_rand(&own, &linfa), 1.0, "seed {seed}, eps {eps}");
            }
        }
    }

    #[test]
    fn linfa_refuses_senseless_parameters() {
        assert!(dbscan_linfa(&bridge(), 1.0, 1).is_err(), "min_points 1");
        assert!(dbscan_linfa(&bridge(), -1.0, 3).is_err(), "eps -1");
        assert!(dbscan_linfa(&bridge(), 1.0, 3).is_ok());
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter_for_core_points() {
        let x = moons_and_noise(6);
        let order: Vec<usize> = (0..228).map(|i| (i * 55) % 228).collect();
        let shuffled = x.select(Axis(0), &order);
        let core = core_points(&shuffled, 0.15, 5);
        let rows: Vec<usize> = (0..228).filter(|&i| core[i]).collect();
        let in_order = dbscan(&x, 0.15, 5).select(Axis(0), &order);
        let got = dbscan(&shuffled, 0.15, 5).select(Axis(0), &rows);
        assert_close!(adjusted_rand(&got, &in_order.select(Axis(0), &rows)), 1.0);
    }

    #[test]
    fn a_larger_eps_joins_clusters_and_never_splits_them() {
        let x = moons_and_noise(7);
        let (small, large) = (dbscan(&x, 0.12, 4), dbscan(&x, 0.17, 4));
        let core = core_points(&x, 0.12, 4);
        for i in (0..228).filter(|&i| core[i]) {
            for j in (0..i).filter(|&j| core[j] && small[i] == small[j]) {
                assert!(large[i] == large[j], "{i} and {j} were together");
            }
        }
        for cluster in 0..clusters(&small) {
            let has_core = (0..228).any(|i| core[i] && small[i] == Some(cluster));
            assert!(has_core, "cluster {cluster} has no core point");
        }
    }
}
