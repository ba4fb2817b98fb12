//! A drawing made of characters, each with its colours, and how it becomes text.

use std::fmt::Write;

/// How a character is drawn; colours are numbers of the 256-colour table that terminals share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ink {
    pub(super) front: Option<u8>,
    pub(super) back: Option<u8>,
    pub(super) bold: bool,
}

impl Ink {
    pub(super) const PLAIN: Self = Self {
        front: None,
        back: None,
        bold: false,
    };
    pub(super) const BOLD: Self = Self {
        bold: true,
        ..Self::PLAIN
    };

    pub(super) const fn front(front: Option<u8>) -> Self {
        Self {
            front,
            ..Self::PLAIN
        }
    }

    /// The codes that switch from plain to this.
    fn codes(self) -> String {
        let mut codes = vec![];
        if self.bold {
            codes.push("1".to_owned());
        }
        if let Some(front) = self.front {
            codes.push(format!("38;5;{front}"));
        }
        if let Some(back) = self.back {
            codes.push(format!("48;5;{back}"));
        }
        codes.join(";")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) glyph: char,
    pub(super) ink: Ink,
}

impl Cell {
    pub(super) const BLANK: Self = Self {
        glyph: ' ',
        ink: Ink::PLAIN,
    };

    /// Whether nothing is lost if it is left away at the end of a line.
    fn is_blank(&self, colour: bool) -> bool {
        self.glyph == ' ' && (self.ink.back.is_none() || !colour)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line(pub(super) Vec<Cell>);

impl Line {
    pub(super) fn of(text: &str) -> Self {
        Self::default().with(text, Ink::PLAIN)
    }

    pub(super) fn with(mut self, text: &str, ink: Ink) -> Self {
        self.push(text, ink);
        self
    }

    pub(super) fn push(&mut self, text: &str, ink: Ink) {
        self.0.extend(text.chars().map(|glyph| Cell { glyph, ink }));
    }

    pub(super) fn extend(&mut self, line: &Line) {
        self.0.extend(&line.0);
    }

    pub(super) fn pad_to(&mut self, width: usize) {
        while self.0.len() < width {
            self.0.push(Cell::BLANK);
        }
    }

    pub(super) fn width(&self) -> usize {
        self.0.len()
    }

    fn text(&self, colour: bool) -> String {
        let used = self.0.iter().rposition(|cell| !cell.is_blank(colour));
        let cells = &self.0[..used.map_or(0, |last| last + 1)];
        if !colour {
            return cells.iter().map(|cell| cell.glyph).collect();
        }
        let mut text = String::new();
        for run in cells.chunk_by(|a, b| a.ink == b.ink) {
            let glyphs = run.iter().map(|cell| cell.glyph).collect::<String>();
            let codes = run[0].ink.codes();
            // Writing to a string cannot fail.
            let _ = match codes.is_empty() {
                true => write!(text, "{glyphs}"),
                false => write!(text, "\x1b[{codes}m{glyphs}\x1b[0m"),
            };
        }
        text
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet(pub(super) Vec<Line>);

impl Sheet {
    /// Wrapped to `width`, nothing if it is empty.
    pub(super) fn push_text(&mut self, text: &str, ink: Ink, width: usize) {
        let lines = wrap(text, width);
        self.0
            .extend(lines.iter().map(|line| Line::default().with(line, ink)));
    }

    pub(super) fn push(&mut self, line: Line) {
        self.0.push(line);
    }

    /// Lines that end in a newline, without blanks at their ends.
    pub(super) fn text(&self, colour: bool) -> String {
        let lines = self.0.iter().map(|line| line.text(colour) + "\n");
        lines.collect()
    }
}

/// Characters of the longest text.
pub(super) fn widest<T: AsRef<str>>(texts: &[T]) -> usize {
    let widths = texts.iter().map(|text| text.as_ref().chars().count());
    widths.max().unwrap_or(0)
}

/// Titles and labels stand in one line.
pub(super) fn clean(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    text.trim().chars().map(blank).collect()
}

/// At most `width` characters, the last one an ellipsis if something is left out.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept = text.chars().take(width.saturating_sub(1));
    kept.collect::<String>().trim_end().to_owned() + "…"
}

/// Lines of at most `width` characters, broken at blanks, within a word only if it is longer than a line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        let used = lines.last().map_or(width, |line| line.chars().count());
        if used + 1 + word.len() <= width && !lines.is_empty() {
            let line = lines.last_mut().expect("not empty");
            line.push(' ');
            line.extend(word);
            continue;
        }
        while word.len() > width.max(1) {
            let rest = word.split_off(width.max(1));
            lines.push(word.into_iter().collect());
            word = rest;
        }
        lines.push(word.into_iter().collect());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_written_once_a_run_and_only_if_asked_for() {
        let blue = Ink::front(Some(32));
        let mut sheet = Sheet::default();
        sheet.push(Line::of("a ").with("bc", blue).with("  ", Ink::PLAIN));
        sheet.push_text("Title", Ink::BOLD, 80);
        assert_eq!(sheet.text(false), "a bc\nTitle\n");
        assert_eq!(
            sheet.text(true),
            "a \x1b[38;5;32mbc\x1b[0m\n\x1b[1mTitle\x1b[0m\n"
        );
    }

    #[test]
    fn a_coloured_blank_is_something_to_see() {
        let dark = Ink {
            back: Some(16),
            ..Ink::PLAIN
        };
        let sheet = Sheet(vec![Line::of("a").with(" ", dark)]);
        assert_eq!(sheet.text(true), "a\x1b[48;5;16m \x1b[0m\n");
        assert_eq!(sheet.text(false), "a\n");
    }

    #[test]
    fn text_is_wrapped_at_blanks_and_long_words_are_broken() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one two three", 80), ["one two three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("", 10), Vec::<String>::new());
    }

    #[test]
    fn what_is_cut_ends_in_an_ellipsis() {
        assert_eq!(cut("petal length", 12), "petal length");
        assert_eq!(cut("petal length", 7), "petal…");
        assert_eq!(cut("größe", 5), "größe");
        assert_eq!(clean(" a\nb\x1b[1m "), "a b [1m");
    }
}
