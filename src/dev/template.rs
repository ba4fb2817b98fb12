//! What a new exercise starts from: texts that pass every check, to be replaced by an idea.

use super::manifest::MARK;
use crate::catalog::words;

/// The untouched file.
pub(super) fn exercise(title: &str) -> String {
    format!("{}{HOLE}{REST}", header(title))
}

pub(super) fn solution(title: &str) -> String {
    format!("{}{FILLED}{REST}", header(title))
}

fn header(title: &str) -> String {
    format!("//! {title}\n{HEADER}")
}

const HEADER: &str = "\
//!
//! Why anyone needs this, in a sentence or two. Then the formula with its index ranges, the
//! shapes (n rows, d columns), what is given, and what happens to ties and to empty or bad input:
//!
//!     mean = (values[0] + ... + values[n - 1]) / n        NaN for n = 0

/// The mean of the n `values`, NaN if there are none.
";

const HOLE: &str = "\
// TODO 1: return the mean.
fn mean(values: &[f64]) -> f64 {
    todo!(\"the mean of {} values\", values.len())
}
";

const FILLED: &str = "\
fn mean(values: &[f64]) -> f64 {
    // Why it works, the trap, what the library calls it: without values the division is 0 / 0,
    // which is NaN as wanted.
    values.iter().sum::<f64>() / values.len() as f64
}
";

const REST: &str = "
fn main() {
    println!(\"The mean of 1, 2 and 6 is {}\", mean(&[1.0, 2.0, 6.0]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_divided_by_the_number_of_values() {
        // By hand: 9 / 3.
        assert_eq!(mean(&[1.0, 2.0, 6.0]), 3.0);
    }

    #[test]
    fn no_values_have_no_mean() {
        assert!(mean(&[]).is_nan());
    }
}
";

/// The entry in `info.toml`.
pub(super) fn info(level: &str, name: &str, title: &str) -> String {
    format!(
        "\
[[exercises]]
name = \"{name}\"
dir = \"{level}\"
title = \"{title}\"
difficulty = 1
kind = \"exercise\"
topics = []
fails_with = \"tests::the_sum_is_divided_by_the_number_of_values\"
hints = [
    \"TODO 1: a question that leads to the idea?\",
    \"TODO 1: the concept, and the item of the library to look up.\",
    \"TODO 1: all but the line itself, shown on a different example.\",
]
learned = [
    \"What was learned.\",
    \"What the library calls it.\",
    \"What to read or try next.\",
]
"
    )
}

pub(super) fn level_info(level: &str, title: &str, needs: &[String]) -> String {
    let needs = if needs.is_empty() {
        String::new()
    } else {
        format!("needs = [{}]\n", quoted(needs).join(", "))
    };
    format!(
        "[[levels]]\ndir = \"{level}\"\ntitle = \"{title}\"\nsummary = \"What one can do afterwards.\"\n{needs}"
    )
}

fn quoted(texts: &[String]) -> Vec<String> {
    texts
        .iter()
        .map(|text| toml::Value::String(text.clone()).to_string())
        .collect()
}

/// The `info.toml` of a new course with one exercise.
pub(super) fn course_info(title: &str, level: &str, name: &str) -> String {
    format!(
        "format_version = 1\ntitle = {}\n\n{}\n{}",
        toml::Value::String(title.to_owned()),
        level_info(level, &words(level), &[]),
        info(level, name, &words(name))
    )
}

