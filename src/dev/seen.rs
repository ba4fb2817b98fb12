//! Jobs that found nothing wrong: not done again while all they depend on is the same. `.runner/cache/dev/`, disposable.

use std::{env, fs, path::PathBuf};

use super::judge::Job;
use crate::{
    catalog::Catalog,
    check,
    error::{Context, Result},
    files,
    process::Cancel,
    toolchain::fingerprint::hash_of,
};

/// What one job depends on, as one hash, and where it is kept.
pub(super) struct Seen {
    file: PathBuf,
    key: String,
}

impl Seen {
    pub(super) fn of(catalog: &Catalog, job: &Job, cancel: &Cancel) -> Result<Self> {
        let exercise = job.exercise();
        let circumstances = check::circumstances(catalog, exercise, cancel)?;
        let key = hash_of(
            format!("{circumstances} {} {}", job.depends_on(catalog), own_age()?).as_bytes(),
        );
        let file = catalog
            .state_dir()
            .join("cache/dev")
            .join(job.name())
            .join(&exercise.id);
        Ok(Self { file, key })
    }

    pub(super) fn is_all_right(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.key)
    }

    pub(super) fn remember(&self) {
        // Without it the next check does the job again, and that is all.
        let _ = files::write_disposable(&self.file, self.key.as_bytes());
    }
}

/// The rules are in this program: another build of it may have others.
fn own_age() -> Result<String> {
    let program =
        env::current_exe().context(|| "cannot find the runner's own program".to_owned())?;
    let meta = fs::metadata(&program).context(|| format!("cannot read {}", program.display()))?;
    Ok(format!("{} {:?}", meta.len(), meta.modified().ok()))
}
