//! Reviews as text: what is due and when, the head of a review's screen, its questions, its last line.

use super::{
    list,
    theme::{Theme, wrapped},
};
use crate::{
    catalog::{Catalog, Exercise},
    progress::Progress,
    review::{Planned, round::days},
};

/// `3 exercises are due for review: runner review`; nothing if none is.
pub(crate) fn reminder(due: usize) -> Option<String> {
    match due {
        0 => None,
        1 => Some("1 exercise is due for review: runner review".to_owned()),
        many => Some(format!(
            "{many} exercises are due for review: runner review"
        )),
    }
}

/// When it comes back: `now`, `in 1 day`.
fn when(planned: &Planned, now: i64) -> String {
    match planned.memory.days_left(now) {
        0 => "now".to_owned(),
        left => format!("in {}", days(left)),
    }
}

/// What is planned, the next first.
pub(crate) fn plan(planned: &[Planned], catalog: &Catalog, now: i64, theme: &Theme) -> String {
    if planned.is_empty() {
        let text = "Nothing is planned for review yet: what you solve comes back after some days, sooner if it was hard.";
        return format!("{}\n", wrapped(text, theme.width, ""));
    }
    let mut text = String::new();
    for planned in planned {
        let exercise = &catalog.exercises()[planned.index];
        let when =
            console::pad_str(&when(planned, now), 11, console::Alignment::Left, None).into_owned();
        let when = if planned.is_due(now) {
            theme.note(&when)
        } else {
            theme.quiet(&when)
        };
        let forgotten = match planned.memory.lapses {
            0 => String::new(),
            1 => theme.quiet("  forgotten once"),
            many => theme.quiet(&format!("  forgotten {many} times")),
        };
        text.push_str(&format!(
            "{when} {}  {}{forgotten}\n",
            exercise.id, exercise.title
        ));
    }
    let due = planned.iter().filter(|planned| planned.is_due(now)).count();
    match reminder(due) {
        Some(reminder) => text.push_str(&format!("\n{reminder}\n")),
        None => text.push_str(
            "\nNothing is due now. `runner review --any` does the next one all the same.\n",
        ),
    }
    text
}

/// Instead of a round.
pub(crate) fn nothing_due(
    next: Option<&Planned>,
    catalog: &Catalog,
    now: i64,
    theme: &Theme,
) -> String {
    let Some(next) = next else {
        return plan(&[], catalog, now, theme);
    };
    let exercise = &catalog.exercises()[next.index];
    format!(
        "Nothing is due for review. The next one comes {}: {} ({})\n`runner review --any` does it all the same.\n",
        when(next, now),
        exercise.id,
        exercise.title
    )
}

/// How a round went, and when to come back.
pub(crate) fn farewell(
    [remembered, forgotten, open]: [usize; 3],
    next: Option<&Planned>,
    now: i64,
) -> String {
    let mut parts = vec![format!("{remembered} remembered")];
    if forgotten > 0 {
        parts.push(format!("{forgotten} forgotten"));
    }
    if open > 0 {
        parts.push(format!("{open} left for later"));
    }
    let next = match next {
        Some(next) if next.is_due(now) => "; `runner review` goes on".to_owned(),
        Some(next) => format!("; the next one comes {}", when(next, now)),
        None => String::new(),
    };
    format!("{}{next}\n", parts.join(", "))
}

/// Where there is room for it; the help says it too.
const REMARK: &str = "   a copy: o opens it";

/// The lines above the rule.
pub(super) fn head(
    exercise: &Exercise,
    facts: &str,
    path: &str,
    catalog: &Catalog,
    progress: &Progress,
    theme: &Theme,
) -> Vec<String> {
    let mut title = theme.strong(&exercise.title);
    if !facts.is_empty() {
        title.push_str(&format!("  {}", theme.quiet(facts)));
    }
    let total = catalog.exercises().len();
    let ended = catalog
        .exercises()
        .iter()
        .filter(|other| progress.is_done(other))
        .count();
    vec![
        format!(
            "{}  {} {ended}/{total}   {}",
            theme.strong("review"),
            list::bar(ended, total),
            theme.quiet(&exercise.id)
        ),
        title,
        if console::measure_text_width(path) + REMARK.len() <= theme.width {
            format!("{path}{}", theme.quiet(REMARK))
        } else {
            path.to_owned()
        },
    ]
}

pub(super) fn ask_reset(exercise: &Exercise) -> String {
    format!(
        "Bring the untouched text back to {}? What is in it now is kept in .runner/review-backups.",
        exercise.path
    )
}

pub(super) const ASK_SOLUTION: &str = "\
Show the solution? The exercise then counts as forgotten, and comes back tomorrow. A hint (h) is a smaller step.

y: yes   any other key: no";

/// The keys of the last line, with the rank by which they give way.
pub(super) const KEYS: [(&str, u8); 9] = [
    ("h: hint", 2),
    ("l: list", 6),
    ("n: later", 3),
    ("p: previous", 7),
    ("s: give up", 4),
    ("x: begin anew", 5),
    ("d: page", 8),
    ("?: help", 0),
    ("q: quit", 1),
];

pub(super) const HELP: &str = "\
Solve the file named above once more and save it: every save is checked.
It is a copy. The file you solved before is not touched. An editor completes
little in a copy, since it lies outside the packages of the course.

h  next hint                  n  later: the next one that is due
l  what is due in this round  p  previous
s  give up: the solution      r  run the check again
x  begin anew (asks)          o  open the file in $EDITOR
d  page of the level          f  open or fold all failures
?  this help                  q  quit

Solved without help it comes back later than the last time; given up, tomorrow.

arrow keys, space, PageUp, PageDown: scroll      Escape: back to the verdict";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::schedule::{DAY, Memory};

    fn planned(interval: u32) -> Planned {
        let memory = Memory::kept(0, interval, 2.5, 0);
        Planned {
            index: 0,
            due_at: memory.due_at(0),
            memory,
        }
    }

    #[test]
    fn the_last_line_counts_and_says_when_to_come_back() {
        assert_eq!(
            farewell([2, 1, 0], Some(&planned(6)), 0),
            "2 remembered, 1 forgotten; the next one comes in 6 days\n"
        );
        assert_eq!(
            farewell([0, 0, 3], Some(&planned(1)), DAY),
            "0 remembered, 3 left for later; `runner review` goes on\n"
        );
        assert_eq!(farewell([1, 0, 0], None, 0), "1 remembered\n");
    }

    #[test]
    fn nobody_is_reminded_of_nothing() {
        assert_eq!(reminder(0), None);
        assert_eq!(
            reminder(1).unwrap(),
            "1 exercise is due for review: runner review"
        );
        assert!(reminder(3).unwrap().starts_with("3 exercises are"));
    }
}
