//! A small text analyzer: words, frequencies, sentences
//!
//! Text becomes numbers by being cut into words and counted. A Rust `str` is a sequence of
//! bytes in UTF-8, and a letter has 1 to 4 of them: 'E' has one, 'É' has two. So there is no
//! `text[0]`, and `&text[0..1]` panics in the middle of an É. Letters are `char`s:
//!
//!     text.chars()                     the letters one by one; `.chars().count()` of them
//!     c.is_alphanumeric()              a letter or a digit, of any script
//!     text.to_lowercase()              of any script, too; `to_ascii_lowercase` leaves É alone
//!     text.split(p)                    the pieces between the places where p is found; p is a
//!                                      char, [char; 3] or closure, as in `|c: char| c == '-'`;
//!                                      there are empty pieces where two places touch
//!     v.sort_by(|x, y| y.1.cmp(&x.1).then(x.0.cmp(&y.0)))     by .1 downwards, then by .0
//!
//! A word is a run of letters and digits; everything else separates words: "don't" is two
//! words, don and t. A sentence ends with one or several of `.!?` ("..." is one end), or with
//! the text; what has no word in it is no sentence. So "3.5" is cut into two, as it is in many
//! simple analyzers.

use std::collections::BTreeMap;

/// The longest word, counted in letters, of several the first one. Finished, as an example.
fn longest_word(text: &str) -> Option<String> {
    // `max_by_key` keeps the last of equals, so the words come from the back. `len` would
    // count bytes, and accents would make words longer.
    let words = words(text).into_iter().rev();
    words.max_by_key(|word| word.chars().count())
}

/// All words in lower case, in the order of the text.
// TODO 1: cut the text into words.
fn words(text: &str) -> Vec<String> {
    todo!("the words of {text:?}")
}

/// The `k` most frequent words with their counts, downwards; words with equal counts in
/// alphabetical order. All of them if there are no more than `k`.
// TODO 2: count, sort, cut.
fn top_k(text: &str, k: usize) -> Vec<(String, usize)> {
    let counts: BTreeMap<String, usize> = BTreeMap::new();
    todo!("{k} words of {text:?}, counted in {counts:?}")
}

/// The number of sentences.
// TODO 3: count the pieces between the ends that have a word in them.
fn sentence_count(text: &str) -> usize {
    todo!("the sentences of {text:?}")
}

fn main() {
    let text = "The tram is late. Late again?! It's the third time... Élan, the tram \
                driver says, is not everything: the tram is old.";
    println!("{text}\n");
    println!("{} words", words(text).len());
    println!("{} sentences", sentence_count(text));
    println!("longest word: {}", longest_word(text).unwrap_or_default());
    for (word, count) in top_k(text, 5) {
        println!("{word:>6}  {}", "#".repeat(count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::assert_same;

    const TRAM: &str = "Late again? The tram, late. A tram; the 9!";

    fn counted(pairs: &[(&str, usize)]) -> Vec<(String, usize)> {
        let owned = pairs.iter().map(|(word, count)| (word.to_string(), *count));
        owned.collect()
    }

    #[test]
    fn words_are_cut_at_everything_else() {
        assert_same!(words("The cat. The DOG!"), ["the", "cat", "the", "dog"]);
        assert_same!(words("tram-9, line 12"), ["tram", "9", "line", "12"]);
        assert_same!(words("don't\n\tshout"), ["don", "t", "shout"]);
    }

    #[test]
    fn words_may_have_letters_of_any_script() {
        assert_same!(words("Élan au CAFÉ"), ["élan", "au", "café"]);
        assert_same!(words("Żółw, ЁЖ, 東京"), ["żółw", "ёж", "東京"]);
    }

    #[test]
    fn no_words_are_no_empty_words() {
        assert_same!(words("").len(), 0);
        assert_same!(words(" ... -- !\n").len(), 0);
    }

    #[test]
    fn the_most_frequent_word_comes_first() {
        assert_eq!(top_k("The cat. The DOG!", 1), counted(&[("the", 2)]));
        let got = top_k("b b b a c c", 2);
        assert_eq!(got, counted(&[("b", 3), ("c", 2)]));
    }

    #[test]
    fn words_with_equal_counts_are_in_alphabetical_order() {
        let got = top_k("pear fig kiwi fig nut apple pear date lime grape plum", 6);
        let mut expected = vec![("fig", 2), ("pear", 2)];
        expected.extend([("apple", 1), ("date", 1), ("grape", 1), ("kiwi", 1)]);
        assert_eq!(got, counted(&expected));
        // The words w00 to w99, all once, and two of them again.
        let many: String = (0..100).map(|i| format!("w{:02} ", i * 37 % 100)).collect();
        let got = top_k(&(many + "w70 w30"), 5);
        let expected = [("w30", 2), ("w70", 2), ("w00", 1), ("w01", 1), ("w02", 1)];
        assert_eq!(got, counted(&expected));
    }

    #[test]
    fn all_counts_add_up_to_the_number_of_words() {
        let all = top_k(TRAM, 100);
        assert_eq!(all.len(), 6, "there are no more than 6: {all:?}");
        let total: usize = all.iter().map(|(_, count)| count).sum();
        assert_eq!(total, words(TRAM).len());
        assert_eq!(top_k(TRAM, 0), []);
        assert_eq!(top_k("?!", 3), []);
    }

    #[test]
    fn upper_case_makes_no_difference() {
        let upper = TRAM.to_uppercase();
        assert_same!(words(&upper), words(TRAM));
        assert_eq!(top_k(&upper, 4), top_k(TRAM, 4));
    }

    #[test]
    fn each_end_closes_one_sentence() {
        assert_eq!(sentence_count("It is late. Is it? It is!"), 3);
        assert_eq!(sentence_count(TRAM), 3);
        assert_eq!(sentence_count("One. Two"), 2, "the text ends, too");
        assert_eq!(sentence_count("No end"), 1);
        assert_eq!(sentence_count("3.5 late"), 2, "cut in 3.5, too");
    }

    #[test]
    fn several_marks_are_one_end() {
        assert_eq!(sentence_count("Late... again?!"), 2);
        assert_eq!(sentence_count("So . . . it is late."), 2);
        assert_eq!(sentence_count("...!"), 0, "no word, no sentence");
        assert_eq!(sentence_count(""), 0);
        assert_eq!(sentence_count("Élan. É? 9! - \"...\""), 3);
    }

    #[test]
    fn the_longest_word_has_most_letters_and_not_most_bytes() {
        assert_eq!(longest_word("été sous arbre pluie"), Some("arbre".into()));
        assert_eq!(longest_word("ééé tram"), Some("tram".into()));
        assert_eq!(longest_word("..."), None);
    }
}
