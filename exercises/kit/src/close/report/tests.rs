//! Whole reports, written by hand.

use super::super::{Tolerance, Values};
use super::*;
use ndarray::{Array2, Array3, arr0, array};

const TOLERANCE: &str =
    "tolerance: |got - expected| <= atol + rtol * |expected|, rtol = 1e-9, atol = 1e-12";
const TOLERANCE_F32: &str =
    "tolerance: |got - expected| <= atol + rtol * |expected|, rtol = 1e-5, atol = 1e-7";

fn of(got: impl Values, expected: impl Values, nan: Nan) -> String {
    let (got, expected) = (got.numbers(), expected.numbers());
    let comparison = Comparison::new(&got, &expected, Tolerance::new(), nan);
    assert!(!comparison.is_close());
    not_close(&comparison)
}

/// `lines` and the tolerance.
#[track_caller]
fn reports(got: impl Values, expected: impl Values, lines: &[&str]) {
    let report = of(got, expected, Nan::NeverPasses);
    assert_eq!(report, format!("{}\n{TOLERANCE}", lines.join("\n")));
}

#[test]
fn two_numbers() {
    reports(
        5.0,
        6.0,
        &[
            "got 5, expected 6",
            "difference: 1; relative to expected: 0.167",
        ],
    );
    reports(
        arr0(0.25),
        0.0,
        &["got 0.25, expected 0", "difference: 0.25"],
    );
    reports(f64::NAN, 3.5, &["got NaN, expected 3.5"]);
    reports(f64::INFINITY, -0.5, &["got inf, expected -0.5"]);
    reports(
        0.1 + 0.2 + 1e-8,
        0.3,
        &[
            "got 0.30000001, expected 0.3",
            "difference: 1e-8; relative to expected: 3.33e-8",
        ],
    );
}

#[test]
fn a_small_matrix() {
    reports(
        array![[1.0, 2.0, 3.0], [4.0, 5.0, 3.5]],
        array![[1.0, 2.0, 3.0], [4.0, 6.0, 3.0]],
        &[
            "2 of 6 entries differ (33%), most at [1, 1]: got 5, expected 6",
            "           got                  expected",
            "  [0, ..]  1.0   2.0    3.0     1.0   2.0    3.0",
            "  [1, ..]  4.0  >5.0<  >3.5<    4.0  >6.0<  >3.0<",
            "largest difference: 1 at [1, 1]; relative to expected: 0.167 at [1, 1]",
        ],
    );
}

#[test]
fn the_largest_relative_difference_may_be_elsewhere() {
    reports(
        [0.5, 90.0],
        [0.25, 100.0],
        &[
            "all 2 entries differ, most at [1]: got 90, expected 100",
            "  got       [>0.50<,  >90.00<]",
            "  expected  [>0.25<, >100.00<]",
            "largest difference: 10 at [1]; relative to expected: 1 at [0]: got 0.5, expected 0.25",
        ],
    );
}

#[test]
fn there_is_no_relative_difference_to_zero() {
    reports(
        [0.0, 2e-9],
        [0.0, 0.0],
        &[
            "1 of 2 entries differs (50%), at [1]: got 2e-9, expected 0",
            "  got       [0, >2e-9<]",
            "  expected  [0,    >0<]",
            "largest difference: 2e-9 at [1]",
        ],
    );
}

#[test]
fn close_entries_are_not_marked_though_they_are_not_equal() {
    reports(
        [0.1 + 0.2, 1.0],
        [0.3, 1.5],
        &[
            "1 of 2 entries differs (50%), at [1]: got 1, expected 1.5",
            "  got       [0.3, >1.0<]",
            "  expected  [0.3, >1.5<]",
            "largest difference: 0.5 at [1]; relative to expected: 0.333 at [1]",
        ],
    );
}

#[test]
fn views_are_reported_in_logical_order() {
    let x = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
    reports(
        x.t(),
        array![[1.0, 3.0, 5.0], [2.0, 4.0, 7.0]],
        &[
            "1 of 6 entries differs (17%), at [1, 2]: got 6, expected 7",
            "           got          expected",
            "  [0, ..]  1  3   5     1  3   5",
            "  [1, ..]  2  4  >6<    2  4  >7<",
            "largest difference: 1 at [1, 2]; relative to expected: 0.143 at [1, 2]",
        ],
    );
}

