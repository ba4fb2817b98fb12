//! Long texts cut to the part that differs.

use super::width;

/// Texts up to this length are not cut.
const WHOLE: usize = 40;
/// How much of the equal part stays before the difference.
const BEFORE: usize = 12;
const ALL: usize = 32;

/// Both texts, or of long ones the part around the first difference, `..` where something is left out.
pub(crate) fn excerpts(got: &str, expected: &str) -> (String, String) {
    let column = first_difference(got, expected);
    (excerpt(got, column), excerpt(expected, column))
}

/// How many characters are the same.
pub(crate) fn first_difference(got: &str, expected: &str) -> usize {
    let same = got.chars().zip(expected.chars());
    same.take_while(|(g, e)| g == e).count()
}

fn excerpt(text: &str, column: usize) -> String {
    if width(text) <= WHOLE {
        return text.to_owned();
    }
    let start = match column {
        0..=BEFORE => 0,
        _ => (column - BEFORE).min(width(text) - ALL),
    };
    let part: String = text.chars().skip(start).take(ALL).collect();
    let before = if start > 0 { ".." } else { "" };
    let after = if width(text) > start + ALL { ".." } else { "" };
    format!("{before}{part}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_whole() {
        let (got, expected) = ("a".repeat(40), "b".repeat(40));
        assert_eq!(excerpts(&got, &expected), (got.clone(), expected.clone()));
    }

    #[test]
    fn long_texts_are_cut_around_the_difference() {
        let texts = |middle| format!("{}{middle}{}", "a".repeat(50), "z".repeat(50));
        let (got, expected) = excerpts(&texts("é"), &texts("dog"));
        assert_eq!(got, "..aaaaaaaaaaaaézzzzzzzzzzzzzzzzzzz..");
        assert_eq!(expected, "..aaaaaaaaaaaadogzzzzzzzzzzzzzzzzz..");
    }

    #[test]
    fn nothing_is_left_out_at_an_end_that_is_shown() {
        let start = format!("b{}", "a".repeat(60));
        let (got, expected) = excerpts(&start, &"a".repeat(61));
        assert_eq!(got, format!("b{}..", "a".repeat(31)));
        assert_eq!(expected, format!("{}..", "a".repeat(32)));
        let end = format!("{}b", "a".repeat(60));
        let (got, _) = excerpts(&end, &"a".repeat(61));
        assert_eq!(got, format!("..{}b", "a".repeat(31)));
    }

    #[test]
    fn one_text_may_be_the_start_of_the_other() {
        let (got, expected) = excerpts(&"a".repeat(60), "aaa");
        assert_eq!(got, format!("{}..", "a".repeat(32)));
        assert_eq!(expected, "aaa");
        let (got, expected) = excerpts(&"a".repeat(41), &"a".repeat(99));
        assert_eq!(got, format!("..{}", "a".repeat(32)));
        assert_eq!(expected, format!("..{}..", "a".repeat(32)));
    }
}
