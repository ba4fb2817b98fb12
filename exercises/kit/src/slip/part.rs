//! Part of the numbers is right; the rest has one thing in common.

use super::case::{Case, Kind};
use super::evidence::{FOUR, THREE, THREE_MOVED};
use super::order::step;
use super::words::line;

pub(super) fn of(case: &Case) -> Option<String> {
    if case.kind != Kind::Numbers {
        return None;
    }
    edge_left_out(case)
        .or_else(|| triangle(case))
        .or_else(|| diagonal(case))
        .or_else(|| signs_lost(case))
        .or_else(|| fractions_lost(case))
        .or_else(|| single_precision(case))
}

/// The first or the last row, column or entry is 0: the loop began too late or ended too early.
fn edge_left_out(case: &Case) -> Option<String> {
    let axes = case.shape.len();
    (0..axes).find_map(|axis| {
        let (n, step) = (case.shape[axis], step(case.shape, axis));
        let edge = |which: usize| {
            let inside = |i: usize| i / step % n == which;
            let (edge, rest): (Vec<usize>, Vec<usize>) = (0..case.len()).partition(|&i| inside(i));
            let left_out = |&i: &usize| case.got[i] == 0.0 && !case.right(i);
            edge.iter().all(left_out)
                && rest.iter().all(|&i| case.right(i) && case.got[i] != 0.0)
                && case.enough(&rest, THREE)
        };
        if n < 4 {
            return None;
        }
        let line = line(axis, axes);
        if edge(n - 1) {
            Some(format!(
                "the last {line} is 0 and all others are right, as when a loop ends one too early"
            ))
        } else if edge(0) {
            Some(format!(
                "the first {line} is 0 and all others are right, as when a loop begins one too late"
            ))
        } else {
            None
        }
    })
}

/// A symmetric matrix of which one half was filled.
fn triangle(case: &Case) -> Option<String> {
    let (r, c) = case.matrix()?;
    let symmetric =
        || (0..r * c).all(|i| case.close(case.expected[i], case.expected[i % c * c + i / c]));
    if r != c || r < 3 || !symmetric() {
        return None;
    }
    let wrong = case.wrong();
    let zero = wrong.iter().all(|&i| case.got[i] == 0.0);
    let is = |part: fn(usize, usize) -> bool| {
        (0..r * c)
            .filter(|i| part(i / c, i % c))
            .eq(wrong.iter().copied())
    };
    let side = match (
        is(|row, column| row > column),
        is(|row, column| row < column),
    ) {
        (true, _) => "below",
        (_, true) => "above",
        _ => return None,
    };
    (zero && case.enough(&wrong, THREE_MOVED)).then(|| {
        format!("the entries {side} the diagonal are 0 and all others are right, as when only one half is filled")
    })
}

/// Only the diagonal is wrong, by one number.
fn diagonal(case: &Case) -> Option<String> {
    let (r, c) = case.matrix()?;
    let on = |i: &usize| i / c == i % c;
    let (diagonal, rest): (Vec<usize>, Vec<usize>) = (0..case.len()).partition(on);
    let meaningful = rest.iter().filter(|&&i| case.expected[i] != 0.0).count() >= 2;
    if r != c || r < 3 || case.wrong() != diagonal || !meaningful {
        return None;
    }
    let offset = case.got[0] - case.expected[0];
    let one = diagonal
        .iter()
        .all(|&i| case.close(case.got[i], case.expected[i] + offset));
    let zero = diagonal.iter().all(|&i| case.got[i] == 0.0);
    let what = if zero {
        "is 0".to_owned()
    } else if one && !case.loose {
        let direction = if offset > 0.0 { "large" } else { "small" };
        format!("is too {direction} by {}", case.text(offset.abs()))
    } else {
        return None;
    };
    Some(format!(
        "every entry on the diagonal {what}, all others are right"
    ))
}

fn signs_lost(case: &Case) -> Option<String> {
    let (negative, other): (Vec<usize>, Vec<usize>) =
        (0..case.len()).partition(|&i| case.expected[i] < 0.0);
    if negative.len() < 2 || other.is_empty() {
        return None;
    }
    if case.shown(|i| case.expected[i].abs(), THREE_MOVED) {
        return Some("every negative entry has lost its sign".to_owned());
    }
    let kept = other.iter().any(|&i| case.expected[i] > 0.0);
    let clipped = kept && negative.len() >= 3 && case.shown(|i| case.expected[i].max(0.0), FOUR);
    clipped.then(|| "every negative entry has become 0, all others are right".to_owned())
}

/// Whole numbers where fractions are expected.
fn fractions_lost(case: &Case) -> Option<String> {
    type Story = (fn(f64) -> f64, &'static str);
    let stories: [Story; 2] = [
        (
            f64::trunc,
            "every entry has lost what stands after the point",
        ),
        (f64::round, "every entry is rounded to a whole number"),
    ];
    stories.into_iter().find_map(|(whole, sentence)| {
        let changed = case.changed_by(|i| whole(case.expected[i]))?;
        let mut values: Vec<i64> = changed.iter().map(|&i| case.got[i] as i64).collect();
        values.sort_unstable();
        values.dedup();
        // Small whole numbers are common: three of them, all different.
        (changed.len() >= 3 && values.len() >= 3 && !case.loose && case.enough(&changed, FOUR))
            .then(|| sentence.to_owned())
    })
}

/// Every number of `got` is an f32, and no entry is further away than an f32 would be.
fn single_precision(case: &Case) -> Option<String> {
    let single = |x: f64| f64::from(x as f32) == x;
    let near = |i: usize| (case.got[i] - case.expected[i]).abs() <= 1e-5 * case.expected[i].abs();
    // All of 0.5, 3 and 1024 are f32 numbers exactly.
    let telling = |&i: &usize| (case.got[i] * 4096.0).fract() != 0.0;
    let all = (0..case.len()).all(|i| single(case.got[i]) && near(i));
    (all && case.wrong().iter().any(telling)).then(|| {
        format!(
            "{} has the digits of an f32 only, where f64 is expected",
            case.subject()
        )
    })
}
