//! A command line as words, the way a shell would split it. No shell is started: nothing is expanded or substituted.

/// A quote that is opened and never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unclosed(pub(super) char);

/// `"/opt/my editor" --wait` -> `/opt/my editor`, `--wait`
pub(super) fn split(text: &str) -> Result<Vec<String>, Unclosed> {
    let mut words = Vec::new();
    // Absent between words: `''` is a word too, an empty one.
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            char if char.is_whitespace() => words.extend(word.take()),
            '\'' => quoted(&mut chars, '\'', word.get_or_insert_default())?,
            '"' => quoted(&mut chars, '"', word.get_or_insert_default())?,
            // On Windows it is what separates directories.
            '\\' if !cfg!(windows) => word.get_or_insert_default().extend(chars.next()),
            char => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    Ok(words)
}

/// What stands before the closing `quote`. Between double quotes a backslash keeps what would have a meaning there.
fn quoted(chars: &mut std::str::Chars<'_>, quote: char, word: &mut String) -> Result<(), Unclosed> {
    while let Some(char) = chars.next() {
        if char == quote {
            return Ok(());
        }
        let mut ahead = chars.clone();
        match ahead.next() {
            Some(kept @ ('"' | '\\' | '$' | '`')) if quote == '"' && char == '\\' => {
                word.push(kept);
                *chars = ahead;
            }
            _ => word.push(char),
        }
    }
    Err(Unclosed(quote))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_would() {
        for (text, words) in [
            ("vim", &["vim"][..]),
            ("  code   --reuse-window ", &["code", "--reuse-window"]),
            ("\"/opt/my editor/code\" -r", &["/opt/my editor/code", "-r"]),
            ("'/opt/it is \"here\"' x", &["/opt/it is \"here\"", "x"]),
            ("nvim -c 'set nu' -p", &["nvim", "-c", "set nu", "-p"]),
            ("a\"b c\"'d e'f", &["ab cd ef"]),
            (r#""say \"hi\" \n" x"#, &[r#"say "hi" \n"#, "x"]),
            ("x '' \"\"", &["x", "", ""]),
            ("$EDITOR `x` *", &["$EDITOR", "`x`", "*"]),
            ("", &[]),
            (" \t", &[]),
        ] {
            assert_eq!(split(text).unwrap(), words, "{text}");
        }
    }

    #[cfg(not(windows))]
    #[test]
    fn a_backslash_keeps_the_next_character() {
        assert_eq!(
            split(r"/opt/my\ editor x").unwrap(),
            ["/opt/my editor", "x"]
        );
        assert_eq!(split(r"a\\b \' x\").unwrap(), [r"a\b", "'", "x"]);
    }

    #[test]
    fn an_open_quote_is_told() {
        assert_eq!(split("vim 'a b"), Err(Unclosed('\'')));
        assert_eq!(split("vim \"a 'b'"), Err(Unclosed('"')));
    }
}
