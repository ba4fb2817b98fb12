//! A Rust file line by line, with code told from comments and strings.

/// One line of a file.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pub(crate) text: &'a str,
    /// The line without comments and without what stands between quotes.
    pub(crate) code: String,
    /// What comments say in it, with their slashes.
    pub(crate) comment: String,
    /// A string or block comment of an earlier line goes on here.
    pub(crate) continues: bool,
    /// Brackets that are open at its end.
    pub(crate) depth: i32,
}

impl Line<'_> {
    /// Nothing but spaces, and not inside a string.
    pub(crate) fn is_blank(&self) -> bool {
        !self.continues && self.text.trim().is_empty()
    }

    pub(crate) fn indentation(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }
}

/// What the lexer is inside of at the moment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    BlockComment { nesting: usize },
    Text,
    RawText { hashes: usize },
}

pub(crate) fn lines(source: &str) -> Vec<Line<'_>> {
    let mut inside = Inside::Code;
    let mut depth = 0;
    let mut is_shebang = has_shebang(source);
    source
        .lines()
        .map(|text| {
            if std::mem::take(&mut is_shebang) {
                return Line {
                    text,
                    code: String::new(),
                    comment: text.to_owned(),
                    continues: false,
                    depth,
                };
            }
            let continues = inside != Inside::Code;
            let mut lexer = Lexer {
                inside,
                code: String::new(),
                comment: String::new(),
            };
            lexer.read(text);
            inside = lexer.inside;
            depth += opened(&lexer.code);
            Line {
                text,
                code: lexer.code,
                comment: lexer.comment,
                continues,
                depth,
            }
        })
        .collect()
}

/// Whether the first line is for the shell: the compiler leaves it out then. `#![...]` is an attribute, whatever spaces
/// and comments are in it.
fn has_shebang(source: &str) -> bool {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let Some(mut rest) = source.strip_prefix("#!") else {
        return false;
    };
    loop {
        rest = rest.trim_start();
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            let mut nesting = 1;
            rest = comment;
            while nesting > 0 {
                let Some(at) = rest.find(['/', '*']) else {
                    return true;
                };
                let (open, read) = match &rest.as_bytes()[at..] {
                    [b'/', b'*', ..] => (1, 2),
                    [b'*', b'/', ..] => (-1, 2),
                    _ => (0, 1),
                };
                nesting += open;
                rest = &rest[at + read..];
            }
        } else {
            return !rest.starts_with('[');
        }
    }
}

struct Lexer {
    inside: Inside,
    code: String,
    comment: String,
}

