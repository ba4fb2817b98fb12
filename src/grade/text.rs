//! What learners' programs and compilers said, made fit for a document.

use console::strip_ansi_codes;

/// Without colours, without characters that a document could not hold or that would steer what shows it. Line ends
/// and tabs stay.
pub(super) fn clean(text: &str) -> String {
    let plain = strip_ansi_codes(text);
    plain
        .replace("\r\n", "\n")
        .chars()
        .map(|c| {
            let kept = c == '\n' || c == '\t';
            // Two characters at the end of the plane are no text, in XML and in YAML.
            if (c.is_control() && !kept) || matches!(c, '\u{fffe}' | '\u{ffff}') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// The first line that says something, clean.
pub(super) fn first_line(text: &str) -> String {
    let clean = clean(text);
    let line = clean.lines().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or_default().to_owned()
}

/// At most `most` characters; what is cut is counted.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let all = text.chars().count();
    if all <= most {
        return text.to_owned();
    }
    let note = |cut: usize| format!("\n[{cut} more characters]");
    let kept = most.saturating_sub(note(all).chars().count());
    let head: String = text.chars().take(kept).collect();
    format!("{head}{}", note(all - kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_control_characters_go() {
        assert_eq!(
            clean("\x1b[31mred\x1b[0m\0\x07\x7f\u{85}\u{ffff}\ta\r\nb\rc"),
            "red\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\ta\nb\u{fffd}c"
        );
        assert_eq!(first_line("\n  \n \x1b[1m a \x1b[0m\nb"), "a");
        assert_eq!(first_line(""), "");
    }

    #[test]
    fn what_is_cut_is_counted() {
        assert_eq!(shortened("äöü", 3), "äöü");
        let cut = shortened(&"ä".repeat(200), 100);
        assert_eq!(cut.chars().count(), 100, "{cut}");
        assert!(cut.ends_with("ä\n[122 more characters]"), "{cut}");
    }
}
