//! The rules of a right course: pure functions from what was read or seen to what is wrong.
//!
//! Rules 1 to 3 look at verdicts as well ([`untouched`], [`solution`], and [`near_miss`]), 4 and 5 at texts alone.

mod exercise_file;
pub(super) mod files;
pub(super) mod near_miss;
pub(super) mod rustlings;
pub(super) mod solution;
pub(super) mod text;
pub(super) mod untouched;

use super::{
    course::{Course, Files},
    near_miss as entries,
    problem::{Problem, Rule},
};
use crate::catalog::{Exercise, Form, JudgedBy};

/// What of a course is looked at.
pub(super) struct Scope<'a> {
    pub(super) exercises: Vec<&'a Files<'a>>,
    /// Their levels; of a whole course also those that have files and no exercise.
    pub(super) levels: Vec<usize>,
    pub(super) whole: bool,
}

impl<'a> Scope<'a> {
    pub(super) fn whole(course: &'a Course) -> Self {
        let has_exercises = |level: usize| course.catalog.of_level(level).next().is_some();
        let has_files = |level: usize| !course.levels[level].exercises.is_empty();
        let levels =
            (0..course.levels.len()).filter(|&level| has_exercises(level) || has_files(level));
        Self {
            exercises: course.exercises.iter().collect(),
            levels: levels.collect(),
            whole: true,
        }
    }

    pub(super) fn of(course: &'a Course, exercises: &[&Exercise]) -> Self {
        let is_wanted = |files: &&Files| {
            let id = &files.exercise.id;
            exercises.iter().any(|wanted| wanted.id == *id)
        };
        let levels = (0..course.levels.len())
            .filter(|&level| exercises.iter().any(|exercise| exercise.level == level));
        Self {
            exercises: course.exercises.iter().filter(is_wanted).collect(),
            levels: levels.collect(),
            whole: false,
        }
    }
}

/// All that can be said without a compiler.
pub(super) fn without_compiler(course: &Course, scope: &Scope) -> Vec<Problem> {
    let mut problems = Vec::new();
    match course.catalog.form() {
        Form::Rustlings => {
            problems.extend(
                scope
                    .exercises
                    .iter()
                    .flat_map(|files| rustlings::problems(files)),
            );
            problems.extend(rustlings::unexpected_files(course, scope));
        }
        Form::Levels => {
            for files in &scope.exercises {
                problems.extend(text::problems(course, files));
                problems.extend(solution::text_problems(files));
                problems.extend(too_few_near_misses(course, files.exercise));
            }
            problems.extend(files::problems(course, scope));
            problems.extend(near_miss_entries(course, scope));
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

/// What is wrong with the files of near-miss answers.
fn near_miss_entries<'a>(
    course: &'a Course,
    scope: &'a Scope,
) -> impl Iterator<Item = Problem> + 'a {
    let is_wanted = |problem: &&Problem| {
        let name = problem.file.rsplit('/').next().unwrap_or_default();
        match entries::level_of(course.catalog, name) {
            Some(level) => scope.levels.contains(&level),
            None => scope.whole,
        }
    };
    course.near_miss_problems.iter().filter(is_wanted).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &str = "levels = [{ dir = \"01_a\" }, { dir = \"02_b\" }]\n\
        exercises = [{ dir = \"01_a\", name = \"01_x\" }, { dir = \"02_b\", name = \"01_y\" }]";

    #[test]
    fn only_what_is_asked_for_is_told() {
        let catalog = testing::catalog(INFO);
        let mut course = testing::course(&catalog);
        course.other_dirs = vec!["03_c".to_owned()];
        course.near_miss_problems = ["01_a.toml", "02_b_2.toml", "03_c.toml"]
            .map(|file| Problem::new(format!("tests/wrong/{file}"), 1, Rule::NearMiss, "wrong"))
            .into();
        let told = |scope: Scope| {
            let problems = without_compiler(&course, &scope);
            ["01_a", "02_b", "03_c"].map(|level| {
                problems
                    .iter()
                    .any(|problem| problem.to_string().contains(level))
            })
        };
        let [x, y] = catalog.exercises() else {
            panic!()
        };
        assert_eq!(told(Scope::of(&course, &[x])), [true, false, false]);
        assert_eq!(told(Scope::of(&course, &[x, y])), [true, true, false]);
        assert_eq!(told(Scope::whole(&course)), [true, true, true]);
    }

    #[test]
    fn a_level_without_exercises_is_looked_at_if_it_has_files() {
        let catalog = testing::catalog(&INFO.replace(
            "levels = [",
            "levels = [{ dir = \"00_w\" }, { dir = \"03_c\" }, ",
        ));
        let mut course = testing::course(&catalog);
        course.levels[1].exercises = ["01_stray.rs".to_owned()].into();
        assert_eq!(Scope::whole(&course).levels, [1, 2, 3]);
        let one = Scope::of(&course, &[&catalog.exercises()[0]]);
        assert_eq!(one.levels, [2]);
    }

    #[test]
    fn an_exercise_has_two_near_miss_answers_unless_it_has_no_tests() {
        let catalog = testing::catalog(INFO);
        let course = testing::course(&catalog);
        let problem = too_few_near_misses(&course, &catalog.exercises()[0]).unwrap();
        assert_eq!(
            problem.to_string(),
            "exercises/01_a/01_x.rs:1: near-miss: no near-miss answer in tests/wrong/01_a.toml: at least 2 show that the tests see mistakes"
        );
        let catalog =
            testing::catalog(&INFO.replace("name = \"01_x\"", "name = \"01_x\", test = false"));
        assert_eq!(
            too_few_near_misses(&testing::course(&catalog), &catalog.exercises()[0]),
            None
        );
    }
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
        let files = |exercise| Files {
            exercise,
            untouched: None,
            solution: None,
        };
        Course {
            catalog,
            exercises: catalog.exercises().iter().map(files).collect(),
            levels: catalog
                .levels()
                .iter()
                .map(|_| LevelFiles::default())
                .collect(),
            other_dirs: Vec::new(),
            archive: None,
            topics: None,
            near_misses: Vec::new(),
            near_miss_problems: Vec::new(),
        }
    }
}
