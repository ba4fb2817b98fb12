//! The keys of a session, in two columns or one.

use super::super::theme::wrapped;

pub(super) const HELP: &str = "\
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

/// Where the second column begins.
const SECOND: usize = 30;
/// Between two sentences in one line.
const GAP: &str = "      ";

/// A help text for a screen of this width: lines that are too long for it are taken apart at their columns.
pub(super) fn fitted(text: &str, width: usize) -> String {
    let mut fitted = Vec::new();
    for line in text.lines() {
        if line.chars().count() <= width {
            fitted.push(line.to_owned());
            continue;
        }
        let parts = if line.get(1..3) == Some("  ") && line.is_char_boundary(SECOND) {
            line.split_at(SECOND)
        } else {
            line.split_once(GAP).unwrap_or((line, ""))
        };
        for part in [parts.0.trim_end(), parts.1.trim()] {
            if !part.is_empty() {
                fitted.push(wrapped(part, width, ""));
            }
        }
    }
    fitted.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::review;

    #[test]
    fn with_room_it_stays_as_it_is() {
        assert_eq!(fitted(HELP, 100), HELP);
        assert_eq!(fitted(review::HELP, 100), review::HELP);
    }

    #[test]
    fn on_a_narrow_screen_every_key_has_a_line() {
        for text in [HELP, review::HELP] {
            let narrow = fitted(text, 40);
            assert!(
                narrow.lines().all(|line| line.chars().count() <= 40),
                "{narrow}"
            );
            let words = |text: &str| {
                let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
                words.sort();
                words
            };
            assert_eq!(words(&narrow), words(text));
        }
        assert!(
            fitted(HELP, 40).contains("\no  open the file in an editor\nc  check all exercises\n")
        );
    }
}
