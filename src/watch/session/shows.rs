//! What a session does beyond checks: a level's page, a solution, and the end of a review.

use super::{Watching, last_words};
use crate::{
    catalog::Catalog,
    commands,
    error::read_text,
    progress::{self, Progress},
    render,
    review::{round::Book, schedule::Recall},
    session::print,
    watch::{
        message::{Msg, Quit},
        model::Overlay,
    },
};

impl Watching {
    pub(super) fn show_readme(&mut self, level: usize) {
        let catalog = &self.session.catalog;
        let file = catalog.level_readme(level);
        let shown = catalog.shown(&file);
        let msg = if file.exists() {
            match read_text(&file, &shown) {
                Ok(text) => Msg::Text {
                    overlay: Overlay::Readme(text),
                },
                Err(error) => Msg::Notice(last_words(&error)),
            }
        } else {
            Msg::Notice(format!("this level has no page: {shown} does not exist"))
        };
        self.model.update(&self.session.catalog, msg);
    }

    pub(super) fn show_solution(&mut self, index: usize) {
        let text = commands::solution::text(
            &self.session.catalog,
            &self.session.catalog.exercises()[index],
            &self.theme(),
        );
        let text = text.unwrap_or_else(|error| error.to_string());
        self.model.update(
            &self.session.catalog,
            Msg::Text {
                overlay: Overlay::Solution(text),
            },
        );
    }

    /// Writes the end of a review down and says when the exercise comes back. Lines end with the last review.
    pub(super) fn close_review(&mut self, index: usize, recall: &Recall) -> Option<Quit> {
        let catalog = std::sync::Arc::clone(&self.session.catalog);
        let book = self.book.as_mut()?;
        let mut said = match book.close(&catalog.exercises()[index], recall) {
            Ok(said) => said,
            Err(error) => last_words(&error),
        };
        if self.terminal.is_none() {
            // Whoever reads the lines has left if this fails; the next line says so.
            let _ = print(&format!("{said}\n\n"));
            let is_last = self.model.progress.next_pending(&catalog, None).is_none();
            return is_last.then_some(Quit::Asked);
        }
        if *recall == Recall::GivenUp && self.model.progress.next_pending(&catalog, None).is_some()
        {
            said.push_str("; n goes on");
        }
        self.model.notice = Some(said);
        None
    }
}

/// How a round of reviews went.
pub(super) fn farewell(book: &Book, copies: &Catalog, progress: &Progress) -> String {
    let now = progress::now();
    let plan = book.plan();
    let open = copies
        .exercises()
        .iter()
        .filter(|exercise| !progress.is_done(exercise))
        .count();
    render::review::farewell([book.remembered, book.forgotten, open], plan.first(), now)
}
