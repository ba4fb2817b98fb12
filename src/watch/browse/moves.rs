//! Where the cursor goes: among the shown rows, by steps and by levels.

use super::Browser;

impl Browser {
    pub(super) fn go_up(&mut self, by: usize) {
        if let Some(place) = self.place() {
            self.selected = self.shown[place.saturating_sub(by)];
        }
    }

    pub(super) fn go_down(&mut self, by: usize) {
        if let Some(place) = self.place() {
            self.selected = self.shown[place.saturating_add(by).min(self.shown.len() - 1)];
        }
    }

    pub(super) fn next_level(&mut self) {
        let level = self.level_of(self.selected);
        let mut behind = self.shown.iter().filter(|&&row| row > self.selected);
        if let Some(&row) = behind.find(|&&row| self.level_of(row) != level) {
            self.selected = row;
        }
    }

    /// The first of this level, and from there the first of the one before.
    pub(super) fn previous_level(&mut self) {
        let Some(place) = self.place() else {
            return;
        };
        let first_of = |place: usize| {
            let level = self.level_of(self.shown[place]);
            self.shown
                .partition_point(|&row| self.level_of(row) < level)
        };
        let mut target = first_of(place);
        if target == place && place > 0 {
            target = first_of(place - 1);
        }
        self.selected = self.shown[target];
    }

    /// To where the learner is, if that is listed.
    pub(super) fn go_home(&mut self) {
        let here = self.course.row_of(self.course.current);
        if self.shown.binary_search(&here).is_ok() {
            self.selected = here;
        }
    }

    fn level_of(&self, row: usize) -> usize {
        self.course.rows[row].level
    }

    pub(super) fn place(&self) -> Option<usize> {
        self.shown.binary_search(&self.selected).ok()
    }
}
