//! Quiz: which structure, which method
//!
//! Do you know clustering already? Who passes this file may skip level 08_unsupervised. Five
//! sets of points in the plane, and four methods. Choose a method and its parameters for each
//! set; the tests run your choice and compare with the groups that were planted, as drawn on
//! seeds 1, 2 and 3:
//!
//!     set 0    three round groups of 60 points, spread 0.8, centres 4 and more apart
//!     set 1    two half-moons of radius 1 and 150 points each, spread 0.05, reaching into each
//!              other
//!     set 2    the moons of set 1, and 12 stray points 0.6 and more from everything: noise,
//!              which is to be a group of its own
//!     set 3    two groups of 100 points that differ in column 1, at -1 and at 1 with spread
//!              0.2; column 0 has another unit, a spread of 1000 and no groups
//!     set 4    two straight lines of points 0.1 apart, 6 long, the lines 0.5 apart
//!
//! Then write mini-batch k-means, for more rows than one wants to look at in every round.
//! With a generator `kit::rng(seed)`, for each of `steps` rounds: draw `batch` row numbers with
//! `rng.gen_range(0..n)`; find the nearest centre of each (of equally near ones the first) with
//! the centres as they are at the beginning of the round; then, in the order of the draws, for
//! row x, its centre c and the number of rows that c has been given so far, this one included:
//!
//!     c += (x - c) / count       so c is the mean of all rows it was ever given

use Choice::{Dbscan, KMeans, ScaledKMeans, Single, Unanswered};
use kit::{data, plot::Figure, reference};
use linfa::traits::Transformer;
use ndarray::{Array1, Array2, Axis, array, concatenate};
use rand::Rng;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Choice {
    Unanswered,
    /// k-means on the points as they are.
    KMeans {
        k: usize,
    },
    /// k-means after both columns are brought to mean 0 and std 1.
    ScaledKMeans {
        k: usize,
    },
    /// Hierarchical clustering with single linkage, cut to k groups.
    Single {
        k: usize,
    },
    /// Density; noise is a group of its own.
    Dbscan {
        eps: f64,
        min_points: usize,
    },
}

/// Your answers: entry i is the choice for set i.
const CHOICES: [Choice; 5] = [
    // Round groups of equal spread are what k-means is made for. The neighbours of a point on
    // a moon lead around it: single linkage or density. Stray points are noise for DBSCAN only;
    // single linkage would make groups of them. Unequal units call for scaling. Lines are
    // chains; k-means would cut both of them in the middle.
    KMeans { k: 3 },
    Single { k: 2 },
    Dbscan {
        eps: 0.25,
        min_points: 5,
    },
    ScaledKMeans { k: 2 },
    Single { k: 2 },
];

/// The points and planted groups of a set.
fn points(set: usize, seed: u64) -> (Array2<f64>, Array1<usize>) {
    let two = |n: usize| Array1::from_shape_fn(n, |i| i % 2);
    match set {
        0 => data::blobs(seed, &array![[0.0, 0.0], [4.5, 0.5], [2.0, 4.5]], 60, 0.8),
        1 => data::moons(seed, 300, 0.05),
        2 => {
            let (x, groups) = data::moons(seed, 300, 0.05);
            let angle = |i: usize| std::f64::consts::TAU * i as f64 / 12.0;
            let stray = Array2::from_shape_fn((12, 2), |(i, axis)| {
                [0.5 + 2.8 * angle(i).cos(), 0.25 + 2.0 * angle(i).sin()][axis]
            });
            (
                concatenate![Axis(0), x, stray],
                concatenate![Axis(0), groups, Array1::from_elem(12, 2)],
            )
        }
        3 => {
            let (x, groups) = data::blobs(seed, &array![[0.0, -1.0], [0.0, 1.0]], 100, 0.2);
            (x * &array![5000.0, 1.0], groups)
        }
        _ => {
            let place = |i: usize| [0.1 * (i / 2) as f64, 0.5 * (i % 2) as f64];
            (
                Array2::from_shape_fn((120, 2), |(i, axis)| place(i)[axis]),
                two(120),
            )
        }
    }
}

