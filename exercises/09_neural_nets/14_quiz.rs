//! Quiz: debug three networks
//!
//! Can you train networks already? Who passes this file may skip level 09_neural_nets. First
//! name what is wrong with three trainings, from nothing but their numbers: they read digits
//! (10 classes, ln 10 = 2.303) with 64 inputs, 32 hidden units with ReLU and all 200 training
//! rows in every step. The tests apply the cure for what you name, train again, and look
//! whether the patient is well. Then count parameters, and write one backward pass:
//!
//!     residual block   y = x + relu(x w1) w2          (n, d) + (n, d) (d, m) (m, d) -> (n, d)
//!
//! With dout = d loss / d y of shape (n, d), what are dx, dw1 and dw2? ReLU has slope 0 at 0.

use Fault::{DeadRelu, LeakingValidation, RateTooHigh, RateTooLow, Unanswered};
use ndarray::{Array2, array};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    Unanswered,
    /// The learning rate is too large.
    RateTooHigh,
    /// The learning rate is too small.
    RateTooLow,
    /// Hidden units whose input is below 0 for every row.
    DeadRelu,
    /// Validation rows among the training rows.
    LeakingValidation,
}

/// For each patient after 0, 1, 2, 4 and 100 steps: the loss on training rows, on validation
/// rows, and the share of hidden outputs that are above 0 (the awake ones).
const HISTORIES: [[[f64; 3]; 5]; 3] = [
    [
        [2.30, 2.30, 0.0],
        [2.30, 2.30, 0.0],
        [2.30, 2.30, 0.0],
        [2.30, 2.30, 0.0],
        [2.29, 2.32, 0.0],
    ],
    [
        [2.66, 2.70, 0.52],
        [3.06, 3.04, 0.23],
        [6.03, 6.29, 0.13],
        [2.70, 2.65, 0.02],
        [2.29, 2.33, 0.0],
    ],
    [
        [2.62, 2.70, 0.53],
        [2.18, 2.18, 0.41],
        [2.05, 2.07, 0.40],
        [1.82, 1.86, 0.42],
        [0.04, 0.05, 0.63],
    ],
];

/// The loss of the same three on 300 rows of other writers, seen once, after 100 steps.
const FRESH: [f64; 3] = [2.30, 2.30, 0.31];

/// Your diagnoses.
// TODO 1: put one of the four faults in place of each `Unanswered`.
const FAULTS: [Fault; 3] = [
    Unanswered, // 0
    Unanswered, // 1
    Unanswered, // 2
];

/// How many numbers are trained in these two networks?
///
/// 0. 784 inputs, 100 and 50 hidden units, 10 outputs, all layers linear with biases.
/// 1. 784 inputs, 100 hidden units, 10 outputs; the hidden layer has no bias, but batch
///    normalisation behind it, with gamma and beta.
// TODO 2: count the parameters.
const PARAMS: [usize; 2] = [
    0, // 0
    0, // 1
];

/// y = x + relu(x w1) w2. (n, d), (d, m), (m, d) -> (n, d). Finished, as an example.
fn residual(x: &Array2<f64>, w1: &Array2<f64>, w2: &Array2<f64>) -> Array2<f64> {
    x + &x.dot(w1).mapv(|z| z.clamp(0.0, f64::INFINITY)).dot(w2)
}

/// dx, dw1 and dw2 for `residual`. (n, d), (d, m), (m, d), (n, d) -> (n, d), (d, m), (m, d)
// TODO 3: write the backward pass.
fn residual_backward(
    x: &Array2<f64>,
    w1: &Array2<f64>,
    w2: &Array2<f64>,
    dout: &Array2<f64>,
) -> (Array2<f64>, Array2<f64>, Array2<f64>) {
    todo!("{dout} back through {}", residual(x, w1, w2))
}

