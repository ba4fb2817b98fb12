//! The watch screen: a session's model as lines of text that fit the terminal.

use super::{
    browse::{self, News},
    list, markdown, quiz, review,
    theme::{Theme, wrapped},
    training, verdict,
};
use crate::{
    catalog::{Catalog, Exercise, Texts},
    check::Stage,
    hints,
    toolchain::progress::Preparing,
    watch::model::{Model, Overlay, Phase, Solved},
};

/// Rows that are kept for the body however small the terminal is.
const SMALLEST_BODY: usize = 3;

/// The whole screen, at most `rows` lines of at most `theme.width` columns.
pub(crate) fn screen(model: &Model, catalog: &Catalog, theme: &Theme, rows: usize) -> Vec<String> {
    if let Some(list) = &model.list {
        let name = &catalog.exercises()[model.current].name;
        let news = News {
            status: Some(&format!("{name}: {}", status(model, theme))),
            notice: model.notice.as_deref(),
        };
        return browse::screen(list, catalog, &model.progress, &news, theme, rows);
    }
    let head = head(model, catalog, theme);
    let foot = foot(model, catalog, theme);
    let room = room(&head, &foot, rows);
    let lines = body_lines(model, catalog, theme);
    let start = model.scroll.min(lines.len().saturating_sub(room));
    let mut shown: Vec<String> = lines.iter().skip(start).take(room).cloned().collect();
    let below = lines.len().saturating_sub(start + shown.len());
    if below > 0 && shown.len() > 1 {
        let more = format!("... {} more lines (arrow keys, space)", below + 1);
        shown.pop();
        shown.push(theme.quiet(&more));
    }
    shown.resize(room, String::new());

    let mut screen: Vec<String> = head.into_iter().chain(shown).chain(foot).collect();
    screen.truncate(rows.max(1));
    screen
        .iter()
        .map(|line| clipped(line, theme.width))
        .collect()
}

/// How far one may scroll: what is scrolled beyond the end would only have to be scrolled back.
pub(crate) fn last_scroll(model: &Model, catalog: &Catalog, theme: &Theme, rows: usize) -> usize {
    let room = room(
        &head(model, catalog, theme),
        &foot(model, catalog, theme),
        rows,
    );
    body_lines(model, catalog, theme).len().saturating_sub(room)
}

/// Rows between head and foot.
fn room(head: &[String], foot: &[String], rows: usize) -> usize {
    rows.saturating_sub(head.len() + foot.len())
        .max(SMALLEST_BODY)
}

fn body_lines(model: &Model, catalog: &Catalog, theme: &Theme) -> Vec<String> {
    body(model, catalog, theme)
        .lines()
        .flat_map(|line| folded(&without_tabs(line), theme.width))
        .collect()
}

fn head(model: &Model, catalog: &Catalog, theme: &Theme) -> Vec<String> {
    let exercise = &catalog.exercises()[model.current];
    if catalog.texts() == Texts::Review {
        let path = theme.note(&exercise.path);
        let facts = exercise_facts(exercise);
        let mut head = review::head(exercise, &facts, &path, catalog, &model.progress, theme);
        head.push(rule(theme));
        return head;
    }
    let done = catalog
        .exercises()
        .iter()
        .filter(|other| model.progress.is_done(other))
        .count();
    let in_level = catalog
        .of_level(exercise.level)
        .filter(|other| model.progress.is_done(other))
        .count();
    let (place, size) = catalog.place(exercise);
    let total = catalog.exercises().len();
    let level = catalog.level(exercise);
    let level_name = if level.dir.is_empty() {
        &level.title
    } else {
        &level.dir
    };
    let mut title = theme.strong(&format!("{place}. {}", exercise.title));
    let facts = exercise_facts(exercise);
    if !facts.is_empty() {
        title.push_str(&format!("  {}", theme.quiet(&facts)));
    }
    vec![
        format!(
            "{}  {} {in_level}/{size}   {} {} {done}/{total}",
            theme.strong(level_name),
            list::bar(in_level, size),
            theme.quiet("course"),
            list::bar(done, total)
        ),
        title,
        theme.note(&exercise.path),
        rule(theme),
    ]
}

