//! The list of the course in a watch session: who gets the keys, and what stays as it is beneath.

use super::Model;
use crate::{
    catalog::Catalog,
    watch::{
        browse::{Browser, Wish},
        message::{Effect, Key},
    },
};

impl Model {
    pub(super) fn open_list(&mut self, catalog: &Catalog) {
        self.list = Some(Browser::open(catalog, &self.progress, self.current, None));
    }

    /// What is done, and where the learner is, may have changed beneath the list.
    pub(crate) fn refresh_list(&mut self, catalog: &Catalog) {
        if let Some(list) = &mut self.list {
            list.refresh(catalog, &self.progress, self.current);
        }
    }

    pub(super) fn key_in_list(&mut self, key: Key) -> Vec<Effect> {
        self.notice = None;
        let Some(list) = &mut self.list else {
            return Vec::new();
        };
        // The key that opened it closes it as well.
        let wish = if key == Key::Char('l') && list.takes_commands() {
            Some(Wish::Close)
        } else {
            list.update(key)
        };
        match wish {
            None => Vec::new(),
            Some(Wish::Close) => {
                self.list = None;
                Vec::new()
            }
            Some(Wish::Go(index)) => {
                self.list = None;
                if index == self.current {
                    Vec::new()
                } else {
                    self.move_to(index)
                }
            }
            Some(Wish::Edit(index)) => vec![Effect::OpenEditor { index }],
            Some(Wish::Reset(index)) => vec![Effect::Reset { index }],
        }
    }

    /// Whoever saves wants the verdict. A search is left open: letters typed into it must not become commands.
    pub(super) fn saved_under_list(&mut self) {
        self.list.take_if(|list| list.takes_commands());
    }

    pub(crate) fn was_reset(&mut self, index: usize, hash: String) {
        self.own_reset = Some((index, hash));
    }

    /// Whether this text is the one that a reset has just written; that may be seen more than once.
    pub(crate) fn is_own_reset(&self, index: usize, hash: &str) -> bool {
        self.own_reset
            .as_ref()
            .is_some_and(|(reset, to)| *reset == index && to == hash)
    }
}
