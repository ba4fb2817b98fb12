//! Texts that nobody would write, for tests of what reads foreign texts: always the same ones, and named when one fails.
//!
//! `RUNNER_FUZZ_ROUNDS=300000 cargo test --lib -- any_bytes any_output` tries so many in place of the few of every day.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

/// Far more than one text takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// Calls `read` with `rounds` texts: pieces of `start` cut, doubled, exchanged, with `tokens` and any bytes in between.
/// A panic or a hang fails the test with the number of the text; [`text`] makes it again.
pub(crate) fn each(
    start: &'static str,
    tokens: &'static [&'static str],
    rounds: u64,
    read: impl Fn(&[u8]) + Send + 'static,
) {
    let asked = std::env::var("RUNNER_FUZZ_ROUNDS").ok();
    let rounds = asked.map_or(rounds, |asked| asked.parse().expect("a number of texts"));
    let round = Arc::new(AtomicU64::new(0));
    let (sender, done) = mpsc::channel();
    let worker = thread::spawn({
        let round = Arc::clone(&round);
        move || {
            for number in 0..rounds {
                round.store(number, Ordering::SeqCst);
                read(&text(start, tokens, number));
            }
            let _ = sender.send(());
        }
    });
    let (number, ended) = loop {
        let before = round.load(Ordering::SeqCst);
        let ended = done.recv_timeout(PATIENCE);
        let number = round.load(Ordering::SeqCst);
        if number == before || ended != Err(RecvTimeoutError::Timeout) {
            break (number, ended);
        }
    };
    let shown = || String::from_utf8_lossy(&text(start, tokens, number)).into_owned();
    match ended {
        Ok(()) => {}
        Err(RecvTimeoutError::Timeout) => panic!("hangs at text {number}:\n{:?}", shown()),
        Err(RecvTimeoutError::Disconnected) => {
            let _ = worker.join();
            panic!("fails at text {number}:\n{:?}", shown());
        }
    }
}

/// The text of that number.
pub(crate) fn text(start: &str, tokens: &[&str], number: u64) -> Vec<u8> {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut text = start.as_bytes().to_vec();
    for _ in 0..=dice.below(8) {
        let at = dice.below(text.len() + 1);
        let end = (at + dice.below(40)).min(text.len());
        match dice.below(7) {
            0 => drop(text.drain(at..end)),
            1 => text.truncate(at),
            2 => {
                let piece = text[at..end].to_vec();
                let to = dice.below(text.len() + 1);
                text.splice(to..to, piece);
            }
            3 => {
                if let Some(byte) = text.get_mut(at) {
                    *byte = u8::try_from(dice.below(256)).unwrap();
                }
            }
            4 => {
                // Deep, for readers that call themselves.
                let piece = tokens[dice.below(tokens.len())].repeat(1 + dice.below(2000));
                text.splice(at..at, piece.into_bytes());
            }
            _ => {
                let piece = tokens[dice.below(tokens.len())];
                text.splice(at..end, piece.bytes());
            }
        }
    }
    text
}

/// xorshift64*.
struct Dice(u64);

impl Dice {
    /// 0 to `limit` - 1.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap() % limit
    }
}

#[test]
fn texts_differ_and_come_again() {
    let texts: std::collections::BTreeSet<_> = (0..100)
        .map(|number| text("some text that is long enough\n", &["a", "b"], number))
        .collect();
    assert!(texts.len() > 80, "{}", texts.len());
    assert_eq!(text("some", &["a"], 7), text("some", &["a"], 7));
}
