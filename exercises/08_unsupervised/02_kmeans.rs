//! k-means with k-means++ seeding and restarts
//!
//! k-means goes downhill from where it starts, and stops in the first hollow. Two things help
//! to find a deep one. k-means++ starts with centres that lie far apart:
//!     centre 0       any point, each with the same probability
//!     centre 1..k    point i with probability  D_i^2 / sum over l of D_l^2      i, l < n
//!                    where D_i is the distance of x_i from the nearest centre so far
//!
//! And restarts: run it several times, keep the run with the lowest inertia. All runs draw
//! from one generator, one after the other, so that a run does not repeat the one before.
//!
//! Shapes: points (n, d), centres (k, d), labels (n,). If all distances are 0
//! (identical points), any point may become the next centre. `rng.gen_range(0.0..total)`
//! draws below `total`, which must be above 0.
//!
//! linfa's docs.rs/linfa-clustering/0.8.1/linfa_clustering/struct.KMeans.html needs
//! `use linfa::{DatasetBase, traits::Fit}; use linfa_clustering::{KMeans, KMeansInit};`
//!
//!     KMeans::params_with_rng(k, kit::rng(0))                    then any of
//!         .n_runs(1).tolerance(1e-10)                            starts; least move of centres
//!         .init_method(KMeansInit::Precomputed(start.clone()))   or KMeansInit::KMeansPlusPlus
//!         .fit(&DatasetBase::from(x.clone()))                    Result<KMeans, KMeansError>
//!     model.centroids(), model.inertia()                         &Array2; the MEAN of |x_i - c|^2
//!
//! Its update counts the old centre as one more point; the result is as near as the tolerance.

use kit::plot::Figure;
use linfa_clustering::KMeansError;
use ndarray::{Array1, Array2, Axis};
use rand::Rng;

#[derive(Clone, Debug)]
struct KMeansFit {
    inertia: f64,          // the sum of squared distances
    centres: Array2<f64>,  // (k, d)
    labels: Array1<usize>, // (n,)
}

/// The nearest centre of each point and its squared distance. (n, d), (k, d) -> (n,), (n,)
fn nearest(x: &Array2<f64>, c: &Array2<f64>) -> (Array1<usize>, Array1<f64>) {
    let n = x.nrows();
    let mut best = (Array1::zeros(n), Array1::from_elem(n, f64::INFINITY));
    for (i, point) in x.outer_iter().enumerate() {
        for (j, centre) in c.outer_iter().enumerate() {
            let pairs = point.iter().zip(centre);
            let d2 = pairs.map(|(a, b)| (a - b) * (a - b)).sum();
            if d2 < best.1[i] {
                (best.0[i], best.1[i]) = (j, d2);
            }
        }
    }
    best
}

/// Assign and update in turn, from the centres `c`, until no label changes.
fn lloyd(x: &Array2<f64>, mut c: Array2<f64>) -> KMeansFit {
    let (mut labels, _) = nearest(x, &c);
    loop {
        for (j, mut centre) in c.outer_iter_mut().enumerate() {
            let own: Vec<usize> = (0..x.nrows()).filter(|&i| labels[i] == j).collect();
            if let Some(mean) = x.select(Axis(0), &own).mean_axis(Axis(0)) {
                centre.assign(&mean);
            }
        }
        let before = labels;
        let d2;
        (labels, d2) = nearest(x, &c);
        if labels == before {
            return KMeansFit {
                inertia: d2.sum(),
                centres: c,
                labels,
            };
        }
    }
}

/// How many points each label has, the smallest first.
fn sizes(fit: &KMeansFit) -> Vec<usize> {
    let mut sizes = vec![0; fit.centres.nrows()];
    fit.labels.iter().for_each(|&label| sizes[label] += 1);
    sizes.sort_unstable();
    sizes
}

/// k rows of `x`, drawn as k-means++ says, for 1 <= k <= n. (n, d) -> (k, d)
// TODO 1: draw the starting centres.
fn kmeans_pp(x: &Array2<f64>, k: usize, rng: &mut impl Rng) -> Array2<f64> {
    todo!(
        "{k} of {} points, the first is {}",
        x.nrows(),
        rng.gen_range(0..x.nrows())
    )
}

/// The best of `restarts` runs from k-means++ starts, drawn with `kit::rng(seed)`. Of equally
/// good runs the first. `None` unless 1 <= k <= n and 1 <= restarts.
// TODO 2: run k-means several times and keep the best run.
fn kmeans(x: &Array2<f64>, k: usize, restarts: usize, seed: u64) -> Option<KMeansFit> {
    todo!(
        "{restarts} runs with {k} centres for {} points, seed {seed}",
        x.nrows()
    )
}