fn main() {
    let faults = [RateTooHigh, RateTooLow, DeadRelu, LeakingValidation];
    println!("To choose from, in place of {Unanswered:?}: {faults:?}. You say:");
    for (patient, history) in HISTORIES.iter().enumerate() {
        println!("patient {patient}: {:?}", FAULTS[patient]);
        println!("   steps  training  validation  awake");
        for (steps, [train, valid, awake]) in [0, 1, 2, 4, 100].into_iter().zip(history) {
            println!("{steps:8}  {train:8.2}  {valid:10.2}  {awake:5.2}");
        }
        println!("   loss on fresh rows {:.2}", FRESH[patient]);
    }
    println!("parameters: {PARAMS:?}");
    let (x, w1) = (array![[1.0, -2.0]], array![[1.0, 0.5], [0.0, -1.0]]);
    let w2 = array![[0.5, 0.0], [1.0, 1.0]];
    let y = residual(&x, &w1, &w2);
    let (dx, ..) = residual_backward(&x, &w1, &w2, &array![[1.0, 1.0]]);
    println!("a block makes {y} of {x}; dx of the sum of y is {dx}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::reference::{Mlp, softmax_ce};
    use kit::{assert_close, assert_not_close};
    use ndarray::{Array1, Axis};

    type Rows = (Array2<f64>, Array1<usize>);

    fn digits(rows: std::ops::Range<usize>) -> Rows {
        let ((x, y), rows) = (kit::data::digits(), Vec::from_iter(rows));
        (x.select(Axis(0), &rows) / 16.0, y.select(Axis(0), &rows))
    }

    /// Learning rate, hidden biases at the start, and the first of the 200 training rows.
    type Treatment = (f64, f64, usize);

    /// How the three were treated. The validation rows are 200 to 299.
    const TREATED: [Treatment; 3] = [(0.3, -20.0, 300), (4.0, 0.0, 300), (0.5, 0.0, 150)];

    /// The treatment that would be right if `fault` were the fault.
    fn cured((lr, bias, from): Treatment, fault: Fault) -> Treatment {
        match fault {
            Unanswered => (lr, bias, from),
            RateTooHigh => (lr / 20.0, bias, from),
            RateTooLow => (lr * 20.0, bias, from),
            DeadRelu => (lr, 0.0, from),
            LeakingValidation => (lr, bias, 300),
        }
    }

    /// The history of a treatment, and the loss on fresh rows.
    fn course((lr, bias, from): Treatment) -> ([[f64; 3]; 5], f64) {
        let (train, valid) = (digits(from..from + 200), digits(200..300));
        let loss = |model: &Mlp, (x, y): &Rows| softmax_ce(&model.scores(x), y).0;
        let mut model = Mlp::new(&[64, 32, 10], 1);
        model.biases[0].fill(bias);
        let mut history = [[0.0; 3]; 5];
        for step in 0..=100 {
            if let Some(at) = [0, 1, 2, 4, 100].iter().position(|&at| at == step) {
                let hidden = train.0.dot(&model.weights[0]) + &model.biases[0];
                let awake = hidden.mapv(|z| if z > 0.0 { 1.0 } else { 0.0 }).sum();
                let awake = awake / hidden.len() as f64;
                history[at] = [loss(&model, &train), loss(&model, &valid), awake];
            }
            let (_, dscores) = softmax_ce(&model.forward(&train.0), &train.1);
            model.zero_gradients();
            model.backward(&dscores);
            model.step(lr);
        }
        (history, loss(&model, &digits(1200..1500)))
    }

    /// Has learned something, has hidden units that are awake, and validation tells the truth.
    fn is_well(treatment: Treatment) -> bool {
        let (history, fresh) = course(treatment);
        let [train, valid, awake] = history[4];
        let learned = train < 1.5 && fresh < 1.9;
        let steady = history.windows(2).all(|pair| pair[1][0] < pair[0][0] + 0.1);
        learned && steady && awake > 0.1 && (fresh - valid).abs() < 0.15
    }

    #[test]
    fn every_patient_recovers_with_the_cure_for_its_fault() {
        let open: Vec<usize> = (0..3).filter(|&i| FAULTS[i] == Unanswered).collect();
        assert!(open.is_empty(), "no diagnosis yet for patients {open:?}");
        let mut ill: Vec<usize> = (0..3).collect();
        ill.retain(|&i| !is_well(cured(TREATED[i], FAULTS[i])));
        assert!(ill.is_empty(), "your cure does not help patients {ill:?}");
    }

    #[test]
    fn the_histories_are_real_and_one_cure_helps_each() {
        let faults = [RateTooHigh, RateTooLow, DeadRelu, LeakingValidation];
        for (patient, printed) in HISTORIES.iter().enumerate() {
            let (history, fresh) = course(TREATED[patient]);
            for (got, printed) in history.iter().zip(printed) {
                assert_close!(got, printed, rtol = 0.02, atol = 0.01);
            }
            assert_close!(fresh, FRESH[patient], rtol = 0.02, atol = 0.01);
            let well = |fault: &Fault| is_well(cured(TREATED[patient], *fault));
            assert!(!well(&Unanswered), "patient {patient} is ill");
            assert_eq!(faults.iter().filter(|fault| well(fault)).count(), 1);
        }
    }

    #[test]
    fn parameters_are_weights_and_biases() {
        let count = |sizes: &[usize]| Mlp::new(sizes, 1).parameters();
        // Two vectors of batch normalisation in the place of one of biases.
        let counts = [count(&[784, 100, 50, 10]), count(&[784, 100, 10]) + 100];
        let wrong: Vec<usize> = (0..2).filter(|&i| PARAMS[i] != counts[i]).collect();
        assert!(wrong.is_empty(), "count again for networks {wrong:?}");
    }

    fn example() -> [Array2<f64>; 4] {
        [
            array![[0.5, -1.0], [1.5, 0.25], [-0.3, 0.8]],
            array![[1.0, -0.4, 0.7], [0.3, 2.0, -1.1]],
            array![[0.6, -1.0], [0.2, 0.9], [-0.8, 0.4]],
            array![[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25]],
        ]
    }

    #[test]
    fn all_three_match_difference_quotients() {
        let [x, w1, w2, dout] = example();
        for n in [3, 1] {
            let rows: Vec<usize> = (0..n).collect();
            let (x, dout) = (x.select(Axis(0), &rows), dout.select(Axis(0), &rows));
            let (dx, dw1, dw2) = residual_backward(&x, &w1, &w2, &dout);
            let loss = |x: &Array2<f64>, w1: &Array2<f64>, w2: &Array2<f64>| {
                (residual(x, w1, w2) * &dout).sum()
            };
            let (skip_lost, numeric) = (&dx + &dout, kit::grad::numeric(|x| loss(x, &w1, &w2), &x));
            assert_not_close!(skip_lost, numeric, rtol = 1e-6, "the way past is lost");
            kit::grad::check_named("dx", |x| loss(x, &w1, &w2), &x, &dx);
            kit::grad::check_named("dw1", |w1| loss(&x, w1, &w2), &w1, &dw1);
            kit::grad::check_named("dw2", |w2| loss(&x, &w1, w2), &w2, &dw2);
        }
    }

    #[test]
    fn with_w2_of_zeros_the_gradient_passes_unchanged() {
        let [x, w1, w2, dout] = example();
        let (dx, dw1, _) = residual_backward(&x, &w1, &(w2 * 0.0), &dout);
        assert_close!(dx, dout);
        assert_close!(dw1, w1 * 0.0);
    }

    #[test]
    fn a_unit_at_exactly_0_lets_nothing_back() {
        // z = [0, 1]: the first unit is not awake.
        let (x, w1) = (array![[1.0, 1.0]], array![[1.0, 0.5], [-1.0, 0.5]]);
        let (w2, dout) = (array![[1.0, 2.0], [3.0, 4.0]], array![[1.0, 1.0]]);
        let (dx, dw1, dw2) = residual_backward(&x, &w1, &w2, &dout);
        assert_close!(dx, array![[4.5, 4.5]]);
        assert_close!(dw1, array![[0.0, 7.0], [0.0, 7.0]]);
        assert_close!(dw2, array![[0.0, 0.0], [1.0, 1.0]]);
    }
}
