//! Rows were normalised where columns should have been, or the other way round.

use super::case::{Case, Kind};

/// What normalising makes of a line, and how it changes its entries.
struct Rule {
    /// After `rows of got` or `columns of expected`.
    does: &'static str,
    holds: fn(&[f64]) -> bool,
    /// True for a division by a number for each line, false for a subtraction.
    divides: bool,
}

const RULES: [Rule; 3] = [
    Rule {
        does: "sum to 1",
        holds: |line| near(line.iter().sum(), 1.0),
        divides: true,
    },
    Rule {
        does: "have norm 1",
        holds: |line| near(line.iter().map(|x| x * x).sum::<f64>().sqrt(), 1.0),
        divides: true,
    },
    Rule {
        does: "have mean 0",
        holds: |line| {
            let size = line.iter().fold(0.0, |size: f64, x| size.max(x.abs()));
            size > 0.0 && near(line.iter().sum::<f64>() / size, 0.0)
        },
        divides: false,
    },
];

fn near(x: f64, value: f64) -> bool {
    (x - value).abs() <= 1e-6
}

pub(super) fn of(case: &Case) -> Option<String> {
    let (r, c) = case.matrix()?;
    if case.kind != Kind::Numbers || case.loose || r < 2 || c < 2 {
        return None;
    }
    let rows =
        |values: &[f64]| -> Vec<Vec<f64>> { values.chunks(c).map(<[f64]>::to_vec).collect() };
    let columns = |values: &[f64]| -> Vec<Vec<f64>> {
        (0..c)
            .map(|j| values.iter().skip(j).step_by(c).copied().collect())
            .collect()
    };
    let got = [rows(case.got), columns(case.got)];
    let expected = [rows(case.expected), columns(case.expected)];
    let names = ["rows", "columns"];
    RULES.iter().find_map(|rule| {
        let all = |lines: &[Vec<f64>]| lines.iter().all(|line| (rule.holds)(line));
        let axis = match (
            got.each_ref().map(|l| all(l)),
            expected.each_ref().map(|l| all(l)),
        ) {
            ([true, false], [false, true]) => 0,
            ([false, true], [true, false]) => 1,
            _ => return None,
        };
        let (wrong, right) = (names[axis], names[1 - axis]);
        one_origin(case, rule, r, c)
            .then(|| format!("the {wrong} of got {}, where the {right} should", rule.does))
    })
}

/// True if one matrix, with its rows and with its columns normalised, gives both: then the ratio (difference) of two
/// entries is a product (sum) of a number for the row and a number for the column.
fn one_origin(case: &Case, rule: &Rule, r: usize, c: usize) -> bool {
    let at = |values: &[f64], i: usize, j: usize| values[i * c + j];
    // got[i][j] from its neighbours in row 0 and in column 0.
    let story = |k: usize| {
        let (i, j) = (k / c, k % c);
        let change = |i: usize, j: usize| match rule.divides {
            true => at(case.got, i, j) / at(case.expected, i, j),
            false => at(case.got, i, j) - at(case.expected, i, j),
        };
        match rule.divides {
            true => case.expected[k] * change(i, 0) * change(0, j) / change(0, 0),
            false => case.expected[k] + change(i, 0) + change(0, j) - change(0, 0),
        }
    };
    let usable = !rule.divides || case.expected.iter().all(|&x| x != 0.0);
    let all: Vec<usize> = (0..r * c).collect();
    usable && case.different(&all) >= 3 && case.is_explained_by(story)
}
