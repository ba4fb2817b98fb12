//! Every entry is off by the same number.

use super::case::Case;
use super::evidence::{FOUR, THREE};

pub(super) fn of(case: &Case) -> Option<String> {
    let largest = case.largest()?;
    let offset = case.got[largest] - case.expected[largest];
    let changed = case.changed_by(|i| case.expected[i] + offset)?;
    let narrow = case.relative(largest) <= 1e-4;
    if !narrow || changed.len() < case.len() || case.different(&changed) < 3 {
        return None;
    }
    // 1 is what one is off by most; any other number takes one entry more to be believed.
    let one = (offset.abs() - 1.0).abs() <= 1e-6;
    if !case.enough(&changed, if one { THREE } else { FOUR }) {
        return None;
    }
    let subject = case.subject();
    let size = case.text(offset.abs());
    let direction = if offset > 0.0 { "large" } else { "small" };
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let zero = |x: f64| x.abs() <= 1e-6 * case.expected[largest].abs();
    let why = match (zero(mean(case.expected)), zero(mean(case.got))) {
        (true, false) => ", which is the mean of got",
        (false, true) => ", which is the mean of expected",
        _ => "",
    };
    Some(format!("{subject} is too {direction} by {size}{why}"))
}
