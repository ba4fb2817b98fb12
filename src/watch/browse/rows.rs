//! What the list says of a course, made once when it opens: text to search in, numbers, what levels need and what is done.

use crate::{
    catalog::{Catalog, Exercise, Kind},
    progress::Progress,
};

/// The exercises by level, and the levels.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) rows: Vec<Row>,
    pub(super) levels: Vec<LevelState>,
    /// Where the learner is, an index of the catalog.
    pub(super) current: usize,
    pub(super) number_width: usize,
    pub(super) most_stars: usize,
}

/// An exercise.
#[derive(Debug)]
pub(crate) struct Row {
    /// In the catalog.
    pub(crate) index: usize,
    pub(crate) level: usize,
    /// `4.9`, or its place in the level where names have no numbers.
    pub(crate) number: String,
    pub(crate) done: bool,
    /// What a search looks at, in lower case.
    pub(super) text: String,
}

/// How far a level is.
#[derive(Debug)]
pub(crate) struct LevelState {
    pub(crate) done: usize,
    pub(crate) size: usize,
    /// Levels that come before it.
    pub(crate) needs: Vec<usize>,
    /// Levels that this one comes before.
    pub(crate) opens: Vec<usize>,
    pub(crate) quiz: Quiz,
}

/// What the quiz of a level is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quiz {
    /// There is none, or nothing is left that it could lead past.
    Nothing,
    /// Solving it, an exercise of the catalog, leads past this many others.
    LeadsPast { quiz: usize, open: usize },
    /// It is solved; this many others are open.
    TestedOut { open: usize },
}

impl LevelState {
    pub(crate) fn is_met(&self) -> bool {
        self.done == self.size || matches!(self.quiz, Quiz::TestedOut { .. })
    }

    /// Whether there is something to say of it beside its bar.
    pub(super) fn has_facts(&self) -> bool {
        !self.needs.is_empty() || self.quiz != Quiz::Nothing
    }
}

impl Course {
    pub(super) fn of(catalog: &Catalog, progress: &Progress, current: usize) -> Self {
        let mut rows = Vec::with_capacity(catalog.exercises().len());
        let mut levels = Vec::new();
        for (at, level) in catalog.levels().iter().enumerate() {
            let index_of =
                |dir: &String| catalog.levels().iter().position(|other| other.dir == *dir);
            let needing = catalog.levels().iter().enumerate();
            levels.push(LevelState {
                done: 0,
                size: catalog.indices_of_level(at).len(),
                needs: level.needs.iter().filter_map(index_of).collect(),
                opens: needing
                    .filter(|(_, other)| other.needs.contains(&level.dir))
                    .map(|(index, _)| index)
                    .collect(),
                quiz: Quiz::Nothing,
            });
            for (place, &index) in catalog.indices_of_level(at).iter().enumerate() {
                let exercise = &catalog.exercises()[index];
                let number = catalog
                    .short_name(exercise)
                    .unwrap_or_else(|| (place + 1).to_string());
                rows.push(Row {
                    index,
                    level: at,
                    text: searched(exercise, &number),
                    number,
                    done: false,
                });
            }
        }
        let number_width = rows.iter().map(|row| row.number.len()).max().unwrap_or(0);
        let stars = catalog.exercises().iter().map(|one| one.difficulty);
        let most_stars = usize::from(stars.max().flatten().unwrap_or(0));
        let mut course = Self {
            rows,
            levels,
            current,
            number_width,
            most_stars,
        };
        course.refresh(catalog, progress, current);
        course
    }

    pub(super) fn refresh(&mut self, catalog: &Catalog, progress: &Progress, current: usize) {
        self.current = current;
        for level in &mut self.levels {
            level.done = 0;
        }
        for row in &mut self.rows {
            row.done = progress.is_done(&catalog.exercises()[row.index]);
            self.levels[row.level].done += usize::from(row.done);
        }
        for (at, level) in self.levels.iter_mut().enumerate() {
            level.quiz = quiz(catalog, progress, at);
        }
    }

    /// The row of an exercise of the catalog.
    pub(super) fn row_of(&self, index: usize) -> usize {
        self.rows
            .iter()
            .position(|row| row.index == index)
            .unwrap_or(0)
    }
}

fn quiz(catalog: &Catalog, progress: &Progress, level: usize) -> Quiz {
    let is_open = |index: usize| !progress.is_done(&catalog.exercises()[index]);
    let all = catalog.indices_of_level(level);
    let open = all.iter().filter(|&&index| is_open(index)).count();
    let mut quizzes = all
        .iter()
        .rev()
        .filter(|&&index| catalog.exercises()[index].kind == Kind::Quiz);
    match (progress.open_after_quiz(catalog, level), quizzes.next()) {
        (0, Some(&quiz)) if open > 1 => Quiz::LeadsPast {
            quiz,
            open: open - 1,
        },
        (0, _) => Quiz::Nothing,
        (open, _) => Quiz::TestedOut { open },
    }
}

fn searched(exercise: &Exercise, number: &str) -> String {
    let kind = match exercise.kind {
        Kind::Exercise => "",
        kind @ (Kind::Boss | Kind::Quiz) => kind.name(),
    };
    let topics = exercise.topics.join(" ");
    format!(
        "{} {number} {} {topics} {kind}",
        exercise.id, exercise.title
    )
    .to_lowercase()
}
