//! What a panic hook prints under `stack backtrace:`: a numbered line a function, its place in the next one.

use std::iter::Peekable;

/// A call on the way to a panic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    /// As the program knows it: absolute, or `./FILE` below the directory it runs in.
    pub(crate) file: String,
    pub(crate) line: usize,
    /// The name of what was called there, without path and types: `dot`. Empty if it is not known.
    pub(crate) called: String,
}

/// The calls whose place is known, innermost first. Takes the lines of the backtrace and no other.
pub(super) fn frames<'a>(lines: &mut Peekable<impl Iterator<Item = &'a str>>) -> Vec<Frame> {
    let mut frames = Vec::new();
    let (mut function, mut called) = ("", "");
    while let Some(line) = lines.next_if(|line| is_part(line)) {
        match place(line) {
            Some((file, line)) => frames.push(Frame {
                file: file.to_owned(),
                line,
                called: name_of(called).to_owned(),
            }),
            None => (function, called) = (line, function),
        }
    }
    frames
}

fn is_part(line: &str) -> bool {
    let function = || {
        line.trim_start()
            .split_once(": ")
            .is_some_and(|(number, _)| number.parse::<usize>().is_ok())
    };
    line.starts_with("note: Some details are omitted")
        || line.starts_with(' ') && (line.trim_start().starts_with("at ") || function())
}

/// `             at ./05_reductions.rs:31:18`
fn place(line: &str) -> Option<(&str, usize)> {
    let mut parts = line.trim_start().strip_prefix("at ")?.rsplitn(3, ':');
    let _column = parts.next()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?, line))
}

/// `   3: <ndarray::ArrayBase<f64> as ndarray::linalg::Dot<f64>>::dot` -> `dot`
fn name_of(line: &str) -> &str {
    let name = line.split_once(": ").map_or("", |(_, name)| name);
    // What stands outside of angle brackets, after the last `::`; types behind the name do not count.
    let mut depth = 0;
    let (mut start, mut end) = (0, name.len());
    for (at, c) in name.char_indices() {
        match c {
            '<' => {
                if depth == 0 && at > start {
                    end = at;
                }
                depth += 1;
            }
            '>' => depth -= 1,
            ':' if depth == 0 => (start, end) = (at + 1, name.len()),
            _ => {}
        }
    }
    &name[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::libtest::split_panic;

    const PRINTED: &str = "before
thread 'tests::a' (7) panicked at /registry/ndarray-0.16.1/src/linalg/impl_linalg.rs:298:5:
ndarray: inputs 2 x 3 and 4 x 5 are not compatible
stack backtrace:
   0: core::panicking::panic_fmt
             at /rustc/598/library/core/src/panicking.rs:80:14
   1: ndarray::linalg::impl_linalg::dot_shape_error
   2: a
             at ./06_matmul.rs:31:18
  10: {closure#0}
             at /c/exercises/01_arrays/06_matmul.rs:70:25
note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.
after";

    #[test]
    fn places_are_read_and_the_rest_is_left_to_the_test() {
        let (panic, rest) = split_panic(PRINTED);
        let panic = panic.unwrap();
        assert_eq!(
            panic.message,
            "ndarray: inputs 2 x 3 and 4 x 5 are not compatible"
        );
        let frames: Vec<_> = panic
            .frames
            .iter()
            .map(|frame| (frame.file.as_str(), frame.line, frame.called.as_str()))
            .collect();
        assert_eq!(
            frames,
            [
                ("/rustc/598/library/core/src/panicking.rs", 80, ""),
                ("./06_matmul.rs", 31, "dot_shape_error"),
                ("/c/exercises/01_arrays/06_matmul.rs", 70, "a")
            ]
        );
        assert_eq!(rest, "before\nafter");
    }

    #[test]
    fn names_are_read_without_paths_and_types() {
        assert_eq!(name_of("   3: dot<f64, ndarray::OwnedRepr<f64>>"), "dot");
        assert_eq!(
            name_of("  12: <ndarray::ArrayBase<S, D> as ndarray::linalg::Dot<Rhs>>::dot"),
            "dot"
        );
        assert_eq!(name_of("   1: a::tests::b"), "b");
        assert_eq!(
            name_of("   1: core::ops::FnOnce::call_once<T>"),
            "call_once"
        );
        assert_eq!(name_of(""), "");
    }

    #[test]
    fn any_part_of_a_backtrace_is_read_without_a_panic() {
        for end in 0..PRINTED.len() {
            split_panic(&PRINTED[..end]);
        }
    }
}
