//! What all reports are made of: indices, shapes, grids of entries, and the way a check fails.

mod grid;
mod shape;
mod table;

pub(crate) use grid::Grids;
pub(crate) use shape::{index, index_of, meaning_of_shapes, shape, shapes_differ};
pub(crate) use table::table;

use std::fmt;

/// Reports are made for windows of this width.
pub(crate) const WIDTH: usize = 80;

/// Differing entries listed of an array too large to be shown in full.
pub(crate) const LISTED: usize = 8;

/// The optional sentence of a macro call.
#[doc(hidden)]
#[macro_export]
macro_rules! __sentence {
    () => {
        ::std::option::Option::None
    };
    ($($arguments:tt)+) => {
        ::std::option::Option::Some(::std::format_args!($($arguments)+))
    };
}

/// Panics at the caller's line. The sentence comes first, since it names the claim; a list of failures shows
/// the first line only.
#[track_caller]
pub(crate) fn fail(sentence: Option<fmt::Arguments>, report: &str) -> ! {
    match sentence {
        Some(sentence) => panic!("{sentence}\n{report}"),
        None => panic!("{report}"),
    }
}

/// `all 6 entries differ`, `2 of 6 entries differ (33%)`.
pub(crate) fn share(differing: usize, all: usize) -> String {
    if differing == all {
        return format!("all {all} entries differ");
    }
    let verb = if differing == 1 { "differs" } else { "differ" };
    format!(
        "{differing} of {all} entries {verb} ({})",
        percent(differing, all)
    )
}

#[expect(clippy::cast_precision_loss, reason = "a rounded share")]
fn percent(part: usize, all: usize) -> String {
    let percent = 100.0 * part as f64 / all as f64;
    match percent {
        p if p < 0.01 => "under 0.01%".to_owned(),
        p if p < 1.0 => format!("{p:.2}%"),
        // Rounding must not claim that all entries differ.
        p => format!("{:.0}%", p.min(99.0)),
    }
}

/// Pads on the left to `width` characters.
pub(crate) fn right(text: &str, width: usize) -> String {
    format!("{text:>width$}")
}

pub(crate) fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_neither_rounded_to_none_nor_to_all() {
        assert_eq!(share(1, 3), "1 of 3 entries differs (33%)");
        assert_eq!(share(2, 3), "2 of 3 entries differ (67%)");
        assert_eq!(share(3, 3), "all 3 entries differ");
        assert_eq!(share(999, 1000), "999 of 1000 entries differ (99%)");
        assert_eq!(share(2, 400), "2 of 400 entries differ (0.50%)");
        assert_eq!(
            share(1, 1_000_000),
            "1 of 1000000 entries differs (under 0.01%)"
        );
    }

    #[test]
    fn the_sentence_comes_first() {
        let failure = |sentence| std::panic::catch_unwind(|| fail(sentence, "got 1")).unwrap_err();
        let text = failure(Some(format_args!("weights sum to 1"))).downcast::<String>();
        assert_eq!(*text.unwrap(), "weights sum to 1\ngot 1");
        let text = failure(None).downcast::<String>();
        assert_eq!(*text.unwrap(), "got 1");
    }
}
