//! The list of the course: moving, searching, filtering, asking. Pure: a key changes the state and may be a [`Wish`].

mod moves;
mod rows;
mod session;

use self::rows::Course;
pub(crate) use self::{
    rows::{LevelState, Quiz, Row},
    session::choose,
};

pub(crate) use super::message::Key;
use crate::{catalog::Catalog, progress::Progress};

const PAGE: usize = 10;
/// Longer than any title; a key held down fills no memory.
const LONGEST_SEARCH: usize = 60;

/// What the learner asks for; carried out by whoever shows the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Go to this exercise, an index of the catalog, as in all of them.
    Go(usize),
    Edit(usize),
    Reset(usize),
    Close,
}

/// Which exercises are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Filter {
    All,
    Open,
    Done,
    Level(usize),
}

/// Who gets the next key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Keys,
    /// Letters belong to the search.
    Typing,
    /// Reset this exercise?
    AskReset(usize),
    /// The keys are shown, from this line on.
    Help(usize),
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    Blank,
    Level(usize),
    /// What a level needs, and what its quiz is good for.
    Facts(usize),
    /// The row of an exercise.
    Row(usize),
}

/// Which row is taken when the selected one is filtered away.
#[derive(Clone, Copy)]
enum Otherwise {
    First,
    Nearest,
}

#[derive(Debug)]
pub(crate) struct Browser {
    course: Course,
    filter: Filter,
    search: String,
    mode: Mode,
    /// Rows that pass filter and search, in order.
    shown: Vec<usize>,
    lines: Vec<Line>,
    /// For each shown row its line.
    line_of: Vec<usize>,
    /// A row; if it is not shown, none is.
    selected: usize,
}

impl Browser {
    /// At the exercise `current`; with `only` a level, at the first open exercise of it unless `current` is there.
    pub(crate) fn open(
        catalog: &Catalog,
        progress: &Progress,
        current: usize,
        only: Option<usize>,
    ) -> Self {
        let course = Course::of(catalog, progress, current);
        let here = course.row_of(current);
        let selected = match only {
            Some(level) if course.rows[here].level != level => course
                .rows
                .iter()
                .position(|row| row.level == level && !row.done)
                .unwrap_or(here),
            _ => here,
        };
        let mut browser = Self {
            course,
            filter: only.map_or(Filter::All, Filter::Level),
            search: String::new(),
            mode: Mode::Keys,
            shown: Vec::new(),
            lines: Vec::new(),
            line_of: Vec::new(),
            selected,
        };
        browser.narrow(Otherwise::First);
        browser
    }

    /// Takes over what has been done since, and where the learner is now.
    pub(crate) fn refresh(&mut self, catalog: &Catalog, progress: &Progress, current: usize) {
        self.course.refresh(catalog, progress, current);
        self.narrow(Otherwise::Nearest);
    }

    pub(crate) fn update(&mut self, key: Key) -> Option<Wish> {
        match self.mode {
            Mode::Keys => self.command(key),
            Mode::Typing => self.typed(key),
            Mode::AskReset(index) => {
                self.mode = Mode::Keys;
                (key == Key::Char('y')).then_some(Wish::Reset(index))
            }
            Mode::Help(from) => {
                self.mode = match key {
                    Key::Up | Key::Char('k') => Mode::Help(from.saturating_sub(1)),
                    Key::Down | Key::Char('j') => Mode::Help((from + 1).min(PAGE)),
                    Key::Char(_)
                    | Key::Escape
                    | Key::Enter
                    | Key::Backspace
                    | Key::Tab
                    | Key::BackTab
                    | Key::PageUp
                    | Key::PageDown
                    | Key::Home
                    | Key::End => Mode::Keys,
                };
                None
            }
        }
    }

    /// Whether letters are keys now: nothing is being typed or asked.
    pub(crate) fn takes_commands(&self) -> bool {
        matches!(self.mode, Mode::Keys | Mode::Help(_))
    }

    fn command(&mut self, key: Key) -> Option<Wish> {
        match key {
            Key::Down | Key::Char('j') => self.go_down(1),
            Key::Up | Key::Char('k') => self.go_up(1),
            Key::PageDown | Key::Char(' ') => self.go_down(PAGE),
            Key::PageUp => self.go_up(PAGE),
            Key::Home | Key::Char('g') => self.go_up(usize::MAX),
            Key::End | Key::Char('G') => self.go_down(usize::MAX),
            Key::Tab | Key::Char(']') => self.next_level(),
            Key::BackTab | Key::Char('[') => self.previous_level(),
            Key::Char('c') => self.go_home(),
            Key::Char('/') => self.mode = Mode::Typing,
            Key::Char('?') => self.mode = Mode::Help(0),
            Key::Char('1') => self.show(Filter::All),
            Key::Char('2') => self.show(Filter::Open),
            Key::Char('3') => self.show(Filter::Done),
            Key::Char('4') => self.show(Filter::Level(self.course.rows[self.selected].level)),
            Key::Enter => return self.selected().map(|row| Wish::Go(row.index)),
            Key::Char('o') => return self.selected().map(|row| Wish::Edit(row.index)),
            Key::Char('x') => {
                if let Some(row) = self.selected() {
                    self.mode = Mode::AskReset(row.index);
                }
            }
            Key::Escape if !self.search.is_empty() => self.clear_search(),
            Key::Escape | Key::Char('q') => return Some(Wish::Close),
            Key::Char(_) | Key::Backspace => {}
        }
        None
    }

