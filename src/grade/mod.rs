//! The documents that `check` can write.

pub(crate) mod json;

use crate::{catalog::Exercise, check::Checked};

/// One judged exercise of a `check`.
pub(crate) struct Graded<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) checked: Checked,
}