#[test]
fn nan_and_infinities_come_before_differences() {
    reports(
        [1.0, f64::NAN, 3.0, f64::INFINITY, f64::NAN],
        [1.0, 2.0, 3.5, 4.0, 5.0],
        &[
            "got NaN at 2 and inf at 1 of 5 entries, first at [1], where 2 is expected",
            "of the others 1 of 2 entries differs (50%), at [2]: got 3, expected 3.5",
            "  got       [1.0, >NaN<, >3.0<, >inf<, >NaN<]",
            "  expected  [1.0, >2.0<, >3.5<, >4.0<, >5.0<]",
            "largest difference: 0.5 at [2]; relative to expected: 0.143 at [2]",
        ],
    );
    reports(
        [0.5, 1.0],
        [0.5, f64::NEG_INFINITY],
        &[
            "expected -inf at 1 of 2 entries, first at [1], where got is 1",
            "  got       [0.5,  >1.0<]",
            "  expected  [0.5, >-inf<]",
        ],
    );
}

#[test]
fn expected_nan_is_explained() {
    let nan = f64::NAN;
    assert_eq!(
        of([1.0, nan], [1.0, nan], Nan::NeverPasses),
        format!(
            "got NaN at 1 of 2 entries, first at [1], where NaN is expected\n\
             \x20 got       [1, >NaN<]\n\
             \x20 expected  [1, >NaN<]\n\
             {TOLERANCE}\n\
             note: assert_close! never passes on NaN; in assert_close_or_nan! NaN matches NaN"
        )
    );
    assert_eq!(
        of([0.0, nan], [nan, nan], Nan::MatchesNan),
        format!(
            "expected NaN at 1 of 2 entries, first at [0], where got is 0\n\
             \x20 got       [  >0<, NaN]\n\
             \x20 expected  [>NaN<, NaN]\n\
             {TOLERANCE}"
        )
    );
}

#[test]
fn shapes_come_before_values() {
    assert_eq!(
        of(
            array![f64::NAN, 2.0],
            array![[1.0], [2.5]],
            Nan::NeverPasses
        ),
        "shape differs: got (2,), expected (2, 1)\n\
         got is a vector, expected is a matrix with 1 column; both have 2 entries\n\
         \x20 got       [NaN, 2]\n\
         \x20          expected\n\
         \x20 [0, ..]  1.0\n\
         \x20 [1, ..]  2.5"
    );
    assert_eq!(
        of(vec![1.0, 2.0], [1.0, 2.0, 3.0], Nan::NeverPasses),
        "length differs: got 2, expected 3\n\
         \x20 got       [1, 2]\n\
         \x20 expected  [1, 2, 3]"
    );
    assert_eq!(
        of(
            Array2::<f64>::zeros((0, 3)),
            Array2::<f64>::zeros((50, 3)),
            Nan::NeverPasses
        ),
        "shape differs: got (0, 3), expected (50, 3)\n\
         got has 0 rows, expected has 50"
    );
    assert_eq!(
        of(Vec::<f64>::new(), [1.5], Nan::NeverPasses),
        "length differs: got 0, expected 1\n\
         \x20 expected  [1.5]"
    );
}

#[test]
fn a_pattern_in_the_numbers_stands_above_them() {
    reports(
        [-1.5, 2.0, -4.0],
        [1.5, -2.0, 4.0],
        &[
            "all 3 entries differ, most at [2]: got -4, expected 4",
            "pattern: every entry has the wrong sign",
            "  got       [>-1.5<,  >2.0<, >-4.0<]",
            "  expected  [ >1.5<, >-2.0<,  >4.0<]",
            "largest difference: 8 at [2]; relative to expected: 2 at [0]: got -1.5, expected 1.5",
        ],
    );
    reports(
        2.0 * 0.970_950_594,
        0.970_950_594,
        &[
            "got 1.9419, expected 0.97095",
            "pattern: got is twice what is expected",
            "difference: 0.971; relative to expected: 1",
        ],
    );
    let x = array![[1.0, 2.5, 4.0], [3.0, 7.0, 5.0]];
    assert_eq!(
        of(x.t(), &x, Nan::NeverPasses),
        "shape differs: got (3, 2), expected (2, 3)\n\
         got has the rows and columns of expected swapped; both have 6 entries\n\
         pattern: got is expected transposed, with rows and columns swapped\n\
         \x20          got\n\
         \x20 [0, ..]  1.0  3.0\n\
         \x20 [1, ..]  2.5  7.0\n\
         \x20 [2, ..]  4.0  5.0\n\
         \x20          expected\n\
         \x20 [0, ..]  1.0  2.5  4.0\n\
         \x20 [1, ..]  3.0  7.0  5.0"
    );
}

#[test]
fn the_tolerance_of_the_check_is_that_of_the_pattern() {
    let report = |rtol: f64| {
        let (got, expected) = ([2.002, 3.0, 8.0].numbers(), [1.0, 1.5, 4.0].numbers());
        let tolerance = Tolerance::new().rtol(rtol);
        not_close(&Comparison::new(
            &got,
            &expected,
            tolerance,
            Nan::NeverPasses,
        ))
    };
    for rtol in [1e-9, 1e-5, 1e-2] {
        assert!(!report(rtol).contains("pattern"), "{rtol}");
    }
}

