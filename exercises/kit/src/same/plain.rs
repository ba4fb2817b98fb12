//! Everything else, compared by its debug text.

use super::texts::{first_differing_line, side_by_side};
use crate::report::{MOST_WIDTH, excerpts, width};

/// `short` and `long` are the texts of `{:?}` and `{:#?}`, of what is got and what is expected.
pub(super) fn report(short: [String; 2], long: [String; 2]) -> String {
    let [short, long] = [short, long].map(|texts| texts.map(|text| without_layout(&text)));
    if let [Some(got), Some(expected)] = long.each_ref().map(|text| entries(text)) {
        return collections(&got, &expected);
    }
    let [got, expected] = &short;
    if got == expected {
        let why = match got.contains("NaN") {
            true => "NaN is not equal to itself",
            false => "both print the same",
        };
        return format!("got {got}, not equal to what is expected: {why}");
    }
    let line = format!("got {got}, expected {expected}");
    if width(&line) <= MOST_WIDTH {
        return line;
    }
    let [got, expected] = long.each_ref().map(|text| text.lines().collect::<Vec<_>>());
    let differing = first_differing_line(&got, &expected);
    let part = |lines: &[&str]| {
        let line = lines.get(differing).unwrap_or(&"nothing");
        line.trim().trim_end_matches(',').to_owned()
    };
    let (g, e) = excerpts(&part(&got), &part(&expected));
    format!(
        "got {g}, expected {e} (line {})\n{}",
        differing + 1,
        side_by_side(&got, &expected, differing)
    )
}

/// Arrays of ndarray print their strides and memory layout, which make no difference here.
fn without_layout(text: &str) -> String {
    let mut parts = text.split(", strides=[");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once("ndim=").map_or(part, |(_, rest)| rest);
        kept += rest.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    kept
}

/// Maps and sets. Those made by hashing print in any order, which must not make a difference here.
fn collections(got: &[String], expected: &[String]) -> String {
    let line = format!("got {}, expected {}", braced(got), braced(expected));
    if width(&line) <= MOST_WIDTH {
        return line;
    }
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        let only = these.iter().filter(|e| !those.contains(e));
        only.map(|e| format!("    {e}\n")).collect()
    };
    let (only_got, only_expected) = (only(got, expected), only(expected, got));
    let mut report = format!(
        "the collections differ: {} only in got, {} only in expected\n",
        only_got.len(),
        only_expected.len(),
    );
    for (heading, entries) in [("got", only_got), ("expected", only_expected)] {
        if !entries.is_empty() {
            report += &format!("  only in {heading}\n{}", entries.concat());
        }
    }
    report.trim_end().to_owned()
}

fn braced(entries: &[String]) -> String {
    format!("{{{}}}", entries.join(", "))
}

/// The entries of a map or set in a fixed order, if `long` is the debug text of one.
fn entries(long: &str) -> Option<Vec<String>> {
    if long == "{}" {
        return Some(vec![]);
    }
    let inside = long.strip_prefix("{\n")?.strip_suffix("\n}")?;
    let mut entries: Vec<String> = vec![];
    for line in inside.lines() {
        let line = line.strip_prefix("    ")?;
        let closes = line.trim_start().starts_with([')', ']', '}']);
        match entries.last_mut() {
            // The further lines of an entry are indented, or close what it opened. Join them.
            Some(entry) if closes || line.starts_with(' ') => {
                if closes {
                    entry.truncate(entry.trim_end_matches(',').len());
                } else if !entry.ends_with(['(', '[', '{']) {
                    entry.push(' ');
                }
                entry.push_str(line.trim_start());
            }
            _ => entries.push(line.to_owned()),
        }
    }
    for entry in &mut entries {
        entry.truncate(entry.trim_end_matches(',').len());
    }
    entries.sort_by(|a, b| {
        let (a_number, b_number) = (leading_number(a), leading_number(b));
        a_number.total_cmp(&b_number).then_with(|| a.cmp(b))
    });
    Some(entries)
}

