//! Boss: locate a radio beacon
//!
//! n receivers stand along a coast, at the rows of `receivers` (n, 2). Each has measured its
//! distance to a beacon, `dist` (n,) in km, with normal noise of standard deviation sigma.
//! Where is the beacon, and how sure is that? With r_i = |pos - receiver_i|:
//!
//!     nll(pos) = sum over i of (r_i - dist_i)^2 / (2 sigma^2) + n ln(2 pi sigma^2) / 2
//!
//! is the negative log-likelihood; its minimum is the estimate. Derive the gradient by the
//! chain rule: r_i changes by the unit vector (pos - receiver_i) / r_i. Exactly on a receiver
//! there is no such direction; that receiver then adds nothing to the gradient.
//!
//! nll has a second valley, nearly the mirror image at the coast, and one descent ends in
//! whichever is nearer. So `locate` starts on all sides of the receivers and compares. What
//! lies at most `AMBIGUOUS` above the lowest place found is a candidate too, unless it is
//! nearer than `SAME_PLACE` to a lower one: receivers exactly on a line cannot tell the two
//! sides apart, and the answer has to say so.

use kit::plot::Figure;
use ndarray::{Array1, Array2, Axis, array};
use std::f64::consts::TAU;

/// Where the beacon may be.
#[derive(Clone, Debug, PartialEq)]
struct Fix {
    /// Places (2,), lowest nll first: one if the data are clear.
    candidates: Vec<Array1<f64>>,
    /// The standard errors of the first candidate, (2,).
    std: Array1<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum LocateError {
    /// Fewer than three receivers; this is checked first.
    TooFew,
    /// Not one distance for each receiver, not two coordinates; NaN or infinite numbers;
    /// sigma not above 0.
    BadInput,
    /// The receivers do not fix a place: no descent converges, or no standard errors.
    Undetermined,
}

/// A place that is exp(2) = 7.4 times less likely than the best is still a candidate.
const AMBIGUOUS: f64 = 2.0;
const SAME_PLACE: f64 = 1e-3; // km

/// The negative log-likelihood of a position. (2,), (n, 2), (n,) -> one number
fn nll(pos: &Array1<f64>, receivers: &Array2<f64>, dist: &Array1<f64>, sigma: f64) -> f64 {
    // The squares come from the normal density. The constant does not move the minimum, but
    // with it the number is the logarithm of a density, and models can be compared.
    let rows = receivers.rows().into_iter().zip(dist);
    let each = rows.map(|(receiver, dist)| {
        let arrow = pos - &receiver; // (2,)
        let miss = arrow.dot(&arrow).sqrt() - dist;
        (miss * miss / (sigma * sigma) + (TAU * sigma * sigma).ln()) / 2.0
    });
    each.sum()
}

/// The gradient of `nll` by the position. (2,), (n, 2), (n,) -> (2,)
fn grad_nll(
    pos: &Array1<f64>,
    receivers: &Array2<f64>,
    dist: &Array1<f64>,
    sigma: f64,
) -> Array1<f64> {
    // Each receiver pulls or pushes along its line of sight, by (r - dist) / sigma^2. On the
    // receiver 0 / 0 would be NaN and end the descent.
    let mut gradient = Array1::zeros(2);
    for (receiver, dist) in receivers.rows().into_iter().zip(dist) {
        let arrow = pos - &receiver;
        let r = arrow.dot(&arrow).sqrt();
        if r > 0.0 {
            gradient.scaled_add((r - dist) / (sigma * sigma * r), &arrow);
        }
    }
    gradient
}

/// Gradient descent on nll from `start`: the place where the gradient is nearly 0, `None` if
/// 20,000 steps do not lead to one. No second derivative is above n / sigma^2, so the rate is
/// 1 / L. Given.
fn descend(
    start: &Array1<f64>,
    receivers: &Array2<f64>,
    dist: &Array1<f64>,
    sigma: f64,
) -> Option<Array1<f64>> {
    let lr = sigma * sigma / receivers.nrows() as f64;
    let mut pos = start.clone();
    for _ in 0..20_000 {
        let step = grad_nll(&pos, receivers, dist, sigma) * lr;
        if step.dot(&step).sqrt() <= 1e-9 {
            return Some(pos);
        }
        pos -= &step;
    }
    None
}

/// Standard errors of both coordinates: the roots of the diagonal of the inverse of
/// sum over i of u_i u_i^T / sigma^2, u_i the unit vector from receiver i to `pos`. `None` if
/// all receivers see the place in the same direction. Given.
fn standard_errors(pos: &Array1<f64>, receivers: &Array2<f64>, sigma: f64) -> Option<Array1<f64>> {
    let mut information = Array2::<f64>::zeros((2, 2));
    for receiver in receivers.rows() {
        let arrow = pos - &receiver;
        let squared = arrow.dot(&arrow);
        if squared > 0.0 {
            let column = arrow.view().insert_axis(Axis(1));
            information += &(&column * &arrow / (squared * sigma * sigma));
        }
    }
    let [first, second] = [array![1.0, 0.0], array![0.0, 1.0]]
        .map(|unit| kit::reference::solve(&information, &unit).ok());
    Some(array![first?[0].sqrt(), second?[1].sqrt()])
}

/// The position of the beacon. (n, 2), (n,), sigma in km
fn locate(receivers: &Array2<f64>, dist: &Array1<f64>, sigma: f64) -> Result<Fix, LocateError> {
    // Starts on a circle round the receivers, as far out as the beacon: some of them lie on
    // its side of the coast, whichever way that runs. Sorted by nll, the first is the best,
    // and those within reach of it follow. A single start finds the mirror image about as
    // often as the beacon.
    let n = receivers.nrows();
    if n < 3 {
        return Err(LocateError::TooFew);
    }
    let known = receivers.iter().chain(dist).all(|v| v.is_finite());
    if dist.len() != n || receivers.ncols() != 2 || !known || !(sigma > 0.0 && sigma.is_finite()) {
        return Err(LocateError::BadInput);
    }
    let centre = receivers.sum_axis(Axis(0)) / n as f64;
    let radius = dist.sum() / n as f64;
    let starts = (0..8).map(|k| {
        let (sin, cos) = (TAU * (k as f64 + 0.3) / 8.0).sin_cos();
        &centre + array![radius * cos, radius * sin]
    });
    let ends = starts.filter_map(|start| descend(&start, receivers, dist, sigma));
    let mut valleys: Vec<_> = ends
        .map(|end| (nll(&end, receivers, dist, sigma), end))
        .collect();
    valleys.sort_by(|a, b| a.0.total_cmp(&b.0));
    let lowest = valleys.first().ok_or(LocateError::Undetermined)?.0;
    let mut candidates: Vec<Array1<f64>> = vec![];
    for (height, end) in valleys {
        let far = |other: &Array1<f64>| (&end - other).mapv(|v| v * v).sum().sqrt() >= SAME_PLACE;
        if height <= lowest + AMBIGUOUS && candidates.iter().all(far) {
            candidates.push(end);
        }
    }
    let std = standard_errors(&candidates[0], receivers, sigma);
    let std = std.ok_or(LocateError::Undetermined)?;
    Ok(Fix { candidates, std })
}

fn main() {
    let beacon = kit::data::beacon(4);
    let (receivers, dist, sigma) = (&beacon.receivers, &beacon.dist, beacon.sigma);
    println!("distances in km: {dist:.2}, each +- {sigma}");
    let at = nll(&beacon.truth, receivers, dist, sigma);
    let slope = grad_nll(&beacon.truth, receivers, dist, sigma);
    println!("at the true place: nll {at:.2}, gradient {slope:.0}");
    let Ok(fix) = locate(receivers, dist, sigma) else {
        return println!("not located");
    };
    let (place, std, truth) = (&fix.candidates[0], &fix.std, &beacon.truth);
    println!("found at {place:.3}, +- {std:.3}; planted at {truth:.3}");
    Figure::new("The receivers along the coast, and where the beacon is")
        .to_scale()
        .x("km east")
        .y("km north")
        .points("receivers", &receivers.column(0), &receivers.column(1))
        .points("found", &[place[0]], &[place[1]])
        .show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use ndarray::s;

    // Expected numbers are worked out by hand, or planted by the kit.

    /// Receivers at three corners; the beacon at (3, 4) is 5, sqrt(20) and 3 away.
    fn corners() -> (Array2<f64>, Array1<f64>) {
        let receivers = array![[0.0, 0.0], [1.0, 0.0], [3.0, 1.0]];
        (receivers, array![5.0, 20f64.sqrt(), 3.0])
    }

    fn distances(receivers: &Array2<f64>, pos: &Array1<f64>) -> Array1<f64> {
        let arrows = receivers - pos;
        arrows.map_axis(Axis(1), |arrow| arrow.dot(&arrow).sqrt())
    }

    #[test]
    fn nll_of_perfect_and_of_missed_distances() {
        let (receivers, dist) = corners();
        let constant = |sigma: f64| 1.5 * (TAU * sigma * sigma).ln();
        let got = nll(&array![3.0, 4.0], &receivers, &dist, 0.5);
        assert_not_close!(got, 0.0, "the constant n ln(2 pi sigma^2) / 2 is missing");
        assert_close!(got, constant(0.5));
        // Misses 1, -2 and 0: (1 + 4) / (2 * 0.25) = 10.
        let missed = &dist + &array![-1.0, 2.0, 0.0];
        let got = nll(&array![3.0, 4.0], &receivers, &missed, 0.5);
        assert_close!(got, constant(0.5) + 10.0);
    }

    #[test]
    fn the_gradient_points_along_the_line_of_sight() {
        // One receiver, 5 away, that measured 4: the pull is 1 / 0.25 along (3, 4) / 5.
        let (receivers, dist) = (array![[0.0, 0.0]], array![4.0]);
        let got = grad_nll(&array![3.0, 4.0], &receivers, &dist, 0.5);
        assert_not_close!(got, array![12.0, 16.0], "not divided by r");
        assert_close!(got, array![2.4, 3.2]);
    }

    #[test]
    fn the_gradient_agrees_with_difference_quotients() {
        for seed in 0..20 {
            let b = kit::data::beacon(seed);
            let pos = &b.truth + &array![0.3, -0.7];
            let f = |pos: &Array1<f64>| nll(pos, &b.receivers, &b.dist, b.sigma);
            kit::grad::check(f, &pos, &grad_nll(&pos, &b.receivers, &b.dist, b.sigma));
        }
    }

    #[test]
    fn on_a_receiver_the_others_decide() {
        let (receivers, dist) = (array![[1.0, 1.0], [1.0, 4.0]], array![2.0, 2.0]);
        // Receiver 1 is 3 away and measured 2: a pull of 1 / 1 along (0, -3) / 3.
        let got = grad_nll(&array![1.0, 1.0], &receivers, &dist, 1.0);
        assert_close!(got, array![0.0, -1.0], "no direction, no pull, no NaN");
    }

    #[test]
    fn exact_distances_give_the_exact_place() {
        for seed in 0..20 {
            let b = kit::data::beacon(seed);
            let exact = distances(&b.receivers, &b.truth);
            let fix = locate(&b.receivers, &exact, b.sigma).unwrap();
            assert_close!(fix.candidates[0], b.truth, rtol = 0.0, atol = 1e-6);
        }
    }

    #[test]
    fn twenty_noisy_beacons_are_found() {
        // Seeds 0 to 19: at most 2.4 standard errors off, and the mirror image at least 77 above
        // in nll. A descent from the mean of the receivers alone misses 8 of these 20.
        for seed in 0..20 {
            let b = kit::data::beacon(seed);
            let fix = locate(&b.receivers, &b.dist, b.sigma).unwrap();
            let miss = (&fix.candidates[0] - &b.truth) / &fix.std; // in standard errors
            assert!(
                miss.iter().all(|z| z.abs() <= 3.0),
                "seed {seed}: {miss:.1}"
            );
            assert_same!(fix.candidates.len(), 1, "seed {seed}: the data are clear");
        }
    }

    #[test]
    fn uncertainty_has_the_size_of_the_noise_and_falls_with_receivers() {
        let b = kit::data::beacon(1);
        let std = |n: usize| {
            let some = b.receivers.slice(s![..n, ..]).to_owned();
            let dist = distances(&some, &b.truth);
            locate(&some, &dist, b.sigma).unwrap().std
        };
        let at_truth = standard_errors(&b.truth, &b.receivers, b.sigma);
        assert_close!(std(8), at_truth.unwrap(), rtol = 1e-6);
        for n in 3..8 {
            let gain = std(n) - std(n + 1);
            assert!(gain.iter().all(|&gain| gain > 0.0), "receiver {n}: {gain}");
        }
    }

    #[test]
    fn a_turned_map_has_a_turned_answer() {
        let b = kit::data::beacon(2);
        let fix = locate(&b.receivers, &b.dist, b.sigma).unwrap();
        for theta in [0.7f64, 2.0, 4.4] {
            let (sin, cos) = theta.sin_cos();
            let turn = array![[cos, -sin], [sin, cos]];
            let turned = locate(&b.receivers.dot(&turn.t()), &b.dist, b.sigma).unwrap();
            let expected = turn.dot(&fix.candidates[0]);
            assert_close!(turned.candidates[0], expected, rtol = 0.0, atol = 1e-6);
        }
    }

    #[test]
    fn receivers_on_a_line_leave_two_candidates() {
        let along = [0.0, 1.0, 2.5, 4.0];
        let receivers = Array2::from_shape_fn((4, 2), |(i, c)| along[i] * [0.8, 0.6][c]);
        // The mirror image at the line through (4, 3) / 5: 2 (p . u) u - p.
        let (pos, mirror) = (array![0.0, 5.0], array![4.8, -1.4]);
        let fix = locate(&receivers, &distances(&receivers, &pos), 0.1).unwrap();
        assert_same!(fix.candidates.len(), 2, "{:?}", fix.candidates);
        for place in [pos, mirror] {
            let near = |c: &Array1<f64>| (c - &place).iter().all(|d| d.abs() < 1e-6);
            assert!(fix.candidates.iter().any(near), "{place} is missing");
        }
    }

    #[test]
    fn only_likely_valleys_are_candidates() {
        // Both valleys exist. Off the line by 50 m: with sigma = 0.5 the data cannot tell.
        let receivers = array![[0.0, 0.05], [1.0, -0.05], [2.0, 0.05], [3.0, -0.05]];
        for place in [array![1.2, 3.0], array![1.2, -3.0]] {
            let dist = distances(&receivers, &place);
            let found = |sigma| locate(&receivers, &dist, sigma).unwrap().candidates;
            assert_same!((found(0.5).len(), found(0.005).len()), (2, 1));
            assert_close!(found(0.5)[0], place, atol = 1e-6, "lowest first");
        }
    }

    #[test]
    fn what_cannot_be_located() {
        let (receivers, dist) = corners();
        let two = receivers.slice(s![..2, ..]).to_owned();
        assert_same!(locate(&two, &dist, 0.1), Err(LocateError::TooFew));
        let wrong = Err(LocateError::BadInput);
        assert_same!(locate(&receivers, &array![1.0, 2.0], 0.1), wrong);
        assert_same!(locate(&Array2::ones((3, 3)), &dist, 0.1), wrong);
        assert_same!(locate(&receivers, &array![1.0, f64::NAN, 2.0], 0.1), wrong);
        assert_same!(locate(&receivers, &(&dist * f64::INFINITY), 0.1), wrong);
        assert_same!(locate(&(&receivers * f64::INFINITY), &dist, 0.1), wrong);
        for sigma in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_same!(locate(&receivers, &dist, sigma), wrong, "sigma {sigma}");
        }
        let one_place = locate(&Array2::ones((3, 2)), &array![2.0, 2.0, 2.0], 0.1);
        assert_same!(one_place, Err(LocateError::Undetermined), "a whole circle");
    }
}
