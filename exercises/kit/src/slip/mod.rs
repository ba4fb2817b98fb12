//! The likely slip: one plain sentence when a classic mistake explains all the numbers exactly, and nothing otherwise.
//!
//! Three rules keep it from accusing falsely.
//! 1. The explanation yields every entry of `got` from `expected`, within the tolerance of the check itself.
//! 2. The entries that the slip changes must say enough ([`evidence`]): with one or two entries, with constants, with
//!    zeros and ones, almost any story fits.
//! 3. If two different slips yield the same numbers (a reversed `[-1, 0, 1]` is also one with the wrong sign), none
//!    is named.
//!
//! What is said is a fact about the numbers, and a cause (behind a colon) only where hardly anything else has this effect.
//! So the sentence is true even where the numbers fit by chance.

mod blank;
mod case;
mod evidence;
mod factor;
mod function;
mod lines;
mod normal;
mod offset;
mod order;
mod part;
mod permutation;
mod shapes;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use case::{Kind, Side};

use case::Case;

/// What the sentence begins with.
const LEAD: &str = "pattern: ";

/// The sentence, if there is one. `allowed` is the largest difference that the check allows from an expected value.
pub(crate) fn likely(
    got: &Side,
    expected: &Side,
    kind: Kind,
    allowed: &dyn Fn(f64) -> f64,
) -> Option<String> {
    let finite = |side: &Side| side.values.iter().all(|x| x.is_finite());
    if !finite(got) || !finite(expected) {
        return None;
    }
    let sentence = match got.shape == expected.shape {
        true => same_shape(&Case::new(
            got.values,
            expected.values,
            got.shape,
            kind,
            allowed,
        )),
        false => shapes::of(got, expected, kind, allowed),
    };
    sentence.map(|sentence| format!("{LEAD}{sentence}"))
}

/// The slips in their order of preference.
fn same_shape(case: &Case) -> Option<String> {
    if case.is_explained_by(|i| case.expected[i]) {
        return None;
    }
    if let Some(sentence) = blank::of(case) {
        return Some(sentence);
    }
    let mut exact = order::of(case);
    if case.kind != Kind::Names {
        exact.extend(factor::of(case));
        exact.extend(offset::of(case));
        exact.extend(function::of(case));
    }
    match exact.len() {
        0 => {}
        1 => return exact.pop(),
        _ => return None,
    }
    if case.kind == Kind::Names {
        return permutation::of(case);
    }
    part::of(case)
        .or_else(|| normal::of(case))
        .or_else(|| lines::of(case))
        .or_else(|| permutation::of(case))
}
