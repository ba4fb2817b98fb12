//! The legend below a drawing.

use super::sheet::{Ink, Line, cut};

/// A sample of what is drawn and its name.
pub(super) struct Entry {
    sample: Line,
    name: String,
}

impl Entry {
    pub(super) fn new(sample: Line, name: &str) -> Self {
        Self {
            sample,
            name: name.to_owned(),
        }
    }
}

/// As many entries a line as fit; what has no name needs none.
pub(super) fn legend(entries: &[Entry], width: usize) -> Vec<Line> {
    const GAP: &str = "   ";
    let mut lines: Vec<Line> = vec![];
    for entry in entries.iter().filter(|entry| !entry.name.is_empty()) {
        let mut text = entry.sample.clone();
        let room = width.saturating_sub(text.width() + 1).max(8);
        text.push(&format!(" {}", cut(&entry.name, room)), Ink::PLAIN);
        match lines.last_mut() {
            Some(line) if line.width() + GAP.len() + text.width() <= width => {
                line.push(GAP, Ink::PLAIN);
                line.extend(&text);
            }
            _ => lines.push(text),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::sheet::Sheet;

    fn text(names: &[&str], width: usize) -> String {
        let entries: Vec<Entry> = names
            .iter()
            .map(|name| Entry::new(Line::of("o"), name))
            .collect();
        Sheet(legend(&entries, width)).text(false)
    }

    #[test]
    fn entries_stand_side_by_side_as_far_as_they_fit() {
        assert_eq!(
            text(&["one", "two", "three"], 20),
            "o one   o two\no three\n"
        );
        assert_eq!(text(&[], 20), "");
        assert_eq!(text(&["", "b"], 20), "o b\n");
    }

    #[test]
    fn a_long_name_is_cut_at_the_width() {
        assert_eq!(text(&["abcdefghijklmnop"], 12), "o abcdefghi…\n");
    }
}
