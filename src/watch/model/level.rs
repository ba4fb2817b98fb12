//! Keys for the level around an exercise: its page, and its quiz.

use super::{Model, Overlay};
use crate::{
    catalog::{Catalog, Texts},
    watch::message::Effect,
};

impl Model {
    /// The page over the verdict, or away again.
    pub(super) fn readme(&mut self, catalog: &Catalog, overlay: &Overlay) -> Vec<Effect> {
        if matches!(overlay, Overlay::Readme(_)) {
            self.show(Overlay::None);
            return Vec::new();
        }
        vec![Effect::ShowReadme {
            level: catalog.exercises()[self.current].level,
        }]
    }

    /// To the quiz of the level; `g` goes back.
    pub(super) fn quiz(&mut self, catalog: &Catalog) -> Vec<Effect> {
        let from = self.current;
        let here = &catalog.exercises()[from];
        let refuse = |model: &mut Self, why: &str| {
            model.notice = Some(why.to_owned());
            Vec::new()
        };
        if catalog.texts() == Texts::Review {
            return refuse(self, "quizzes are not part of a review");
        }
        let Some(quiz) = catalog
            .quiz_of(here.level)
            .and_then(|quiz| catalog.index_of(&quiz.id))
        else {
            return refuse(self, "this level has no quiz");
        };
        if quiz == from {
            return refuse(self, "this is the quiz");
        }
        let effects = self.move_to(quiz);
        self.saved_elsewhere = Some(from);
        self.notice = Some(format!("the quiz of the level; g goes back to {}", here.id));
        effects
    }
}
