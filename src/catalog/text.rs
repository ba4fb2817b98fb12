//! Texts of a course: titles, hints, messages. They are shown on a terminal, which must not be steered by them.

use serde::Deserialize;

/// More than any hint; an `info.toml` that says more was not written by hand.
const LONGEST: usize = 64 << 10;

/// A text without control characters other than tabs and line ends, of a length that somebody reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Text(String);

impl Text {
    pub(super) fn into_string(self) -> String {
        self.0
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Text {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!(
                "a text of {} bytes, the longest that is shown has {LONGEST}",
                text.len()
            ));
        }
        // Windows editors end lines with two characters, and a text over several lines keeps them.
        let text = text.replace("\r\n", "\n");
        let steers = |c: &char| c.is_control() && !matches!(c, '\n' | '\t');
        match text.chars().find(steers) {
            None => Ok(Self(text)),
            Some(c) => {
                let start: String = text.chars().take(30).collect();
                Err(format!(
                    "a text (`{}`) with the control character `{}`, which a terminal would obey",
                    start.escape_debug(),
                    c.escape_debug()
                ))
            }
        }
    }
}

/// One line of a message about `info.toml`: what it quotes may hold anything, of any length.
pub(super) fn quotable(message: &str) -> String {
    const LONGEST_LINE: usize = 400;
    let mut line = String::new();
    for (index, c) in message.chars().enumerate() {
        if index == LONGEST_LINE {
            line.push_str(" ...");
            break;
        }
        if c.is_control() && c != '\n' {
            line.extend(c.escape_debug());
        } else {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_and_what_nobody_reads_is_refused() {
        let text = |text: &str| Text::try_from(text.to_owned()).map(Text::into_string);
        assert_eq!(
            text("a\tb\r\nc\n\u{e9}").unwrap(),
            "a\tb\nc\n\u{e9}",
            "Windows' line ends"
        );
        for steering in ["a\u{1b}[2J", "a\rb", "\u{7}", "\u{9b}2J", "\u{7f}", "\0"] {
            assert!(text(steering).is_err(), "{steering:?}");
        }
        assert!(text(&"x".repeat(LONGEST)).is_ok());
        assert!(text(&"x".repeat(LONGEST + 1)).is_err());
    }

    #[test]
    fn a_message_quotes_no_control_character_and_ends() {
        assert_eq!(
            quotable("unknown field `\u{1b}[2J`"),
            "unknown field `\\u{1b}[2J`"
        );
        assert_eq!(quotable(&"x".repeat(10_000_000)).len(), 404);
    }
}
