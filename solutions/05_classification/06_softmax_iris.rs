//! Softmax regression on Iris
//!
//! From measured flowers to a tested model: the whole chain of a first project. Logistic
//! regression knows two classes; with k classes each gets its own logit, and softmax shares
//! one whole among them (n rows, d columns, k classes c):
//!
//!     z[i][c]  = sum over j of x[i][j] w[j][c] + b[c]
//!     p[i][c]  = exp(z[i][c]) / sum over e of exp(z[i][e])            rows sum to 1
//!     loss     = mean over i of -ln p[i][y[i]]                        cross-entropy
//!     d loss / d z[i][c] = (p[i][c] - 1 if c is y[i], else p[i][c]) / n
//!     d loss / d w = x^T (d loss / d z)      d loss / d b = its sum over the rows
//!
//! Logits may be 1000: the largest of each row comes off before `exp`, which changes no
//! share. Training is plain gradient descent from w = 0 and b = 0; there is no penalty. A
//! class that is missing among the training rows keeps its column of w and simply loses.

use linfa::prelude::*;
use linfa_logistic::{MultiLogisticRegression, error::Error};
use ndarray::{Array1, Array2, Axis};

/// Rows (n, d) and their classes (n,).
type Rows = (Array2<f64>, Array1<usize>);

/// Weights (d, k) and intercepts (k,).
type Model = (Array2<f64>, Array1<f64>);

/// Probabilities of the classes, row by row. (n, k) -> (n, k)
fn softmax(z: &Array2<f64>) -> Array2<f64> {
    // Each row's own largest logit: after that no exponent is above 0 and one is 0, so the
    // sum is at least 1. `insert_axis` makes (n, 1) of (n,); without it the division goes
    // wrong, and for a square batch without a word.
    let largest = z.map_axis(Axis(1), |row| row.fold(f64::NEG_INFINITY, |m, &v| m.max(v)));
    let weights = (z - &largest.insert_axis(Axis(1))).mapv_into(f64::exp);
    let sums = weights.sum_axis(Axis(1)).insert_axis(Axis(1));
    weights / sums
}

/// The mean cross-entropy, `None` without rows. (n, k), (n,) -> (). Given: -ln p is
/// ln(sum of exp(z)) - z[y], with the largest logit taken off.
fn cross_entropy(z: &Array2<f64>, y: &Array1<usize>) -> Option<f64> {
    let losses = z.outer_iter().zip(y).map(|(row, &label)| {
        let largest = row.fold(f64::NEG_INFINITY, |m, &v| m.max(v));
        row.mapv(|v| (v - largest).exp()).sum().ln() + largest - row[label]
    });
    losses.collect::<Array1<f64>>().mean()
}

/// The gradient of `cross_entropy` by the logits. (n, k), (n,) -> (n, k)
fn ce_grad(z: &Array2<f64>, y: &Array1<usize>) -> Array2<f64> {
    // p - one-hot(y): p - y again, as in exercise 4. The rows sum to 0: what one class gains
    // the others lose.
    let mut grad = softmax(z);
    for (mut row, &label) in grad.outer_iter_mut().zip(y) {
        row[label] -= 1.0;
    }
    grad / z.nrows() as f64
}

/// Gradient descent on the cross-entropy, `epochs` steps of `rate` times the gradient.
/// (n, d), (n,). `None` if there are no rows, or a label is not below k.
fn fit_softmax((x, y): &Rows, k: usize, rate: f64, epochs: usize) -> Option<Model> {
    // Nothing here is new: the chain rule through z = x w + b is that of a linear regression
    // with k columns. Zeros are a fair start, because the loss has no other valleys; from
    // zeros every class has probability 1 / k and the loss is ln k.
    if y.is_empty() || y.iter().any(|&label| label >= k) {
        return None;
    }
    let (mut w, mut b) = (Array2::zeros((x.ncols(), k)), Array1::zeros(k));
    for _ in 0..epochs {
        let slope = ce_grad(&(x.dot(&w) + &b), y); // (n, k)
        w.scaled_add(-rate, &x.t().dot(&slope));
        b.scaled_add(-rate, &slope.sum_axis(Axis(0)));
    }
    Some((w, b))
}

/// The logits z of the header. (n, d) -> (n, k). Given.
fn logits((w, b): &Model, x: &Array2<f64>) -> Array2<f64> {
    x.dot(w) + b
}

