//! What a `main` printed, as a page shows it.

use super::Picture;
use crate::render::theme::harmless;

/// Lines without what steers a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output(pub(crate) String);

/// A drawing of a picture in the terminal is no longer.
const TALLEST: usize = 80;

impl Output {
    /// Nothing if nothing is left to show. Drawings in characters are left out where the page has the picture itself.
    pub(super) fn of(printed: &str, pictures: &[Picture]) -> Option<Self> {
        let text = printed.replace("\r\n", "\n");
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines() {
            // A line that was written over and over, such as a counter: its last state.
            let last = line
                .trim_end_matches('\r')
                .rsplit('\r')
                .next()
                .unwrap_or_default();
            let line = harmless(last).trim_end().to_owned();
            match drawing_above(&line, &lines, pictures) {
                Some(start) => lines.truncate(start),
                None => lines.push(without_folder(line)),
            }
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        let first = lines.iter().position(|line| !line.is_empty())?;
        let mut shown: Vec<&str> = Vec::new();
        for line in &lines[first..] {
            // One blank line is left where a drawing was.
            if !(line.is_empty() && shown.last().is_some_and(|last| last.is_empty())) {
                shown.push(line);
            }
        }
        Some(Self(shown.join("\n")))
    }
}

/// Where this machine keeps its files is nobody's concern.
fn without_folder(line: String) -> String {
    let file = line
        .strip_prefix("picture: ")
        .filter(|path| path.ends_with(".svg"))
        .and_then(|path| path.rsplit(['/', '\\']).next());
    file.map(|file| format!("picture: {file}")).unwrap_or(line)
}

/// `line` is the last of a picture's drawing, `picture: FOLDER/FILE`: where it begins among the lines before.
fn drawing_above(line: &str, lines: &[String], pictures: &[Picture]) -> Option<usize> {
    let path = line.strip_prefix("picture: ")?;
    let file = path.rsplit(['/', '\\']).next()?;
    let picture = pictures.iter().find(|picture| picture.file == file)?;
    let lowest = lines.len().saturating_sub(TALLEST);
    let begins = |line: &String| {
        let line = line.trim();
        !line.is_empty() && (picture.title.starts_with(line) || line == picture.title)
    };
    let from_end = lines[lowest..].iter().rev().position(begins)?;
    Some(lines.len() - 1 - from_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(printed: &str) -> Option<String> {
        let svg = b"<svg><title>Price against area</title></svg>".to_vec();
        let picture = Picture::of("boss-price-against-area.svg".to_owned(), svg).unwrap();
        Output::of(printed, &[picture]).map(|output| output.0)
    }

    #[test]
    fn drawings_give_way_to_the_pictures_of_the_page() {
        let printed = "R squared 0.9\n\nPrice against area\n  |  o\n  | o\n  +----\npicture: .runner/pictures/boss-price-against-area.svg\n\ndone\n";
        assert_eq!(shown(printed).unwrap(), "R squared 0.9\n\ndone");
        for other in [
            printed.replace("boss-price", "boss-other"),
            printed.replace("Price against area\n", ""),
        ] {
            let kept = other.replace(".runner/pictures/", "");
            assert_eq!(shown(&other).unwrap(), kept.trim_end());
        }
    }

    #[test]
    fn what_steers_a_terminal_is_not_shown() {
        assert_eq!(
            shown("\u{1b}[31mred\u{1b}[0m\u{1b}]0;title\u{7}\r\n10 %\r20 %\r\n\u{8}\0x").unwrap(),
            "red\n20 %\n\u{fffd}\u{fffd}x"
        );
    }

    #[test]
    fn nothing_printed_is_nothing_shown() {
        for printed in ["", "\n\n", " \r\n", "\r"] {
            assert_eq!(shown(printed), None, "{printed:?}");
        }
        assert_eq!(shown("\n\n  a\n\n\n\nb\n\n").unwrap(), "  a\n\nb");
    }
}
