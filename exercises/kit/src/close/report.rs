//! What a learner reads when numbers are not close.

use super::Nan;
use super::compare::Comparison;
use super::values::{Missing, Numbers};
use crate::report::number::{LastDigit, align, largest, number, pair, size};
use crate::report::{
    Grids, LISTED, index_of, meaning_of_shapes, shape, shapes_differ, share, table,
};

/// Vectors up to this length are written out in a sentence.
const IN_A_SENTENCE: usize = 8;

/// The report of a failed `assert_close!`. Its first line makes sense alone.
pub(super) fn not_close(comparison: &Comparison) -> String {
    let (got, expected) = (comparison.got, comparison.expected);
    if got.missing.is_some() || expected.missing.is_some() {
        return format!("got {}, expected {}", described(got), described(expected));
    }
    if got.shape != expected.shape {
        return other_shape(got, expected);
    }
    let mut report = if expected.shape.is_empty() {
        other_scalar(comparison)
    } else {
        other_entries(comparison)
    };
    report += &format!("tolerance: {}", comparison.limit);
    if comparison.nan == Nan::NeverPasses && expected.values.iter().any(|x| x.is_nan()) {
        report +=
            "\nnote: assert_close! never passes on NaN; in assert_close_or_nan! NaN matches NaN";
    }
    report
}

/// The report of a failed `assert_not_close!`.
pub(super) fn close(comparison: &Comparison) -> String {
    let got = comparison.got;
    let grid = match got.shape.as_slice() {
        [] | [0..=IN_A_SENTENCE] => String::new(),
        _ => grid("got", got).unwrap_or_default(),
    };
    format!(
        "got is close to what it must not be: {}\n{grid}tolerance: {}",
        described(got),
        comparison.limit
    )
}

fn other_shape(got: &Numbers, expected: &Numbers) -> String {
    let mut report = shapes_differ(&got.shape, &expected.shape);
    if let Some(meaning) = meaning_of_shapes(&got.shape, &expected.shape) {
        report += &format!("\n{meaning}");
    }
    for (name, numbers) in [("got", got), ("expected", expected)] {
        if let Some(grid) = grid(name, numbers) {
            report += &format!("\n{}", grid.trim_end());
        }
    }
    report
}

fn other_scalar(comparison: &Comparison) -> String {
    let (got, expected) = comparison.pair(0);
    let (got, expected) = pair(got, expected, comparison.precision);
    let mut report = format!("got {got}, expected {expected}\n");
    if let Some((_, difference)) = comparison.worst_absolute() {
        report += &format!("difference: {}", size(difference));
        if let Some((_, relative)) = comparison.worst_relative() {
            report += &format!("; relative to expected: {}", size(relative));
        }
        report.push('\n');
    }
    report
}

fn other_entries(comparison: &Comparison) -> String {
    let mut report = match not_finite(comparison) {
        Some(first) => first,
        None => worst(comparison, comparison.expected.values.len()),
    };
    report.push('\n');
    report += &entries(comparison);
    report += &differences(comparison);
    report
}

/// The first line if NaN or infinities are among what differs: how many, and where the first is.
fn not_finite(comparison: &Comparison) -> Option<String> {
    let all = comparison.expected.values.len();
    let of_got = |&i: &usize| comparison.pair(i).0;
    let of_expected = |&i: &usize| comparison.pair(i).1;
    let broken = |side: &dyn Fn(&usize) -> f64| -> Vec<usize> {
        let differing = comparison.differing.iter().copied();
        differing.filter(|i| !side(i).is_finite()).collect()
    };
    let mut text = match (broken(&of_got), broken(&of_expected)) {
        (got, _) if !got.is_empty() => format!(
            "got {} of {all} entries, first at {}, where {} is expected",
            kinds(got.iter().map(of_got)),
            index_of(got[0], &comparison.got.shape),
            number_alone(of_expected(&got[0]), comparison),
        ),
        (_, expected) if !expected.is_empty() => format!(
            "expected {} of {all} entries, first at {}, where got is {}",
            kinds(expected.iter().map(of_expected)),
            index_of(expected[0], &comparison.got.shape),
            number_alone(of_got(&expected[0]), comparison),
        ),
        _ => return None,
    };
    let finite = comparison.finite().count();
    if finite > 0 {
        let others = all - (comparison.differing.len() - finite);
        text += &format!("\nof the others {}", worst(comparison, others));
    }
    Some(text)
}

/// `NaN at 2 and inf at 1`
fn kinds(numbers: impl Iterator<Item = f64>) -> String {
    let names: Vec<String> = numbers.map(|x| x.to_string()).collect();
    let counts =
        ["NaN", "inf", "-inf"].map(|kind| (kind, names.iter().filter(|n| *n == kind).count()));
    let present: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{kind} at {count}"))
        .collect();
    present.join(" and ")
}

/// `2 of 6 entries differ (33%), most at [1, 0]: got 5, expected 6`
fn worst(comparison: &Comparison, all: usize) -> String {
    let differing = comparison.finite().count();
    let share = share(differing, all);
    let most = if differing > 1 { "most at" } else { "at" };
    match comparison.worst_absolute() {
        Some((i, _)) => format!("{share}, {most} {}", at(comparison, i)),
        None => share,
    }
}

/// `[1, 0]: got 5, expected 6`
fn at(comparison: &Comparison, i: usize) -> String {
    let (got, expected) = comparison.pair(i);
    let (got, expected) = pair(got, expected, comparison.precision);
    let index = index_of(i, &comparison.got.shape);
    format!("{index}: got {got}, expected {expected}")
}

