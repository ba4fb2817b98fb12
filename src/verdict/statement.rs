//! The statement that begins in a line, to be shown with a failure.

/// Longer ones are not shown: the place is enough then.
const LONGEST: usize = 5;

/// The line (counted from 1), with those behind it up to where its brackets are closed, without the indentation that all of
/// them have. Of a loop or an `if` it is the head, of a chain of calls all that lies before. Empty if it is too long.
pub(super) fn at(lines: &[&str], line: usize) -> String {
    let Some(at) = line.checked_sub(1).filter(|at| *at < lines.len()) else {
        return String::new();
    };
    let Some(first) = (at.saturating_sub(LONGEST)..=at)
        .rev()
        .find(|&at| !lines[at].trim_start().starts_with('.'))
    else {
        return String::new();
    };
    let mut open = 0_i32;
    let last = (first..lines.len()).take(LONGEST).find(|&here| {
        open += depth(lines[here]);
        here >= at && (open <= 0 || lines[here].trim_end().ends_with('{'))
    });
    let Some(last) = last else {
        return String::new();
    };
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let common = indentation(lines[first]);
    let shown: Vec<&str> = lines[first..=last]
        .iter()
        .map(|line| line[common.min(indentation(line))..].trim_end())
        .collect();
    shown.join("\n")
}

/// How many more brackets a line of code opens than it closes. Those in texts mean nothing.
fn depth(line: &str) -> i32 {
    let mut depth = 0;
    let mut in_text = false;
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' if in_text => {
                chars.next();
            }
            '"' => in_text = !in_text,
            _ if in_text => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "\
fn f() {
    assert_eq!(g(1), 2, \"one ( is open\");
    assert!(
        close(&a, &b),
        \"got {a}\"
    );
    let w = x
        .to_shape((2, 6))
        .unwrap();
    for i in 0..3 {
        v[i] += 1;
    }
    long(&[
        1,
        2,
        3,
        4,
        5,
    ]);
}
";

    fn at_line(line: usize) -> String {
        at(&CODE.lines().collect::<Vec<_>>(), line)
    }

    #[test]
    fn a_statement_ends_where_its_brackets_close() {
        assert_eq!(at_line(2), "assert_eq!(g(1), 2, \"one ( is open\");");
        assert_eq!(
            at_line(3),
            "assert!(\n    close(&a, &b),\n    \"got {a}\"\n);"
        );
        assert_eq!(at_line(11), "v[i] += 1;");
    }

    #[test]
    fn a_chain_is_shown_from_its_beginning_and_a_loop_by_its_head() {
        assert_eq!(
            at_line(9),
            "let w = x\n    .to_shape((2, 6))\n    .unwrap();"
        );
        assert_eq!(at_line(10), "for i in 0..3 {");
    }

    #[test]
    fn what_is_too_long_or_not_there_is_not_shown() {
        for line in [0, 13, 99] {
            assert_eq!(at_line(line), "", "line {line}");
        }
    }
}
