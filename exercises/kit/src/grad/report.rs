//! What a learner reads when a gradient is wrong.

use super::quotient::{RELATIVE, Wrong};
use crate::report::number::{Precision, align, pair, size};
use crate::report::{LISTED, index_of, meaning_of_shapes, shape, share_of, table};

/// The report, none if nothing is wrong.
pub(super) fn wrong(name: &str, shape: &[usize], wrong: &[Wrong]) -> Option<String> {
    let mut worst: Vec<&Wrong> = wrong.iter().collect();
    // The sort is stable: equals stay in the order of their indices.
    worst.sort_by(|a, b| relative_error(b).total_cmp(&relative_error(a)));
    let first = worst.first()?;
    let all: usize = shape.iter().product();
    let most = if worst.len() > 1 { "most at" } else { "at" };
    let place = match index_of(first.at, shape) {
        index if index.is_empty() => String::new(),
        index => format!(" in {}, {most} {index}", share_of(worst.len(), all)),
    };
    let (analytic, numeric) = texts(first);
    let mut report = format!("{name} is wrong{place}: analytic {analytic}, numeric {numeric}\n");
    if worst.len() > LISTED {
        report += &format!("the worst {LISTED}:\n");
    }
    worst.truncate(LISTED);
    if !shape.is_empty() {
        report += &entries(shape, &worst);
    }
    report += &notes(shape, &worst);
    report += "numeric: (f(x + h) - f(x - h)) / 2h, one entry of x at a time\n";
    report += &format!(
        "tolerance: |analytic - numeric| <= {RELATIVE:?} * (|analytic| + |numeric|) + rounding of f"
    );
    Some(report)
}

/// Infinite where there is no such number, so that those come first.
fn relative_error(wrong: &Wrong) -> f64 {
    let error =
        (wrong.analytic - wrong.numeric).abs() / (wrong.analytic.abs() + wrong.numeric.abs());
    if error.is_nan() { f64::INFINITY } else { error }
}

fn texts(wrong: &Wrong) -> (String, String) {
    pair(wrong.analytic, wrong.numeric, Precision::Double)
}

fn entries(shape: &[usize], worst: &[&Wrong]) -> String {
    let (mut analytic, mut numeric): (Vec<String>, Vec<String>) =
        worst.iter().map(|wrong| texts(wrong)).unzip();
    align(&mut analytic);
    align(&mut numeric);
    let rows: Vec<[String; 4]> = (worst.iter().zip(analytic.into_iter().zip(numeric)))
        .map(|(wrong, (analytic, numeric))| {
            let error = match relative_error(wrong) {
                e if e.is_finite() => size(e),
                _ => "-".to_owned(),
            };
            [index_of(wrong.at, shape), analytic, numeric, error]
        })
        .collect();
    table(["index", "analytic", "numeric", "relative error"], &rows)
}

/// What else is known about the listed entries.
fn notes(shape: &[usize], worst: &[&Wrong]) -> String {
    let at = |wrong: &Wrong| match index_of(wrong.at, shape) {
        index if index.is_empty() => String::new(),
        index => format!(" at {index}"),
    };
    let mut notes = String::new();
    for wrong in worst {
        if let Some(kink) = &wrong.kink {
            notes += &format!(
                "note: f has a kink{}, with slope {} to the left and {} to the right: no gradient is right there\n",
                at(wrong),
                size(kink.left),
                size(kink.right)
            );
        }
    }
    if let Some(wrong) = worst.iter().find(|wrong| !wrong.numeric.is_finite()) {
        notes += &format!(
            "note: f is NaN or infinite next to x, first seen{}\n",
            at(wrong)
        );
    }
    notes
}

pub(super) fn other_shape(name: &str, x: &[usize], analytic: &[usize]) -> String {
    let first = format!(
        "{name} has shape {}, the parameters have shape {}",
        shape(analytic),
        shape(x)
    );
    match meaning_of_shapes(analytic, x) {
        Some(meaning) => format!("{first}\n{meaning}"),
        None => first,
    }
}

#[cfg(test)]
mod tests {
    use super::super::quotient::Kink;
    use super::*;

    fn entry(at: usize, analytic: f64, numeric: f64) -> Wrong {
        Wrong {
            at,
            analytic,
            numeric,
            kink: None,
        }
    }

