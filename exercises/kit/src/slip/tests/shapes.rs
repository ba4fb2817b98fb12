//! Two shapes: one can be got from the other, or not.

use super::*;
use ndarray::{Array2, Axis, array, s};

const TRANSPOSED: &str = "got is expected transposed, with rows and columns swapped";

#[test]
fn transposed_is_told_from_reshaped() {
    let expected = array![[1.0, 2.0, 3.5], [4.0, 5.0, 6.0]];
    assert_eq!(slip(&expected.t(), &expected).as_deref(), Some(TRANSPOSED));
    let reshaped = expected.to_shape((3, 2)).unwrap();
    assert_eq!(
        slip(&reshaped, &expected).as_deref(),
        Some(
            "the entries are right and in the right order, only cut into rows of another length: \
             reshaping is not transposing"
        )
    );
    let mut near = expected.t().to_owned();
    near[[0, 1]] = 4.5;
    assert_eq!(slip(&near, &expected), None);
    let ones = Array2::<f64>::ones((2, 3));
    assert_eq!(
        slip(&ones.t(), &ones),
        None,
        "any shape of ones has the right entries"
    );
}

#[test]
fn axes_of_length_1() {
    let x = array![1.0, 2.0, 3.5];
    let sentence = Some("the entries are right, only an axis of length 1 makes the difference");
    assert_eq!(
        slip(&x, &x.view().insert_axis(Axis(1))).as_deref(),
        sentence
    );
    assert_eq!(
        slip(&x.view().insert_axis(Axis(0)), &x).as_deref(),
        sentence
    );
    let (row, column) = (x.view().insert_axis(Axis(0)), x.view().insert_axis(Axis(1)));
    assert_eq!(slip(&row, &column).as_deref(), sentence);
    assert_eq!(slip(&array![1.0, 2.0, 3.0], &column), None);
}

#[test]
fn a_column_that_met_a_vector() {
    let (y, predicted) = (array![1.0, 2.0, 4.0], array![0.5, 2.5, 3.0]);
    let expected = &y - &predicted;
    let paired = &y.view().insert_axis(Axis(1)) - &predicted;
    let sentence = "every entry was paired with every other, as when (3, 1) meets (3,): \
                    what is expected stands on the diagonal";
    assert_eq!(slip(&paired, &expected).as_deref(), Some(sentence));
    let column = expected.view().insert_axis(Axis(1));
    assert_eq!(slip(&paired, &column).as_deref(), Some(sentence));
    assert_eq!(slip(&(&paired + 1.0), &expected), None);
    assert_eq!(
        slip(&Array2::from_diag(&expected), &expected).as_deref(),
        Some("what is expected stands on the diagonal of a matrix, where (3,) is expected")
    );
}

#[test]
fn one_line_too_few_or_too_many() {
    let x = array![[1.0, 2.0], [3.0, 5.0], [8.0, 13.0]];
    let says =
        |got: ndarray::ArrayView2<f64>, expected: ndarray::ArrayView2<f64>| slip(&got, &expected);
    let (head, tail) = (x.slice(s![..2, ..]), x.slice(s![1.., ..]));
    let sentence = |text: &str| Some(format!("{text}, all others are right"));
    assert_eq!(says(head, x.view()), sentence("the last row is missing"));
    assert_eq!(says(tail, x.view()), sentence("the first row is missing"));
    assert_eq!(
        says(x.view(), head),
        sentence("one row too many at the end")
    );
    assert_eq!(
        says(x.view(), x.slice(s![.., 1..])),
        sentence("one column too many at the start")
    );
    assert_eq!(says(x.slice(s![..;2, ..]), x.view()), None);
    assert_eq!(slip(&array![1.0, 1.0], &array![1.0, 1.0, 1.0]), None);
}

#[test]
fn three_axes_in_another_order() {
    let mut rng = crate::rng(3);
    let expected = random(&mut rng, &[2, 3, 4]);
    let got = expected.view().permuted_axes(IxDyn(&[2, 0, 1]));
    assert_eq!(
        slip(&got, &expected).as_deref(),
        Some("the axes of got are those of expected in the order 2, 0, 1")
    );
    assert_eq!(slip(&(&got + 0.5), &expected), None);
}
