//! How text may look: colour or none, how wide, which symbols.

use console::Style;

use crate::cli::ColorChoice;

/// Decided once at the start; meaning never hangs on colour alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Theme {
    pub(crate) color: bool,
    pub(crate) width: usize,
    /// Lines only: nothing is redrawn, no drawing characters.
    pub(crate) plain: bool,
    /// Whether drawing characters beyond ASCII arrive.
    pub(crate) unicode: bool,
}

impl Theme {
    /// For standard output as it is now.
    pub(crate) fn for_stdout(choice: ColorChoice, plain: bool) -> Self {
        let terminal = console::Term::stdout();
        let width = terminal
            .size_checked()
            .map_or(100, |(_, columns)| usize::from(columns))
            .max(20);
        Self {
            color: wants_color(choice, plain, terminal.is_term()),
            width,
            plain: plain || !terminal.is_term(),
            unicode: !plain && terminal.is_term() && has_unicode(|name| std::env::var(name).ok()),
        }
    }

    pub(crate) fn good(&self, text: &str) -> String {
        self.paint(Style::new().green(), text)
    }

    pub(crate) fn bad(&self, text: &str) -> String {
        self.paint(Style::new().red().bold(), text)
    }

    pub(crate) fn strong(&self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    pub(crate) fn quiet(&self, text: &str) -> String {
        self.paint(Style::new().dim(), text)
    }

    /// Magenta is read on a light and on a dark background, which cyan, blue and yellow are not.
    pub(crate) fn note(&self, text: &str) -> String {
        self.paint(Style::new().magenta(), text)
    }

    /// The line a cursor is on: text and background exchanged, whichever they are.
    pub(crate) fn chosen(&self, text: &str) -> String {
        self.paint(Style::new().reverse(), text)
    }

    /// Foreign text that may hold colours of its own.
    pub(crate) fn foreign(&self, text: &str) -> String {
        if self.color {
            text.to_owned()
        } else {
            console::strip_ansi_codes(text).into_owned()
        }
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.color {
            style.force_styling(true).apply_to(text).to_string()
        } else {
            text.to_owned()
        }
    }
}

/// As the environment says. Nearly every terminal shows them, so one that says nothing does.
fn has_unicode(variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_console = variable("TERM").is_some_and(|term| term == "linux" || term == "dumb");
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    !is_console
        && locale.is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
}

/// `--color` beats `--plain`, which beats the conventions `NO_COLOR` and `CLICOLOR_FORCE`, which beat the terminal.
fn wants_color(choice: ColorChoice, plain: bool, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if plain || set("NO_COLOR") => false,
        ColorChoice::Auto => terminal || set("CLICOLOR_FORCE"),
    }
}

/// `text` with every line behind `indent`.
pub(crate) fn indented(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("{indent}{line}")
            }
        })
        .collect();
    lines.join("\n")
}

/// Words broken into lines of at most `width` columns, each behind `indent`. A line that starts with a space is kept as it is.
pub(crate) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let room = width
        .saturating_sub(console::measure_text_width(indent))
        .max(20);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        if paragraph.starts_with(' ') || console::measure_text_width(paragraph) <= room {
            lines.push(paragraph.to_owned());
            continue;
        }
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = console::measure_text_width(&line) + 1 + console::measure_text_width(word);
            if !line.is_empty() && longer > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    indented(&lines.join("\n"), indent)
}

/// Output of a learner's program without what would steer the terminal: colours stay, everything else is shown as text.
pub(crate) fn harmless(text: &str) -> String {
    let plain = console::strip_ansi_codes(text);
    plain
        .chars()
        .map(|c| {
            if c.is_control() && c != '\n' && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_drawn_lines_are_kept() {
        assert_eq!(
            wrapped("one two three four five six", 22, "  "),
            "  one two three four\n  five six"
        );
        assert_eq!(
            wrapped("    a drawing that is far too long for it", 22, ""),
            "    a drawing that is far too long for it"
        );
        assert_eq!(wrapped("", 22, "  "), "");
    }

    #[test]
    fn the_locale_says_what_may_be_drawn() {
        let with = |set: &[(&str, &str)]| {
            has_unicode(|name| {
                let found = set.iter().find(|(other, _)| *other == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(with(&[]));
        assert!(with(&[("LANG", "de_DE.UTF-8"), ("TERM", "xterm")]));
        assert!(with(&[("LANG", "C"), ("LC_ALL", "C.utf8")]));
        assert!(!with(&[("LANG", "C.UTF-8"), ("LC_ALL", "POSIX")]));
        assert!(!with(&[("LANG", "de_DE.ISO-8859-1")]));
        assert!(!with(&[("TERM", "linux")]));
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(harmless("a\x1b[2Jb\x07c\n\td"), "ab\u{fffd}c\n\td");
    }
}