/// The class with the largest logit, of equal ones the first. (n, d) -> (n,). Given.
fn predict(m: &Model, x: &Array2<f64>) -> Array1<usize> {
    logits(m, x).map_axis(Axis(1), |row| {
        let classes = (0..row.len()).rev();
        let best = classes.max_by(|&a, &b| row[a].total_cmp(&row[b]));
        best.unwrap_or(0)
    })
}

/// The labels that linfa's softmax regression gives to new rows. Given: its loss is the sum,
/// and with alpha close to 0 it has no penalty either.
fn labels_linfa((x, y): &Rows, new: &Array2<f64>) -> Result<Array1<usize>, Error> {
    let ds = Dataset::new(x.clone(), y.clone());
    let model = MultiLogisticRegression::default().alpha(0.01).fit(&ds)?;
    Ok(model.predict(new))
}

/// Iris, shuffled and cut into 120 flowers to train on and 30 to test with. Columns are in
/// cm; the mean of the training rows is taken off both parts. Given.
fn iris_split(seed: u64) -> [Rows; 2] {
    let iris = linfa_datasets::iris().shuffle(&mut kit::rng(seed));
    let (train, test) = iris.split_with_ratio(0.8);
    let mean = train.records.mean_axis(Axis(0)).expect("120 rows");
    [train, test].map(|part| (part.records - &mean, part.targets))
}

