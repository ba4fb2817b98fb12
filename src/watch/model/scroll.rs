//! Scrolling what is longer than the screen. How long that is only drawing knows: it takes back what goes beyond the end.

use super::Model;
use crate::watch::message::Key;

const PAGE: usize = 10;

impl Model {
    pub(super) fn scrolls(key: Key) -> bool {
        matches!(
            key,
            Key::Up
                | Key::Down
                | Key::PageUp
                | Key::PageDown
                | Key::Home
                | Key::End
                | Key::Char('k' | 'j' | ' ')
        )
    }

    pub(super) fn scroll_by(&mut self, key: Key) {
        self.scroll = match key {
            Key::Up | Key::Char('k') => self.scroll.saturating_sub(1),
            Key::PageUp => self.scroll.saturating_sub(PAGE),
            Key::PageDown | Key::Char(' ') => self.scroll.saturating_add(PAGE),
            Key::Down | Key::Char(_) => self.scroll.saturating_add(1),
            Key::Home => 0,
            // Drawing finds out where that is.
            Key::End => usize::MAX,
            Key::Escape | Key::Enter | Key::Backspace | Key::Tab | Key::BackTab => self.scroll,
        };
    }
}
