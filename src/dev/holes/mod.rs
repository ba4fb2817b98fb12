//! Where a solution may differ from its exercise, and where it does although it may not.
//!
//! A hole is opened by a comment line `// TODO` and reaches to the end of the item or statement below it. Header, given
//! code, `main` and tests are the same in both files; `use` lines before the tests are free.

mod explain;

use super::{
    parts,
    source::{self, Line},
};

/// A difference outside the holes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Line of the solution, from one.
    pub(super) line: usize,
    pub(super) message: String,
}

/// A line that is compared.
struct Compared<'a> {
    text: &'a str,
    number: usize,
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Hole,
    Header,
    Given,
    Main,
    Tests,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Hole => "a hole",
            Self::Header => "the header",
            Self::Given => "the given code",
            Self::Main => "`main`",
            Self::Tests => "the tests",
        }
    }
}

/// All differences outside the holes of `exercise`, in the order of the file.
pub(super) fn differences(exercise: &str, solution: &str) -> Vec<Difference> {
    let (exercise, solution) = (source::lines(exercise), source::lines(solution));
    let part_of = part_of_each(&exercise);
    let exercise = compared(&exercise, |at| part_of[at]);
    // Where its holes are follows from the comparison.
    let solution = compared(&solution, |_| Part::Given);
    if is_filled_in(&exercise, &solution) {
        return Vec::new();
    }
    explain::explained(&exercise, &solution)
}

/// What each line of an exercise belongs to.
fn part_of_each(lines: &[Line]) -> Vec<Part> {
    let mut part_of = vec![Part::Given; lines.len()];
    for todo in parts::todos(lines) {
        part_of[todo.at..=parts::end_of_item(lines, todo.at)].fill(Part::Hole);
    }
    part_of[..parts::header(lines)].fill(Part::Header);
    if let Some((first, last)) = parts::main(lines) {
        part_of[first..=last].fill(Part::Main);
    }
    if let Some(start) = parts::tests_start(lines) {
        part_of[start..].fill(Part::Tests);
    }
    part_of
}

/// The lines without the `use` items before the tests, nor the second of two blank lines that one leaves behind.
fn compared<'a>(lines: &[Line<'a>], part: impl Fn(usize) -> Part) -> Vec<Compared<'a>> {
    let tests = parts::tests_start(lines).unwrap_or(lines.len());
    let mut kept: Vec<Compared> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if at < tests && is_use(&lines[at]) {
            at = parts::end_of_item(lines, at) + 1;
            continue;
        }
        let doubled = at < tests
            && lines[at].is_blank()
            && kept.last().is_some_and(|last| last.text.trim().is_empty());
        if !doubled {
            kept.push(Compared {
                text: lines[at].text,
                number: at + 1,
                part: part(at),
            });
        }
        at += 1;
    }
    kept
}

fn is_use(line: &Line) -> bool {
    let code = line.code.trim_start();
    !line.continues
        && ["use ", "pub use ", "pub(crate) use "]
            .iter()
            .any(|start| code.starts_with(start))
}

