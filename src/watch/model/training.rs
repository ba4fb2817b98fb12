//! A training that goes on while the session does something else.

use super::Model;
use crate::training::Training;

impl Model {
    /// `main` of the exercise that was solved last has come further.
    pub(super) fn main_trains(&mut self, index: usize, training: Training) {
        if let Some(solved) = self.solved.as_mut().filter(|solved| solved.index == index) {
            solved.main_training = training;
        }
    }
}
