//! Which exercises are opened, and at which line: at a key, or each one as it comes up.

use super::Watching;
use crate::{
    editor::{Spot, line},
    error::Result,
    watch::editing::in_a_line,
};

/// Whether exercises open by themselves.
#[derive(Debug)]
pub(in crate::watch) enum Follow {
    No,
    /// The exercise that was opened last, if any.
    Yes {
        opened: Option<usize>,
    },
}

impl Watching {
    /// The key `o`.
    pub(super) fn open_editor(&mut self, index: usize) {
        let opened = self.open(index);
        self.model.notice = Some(opened.unwrap_or_else(|error| in_a_line(&error)));
    }

    /// With `--open`: an exercise that was not on the screen before.
    pub(super) fn open_what_came_up(&mut self) {
        let current = self.model.current;
        if let Follow::Yes { opened } = &mut self.follow
            && *opened != Some(current)
        {
            *opened = Some(current);
            self.open_editor(current);
        }
    }

    fn open(&self, index: usize) -> Result<String> {
        let catalog = &self.session.catalog;
        let exercise = &catalog.exercises()[index];
        let file = catalog.exercise_file(exercise);
        let spot = Spot {
            file: &file,
            line: self.line_to_open(index),
        };
        let screen = self.terminal.as_ref().zip(self.keys.as_ref());
        self.editing
            .open(&spot, &exercise.path, screen, &self.workers.inbox())
    }

    /// The verdict is the current exercise's; of another one only the text is known.
    fn line_to_open(&self, index: usize) -> Option<usize> {
        let catalog = &self.session.catalog;
        let exercise = &catalog.exercises()[index];
        let text = std::fs::read_to_string(catalog.exercise_file(exercise)).ok()?;
        let verdict = match &self.model.judged {
            Some(Ok(checked)) if index == self.model.current => Some(&checked.verdict),
            _ => None,
        };
        line::to_open(verdict, &exercise.path, &text)
    }
}
