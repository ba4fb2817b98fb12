//! `unwrap` and `expect` of a `None`.

use super::{Panicked, Rule};
use crate::explain::{Explanation, say};

pub(super) const RULES: &[Rule] = &[of_a_method, of_anything];

/// What `None` means is known of the methods that learners of arrays use most.
fn of_a_method(panicked: Panicked) -> Option<Explanation> {
    if !panicked.met_none() {
        return None;
    }
    let method = panicked.unwrapped()?;
    match method {
        "partial_cmp" => say(
            "Two numbers cannot be compared, because one of them is NaN.",
            "Find out where the NaN comes from: 0.0 / 0.0, the root or logarithm of a negative number. `total_cmp` orders NaN as well.",
        ),
        "mean" | "mean_axis" => say(
            format!("`{method}` of nothing is `None`: there are no entries to divide by."),
            "Decide what holds without entries, with `match` or `unwrap_or`; or find out why the array is empty here.",
        ),
        "first" | "last" | "max" | "min" | "max_by" | "min_by" | "max_by_key" | "min_by_key"
        | "pop" | "reduce" => say(
            format!("`{method}` found nothing, so it is `None`: what it looks through is empty."),
            "Decide what holds for an empty one, with `match` or `unwrap_or`; or find out why it is empty here.",
        ),
        "next" => say(
            "`next` is `None`: the iterator has nothing left to give.",
            "Decide what holds then, with `match`, `if let` or `unwrap_or`; or find out why there is less than you expect.",
        ),
        "get" | "get_mut" => say(
            "`get` found nothing under that key or index, so it is `None`.",
            "Print what was asked for, and what is there; or decide what holds without it, with `match` or `unwrap_or`.",
        ),
        "find" | "position" | "rposition" => say(
            format!("`{method}` found nothing that fits, so it is `None`."),
            "Print what is looked through: is there what you look for? Otherwise decide what holds then, with `match` or `unwrap_or`.",
        ),
        "as_slice" | "as_slice_mut" | "to_slice" => say(
            format!(
                "`{method}` is `None` where the entries do not lie side by side in memory, as in a column or after `.t()`."
            ),
            "`a.iter()` works on any array; `a.to_vec()` copies a vector.",
        ),
        "broadcast" => say(
            "The array cannot be stretched to that shape: compared from the last axis backwards, each length must be the same, or 1.",
            "Print both shapes; a vector is taken for a row, `v.insert_axis(Axis(1))` makes it a column.",
        ),
        "checked_sub" | "checked_add" | "checked_mul" => say(
            format!(
                "`{method}` is `None`: the result does not fit the type of whole numbers that it has."
            ),
            "That is what it is for: decide with `match` or `unwrap_or` what holds then.",
        ),
        _ => None,
    }
}

fn of_anything(panicked: Panicked) -> Option<Explanation> {
    if !panicked.met_none() {
        return None;
    }
    let taker = if panicked.message.starts_with("called `") {
        "unwrap"
    } else {
        "expect"
    };
    say(
        format!("`{taker}` insists on a value, and there is none: the `Option` is `None`."),
        "Find out when it is `None` (an empty list, a search without a find), and say with `match`, `if let` or `unwrap_or` what holds then.",
    )
}
