//! Mean shift: walk uphill to where the points are dense
//!
//! Put a small hill on every data point and add the hills up: a landscape, high where points
//! are many. From each point walk uphill; points that reach the same summit, called a mode,
//! are a group. No k is needed, only the width h of a hill, the bandwidth:
//!
//!     density(p) = 1/n * sum over i of w_i        w_i = exp(-|x_i - p|^2 / (2 h^2)),  i < n
//!     shift(p)   = sum over i of w_i x_i / sum over i of w_i
//!
//! The mean of the data, weighted by their nearness to p, always lies uphill of p: the step
//! from p to shift(p) is a gradient step whose length nobody has to choose.
//!
//! `mean_shift` starts at every data point and steps until a step is shorter than 1e-6 h. The
//! data stay where they are: the landscape must not move while one walks in it. A walk that
//! ends nearer than h / 2 to a mode already found belongs to that mode, otherwise it has found
//! a new one. So modes are numbered in the order of the first points that reach them.
//!
//! Shapes: data `x` (n, d), place `p` (d,), modes (m, d), labels (n,). If all w_i are 0, which
//! happens far from all data, the place stays where it is. Without data the density is 0.

use kit::plot::{self, Figure};
use ndarray::{Array1, Array2, ArrayView1, array};

/// The height of the landscape at `p`. (n, d), (d,) -> ()
fn density(x: &Array2<f64>, p: &Array1<f64>, bandwidth: f64) -> f64 {
    // A kernel density estimate. To be a probability density it would need one more factor,
    // 1 / (2 pi h^2)^(d/2); the summits are the same without it.
    let n = x.nrows().max(1) as f64;
    weights(x, p, bandwidth).sum() / n
}

/// The nearness of every row to `p`. (n, d), (d,) -> (n,)
fn weights(x: &Array2<f64>, p: &Array1<f64>, bandwidth: f64) -> Array1<f64> {
    let weight = |row: ArrayView1<f64>| {
        let distance2: f64 = row.iter().zip(p).map(|(a, b)| (a - b) * (a - b)).sum();
        (-distance2 / (2.0 * bandwidth * bandwidth)).exp()
    };
    x.outer_iter().map(weight).collect()
}

/// One step uphill from `p`. (n, d), (d,) -> (d,)
fn shift_once(x: &Array2<f64>, p: &Array1<f64>, bandwidth: f64) -> Array1<f64> {
    // Set the gradient of the density to 0 and solve for p: this is the equation that comes
    // out. Weights times rows is a product, (n,) by (n, d).
    let w = weights(x, p, bandwidth);
    let total = w.sum();
    if total > 0.0 {
        w.dot(x) / total
    } else {
        p.clone()
    }
}

/// The modes and the number of the mode that each point reaches. (n, d) -> (m, d), (n,)
/// Panics unless the bandwidth is above 0.
fn mean_shift(x: &Array2<f64>, bandwidth: f64) -> (Array2<f64>, Array1<usize>) {
    // Every walk is one of n, each of its steps looks at n points: for large n one starts from
    // fewer places, the way scikit-learn's `bin_seeding` does. linfa has no mean shift.
    assert!(bandwidth > 0.0, "the bandwidth is {bandwidth}");
    let length = |v: Array1<f64>| v.dot(&v).sqrt();
    let mut modes: Vec<Array1<f64>> = vec![];
    let mut labels = vec![];
    for start in x.outer_iter() {
        let mut p = start.to_owned();
        loop {
            let next = shift_once(x, &p, bandwidth);
            let step = length(&next - &p);
            p = next;
            if step < 1e-6 * bandwidth {
                break;
            }
        }
        let known = modes
            .iter()
            .position(|mode| length(mode - &p) < bandwidth / 2.0);
        labels.push(known.unwrap_or(modes.len()));
        if known.is_none() {
            modes.push(p);
        }
    }
    let table = Array2::from_shape_fn((modes.len(), x.ncols()), |(m, k)| modes[m][k]);
    (table, Array1::from_vec(labels))
}