fn main() -> Result<(), Error> {
    let [train, (new, truth)] = iris_split(1);
    for epochs in [0, 10, 100, 1000] {
        let model = fit_softmax(&train, 3, 0.3, epochs).expect("120 rows");
        let z = logits(&model, &train.0);
        let slope = ce_grad(&z, &train.1).mapv(|v| v * v).sum().sqrt();
        let loss = cross_entropy(&z, &train.1).expect("120 rows");
        println!("{epochs:4} epochs: training loss {loss:.4}, length of the gradient {slope:.4}");
    }
    let model = fit_softmax(&train, 3, 0.3, 1000).expect("120 rows");
    let (own, linfa) = (predict(&model, &new), labels_linfa(&train, &new)?);
    println!("\n30 new flowers: the truth, this model, linfa\n{truth}\n{own}\n{linfa}");
    let p = softmax(&logits(&model, &new)).select(Axis(0), &[0, 1, 2]);
    println!("\nProbabilities of the species for the first three:\n{p:.3}");

    let petals = (train.0.select(Axis(1), &[2, 3]), train.1);
    let small = fit_softmax(&petals, 3, 0.3, 1000).expect("120 rows");
    let title = "Length and width of petals, cm from their mean: three species, straight borders";
    kit::plot::regions(title, &petals.0, &petals.1, |length, width| {
        predict(&small, &ndarray::array![[length, width]])[0]
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;

    /// Logarithms of 1, 2, 5 and of 5, 1, 4: eighths and tenths.
    fn two() -> Array2<f64> {
        array![[1.0, 2.0, 5.0], [5.0, 1.0, 4.0]].mapv(f64::ln)
    }

    /// Five rows, three classes.
    fn five() -> (Array2<f64>, Array1<usize>) {
        let z = Array2::from_shape_fn((5, 3), |(i, c)| 3.0 * ((4 * i + c * c) as f64).sin());
        (z, array![2, 0, 1, 1, 0])
    }

    #[test]
    fn softmax_shares_each_row() {
        let got = softmax(&two());
        let of_columns = array![[1. / 6., 2. / 3., 5. / 9.], [5. / 6., 1. / 3., 4. / 9.]];
        assert_not_close!(got, of_columns, "these are shares of the columns");
        assert_close!(got, array![[0.125, 0.25, 0.625], [0.5, 0.1, 0.4]]);
    }

    #[test]
    fn softmax_of_large_logits_is_finite() {
        let z = array![[1e3, 1e3 + 3f64.ln()], [-2e3, -2e3], [0.0, 1e3]];
        let expected = array![[0.25, 0.75], [0.5, 0.5], [0.0, 1.0]];
        assert_close!(softmax(&z), expected, atol = 1e-9); // 1000 + ln 3 is rounded to 1e-13
    }

    #[test]
    fn softmax_ignores_a_shift_and_sums_to_1() {
        let (z, _) = five();
        let p = softmax(&z);
        assert_shape!(p, [5, 3]);
        assert_close!(p.sum_axis(Axis(1)), Array1::<f64>::ones(5));
        assert_close!(softmax(&(&z + 7.5)), p);
        assert_shape!(softmax(&Array2::zeros((0, 3))), [0, 3]);
    }

    #[test]
    fn equal_logits_cost_ln_k() {
        let got = cross_entropy(&Array2::zeros((4, 3)), &array![0, 2, 1, 1]);
        assert_close!(got, 3f64.ln());
        assert_close!(cross_entropy(&array![[1000.0, 0.0]], &array![1]), 1000.0);
    }

    #[test]
    fn the_gradient_by_hand() {
        let got = ce_grad(&two(), &array![2, 1]);
        let of_sum = array![[0.125, 0.25, -0.375], [0.5, -0.9, 0.4]];
        assert_not_close!(got, of_sum, "the loss is a mean: divide by n");
        assert_close!(got, of_sum / 2.0);
    }

    #[test]
    fn the_gradient_is_that_of_the_loss() {
        let (z, y) = five();
        let grad = ce_grad(&z, &y);
        kit::grad::check(|z| cross_entropy(z, &y).expect("five rows"), &z, &grad);
        assert_close!(grad.sum_axis(Axis(1)), Array1::<f64>::zeros(5));
    }

    #[test]
    fn one_epoch_is_one_step() {
        let rows = (array![[3.0, 0.0], [0.0, 6.0], [9.0, 3.0]], array![0, 1, 0]);
        let (w, b) = fit_softmax(&rows, 3, 0.5, 1).expect("three rows");
        // At zero weights every probability is 1/3; the gradient by z is
        // [-2, 1, 1], [1, -2, 1] and [-2, 1, 1], divided by 9.
        let slope = array![[-24.0, 12.0, 12.0], [0.0, -9.0, 9.0]] / 9.0;
        assert_close!(w, -0.5 * slope);
        assert_close!(b, -0.5 * array![-3.0, 0.0, 3.0] / 9.0);
    }

    #[test]
    fn the_loss_falls_at_every_epoch() {
        let [train, _] = iris_split(3);
        let loss = |epochs| {
            let m = fit_softmax(&train, 3, 0.3, epochs).expect("120 rows");
            cross_entropy(&logits(&m, &train.0), &train.1).expect("120 rows")
        };
        let at: Vec<f64> = (0..25).map(loss).collect();
        assert!(at.is_sorted_by(|before, after| before > after), "{at:.3?}");
    }

    #[test]
    fn two_classes_are_logistic_regression() {
        let rows = (array![[1.0], [2.0], [4.0], [3.0]], array![0, 0, 1, 1]);
        let (w, b) = fit_softmax(&rows, 2, 0.3, 1000).expect("four rows");
        let z = rows
            .0
            .column(0)
            .mapv(|x| x * (w[[0, 1]] - w[[0, 0]]) + b[1] - b[0]);
        let p = softmax(&logits(&(w, b), &rows.0)); // (4, 2)
        assert_close!(p.column(1), z.mapv(|z| 1.0 / (1.0 + (-z).exp())));
        assert!(z[2] > 0.0 && z[1] < 0.0, "it has learned: {z}");
    }

    #[test]
    fn a_class_without_rows_is_never_called() {
        let [(x, y), _] = iris_split(4);
        let rows: Vec<usize> = (0..120).filter(|&i| y[i] != 1).collect();
        let easy = (x.select(Axis(0), &rows), y.select(Axis(0), &rows)); // setosa, virginica
        let model = fit_softmax(&easy, 3, 0.3, 1000).expect("there are rows");
        assert_same!(predict(&model, &easy.0), easy.1);
        assert!(model.0.iter().all(|v| v.is_finite()));
    }

    #[test]
    fn no_rows_and_unknown_labels_are_refused() {
        let unknown = fit_softmax(&(array![[1.0], [2.0]], array![0, 3]), 3, 0.3, 9);
        assert!(unknown.is_none(), "label 3 of 3 classes");
        let none = fit_softmax(&(Array2::zeros((0, 1)), array![]), 3, 0.3, 9);
        assert!(none.is_none(), "no rows");
    }

    #[test]
    fn new_flowers_are_recognised_and_linfa_agrees() {
        let mut same = 0;
        for seed in [1, 2, 3] {
            let [train, (new, truth)] = iris_split(seed);
            let own = predict(&fit_softmax(&train, 3, 0.3, 1000).expect("120 rows"), &new);
            let equal = |a: &Array1<usize>| a.iter().zip(&own).filter(|(a, b)| a == b).count();
            // Seeds 1 to 15: 29.1 on average, spread 0.7, lowest 28.
            let right = equal(&truth);
            assert!(right >= 27, "{right} of 30 test flowers right, seed {seed}");
            same += equal(&labels_linfa(&train, &new).expect("clean data"));
        }
        // Seeds 1 to 15: 444 of 450 labels are equal.
        assert!(same >= 87, "{same} of 90 labels equal to linfa's");
    }
}
