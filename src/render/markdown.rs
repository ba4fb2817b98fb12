//! Markdown as text for a terminal: headings, lists, code and tables, in any width. Nothing that is read is lost; links show
//! their address where there is room for it.

mod inline;
mod table;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::inline::{Inline, Look};
use super::theme::{Theme, harmless};

/// The narrowest column of text that is still broken into words.
const LEAST: usize = 16;

/// `source` in lines of at most `theme.width` columns; what is drawn, such as code, keeps its own width.
pub(crate) fn text(source: &str, theme: &Theme) -> String {
    let source = harmless(source);
    let mut writer = Writer {
        theme,
        blocks: Vec::new(),
        inline: Inline::default(),
        look: Look::default(),
        link: None,
        item: None,
        indent: Vec::new(),
        lists: Vec::new(),
        code: None,
        table: None,
    };
    for event in Parser::new_ext(&source, Options::ENABLE_TABLES) {
        writer.take(event);
    }
    writer.blocks.join("\n")
}

struct Writer<'a> {
    theme: &'a Theme,
    /// Lines; an empty one between blocks.
    blocks: Vec<String>,
    inline: Inline,
    look: Look,
    link: Option<String>,
    /// The mark of a list item, until its first line is written.
    item: Option<String>,
    /// What every line begins with, one entry for each list or quotation that is open.
    indent: Vec<String>,
    /// The number of the next item of each open list; none where they have bullets.
    lists: Vec<Option<u64>>,
    code: Option<String>,
    table: Option<Vec<Vec<Inline>>>,
}

impl Writer<'_> {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.inline.push(&text, self.look),
            },
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let look = Look {
                    code: true,
                    ..self.look
                };
                // Without colours the marks say what is code.
                if self.theme.color {
                    self.inline.push(&text, look);
                } else {
                    self.inline.push(&format!("`{text}`"), look);
                }
            }
            Event::SoftBreak => self.inline.push(" ", self.look),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                let rule = "-".repeat(self.room());
                self.block_begins();
                self.line(&self.theme.quiet(&rule));
            }
            Event::TaskListMarker(done) => {
                self.inline
                    .push(if done { "[x] " } else { "[ ] " }, self.look);
            }
            // Comments, most often.
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
        }
    }

    fn begin(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph if self.item.is_some() => {}
            Tag::Paragraph | Tag::Heading { .. } => self.block_begins(),
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.block_begins();
                self.indent.push("| ".to_owned());
            }
            Tag::List(first) => {
                self.flush();
                if self.lists.is_empty() {
                    self.block_begins();
                }
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.indent.push(" ".repeat(mark.len()));
                self.item = Some(mark);
            }
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            Tag::Emphasis | Tag::Strong => self.look.strong = true,
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.into_string()),
            Tag::Image { .. }
            | Tag::TableCell
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => self.heading(level as usize),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.indent.pop();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.item = None;
                self.indent.pop();
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.inline);
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some(rows) = self.table.take() {
                    self.block_begins();
                    for line in table::lines(&rows, self.room(), self.theme) {
                        self.line(&line);
                    }
                }
            }
            TagEnd::Emphasis | TagEnd::Strong => self.look.strong = false,
            TagEnd::Link => self.link_ends(),
            TagEnd::Image
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Where a link goes is shown where it can be opened; files of the level are named by the link itself.
    fn link_ends(&mut self) {
        if let Some(target) = self.link.take()
            && target.starts_with("http")
            && self.table.is_none()
        {
            let look = Look {
                quiet: true,
                ..Look::default()
            };
            self.inline.push(&format!(" <{target}>"), look);
        }
    }

    fn heading(&mut self, level: usize) {
        let heading = std::mem::take(&mut self.inline).all(Look {
            strong: true,
            ..Look::default()
        });
        let lines = heading.wrapped(self.room(), self.theme);
        let widest = lines
            .iter()
            .map(|line| console::measure_text_width(line))
            .max();
        for line in &lines {
            self.line(line);
        }
        let rule = match level {
            1 => "=",
            2 => "-",
            _ => return,
        };
        self.line(&rule.repeat(widest.unwrap_or(0)));
    }

    fn code_block(&mut self) {
        let code = self.code.take().unwrap_or_default();
        self.block_begins();
        for line in code.trim_end_matches('\n').split('\n') {
            // A drawing that fits only without the indent goes without.
            let indent = if console::measure_text_width(line) + 2 > self.room() {
                ""
            } else {
                "  "
            };
            self.line(&self.theme.note(&format!("{indent}{line}")));
        }
    }

    /// Writes the words so far as lines.
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.inline);
        if words.is_empty() {
            return;
        }
        for line in words.wrapped(self.room(), self.theme) {
            self.line(&line);
        }
    }

    fn room(&self) -> usize {
        let indent: usize = self.indent.iter().map(String::len).sum();
        self.theme.width.saturating_sub(indent).max(LEAST)
    }

    /// An empty line, except at the top and inside lists.
    fn block_begins(&mut self) {
        if self.item.is_none() && self.blocks.last().is_some_and(|last| !last.is_empty()) {
            self.blocks.push(String::new());
        }
    }

    fn line(&mut self, text: &str) {
        let mut indent = self.indent.concat();
        if let Some(mark) = self.item.take() {
            indent.truncate(indent.len().saturating_sub(mark.len()));
            indent.push_str(&mark);
        }
        let line = format!("{indent}{text}");
        self.blocks.push(line.trim_end().to_owned());
    }
}

#[cfg(test)]
mod tests;