/// Whether `solution` is `exercise` with something, or nothing, in place of each hole.
fn is_filled_in(exercise: &[Compared], solution: &[Compared]) -> bool {
    let fixed: Vec<&[Compared]> = exercise.split(|line| line.part == Part::Hole).collect();
    let same = |at: usize, wanted: &[Compared]| {
        solution
            .get(at..at + wanted.len())
            .is_some_and(|found| found.iter().zip(wanted).all(|(a, b)| a.text == b.text))
    };
    let [first, between @ .., last] = fixed.as_slice() else {
        return solution.len() == exercise.len() && same(0, exercise);
    };
    if !same(0, first) {
        return false;
    }
    // The first place where a part fits leaves most for those after it.
    let mut at = first.len();
    for part in between {
        match (at..=solution.len()).find(|&start| same(start, part)) {
            Some(start) => at = start + part.len(),
            None => return false,
        }
    }
    solution
        .len()
        .checked_sub(last.len())
        .is_some_and(|start| start >= at && same(start, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXERCISE: &str = r#"//! Title
//!
//! What it is.

use ndarray::{Array1, Array2};

/// Given, finished.
fn given(n: usize) -> usize {
    n + 1
}

/// The mean of `v`.
// TODO 1: return the mean.
fn mean(v: &Array1<f64>) -> f64 {
    todo!("the mean of {v}")
}

fn mixed(v: f64) -> f64 {
    let a = v * 2.0;
    // TODO 2: the square, shape (n,)
    // and its half.
    let square = 0.0
        + a;
    square + 1.0
}

fn main() {
    println!("{}", given(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_is_right() {
        assert_eq!(mixed(1.0), 5.0);
    }
}
"#;

    fn solution() -> String {
        EXERCISE
            .replace("use ndarray::{Array1, Array2};\n", "use std::fmt::{\n    Debug,\n    Display,\n};\n\nuse ndarray::Array1;\n")
            .replace("// TODO 1: return the mean.\n", "")
            .replace("    todo!(\"the mean of {v}\")\n", "    // Why.\n    let n = v.len();\n\n    if n == 0 {\n        0.0\n    } else {\n        v.sum() / n as f64\n    }\n")
            .replace("    // TODO 2: the square, shape (n,)\n    // and its half.\n    let square = 0.0\n        + a;\n", "    let square = a * a;\n")
    }

    fn found(solution: &str) -> Vec<(usize, String)> {
        differences(EXERCISE, solution)
            .into_iter()
            .map(|difference| (difference.line, difference.message))
            .collect()
    }

    #[test]
    fn holes_and_use_lines_may_differ() {
        assert_eq!(found(&solution()), []);
        assert_eq!(found(EXERCISE), [], "the exercise itself");
        let without_use = solution()
            .replace("use ndarray::Array1;\n", "")
            .replace("use std::fmt::{\n    Debug,\n    Display,\n};\n\n", "");
        assert_eq!(found(&without_use), [], "no `use` at all");
    }

    #[test]
    fn a_hole_may_become_two_items_or_none() {
        let helper = solution().replace("\nfn mixed", "\nfn helper() {}\n\nfn mixed");
        assert_eq!(found(&helper), []);
        assert_eq!(
            differences("fn a() {}\n// TODO\nfn b() {}\n", "fn a() {}\n"),
            []
        );
    }

    #[test]
    fn every_part_outside_the_holes_is_the_same() {
        for (old, new, told) in [
            (
                "//! What it is.",
                "//! What it was.",
                "the header: `//! What it was.` for line 3 of the exercise, `//! What it is.`",
            ),
            (
                "    n + 1\n",
                "    n + 2\n",
                "the given code: `n + 2` for line 9 of the exercise, `n + 1`",
            ),
            (
                "/// The mean of `v`.\n",
                "",
                "the given code: line 12 of the exercise, `/// The mean of `v`.`, is missing",
            ),
            (
                "let a = v * 2.0;",
                "let a = 2.0 * v;",
                "the given code: `let a = 2.0 * v;` for line 19 of the exercise, `let a = v * 2.0;`",
            ),
            (
                "    square + 1.0\n",
                "    square\n",
                "the given code: `square` for line 24 of the exercise, `square + 1.0`",
            ),
            (
                "given(1)",
                "given(2)",
                "`main`: `println!(\"{}\", given(2));` for line 28 of the exercise, `println!(\"{}\", given(1));`",
            ),
            (
                "5.0);\n",
                "5.0);\n        assert_eq!(given(1), 2);\n",
                "the tests: `assert_eq!(given(1), 2);` is not there",
            ),
            (
                "    use super::*;\n",
                "    use super::{given, mixed};\n",
                "the tests: `use super::{given, mixed};` for line 33 of the exercise, `use super::*;`",
            ),
        ] {
            let changed = solution().replacen(old, new, 1);
            assert_ne!(changed, solution(), "{old}");
            let messages: Vec<String> = found(&changed)
                .into_iter()
                .map(|(_, message)| message)
                .collect();
            assert_eq!(messages, [format!("differs from the exercise in {told}")]);
        }
    }

    #[test]
    fn differences_are_told_all_at_once_with_the_solutions_lines() {
        let changed = solution()
            .replace("n + 1", "n + 2")
            .replace("given(1)", "given(3)")
            .replace("5.0);", "6.0);");
        let lines: Vec<usize> = found(&changed).into_iter().map(|(line, _)| line).collect();
        let line_of = |text: &str| {
            1 + changed
                .lines()
                .position(|line| line.contains(text))
                .unwrap()
        };
        assert_eq!(
            lines,
            [line_of("n + 2"), line_of("given(3)"), line_of("6.0);")]
        );
    }

    #[test]
    fn a_todo_in_main_or_in_the_tests_opens_no_hole() {
        let exercise = "fn main() {\n    // TODO 1: print\n    a();\n}\n\n#[cfg(test)]\nmod tests {\n    // TODO 2: test\n    fn a() {}\n}\n";
        let solution = exercise
            .replace("    // TODO 1: print\n", "")
            .replace("    fn a() {}\n", "    fn b() {}\n");
        assert_eq!(differences(exercise, &solution).len(), 2);
    }

    #[test]
    fn an_order_that_only_the_alignment_hides_is_told_all_the_same() {
        let exercise = "// TODO\na();\n\nb();\n\n// TODO\nc();\n";
        assert_eq!(differences(exercise, "x();\n\nb();\n\ny();\n"), []);
        assert!(!differences(exercise, "x();\n\ny();\n").is_empty());
    }
}
