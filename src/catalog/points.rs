//! What an exercise is worth to a grader: its own word, its level's, or the usual.

use toml::Spanned;

use super::{
    Credit,
    problems::Problems,
    raw::{RawKind, RawLevel},
};

/// A boss joins what a whole level teaches.
const OF_A_BOSS: f64 = 3.0;
const OF_ANY_OTHER: f64 = 1.0;

/// The keys `points` and `partial` of one entry of `info.toml`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Points {
    pub(super) points: Option<f64>,
    pub(super) partial: Option<bool>,
}

impl Points {
    pub(super) fn points_or(self, level: Self, kind: Option<RawKind>) -> f64 {
        self.points.or(level.points).unwrap_or(match kind {
            Some(RawKind::Boss) => OF_A_BOSS,
            None | Some(RawKind::Exercise | RawKind::Quiz) => OF_ANY_OTHER,
        })
    }

    pub(super) fn credit_or(self, level: Self) -> Credit {
        if self.partial.or(level.partial).unwrap_or(false) {
            Credit::PerTest
        } else {
            Credit::Whole
        }
    }
}

/// What the level says for its exercises.
pub(super) fn of_level(level: &RawLevel) -> Points {
    Points {
        points: level.points.as_ref().map(|points| *points.get_ref()),
        partial: level.partial,
    }
}

/// A sum of points must stay a number.
pub(super) fn check(points: Option<&Spanned<f64>>, problems: &mut Problems) {
    const MOST: f64 = 1e6;
    if let Some(points) = points
        && !(0.0..=MOST).contains(points.get_ref())
    {
        problems.add(
            points.span(),
            format!("points is 0 to {MOST}, not {}", points.get_ref()),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::catalog::{Catalog, Credit};

    fn catalog(keys: &str) -> crate::error::Result<Catalog> {
        let text = format!(
            "format_version = 1\n[[levels]]\ndir = \"a\"\npoints = 2.5\npartial = true\n[[levels]]\ndir = \"b\"\n\
             [[exercises]]\nname = \"one\"\ndir = \"a\"\n{keys}\n[[exercises]]\nname = \"two\"\ndir = \"b\"\nkind = \"boss\"\n\
             [[exercises]]\nname = \"three\"\ndir = \"b\"\n"
        );
        Catalog::parse(Path::new("/c"), &text)
    }

    #[test]
    fn an_exercise_says_so_itself_or_its_level_does_or_it_is_as_usual() {
        let worth = |keys: &str| -> Vec<(f64, Credit)> {
            let catalog = catalog(keys).unwrap();
            let exercises = catalog.exercises().iter();
            exercises
                .map(|exercise| (exercise.points, exercise.credit))
                .collect()
        };
        let others = [(3.0, Credit::Whole), (1.0, Credit::Whole)];
        assert_eq!(worth("")[0], (2.5, Credit::PerTest));
        assert_eq!(worth("")[1..], others);
        assert_eq!(
            worth("points = 0\npartial = false")[0],
            (0.0, Credit::Whole)
        );
    }

    #[test]
    fn a_number_that_cannot_be_added_up_is_refused_with_its_line() {
        for wrong in ["-1", "-0.5", "inf", "nan", "1e7"] {
            let error = catalog(&format!("points = {wrong}"))
                .unwrap_err()
                .to_string();
            assert!(
                error.contains("info.toml:11: points is 0 to 1000000, not "),
                "{error}"
            );
        }
    }
}
