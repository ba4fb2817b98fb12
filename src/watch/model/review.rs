//! What a session on copies does otherwise: the end of a review is written down, once, and a look at the solution ends it.

use super::Model;
use crate::{
    catalog::{Catalog, Texts},
    watch::message::Effect,
};

impl Model {
    /// The first pass in a review ends it.
    pub(super) fn review_passed(catalog: &Catalog, index: usize, was_done: bool) -> Option<Effect> {
        (catalog.texts() == Texts::Review && !was_done).then_some(Effect::ReviewPassed { index })
    }

    /// The learner has agreed to see the solution.
    pub(super) fn solution_agreed(&mut self, catalog: &Catalog) -> Vec<Effect> {
        let index = self.current;
        let show = Effect::ShowSolution { index };
        match catalog.texts() {
            Texts::Exercises => vec![show],
            Texts::Review => {
                // It counts as ended: `n` goes to the others, and solving it now is practice.
                self.progress
                    .add_pass(&catalog.exercises()[index], "given up");
                vec![Effect::GiveReviewUp { index }, show]
            }
        }
    }
}
