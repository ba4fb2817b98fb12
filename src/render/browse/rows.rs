//! The lines of the list: levels with their bars, exercises in columns that the width has room for.

use super::{
    Browser, Catalog, Exercise, Kind, Progress, Quiz, Theme, bar, cell, line_of, open_exercises,
    shortened,
};

/// `> [ok] `
const GUTTER: usize = 7;
const HERE: &str = " (here)";

/// Which columns there are.
pub(super) struct Columns {
    number: usize,
    stars: usize,
    /// Columns for the file's name, where there is room for it beside the title.
    name: usize,
    title: usize,
    /// Whether difficulty, kind, time and tries have columns of their own; else the first two are at the end of the line.
    own: bool,
}

impl Columns {
    const KIND: usize = 4;
    const TIME: usize = 6;
    const TRIES: usize = 8;
    const OWN: usize = 4 + Self::KIND + Self::TIME + Self::TRIES;
    const NAME: usize = 26;

    pub(super) fn of(browser: &Browser, width: usize) -> Self {
        let (number, stars) = (browser.number_width(), browser.most_stars());
        let own = width >= 76;
        let name = if width >= 112 { Self::NAME } else { 0 };
        let used = GUTTER + number + 1 + name + if own { Self::OWN + stars } else { 0 };
        Self {
            number,
            stars,
            name,
            title: width.saturating_sub(used),
            own,
        }
    }
}

/// `> [ok] 4.9  Ridge regression (here)   ***   boss 12 min  3 tries`
pub(super) fn exercise(
    row: usize,
    browser: &Browser,
    catalog: &Catalog,
    progress: &Progress,
    columns: &Columns,
    theme: &Theme,
) -> String {
    let selected = browser.is_selected(row);
    let row = browser.row(row);
    let exercise = &catalog.exercises()[row.index];
    // The selected line has one look from end to end.
    let theme_inside = Theme {
        color: theme.color && !selected,
        ..*theme
    };
    let theme_of_row = theme;
    let theme = &theme_inside;

    let cursor = if selected { ">" } else { " " };
    let mark = if row.done {
        theme.good("[ok]")
    } else {
        "[  ]".to_owned()
    };
    let number = format!("{:<width$}", row.number, width = columns.number);
    let mut line = format!("{cursor} {mark} {} ", theme.quiet(&number));
    if columns.name > 0 {
        line.push_str(&theme.quiet(&format!("{} ", cell(&exercise.name, columns.name - 1))));
    }

    let stars = "*".repeat(usize::from(exercise.difficulty.unwrap_or(0)));
    let kind = kind(exercise).unwrap_or_default();
    let (end, end_width) = if columns.own {
        let end = format!(
            " {} {} {:>time$} {:>tries$}",
            theme.quiet(&cell(&stars, columns.stars)),
            theme.note(&cell(kind, Columns::KIND)),
            time_of(progress, exercise),
            tries(progress.tries(exercise)).unwrap_or_default(),
            time = Columns::TIME,
            tries = Columns::TRIES,
        );
        (end, 0)
    } else {
        let tags = [theme.quiet(&stars), theme.note(kind)];
        let end: String = tags
            .iter()
            .filter(|tag| console::measure_text_width(tag) > 0)
            .map(|tag| format!(" {tag}"))
            .collect();
        let width = console::measure_text_width(&end);
        (end, width)
    };

    let here = if browser.is_current(row) { HERE } else { "" };
    let room = columns.title.saturating_sub(end_width);
    let title = shortened(&line_of(&exercise.title), room.saturating_sub(here.len()));
    let gap = room.saturating_sub(console::measure_text_width(&title) + here.len());
    let title = if here.is_empty() {
        title
    } else {
        format!("{}{}", theme.strong(&title), theme.note(here))
    };
    line.push_str(&format!("{title}{}{end}", " ".repeat(gap)));
    if selected {
        theme_of_row.chosen(&line)
    } else {
        line
    }
}