/// The groups that a choice finds; one group for `Unanswered`.
fn run(choice: Choice, x: &Array2<f64>) -> Array1<usize> {
    match choice {
        Unanswered => Array1::zeros(x.nrows()),
        KMeans { k } => reference::kmeans(x, k, 1).labels,
        ScaledKMeans { k } => {
            let z = (x - &x.mean_axis(Axis(0)).expect("points")) / x.std_axis(Axis(0), 0.0);
            reference::kmeans(&z, k, 1).labels
        }
        Single { k } => single_linkage(x, k),
        Dbscan { eps, min_points } => {
            let labels = linfa_clustering::Dbscan::params(min_points)
                .tolerance(eps)
                .transform(x);
            let labels = labels.expect("min_points of 2 or more, eps above 0");
            labels.mapv(|label| label.map_or(0, |cluster| cluster + 1))
        }
    }
}

/// Joins the two nearest groups until k are left: pairs of points by rising distance.
fn single_linkage(x: &Array2<f64>, k: usize) -> Array1<usize> {
    let n = x.nrows();
    let far = |i: usize, j: usize| (x[[i, 0]] - x[[j, 0]]).hypot(x[[i, 1]] - x[[j, 1]]);
    let pairs = (0..n).flat_map(|i| (0..i).map(move |j| (i, j)));
    let mut pairs: Vec<_> = pairs.map(|(i, j)| (far(i, j), i, j)).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut labels = Array1::from_iter(0..n);
    let mut groups = n;
    for (_, i, j) in pairs {
        let (keep, gone) = (labels[i], labels[j]);
        if groups > k && keep != gone {
            labels.mapv_inplace(|label| if label == gone { keep } else { label });
            groups -= 1;
        }
    }
    labels
}

/// The centres after `steps` rounds from the centres `start`; those of `start` if there are no
/// rows or no centres. (n, d), (k, d) -> (k, d)
fn minibatch_kmeans(
    x: &Array2<f64>,
    start: &Array2<f64>,
    batch: usize,
    steps: usize,
    seed: u64,
) -> Array2<f64> {
    // A step of 1 / count makes a running mean without storing what was averaged. A constant
    // step would never come to rest. linfa has it as `fit_with` of its `KMeansParams`.
    let mut centres = start.clone();
    if x.is_empty() || start.is_empty() {
        return centres;
    }
    let mut rng = kit::rng(seed);
    let mut counts = vec![0.0; start.nrows()];
    for _ in 0..steps {
        let rows: Vec<usize> = (0..batch).map(|_| rng.gen_range(0..x.nrows())).collect();
        let far = |i: usize, c: usize| (&x.row(i) - &centres.row(c)).mapv(|v| v * v).sum();
        let nearest = |&i: &usize| {
            (0..counts.len()).fold(0, |best, c| if far(i, c) < far(i, best) { c } else { best })
        };
        let given: Vec<usize> = rows.iter().map(nearest).collect();
        for (i, c) in rows.into_iter().zip(given) {
            counts[c] += 1.0;
            let step = (&x.row(i) - &centres.row(c)) / counts[c];
            centres.row_mut(c).scaled_add(1.0, &step);
        }
    }
    centres
}

