//! The key `h`.

use super::{Effect, Model, Overlay};
use crate::{catalog::Catalog, hints};

impl Model {
    /// The hints so far with one more; all of them once all are known.
    pub(super) fn hint(&mut self, catalog: &Catalog, overlay: &Overlay) -> Vec<Effect> {
        let exercise = &catalog.exercises()[self.current];
        let known = self.progress.hints_shown(exercise);
        let next = self.next_hint(catalog);
        self.show(Overlay::Hints);
        // Reading them again costs nothing; only a second press asks for one more.
        match next {
            Some(index) if known.is_empty() || *overlay == Overlay::Hints => {
                self.progress.add_hint(exercise, index);
                vec![Effect::SaveHint {
                    index: self.current,
                    hint: index,
                }]
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// Which hint of the current exercise comes next, by what fails now.
    pub(crate) fn next_hint(&self, catalog: &Catalog) -> Option<usize> {
        let exercise = &catalog.exercises()[self.current];
        let failing = match &self.judged {
            Some(Ok(checked)) => hints::failing(&checked.verdict),
            Some(Err(_)) | None => Vec::new(),
        };
        hints::next(
            &exercise.hints,
            &self.progress.hints_shown(exercise),
            &failing,
        )
    }
}
