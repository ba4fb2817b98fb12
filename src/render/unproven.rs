//! Why a run without a failure proves nothing, as text.

use super::theme::{Theme, wrapped};
use crate::{catalog::Exercise, verdict::Unproven};

/// What was found, and what to do.
pub(crate) fn told(exercise: &Exercise, why: &Unproven, theme: &Theme) -> String {
    let what = match why {
        Unproven::TestsGone { missing } if missing.is_empty() => format!(
            "Nothing was checked: {} has no tests any more.",
            exercise.path
        ),
        Unproven::TestsGone { missing } => format!(
            "These tests are gone or switched off, so nothing is proven: {}",
            missing.join(", ")
        ),
        Unproven::Borrowed { file } => {
            format!("It takes in a solution, so nothing is proven: {file}")
        }
        Unproven::Redefined { what, line } => format!(
            "Line {line} gives `{what}` another meaning, and the tests use it, so nothing is proven."
        ),
        Unproven::Forged => {
            "The program said that all tests passed, and ended before they had run.".to_owned()
        }
    };
    let how = match why {
        Unproven::TestsGone { .. } if exercise.path == exercise.home => format!(
            "Put them back: they are the specification. `runner reset {}` brings the untouched file and keeps yours in a backup.",
            exercise.id
        ),
        Unproven::TestsGone { .. } => "Put them back: they are the specification. In a review, x brings the untouched text and keeps yours in a backup."
            .to_owned(),
        Unproven::Borrowed { .. } => "Write the code in the file itself.".to_owned(),
        Unproven::Redefined { .. } => "Choose another name for it.".to_owned(),
        Unproven::Forged => {
            "Look for std::process::exit, and for what prints past the tests.".to_owned()
        }
    };
    format!(
        "{}\n{}",
        theme.bad(&wrapped(&what, theme.width, "")),
        wrapped(&how, theme.width, "")
    )
}

/// The same in a few words.
pub(crate) fn reason(why: &Unproven) -> String {
    match why {
        Unproven::TestsGone { missing } if missing.is_empty() => {
            "it has no tests any more".to_owned()
        }
        Unproven::TestsGone { missing } => format!("gone or switched off: {}", missing.join(", ")),
        Unproven::Borrowed { file } => format!("it takes in a solution: {file}"),
        Unproven::Redefined { what, line } => {
            format!("line {line} gives `{what}` another meaning, and the tests use it")
        }
        Unproven::Forged => {
            "it said that all tests passed, and ended before they had run".to_owned()
        }
    }
}
