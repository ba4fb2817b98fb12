//! The screen of a session, as wide and as high as the terminal is now.

use super::Watching;
use crate::{
    error::Result,
    render::{links::linked_lines, screen, theme::Theme},
    trace,
};

impl Watching {
    /// The terminal's size may have changed since.
    pub(super) fn theme(&self) -> Theme {
        let mut theme = self.session.theme;
        if self.terminal.is_some()
            && let Some((_, columns)) = console::Term::stdout().size_checked()
        {
            theme.width = usize::from(columns).max(20);
        }
        theme
    }

    pub(super) fn draw(&mut self) -> Result<()> {
        let theme = self.theme();
        let Some(terminal) = &self.terminal else {
            return Ok(());
        };
        let rows = console::Term::stdout()
            .size_checked()
            .map_or(24, |(rows, _)| usize::from(rows));
        let catalog = &self.session.catalog;
        self.model.scroll =
            self.model
                .scroll
                .min(screen::last_scroll(&self.model, catalog, &theme, rows));
        let lines = screen::screen(&self.model, catalog, &theme, rows);
        let lines = linked_lines(&lines, theme.width, catalog.root(), self.session.links);
        terminal.draw(&lines)?;
        if std::mem::take(&mut self.judged) {
            trace::finish("the verdict is on the screen", &catalog.state_dir());
        }
        Ok(())
    }
}
