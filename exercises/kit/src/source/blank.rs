//! Comments and literals replaced by spaces.

use super::is_word;

/// Each character of a comment and inside of a literal becomes a space; line breaks and the quotes stay.
pub(super) fn without_comments_and_literals(source: &str) -> String {
    let mut text = Text {
        chars: source.chars().collect(),
        at: 0,
        out: String::new(),
    };
    while let Some(c) = text.peek(0) {
        match (c, text.peek(1)) {
            ('/', Some('/')) => text.line_comment(),
            ('/', Some('*')) => text.block_comment(),
            ('"', _) => text.string(),
            ('\'', _) => text.quote(),
            _ if is_word(c) => text.word(),
            _ => text.keep(1),
        }
    }
    text.out
}

/// The source, how far it is read, and what has become of it.
struct Text {
    chars: Vec<char>,
    at: usize,
    out: String,
}

impl Text {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn keep(&mut self, n: usize) {
        let end = (self.at + n).min(self.chars.len());
        self.out.extend(&self.chars[self.at..end]);
        self.at = end;
    }

    fn blank(&mut self, n: usize) {
        let end = (self.at + n).min(self.chars.len());
        for &c in &self.chars[self.at..end] {
            self.out.push(if c == '\n' { '\n' } else { ' ' });
        }
        self.at = end;
    }

    fn line_comment(&mut self) {
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.blank(1);
        }
    }

    /// Block comments may stand in each other.
    fn block_comment(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.peek(0) {
            match (c, self.peek(1)) {
                ('/', Some('*')) => {
                    depth += 1;
                    self.blank(2);
                }
                ('*', Some('/')) => {
                    depth -= 1;
                    self.blank(2);
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.blank(1),
            }
        }
    }

    /// From `"` to the `"` that no backslash precedes.
    fn string(&mut self) {
        self.keep(1);
        while let Some(c) = self.peek(0) {
            match c {
                '"' => return self.keep(1),
                '\\' => self.blank(2),
                _ => self.blank(1),
            }
        }
    }

    /// From `"` to `"` and as many `#` as before it. No escapes.
    fn raw_string(&mut self, hashes: usize) {
        self.keep(hashes + 1);
        while let Some(c) = self.peek(0) {
            if c == '"' && (1..=hashes).all(|i| self.peek(i) == Some('#')) {
                return self.keep(hashes + 1);
            }
            self.blank(1);
        }
    }

    /// A character literal, or the start of a lifetime or label: `'x'` has its second quote right after one
    /// character or escape, `'a` has none.
    fn quote(&mut self) {
        let length = match self.peek(1) {
            // The character after the backslash may be the quote itself.
            Some('\\') => (3..).find(|&i| self.peek(i).is_none_or(|c| c == '\'')),
            _ => (self.peek(2) == Some('\'')).then_some(2),
        };
        self.keep(1);
        if let Some(length) = length {
            self.blank(length - 1);
            self.keep(1);
        }
    }

    /// An identifier, keyword or number. The prefixes of raw strings look like one; those of other literals
    /// (`b"..."`, `c"..."`, `b'x'`) need no care.
    fn word(&mut self) {
        let length = (0..)
            .find(|&i| !self.peek(i).is_some_and(is_word))
            .unwrap_or(0);
        let word: String = self.chars[self.at..self.at + length].iter().collect();
        self.keep(length);
        if ["r", "br", "cr"].contains(&word.as_str()) {
            let hashes = (0..).find(|&i| self.peek(i) != Some('#')).unwrap_or(0);
            // `r#type` is an identifier.
            if self.peek(hashes) == Some('"') {
                self.raw_string(hashes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `_` in the expected text stands for a space that was something else.
    #[track_caller]
    fn becomes(source: &str, expected: &str) {
        let got = without_comments_and_literals(source);
        assert_eq!(got, expected.replace('_', " "));
        assert_eq!(got.chars().count(), source.chars().count());
    }

    #[test]
    fn code_is_kept() {
        let code = "fn f(x: &[f64]) -> f64 {\n    x[0] / 2.0 * 3e5 - 'a' as f64\n}\n";
        becomes(code, &code.replace("'a'", "'_'"));
        becomes("", "");
    }

    #[test]
    fn line_comments_go_up_to_the_end_of_the_line() {
        becomes("a // b \"c\n/// d\n//! e\nf", "a _______\n_____\n_____\nf");
        becomes("a // b", "a ____");
        becomes("a /// it's\nb", "a ________\nb");
    }

    #[test]
    fn block_comments_nest() {
        becomes("a /* b\n/* c */ d */ e", "a ____\n____________ e");
        becomes("a /** b **/ c", "a _________ c");
        becomes("a /* never closed", "a _______________");
        becomes("a /*/ b */ c", "a ________ c");
        becomes("/*/*a*/*/b", "_________b");
        becomes("/* a */'b'/**/\"c\"", "_______'_'____\"_\"");
    }

    #[test]
    fn strings_keep_their_quotes() {
        becomes(r#"f("for")"#, r#"f("___")"#);
        becomes(r#""a \" // b" c"#, r#""_________" c"#);
        becomes(r#""\\" a "b""#, r#""__" a "_""#);
        becomes("\"a\nb\" c", "\"_\n_\" c");
        becomes(r#"b"a" c"b" "" x"#, r#"b"_" c"_" "" x"#);
        becomes(r#""a"'b'"c""d // e" f"#, r#""_"'_'"_""______" f"#);
        becomes(r#""never closed"#, r#""____________"#);
    }

    #[test]
    fn raw_strings_end_with_as_many_hashes() {
        becomes(r###"r"a\" b"###, r###"r"__" b"###);
        becomes(r###"r#"a " b"# c"###, r###"r#"_____"# c"###);
        becomes(r####"br##"a "# b"## c"####, r####"br##"______"## c"####);
        becomes(r###"r#"never closed""###, r###"r#"_____________"###);
    }

    #[test]
    fn words_that_look_like_a_raw_string_are_words() {
        becomes("r#type r br # x", "r#type r br # x");
        becomes(r#"for"a" bar"b" c"#, r#"for"_" bar"_" c"#);
    }

    #[test]
    fn characters_are_told_from_lifetimes() {
        becomes("'x' 'y", "'_' 'y");
        becomes("fn f<'a, 'b>(x: &'a str) {}", "fn f<'a, 'b>(x: &'a str) {}");
        becomes(
            "'outer: loop { break 'outer; }",
            "'outer: loop { break 'outer; }",
        );
        becomes("f::<'a>('b', 'c')", "f::<'a>('_', '_')");
        becomes("&'static str", "&'static str");
    }

    #[test]
    fn escaped_characters_end_at_their_quote() {
        becomes(r"'\'' a", "'__' a");
        becomes(r"'\\' a", "'__' a");
        becomes(r"'\n' '\u{1F600}' a", "'__' '_________' a");
        becomes("'\"' a '\"'", "'_' a '_'");
        becomes("'/' / '/'", "'_' / '_'");
        becomes(r"b'\'' b'x' a", "b'__' b'_' a");
    }

    #[test]
    fn other_alphabets_count_by_character() {
        becomes("größe // über\n\"ä\" 'é' x", "größe _______\n\"_\" '_' x");
    }
}