/// `04_regression  Classical regression  [####--------] 4/13`
pub(super) fn level(level: usize, browser: &Browser, catalog: &Catalog, theme: &Theme) -> String {
    let state = browser.level(level);
    let level = &catalog.levels()[level];
    let bar = format!(
        "{} {}/{}",
        bar(state.done, state.size),
        state.done,
        state.size
    );
    let dir = line_of(&level.dir);
    let used = |text: &str| console::measure_text_width(text) + 2;
    let room = theme
        .width
        .saturating_sub(console::measure_text_width(&bar) + 2);
    let name = if dir.is_empty() {
        shortened(&line_of(&level.title), room)
    } else if room >= used(&dir) + 8 {
        let title = shortened(&line_of(&level.title), room - used(&dir));
        format!("{dir}  {title}")
    } else {
        shortened(&dir, room)
    };
    format!("{}  {bar}", theme.strong(&name))
}

/// `  after 01_arrays [ok], 02_math 3/12; its quiz, 4.13, leads past it`
pub(super) fn facts(level: usize, browser: &Browser, catalog: &Catalog, theme: &Theme) -> String {
    let state = browser.level(level);
    let (tested_out, quiz) = match state.quiz {
        Quiz::Nothing => (String::new(), String::new()),
        Quiz::LeadsPast { quiz, .. } => {
            let number = &browser.row_of(quiz).number;
            (String::new(), format!("its quiz, {number}, leads past it"))
        }
        Quiz::TestedOut { open } => (
            format!("tested out, {}", open_exercises(open)),
            String::new(),
        ),
    };
    let needs: Vec<String> = state
        .needs
        .iter()
        .map(|&needed| {
            let dir = line_of(&catalog.levels()[needed].dir);
            let needed = browser.level(needed);
            if needed.is_met() {
                format!("{dir} [ok]")
            } else {
                format!("{dir} {}/{}", needed.done, needed.size)
            }
        })
        .collect();
    let after = if needs.is_empty() {
        String::new()
    } else {
        format!("after {}", needs.join(", "))
    };
    let parts = [tested_out, after, quiz];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let text = shortened(&format!("  {}", parts.join("; ")), theme.width);
    if matches!(state.quiz, Quiz::TestedOut { .. }) {
        theme.good(&text)
    } else {
        theme.quiet(&text)
    }
}

pub(super) fn kind(exercise: &Exercise) -> Option<&'static str> {
    match exercise.kind {
        Kind::Exercise => None,
        kind @ (Kind::Boss | Kind::Quiz) => Some(kind.name()),
    }
}

fn time_of(progress: &Progress, exercise: &Exercise) -> String {
    time(progress.seconds(exercise)).unwrap_or_default()
}

/// The learner's own time, if there is any: `<1 min`, `12 min`, `3 h`; a file may say more than fits in the column, or than
/// anybody spends on one exercise.
pub(super) fn time(seconds: u64) -> Option<String> {
    match seconds {
        0 => None,
        1..60 => Some("<1 min".to_owned()),
        60..6000 => Some(format!("{} min", seconds / 60)),
        6000..358_200 => Some(format!("{} h", (seconds + 1800) / 3600)),
        358_200.. => Some("99+ h".to_owned()),
    }
}

pub(super) fn tries(tries: u64) -> Option<String> {
    match tries {
        0 => None,
        1 => Some("1 try".to_owned()),
        many => Some(format!("{many} tries")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_fits_its_column_whatever_the_file_says() {
        for (seconds, shown) in [
            (59, "<1 min"),
            (5999, "99 min"),
            (6000, "2 h"),
            (358_199, "99 h"),
            (358_200, "99+ h"),
            (u64::MAX, "99+ h"),
        ] {
            assert_eq!(time(seconds).as_deref(), Some(shown));
            assert!(shown.len() <= Columns::TIME);
        }
    }
}
