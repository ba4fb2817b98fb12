//! Every entry went through one function too many, or one too few.

use super::case::{Case, Kind};
use super::evidence::{FOUR, THREE, TWO};

/// All that hold, for the caller to see whether there is one.
pub(super) fn of(case: &Case) -> Vec<String> {
    if case.kind == Kind::Truths {
        let negated = case.shown(|i| 1.0 - case.expected[i], FOUR);
        return Vec::from_iter(negated.then(|| "false and true are exchanged".to_owned()));
    }
    let mut found: Vec<String> = FUNCTIONS
        .iter()
        .filter(|function| holds(case, function))
        .map(|function| format!("{} is {}", case.subject(), function.sentence))
        .collect();
    found.extend(running(case));
    found
}

struct Function {
    sentence: &'static str,
    of: fn(f64) -> f64,
    bits: f64,
}

const FUNCTIONS: [Function; 6] = [
    Function {
        sentence: "the square of what is expected",
        // A negative number is no one's root.
        of: |x| if x >= 0.0 { x * x } else { f64::NAN },
        bits: TWO,
    },
    Function {
        sentence: "the square root of what is expected",
        of: f64::sqrt,
        bits: TWO,
    },
    Function {
        sentence: "1 divided by what is expected",
        of: |x| 1.0 / x,
        bits: THREE,
    },
    Function {
        sentence: "1 minus what is expected",
        of: |x| 1.0 - x,
        bits: THREE,
    },
    Function {
        sentence: "the logarithm of what is expected",
        of: f64::ln,
        bits: THREE,
    },
    Function {
        sentence: "e to the power of what is expected",
        of: f64::exp,
        bits: THREE,
    },
];

fn holds(case: &Case, function: &Function) -> bool {
    let story = |i: usize| (function.of)(case.expected[i]);
    case.changed_by(story).is_some_and(|changed| {
        case.enough(&changed, function.bits) && (case.constant() || case.different(&changed) >= 2)
    })
}

/// Sums of all entries up to each, where the entries themselves are expected, or the other way round.
fn running(case: &Case) -> Option<String> {
    if case.shape.len() != 1 {
        return None;
    }
    let mut sum = 0.0;
    let sums: Vec<f64> = (case.expected.iter())
        .map(|x| {
            sum += x;
            sum
        })
        .collect();
    let step = |i: usize| case.expected[i] - if i == 0 { 0.0 } else { case.expected[i - 1] };
    if case.shown(|i| sums[i], THREE) {
        Some("every entry is the sum of all expected up to it, a running sum".to_owned())
    } else if case.shown(step, THREE) {
        Some(
            "every entry is the step from the entry expected before to this one, not a running sum"
                .to_owned(),
        )
    } else {
        None
    }
}