/// linfa's k-means from the given centres, a single run with tolerance 1e-10: the centres and
/// the inertia as a SUM. (n, d), (k, d) -> (k, d), ()
/// The error of linfa if there is one.
// TODO 3: fit linfa's KMeans from `start`.
fn kmeans_linfa(x: &Array2<f64>, start: &Array2<f64>) -> Result<(Array2<f64>, f64), KMeansError> {
    todo!("{} points from {} centres", x.nrows(), start.nrows())
}

fn main() {
    let iris = linfa_datasets::iris().records().clone();
    println!("150 irises, 3 groups. Inertia from 8 random starts, and the best of 8 runs:");
    let mut rng = kit::rng(0);
    for _ in 0..8 {
        let start = kmeans_pp(&iris, 3, &mut rng);
        let before = nearest(&iris, &start).1.sum();
        println!("  {before:8.4} falls to {:.4}", lloyd(&iris, start).inertia);
    }
    let best = kmeans(&iris, 3, 8, 0).expect("3 of 150");
    println!("  best of 8: {:.4}\n{:.3}", best.inertia, best.centres);
    let (centres, inertia) = kmeans_linfa(&iris, &best.centres).expect("a fit");
    println!("linfa from there: {inertia:.4}\n{centres:.3}");
    let c = &best.centres;
    Figure::new("Irises: their petals, and the best centres")
        .x("petal length, cm")
        .y("petal width, cm")
        .points("irises", &iris.column(2), &iris.column(3))
        .points("best centres", &c.column(2), &c.column(3))
        .show();
    println!("Irises in each group: {:?}", sizes(&best));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;

    fn iris() -> Array2<f64> {
        linfa_datasets::iris().records().clone()
    }

    /// The mean of each species, (3, 4): iris has 50 rows of each, one species after the other.
    fn class_means() -> Array2<f64> {
        let by_class = iris().into_shape_with_order((3, 50, 4)).expect("150 rows");
        by_class.mean_axis(Axis(1)).expect("50 rows each")
    }

    #[test]
    fn the_start_consists_of_different_points() {
        let x = array![[0.0, 1.0], [4.0, 0.0], [0.5, 7.0], [3.0, 3.0], [9.0, 2.0]] * 0.01;
        for seed in 0..50 {
            let start = kmeans_pp(&x, 5, &mut kit::rng(seed));
            assert_shape!(start, [5, 2]);
            // A point at distance 0 has probability 0: five draws are all five points.
            for point in x.outer_iter() {
                assert!(
                    start.outer_iter().any(|c| c == point),
                    "seed {seed}: {start}"
                );
            }
        }
    }

    #[test]
    fn distant_points_are_drawn_by_their_squared_distance() {
        let x = array![[0.0], [1.0], [3.0]];
        let mut rng = kit::rng(1);
        let mut near_pair = 0;
        for _ in 0..4000 {
            near_pair += usize::from(kmeans_pp(&x, 2, &mut rng).sum() == 1.0);
        }
        // The pair 0 and 1, by hand: 1/3 * 1/10 + 1/3 * 1/5. Five standard errors are 0.024.
        let share = near_pair as f64 / 4000.0;
        let got = format!("0 and 1 together in a share of {share}");
        assert!(
            (share - 7.0 / 36.0).abs() > 0.024,
            "{got}: square the distances"
        );
        assert!((share - 0.1).abs() < 0.024, "{got}, not of 0.1");
    }

    #[test]
    fn the_first_centre_may_be_any_point() {
        let x = array![[0.0], [1.0], [3.0]];
        let mut rng = kit::rng(2);
        let drawn: Vec<f64> = (0..3000)
            .map(|_| kmeans_pp(&x, 1, &mut rng)[[0, 0]])
            .collect();
        for point in x.iter() {
            let share = drawn.iter().filter(|&v| v == point).count() as f64 / 3000.0;
            // Five standard errors of a third are 0.043.
            assert!(
                (share - 1.0 / 3.0).abs() < 0.043,
                "{point} in a share of {share}"
            );
        }
    }

    #[test]
    fn one_group_has_its_centre_at_the_mean_and_identical_points_may_all_be_centres() {
        let fit = kmeans(&array![[1.0, 2.0], [3.0, 8.0], [8.0, 2.0]], 1, 1, 1).expect("1 of 3");
        assert_close!(fit.centres, array![[4.0, 4.0]]);
        assert_close!(fit.inertia, 26.0 + 24.0); // by columns
        let fit = kmeans(&Array2::ones((4, 2)), 3, 2, 1).expect("3 of 4");
        assert_close!(fit.centres, Array2::<f64>::ones((3, 2)));
    }

    #[test]
    fn impossible_wishes_are_none() {
        let x = array![[1.0, 2.0], [3.0, 8.0]];
        assert!(kmeans(&x, 3, 1, 1).is_none(), "3 groups of 2 points");
        assert!(kmeans(&x, 0, 1, 1).is_none(), "no groups");
        assert!(kmeans(&x, 2, 0, 1).is_none(), "no runs");
        assert!(kmeans(&x, 2, 1, 1).is_some());
    }

    #[test]
    fn the_best_run_on_iris_is_found() {
        // By scikit-learn, best of 50; half of the single runs stop at 78.9451.
        let x = iris();
        for seed in 0..4 {
            let fit = kmeans(&x, 3, 12, seed).expect("3 of 150");
            let got = fit.inertia;
            assert_not_close!(
                got,
                78.945066,
                rtol = 1e-6,
                "keep the best run, not the last"
            );
            assert_close!(got, 78.940841426, rtol = 1e-9);
            assert_same!(sizes(&fit), vec![38, 50, 62]);
        }
    }

    #[test]
    fn runs_share_one_generator_and_the_first_of_the_best_is_kept() {
        let x = kit::data::blobs(5, &array![[0.0, 0.0], [4.0, 0.0], [2.0, 3.0]], 20, 1.0).0;
        for (k, seed) in (0..4).flat_map(|seed| [(3, seed), (6, seed)]) {
            let mut rng = kit::rng(seed);
            let runs = [(); 5].map(|()| lloyd(&x, kmeans_pp(&x, k, &mut rng)));
            for n in 1..6 {
                let inertias = runs[..n].iter().map(|run| run.inertia);
                let best = inertias.fold(f64::NAN, f64::min);
                let first = runs.iter().find(|run| run.inertia == best).expect("a run");
                let got = kmeans(&x, k, n, seed).expect("k of 60").centres;
                assert_same!(got, first.centres, "k = {k}, seed {seed}, {n} runs");
            }
        }
        let inertia = |k| kmeans(&x, k, 10, 1).expect("k of 60").inertia;
        let groups: Vec<f64> = (1..8).map(inertia).collect();
        assert!(
            groups.is_sorted_by(|a, b| a > b),
            "1 to 7 groups: {groups:?}"
        );
    }

    #[test]
    fn moving_all_points_moves_the_centres() {
        let shift = array![100.0, -3.0, 0.5, 20.0];
        let fit = kmeans(&iris(), 3, 5, 3).expect("3 of 150");
        let moved = kmeans(&(iris() + &shift), 3, 5, 3).expect("3 of 150");
        assert_close!(moved.centres, &fit.centres + &shift, rtol = 1e-7);
        assert_close!(moved.inertia, fit.inertia, rtol = 1e-7);
    }

    #[test]
    fn linfa_finds_the_same_centres_from_the_same_start() {
        let own = lloyd(&iris(), class_means());
        // By scikit-learn from the same start: a local minimum.
        assert_close!(own.inertia, 78.945066, rtol = 1e-7);
        assert_same!(sizes(&own), vec![39, 50, 61]);
        let (centres, inertia) = kmeans_linfa(&iris(), &class_means()).expect("a fit");
        assert_not_close!(
            inertia,
            own.inertia / 150.0,
            rtol = 1e-6,
            "linfa gives the mean"
        );
        // linfa stops when the centres move by less than 1e-10.
        assert_close!(inertia, own.inertia, rtol = 1e-6);
        assert_close!(centres, own.centres, rtol = 1e-6);
        let (centres, _) = kmeans_linfa(&array![[0.0], [4.0]], &array![[0.0]]).expect("a fit");
        assert_close!(centres, array![[2.0]], rtol = 1e-6, "tolerance 1e-10");
    }

    #[test]
    fn linfa_refuses_unknown_coordinates() {
        let start = array![[0.0], [1.0]];
        let answer = kmeans_linfa(&array![[f64::NAN], [1.0], [2.0]], &start);
        assert!(answer.is_err(), "{answer:?}");
    }
}
