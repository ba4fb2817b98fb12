//! The course as a review sees it: some of its exercises, in an order of their own, as copies under `.runner/review`.

use std::path::PathBuf;

use super::{Catalog, Exercise, STATE, Texts};

const WELCOME: &str =
    "You have solved these before. Solve each once more, from the untouched text.";
const FAREWELL: &str = "That was the last one: nothing else is due for review.";

impl Catalog {
    /// The exercises with these indices. Cargo, hints and solutions are those of the course; what is edited, checked and
    /// shown is the copy, and what is kept about it is kept apart.
    pub(crate) fn for_review(&self, indices: &[usize]) -> Self {
        let mut kept: Vec<usize> = indices
            .iter()
            .map(|&index| self.exercises[index].level)
            .collect();
        kept.sort_unstable();
        kept.dedup();
        let mut by_level = vec![Vec::new(); kept.len()];
        let mut exercises = Vec::new();
        for &index in indices {
            let exercise = &self.exercises[index];
            let level = kept.partition_point(|&level| level < exercise.level);
            by_level[level].push(exercises.len());
            exercises.push(Exercise {
                level,
                path: format!("{STATE}/review/{}.rs", exercise.id),
                ..exercise.clone()
            });
        }
        let levels = kept
            .iter()
            .map(|&level| self.levels[level].clone())
            .collect();
        Self {
            title: "Review".to_owned(),
            texts: Texts::Review,
            welcome: Some(WELCOME.to_owned()),
            farewell: Some(FAREWELL.to_owned()),
            levels,
            exercises,
            by_level,
            ..self.clone()
        }
    }

    /// The copies that reviews are solved in, and what is kept about reviews that have begun.
    pub(crate) fn review_dir(&self) -> PathBuf {
        self.state_dir().join("review")
    }

    /// What `main` draws in a review.
    pub(crate) fn review_pictures_dir(&self) -> PathBuf {
        self.state_dir().join("review-pictures")
    }
}
