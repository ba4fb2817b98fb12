//! Quiz: shapes in your head
//!
//! Do you know arrays already? Who passes this file may skip level 01_arrays. First tell the
//! shapes of eight results without running anything; the tests evaluate the expressions
//! and compare. Then write two functions that the rest of the course is full of:
//!
//!     softmax     p[i][j] = exp(x[i][j]) / sum over l of exp(x[i][l])          j, l < k
//!                 the same for x[i][j] - c with any number c: choose c well for large x
//!     cosine      s[i][j] = (x_i . x_j) / (|x_i| |x_j|) of rows i and j        i, j < n
//!                 and 0 if one of them has nothing but zeros
//!
//! NaN means "unknown": what depends on it is NaN, and nothing else is.

use Shape::{D1, D2, D3, Fails, Unanswered};
use ndarray::{Array1, Array2, Array3, ArrayBase, Axis, Data, Dimension, s};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Unanswered,
    D1(usize),
    D2(usize, usize),
    D3(usize, usize, usize),
    /// The expression panics, or its result is an `Err`.
    Fails,
}

/// The eight questions: which shape has the array that `of` is given?
fn evaluate(question: usize) -> Shape {
    let a: Array2<f64> = Array2::zeros((3, 4));
    let b: Array1<f64> = Array1::zeros(4);
    let c: Array1<f64> = Array1::zeros(3);
    let images: Array3<f64> = Array3::zeros((2, 3, 4));
    match question {
        0 => of(&a + &b),
        1 => of(&a + &c),
        2 => of(&images * &c.insert_axis(Axis(1))),
        3 => of(images.sum_axis(Axis(1))),
        4 => of(a.t().dot(&c)),
        5 => of(images.slice(s![.., 1, ..;2])),
        6 => a.t().into_shape_with_order((2, 6)).map_or(Fails, of),
        7 => of(a.select(Axis(0), &[2, 2, 0, 1, 2])),
        _ => Unanswered,
    }
}

fn of<S: Data, D: Dimension>(array: ArrayBase<S, D>) -> Shape {
    match *array.shape() {
        [n] => D1(n),
        [n, m] => D2(n, m),
        [n, m, l] => D3(n, m, l),
        _ => Unanswered,
    }
}

/// Your answers: entry i is the shape of question i.
const SHAPES: [Shape; 8] = [
    D2(3, 4),    // 0: shapes are compared from the right: (4,) fits the 4 of (3, 4)
    Fails,       // 1: (3,) meets 4, and the addition panics
    D3(2, 3, 4), // 2: (3, 1) is repeated along its 1, and for both images
    D2(2, 4),    // 3: the axis that is named disappears
    D1(4),       // 4: (4, 3) times (3,)
    D2(2, 2),    // 5: an index removes its axis; a range with step 2 keeps 2 of 4
    Fails,       // 6: 12 entries, but a transposed array does not lie row by row: an `Err`
    D2(5, 4),    // 7: five rows, two of them row 2 again
];

/// The sum of the entries [i, i + k], 0 if there are none: k = 0 is the diagonal, k = 1 the
/// line above it, k = -1 the line below. (n, m) -> (). Finished, as an example.
fn diag_sum(x: &Array2<f64>, k: isize) -> f64 {
    let steps = k.unsigned_abs();
    let (row, column) = if k < 0 { (steps, 0) } else { (0, steps) };
    let (row, column) = (row.min(x.nrows()), column.min(x.ncols()));
    x.slice(s![row.., column..]).diag().sum()
}

/// Each row as probabilities; an entry of -infinity has probability 0. (n, k) -> (n, k)
fn softmax_rows(x: &Array2<f64>) -> Array2<f64> {
    // exp(710) is infinite, and infinity / infinity is NaN. With the largest entry of the
    // row taken off, no exponent is above 0 and one is 0: the sum is at least 1. It has to
    // be the row's own: with the largest of all, exp of a far smaller row is 0, 0 / 0 NaN.
    let largest = x.map_axis(Axis(1), |row| row.fold(f64::NEG_INFINITY, |m, &v| m.max(v)));
    let weights = (x - &largest.insert_axis(Axis(1))).mapv_into(f64::exp);
    let sums = weights.sum_axis(Axis(1)).insert_axis(Axis(1));
    weights / sums // (n, k) by (n, 1)
}

/// The cosine of the angle between every two rows. (n, d) -> (n, n)
fn cosine_matrix(x: &Array2<f64>) -> Array2<f64> {
    // Rows of length 1 first, then one product of matrices. A row of zeros is divided by 1
    // and stays zero. A small number added to every length would avoid 0 / 0 too, and
    // falsify the cosines of short rows.
    let lengths = x.map_axis(Axis(1), |row| row.dot(&row).sqrt());
    let divisors = lengths.mapv_into(|length| if length == 0.0 { 1.0 } else { length });
    let unit = x / &divisors.insert_axis(Axis(1));
    unit.dot(&unit.t())
}