/// `largest difference: 1 at [1, 0]; relative to expected: 0.5 at [0, 1]: got 3, expected 2`
fn differences(comparison: &Comparison) -> String {
    let Some((i, difference)) = comparison.worst_absolute() else {
        return String::new();
    };
    let shape = &comparison.got.shape;
    let mut line = format!(
        "largest difference: {} at {}",
        size(difference),
        index_of(i, shape)
    );
    if let Some((j, relative)) = comparison.worst_relative() {
        line += &format!("; relative to expected: {} at ", size(relative));
        line += &match i == j {
            true => index_of(j, shape),
            false => at(comparison, j),
        };
    }
    line + "\n"
}

/// The arrays in full, or a list of what differs in large ones.
fn entries(comparison: &Comparison) -> String {
    let got = comparison.got;
    if Grids::may_fit(&got.shape) {
        let all: Vec<usize> = (0..got.values.len()).collect();
        let (gots, expecteds) = columns(comparison, &all);
        let grids = Grids::pair(&got.shape, &gots, &expecteds, &comparison.differing);
        if let Some(text) = grids.text() {
            return text;
        }
    }
    let listed = &comparison.differing[..comparison.differing.len().min(LISTED)];
    let (gots, expecteds) = columns(comparison, listed);
    let rows: Vec<[String; 4]> = (listed.iter().zip(gots.into_iter().zip(expecteds)))
        .map(|(&i, (got_text, expected_text))| {
            let (got, expected) = comparison.pair(i);
            let difference = got - expected;
            let sign = if difference > 0.0 { "+" } else { "" };
            [
                index_of(i, &comparison.got.shape),
                got_text,
                expected_text,
                match difference.is_finite() {
                    true => format!("{sign}{}", size(difference)),
                    false => "-".to_owned(),
                },
            ]
        })
        .collect();
    let heading = match comparison.differing.len() {
        n if n > listed.len() => format!("the first {}:\n", listed.len()),
        _ => String::new(),
    };
    heading + &table(["index", "got", "expected", "difference"], &rows)
}

/// Both numbers at each of some flat indices, with as many digits as the closest of the differing ones need.
fn columns(comparison: &Comparison, indices: &[usize]) -> (Vec<String>, Vec<String>) {
    let pairs: Vec<(f64, f64)> = indices.iter().map(|&i| comparison.pair(i)).collect();
    let differences = (indices.iter().zip(&pairs))
        .filter(|(i, _)| comparison.differing.binary_search(i).is_ok())
        .map(|(_, (got, expected))| (got - expected).abs());
    let last = LastDigit::new(
        largest(pairs.iter().flat_map(|&(got, expected)| [got, expected])),
        differences
            .filter(|d| *d > 0.0 && d.is_finite())
            .fold(f64::INFINITY, f64::min),
        comparison.precision,
    );
    let mut texts: Vec<String> = pairs
        .iter()
        .map(|pair| number(pair.0, last))
        .chain(pairs.iter().map(|pair| number(pair.1, last)))
        .collect();
    align(&mut texts);
    let expected = texts.split_off(pairs.len());
    (texts, expected)
}

/// One array in full, if it is small.
fn grid(name: &'static str, numbers: &Numbers) -> Option<String> {
    let texts = texts(numbers);
    Grids::may_fit(&numbers.shape)
        .then(|| Grids::single(name, &numbers.shape, &texts).text())
        .flatten()
}

fn texts(numbers: &Numbers) -> Vec<String> {
    let top = largest(numbers.values.iter().copied());
    let last = LastDigit::new(top, 0.0, numbers.precision);
    let mut texts: Vec<String> = numbers.values.iter().map(|&x| number(x, last)).collect();
    align(&mut texts);
    texts
}

fn number_alone(x: f64, comparison: &Comparison) -> String {
    number(x, LastDigit::of_pair(x, x, comparison.precision))
}

/// In half a sentence: `3.5`, `[1, 2]`, `an array of shape (3, 2)`, `None`.
fn described(numbers: &Numbers) -> String {
    match (&numbers.missing, numbers.shape.as_slice()) {
        (Some(Missing::NoValue(text)), _) => text.clone(),
        (Some(Missing::Ragged(why)), _) => format!("a ragged list ({why})"),
        (None, []) => texts(numbers).concat(),
        (None, [0..=IN_A_SENTENCE]) => format!("[{}]", texts(numbers).join(", ")),
        (None, other) => format!("an array of shape {}", shape(other)),
    }
}

#[cfg(test)]
mod tests {
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
        let of = |got: &dyn Values| {
            let got = got.numbers();
            close(&Comparison::new(
                &got,
                &got,
                Tolerance::new(),
                Nan::NeverPasses,
            ))
        };
        assert_eq!(
            of(&1.5),
            format!("got is close to what it must not be: 1.5\n{TOLERANCE}")
        );
        assert_eq!(
            of(&[1.0, 2.5]),
            format!("got is close to what it must not be: [1.0, 2.5]\n{TOLERANCE}")
        );
        assert_eq!(
            of(&array![[1.0, 2.5]]),
            format!(
                "got is close to what it must not be: an array of shape (1, 2)\n\
                 \x20          got\n\
                 \x20 [0, ..]  1.0  2.5\n\
                 {TOLERANCE}"
            )
        );
        assert_eq!(
            of(&vec![0.5; 100]),
            format!("got is close to what it must not be: an array of shape (100,)\n{TOLERANCE}")
        );
    }
}
