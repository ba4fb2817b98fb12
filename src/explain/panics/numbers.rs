//! Panics of arithmetic.

use super::{Panicked, Rule};
use crate::explain::{Explanation, say};

pub(super) const RULES: &[Rule] = &[overflow, by_zero, bounds];

fn overflow(panicked: Panicked) -> Option<Explanation> {
    let operation = panicked
        .message
        .strip_prefix("attempt to ")?
        .strip_suffix(" with overflow")?;
    match operation {
        "subtract" => say(
            "A whole number went below the smallest that its type holds; for `usize` that is 0.",
            "Compare before you subtract; or `a.abs_diff(b)` for the distance, `a.saturating_sub(b)` to stop at 0, \
             `a as f64 - b as f64` for a difference with a sign.",
        ),
        "add" | "multiply" => say(
            format!(
                "The result of {} does not fit the type of whole numbers that it has.",
                if operation == "add" {
                    "an addition"
                } else {
                    "a multiplication"
                }
            ),
            "Count in `u64` or `i64`, or in `f64`, before the numbers grow: `x as f64`.",
        ),
        "negate" => say(
            "The smallest number of a signed type has no counterpart above zero.",
            "Use a larger type, or `f64`.",
        ),
        "shift left" | "shift right" => say(
            "The bits are shifted by as many places as the number has, or more.",
            "Print the number of places; for a power of two beyond it use `2f64.powi(n)`.",
        ),
        _ => None,
    }
}

fn by_zero(panicked: Panicked) -> Option<Explanation> {
    let sentence = match panicked.message {
        "attempt to divide by zero" => {
            "A whole number is divided by 0. (Only floats have infinity and NaN for that.)"
        }
        "attempt to calculate the remainder with a divisor of zero" => {
            "The remainder of a division by 0 is asked for."
        }
        _ => return None,
    };
    say(
        sentence,
        "Find out why the divisor is 0: is a list empty, or did a division of whole numbers such as `2 / 3` give 0? For a mean, divide floats.",
    )
}

/// `x.clamp(2.0, 1.0)`
fn bounds(panicked: Panicked) -> Option<Explanation> {
    let bounds = panicked
        .message
        .strip_prefix("min > max, or either was NaN. ")?;
    say(
        format!("`clamp` needs a lower bound that is not above the upper one ({bounds})."),
        "`x.clamp(lowest, highest)`: are the two exchanged, or is one of them NaN?",
    )
}
