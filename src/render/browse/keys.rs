//! The keys of the list: the lines at its foot, and all of them on a page.

use super::{Filter, Theme};

/// Keys with their rank: the ones with a small one are kept longest where the line is short.
pub(super) const KEYS: [(&str, u8); 9] = [
    ("Enter: go", 2),
    ("/: search", 3),
    ("[ ]: levels", 6),
    ("o: edit", 5),
    ("x: reset", 4),
    ("c: current", 7),
    ("g G: ends", 8),
    ("?: keys", 1),
    ("q: close", 0),
];

pub(super) const TYPING_KEYS: [(&str, u8); 4] = [
    ("Enter: go", 1),
    ("arrows: choose", 3),
    ("Tab: keys", 2),
    ("Esc: clear", 0),
];

pub(super) const HELP_KEYS: [(&str, u8); 2] = [("arrows: scroll", 1), ("other keys: back", 0)];

pub(super) fn fitting(keys: &[(&str, u8)], width: usize) -> String {
    let with = |most: u8| {
        let shown = keys.iter().filter(|(_, rank)| *rank <= most);
        let shown: Vec<&str> = shown.map(|(text, _)| *text).collect();
        shown.join("  ")
    };
    (0..=8)
        .rev()
        .map(with)
        .find(|line| line.len() <= width)
        .unwrap_or_default()
}

/// `[1 all]  2 open   3 done   4 this level`
pub(super) fn filters(filter: Filter, theme: &Theme) -> String {
    let marked = |text: &str, is_on: bool| {
        if is_on {
            theme.strong(&format!("[{text}]"))
        } else {
            theme.quiet(&format!(" {text} "))
        }
    };
    let line = [
        marked("1 all", filter == Filter::All),
        marked("2 open", filter == Filter::Open),
        marked("3 done", filter == Filter::Done),
        marked("4 this level", matches!(filter, Filter::Level(_))),
    ];
    line.join(" ")
}

/// The end of what is typed is what counts.
pub(super) fn search_line(search: &str, found: &str, theme: &Theme) -> String {
    let room = theme
        .width
        .saturating_sub(2 + console::measure_text_width(found));
    let mut end = search;
    while console::measure_text_width(end) > room {
        let mut chars = end.chars();
        chars.next();
        end = chars.as_str();
    }
    format!(
        "{}{}",
        theme.strong(&format!("/{end}_")),
        theme.quiet(found)
    )
}

const HELP: [(&str, &str); 13] = [
    ("arrows, j k", "one up or down"),
    ("PgUp, PgDn", "ten up or down"),
    ("Home, End", "first, last (also g, G)"),
    ("] [, Tab", "next, previous level"),
    ("c", "to where you are"),
    ("/", "search id, title, topics"),
    ("1 2 3 4", "all, open, done, level"),
    ("Enter", "go to the exercise"),
    ("o", "open it in your editor"),
    ("x", "reset it (asks first)"),
    ("q, Escape", "close the list"),
    ("[ok]", "done"),
    ("(here)", "where you are"),
];

pub(super) fn help(from: usize, room: usize, theme: &Theme) -> Vec<String> {
    let from = from.min(HELP.len().saturating_sub(room));
    HELP.iter()
        .skip(from)
        .take(room)
        .map(|(key, does)| format!("{}  {does}", theme.strong(&format!("{key:<12}"))))
        .collect()
}
