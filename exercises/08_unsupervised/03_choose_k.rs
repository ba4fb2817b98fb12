//! Choosing k: elbow, silhouette, and agreement of two groupings
//!
//! More groups always have a lower inertia, so the inertia alone cannot say how many there
//! are. Two ways to choose k, and one number that compares groupings:
//!
//!     elbow        draw the inertia against k = 1, 2, .. and the straight line, the chord,
//!                  from its first to its last point: take the k farthest below the chord
//!     silhouette   s_i = (b_i - a_i) / max(a_i, b_i), averaged over all points i < n
//!                  a_i = mean distance of i to the OTHER points of its own group
//!                  b_i = mean distance of i to the points of the nearest other group
//!                        (the other group for which this mean is smallest)
//!                  s_i = 0 if i is alone in its group, or if max(a_i, b_i) = 0
//!     Rand index   count pairs of points: S = pairs together in both groupings,
//!     (adjusted)   A = pairs together in a, B = pairs together in b, N = all pairs
//!                  ARI = (S - E) / ((A + B) / 2 - E)     with E = A B / N, expected by chance
//!                  1 for equal groupings, about 0 for unrelated, below 0 for opposed ones
//!
//! Labels are names and no more: [0, 0, 1] and [7, 7, 2] are the same grouping. Points (n, d),
//! labels (n,), distances are not squared. The distance to the chord may be measured
//! vertically: its largest value lies at the same k.
//!
//! linfa has `silhouette_score` (given below), which gives 1 to a point that is alone, where
//! scikit-learn and the inventor of the silhouette give 0. linfa has no Rand index.

use kit::plot::Figure;
use linfa::{Dataset, metrics::SilhouetteScore};
use ndarray::{Array1, Array2, array};

/// The mean silhouette of all points. (n, d), (n,) -> ()
/// `None` with fewer than two groups, or if the lengths differ.
// TODO 1: compute the silhouette from its definition.
fn silhouette(x: &Array2<f64>, labels: &Array1<usize>) -> Option<f64> {
    todo!("{} points with {} labels", x.nrows(), labels.len())
}

/// linfa's silhouette. Finished. (n, d), (n,) -> ()
fn silhouette_linfa(x: &Array2<f64>, labels: &Array1<usize>) -> Option<f64> {
    Dataset::new(x.clone(), labels.clone())
        .silhouette_score()
        .ok()
}

/// The k at the elbow; `inertias[i]` belongs to k = i + 1. Of equally distant ones the
/// smallest. `None` if there are fewer than three inertias, or none lies below the chord.
// TODO 2: find the k that lies farthest below the chord.
fn elbow(inertias: &[f64]) -> Option<usize> {
    todo!("k from 1 to {}", inertias.len())
}

/// The adjusted Rand index of two groupings of the same points; 1 if both have a single
/// group, or both nothing but single points. (n,), (n,) -> ()
/// `None` if the lengths differ or there are fewer than two points.
// TODO 3: count the pairs and compute the index.
fn adjusted_rand(a: &Array1<usize>, b: &Array1<usize>) -> Option<f64> {
    todo!("{} labels against {}", a.len(), b.len())
}

