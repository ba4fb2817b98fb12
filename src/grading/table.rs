//! `all.csv`: a line for each submission. For spreadsheets, which must not take a name for a formula.

use serde::{Deserialize, Serialize};

use crate::grade::Sum;

/// What one submission came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) submission: String,
    pub(crate) passed: usize,
    pub(crate) total: usize,
    pub(crate) score: f64,
    pub(crate) points: f64,
    /// Of each exercise, in the order of the columns.
    pub(crate) outcomes: Vec<String>,
    pub(crate) seconds: f64,
    /// What a teacher should look at.
    pub(crate) remarks: Vec<String>,
}

impl Row {
    /// `7 of 13 passed, 9 of 15 points`
    pub(crate) fn line(&self) -> String {
        let sum = Sum {
            passed: self.passed,
            total: self.total,
            score: self.score,
            points: self.points,
        };
        sum.line()
    }
}

/// RFC 4180; UTF-8. `exercises` are the ids of the columns.
pub(crate) fn csv(exercises: &[String], rows: &[Row]) -> String {
    let head = ["submission", "passed", "total", "points", "of_points"].map(str::to_owned);
    let mut text = line(
        head.into_iter()
            .chain(exercises.iter().cloned())
            .chain(["seconds", "remarks"].map(str::to_owned)),
    );
    for row in rows {
        let numbers = [
            row.passed.to_string(),
            row.total.to_string(),
            row.score.to_string(),
            row.points.to_string(),
        ];
        let cells = [row.submission.clone()]
            .into_iter()
            .chain(numbers)
            .chain(row.outcomes.iter().cloned())
            .chain([row.seconds.to_string(), row.remarks.join("; ")]);
        text.push_str(&line(cells));
    }
    text
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.map(|text| cell(&text)).collect();
    cells.join(",") + "\r\n"
}

/// A spreadsheet runs what begins like a formula, quoted or not; behind an apostrophe it is a text.
fn cell(text: &str) -> String {
    let mut text = text.to_owned();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.insert(0, '\'');
    }
    if text.contains([',', '"', '\n', '\r']) {
        text = format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_submission() {
        let row = Row {
            submission: "ada".to_owned(),
            passed: 1,
            total: 2,
            score: 1.5,
            points: 4.0,
            outcomes: vec!["passed".to_owned(), "missing".to_owned()],
            seconds: 0.25,
            remarks: vec!["missing: a/2".to_owned(), "late, again".to_owned()],
        };
        let ids = ["a/1".to_owned(), "a/2".to_owned()];
        assert_eq!(
            csv(&ids, &[row]),
            "submission,passed,total,points,of_points,a/1,a/2,seconds,remarks\r\n\
             ada,1,2,1.5,4,passed,missing,0.25,\"missing: a/2; late, again\"\r\n"
        );
    }

    #[test]
    fn nothing_in_a_cell_is_a_formula_or_ends_it() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""),
            ("two\nlines", "\"two\nlines\""),
            ("\rx", "\"'\rx\""),
            ("a=b", "a=b"),
            ("Zoë 李", "Zoë 李"),
            ("", ""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }
}
