//! What every command on a course starts from: the catalog, the progress, how to show things, how to be stopped.

use std::{env, io::Write, sync::Arc};

use crate::{
    catalog::{Catalog, Exercise},
    cli::Global,
    editor,
    error::{Context, Result},
    process::Cancel,
    progress::{Loaded, Progress, Store},
    render::{
        links::{Links, linked_text},
        theme::Theme,
    },
};

pub(crate) struct Session {
    /// Shared with the threads of a watch session.
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) store: Store,
    pub(crate) progress: Progress,
    pub(crate) theme: Theme,
    pub(crate) links: Links,
    pub(crate) cancel: Cancel,
}

impl Session {
    pub(crate) fn open(global: &Global) -> Result<Self> {
        let from = match &global.course {
            Some(dir) => dir.clone(),
            None => {
                env::current_dir().context(|| "cannot find the current directory".to_owned())?
            }
        };
        let root = Catalog::find_root(&from)?;
        let catalog = Catalog::open(&root)?;
        let store = Store::of(&catalog);
        let Loaded {
            progress,
            unreadable,
        } = store.load()?;
        if let Some(reason) = unreadable {
            warn(&format!(
                "cannot read the progress file .runner/progress.toml: {reason}\n\
                 help: starting afresh; the file will be kept beside the new one as progress.toml.unreadable"
            ));
        }
        let theme = Theme::for_stdout(global.color, global.plain);
        Ok(Self {
            catalog: Arc::new(catalog),
            store,
            progress,
            links: links(&theme),
            theme,
            cancel: Cancel::default(),
        })
    }

    /// The exercise named, or the one the learner is at.
    pub(crate) fn exercise(&self, name: Option<&str>) -> Result<&Exercise> {
        match name {
            Some(name) => self.catalog.resolve(name),
            None => Ok(self.current()),
        }
    }

    pub(crate) fn current(&self) -> &Exercise {
        &self.catalog.exercises()[self.progress.current(&self.catalog)]
    }

    /// Prints an answer that may name files of the course.
    pub(crate) fn print(&self, text: &str) -> Result<()> {
        print(&linked_text(text, self.catalog.root(), self.links))
    }

    /// Alters the progress file. The answer of a command does not depend on it, so a failure is told and not fatal.
    pub(crate) fn remember(&self, change: impl FnOnce(&mut Progress)) {
        if let Err(error) = self.store.change(change) {
            warn(&error.to_string());
        }
    }
}

/// Only a terminal gets links: what is piped or asked for plain is the text alone.
fn links(theme: &Theme) -> Links {
    if theme.plain {
        return Links::No;
    }
    let scheme = editor::chosen(None).ok().and_then(|editor| editor.scheme());
    Links::of_terminal(|name| env::var(name).ok(), scheme)
}

/// Prints an answer to standard output.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Remarks of a command, on standard error. With nobody there to read them (a terminal that was closed) they are dropped.
pub(crate) fn warn(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
