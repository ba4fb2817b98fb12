//! Paths that the edge of the screen cuts in two: both pieces lead to the whole.

use std::path::Path;

use super::{DIRS, Links, anchor, is_of_path, linked, next_path, target_of};

/// Endings of the files that are shown. Anything else at the edge is a piece of one.
const ENDINGS: [&str; 6] = [".rs", ".svg", ".html", ".toml", ".md", ".txt"];

/// The end of a path that began in the line before.
struct End {
    at: usize,
    target: String,
}

/// The lines of a screen of `width` columns, with links around every path of the course in them. What is seen stays the same.
pub(crate) fn linked_lines(
    lines: &[String],
    width: usize,
    root: &Path,
    links: Links,
) -> Vec<String> {
    if links == Links::No {
        return lines.to_vec();
    }
    let mut begun: Option<End> = None;
    let mut screen = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let mut text = String::new();
        let mut rest = line.as_str();
        if let Some(end) = begun.take() {
            text.push_str(&anchor(&end.target, &line[..end.at]));
            rest = &line[end.at..];
        }
        // What is cut has lost its colours, and fills its line.
        let is_full = !line.contains('\x1b') && console::measure_text_width(line) == width;
        let open = is_full.then(|| unfinished(rest)).flatten();
        let next = lines.get(at + 1).map_or("", String::as_str);
        match open.map(|start| (start, going_on(&rest[start..], next, root, links))) {
            Some((start, Some((at, target)))) => {
                text.push_str(&linked(&rest[..start], root, links));
                text.push_str(&anchor(&target, &rest[start..]));
                begun = Some(End { at, target });
            }
            Some((start, None)) if !is_whole(rest) => {
                text.push_str(&linked(&rest[..start], root, links));
                text.push_str(&rest[start..]);
            }
            Some((_, None)) | None => text.push_str(&linked(rest, root, links)),
        }
        screen.push(text);
    }
    screen
}

/// Where a path begins that reaches the end of the line without a line number.
fn unfinished(line: &str) -> Option<usize> {
    let start = DIRS.iter().filter_map(|dir| line.rfind(dir)).max()?;
    let alone = !line[..start].ends_with(is_of_path);
    (alone && line[start..].chars().all(is_of_path)).then_some(start)
}

fn is_whole(path: &str) -> bool {
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// Where a path that begins with `piece` ends in `next`, and where it leads.
fn going_on(piece: &str, next: &str, root: &Path, links: Links) -> Option<(usize, String)> {
    if next.contains('\x1b') || is_whole(piece) && !next.starts_with(':') {
        return None;
    }
    let whole = format!("{piece}{next}");
    let found = next_path(&whole).filter(|found| found.start == 0 && found.end > piece.len())?;
    is_whole(&whole[..found.path_end]).then_some(())?;
    let target = target_of(&whole[..found.path_end], found.line, root, links)?;
    Some((found.end - piece.len(), target))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "/home/me/Kurs für mich";

    /// Each link of a line: its target and its text. Panics if one is not closed in its line.
    fn links(line: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut rest = line;
        while let Some((_, behind)) = rest.split_once("\x1b]8;;") {
            let (target, behind) = behind.split_once("\x1b\\").expect("a target ends");
            let (text, behind) = behind
                .split_once("\x1b]8;;\x1b\\")
                .expect("a link is closed in its line");
            assert!(!target.is_empty() && !text.contains('\x1b'), "{line:?}");
            found.push((target.to_owned(), text.to_owned()));
            rest = behind;
        }
        found
    }

    /// A path out of a target, read by the rules of RFC 3986 and not by ours.
    fn path_of(target: &str) -> String {
        let path = target.strip_prefix("file://").expect("a file");
        assert!(path.is_ascii() && !path.contains([' ', '#', '?']), "{path}");
        let mut bytes = Vec::new();
        let mut rest = path.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(if byte == b'%' {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            } else {
                byte
            });
        }
        String::from_utf8(bytes).unwrap()
    }

    fn shown(text: &str, width: usize) -> Vec<Vec<(String, String)>> {
        let lines: Vec<String> = text
            .lines()
            .flat_map(|line| crate::render::screen::folded(line, width))
            .collect();
        let with = linked_lines(&lines, width, Path::new(ROOT), Links::Files);
        for (line, with) in lines.iter().zip(&with) {
            let plain = console::strip_ansi_codes(with).replace("\x1b\\", "");
            let seen: String = links(with)
                .iter()
                .fold(with.clone(), |text, (target, _)| {
                    text.replace(&format!("\x1b]8;;{target}\x1b\\"), "")
                })
                .replace("\x1b]8;;\x1b\\", "");
            assert_eq!(&seen, line, "{plain}");
        }
        with.iter().map(|line| links(line)).collect()
    }

    #[test]
    fn at_every_width_every_piece_leads_to_the_whole_file() {
        let file = "exercises/09_neural_nets/02_activations_losses.rs";
        let text = format!("solution to compare with: {file}");
        for width in 30..100 {
            let found: Vec<_> = shown(&text, width).concat();
            let seen: String = found.iter().map(|(_, text)| text.as_str()).collect();
            // Too narrow for two lines, a path has no beginning that could be known.
            if width > 30 {
                assert_eq!(seen, file, "{width}");
            }
            for (target, _) in &found {
                assert_eq!(path_of(target), format!("{ROOT}/{file}"), "{width}");
            }
        }
    }

    #[test]
    fn what_is_cut_off_is_no_file_of_a_shorter_name() {
        let line = "see exercises/01_arrays/05_reductions.r".to_owned();
        let width = line.len();
        for next in ["", "----------", "   ", "\x1b[2mquiet\x1b[0m"] {
            let lines = [line.clone(), next.to_owned()];
            let with = linked_lines(&lines, width, Path::new(ROOT), Links::Files);
            assert_eq!(with, lines, "{next:?}");
        }
        // With room behind it, it is what it says.
        let lines = [line.clone()];
        let with = linked_lines(&lines, width + 1, Path::new(ROOT), Links::Files);
        assert_eq!(links(&with[0]).len(), 1);
    }

    #[test]
    fn a_path_that_ends_at_the_edge_is_whole() {
        let line = "see exercises/a.rs".to_owned();
        let lines = [line.clone(), "and more".to_owned()];
        let with = linked_lines(&lines, line.len(), Path::new(ROOT), Links::Files);
        assert_eq!(
            links(&with[0]),
            links(&linked(&line, Path::new(ROOT), Links::Files))
        );
        assert_eq!(with[1], "and more");
    }

    #[test]
    fn line_numbers_behind_the_edge_belong_to_it() {
        let lines = [
            "exercises/01_arrays/a".to_owned(),
            ".rs:12:5 fails".to_owned(),
        ];
        let with = linked_lines(&lines, 21, Path::new(ROOT), Links::NumberedFiles);
        let found: Vec<_> = with.iter().flat_map(|line| links(line)).collect();
        let [(first, _), (second, text)] = found.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!((first, text.as_str()), (second, ".rs:12:5"));
        assert!(
            first.ends_with("/Kurs%20f%C3%BCr%20mich/exercises/01_arrays/a.rs#12"),
            "{first}"
        );
    }
}
