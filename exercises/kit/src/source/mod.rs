//! The text of an exercise, for tests that ban a word where the idea is to do without it.
//!
//! ```
//! use kit::source;
//!
//! let text = r#"
//! /// The sum, without a loop: for once.
//! fn total(v: &[f64]) -> f64 {
//!     let mut sum = 0.0;
//!     for x in v {
//!         sum += x;
//!     }
//!     sum
//! }
//!
//! #[cfg(test)]
//! mod tests {
//!     fn reference() {
//!         for _ in 0..3 {}
//!     }
//! }
//! "#;
//! let code = source::code_outside_tests(text);
//! assert_eq!(source::words(&code, &["for", "while", "loop"]), [(5, "for".to_owned())]);
//! ```
//!
//! In an exercise the text is `include_str!("09_puzzles.rs")`, the file itself.

mod blank;
mod modules;

/// The code of a file as the compiler sees it outside of tests: without comments (doc comments, too), without what is
/// inside of string and character literals, and without `#[cfg(test)] mod name { .. }`.
///
/// All of this is replaced by spaces, so that every line keeps its number and every character its column.
pub fn code_outside_tests(source: &str) -> String {
    modules::without_tests(&blank::without_comments_and_literals(source))
}

/// Where any of `banned` stands in `code` as a whole word: line (counted from 1) and word, in order of the text.
///
/// A word is a run of letters, digits and underscores; `for` is not found in `for_each`. It is found in
/// `impl Display for Row`, so an exercise that bans loops has to do without such an impl.
/// Pass the result of [`code_outside_tests`], or comments count.
pub fn words(code: &str, banned: &[&str]) -> Vec<(usize, String)> {
    let mut found = vec![];
    for (i, line) in code.lines().enumerate() {
        let words = line.split(|c: char| !is_word(c));
        let hits = words.filter(|word| banned.contains(word));
        found.extend(hits.map(|word| (i + 1, word.to_owned())));
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(code: &str) -> Vec<(usize, String)> {
        words(code, &["for", "while", "loop"])
    }

    #[test]
    fn words_are_found_with_their_lines() {
        let code = "fn f() {\n    for i in 0..3 { while x {} }\n\n    'a: loop {}\n}";
        let expected = [(2, "for"), (2, "while"), (4, "loop")];
        assert_eq!(
            found(code),
            expected.map(|(line, word)| (line, word.to_owned()))
        );
    }

    #[test]
    fn parts_of_words_are_not_found() {
        assert_eq!(
            found("v.for_each(f); before(); loops; for2; meanwhile; _loop; förfor"),
            []
        );
    }

    #[test]
    fn words_next_to_signs_are_found() {
        assert_eq!(found("{for(a,b)in c{}}").len(), 1);
        assert_eq!(found("=loop{}").len(), 1);
    }

    #[test]
    fn nothing_banned_nothing_found() {
        assert_eq!(words("for x in y {}", &[]), []);
        assert_eq!(words("", &["for", ""]), []);
    }

    #[test]
    fn a_ban_does_not_see_comments_literals_and_tests() {
        let file = "//! for once\nfn f<'a>(x: &'a str) -> char {\n    /* while */ print(\"loop\"); 'f'\n}\n\n\
                    #[cfg(test)]\nmod tests {\n    fn g() { for _ in 0..2 { let b = \"}\"; } }\n}\n\
                    fn h() { loop {} }\n";
        assert_eq!(found(&code_outside_tests(file)), [(10, "loop".to_owned())]);
    }
}