    #[test]
    fn nothing_wrong_is_no_report() {
        assert_eq!(wrong("the gradient", &[3], &[]), None);
    }

    #[test]
    fn the_worst_entry_comes_first() {
        let entries = [
            entry(1, 3.0, 6.0),
            entry(3, 1.5, -0.5),
            entry(5, 0.25, 0.26),
        ];
        assert_eq!(
            wrong("dL/dw", &[2, 3], &entries).unwrap(),
            "dL/dw is wrong in 3 of 6 entries, most at [1, 0]: analytic 1.5, numeric -0.5\n\
             \x20  index  analytic  numeric  relative error\n\
             \x20 [1, 0]      1.50    -0.50               1\n\
             \x20 [0, 1]      3.00     6.00           0.333\n\
             \x20 [1, 2]      0.25     0.26          0.0196\n\
             numeric: (f(x + h) - f(x - h)) / 2h, one entry of x at a time\n\
             tolerance: |analytic - numeric| <= 1e-6 * (|analytic| + |numeric|) + rounding of f"
        );
    }

    #[test]
    fn a_single_wrong_entry() {
        let report = wrong("the gradient", &[2], &[entry(1, -3.0, -6.0)]).unwrap();
        assert!(report.starts_with(
            "the gradient is wrong in 1 of 2 entries, at [1]: analytic -3, numeric -6\n\
             \x20 index  analytic  numeric  relative error\n\
             \x20   [1]        -3       -6           0.333\n"
        ));
    }

    #[test]
    fn of_two_wrong_entries_one_is_worse() {
        let entries = [entry(0, 1.0, 2.0), entry(4, 1.0, 4.0)];
        let report = wrong("the gradient", &[9], &entries).unwrap();
        assert!(report.starts_with("the gradient is wrong in 2 of 9 entries, most at [4]: "));
    }

    #[test]
    fn nan_is_the_worst_of_all_and_explained_if_it_comes_from_f() {
        let entries = [
            entry(0, 1.0, 3.0),
            entry(1, f64::NAN, 2.0),
            entry(2, 1.0, f64::NAN),
        ];
        assert_eq!(
            wrong("the gradient", &[3], &entries).unwrap(),
            "the gradient is wrong in all 3 entries, most at [1]: analytic NaN, numeric 2\n\
             \x20 index  analytic  numeric  relative error\n\
             \x20   [1]       NaN        2               -\n\
             \x20   [2]         1      NaN               -\n\
             \x20   [0]         1        3             0.5\n\
             note: f is NaN or infinite next to x, first seen at [2]\n\
             numeric: (f(x + h) - f(x - h)) / 2h, one entry of x at a time\n\
             tolerance: |analytic - numeric| <= 1e-6 * (|analytic| + |numeric|) + rounding of f"
        );
    }

    #[test]
    fn a_kink_is_noted() {
        let kink = Some(Kink {
            left: 0.0,
            right: 1.0,
        });
        let entry = Wrong {
            kink,
            ..entry(0, 1.0, 0.5)
        };
        assert_eq!(
            wrong("the gradient", &[], &[entry]).unwrap(),
            "the gradient is wrong: analytic 1, numeric 0.5\n\
             note: f has a kink, with slope 0 to the left and 1 to the right: no gradient is right there\n\
             numeric: (f(x + h) - f(x - h)) / 2h, one entry of x at a time\n\
             tolerance: |analytic - numeric| <= 1e-6 * (|analytic| + |numeric|) + rounding of f"
        );
    }

    #[test]
    fn of_many_wrong_entries_the_worst_are_listed() {
        let entries: Vec<Wrong> = (0..20).map(|i| entry(i, 1.0, 2.0 + i as f64)).collect();
        let report = wrong("the gradient", &[40], &entries).unwrap();
        let lines: Vec<&str> = report.lines().collect();
        assert_eq!(
            lines[0],
            "the gradient is wrong in 20 of 40 entries, most at [19]: analytic 1, numeric 21"
        );
        assert_eq!(lines[1], "the worst 8:");
        assert_eq!(lines[3], "   [19]         1       21           0.909");
        assert_eq!(lines[10], "   [12]         1       14           0.867");
        assert_eq!(lines.len(), 13);
    }
}
