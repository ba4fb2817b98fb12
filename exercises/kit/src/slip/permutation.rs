//! The right entries in an order that has no shorter name.

use super::case::{Case, Kind};
use super::evidence::FOUR;
use super::words::lines;

pub(super) fn of(case: &Case) -> Option<String> {
    if case.loose {
        return None;
    }
    renamed(case)
        .or_else(|| (0..case.shape.len()).find_map(|axis| of_lines(case, axis)))
        .or_else(|| of_entries(case))
}

/// The same groups under other numbers, as after clustering. Only for whole numbers.
fn renamed(case: &Case) -> Option<String> {
    let whole = |values: &[f64]| values.iter().all(|x| x.fract() == 0.0);
    if case.shape.len() != 1
        || case.kind != Kind::Numbers
        || !whole(case.got)
        || !whole(case.expected)
    {
        return None;
    }
    let mut pairs: Vec<(i64, i64)> = (case.got.iter().zip(case.expected))
        .map(|(&got, &expected)| (got as i64, expected as i64))
        .collect();
    pairs.sort_unstable();
    let entries = pairs.len();
    // A group of one entry can have any number.
    let large = pairs
        .chunk_by(|a, b| a == b)
        .filter(|group| group.len() > 1)
        .count();
    pairs.dedup();
    let groups = pairs.len();
    let one_to_one = |side: fn(&(i64, i64)) -> i64| {
        let mut numbers: Vec<i64> = pairs.iter().map(side).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len() == groups
    };
    let numbers = |side: fn(&(i64, i64)) -> i64| {
        let mut numbers: Vec<i64> = pairs.iter().map(side).collect();
        numbers.sort_unstable();
        numbers
    };
    let same = numbers(|pair| pair.0) == numbers(|pair| pair.1);
    (entries >= 6
        && groups >= 2
        && large >= 2
        && entries >= 2 * groups + 2
        && same
        && one_to_one(|pair| pair.0)
        && one_to_one(|pair| pair.1))
    .then(|| "the groups are right, only their numbers are exchanged".to_owned())
}

/// Whole rows or columns have changed places.
fn of_lines(case: &Case, axis: usize) -> Option<String> {
    let (r, c) = case.matrix()?;
    let (count, length) = if axis == 0 { (r, c) } else { (c, r) };
    if count < 2 || length < 2 || count > 200 {
        return None;
    }
    let at = |line: usize, k: usize| {
        if axis == 0 {
            line * c + k
        } else {
            k * c + line
        }
    };
    let same = |got: usize, expected: usize| {
        (0..length).all(|k| case.close(case.got[at(got, k)], case.expected[at(expected, k)]))
    };
    let mut free: Vec<usize> = (0..count).collect();
    let mut from = vec![];
    for line in 0..count {
        let found = free.iter().position(|&candidate| same(line, candidate))?;
        from.push(free.remove(found));
    }
    let source = |i: usize| match axis {
        0 => from[i / c] * c + i % c,
        _ => i / c * c + from[i % c],
    };
    case.shown(|i| case.expected[source(i)], FOUR)
        .then(|| format!("the right {} in another order", lines(axis, 2)))
}

fn of_entries(case: &Case) -> Option<String> {
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    let (got, expected) = (sorted(case.got), sorted(case.expected));
    if !got.iter().zip(&expected).all(|(&g, &e)| case.close(g, e)) || !telling(case, &expected) {
        return None;
    }
    if case.kind != Kind::Names && case.shape.len() == 1 {
        let rises = |values: &[f64]| values.is_sorted();
        let falls = |values: &[f64]| values.is_sorted_by(|a, b| a >= b);
        let ordered = |values: &[f64]| rises(values) || falls(values);
        match (ordered(case.got), ordered(case.expected)) {
            (true, false) => return Some("the right entries, but sorted".to_owned()),
            (false, true) => return Some("the right entries, but not sorted".to_owned()),
            _ => {}
        }
    }
    Some("the right entries in another order".to_owned())
}

/// Six different numbers that people type, or three others. What has nothing but the numbers from 0 or 1 on is always
/// an order of them.
fn telling(case: &Case, sorted: &[f64]) -> bool {
    let consecutive = sorted.windows(2).all(|pair| pair[1] - pair[0] == 1.0);
    let mut groups: Vec<(usize, bool)> = (0..case.len())
        .map(|i| (case.group(i), case.simple(i)))
        .collect();
    groups.sort_unstable();
    groups.dedup_by_key(|(group, _)| *group);
    let worth: usize = groups
        .iter()
        .map(|&(_, simple)| if simple { 1 } else { 2 })
        .sum();
    let names = case.kind == Kind::Names;
    (names || !consecutive) && groups.len() >= 3 && worth >= 6
}
