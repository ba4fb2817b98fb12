//! What every command on a course starts from: the catalog, the progress, how to show things, how to be stopped.

use std::{env, io::Write, sync::Arc};

use crate::{
    catalog::{Catalog, Exercise},
    cli::Global,
    error::{Context, Result},
    process::Cancel,
    progress::{Loaded, Progress, Store},
    render::theme::Theme,
};

pub(crate) struct Session {
    /// Shared with the threads of a watch session.
    pub(crate) catalog: Arc<Catalog>,
    pub(crate) store: Store,
    pub(crate) progress: Progress,
    pub(crate) theme: Theme,
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
        Ok(Self {
            catalog: Arc::new(catalog),
            store,
            progress,
            theme: Theme::for_stdout(global.color, global.plain),
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

    /// Alters the progress file. The answer of a command does not depend on it, so a failure is told and not fatal.
    pub(crate) fn remember(&self, change: impl FnOnce(&mut Progress)) {
        if let Err(error) = self.store.change(change) {
            warn(&error.to_string());
        }
    }
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
