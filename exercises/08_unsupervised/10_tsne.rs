//! t-SNE: a map in which neighbours stay neighbours
//!
//! PCA keeps large distances. t-SNE draws a map in two dimensions that keeps neighbours: it
//! turns distances into probabilities, "i would pick j as its neighbour", above and on the map,
//! and moves the points of the map until the two agree. For i, j < n:
//!
//!     p_row       p_{j|i} = exp(-b_i d2_ij) / sum over l of exp(-b_i d2_il),    j, l not i
//!                 b_i by bisection, so that 2^H = perplexity, the number of neighbours
//!                 that count, with H = - sum over j of p_{j|i} log2 p_{j|i};  p_{i|i} = 0
//!     joint_p     p_ij = (p_{j|i} + p_{i|j}) / (2 n)      all n^2 entries sum to 1
//!     on the map  t_ij = 1 / (1 + |y_i - y_j|^2),  q_ij = t_ij / sum of all t;  q_ii = 0
//!     KL          sum over i, j of p_ij ln(p_ij / q_ij)   with 0 ln 0 = 0
//!     gradient    dKL/dy_i = 4 sum over j of (p_ij - q_ij) t_ij (y_i - y_j)
//!
//! t is Student's t: its long tails leave room on the map for what was far in many dimensions.
//! H falls as b grows: double b from 1 until H is too small (at most 100 times), then halve the
//! interval between 0 and b 100 times. With more duplicates of point i than the perplexity H
//! stays too large, and the last b is taken. exp(-b (d2 - smallest d2)) does not become 0 / 0.
//!
//! Shapes: `x` (n, d), squared distances of point i to all points `d2` (n,), p (n, n), map y
//! (n, 2). Finished: `dist2`, `descend`, `tsne_linfa`, `trustworthiness`.

use kit::plot::Figure;
use linfa::traits::Transformer;
use ndarray::{Array1, Array2, Axis};
use rand::Rng;

/// Squared distances of all pairs of rows. (n, d) -> (n, n)
fn dist2(x: &Array2<f64>) -> Array2<f64> {
    Array2::from_shape_fn((x.nrows(), x.nrows()), |(i, j)| {
        let pairs = x.row(i).into_iter().zip(x.row(j));
        pairs.map(|(a, b)| (a - b) * (a - b)).sum()
    })
}

/// p_{j|i} for all j. (n,) -> (n,)
/// `None` unless 1 < perplexity < n - 1.
// TODO 1: find the width by bisection and return the probabilities.
fn p_row(d2: &Array1<f64>, i: usize, perplexity: f64) -> Option<Array1<f64>> {
    todo!("perplexity {perplexity} for point {i} of {}", d2.len())
}

/// p_ij for all pairs. (n, d) -> (n, n)
/// `None` unless 1 < perplexity < n - 1.
// TODO 2: join the rows to one symmetric table.
fn joint_p(x: &Array2<f64>, perplexity: f64) -> Option<Array2<f64>> {
    todo!(
        "rows such as {:?}",
        p_row(&Array1::zeros(x.nrows()), 0, perplexity)
    )
}

/// KL and its gradient. (n, n), (n, 2) -> (), (n, 2)
// TODO 3: compute the loss of a map and its gradient.
fn kl_and_grad(p: &Array2<f64>, y: &Array2<f64>) -> (f64, Array2<f64>) {
    todo!("{} pairs, {} points", p.len(), y.nrows())
}

/// A map after `steps` of gradient descent with momentum, and the KL of every step.
fn descend(p: &Array2<f64>, steps: usize, seed: u64) -> (Array2<f64>, Vec<f64>) {
    let mut rng = kit::rng(seed);
    let mut y = Array2::from_shape_simple_fn((p.nrows(), 2), || rng.gen_range(-0.01..0.01));
    let mut velocity = Array2::<f64>::zeros(y.raw_dim());
    let mut losses = vec![];
    for step in 0..steps {
        let (kl, grad) = kl_and_grad(p, &y);
        losses.push(kl);
        let momentum = if step < 50 { 0.5 } else { 0.8 };
        velocity = velocity * momentum - grad * 10.0;
        y += &velocity;
    }
    (y, losses)
}

/// linfa's map. (n, d) -> (n, 2)
fn tsne_linfa(x: &Array2<f64>, perplexity: f64) -> Array2<f64> {
    let params = linfa_tsne::TSneParams::embedding_size_with_rng(2, kit::rng(1));
    let params = params
        .perplexity(perplexity)
        .approx_threshold(0.5)
        .max_iter(250);
    params
        .transform(x.clone())
        .expect("fewer than a third of the rows as perplexity")
}