fn main() {
    println!("Your answers:");
    for (question, answer) in SHAPES.into_iter().enumerate() {
        let right = answer == Fails || answer == evaluate(question);
        println!("  {question}  {answer:?}{}", if right { "" } else { "?" });
    }
    let scores = ndarray::array![[2.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1000.0, 0.0, 1000.0]];
    println!("\nScores of three pictures for cat, dog, owl:\n{scores}");
    println!("as probabilities:\n{:.2}", softmax_rows(&scores));
    let cosines = cosine_matrix(&scores);
    println!("Cosines between the pictures:\n{cosines:.2}");
    println!("Pictures with a direction: {:.0}", diag_sum(&cosines, 0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;
    use std::{panic, sync::Once, thread};

    const INF: f64 = f64::INFINITY;

    /// `evaluate`, with a panic as `Fails` and without its message.
    fn evaluate_quietly(question: usize) -> Shape {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let usual = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                if thread::current().name() != Some("question") {
                    usual(info);
                }
            }));
        });
        let thread = thread::Builder::new().name("question".to_string());
        let answer = thread.spawn(move || evaluate(question));
        answer.expect("a thread").join().unwrap_or(Fails)
    }

    #[test]
    fn every_shape_is_answered_and_right() {
        let questions_with = |wrong: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..SHAPES.len())
                .filter(|&question| wrong(question))
                .collect()
        };
        let unanswered = questions_with(&|question| SHAPES[question] == Unanswered);
        assert!(
            unanswered.is_empty(),
            "not answered yet: questions {unanswered:?}"
        );
        let wrong = questions_with(&|question| SHAPES[question] != evaluate_quietly(question));
        assert!(wrong.is_empty(), "look again at questions {wrong:?}");
    }

    #[test]
    fn diag_sum_is_finished() {
        let x = array![[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]];
        let sums: Vec<f64> = (-2..=3).map(|k| diag_sum(&x, k)).collect();
        assert_close!(sums, [0.0, 8.0, 17.0, 34.0, 4.0, 0.0]);
    }

    #[test]
    fn softmax_shares_each_row() {
        // Logarithms of 1, 2, 5 and of 5, 1, 4: the shares are eighths and tenths.
        let x = array![[1.0, 2.0, 5.0], [5.0, 1.0, 4.0]].mapv(f64::ln);
        let got = softmax_rows(&x);
        let of_columns = array![
            [1.0 / 6.0, 2.0 / 3.0, 5.0 / 9.0],
            [5.0 / 6.0, 1.0 / 3.0, 4.0 / 9.0]
        ];
        assert_not_close!(got, of_columns, "these are shares of the columns");
        assert_close!(got, array![[0.125, 0.25, 0.625], [0.5, 0.1, 0.4]]);
    }

    #[test]
    fn softmax_ignores_a_constant_and_sums_to_1() {
        let x = array![[0.3, -1.0, 2.0, 0.0], [5.0, 5.5, -4.0, 1.0]];
        let p = softmax_rows(&x);
        assert_close!(p.sum_axis(Axis(1)), array![1.0, 1.0]);
        assert_close!(softmax_rows(&(&x - 3.0)), p);
    }

    #[test]
    fn softmax_of_entries_like_1000_is_finite() {
        let ln3 = 3.0f64.ln();
        let x = array![
            [1000.0, 1000.0 + ln3],
            [-2000.0, -2000.0 + ln3],
            [0.0, 1000.0]
        ];
        let expected = array![[0.25, 0.75], [0.25, 0.75], [0.0, 1.0]];
        // 1000 + ln 3 is rounded to 1e-13, and so is its exponential.
        assert_close!(softmax_rows(&x), expected, atol = 1e-9);
    }

    #[test]
    fn softmax_excludes_minus_infinity_and_keeps_nan_in_its_row() {
        let p = softmax_rows(&array![[-INF, 1.0, 1.0], [0.0, f64::NAN, 0.0]]);
        assert_close!(p.row(0), array![0.0, 0.5, 0.5]);
        assert_same!(p.row(1).mapv(f64::is_nan), array![true, true, true]);
    }

    #[test]
    fn cosine_measures_angles() {
        // Lengths 5, 5 and 10; products 20, -50 and -40.
        let x = array![[3.0, 4.0], [0.0, 5.0], [-6.0, -8.0]];
        let expected = array![[1.0, 0.8, -1.0], [0.8, 1.0, -0.8], [-1.0, -0.8, 1.0]];
        assert_close!(cosine_matrix(&x), expected);
    }

    #[test]
    fn cosine_ignores_lengths_however_short() {
        let x = array![[3.0, 4.0, 0.0], [0.0, 5.0, 1.0], [2.0, 2.0, -7.0]];
        let scaled = &x * &array![[1e-9], [2.0], [1e6]];
        assert_close!(cosine_matrix(&scaled), cosine_matrix(&x));
    }

    #[test]
    fn a_row_of_zeros_has_similarity_0() {
        let got = cosine_matrix(&array![[3.0, 4.0], [0.0, 0.0]]);
        assert_close!(got, array![[1.0, 0.0], [0.0, 0.0]]);
        let unknown = cosine_matrix(&array![[f64::NAN, 1.0], [0.0, 2.0]]).mapv(f64::is_nan);
        assert_same!(
            unknown,
            array![[true, true], [true, false]],
            "where it is NaN"
        );
    }

    #[test]
    fn tables_without_rows_or_columns_are_allowed() {
        assert_shape!(softmax_rows(&Array2::zeros((0, 3))), [0, 3]);
        assert_shape!(softmax_rows(&Array2::zeros((3, 0))), [3, 0]);
        assert_shape!(cosine_matrix(&Array2::zeros((0, 3))), [0, 0]);
        let got = cosine_matrix(&Array2::zeros((2, 0)));
        assert_close!(got, Array2::<f64>::zeros((2, 2)));
    }
}
