//! The watch screen: a session's model as lines of text that fit the terminal.

mod body;
mod foot;
mod head;
mod help;
mod lines;
mod solved;

pub(crate) use self::foot::step_text;
pub(super) use self::lines::{clipped, folded};
use self::{
    body::body,
    foot::{foot, status},
    head::head,
    lines::without_tabs,
};
use super::{
    browse::{self, News},
    theme::Theme,
};
use crate::{catalog::Catalog, watch::model::Model};

/// Rows that are kept for the body however small the terminal is.
const SMALLEST_BODY: usize = 3;

/// The whole screen, at most `rows` lines of at most `theme.width` columns.
pub(crate) fn screen(model: &Model, catalog: &Catalog, theme: &Theme, rows: usize) -> Vec<String> {
    if let Some(list) = &model.list {
        let name = &catalog.exercises()[model.current].name;
        let room = theme
            .width
            .saturating_sub(console::measure_text_width(name) + ": ".len());
        let news = News {
            status: Some(&format!("{name}: {}", status(model, theme, room))),
            notice: model.notice.as_deref(),
        };
        return browse::screen(list, catalog, &model.progress, &news, theme, rows);
    }
    let head = head(model, catalog, theme);
    let foot = foot(model, catalog, theme);
    let room = room(&head, &foot, rows);
    let lines = body_lines(model, catalog, theme, room);
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
    body_lines(model, catalog, theme, room)
        .len()
        .saturating_sub(room)
}

/// Rows between head and foot.
fn room(head: &[String], foot: &[String], rows: usize) -> usize {
    rows.saturating_sub(head.len() + foot.len())
        .max(SMALLEST_BODY)
}

fn body_lines(model: &Model, catalog: &Catalog, theme: &Theme, room: usize) -> Vec<String> {
    body(model, catalog, theme, room)
        .lines()
        .flat_map(|line| folded(&without_tabs(line), theme.width))
        .collect()
}

#[cfg(test)]
mod tests;
