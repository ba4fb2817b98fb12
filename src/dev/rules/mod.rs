//! The rules of a right course: pure functions from what was read or seen to what is wrong.
//!
//! Rules 1 to 3 look at verdicts as well ([`untouched`], [`solution`], and [`super::near_miss`]), 4 and 5 at texts alone.

pub(super) mod files;
pub(super) mod rustlings;
pub(super) mod solution;
pub(super) mod text;
pub(super) mod untouched;

use super::{
    course::Course,
    near_miss,
    problem::{Problem, Rule},
};
use crate::catalog::{Exercise, Form, JudgedBy};

/// All that can be said without a compiler, about `exercises`.
pub(super) fn without_compiler(course: &Course, exercises: &[&Exercise]) -> Vec<Problem> {
    let is_wanted = |exercise: &Exercise| exercises.iter().any(|wanted| wanted.id == exercise.id);
    let wanted = || course.exercises.iter().filter(|files| is_wanted(files.exercise));
    let levels: Vec<usize> =
        (0..course.levels.len()).filter(|&level| exercises.iter().any(|exercise| exercise.level == level)).collect();

    let mut problems = Vec::new();
    match course.catalog.form() {
        Form::Rustlings => {
            problems.extend(wanted().flat_map(rustlings::problems));
            problems.extend(rustlings::unexpected_files(course, &levels));
        }
        Form::Levels => {
            for files in wanted() {
                problems.extend(text::problems(course, files));
                problems.extend(solution::text_problems(files));
                problems.extend(too_few_near_misses(course, files.exercise));
            }
            problems.extend(files::problems(course, &levels, &is_wanted));
            problems.extend(course.near_miss_problems.iter().cloned());
        }
    }
    problems
}

fn too_few_near_misses(course: &Course, exercise: &Exercise) -> Option<Problem> {
    if exercise.judged_by == JudgedBy::Main {
        return None;
    }
    let level = &course.catalog.level(exercise).dir;
    let message = near_miss::too_few(course.near_misses_of(exercise).len(), level)?;
    Some(Problem::new(&exercise.path, 1, Rule::NearMiss, message))
}

#[cfg(test)]
pub(super) mod testing {
    //! Courses in memory, for the tests of the rules.

    use std::path::Path;

    use crate::{
        catalog::Catalog,
        dev::course::{Course, Files, LevelFiles},
    };

    pub(in crate::dev) fn catalog(info: &str) -> Catalog {
        Catalog::parse(Path::new("/course"), &format!("format_version = 1\n{info}")).unwrap()
    }

    /// A course without files, to be filled in.
    pub(in crate::dev) fn course(catalog: &Catalog) -> Course<'_> {
        let files = |exercise| Files { exercise, untouched: None, solution: None };
        Course {
            catalog,
            exercises: catalog.exercises().iter().map(files).collect(),
            levels: catalog.levels().iter().map(|_| LevelFiles::default()).collect(),
            other_dirs: Vec::new(),
            archive: None,
            topics: None,
            near_misses: Vec::new(),
            near_miss_problems: Vec::new(),
        }
    }
}
