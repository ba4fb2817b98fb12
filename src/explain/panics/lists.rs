//! Panics of vectors, slices, strings, maps and iterators.

use super::{Panicked, Rule, counted, index_way_out};
use crate::explain::{Explanation, say};

pub(super) const RULES: &[Rule] = &[
    indices,
    ends_before_it_starts,
    ranges,
    inserted_or_removed,
    keys,
    letters,
    steps,
    copies,
    empty_choice,
    cells,
];

/// `v[i]`, `v.swap(i, j)`.
fn indices(panicked: Panicked) -> Option<Explanation> {
    let (length, index) = panicked
        .message
        .strip_prefix("index out of bounds: the len is ")?
        .split_once(" but the index is ")?;
    let (length, index): (usize, usize) = (length.parse().ok()?, index.parse().ok()?);
    say(
        format!(
            "The list has {}, and number {index} is asked for.",
            counted(length, "entry", "entries")
        ),
        index_way_out(index, length),
    )
}

/// `&v[3..1]`
fn ends_before_it_starts(panicked: Panicked) -> Option<Explanation> {
    let (start, end) = panicked
        .message
        .strip_prefix("slice index starts at ")?
        .split_once(" but ends at ")?;
    say(
        format!("The range {start}..{end} ends before it begins."),
        "Print both ends before this line. `a.min(b)..a.max(b)` is in order whichever is larger; or are the two exchanged?",
    )
}

/// `&v[..9]`
fn ranges(panicked: Panicked) -> Option<Explanation> {
    let rest = panicked.message.strip_prefix("range ")?;
    let (end, rest) = rest.split_once(" index ")?;
    let (at, length) = rest.split_once(" out of range for slice of length ")?;
    let verb = match end {
        "end" => "reaches to",
        "start" => "begins at",
        _ => return None,
    };
    let length: usize = length.parse().ok()?;
    let at: usize = at.parse().ok()?;
    say(
        format!(
            "The range {verb} {at}, and the list has {} entr{}.",
            if length == 0 {
                "no".to_owned()
            } else {
                format!("only {length}")
            },
            if length == 1 { "y" } else { "ies" }
        ),
        "The end of `a..b` is left out, so `..v.len()` is all of it. `v.len().min(n)` stops at the end of the list.",
    )
}

fn inserted_or_removed(panicked: Panicked) -> Option<Explanation> {
    let (what, index, length) = [
        ("removed", "removal index (is ", ") should be < len (is "),
        (
            "removed",
            "swap_remove index (is ",
            ") should be < len (is ",
        ),
        (
            "inserted",
            "insertion index (is ",
            ") should be <= len (is ",
        ),
    ]
    .iter()
    .find_map(|(what, start, middle)| {
        let (index, rest) = panicked.message.strip_prefix(start)?.split_once(middle)?;
        Some((*what, index, rest.strip_suffix(')')?))
    })?;
    let length: usize = length.parse().ok()?;
    say(
        format!(
            "Something is to be {what} at {index}, and the list has {}.",
            counted(length, "entry", "entries")
        ),
        "Print the index and the length before this line. A list gets shorter with each `remove`, and all that follow move up.",
    )
}

/// `map[&key]`
fn keys(panicked: Panicked) -> Option<Explanation> {
    if panicked.message != "no entry found for key" {
        return None;
    }
    say(
        "The map has no such key, and square brackets insist on one.",
        "`map.get(&key)` gives an `Option`; `*map.entry(key).or_insert(0)` begins with a value. Print the key: is it spelled as in the map?",
    )
}

/// `&text[..2]`
fn letters(panicked: Panicked) -> Option<Explanation> {
    if !panicked.message.contains("is not a char boundary;") {
        return None;
    }
    say(
        "Texts are cut by bytes, and here a letter of more than one byte is cut in two.",
        "`text.chars().take(n)` counts letters; `text.char_indices()` tells where each begins.",
    )
}

/// `chunks(0)`, `step_by(0)`, `windows(0)`
fn steps(panicked: Panicked) -> Option<Explanation> {
    let zero = matches!(
        panicked.message,
        "chunk size must be non-zero" | "window size must be non-zero"
    ) || panicked.message == "assertion failed: step != 0"
        && panicked.is_in("the standard library")
        || panicked
            .message
            .starts_with("assertion `left != right` failed: Chunk size must be nonzero.")
            && panicked.is_in("ndarray");
    if !zero {
        return None;
    }
    say(
        "A list is to be cut into pieces, or walked in steps, of length 0.",
        "Print the length before this line: a division of whole numbers such as `2 / 3` gives 0; `.max(1)` keeps it above.",
    )
}

/// `a.copy_from_slice(b)`
fn copies(panicked: Panicked) -> Option<Explanation> {
    if !panicked
        .message
        .starts_with("copy_from_slice: source slice length (")
    {
        return None;
    }
    say(
        "One slice is copied into another, and they differ in length.",
        "Cut the longer one first, `&source[..target.len()]`, or collect into a new `Vec`.",
    )
}

/// `rng.gen_range(3..3)`
fn empty_choice(panicked: Panicked) -> Option<Explanation> {
    if panicked.message != "cannot sample empty range" {
        return None;
    }
    say(
        "A random number is to be drawn from a range with nothing in it.",
        "Print both ends: the end of `a..b` is left out and must lie above `a`. Is the list empty that it was made of?",
    )
}

fn cells(panicked: Panicked) -> Option<Explanation> {
    let held = match panicked.message {
        "RefCell already borrowed" => "somebody still reads it",
        "RefCell already mutably borrowed" => "somebody still writes it",
        _ => return None,
    };
    say(
        format!("The `RefCell` is asked for while {held}."),
        "Copy what you need out of it in a statement of its own, so that the borrow ends before the next begins: `let grad = node.borrow().grad;`.",
    )
}
