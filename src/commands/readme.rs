//! `runner readme`: what a level teaches, in a page, as text for the terminal.

use crate::{
    Outcome,
    cli::Readme,
    error::{Error, Result, read_text},
    render::markdown,
    session::{Session, print},
};

pub(crate) fn readme(session: &Session, args: &Readme) -> Result<Outcome> {
    let catalog = &session.catalog;
    let level = match &args.level {
        Some(name) => catalog.expect_level(name)?,
        None => session.current().level,
    };
    let file = catalog.level_readme(level);
    let shown = catalog.shown(&file);
    if !file.exists() {
        return Err(Error::new("this level has no page")
            .caused_by(format!("{shown} does not exist"))
            .help("`runner list LEVEL` shows its exercises"));
    }
    let page = markdown::text(&read_text(&file, &shown)?, &session.theme);
    print(&format!("{page}\n"))?;
    Ok(Outcome::Fine)
}
