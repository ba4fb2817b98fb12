//! Short messages, some of them spam.

use ndarray::Array1;
use rand::{Rng as _, seq::SliceRandom as _};

use crate::{Rng, rng};

/// What [`messages`] made.
#[derive(Clone, Debug)]
pub struct Messages {
    /// Lower-case words with single spaces between them, nothing else.
    pub texts: Vec<String>,
    /// 1 for spam, 0 for ham, shape (n,).
    pub spam: Array1<usize>,
}

/// `n` short messages, about three in ten of them spam.
///
/// A message has one to three sentences from a small grammar. Spam hides: part of its sentences are taken from ham. And
/// ham uses words of spam: "are you free on friday". About one message in a hundred has the wrong label, as in every
/// list that people have sorted.
pub fn messages(seed: u64, n: usize) -> Messages {
    let mut rng = rng(seed);
    let mut texts = Vec::new();
    let mut spam = Array1::zeros(n);
    for label in &mut spam {
        let is_spam = rng.gen_bool(0.3);
        let sentences: Vec<String> = (0..rng.gen_range(1..4))
            .map(|i| {
                let pattern = if is_spam && (i == 0 || rng.gen_bool(0.5)) {
                    &SPAM[..]
                } else {
                    &HAM[..]
                };
                sentence(pattern, &mut rng)
            })
            .collect();
        texts.push(sentences.join(" "));
        *label = usize::from(is_spam != rng.gen_bool(0.01));
    }
    Messages { texts, spam }
}

/// A pattern with every word in capitals replaced by one of its choices.
fn sentence(patterns: &[&str], rng: &mut Rng) -> String {
    let words = patterns.choose(rng).expect("there are patterns").split(' ');
    let words = words.map(|word| match SLOTS.iter().find(|(slot, _)| *slot == word) {
        Some((_, choices)) => choices.choose(rng).expect("a slot has choices"),
        None => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

const HAM: [&str; 12] = [
    "are you free on DAY",
    "can we move the MEETING to DAY",
    "please send me the PAPER before DAY",
    "i will call you when the train is late",
    "thanks for the PAPER it looks good",
    "do you want to have lunch with PERSON on DAY",
    "PERSON is ill so i take the MEETING now",
    "the money for the MEETING is in the PAPER",
    "your order is ready you can get it on DAY",
    "see you at home i will buy FOOD",
    "we won the game on DAY and PERSON was there",
    "happy birthday PERSON have some FOOD for me",
];

const SPAM: [&str; 10] = [
    "you won a free PRIZE click the link now",
    "claim your PRIZE before DAY",
    "earn MONEY from home with no work",
    "limited offer buy cheap PILLS now",
    "your account is locked click here to log in",
    "congratulations you are the winner of MONEY",
    "get a loan of MONEY today with no risk",
    "call now to claim the free offer",
    "urgent reply with your bank account and win MONEY",
    "cheap PRIZE only today order now",
];

const SLOTS: [(&str, &[&str]); 8] = [
    (
        "DAY",
        &[
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ],
    ),
    ("MEETING", &["meeting", "class", "dinner", "trip", "call"]),
    (
        "PAPER",
        &["report", "slides", "list", "letter", "photos", "link"],
    ),
    ("PERSON", &["anna", "ben", "clara", "david", "emma", "mom"]),
    ("FOOD", &["bread", "cake", "soup", "pizza"]),
    ("PRIZE", &["phone", "voucher", "holiday", "watch", "prize"]),
    ("MONEY", &["cash", "dollars", "money", "millions"]),
    ("PILLS", &["pills", "watches", "shoes"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_its_messages() {
        let a = messages(1, 4);
        assert_eq!(a.texts, messages(1, 4).texts);
        assert_ne!(a.texts, messages(2, 4).texts);
        assert_eq!(
            messages(1, 2).texts,
            a.texts[..2],
            "more messages continue the list"
        );
        assert_eq!(
            (messages(1, 0).texts.len(), messages(1, 0).spam.len()),
            (0, 0)
        );
    }

    #[test]
    fn every_slot_is_filled_and_three_in_ten_are_spam() {
        let all = messages(3, 2000);
        assert!(
            all.texts
                .iter()
                .flat_map(|text| text.chars())
                .all(|c| c == ' ' || c.is_ascii_lowercase())
        );
        let spam = all.spam.sum() as f64 / 2000.0;
        // 5 standard errors of a share of 0.3 in 2000 are 0.051.
        assert!((spam - 0.304).abs() < 0.051, "{spam}");
        let says = |word: &str, label: usize| {
            let with =
                |i: &usize| all.spam[*i] == label && all.texts[*i].split(' ').any(|w| w == word);
            (0..2000).filter(with).count()
        };
        assert!(says("claim", 1) > 10 * says("claim", 0));
        assert!(says("lunch", 0) > says("lunch", 1));
        assert!(says("free", 0) > 20, "ham uses words of spam");
    }
}
