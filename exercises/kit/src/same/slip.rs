//! The likely slip in lists of which only the debug texts are at hand.

use crate::slip::{self, Kind, Side};
use std::collections::HashMap;

/// A shape and the entries as text.
type Texts<'a> = (&'a [usize], &'a [String]);

/// The likely slip, if one explains the entries.
pub(super) fn likely(got: Texts, expected: Texts) -> Option<String> {
    let (kind, got_values, expected_values) = values(got.1, expected.1);
    let got = Side {
        shape: got.0,
        values: &got_values,
    };
    let expected = Side {
        shape: expected.0,
        values: &expected_values,
    };
    slip::likely(&got, &expected, kind, &|_| 0.0)
}

/// Numbers stay numbers; of everything else it is only known what is equal.
fn values(got: &[String], expected: &[String]) -> (Kind, Vec<f64>, Vec<f64>) {
    let parsed = |texts: &[String]| -> Option<Vec<f64>> {
        texts.iter().map(|text| text.parse().ok()).collect()
    };
    let truths = |texts: &[String]| -> Option<Vec<f64>> {
        (texts.iter())
            .map(|text| {
                text.parse()
                    .ok()
                    .map(|truth: bool| f64::from(u8::from(truth)))
            })
            .collect()
    };
    if let (Some(got), Some(expected)) = (parsed(got), parsed(expected)) {
        return (Kind::Numbers, got, expected);
    }
    if let (Some(got), Some(expected)) = (truths(got), truths(expected)) {
        return (Kind::Truths, got, expected);
    }
    let mut numbers: HashMap<&str, f64> = HashMap::new();
    let mut all = Vec::new();
    for text in got.iter().chain(expected) {
        let next = numbers.len() as f64;
        all.push(*numbers.entry(text).or_insert(next));
    }
    let expected = all.split_off(got.len());
    (Kind::Names, all, expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence for two lists of one length.
    fn of<const N: usize>(got: [&str; N], expected: [&str; N]) -> Option<String> {
        let [got, expected] = [got, expected].map(|texts| texts.map(str::to_owned));
        let sentence = likely((&[N], &got), (&[N], &expected))?;
        Some(sentence.strip_prefix("pattern: ").unwrap().to_owned())
    }

    #[test]
    fn words_can_only_stand_in_another_order() {
        let reversed = "the right entries in the opposite order, last to first";
        assert_eq!(
            of(["c", "b", "a"], ["a", "b", "c"]).as_deref(),
            Some(reversed)
        );
        let order = "the right entries in another order";
        let moved = of(["b", "d", "a", "c"], ["a", "b", "c", "d"]);
        assert_eq!(moved.as_deref(), Some(order));
        assert_eq!(of(["c", "b", "x"], ["a", "b", "c"]), None);
        assert_eq!(of(["b", "a"], ["a", "b"]), None);
        assert_eq!(of(["b", "a", "a", "a"], ["a", "a", "a", "b"]), None);
    }

    #[test]
    fn truth_values_can_be_exchanged() {
        let (t, f) = ("true", "false");
        let expected = [t, f, f, t, t, f, t, f];
        let got = expected.map(|truth| if truth == t { f } else { t });
        assert_eq!(
            of(got, expected).as_deref(),
            Some("false and true are exchanged")
        );
        let mut near = got;
        near[3] = t;
        assert_eq!(of(near, expected), None);
        assert_eq!(of([f, t, t], [t, f, f]), None);
    }

    #[test]
    fn numbers_and_words_do_not_mix() {
        assert_eq!(of(["-1", "-2", "x"], ["1", "2", "3"]), None);
        assert_eq!(of(["2", "3", "NaN"], ["1", "2", "3"]), None);
    }
}
