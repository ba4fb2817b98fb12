//! What the keys do.

use super::{Model, Overlay};
use crate::{
    catalog::Catalog,
    check::Freshness,
    watch::message::{Effect, Key, Quit},
};

impl Model {
    pub(super) fn key(&mut self, catalog: &Catalog, key: Key) -> Vec<Effect> {
        if self.list.is_some() {
            return self.key_in_list(key);
        }
        let overlay = std::mem::replace(&mut self.overlay, Overlay::None);
        match (&overlay, key) {
            (_, Key::Char('q')) => {
                return vec![Effect::Cancel, Effect::StopAhead, Effect::Quit(Quit::Asked)];
            }
            (_, key) if Self::scrolls(key) => {
                self.overlay = overlay;
                self.scroll_by(key);
                return Vec::new();
            }
            (Overlay::AskReset, Key::Char('y')) => {
                return vec![Effect::Reset {
                    index: self.current,
                }];
            }
            (Overlay::AskSolution, Key::Char('y')) => return self.solution_agreed(catalog),
            // Any other key answers no, and Escape closes whatever lies there.
            (Overlay::AskReset | Overlay::AskSolution, _) | (_, Key::Escape) => {
                self.scroll = 0;
                return Vec::new();
            }
            _ => {}
        }
        let Key::Char(char) = key else {
            self.overlay = overlay;
            return Vec::new();
        };
        self.command(catalog, char, overlay)
    }

    fn command(&mut self, catalog: &Catalog, char: char, overlay: Overlay) -> Vec<Effect> {
        self.notice = None;
        let exercise = &catalog.exercises()[self.current];
        match char {
            'h' => self.hint(catalog, &overlay),
            'l' => {
                self.overlay = overlay;
                self.open_list(catalog);
                Vec::new()
            }
            '?' => self.toggle(&overlay, Overlay::Help),
            'f' => {
                self.unfolded = !self.unfolded;
                self.show(Overlay::None);
                Vec::new()
            }
            'n' => match self.progress.next_pending(catalog, Some(self.current)) {
                Some(next) => self.move_to(next),
                None => {
                    self.notice = Some("there is no other exercise left to do".to_owned());
                    Vec::new()
                }
            },
            'p' => match self.current.checked_sub(1) {
                Some(previous) => self.move_to(previous),
                None => {
                    self.notice = Some("this is the first exercise".to_owned());
                    Vec::new()
                }
            },
            'd' => self.readme(catalog, &overlay),
            'z' => self.quiz(catalog),
            'g' => match self.saved_elsewhere.take() {
                Some(index) => self.move_to(index),
                None => Vec::new(),
            },
            'r' => vec![Effect::StopAhead, self.check(Freshness::Always)],
            'o' => vec![Effect::OpenEditor {
                index: self.current,
            }],
            's' if self.progress.is_done(exercise) => vec![Effect::ShowSolution {
                index: self.current,
            }],
            's' => {
                self.show(Overlay::AskSolution);
                Vec::new()
            }
            'x' => {
                self.show(Overlay::AskReset);
                Vec::new()
            }
            'c' => {
                self.show(Overlay::CheckingAll);
                vec![Effect::StopAhead, Effect::CheckAll]
            }
            _ => {
                self.overlay = overlay;
                Vec::new()
            }
        }
    }

    fn toggle(&mut self, now: &Overlay, wanted: Overlay) -> Vec<Effect> {
        self.show(if *now == wanted {
            Overlay::None
        } else {
            wanted
        });
        Vec::new()
    }
}
