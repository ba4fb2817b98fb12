//! `runner init`: writes the course that is inside the program.

use std::{fs, path::Path};

use super::embedded;
use crate::{
    Outcome,
    cli::Init,
    error::{Context, Error, Result},
    session::print,
};

pub(crate) fn init(args: &Init) -> Result<Outcome> {
    let dir = &args.dir;
    refuse_used(dir, "runner init DIR")?;
    let files = embedded::files();
    for (path, bytes) in &files {
        let file = dir.join(path);
        let unwritable = || format!("cannot write {}", file.display());
        let help = "choose a directory that can be written to: `runner init DIR`";
        let parent = file.parent().unwrap_or(dir);
        fs::create_dir_all(parent)
            .context(unwritable)
            .map_err(|error| error.help(help))?;
        fs::write(&file, bytes)
            .context(unwritable)
            .map_err(|error| error.help(help))?;
    }
    print(&format!(
        "The course is in {}.\n\n    cd {}\n    runner watch\n\nOpen the folder in your editor beside it; the first check compiles the crates once.\n",
        dir.display(),
        dir.display()
    ))?;
    Ok(Outcome::Fine)
}

/// Nothing that is there is overwritten. `command` is what to type instead.
pub(crate) fn refuse_used(dir: &Path, command: &str) -> Result<()> {
    let mut entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(
                Error::new(format!("cannot write a course to {}", dir.display()))
                    .caused_by(error)
                    .help(format!(
                        "name a directory that does not exist yet: `{command}`"
                    )),
            );
        }
    };
    if entries.next().is_some() {
        let error = Error::new(format!("{} is not empty", dir.display()));
        return Err(if dir.join(crate::catalog::INFO).is_file() {
            error.help("it is a course already: `runner watch` goes on in it; name another directory for a second one")
        } else {
            error.help(format!(
                "name a directory that is empty or does not exist yet: `{command}`"
            ))
        });
    }
    Ok(())
}