    fn typed(&mut self, key: Key) -> Option<Wish> {
        match key {
            Key::Char(char) => {
                if self.search.chars().count() < LONGEST_SEARCH {
                    self.search.push(char);
                    self.narrow(Otherwise::First);
                }
            }
            Key::Backspace => {
                if self.search.pop().is_none() {
                    self.mode = Mode::Keys;
                }
                self.narrow(Otherwise::First);
            }
            Key::Enter => return self.selected().map(|row| Wish::Go(row.index)),
            Key::Escape => self.clear_search(),
            Key::Tab | Key::BackTab => self.mode = Mode::Keys,
            Key::Home => self.go_up(usize::MAX),
            Key::End => self.go_down(usize::MAX),
            Key::Up => self.go_up(1),
            Key::Down => self.go_down(1),
            Key::PageUp => self.go_up(PAGE),
            Key::PageDown => self.go_down(PAGE),
        }
        None
    }

    fn clear_search(&mut self) {
        self.mode = Mode::Keys;
        self.search.clear();
        self.narrow(Otherwise::Nearest);
    }

    fn show(&mut self, filter: Filter) {
        self.filter = filter;
        self.narrow(Otherwise::Nearest);
    }

    // ---- narrowing ---------------------------------------------------------------------------

    fn narrow(&mut self, otherwise: Otherwise) {
        let search = self.search.to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        self.shown = self
            .course
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| {
                let listed = match self.filter {
                    Filter::All => true,
                    Filter::Open => !row.done,
                    Filter::Done => row.done,
                    Filter::Level(level) => row.level == level,
                };
                listed && words.iter().all(|word| row.text.contains(word))
            })
            .map(|(row, _)| row)
            .collect();
        let behind = self.shown.partition_point(|&row| row < self.selected);
        if self.shown.get(behind) != Some(&self.selected) {
            let place = match otherwise {
                Otherwise::First => 0,
                Otherwise::Nearest => behind.min(self.shown.len().saturating_sub(1)),
            };
            // With nothing shown it stays, for when something is again.
            self.selected = self.shown.get(place).copied().unwrap_or(self.selected);
        }

        self.lines.clear();
        self.line_of.clear();
        let mut level = None;
        for &row in &self.shown {
            let its = self.course.rows[row].level;
            if level != Some(its) {
                if level.is_some() {
                    self.lines.push(Line::Blank);
                }
                self.lines.push(Line::Level(its));
                if self.course.levels[its].has_facts() {
                    self.lines.push(Line::Facts(its));
                }
                level = Some(its);
            }
            self.line_of.push(self.lines.len());
            self.lines.push(Line::Row(row));
        }
    }

    // ---- for the screen ----------------------------------------------------------------------

    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    pub(crate) fn filter(&self) -> Filter {
        self.filter
    }

    pub(crate) fn search(&self) -> &str {
        &self.search
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(crate) fn row(&self, row: usize) -> &Row {
        &self.course.rows[row]
    }

    pub(crate) fn level(&self, level: usize) -> &LevelState {
        &self.course.levels[level]
    }

    pub(crate) fn selected(&self) -> Option<&Row> {
        self.place().map(|_| &self.course.rows[self.selected])
    }

    pub(crate) fn is_selected(&self, row: usize) -> bool {
        row == self.selected
    }

    pub(crate) fn is_current(&self, row: &Row) -> bool {
        row.index == self.course.current
    }

    /// The exercise behind the selected one in its level.
    pub(crate) fn following(&self) -> Option<&Row> {
        let row = &self.course.rows[self.selected];
        self.course
            .rows
            .get(self.selected + 1)
            .filter(|next| next.level == row.level)
    }

    pub(crate) fn selected_line(&self) -> usize {
        self.place().map_or(0, |place| self.line_of[place])
    }

    /// Place of the selected row among the shown ones, from one, and how many those are.
    pub(crate) fn position(&self) -> (usize, usize) {
        let place = self.place().map_or(0, |place| place + 1);
        (place, self.shown.len())
    }

    /// How many exercises of the course are done, and how many there are.
    pub(crate) fn total(&self) -> (usize, usize) {
        let done = self.course.levels.iter().map(|level| level.done).sum();
        (done, self.course.rows.len())
    }

    /// Columns of the longest number.
    pub(crate) fn number_width(&self) -> usize {
        self.course.number_width
    }

    /// The difficulty of the hardest exercise.
    pub(crate) fn most_stars(&self) -> usize {
        self.course.most_stars
    }

    /// The row of an exercise of the catalog.
    pub(crate) fn row_of(&self, index: usize) -> &Row {
        &self.course.rows[self.course.row_of(index)]
    }
}

#[cfg(test)]
mod tests;