/// So that 10 comes after 9; what begins with no number comes last.
fn leading_number(entry: &str) -> f64 {
    let key = entry.split(':').next().unwrap_or(entry);
    key.trim().parse().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, HashMap, HashSet};
    use std::fmt::Debug;

    #[derive(Debug)]
    #[expect(dead_code, reason = "read by Debug")]
    struct Summary {
        rows: usize,
        mean: f64,
        columns: Vec<&'static str>,
    }

    fn of<T: Debug>(got: T, expected: T) -> String {
        report(
            [format!("{got:?}"), format!("{expected:?}")],
            [format!("{got:#?}"), format!("{expected:#?}")],
        )
    }

    #[test]
    fn short_values_stand_in_one_line() {
        assert_eq!(of(Some(3), None), "got Some(3), expected None");
        assert_eq!(of((1, 'a'), (1, 'b')), "got (1, 'a'), expected (1, 'b')");
        assert_eq!(of("a", "b"), r#"got "a", expected "b""#);
    }

    #[test]
    fn arrays_inside_are_shown_without_their_memory_layout() {
        use ndarray::array;
        assert_eq!(
            of(Some(array![1, 2]), None),
            "got Some([1, 2], shape=[2]), expected None"
        );
        assert_eq!(
            of((array![1], array![[2.5]]), (array![1], array![[3.5]])),
            "got ([1], shape=[1], [[2.5]], shape=[1, 1]), expected ([1], shape=[1], [[3.5]], shape=[1, 1])"
        );
    }

    #[test]
    fn values_that_print_the_same_are_explained() {
        assert_eq!(
            of(Some(f64::NAN), Some(f64::NAN)),
            "got Some(NaN), not equal to what is expected: NaN is not equal to itself"
        );
        assert_eq!(
            of(Some(1), Some(1)),
            "got Some(1), not equal to what is expected: both print the same"
        );
    }

    #[test]
    fn of_a_long_value_the_first_differing_line_is_named_and_marked() {
        let columns = vec!["island", "body_mass_g"];
        let got = Summary {
            rows: 344,
            mean: 4201.75,
            columns: columns.clone(),
        };
        let expected = Summary {
            rows: 344,
            mean: 4207.0,
            columns,
        };
        assert_eq!(
            of(got, expected),
            "got mean: 4201.75, expected mean: 4207.0 (line 3)\n\
             got\n\
             \x20   1 | Summary {\n\
             \x20   2 |     rows: 344,\n\
             >   3 |     mean: 4201.75,\n\
             \x20   4 |     columns: [\n\
             \x20   5 |         \"island\",\n\
             \x20   6 |         \"body_mass_g\",\n\
             \x20   7 |     ],\n\
             \x20   8 | }\n\
             expected\n\
             \x20   1 | Summary {\n\
             \x20   2 |     rows: 344,\n\
             >   3 |     mean: 4207.0,\n\
             \x20   4 |     columns: [\n\
             \x20   5 |         \"island\",\n\
             \x20   6 |         \"body_mass_g\",\n\
             \x20   7 |     ],\n\
             \x20   8 | }"
        );
    }

    #[test]
    fn small_maps_and_sets_print_in_one_order() {
        for _ in 0..20 {
            let got = HashMap::from([("b", 2), ("a", 1), ("c", 3)]);
            let expected = HashMap::from([("c", 4), ("b", 2), ("a", 1)]);
            assert_eq!(
                of(got, expected),
                r#"got {"a": 1, "b": 2, "c": 3}, expected {"a": 1, "b": 2, "c": 4}"#
            );
        }
        assert_eq!(
            of(HashSet::from([10, 9]), HashSet::new()),
            "got {9, 10}, expected {}"
        );
        let group = |name, rows| HashMap::from([(name, (Some(rows), vec![vec![1, 2], vec![]]))]);
        assert_eq!(
            of(group("a", 1), group("a", 2)),
            r#"got {"a": (Some(1), [[1, 2], []])}, expected {"a": (Some(2), [[1, 2], []])}"#
        );
    }

    #[test]
    fn of_large_maps_only_what_differs_is_shown() {
        let got: BTreeMap<usize, Vec<usize>> = (0..20).map(|i| (i, vec![i])).collect();
        let mut expected = got.clone();
        expected.remove(&3);
        expected.insert(12, vec![7, 8]);
        assert_eq!(
            of(got, expected),
            "the collections differ: 2 only in got, 1 only in expected\n\
             \x20 only in got\n\
             \x20   3: [3]\n\
             \x20   12: [12]\n\
             \x20 only in expected\n\
             \x20   12: [7, 8]"
        );
    }
}
