//! What all reports are made of: indices, shapes, grids of entries, and the way a check fails.

mod excerpt;
mod grid;
pub(crate) mod number;
mod shape;
mod table;

pub(crate) use excerpt::{excerpts, first_difference};
pub(crate) use grid::Grids;
pub(crate) use shape::{index, index_of, meaning_of_shapes, shape, shapes_differ};
pub(crate) use table::table;

use std::fmt;

/// What stands side by side fits into windows of this width.
pub(crate) const WIDTH: usize = 80;

/// What cannot be narrower may be a little wider.
pub(crate) const MOST_WIDTH: usize = 100;

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
    let entries = share_of(differing, all);
    let verb = if differing == 1 { "differs" } else { "differ" };
    if differing == all {
        return format!("{entries} {verb}");
    }
    format!("{entries} {verb} ({})", percent(differing, all))
}

/// `all 6 entries`, `2 of 6 entries`.
pub(crate) fn share_of(part: usize, all: usize) -> String {
    match all {
        1 => "the only entry".to_owned(),
        _ if part == all => format!("all {all} entries"),
        _ => format!("{part} of {all} entries"),
    }
}

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

/// Runs what must panic, for tests of reports.
#[cfg(test)]
pub(crate) use caught::{Failure, panic_of};

#[cfg(test)]
mod caught {
    use std::cell::RefCell;
    use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
    use std::sync::Once;

    /// A panic's message and place.
    #[derive(Clone, Debug)]
    pub(crate) struct Failure {
        pub(crate) text: String,
        pub(crate) line: u32,
    }

    thread_local! {
        static FAILURE: RefCell<Option<Failure>> = const { RefCell::new(None) };
        static CATCHING: RefCell<bool> = const { RefCell::new(false) };
    }

    #[track_caller]
    pub(crate) fn panic_of(must_panic: impl FnOnce()) -> Failure {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let usual = take_hook();
            set_hook(Box::new(move |info| match CATCHING.with_borrow(|c| *c) {
                true => FAILURE.set(Some(Failure {
                    text: info.payload_as_str().unwrap_or_default().to_owned(),
                    line: info.location().unwrap().line(),
                })),
                false => usual(info),
            }));
        });
        CATCHING.set(true);
        let outcome = catch_unwind(AssertUnwindSafe(must_panic));
        CATCHING.set(false);
        assert!(outcome.is_err(), "nothing panicked");
        FAILURE.take().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_neither_rounded_to_none_nor_to_all() {
        assert_eq!(share(1, 3), "1 of 3 entries differs (33%)");
        assert_eq!(share(2, 3), "2 of 3 entries differ (67%)");
        assert_eq!(share(3, 3), "all 3 entries differ");
        assert_eq!(share(1, 1), "the only entry differs");
        assert_eq!(share(999, 1000), "999 of 1000 entries differ (99%)");
        assert_eq!(share(1, 100), "1 of 100 entries differs (1%)");
        assert_eq!(share(1, 10_000), "1 of 10000 entries differs (0.01%)");
        assert_eq!(share(2, 400), "2 of 400 entries differ (0.50%)");
        assert_eq!(
            share(1, 1_000_000),
            "1 of 1000000 entries differs (under 0.01%)"
        );
    }

    #[test]
    fn the_sentence_comes_first() {
        let with = panic_of(|| fail(Some(format_args!("weights sum to 1")), "got 2"));
        assert_eq!(with.text, "weights sum to 1\ngot 2");
        let without = panic_of(|| fail(None, "got 2"));
        assert_eq!(without.text, "got 2");
    }
}
