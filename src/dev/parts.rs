//! The parts of an exercise: header, items, TODOs, `main`, tests.

use super::source::Line;

/// How many lines the header has: the `//!` lines at the beginning.
pub(super) fn header(lines: &[Line]) -> usize {
    lines
        .iter()
        .take_while(|line| line.text.starts_with("//!"))
        .count()
}

/// Index of the line `#[cfg(test)]`; the tests reach from there to the end.
pub(crate) fn tests_start(lines: &[Line]) -> Option<usize> {
    lines
        .iter()
        .position(|line| !line.continues && line.text.trim_end() == "#[cfg(test)]")
}

/// The lines of `fn main`, first and last.
pub(super) fn main(lines: &[Line]) -> Option<(usize, usize)> {
    let is_main = |line: &Line| {
        let code = line.code.strip_prefix("pub ").unwrap_or(&line.code);
        !line.continues
            && code
                .strip_prefix("async ")
                .unwrap_or(code)
                .starts_with("fn main(")
    };
    let first = lines.iter().position(is_main)?;
    Some((first, end_of_item(lines, first)))
}

/// The last line of the item or statement that begins in line `first`, attributes and comments before it included.
///
/// It ends where all its brackets are closed and its last line ends it; the last expression of a block, which nothing
/// ends, goes as far as the lines are indented no less.
pub(crate) fn end_of_item(lines: &[Line], first: usize) -> usize {
    let Some(start) = (first..lines.len()).find(|&at| is_substance(&lines[at])) else {
        return lines.len().saturating_sub(1);
    };
    let indentation = lines[start].indentation();
    let outside = if start == 0 {
        0
    } else {
        lines[start - 1].depth
    };
    let mut last = start;
    for at in start..lines.len() {
        let line = &lines[at];
        if line.code.trim().is_empty() {
            continue;
        }
        last = at;
        if line.depth > outside {
            continue;
        }
        let code = line.code.trim_end();
        let next = lines[at + 1..]
            .iter()
            .find(|line| !line.code.trim().is_empty());
        let goes_on = next.is_some_and(|next| {
            let code = next.code.trim_start();
            code.starts_with('.') || code.starts_with('?') || code.starts_with("else")
        });
        let closes_at_its_indentation =
            line.indentation() <= indentation && (code.ends_with('}') || code.ends_with(','));
        let block_ends = next.is_none_or(|next| next.indentation() < indentation);
        if code.ends_with(';') || block_ends || (closes_at_its_indentation && !goes_on) {
            return at;
        }
    }
    last
}

/// Code that is not an attribute.
fn is_substance(line: &Line) -> bool {
    let code = line.code.trim();
    let is_attribute = code.starts_with("#[") && code.ends_with(']');
    !code.is_empty() && !is_attribute
}

/// A comment line `// TODO 2: what is to be done`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Todo<'a> {
    /// Index of the line.
    pub(super) at: usize,
    pub(super) number: Option<usize>,
    pub(super) says: &'a str,
}

pub(super) fn todos<'a>(lines: &[Line<'a>]) -> Vec<Todo<'a>> {
    lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.continues)
        .filter_map(|(at, line)| {
            let rest = line.text.trim_start().strip_prefix("// TODO")?;
            let digits = rest.trim_start().len()
                - rest
                    .trim_start()
                    .trim_start_matches(|c: char| c.is_ascii_digit())
                    .len();
            let (number, says) = rest.trim_start().split_at(digits);
            Some(Todo {
                at,
                number: number.parse().ok(),
                says: says.trim_start_matches(':').trim(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::source::lines;

    /// The item's last line, as text.
    fn end(source: &str) -> &str {
        let lines = lines(source);
        lines[end_of_item(&lines, 0)].text.trim()
    }

    #[test]
    fn an_item_ends_with_the_line_that_closes_it() {
        assert_eq!(
            end("const A: f64 = 1.0; // one\nfn next() {}\n"),
            "const A: f64 = 1.0; // one"
        );
        assert_eq!(
            end("// why\n#[derive(Debug)]\nstruct A {\n    b: (),\n} // A\nfn next() {}\n"),
            "} // A"
        );
        assert_eq!(
            end("fn f<T>(t: T)\nwhere\n    T: Copy,\n{\n    g(t)\n} // f\n\nfn next() {}\n"),
            "} // f"
        );
        assert_eq!(
            end("fn f() {\n    if a {\n    } else {\n    }\n\n    b()\n} // f\n"),
            "} // f"
        );
        assert_eq!(end("fn f() {\n    let x = \"\n}\n\";\n} // f\n"), "} // f");
    }

    #[test]
    fn a_statement_ends_with_the_line_that_closes_it() {
        assert_eq!(
            end(
                "    let a = b\n        .c(|d| {\n            d\n        })\n        .e(); // a\n    f()\n}\n"
            ),
            ".e(); // a"
        );
        assert_eq!(
            end("    let a = match b {\n        _ => c,\n    }; // a\n    f()\n}\n"),
            "}; // a"
        );
        assert_eq!(
            end("    for a in b {\n        c(a);\n    } // for\n    f()\n}\n"),
            "} // for"
        );
        assert_eq!(
            end("    if a {\n        b\n    }\n    .c(); // if\n    f()\n}\n"),
            ".c(); // if"
        );
        assert_eq!(
            end("        A => b(), // arm\n        C => d(),\n    }\n"),
            "A => b(), // arm"
        );
    }

    #[test]
    fn a_last_expression_ends_with_its_block() {
        assert_eq!(
            end("    todo!(\"{a}\") // last\n}\n\nfn next() {}\n"),
            "todo!(\"{a}\") // last"
        );
        assert_eq!(end("    (a - b)\n        / c // last\n}\n"), "/ c // last");
        assert_eq!(end("    a\n"), "a");
        assert_eq!(end("// nothing\n"), "// nothing");
    }

    #[test]
    fn the_parts_of_an_exercise_are_found() {
        let source =
            "//! a\n//! b\n\n//! no\nfn main() {\n    a();\n}\n\n#[cfg(test)]\nmod tests {}\n";
        let lines = lines(source);
        assert_eq!(
            (header(&lines), main(&lines), tests_start(&lines)),
            (2, Some((4, 6)), Some(8))
        );
    }

    #[test]
    fn todos_are_comment_lines_with_a_number_or_without() {
        let lines = lines(
            "// TODO: a\n    // TODO 12: b c\n// TODO\nlet x = 1; // TODO: no\n\"\n// TODO: no\n\"\n",
        );
        let todos: Vec<_> = todos(&lines)
            .into_iter()
            .map(|todo| (todo.at, todo.number, todo.says))
            .collect();
        assert_eq!(todos, [(0, None, "a"), (1, Some(12), "b c"), (2, None, "")]);
    }
}