impl Lexer {
    fn read(&mut self, text: &str) {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            at += self.step(&chars, at);
        }
    }

    /// Reads what begins at `at`; returns how many characters that were.
    fn step(&mut self, chars: &[char], at: usize) -> usize {
        let next = |offset: usize| chars.get(at + offset).copied();
        match self.inside {
            Inside::Code => self.step_in_code(chars, at),
            Inside::BlockComment { nesting } => {
                let (inside, read) = match (chars[at], next(1)) {
                    ('*', Some('/')) if nesting == 1 => (Inside::Code, 2),
                    ('*', Some('/')) => (
                        Inside::BlockComment {
                            nesting: nesting - 1,
                        },
                        2,
                    ),
                    ('/', Some('*')) => (
                        Inside::BlockComment {
                            nesting: nesting + 1,
                        },
                        2,
                    ),
                    _ => (self.inside, 1),
                };
                self.inside = inside;
                self.comment.extend(&chars[at..at + read]);
                read
            }
            Inside::Text => match chars[at] {
                '\\' => 2,
                '"' => self.close_text(1),
                _ => 1,
            },
            Inside::RawText { hashes } => match chars[at] {
                '"' if (1..=hashes).all(|offset| next(offset) == Some('#')) => {
                    self.close_text(1 + hashes)
                }
                _ => 1,
            },
        }
    }

    fn step_in_code(&mut self, chars: &[char], at: usize) -> usize {
        let next = |offset: usize| chars.get(at + offset).copied();
        match (chars[at], next(1)) {
            ('/', Some('/')) => {
                self.comment.extend(&chars[at..]);
                return chars.len() - at;
            }
            ('/', Some('*')) => {
                self.comment.push_str("/*");
                self.inside = Inside::BlockComment { nesting: 1 };
                return 2;
            }
            ('"', _) => {
                self.code.push('"');
                self.inside = Inside::Text;
                return 1;
            }
            ('r', Some('"' | '#')) if !self.after_a_name() => {
                let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
                if next(1 + hashes) == Some('"') {
                    self.code.push('"');
                    self.inside = Inside::RawText { hashes };
                    return 2 + hashes;
                }
            }
            // A character such as '{' or '\''; a lifetime has no second quote.
            ('\'', Some('\\')) => {
                let end = chars[at + 3..]
                    .iter()
                    .position(|&c| c == '\'')
                    .map_or(chars.len(), |end| at + 3 + end + 1);
                self.code.push_str("''");
                return end - at;
            }
            ('\'', Some(_)) if next(2) == Some('\'') => {
                self.code.push_str("''");
                return 3;
            }
            _ => {}
        }
        self.code.push(chars[at]);
        1
    }

    /// `for` in `for"..."` is no raw string's `r`; the `b` of `br"..."` is no name.
    fn after_a_name(&self) -> bool {
        let mut before = self.code.chars().rev();
        match before.next() {
            Some('b' | 'c') => before.next().is_some_and(is_name),
            last => last.is_some_and(is_name),
        }
    }

    fn close_text(&mut self, read: usize) -> usize {
        self.code.push('"');
        self.inside = Inside::Code;
        read
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn opened(code: &str) -> i32 {
    code.chars()
        .map(|c| match c {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(source: &str) -> Vec<String> {
        lines(source).into_iter().map(|line| line.code).collect()
    }

    #[test]
    fn a_line_for_the_shell_is_no_code() {
        let second = |source: &str| {
            let lines = lines(source);
            (lines[0].code.clone(), lines[1].continues, lines[1].depth)
        };
        for shell in [
            "#!/bin/x \"{",
            "\u{feff}#! '{ \"",
            "#!// [",
            "#! /* [ */ x{",
        ] {
            assert_eq!(
                second(&format!("{shell}\nfn a() {{")),
                (String::new(), false, 1),
                "{shell}"
            );
        }
        for attribute in ["#![a(", "#! [a(", "#!/* / /* */ */[a(", "#!// x\n[a("] {
            let lines = lines(attribute);
            assert_eq!(lines.last().map(|line| line.depth), Some(2), "{attribute}");
        }
    }

    #[test]
    fn strings_characters_and_comments_are_no_code() {
        assert_eq!(
            code(r#"f("a // {", '{', b'\'', 'x') // } TODO"#),
            [r#"f("", '', b'', '') "#]
        );
        assert_eq!(
            code("fn f<'a>(x: &'a str) {} /* { /* { */ */ }"),
            ["fn f<'a>(x: &'a str) {}  }"]
        );
        assert_eq!(
            code("let a = r#\"\"{ \"#; for\"x\" }"),
            ["let a = \"\"; for\"\" }"]
        );
        assert_eq!(code("let a = br\"\\\"; {"), ["let a = b\"\"; {"]);
    }

    #[test]
    fn strings_and_comments_go_on_in_the_next_line() {
        let lines = lines("let a = \"one\n// two {\n\"; /* three\nfour */ {");
        let seen: Vec<_> = lines
            .iter()
            .map(|line| (line.continues, line.code.as_str(), line.depth))
            .collect();
        assert_eq!(
            seen,
            [
                (false, "let a = \"", 0),
                (true, "", 0),
                (true, "\"; ", 0),
                (true, " {", 1)
            ]
        );
        assert_eq!(lines[1].comment, "", "it stands in a string");
        assert_eq!(lines[3].comment, "four */");
    }
}