fn main() {
    let planted = array![[0.0, 0.0], [5.0, 1.0], [2.0, 5.0]];
    let (x, _) = kit::data::blobs(1, &planted, 25, 0.6);
    println!("75 points around\n{planted:.2}");
    for bandwidth in [0.1, 0.3, 1.0, 3.0, 10.0] {
        println!(
            "modes with bandwidth {bandwidth:4}: {}",
            mean_shift(&x, bandwidth).0.nrows()
        );
    }
    let (modes, labels) = mean_shift(&x, 1.0);
    println!("The modes for bandwidth 1:\n{modes:.2}");
    let mut p = array![3.5, 2.5];
    println!("A walk from {p}:");
    let mut figure = Figure::new("Mean shift: points, modes, and a walk uphill")
        .x("x")
        .y("y");
    figure = figure.points("points", &x.column(0), &x.column(1));
    let (mut xs, mut ys) = (vec![], vec![]);
    for step in 0..12 {
        if step % 3 == 0 {
            println!(
                "  step {step:2}: at {p:5.2}, density {:.4}",
                density(&x, &p, 1.0)
            );
        }
        xs.push(p[0]);
        ys.push(p[1]);
        p = shift_once(&x, &p, 1.0);
    }
    figure
        .points("modes", &modes.column(0), &modes.column(1))
        .line("walk", &xs, &ys)
        .show();
    let labels = labels.to_vec();
    plot::regions("Which mode each place belongs to", &x, &labels, |a, b| {
        let place = (0..8).fold(array![a, b], |p, _| shift_once(&x, &p, 1.0));
        let far = |m: usize| (&modes.row(m) - &place).mapv(f64::abs).sum();
        (0..modes.nrows()).fold(0, |best, m| if far(m) < far(best) { m } else { best })
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{
        assert_close, assert_not_close, assert_same, assert_shape, reference::adjusted_rand,
    };
    use rand::Rng;

    fn blobs(seed: u64) -> (Array2<f64>, Array1<usize>) {
        kit::data::blobs(seed, &array![[0.0, 0.0], [5.0, 1.0], [2.0, 5.0]], 20, 0.5)
    }

    #[test]
    fn density_is_the_mean_height_of_the_hills() {
        // By hand: at distance 0 a hill is 1, at distance h it is exp(-1/2).
        let x = array![[0.0, 0.0], [0.0, 2.0]];
        let expected = (1.0 + (-0.5f64).exp()) / 2.0;
        assert_not_close!(
            density(&x, &array![0.0, 2.0], 2.0),
            (1.0 + (-1.0f64).exp()) / 2.0,
            "divide by 2 h^2, not by h^2"
        );
        assert_close!(density(&x, &array![0.0, 2.0], 2.0), expected);
        // Two points at distance 3 and 1 of h = 1.
        let expected = ((-4.5f64).exp() + (-0.5f64).exp()) / 2.0;
        assert_close!(density(&x, &array![0.0, 3.0], 1.0), expected);
        assert_close!(density(&Array2::zeros((0, 2)), &array![0.0, 0.0], 1.0), 0.0);
    }

    #[test]
    fn a_step_leads_to_the_weighted_mean() {
        let x = array![[0.0, 1.0], [2.0, 1.0]];
        let e = (-2.0f64).exp(); // the weight at distance 2
        let got = shift_once(&x, &array![0.0, 1.0], 1.0);
        assert_close!(got, array![2.0 * e / (1.0 + e), 1.0]);
        let middle = array![1.0, 1.0];
        assert_close!(
            shift_once(&x, &middle, 0.7),
            middle,
            "equal weights on both sides"
        );
        assert_close!(
            shift_once(&x, &array![1.0, 4.0], 1.0),
            middle,
            "small weights"
        );
        let far = shift_once(&x, &array![0.0, 21.0], 1.0); // weights near exp(-200)
        assert_close!(far, array![2.0 * e / (1.0 + e), 1.0], "tiny weights");
    }

    #[test]
    fn far_from_all_data_nothing_moves() {
        let p = array![1e6, 0.0];
        assert_close!(shift_once(&array![[0.0, 1.0], [2.0, 1.0]], &p, 1.0), p);
        assert_close!(shift_once(&Array2::zeros((0, 2)), &p, 1.0), p);
    }

    #[test]
    fn every_step_raises_the_density() {
        let (x, _) = blobs(1);
        let mut rng = kit::rng(1);
        for _ in 0..100 {
            let p = array![rng.gen_range(-2.0..7.0), rng.gen_range(-2.0..7.0)];
            for bandwidth in [0.4, 1.0, 3.0] {
                let before = density(&x, &p, bandwidth);
                let after = density(&x, &shift_once(&x, &p, bandwidth), bandwidth);
                assert!(
                    after >= before * (1.0 - 1e-12),
                    "from {p}: {before} to {after}"
                );
            }
        }
    }

    #[test]
    fn three_groups_have_three_modes() {
        for seed in [1, 2, 3, 4, 5] {
            let (x, planted) = blobs(seed);
            let (modes, labels) = mean_shift(&x, 1.0);
            assert_shape!(modes, [3, 2], "seed {seed}");
            assert_close!(adjusted_rand(&labels, &planted), 1.0, "seed {seed}");
            // The means of 20 points have a standard error of 0.11. Numbered as their points.
            let centres = array![[0.0, 0.0], [5.0, 1.0], [2.0, 5.0]];
            assert_close!(modes, centres, atol = 0.45, "seed {seed}");
        }
    }

    #[test]
    fn modes_are_fixed_points_of_the_data_as_they_were() {
        let (x, _) = blobs(6);
        for bandwidth in [0.5, 1.0, 2.0] {
            let (modes, _) = mean_shift(&x, bandwidth);
            for mode in modes.outer_iter() {
                let stays = shift_once(&x, &mode.to_owned(), bandwidth);
                // The last step was shorter than 1e-6 of the bandwidth.
                assert_close!(stays, mode, atol = 1e-5, "the data must not move");
            }
        }
    }

    #[test]
    fn the_bandwidth_decides_how_many_modes_there_are() {
        let (x, _) = blobs(7);
        let (modes, labels) = mean_shift(&x, 100.0);
        assert_close!(
            modes,
            x.mean_axis(ndarray::Axis(0))
                .unwrap()
                .insert_axis(ndarray::Axis(0)),
            atol = 0.01
        );
        assert_same!(labels, Array1::zeros(60), "one group");
        let (modes, labels) = mean_shift(&x, 1e-4);
        assert_close!(modes, x, atol = 1e-6, "a mode for each point");
        assert_same!(labels, Array1::from_iter(0..60));
    }

    #[test]
    fn an_outlier_is_its_own_mode_and_duplicates_share_one() {
        let x = array![[7.0], [0.0], [0.2], [7.0], [-900.0]];
        let (modes, labels) = mean_shift(&x, 0.5);
        assert_same!(labels, array![0, 1, 1, 0, 2]);
        assert_close!(modes, array![[7.0], [0.1], [-900.0]], atol = 1e-5);
        // Summits at 1 -+ m with m = a tanh(a m), for two points 2 a apart: 0.81 and 0.34 apart.
        let labels = |b: f64, h: f64| mean_shift(&array![[0.0], [b * h]], h).1;
        assert_same!(labels(2.06, 1.0), array![0, 1], "h / 2 apart and more");
        assert_same!(labels(2.01, 1.0), array![0, 0], "less than h / 2 apart");
        assert_same!(labels(2.06, 1e-6), array![0, 1], "in another unit");
        assert_same!(labels(2.01, 1e-6), array![0, 0], "in another unit");
    }

    #[test]
    fn without_points_there_are_no_modes() {
        let (modes, labels) = mean_shift(&Array2::zeros((0, 3)), 1.0);
        assert_shape!(modes, [0, 3]);
        assert_same!(labels.len(), 0);
    }

    #[test]
    fn a_bandwidth_must_be_above_0() {
        assert_same!(mean_shift(&array![[1.0]], 0.1).1, array![0]);
        for bandwidth in [0.0, -1.0, f64::NAN] {
            let answer = std::panic::catch_unwind(|| mean_shift(&array![[1.0]], bandwidth));
            assert!(answer.is_err(), "bandwidth {bandwidth}: {answer:?}");
        }
    }
}