fn exercise_facts(exercise: &Exercise) -> String {
    let stars = "*".repeat(usize::from(exercise.difficulty.unwrap_or(0)));
    match exercise.kind {
        crate::catalog::Kind::Exercise => stars,
        kind @ (crate::catalog::Kind::Boss | crate::catalog::Kind::Quiz) => {
            format!("{stars} {}", kind.name())
        }
    }
}

fn rule(theme: &Theme) -> String {
    theme.quiet(&"-".repeat(theme.width))
}

fn body(model: &Model, catalog: &Catalog, theme: &Theme) -> String {
    let exercise = &catalog.exercises()[model.current];
    match &model.overlay {
        Overlay::None => verdicts(model, catalog, theme),
        Overlay::Hints => hints(exercise, &model.progress.hints_shown(exercise), theme),
        Overlay::Help if catalog.texts() == Texts::Review => review::HELP.to_owned(),
        Overlay::Help => HELP.to_owned(),
        Overlay::Readme(page) => markdown::text(page, theme),
        Overlay::AskReset if catalog.texts() == Texts::Review => {
            let question = wrapped(&review::ask_reset(exercise), theme.width, "");
            format!("{question}\n\ny: yes   any other key: no")
        }
        Overlay::AskSolution if catalog.texts() == Texts::Review => {
            wrapped(review::ASK_SOLUTION, theme.width, "")
        }
        Overlay::AskReset => format!(
            "Bring the untouched {} back? Yours is kept in a backup (`runner reset {} --undo`).\n\ny: yes   any other key: no",
            exercise.path, exercise.id
        ),
        Overlay::AskSolution => "This exercise is not solved yet. Show its solution all the same? A hint (h) is a smaller step.\n\n\
             y: yes   any other key: no"
            .to_owned(),
        Overlay::Solution(text) | Overlay::CheckReport(text) => text.clone(),
        Overlay::CheckingAll => "Checking all exercises ...".to_owned(),
    }
}

const HELP: &str = "\
Edit the file named above and save it: every save is checked.

h  next hint                  n  next exercise that is not done
l  list of all exercises      p  previous exercise
r  run the check again        g  go to the exercise that was saved
o  open the file in an editor c  check all exercises
s  solution, as a difference  x  reset the file (asks, keeps a backup)
f  open or fold all failures  d  page of the level
z  quiz of the level          ?  this help
q  quit

arrow keys, space, PageUp, PageDown: scroll      Escape: back to the verdict";

fn hints(exercise: &Exercise, shown: &[usize], theme: &Theme) -> String {
    let total = exercise.hints.len();
    if total == 0 {
        return "There are no hints for this exercise.".to_owned();
    }
    let mut text = String::new();
    // The newest first: it is what was asked for.
    for (place, &index) in shown.iter().enumerate().rev() {
        let title = hints::title(exercise, place + 1, index);
        text.push_str(&format!(
            "{}\n{}\n\n",
            theme.strong(&title.replacen('h', "H", 1)),
            wrapped(&exercise.hints[index].text, theme.width, "  ")
        ));
    }
    text.push_str(&theme.quiet(if shown.len() < total {
        "h: one more   Escape: back"
    } else {
        "Escape: back"
    }));
    text
}

