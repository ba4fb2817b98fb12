//! Words with a look of their own, broken into lines.

use crate::render::theme::Theme;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) code: bool,
    pub(super) quiet: bool,
}

impl Look {
    fn paint(self, text: &str, theme: &Theme) -> String {
        if self.code {
            theme.note(text)
        } else if self.strong {
            theme.strong(text)
        } else if self.quiet {
            theme.quiet(text)
        } else {
            text.to_owned()
        }
    }
}

/// Text of a paragraph or a cell, in pieces of one look each.
#[derive(Debug, Clone, Default)]
pub(super) struct Inline {
    pieces: Vec<(String, Look)>,
}

/// What stands between two spaces.
#[derive(Default)]
struct Word {
    pieces: Vec<(String, Look)>,
    width: usize,
}

impl Word {
    fn push(&mut self, text: &str, look: Look) {
        self.width += console::measure_text_width(text);
        self.pieces.push((text.to_owned(), look));
    }
}

impl Inline {
    pub(super) fn push(&mut self, text: &str, look: Look) {
        self.pieces.push((text.to_owned(), look));
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.pieces.extend(other.pieces.iter().cloned());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|(text, _)| text.trim().is_empty())
    }

    /// The same text in one look, except for what is code.
    pub(super) fn all(mut self, look: Look) -> Self {
        for (_, own) in &mut self.pieces {
            if !own.code {
                *own = look;
            }
        }
        self
    }

    /// Columns in one line.
    pub(super) fn width(&self) -> usize {
        let words = self.words();
        let spaces = words.len().saturating_sub(1);
        words.iter().map(|word| word.width).sum::<usize>() + spaces
    }

    fn words(&self) -> Vec<Word> {
        let mut words = Vec::new();
        let mut word = Word::default();
        for (text, look) in &self.pieces {
            for (index, part) in text.split(char::is_whitespace).enumerate() {
                if index > 0 && !word.pieces.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                if !part.is_empty() {
                    word.push(part, *look);
                }
            }
        }
        if !word.pieces.is_empty() {
            words.push(word);
        }
        words
    }

    /// Lines of at most `room` columns. A word that is longer is cut.
    pub(super) fn wrapped(&self, room: usize, theme: &Theme) -> Vec<String> {
        let room = room.max(1);
        let mut lines = Vec::new();
        let mut line = String::new();
        let mut used = 0;
        for word in self.words() {
            if used > 0 && used + 1 + word.width > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            for (text, look) in &word.pieces {
                let mut piece = String::new();
                for char in text.chars() {
                    let wide = console::measure_text_width(char.encode_utf8(&mut [0; 4]));
                    if used + wide > room && used > 0 {
                        line.push_str(&look.paint(&std::mem::take(&mut piece), theme));
                        lines.push(std::mem::take(&mut line));
                        used = 0;
                    }
                    piece.push(char);
                    used += wide;
                }
                if !piece.is_empty() {
                    line.push_str(&look.paint(&piece, theme));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}