/// How far neighbours on the map were neighbours before: 1 if the k nearest on the map are the
/// k nearest of x, about 0.5 for a map that has nothing to do with x. (n, d), (n, 2) -> ()
fn trustworthiness(x: &Array2<f64>, y: &Array2<f64>, k: usize) -> f64 {
    let order = |d2: Array2<f64>, i: usize| {
        let mut others: Vec<usize> = (0..d2.nrows()).filter(|&j| j != i).collect();
        others.sort_by(|&a, &b| d2[[i, a]].total_cmp(&d2[[i, b]]));
        others
    };
    let (n, before, after) = (x.nrows(), dist2(x), dist2(y));
    let mut penalty = 0;
    for i in 0..n {
        let (before, after) = (order(before.clone(), i), order(after.clone(), i));
        let rank = |j| {
            before
                .iter()
                .position(|&other| other == j)
                .expect("another point")
                + 1
        };
        penalty += after[..k]
            .iter()
            .map(|&j| rank(j).saturating_sub(k))
            .sum::<usize>();
    }
    1.0 - 2.0 * penalty as f64 / (n * k * (2 * n - 3 * k - 1)) as f64
}

fn main() {
    let data = linfa_datasets::iris();
    let x = data
        .records()
        .select(Axis(0), &Vec::from_iter((0..150).step_by(2)));
    let p = joint_p(&x, 15.0).expect("15 of 75");
    let (y, losses) = descend(&p, 200, 1);
    println!("75 irises. KL of the map after steps 0, 50, 100, 199:");
    println!(
        "  {:.3} {:.3} {:.3} {:.3}",
        losses[0], losses[50], losses[100], losses[199]
    );
    let maps = [("own t-SNE", y), ("linfa's t-SNE", tsne_linfa(&x, 15.0))];
    for (name, y) in &maps {
        println!("{name}: trustworthiness {:.3}", trustworthiness(&x, y, 7));
        let mut figure = Figure::new(&format!("75 irises, {name}"));
        for (class, name) in ["setosa", "versicolor", "virginica"].iter().enumerate() {
            let own = y.select(Axis(0), &Vec::from_iter(class * 25..class * 25 + 25));
            figure = figure.points(name, &own.column(0), &own.column(1));
        }
        figure.show();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_shape};
    use ndarray::array;

    fn points(n: usize, d: usize, seed: u64) -> Array2<f64> {
        let mut rng = kit::rng(seed);
        Array2::from_shape_simple_fn((n, d), || rng.gen_range(-2.0..2.0))
    }

    #[test]
    fn every_row_has_the_perplexity() {
        for scale in [1.0, 1e-3, 1e3] {
            let d2 = dist2(&(points(40, 5, 1) * scale));
            for (i, perplexity) in [(0, 2.0), (7, 5.0), (39, 30.0)] {
                let p = p_row(&d2.row(i).to_owned(), i, perplexity).expect("below 39");
                assert_close!(p.sum(), 1.0);
                assert_close!(p[i], 0.0, "a point is not its own neighbour");
                let entropy = p
                    .iter()
                    .filter(|&&p| p > 0.0)
                    .map(|p| -p * p.log2())
                    .sum::<f64>();
                assert_close!(entropy.exp2(), perplexity, rtol = 1e-4, "scale {scale}");
            }
        }
    }

    #[test]
    fn nearer_points_are_likelier() {
        let p = p_row(&array![1.0, 0.0, 4.0, 9.0], 1, 2.0).expect("2 of 4");
        assert!(p[0] > p[2] && p[2] > p[3] && p[3] > 0.0, "{p}");
        // ln(p_0 / p_2) = 3 b and ln(p_2 / p_3) = 5 b: squared distances, one width.
        assert_close!(
            (p[0] / p[2]).ln() / 3.0,
            (p[2] / p[3]).ln() / 5.0,
            rtol = 1e-7
        );
    }

    #[test]
    fn duplicates_share_the_probability() {
        let p = p_row(&array![0.0, 0.0, 0.0, 0.0, 5.0, 9.0], 0, 2.0).expect("2 of 6");
        assert_close!(p, array![0.0, 1.0, 1.0, 1.0, 0.0, 0.0] / 3.0, atol = 1e-6);
        let far = p_row(&array![0.0, 1e6, 1e6 + 1.0, 1e6 + 9.0], 0, 1.5).expect("1.5 of 4");
        assert!(
            far[2] > 0.05,
            "far away from all others, 0 / 0 or nearly: {far}"
        );
        assert_close!(far.sum(), 1.0);
    }

    #[test]
    fn impossible_perplexities_are_none() {
        let d2 = array![0.0, 1.0, 2.0, 3.0];
        assert!(p_row(&d2, 0, 2.9).is_some());
        for perplexity in [3.0, 4.0, 1.0, 0.0, -2.0, f64::NAN] {
            assert!(
                p_row(&d2, 0, perplexity).is_none(),
                "perplexity {perplexity} of 4 points"
            );
        }
        assert!(joint_p(&points(5, 2, 1), 9.0).is_none());
        assert!(joint_p(&Array2::zeros((0, 2)), 2.0).is_none());
    }

    #[test]
    fn the_joint_table_is_symmetric_and_sums_to_1() {
        let mut x = points(12, 3, 2);
        x.row_mut(0).fill(30.0); // an outlier: it picks others, nobody picks it
        let p = joint_p(&x, 4.0).expect("4 of 12");
        assert_shape!(p, [12, 12]);
        assert_close!(p, p.t(), "p_ij = p_ji");
        assert_close!(p.sum(), 1.0);
        assert_close!(p.diag(), Array1::<f64>::zeros(12));
        let row = p_row(&dist2(&x).row(0).to_owned(), 0, 4.0).expect("4 of 12");
        assert_close!(
            p.row(0),
            row / 24.0,
            atol = 1e-9,
            "half of what the outlier picks"
        );
    }

    #[test]
    fn kl_of_three_points_by_hand() {
        // Squared distances 1, 1 and 4: t = 1/2, 1/2, 1/5, twice each, q = 5/24, 5/24, 2/24.
        let y = array![[0.0, 0.0], [1.0, 0.0], [-1.0, 0.0]];
        let p = array![[0.0, 0.3, 0.1], [0.3, 0.0, 0.1], [0.1, 0.1, 0.0]];
        let (kl, grad) = kl_and_grad(&p, &y);
        let gaussian = [(-1.0f64).exp(), (-4.0f64).exp()];
        let sum = 4.0 * gaussian[0] + 2.0 * gaussian[1];
        let q = [gaussian[0] / sum, gaussian[1] / sum];
        let sne = 0.6 * (0.3 / q[0]).ln() + 0.2 * (0.1 / q[0]).ln() + 0.2 * (0.1 / q[1]).ln();
        assert_not_close!(kl, sne, "this q is Gaussian; t-SNE has 1 / (1 + d2)");
        let expected = 0.6 * 1.44f64.ln() + 0.2 * 0.48f64.ln() + 0.2 * 1.2f64.ln();
        assert_close!(kl, expected);
        // Point 0: 4 (0.3 - 5/24) / 2 to the left, 4 (0.1 - 5/24) / 2 to the right.
        assert_close!(grad.row(0), array![-2.0 * (0.3 - 0.1), 0.0]);
        // With p = 0, point 2 is pushed by 4 (5/24) / 2 from 0 and by 4 (2/24) 2/5 from 1.
        let p = array![[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]];
        let push = array![5.0 / 12.0 + 2.0 / 15.0, 0.0];
        assert_close!(kl_and_grad(&p, &y).1.row(2), push, "p = 0 pushes away");
    }

    #[test]
    fn the_gradient_is_that_of_kl() {
        let p = joint_p(&points(8, 4, 3), 3.0).expect("3 of 8");
        let y = points(8, 2, 4);
        let flat = |y: &Array2<f64>| Array1::from_iter(y.iter().copied());
        let kl = |v: &Array1<f64>| kl_and_grad(&p, &v.to_shape((8, 2)).unwrap().to_owned()).0;
        kit::grad::check(kl, &flat(&y), &flat(&kl_and_grad(&p, &y).1));
    }

    #[test]
    fn moving_and_turning_the_map_changes_nothing() {
        let (p, y) = (
            joint_p(&points(8, 4, 5), 3.0).expect("3 of 8"),
            points(8, 2, 6),
        );
        let (kl, grad) = kl_and_grad(&p, &y);
        let turn = array![[0.8, -0.6], [0.6, 0.8]];
        let moved = kl_and_grad(&p, &(y.dot(&turn) + &array![5.0, -2.0]));
        assert_close!(moved.0, kl);
        assert_close!(moved.1, grad.dot(&turn), atol = 1e-9);
        assert_close!(grad.sum_axis(Axis(0)), array![0.0, 0.0], "forces cancel");
    }

    #[test]
    fn kl_falls_and_three_groups_come_apart() {
        let centres = Array2::from_shape_fn((3, 5), |(c, k)| if c == k { 8.0 } else { 0.0 });
        let (x, planted) = kit::data::blobs(1, &centres, 20, 1.0);
        let p = joint_p(&x, 10.0).expect("10 of 60");
        for seed in [1, 2] {
            let (y, losses) = descend(&p, 120, seed);
            let last = losses[119];
            // On the seeds 0 to 9: from 1.68 to between 0.21 and 0.23.
            assert!(
                last < 0.3 * losses[0],
                "seed {seed}: from {} to {last}",
                losses[0]
            );
            let groups = kit::reference::kmeans(&y, 3, 1).labels;
            let agreement = kit::reference::adjusted_rand(&groups, &planted);
            assert_close!(agreement, 1.0, "seed {seed}: the planted groups on the map");
        }
    }

    #[test]
    fn linfa_keeps_the_neighbours_of_irises() {
        let x = linfa_datasets::iris().records().clone();
        let y = tsne_linfa(&x, 15.0);
        let trust = trustworthiness(&x, &y, 7);
        assert!(trust > 0.9, "{trust}");
        let order: Vec<usize> = (0..150).map(|i| (i * 67 + 11) % 150).collect();
        let shuffled = trustworthiness(&x, &y.select(Axis(0), &order), 7);
        assert!(
            (0.35..0.65).contains(&shuffled),
            "a map of other points: {shuffled}"
        );
    }
}