fn main() {
    let centres = array![[0.0, 0.0], [5.0, 0.0], [0.0, 5.0], [6.0, 6.0]];
    let (x, planted) = kit::data::blobs(1, &centres, 30, 0.8);
    println!("Four planted groups.  k  inertia  silhouette   linfa's  agreement (ARI)");
    let mut inertias = vec![];
    for k in 1..=8 {
        let fit = kit::reference::kmeans(&x, k, 1);
        let own = silhouette(&x, &fit.labels).unwrap_or(f64::NAN);
        let linfa = silhouette_linfa(&x, &fit.labels).unwrap_or(f64::NAN);
        let agreement = adjusted_rand(&fit.labels, &planted).unwrap_or(f64::NAN);
        println!(
            "{k:24} {:8.1} {own:11.4} {linfa:9.4} {agreement:16.3}",
            fit.inertia
        );
        inertias.push(fit.inertia);
    }
    println!("The elbow is at k = {:?}.", elbow(&inertias));
    let ks: Vec<f64> = (1..=8).map(f64::from).collect();
    Figure::new("The elbow: how the inertia falls with the number of groups")
        .x("k")
        .y("inertia")
        .line("inertia", &ks, &inertias)
        .line("chord", &[1.0, 8.0], &[inertias[0], inertias[7]])
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;

    /// Points in three groups, the last of them alone.
    fn points() -> (Array2<f64>, Array1<usize>) {
        let x = array![
            [0.0, 0.0],
            [1.0, 0.0],
            [0.0, 2.0],
            [6.0, 0.0],
            [6.0, 3.0],
            [20.0, 0.0]
        ];
        (x, array![0, 0, 0, 1, 1, 2])
    }

    fn iris() -> Array2<f64> {
        linfa_datasets::iris().records().clone()
    }

    #[test]
    fn the_silhouette_of_points_on_a_line() {
        let x = array![[0.0], [2.0], [6.0], [7.0]];
        // By hand: a = 2, 2, 1, 1 and b = 6.5, 4.5, 5, 6.
        let expected = (4.5 / 6.5 + 2.5 / 4.5 + 4.0 / 5.0 + 5.0 / 6.0) / 4.0;
        let with_itself = (5.5 / 6.5 + 3.5 / 4.5 + 4.5 / 5.0 + 5.5 / 6.0) / 4.0;
        let got = silhouette(&x, &array![0, 0, 1, 1]).expect("two groups");
        assert_not_close!(
            got,
            with_itself,
            "a point does not count in its own mean distance"
        );
        assert_close!(got, expected);
    }

    #[test]
    fn a_point_alone_scores_0_and_the_nearest_other_group_counts() {
        let (x, labels) = points();
        let got = silhouette(&x, &labels).expect("three groups");
        // silhouette_score of scikit-learn 1.9.1.
        let expected = 0.5201566970273955;
        assert_not_close!(
            got,
            expected + 1.0 / 6.0,
            "a point that is alone scores 0 here"
        );
        assert_close!(got, expected);
    }

    #[test]
    fn iris_has_the_silhouettes_of_scikit_learn() {
        let x = iris();
        for (k, expected) in [(2, 0.680813620271), (3, 0.552591944521)] {
            let labels = kit::reference::kmeans(&x, k, 1).labels;
            let got = silhouette(&x, &labels).expect("two or three groups");
            assert_close!(got, expected, rtol = 1e-9, "k = {k}");
        }
    }

    #[test]
    fn linfa_agrees_unless_a_point_is_alone() {
        let x = iris();
        let labels = kit::reference::kmeans(&x, 4, 2).labels;
        let linfa = silhouette_linfa(&x, &labels).expect("four groups");
        assert_close!(silhouette(&x, &labels).expect("four groups"), linfa);
        let (x, labels) = points();
        let linfa = silhouette_linfa(&x, &labels).expect("three groups");
        let own = silhouette(&x, &labels).expect("three groups");
        assert_close!(
            linfa,
            own + 1.0 / 6.0,
            "linfa gives 1 to the one point that is alone"
        );
    }

    #[test]
    fn labels_are_names_also_when_some_are_not_used() {
        let (x, labels) = points();
        let renamed = labels.mapv(|label| [7, 3, 5][label]);
        assert_close!(
            silhouette(&x, &renamed).unwrap(),
            silhouette(&x, &labels).unwrap()
        );
    }

    #[test]
    fn silhouettes_lie_between_minus_1_and_1() {
        let mut rng = kit::rng(1);
        for round in 0..50 {
            let x = Array2::from_shape_simple_fn((9, 2), || rng.gen_range(-1.0..1.0));
            let mut labels = Array1::from_shape_simple_fn(9, || rng.gen_range(0..4));
            (labels[0], labels[1]) = (0, 1);
            let got = silhouette(&x, &labels).expect("at least two groups");
            assert!((-1.0..=1.0).contains(&got), "round {round}: {got}");
        }
        let got = silhouette(&Array2::zeros((4, 2)), &array![0, 0, 1, 1]);
        assert_close!(got.expect("two groups"), 0.0, "all distances are 0");
    }

    #[test]
    fn one_group_has_no_silhouette() {
        assert!(silhouette(&array![[1.0], [2.0]], &array![0, 1]).is_some());
        assert_same!(silhouette(&array![[1.0], [2.0]], &array![3, 3]), None);
        assert_same!(silhouette(&array![[1.0], [2.0]], &array![0, 1, 1]), None);
        assert_same!(silhouette(&Array2::zeros((0, 2)), &array![]), None);
    }

    #[test]
    fn the_elbow_is_the_k_farthest_below_the_chord() {
        // Below the chord by hand: 0, 20, 25, 10, 0.
        assert_same!(elbow(&[100.0, 60.0, 35.0, 30.0, 20.0]), Some(3));
        // The largest single drop is from 1 to 2; below the chord: 0, 21, 22, 11, 0.
        assert_same!(elbow(&[100.0, 57.0, 34.0, 23.0, 12.0]), Some(3));
        assert_same!(elbow(&[8.0, 4.0, 3.0, 2.0, 0.0]), Some(2), "2, 1, 0 below");
        assert_same!(elbow(&[0.8, 0.3, 0.1, 0.0]), Some(2), "0.7/3, 0.5/3 below");
        assert_same!(elbow(&[8e-6, 4e-6, 3e-6, 0.0]), Some(2), "another unit");
        assert_same!(
            elbow(&[9.0, 4.0, 1.0, 0.0]),
            Some(2),
            "2 and 2: the smaller k"
        );
    }

    #[test]
    fn a_line_has_no_elbow() {
        assert_same!(elbow(&[9.0, 6.0, 3.0, 0.0]), None);
        assert_same!(elbow(&[9.0, 8.0, 7.0, 0.0]), None, "all above the chord");
        assert_same!(elbow(&[9.0, 1.0]), None);
        assert_same!(elbow(&[9.0]), None);
        assert_same!(elbow(&[]), None);
    }

    #[test]
    fn four_groups_are_found_both_ways() {
        let centres = array![[0.0, 0.0], [5.0, 0.0], [0.0, 5.0], [6.0, 6.0]];
        for seed in [1, 2, 3] {
            let (x, planted) = kit::data::blobs(seed, &centres, 25, 0.7);
            let fits = [1, 2, 3, 4, 5, 6, 7].map(|k| kit::reference::kmeans(&x, k, 1));
            let inertias: Vec<f64> = fits.iter().map(|fit| fit.inertia).collect();
            assert_same!(elbow(&inertias), Some(4), "seed {seed}: {inertias:?}");
            let score = |fit: &kit::reference::Clusters| silhouette(&x, &fit.labels);
            let scores: Vec<f64> = fits[1..].iter().filter_map(score).collect();
            let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            assert_close!(
                scores[2],
                best,
                "seed {seed}: silhouettes of k = 2 .. 7: {scores:?}"
            );
            let agreement = adjusted_rand(&fits[3].labels, &planted).expect("two labelings");
            assert!(agreement > 0.95, "seed {seed}: ARI {agreement}");
        }
    }

    #[test]
    fn agreement_counts_pairs_not_labels() {
        let a = array![0, 0, 0, 1, 1, 1, 2, 2];
        let b = array![0, 0, 1, 1, 1, 1, 2, 0];
        let got = adjusted_rand(&a, &b).expect("8 points");
        assert_not_close!(
            got,
            0.75,
            "six of eight labels are equal, but labels are only names"
        );
        assert_not_close!(
            got,
            20.0 / 28.0,
            "this is the Rand index, not adjusted for chance"
        );
        // adjusted_rand_score of scikit-learn 1.9.1: 4 pairs in both, 7 in a, 10 in b, of 28.
        assert_close!(got, 0.30434782608695654);
        assert_close!(adjusted_rand(&b, &a).expect("8 points"), got, "symmetric");
        // No pair in both, 2 in each, of 6: E = 2/3.
        let opposed = adjusted_rand(&array![0, 0, 1, 1], &array![0, 1, 0, 1]);
        assert_close!(opposed.expect("4 points"), -0.5, "worse than by chance");
    }

    #[test]
    fn equal_groupings_agree_whatever_their_names() {
        let a = array![0, 0, 1, 2, 2, 1];
        let renamed = a.mapv(|label| [5, 0, 9][label]);
        assert_close!(adjusted_rand(&a, &renamed).expect("6 points"), 1.0);
        let (one, single) = (array![4, 4, 4], array![0, 1, 2]);
        assert_close!(
            adjusted_rand(&one, &array![1, 1, 1]).expect("3 points"),
            1.0
        );
        assert_close!(
            adjusted_rand(&single, &array![2, 0, 1]).expect("3 points"),
            1.0
        );
        assert_close!(adjusted_rand(&one, &single).expect("3 points"), 0.0);
        assert_same!(adjusted_rand(&a, &one), None, "6 labels against 3");
        assert_same!(adjusted_rand(&array![1], &array![1]), None, "no pairs");
    }

    #[test]
    fn unrelated_groupings_agree_by_about_0() {
        let mut rng = kit::rng(4);
        let mut index = || {
            let [a, b] = [3, 4].map(|k| Array1::from_shape_simple_fn(60, || rng.gen_range(0..k)));
            adjusted_rand(&a, &b).expect("60 points")
        };
        let mean = (0..100).map(|_| index()).sum::<f64>() / 100.0;
        // One index has a spread of about 0.025, so the mean of 100 one of 0.0025.
        assert!(mean.abs() < 0.0125, "{mean}");
    }
}