/// The root manifest of a new course. Exercises that compute need some optimisation, and every save is a compile.
pub(super) const WORKSPACE: &str = "\
# One package a level, so that nobody compiles a crate before the first exercise that uses it.
[workspace]
members = [\"exercises/*\"]
resolver = \"3\"

[profile.dev]
opt-level = 1
lto = \"off\"
debug = \"line-tables-only\"

[profile.dev.package.\"*\"]
opt-level = 3
debug = false
";

pub(super) const IGNORED: &str = "target/\n.runner/\n";

pub(super) fn near_misses(name: &str) -> String {
    format!(
        "\
[[wrong]]
exercise = \"{name}\"
mistake = \"divides by n - 1\"
find = \"values.len() as f64\"
replace = \"(values.len() - 1) as f64\"
rejected_by = \"the_sum_is_divided_by_the_number_of_values\"

[[wrong]]
exercise = \"{name}\"
mistake = \"answers 0 where nothing is known\"
find = \"values.len() as f64\"
replace = \"values.len().max(1) as f64\"
rejected_by = \"no_values_have_no_mean\"
"
    )
}

pub(super) fn page(level: &str, title: &str) -> String {
    format!(
        "# {level}: {title}\n\nWhat this level teaches, in a page.\n\n## The exercises\n\n| File | Title | You write |\n|---|---|---|\n"
    )
}

/// The page with a row for the exercise, behind the rows of the others.
pub(super) fn with_row(page: &str, name: &str, title: &str) -> String {
    let lines: Vec<&str> = page.lines().collect();
    let is_row = |line: &&str| line.starts_with('|');
    let last_exercise = lines
        .iter()
        .rposition(|line| is_row(line) && line.contains(".rs"));
    let Some(at) = last_exercise.or_else(|| lines.iter().rposition(is_row)) else {
        return format!("{}\n\n- [{name}]({name}.rs): {title}\n", page.trim_end());
    };
    let columns = lines[at]
        .replace("\\|", "")
        .matches('|')
        .count()
        .saturating_sub(1);
    let mut cells = vec![
        format!("[{name}]({name}.rs)"),
        title.to_owned(),
        "what the learner writes".to_owned(),
    ];
    cells.resize(columns.max(1), String::new());
    let row = format!("| {} |", cells.join(" | "));
    let mut text: String = lines[..=at]
        .iter()
        .copied()
        .chain([row.as_str()])
        .chain(lines[at + 1..].iter().copied())
        .map(|line| format!("{line}\n"))
        .collect();
    if !page.ends_with('\n') {
        text.pop();
    }
    text
}

/// A manifest for a new level with the package and lints of `other`, another level's, and with the kit if that has it.
pub(super) fn manifest(level: &str, other: Option<(&str, &str)>) -> String {
    let package = format!(
        "[package]\nname = \"level_{level}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\nautobins = false\n\n"
    );
    let Some((other_level, other)) = other.filter(|(level, text)| text.contains(level)) else {
        return format!("{package}[dependencies]\n\n{MARK}\n");
    };
    let mut kept = String::new();
    let mut keeps = true;
    for line in other.lines().take_while(|line| line.trim() != MARK) {
        if line.starts_with('[') {
            keeps = line.starts_with("[package]") || line.starts_with("[lints");
        }
        if keeps {
            kept.push_str(&format!("{}\n", line.replace(other_level, level)));
        }
    }
    let kit = other
        .lines()
        .find(|line| line.starts_with("kit"))
        .map_or_else(String::new, |line| format!("{line}\n"));
    format!("{}\n\n[dependencies]\n{kit}\n{MARK}\n", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::{holes, parts, source};

    #[test]
    fn the_templates_differ_in_their_hole_only() {
        assert_eq!(
            holes::differences(&exercise("Means"), &solution("Means")),
            []
        );
        assert_eq!(parts::todos(&source::lines(&solution("Means"))), []);
    }

    #[test]
    fn a_row_stands_behind_those_of_the_other_exercises() {
        let page = "# A\n\n| a | b |\n|---|---|\n| [01_x](01_x.rs) | `a \\| b` |\n\n| other | table |\n|---|---|\n| 1 | 2 |\n";
        let expected = page.replace("b` |\n", "b` |\n| [02_y](02_y.rs) | Y |\n");
        assert_eq!(with_row(page, "02_y", "Y"), expected);
        assert_eq!(
            with_row("# A\n", "02_y", "Y"),
            "# A\n\n- [02_y](02_y.rs): Y\n"
        );
        let new = with_row(&super::page("02_b", "B"), "01_x", "X");
        assert!(
            new.ends_with("|---|---|---|\n| [01_x](01_x.rs) | X | what the learner writes |\n"),
            "{new}"
        );
    }

    #[test]
    fn a_manifest_takes_package_and_lints_of_another_level() {
        let other = format!(
            "[package]\nname = \"level_01_a\" # one\nedition.workspace = true\n\n[lints]\nworkspace = true\n\n\
             [dependencies]\nkit.workspace = true\nndarray = \"0.16\"\n\n[features]\nbig = []\n\n{MARK}\n[[bin]]\nname = \"01_a_x\"\n"
        );
        assert_eq!(
            manifest("02_b", Some(("01_a", &other))),
            format!(
                "[package]\nname = \"level_02_b\" # one\nedition.workspace = true\n\n[lints]\nworkspace = true\n\n\
                 [dependencies]\nkit.workspace = true\n\n{MARK}\n"
            )
        );
        assert!(
            manifest("02_b", Some(("01_a", "[package]\nname = \"x\"\n")))
                .contains("name = \"level_02_b\"")
        );
        assert!(manifest("02_b", None).ends_with(&format!("[dependencies]\n\n{MARK}\n")));
    }
}
