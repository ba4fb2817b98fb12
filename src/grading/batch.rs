//! Some submissions at once: exercise by exercise, so that the compiler goes from one text to the next of the same kind
//! and keeps what it knows, and no two of them share a place at the same time.

use std::path::Path;

use indicatif::ProgressBar;

use super::submission::Found;
use crate::{
    catalog::{Catalog, Exercise},
    check::{Checked, Subject, kept, many::in_parallel, scratch::Lane},
    course::archive::Texts,
    error::{Error, Kind, Result},
    process::Cancel,
    toolchain::{command::RecordedCommand, fingerprint::hash_of},
};

/// What does not change from one submission to the next.
pub(crate) struct Bench<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) exercises: &'a [&'a Exercise],
    pub(crate) commands: &'a [RecordedCommand],
    pub(crate) originals: &'a Texts,
    /// Where the copies are judged.
    pub(crate) place: &'a Path,
    pub(crate) jobs: usize,
    pub(crate) cancel: &'a Cancel,
}

/// The texts of one submission.
pub(crate) struct Work {
    pub(crate) name: String,
    pub(crate) found: Vec<Found>,
}

/// What is judged one after the other: texts of one exercise.
struct Unit {
    exercise: usize,
    lane: usize,
    /// Which of the works.
    works: Vec<usize>,
}

/// Of each work a verdict for each text, `None` where there is no text. An error is one text's own, unless all is over.
pub(crate) fn judge(
    bench: &Bench,
    works: &[&Work],
    bar: &ProgressBar,
) -> Result<Vec<Vec<Option<Result<Checked>>>>> {
    let units = units(works, bench.exercises.len(), bench.jobs);
    let judged = in_parallel(
        &units,
        bench.jobs,
        |unit| judge_unit(bench, unit, works, bar),
        |_, _| {},
    );
    let mut results: Vec<Vec<Option<Result<Checked>>>> = works
        .iter()
        .map(|work| work.found.iter().map(|_| None).collect())
        .collect();
    for (unit, verdicts) in units.iter().zip(judged) {
        for (&work, verdict) in unit.works.iter().zip(verdicts) {
            if let Err(error) = &verdict
                && error.kind() == Kind::Interrupted
            {
                return Err(Error::interrupted());
            }
            results[work][unit.exercise] = Some(verdict);
        }
    }
    Ok(results)
}

/// Enough units to keep `jobs` busy; the same text always comes to the same one, so that it is judged once.
fn units(works: &[&Work], exercises: usize, jobs: usize) -> Vec<Unit> {
    let lanes = (2 * jobs).div_ceil(exercises.max(1)).max(1);
    let mut units = Vec::new();
    for exercise in 0..exercises {
        let mut dealt = vec![Vec::new(); lanes];
        for (at, work) in works.iter().enumerate() {
            if let Found::Text(text) = &work.found[exercise] {
                dealt[lane_of(text, lanes)].push(at);
            }
        }
        let filled = dealt.into_iter().enumerate();
        units.extend(
            filled
                .filter(|(_, works)| !works.is_empty())
                .map(|(lane, works)| Unit {
                    exercise,
                    lane,
                    works,
                }),
        );
    }
    units
}

fn lane_of(text: &str, lanes: usize) -> usize {
    let hash = hash_of(text.as_bytes());
    usize::from_str_radix(&hash[..4], 16).map_or(0, |number| number % lanes)
}

fn judge_unit(
    bench: &Bench,
    unit: &Unit,
    works: &[&Work],
    bar: &ProgressBar,
) -> Vec<Result<Checked>> {
    let exercise = bench.exercises[unit.exercise];
    let command = &bench.commands[unit.exercise];
    let lane = Lane {
        dir: bench.place.join(format!("{}-{}", unit.exercise, unit.lane)),
        number: unit.lane,
    };
    let subject = Subject {
        original: bench.originals.get(&exercise.home).map(String::as_str),
        command: Some(command),
        lane: Some(&lane),
        ..Subject::exercise(exercise)
    };
    let judge = |&work: &usize| {
        if bench.cancel.is_cancelled() {
            return Err(Error::interrupted());
        }
        let Work { name, found } = works[work];
        let Found::Text(text) = &found[unit.exercise] else {
            return Err(Error::new(format!("{} has no text", exercise.id)));
        };
        bar.set_message(format!("{}  {}", exercise.id, name.escape_debug()));
        let checked = kept::check_copy(bench.catalog, &subject, command, text, bench.cancel);
        bar.inc(1);
        checked
    };
    unit.works.iter().map(judge).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn works(texts: &[&[&str]]) -> Vec<Work> {
        let found = |text: &&str| match *text {
            "" => Found::Missing,
            text => Found::Text(text.to_owned()),
        };
        texts
            .iter()
            .map(|texts| Work {
                name: String::new(),
                found: texts.iter().map(found).collect(),
            })
            .collect()
    }

    #[test]
    fn every_text_is_in_one_unit_and_equal_ones_in_the_same() {
        let works = works(&[&["a", "x"], &["b", ""], &["a", "y"], &["c", "x"]]);
        let works: Vec<&Work> = works.iter().collect();
        for jobs in [1, 2, 16] {
            let units = units(&works, 2, jobs);
            for exercise in 0..2 {
                let mut all: Vec<usize> = units
                    .iter()
                    .filter(|unit| unit.exercise == exercise)
                    .flat_map(|unit| unit.works.clone())
                    .collect();
                all.sort_unstable();
                assert_eq!(all, [vec![0, 1, 2, 3], vec![0, 2, 3]][exercise]);
            }
            let with = |exercise: usize, work: usize| {
                units
                    .iter()
                    .find(|unit| unit.exercise == exercise && unit.works.contains(&work))
                    .map(|unit| unit.lane)
            };
            assert_eq!(with(0, 0), with(0, 2));
            assert_eq!(with(1, 0), with(1, 3));
        }
    }

    #[test]
    fn many_workers_have_something_to_do_with_one_exercise() {
        let texts: Vec<String> = (0..64).map(|n| n.to_string()).collect();
        let texts: Vec<[&str; 1]> = texts.iter().map(|text| [text.as_str()]).collect();
        let texts: Vec<&[&str]> = texts.iter().map(|text| text.as_slice()).collect();
        let works = works(&texts);
        let works: Vec<&Work> = works.iter().collect();
        assert!(units(&works, 1, 8).len() >= 8);
        assert_eq!(units(&works, 1, 1).len(), 2);
    }
}