fn main() {
    println!(
        "Agreement (ARI) with the planted groups, of your choice; of no grouping and four others:"
    );
    let others = [
        Unanswered,
        KMeans { k: 2 },
        ScaledKMeans { k: 3 },
        Single { k: 3 },
        Dbscan {
            eps: 0.4,
            min_points: 4,
        },
    ];
    for (set, choice) in CHOICES.into_iter().enumerate() {
        let (x, planted) = points(set, 1);
        let agreement = |choice| reference::adjusted_rand(&run(choice, &x), &planted);
        let compared = others
            .map(|other| format!("{:.2}", agreement(other)))
            .join(", ");
        println!(
            "  set {set}  {:.2} {choice:?}; {compared}",
            agreement(choice)
        );
        Figure::new(&format!("Set {set}"))
            .points("points", &x.column(0), &x.column(1))
            .show();
    }
    let (x, _) = points(0, 1);
    let centres = minibatch_kmeans(&x, &x.select(Axis(0), &[0, 1, 2]), 10, 50, 1);
    println!("Mini-batch k-means, 500 draws from set 0:\n{centres:.2}");
    println!(
        "k-means on all rows:\n{:.2}",
        reference::kmeans(&x, 3, 1).centres
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};

    #[test]
    fn every_choice_recovers_the_planted_groups() {
        let unanswered: Vec<usize> = (0..5).filter(|&set| CHOICES[set] == Unanswered).collect();
        assert!(
            unanswered.is_empty(),
            "not answered yet: sets {unanswered:?}"
        );
        for (set, choice) in CHOICES.into_iter().enumerate() {
            for seed in [1, 2, 3] {
                let (x, planted) = points(set, seed);
                let agreement = reference::adjusted_rand(&run(choice, &x), &planted);
                // Good choices reach 0.96 and more on the seeds 0 to 9.
                let what = format!("set {set}, seed {seed}: {choice:?} agrees by {agreement:.2}");
                assert!(
                    agreement > 0.9,
                    "{what} with what was planted, not above 0.9"
                );
            }
        }
    }

    #[test]
    fn a_single_centre_becomes_the_mean_of_all_draws() {
        let x = array![[0.0, 1.0], [10.0, 2.0], [20.0, 6.0], [50.0, 7.0]];
        let mut rng = kit::rng(7);
        let drawn: Vec<usize> = (0..15).map(|_| rng.gen_range(0..4)).collect();
        let mean = x.select(Axis(0), &drawn).mean_axis(Axis(0)).unwrap();
        let start = array![[1000.0, -1000.0]];
        let got = minibatch_kmeans(&x, &start, 3, 5, 7);
        let with_start = (&mean * 15.0 + start.row(0)) / 16.0;
        assert_not_close!(got.row(0), with_start, "the start is no row: it counts 0");
        assert_close!(got.row(0), mean);
    }

    #[test]
    fn a_round_assigns_before_it_moves() {
        // 6 is nearer to 0, 8 to 13; once a centre is at 6, it would take the 8 too.
        let got = minibatch_kmeans(&array![[6.0], [8.0]], &array![[0.0], [13.0]], 40, 1, 1);
        assert_close!(got, array![[6.0], [8.0]]);
    }

    #[test]
    fn each_centre_has_its_own_count() {
        let x = array![[0.0], [2.0], [100.0], [104.0]];
        let start = array![[1.0], [102.0], [-500.0]];
        let got = minibatch_kmeans(&x, &start, 4, 500, 2);
        // Means of about 1000 draws: five standard errors are 0.16 and 0.32.
        assert_close!(got.column(0), array![1.0, 102.0, -500.0], atol = 0.32);
    }

    #[test]
    fn of_equally_near_centres_the_first_moves() {
        let got = minibatch_kmeans(&array![[5.0]], &array![[9.0], [1.0], [9.0]], 1, 1, 1);
        assert_close!(got, array![[5.0], [1.0], [9.0]]);
    }

    #[test]
    fn without_draws_the_centres_stay() {
        let (x, start) = (array![[5.0], [6.0]], array![[9.0]]);
        assert_close!(minibatch_kmeans(&x, &start, 0, 5, 1), start);
        assert_close!(minibatch_kmeans(&x, &start, 5, 0, 1), start);
        assert_close!(
            minibatch_kmeans(&Array2::zeros((0, 1)), &start, 5, 5, 1),
            start
        );
        let none = minibatch_kmeans(&x, &Array2::zeros((0, 1)), 5, 5, 1);
        assert_same!(none.nrows(), 0, "no centres");
    }

    #[test]
    fn it_comes_near_to_k_means_on_all_rows() {
        for seed in [1, 2, 3] {
            let (x, _) = points(0, seed);
            let start = x.select(Axis(0), &[0, 1, 2]);
            for batch in [10, 400] {
                let centres = minibatch_kmeans(&x, &start, batch, 60, seed);
                let far = |row: ndarray::ArrayView1<f64>| {
                    let d2 = centres
                        .outer_iter()
                        .map(|c| (&row - &c).mapv(|v| v * v).sum());
                    d2.fold(f64::INFINITY, f64::min)
                };
                let inertia: f64 = x.outer_iter().map(far).sum();
                let full = reference::kmeans(&x, 3, 1).inertia;
                // On the seeds 0 to 9 within 1 %.
                assert!(
                    inertia < 1.1 * full,
                    "seed {seed}, batch {batch}: {inertia}, full {full}"
                );
            }
        }
    }
}