#[test]
fn of_a_large_array_the_first_differing_entries_are_listed() {
    let expected = Array2::from_shape_fn((1000, 40), |(i, j)| (40 * i + j) as f64);
    let mut got = expected.clone();
    for k in 0..10 {
        got[[100 * k, k]] += 0.25;
    }
    got[[700, 7]] = -1.0;
    reports(
        got,
        expected,
        &[
            "10 of 40000 entries differ (0.03%), most at [700, 7]: got -1, expected 28007",
            "the first 8:",
            "     index       got  expected  difference",
            "    [0, 0]      0.25      0.00       +0.25",
            "  [100, 1]   4001.25   4001.00       +0.25",
            "  [200, 2]   8002.25   8002.00       +0.25",
            "  [300, 3]  12003.25  12003.00       +0.25",
            "  [400, 4]  16004.25  16004.00       +0.25",
            "  [500, 5]  20005.25  20005.00       +0.25",
            "  [600, 6]  24006.25  24006.00       +0.25",
            "  [700, 7]     -1.00  28007.00      -28008",
            "largest difference: 28008 at [700, 7]; relative to expected: 1 at [700, 7]",
        ],
    );
}

#[test]
fn a_list_without_a_difference_to_show() {
    let expected = vec![1.0; 100];
    let mut got = expected.clone();
    got[98] = f64::NAN;
    reports(
        got,
        expected,
        &[
            "got NaN at 1 of 100 entries, first at [98], where 1 is expected",
            "  index  got  expected  difference",
            "   [98]  NaN         1           -",
        ],
    );
}

#[test]
fn more_than_two_axes() {
    let expected = Array3::from_shape_fn((2, 2, 2), |(i, j, k)| (4 * i + 2 * j + k) as f64);
    let mut got = expected.clone();
    got[[1, 0, 1]] = 50.0;
    reports(
        got,
        expected,
        &[
            "1 of 8 entries differs (12%), at [1, 0, 1]: got 50, expected 5",
            "              got        expected",
            "  [0, 0, ..]  0    1     0    1",
            "  [0, 1, ..]  2    3     2    3",
            "  [1, 0, ..]  4  >50<    4   >5<",
            "  [1, 1, ..]  6    7     6    7",
            "largest difference: 45 at [1, 0, 1]; relative to expected: 9 at [1, 0, 1]",
        ],
    );
}

#[test]
fn f32_shows_the_digits_it_has() {
    assert_eq!(
        of([0.1f32, 0.5], [0.1, 0.500_01], Nan::NeverPasses),
        format!(
            "1 of 2 entries differs (50%), at [1]: got 0.5, expected 0.50001\n\
             \x20 got       [0.10000, >0.50000<]\n\
             \x20 expected  [0.10000, >0.50001<]\n\
             largest difference: 1e-5 at [1]; relative to expected: 2e-5 at [1]\n\
             {TOLERANCE_F32}"
        )
    );
}

#[test]
fn missing_values() {
    let none = None::<f64>;
    assert_eq!(of(none, 0.5, Nan::NeverPasses), "got None, expected 0.5");
    assert_eq!(
        of([0.5, 1.0], none, Nan::NeverPasses),
        "got [0.5, 1.0], expected None"
    );
    let singular: Result<f64, &str> = Err("singular");
    assert_eq!(
        of(singular, Array2::<f64>::eye(3), Nan::NeverPasses),
        "got Err(\"singular\"), expected an array of shape (3, 3)"
    );
    assert_eq!(
        of(vec![vec![1.0], vec![]], [[1.0], [2.0]], Nan::NeverPasses),
        "got a ragged list (entry [0] has shape (1,), entry [1] has shape (0,)), \
         expected an array of shape (2, 1)"
    );
}

#[test]
fn what_must_not_come_out() {
    let of = |got: &dyn Values| close(&got.numbers());
    assert_eq!(of(&1.5), "got is close to what it must not be: 1.5");
    assert_eq!(
        of(&[1.0, 2.5]),
        "got is close to what it must not be: [1.0, 2.5]"
    );
    assert_eq!(
        of(&array![[1.0, 2.5]]),
        "got is close to what it must not be: an array of shape (1, 2)\n\
         \x20          got\n\
         \x20 [0, ..]  1.0  2.5"
    );
    assert_eq!(
        of(&vec![0.5; 100]),
        "got is close to what it must not be: an array of shape (100,)"
    );
}
