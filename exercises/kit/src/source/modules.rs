//! Test modules replaced by spaces.

use super::is_word;

/// Blanks each `#[cfg(test)] mod name { .. }` of a text without comments and literals, in which braces match.
pub(super) fn without_tests(code: &str) -> String {
    let mut chars: Vec<char> = code.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        match test_module(&chars, at) {
            Some(end) => {
                for c in &mut chars[at..end] {
                    if *c != '\n' {
                        *c = ' ';
                    }
                }
                at = end;
            }
            None => at += 1,
        }
    }
    chars.into_iter().collect()
}

/// Where the test module that starts at `start` ends.
fn test_module(chars: &[char], start: usize) -> Option<usize> {
    let mut cursor = Cursor { chars, at: start };
    for token in ["#", "[", "cfg", "(", "test", ")", "]"] {
        cursor.eat(token)?;
    }
    while cursor.eat("#").is_some() {
        cursor.eat("[")?;
        cursor.close('[', ']')?;
    }
    if cursor.eat("pub").is_some() && cursor.eat("(").is_some() {
        cursor.close('(', ')')?;
    }
    cursor.eat("mod")?;
    cursor.eat_name();
    if cursor.eat(";").is_none() {
        cursor.eat("{")?;
        cursor.close('{', '}')?;
    }
    Some(cursor.at)
}

struct Cursor<'a> {
    chars: &'a [char],
    at: usize,
}

impl Cursor<'_> {
    fn skip_space(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    /// Goes behind the next token if it is this one.
    fn eat(&mut self, token: &str) -> Option<()> {
        self.skip_space();
        let end = self.at + token.chars().count();
        let here = self.chars.get(self.at..end)?;
        let word_goes_on =
            token.chars().all(is_word) && self.chars.get(end).copied().is_some_and(is_word);
        if word_goes_on || !here.iter().copied().eq(token.chars()) {
            return None;
        }
        self.at = end;
        Some(())
    }

    fn eat_name(&mut self) {
        self.skip_space();
        let name = |c: char| is_word(c) || c == '#';
        while self.chars.get(self.at).copied().is_some_and(name) {
            self.at += 1;
        }
    }

    /// Goes behind the bracket that closes the one just eaten.
    fn close(&mut self, open: char, close: char) -> Option<()> {
        let mut depth = 1;
        while depth > 0 {
            let c = *self.chars.get(self.at)?;
            depth += i32::from(c == open) - i32::from(c == close);
            self.at += 1;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that are left.
    fn left(code: &str) -> String {
        let text = without_tests(code);
        assert_eq!(text.lines().count(), code.lines().count());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_module_goes_and_its_surroundings_stay() {
        let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { { c } }\n}\nfn d() {}\n";
        assert_eq!(left(code), "fn a() {} fn d() {}");
        assert_eq!(
            without_tests(code),
            "fn a() {}\n            \nmod tests {".replace("mod tests {", "           ")
                + "\n                    \n \nfn d() {}\n"
        );
    }

    #[test]
    fn spelling_does_not_matter() {
        for start in [
            "#[cfg(test)] mod tests",
            "# [ cfg ( test ) ]\n\nmod tests",
            "#[cfg(test)]\n#[allow(a[0])]\npub mod r#tests",
            "#[cfg(test)] pub(crate) mod tests",
        ] {
            assert_eq!(left(&format!("a {start} {{ b {{}} }} c")), "a c", "{start}");
        }
        assert_eq!(left("a #[cfg(test)] mod tests; b"), "a b");
    }

    #[test]
    fn several_modules_go() {
        let code = "a #[cfg(test)] mod x { 1 } b #[cfg(test)] mod y {} c";
        assert_eq!(left(code), "a b c");
    }

    #[test]
    fn everything_else_stays() {
        for code in [
            "mod tests { a }",
            "#[cfg(test)] fn helper() {}",
            "#[cfg(testing)] mod a {}",
            "#[cfg(not(test))] mod a {}",
            "#[cfg(test)] model { }",
            "#[cfg(test)] mod never_closed { a",
        ] {
            assert_eq!(left(code), code);
        }
    }
}
