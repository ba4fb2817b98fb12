//! The interactive list as lines that fit the terminal. Only what is visible is made.

use super::{
    list::bar,
    review,
    screen::{clipped, folded},
    theme::{Theme, wrapped},
};
use crate::{
    catalog::{Catalog, Exercise, Kind},
    progress::Progress,
    watch::browse::{Browser, Filter, Line, Mode, Quiz, Row},
};

mod keys;
mod rows;

/// What goes on beneath the list.
#[derive(Default)]
pub(crate) struct News<'a> {
    /// Of a watch session: what it does, or the newest verdict.
    pub(crate) status: Option<&'a str>,
    /// What a key has done; stays until the next one.
    pub(crate) notice: Option<&'a str>,
}

/// The whole screen: at most `rows` lines of at most `theme.width` columns, around the selected row.
pub(crate) fn screen(
    browser: &Browser,
    catalog: &Catalog,
    progress: &Progress,
    news: &News,
    theme: &Theme,
    rows: usize,
) -> Vec<String> {
    let mut foot = foot(browser, catalog, progress, news, theme, rows);
    foot.truncate(rows.saturating_sub(2));
    let room = rows.saturating_sub(1 + foot.len());
    let mut body = match browser.mode() {
        Mode::Help(from) => keys::help(from, room, theme),
        Mode::Keys | Mode::Typing | Mode::AskReset(_) => {
            body(browser, catalog, progress, room, theme)
        }
    };
    body.resize(room, String::new());

    let mut screen = vec![head(browser, catalog, theme)];
    screen.extend(body);
    screen.extend(foot);
    screen.truncate(rows.max(1));
    screen
        .iter()
        .map(|line| clipped(line, theme.width))
        .collect()
}

/// `Machine learning in Rust  [##----------] 15/88   open   3 of 73`
fn head(browser: &Browser, catalog: &Catalog, theme: &Theme) -> String {
    let (done, total) = browser.total();
    let bar = format!("{} {done}/{total}", bar(done, total));
    let (place, shown) = browser.position();
    let mut narrowed = match browser.filter() {
        Filter::All => String::new(),
        Filter::Open => "   open".to_owned(),
        Filter::Done => "   done".to_owned(),
        Filter::Level(_) => "   this level".to_owned(),
    };
    if browser.mode() != Mode::Typing && !browser.search().is_empty() {
        narrowed.push_str(&format!("   /{}", browser.search()));
    }
    let place = format!("   {place} of {shown}");
    let title = line_of(catalog.title());
    let width = |text: &str| console::measure_text_width(text);
    let room = theme.width.saturating_sub(width(&bar) + width(&narrowed));
    // The title gives way first, then the place.
    let room_for_title = room.saturating_sub(2 + width(&place));
    let (title, place) = if room_for_title >= width(&title).min(12) {
        (shortened(&title, room_for_title), place)
    } else {
        (shortened(&title, room.saturating_sub(2)), String::new())
    };
    format!(
        "{}{}{}",
        theme.strong(&format!("{title}  {bar}")),
        theme.note(&narrowed),
        theme.quiet(&place)
    )
}

// ---- the list ------------------------------------------------------------------------------------

/// The part of the list around the selected row.
fn body(
    browser: &Browser,
    catalog: &Catalog,
    progress: &Progress,
    room: usize,
    theme: &Theme,
) -> Vec<String> {
    let lines = browser.lines();
    if lines.is_empty() {
        return nothing(browser, theme);
    }
    let start = browser
        .selected_line()
        .saturating_sub(room / 2)
        .min(lines.len().saturating_sub(room));
    let columns = rows::Columns::of(browser, theme.width);
    lines
        .iter()
        .skip(start)
        .take(room)
        .map(|line| match *line {
            Line::Blank => String::new(),
            Line::Level(level) => rows::level(level, browser, catalog, theme),
            Line::Facts(level) => rows::facts(level, browser, catalog, theme),
            Line::Row(row) => rows::exercise(row, browser, catalog, progress, &columns, theme),
        })
        .collect()
}

fn nothing(browser: &Browser, theme: &Theme) -> Vec<String> {
    let among = match browser.filter() {
        Filter::All => "No exercise",
        Filter::Open => "No open exercise",
        Filter::Done => "No done exercise",
        Filter::Level(_) => "No exercise of this level",
    };
    let text = match (browser.search().is_empty(), browser.filter()) {
        (false, _) => format!(
            "{among} matches `{}`. Escape clears the search.",
            browser.search()
        ),
        (true, Filter::Open) => "Nothing is open: every exercise is done. 1 lists them.".to_owned(),
        (true, _) => format!("{among} is there yet. 1 lists all."),
    };
    wrapped_lines(&text, theme)
}

// ---- below it ------------------------------------------------------------------------------------