fn verdicts(model: &Model, catalog: &Catalog, theme: &Theme) -> String {
    let exercise = &catalog.exercises()[model.current];
    let mut parts = Vec::new();
    if let Some(solved) = &model.solved {
        parts.push(solved_panel(solved, model, catalog, theme));
        if solved.index != model.current {
            parts.push(format!(
                "{}\n{}",
                rule(theme),
                theme.strong(&format!("Next: {}", exercise.title))
            ));
        }
    }
    match &model.judged {
        None => {
            if model.solved.is_none()
                && let Some(welcome) = catalog.welcome()
            {
                parts.push(wrapped(welcome.trim_end(), theme.width, ""));
            }
        }
        Some(Err(error)) => parts.push(error.clone()),
        Some(Ok(checked)) if checked.verdict.is_passed() => {
            if model.solved.is_none() {
                parts.push(theme.good("Solved."));
            }
            parts.push(verdict::details(exercise, &checked.verdict, theme));
            // The panel above has them already.
            if model.solved.is_none() {
                parts.extend(training::closing(
                    &checked.verdict,
                    &checked.training,
                    theme,
                ));
            }
        }
        Some(Ok(checked)) => {
            parts.push(verdict::details(exercise, &checked.verdict, theme));
            parts.extend(training::closing(
                &checked.verdict,
                &checked.training,
                theme,
            ));
            parts.extend(verdict::other_failures(
                &checked.verdict,
                model.unfolded,
                theme,
            ));
            parts.extend(encouragement(model, exercise, catalog, theme));
            parts.extend(quiz::offer(exercise, catalog, &model.progress, theme));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n")
}

/// After a few red saves: there are hints.
fn encouragement(
    model: &Model,
    exercise: &Exercise,
    catalog: &Catalog,
    theme: &Theme,
) -> Option<String> {
    const PATIENCE: u32 = 3;
    let known = model.progress.hints_shown(exercise).len();
    let next = model.next_hint(catalog)?;
    let title = hints::title(exercise, known + 1, next);
    (model.progress.attempts(exercise) >= PATIENCE).then(|| {
        theme.quiet(&wrapped(
            &format!("Stuck? h shows {title}."),
            theme.width,
            "",
        ))
    })
}

fn solved_panel(solved: &Solved, model: &Model, catalog: &Catalog, theme: &Theme) -> String {
    let exercise = &catalog.exercises()[solved.index];
    let tests = match solved.tests {
        0 => String::new(),
        1 => ", 1 test".to_owned(),
        many => format!(", {many} tests"),
    };
    let mut parts = vec![theme.good(&format!("[ok] {} solved{tests}", exercise.id))];
    parts.extend(training::summary(&solved.training, theme));
    parts.extend(quiz::tested_out(exercise, catalog, &model.progress, theme));
    if !exercise.learned.is_empty() {
        parts.push(verdict::learned(exercise, theme));
    }
    if let Some(lines) = training::summary(&solved.main_training, theme) {
        parts.push(verdict::main_trains(&lines));
    }
    if !solved.demo.trim().is_empty() {
        parts.push(verdict::demo(&solved.demo, theme));
    }
    parts.extend(verdict::advice(
        solved.advice.iter().map(String::as_str),
        theme,
    ));
    parts.push(format!(
        "solution to compare with: {}",
        theme.note(&exercise.solution)
    ));
    if model.progress.next_pending(catalog, None).is_none() {
        let farewell = catalog
            .farewell()
            .unwrap_or("That was the last one: the whole course is solved.");
        parts.push(theme.strong(&wrapped(farewell.trim_end(), theme.width, "")));
    }
    parts.join("\n")
}

fn foot(model: &Model, catalog: &Catalog, theme: &Theme) -> Vec<String> {
    let mut foot = vec![rule(theme), status(model, theme)];
    if let Phase::Checking(Some(Stage::Training(curve))) = &model.phase {
        foot.extend(training::live(curve, theme));
    }
    if let Some(notice) = &model.notice {
        let lines = wrapped(notice, theme.width, "");
        foot.extend(lines.lines().map(|line| theme.note(line)));
    }
    let keys = match catalog.texts() {
        Texts::Exercises => keys(&KEYS, theme.width),
        Texts::Review => keys(&review::KEYS, theme.width),
    };
    foot.push(theme.quiet(&keys));
    foot
}

/// What goes on, or what came of it.
fn status(model: &Model, theme: &Theme) -> String {
    let mut status = match &model.phase {
        Phase::Checking(stage) => theme.note(&stage_text(stage.as_ref())),
        Phase::Idle => idle_text(model, theme),
    };
    if let Some(ahead) = &model.ahead {
        status.push_str(&theme.quiet(&format!("   preparing the next one: {ahead}")));
    }
    status
}

const KEYS: [(&str, u8); 10] = [
    ("h: hint", 2),
    ("l: list", 3),
    ("n: next", 4),
    ("p: previous", 7),
    ("r: run", 8),
    ("s: solution", 6),
    ("x: reset", 5),
    ("d: page", 9),
    ("?: help", 0),
    ("q: quit", 1),
];

/// As many keys as fit, the ones a learner needs first kept longest.
fn keys(keys: &[(&str, u8)], width: usize) -> String {
    let with = |most: u8| {
        let shown: Vec<&str> = keys
            .iter()
            .filter(|(_, rank)| *rank <= most)
            .map(|(text, _)| *text)
            .collect();
        shown.join("   ")
    };
    (0..=9)
        .rev()
        .map(with)
        .find(|line| line.len() <= width)
        .unwrap_or_default()
}

fn idle_text(model: &Model, theme: &Theme) -> String {
    match &model.judged {
        Some(Ok(checked)) if checked.verdict.is_passed() => {
            format!(
                "{} in {:.2} s   n goes on",
                theme.good("passed"),
                checked.took.as_secs_f64()
            )
        }
        Some(Ok(checked)) => {
            let name = checked.verdict.name().replace('_', " ");
            format!(
                "{name} in {:.2} s   waiting for a save",
                checked.took.as_secs_f64()
            )
        }
        Some(Err(_)) => format!("{}   waiting for a save", theme.bad("could not check")),
        None => "waiting for a save".to_owned(),
    }
}

pub(crate) fn stage_text(stage: Option<&Stage>) -> String {
    match stage {
        None => "checking ...".to_owned(),
        Some(Stage::Preparing(step)) => format!("preparing: {}", step_text(step)),
        Some(Stage::Compiling) => "compiling ...".to_owned(),
        Some(Stage::Testing | Stage::Training(_)) => "running the tests ...".to_owned(),
    }
}

pub(crate) fn step_text(step: &Preparing) -> String {
    match step {
        Preparing::Begun => "compiling the crates it uses (once)".to_owned(),
        Preparing::Building { done, total, names } => {
            let bar = list::bar(
                usize::try_from(*done).unwrap_or(0),
                usize::try_from(*total).unwrap_or(0),
            );
            format!("{bar} {done}/{total} crates  {names}")
        }
        Preparing::Says(line) => line.clone(),
    }
}

/// A line with blanks up to the next stop in place of each tab: a terminal would go there, and nobody could tell how wide the
/// line is.
fn without_tabs(line: &str) -> String {
    const STOP: usize = 8;
    let mut parts = line.split('\t');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let width = console::measure_text_width(&text);
        text.push_str(&" ".repeat(STOP - width % STOP));
        text.push_str(part);
    }
    text
}

/// A line cut into pieces of at most `width` columns. Colours do not survive a cut inside them, text does.
pub(super) fn folded(line: &str, width: usize) -> Vec<String> {
    if console::measure_text_width(line) <= width {
        return vec![line.to_owned()];
    }
    let plain = console::strip_ansi_codes(line);
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for char in plain.chars() {
        let wide = console::measure_text_width(char.encode_utf8(&mut [0; 4]));
        if used + wide > width {
            pieces.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(char);
        }
    }
    pieces
}

pub(super) fn clipped(line: &str, width: usize) -> String {
    if console::measure_text_width(line) <= width {
        line.to_owned()
    } else {
        console::truncate_str(&console::strip_ansi_codes(line), width, "").into_owned()
    }
}

#[cfg(test)]
mod tests;
