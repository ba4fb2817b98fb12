//! Numbers and times in words.

use crate::report::Standing;

/// `1 hint`, `3 hints`, `no hints`.
pub(super) fn counted(n: u64, one: &str, many: &str) -> String {
    match n {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        n => format!("{} {many}", grouped(n)),
    }
}

/// `12 345`: groups of three from ten thousand on.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            // A narrow space that does not break.
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// `41 h`, `4 h 05 min`, `12 min`, `under 1 min`; nothing if nobody measured.
pub(super) fn time(seconds: u64) -> Option<String> {
    let minutes = seconds / 60;
    Some(match (seconds, minutes) {
        (0, _) => return None,
        (_, 0) => "under 1 min".to_owned(),
        (_, 1..60) => format!("{minutes} min"),
        (_, 60..600) => format!("{} h {:02} min", minutes / 60, minutes % 60),
        // Rounded.
        _ => format!("{} h", grouped((minutes + 30) / 60)),
    })
}

pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Ahead => "still to come",
        Standing::Begun => "begun",
        Standing::TestedOut => "tested out",
        Standing::Done => "done",
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_exact_as_one_remembers_them() {
        assert_eq!(time(0), None);
        for (seconds, said) in [
            (1, "under 1 min"),
            (60, "1 min"),
            (3_599, "59 min"),
            (3_600, "1 h 00 min"),
            (14_700, "4 h 05 min"),
            (35_999, "9 h 59 min"),
            (36_000, "10 h"),
            (37_799, "10 h"),
            (37_800, "11 h"),
        ] {
            assert_eq!(time(seconds).unwrap(), said, "{seconds}");
        }
        assert!(time(u64::MAX).unwrap().ends_with("431 h"));
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(counted(0, "try", "tries"), "no tries");
        assert_eq!(counted(1, "try", "tries"), "1 try");
        assert_eq!(counted(2, "try", "tries"), "2 tries");
        assert_eq!(grouped(1_234), "1234");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn names_are_listed_in_a_sentence() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b"]), "a and b");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