fn foot(
    browser: &Browser,
    catalog: &Catalog,
    progress: &Progress,
    news: &News,
    theme: &Theme,
    rows: usize,
) -> Vec<String> {
    let mut foot = Vec::new();
    if rows >= 5 {
        foot.push(theme.quiet(&"-".repeat(theme.width)));
    }
    if let Mode::AskReset(index) = browser.mode() {
        let answers = "y: yes   any other key: no";
        let mut question = question(&catalog.exercises()[index], theme);
        // However small the terminal, the answers are there.
        question.truncate(rows.saturating_sub(foot.len() + 3));
        foot.extend(question);
        foot.push(theme.strong(answers));
        return foot;
    }
    let mut said: Vec<String> = match (news.notice, browser.selected(), browser.mode()) {
        (Some(notice), _, _) => {
            let lines = wrapped_lines(notice, theme);
            lines.iter().map(|line| theme.note(line)).collect()
        }
        (None, Some(row), Mode::Keys | Mode::Typing) => {
            pane(row, browser, catalog, progress, theme, rows)
        }
        (None, _, _) => Vec::new(),
    };
    // The pane keeps its height, so that the list above does not jump.
    let height = match browser.mode() {
        Mode::Help(_) => 0,
        Mode::Keys | Mode::Typing | Mode::AskReset(_) => pane_height(theme, rows),
    };
    said.resize(said.len().max(height), String::new());
    said.truncate(rows.saturating_sub(6).max(height));
    foot.extend(said);
    if let Some(status) = news.status.filter(|_| rows >= 8) {
        foot.push(status.to_owned());
    }
    match browser.mode() {
        Mode::Typing => {
            let found = format!("   {} found", browser.position().1);
            foot.push(keys::search_line(browser.search(), &found, theme));
            foot.push(theme.quiet(&keys::fitting(&keys::TYPING_KEYS, theme.width)));
        }
        Mode::Help(_) => {
            foot.push(theme.quiet(&keys::fitting(&keys::HELP_KEYS, theme.width)));
        }
        Mode::Keys | Mode::AskReset(_) => {
            if rows >= 8 {
                foot.push(keys::filters(browser.filter(), theme));
            }
            foot.push(theme.quiet(&keys::fitting(&keys::KEYS, theme.width)));
        }
    }
    // With little room the last lines count: what is typed, and the keys.
    let most = rows.saturating_sub(2);
    foot.split_off(foot.len().saturating_sub(most))
}

/// What is known of the selected exercise, the most useful first.
fn pane(
    row: &Row,
    browser: &Browser,
    catalog: &Catalog,
    progress: &Progress,
    theme: &Theme,
    rows: usize,
) -> Vec<String> {
    let exercise = &catalog.exercises()[row.index];
    let mut facts = vec![if row.done { "done" } else { "open" }.to_owned()];
    facts.extend(exercise.difficulty.map(|n| format!("difficulty {n} of 5")));
    facts.extend(rows::kind(exercise).map(str::to_owned));
    facts.extend(rows::time(progress.seconds(exercise)));
    facts.extend(rows::tries(progress.tries(exercise)));
    let hints = progress.hints_taken(exercise);
    if hints > 0 {
        facts.push(format!("{hints} of {} hints used", exercise.hints.len()));
    }
    facts.extend(leads_to(row, browser, catalog));
    if !exercise.topics.is_empty() {
        facts.push(format!("topics: {}", exercise.topics.join(", ")));
    }

    let title = format!("{} {}", row.number, line_of(&exercise.title));
    let title = theme.strong(&shortened(&title, theme.width));
    let mut pane = vec![title];
    pane.extend(folded(&theme.note(&exercise.path), theme.width));
    let mut line = String::new();
    for fact in facts {
        let fact = line_of(&fact);
        let longer = console::measure_text_width(&line) + 3 + console::measure_text_width(&fact);
        if !line.is_empty() && longer > theme.width {
            pane.push(shortened(&std::mem::take(&mut line), theme.width));
        }
        if !line.is_empty() {
            line.push_str("   ");
        }
        line.push_str(&fact);
    }
    pane.push(shortened(&line, theme.width));
    pane.truncate(pane_height(theme, rows));
    pane
}

/// Three or four lines in a usual terminal; more where they are short, fewer where there are few.
fn pane_height(theme: &Theme, rows: usize) -> usize {
    (rows / 6).min(if theme.width < 60 { 5 } else { 4 })
}

/// What comes behind the selected exercise.
fn leads_to(row: &Row, browser: &Browser, catalog: &Catalog) -> Option<String> {
    let level = browser.level(row.level);
    if let Quiz::LeadsPast { quiz, open } = level.quiz
        && quiz == row.index
    {
        return Some(format!("leads past {}", open_exercises(open)));
    }
    if let Some(next) = browser.following() {
        let title = &catalog.exercises()[next.index].title;
        return Some(format!("leads to {} {title}", next.number));
    }
    let opened: Vec<&str> = level
        .opens
        .iter()
        .map(|&level| catalog.levels()[level].dir.as_str())
        .collect();
    let next_level = || {
        let next = catalog.levels().get(row.level + 1)?;
        Some(next.dir.as_str())
    };
    let after = if opened.is_empty() {
        next_level()?.to_owned()
    } else {
        opened.join(", ")
    };
    Some(format!("leads to {after}"))
}

fn open_exercises(count: usize) -> String {
    match count {
        1 => "1 open exercise".to_owned(),
        many => format!("{many} open exercises"),
    }
}

fn question(exercise: &Exercise, theme: &Theme) -> Vec<String> {
    if exercise.path != exercise.home {
        return wrapped_lines(&review::ask_reset(exercise), theme);
    }
    let text = format!(
        "Bring the untouched {} back? Yours is kept in a backup: `runner reset {} --undo` brings it back.",
        exercise.path, exercise.id
    );
    wrapped_lines(&text, theme)
}

// ---- text ----------------------------------------------------------------------------------------

fn wrapped_lines(text: &str, theme: &Theme) -> Vec<String> {
    wrapped(text, theme.width, "")
        .lines()
        .flat_map(|line| folded(line, theme.width))
        .collect()
}

/// Without what would break a line.
fn line_of(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// Cut to `width` columns, with two dots where something is left out.
fn shortened(text: &str, width: usize) -> String {
    let tail = if width > 4 { ".." } else { "" };
    console::truncate_str(text, width, tail).into_owned()
}

/// Exactly `width` columns.
fn cell(text: &str, width: usize) -> String {
    let text = shortened(&line_of(text), width);
    console::pad_str(&text, width, console::Alignment::Left, None).into_owned()
}

#[cfg(test)]
mod tests;
