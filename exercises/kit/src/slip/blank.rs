//! Results that do not depend on what went in: all 0, all the same, every row the same.

use super::case::{Case, Kind};
use super::evidence::{THREE, THREE_MOVED};

pub(super) fn of(case: &Case) -> Option<String> {
    all_the_same(case).or_else(|| the_same_rows(case))
}

fn all_the_same(case: &Case) -> Option<String> {
    let first = *case.got.first()?;
    if case.len() < 2 || !case.got.iter().all(|&x| case.close(x, first)) {
        return None;
    }
    let all: Vec<usize> = (0..case.len()).collect();
    if case.kind == Kind::Numbers && first == 0.0 {
        return (case.wrong().len() >= 2).then(|| "all entries are 0".to_owned());
    }
    let varied = case.len() >= 3 && case.enough(&all, THREE_MOVED);
    if !varied {
        return None;
    }
    let different = "where different ones are expected";
    Some(match case.kind {
        Kind::Names => format!("all entries are the same, {different}"),
        Kind::Truths if first == 0.0 => format!("all entries are false, {different}"),
        Kind::Truths => format!("all entries are true, {different}"),
        Kind::Numbers => {
            let mean = case.expected.iter().sum::<f64>() / case.len() as f64;
            let what = match first {
                x if case.close(x, case.expected[0]) => "the first of those expected",
                x if case.close(x, case.expected[case.len() - 1]) => "the last of those expected",
                x if case.close(x, mean) && !case.loose => "the mean of those expected",
                _ => return Some(format!("all entries are {}, {different}", case.text(first))),
            };
            format!("all entries are the same, {what}")
        }
    })
}

fn the_same_rows(case: &Case) -> Option<String> {
    let (r, c) = case.matrix()?;
    let row = |i: usize| i * c..(i + 1) * c;
    let same = |i: usize| {
        let pairs = case.got[row(i)].iter().zip(&case.got[row(0)]);
        pairs.into_iter().all(|(&x, &first)| case.close(x, first))
    };
    if r < 3 || c < 2 || !(1..r).all(same) || case.wrong().len() < 2 {
        return None;
    }
    let different = (0..r).filter(|&i| !row(i).all(|k| case.group(k) == case.group(k % c)));
    let all: Vec<usize> = (0..r * c).collect();
    if different.count() + 1 < r || !case.enough(&all, THREE) {
        return None;
    }
    let equal_to = |i: usize| row(i).all(|k| case.right(k));
    let which = match (equal_to(0), equal_to(r - 1)) {
        (true, false) => ": the first row is right, and every other row repeats it",
        (false, true) => ": the last row is right, and every other row repeats it",
        _ => ", where different ones are expected",
    };
    Some(format!("all rows are the same{which}"))
}
