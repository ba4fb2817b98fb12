//! `runner update`: the course on disk becomes that of the program; what the learner wrote stays.

mod plan;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use self::plan::{Files, New, Old, Step};
use super::{archive, embedded};
use crate::{
    Outcome,
    catalog::{Catalog, INFO},
    cli::{Global, Update},
    error::{Context, Error, Result},
    files,
    progress::Store,
    session::print,
};

const UNTOUCHED: &str = "exercises/untouched.txt";

pub(crate) fn update(global: &Global, args: &Update) -> Result<Outcome> {
    let from = global.course.clone().unwrap_or_else(|| PathBuf::from("."));
    let root = Catalog::find_root(&from)?;
    refuse_repository(&root, args)?;
    let new = of_program(&root)?;
    let old = on_disk(&root, &new)?;
    let steps = plan::plan(&old, &new);
    let kept = next_archive(&root);
    if args.dry_run {
        print(&told(&steps, &kept, Tense::Would))?;
        return Ok(Outcome::Fine);
    }
    for step in &steps {
        carry_out(step, &root, &new, &root.join(&kept)).map_err(|error| {
            error.help("nothing of yours is lost; `runner update` goes on where it stopped")
        })?;
    }
    // Progress is read under the new names, and kept under them from now on.
    let store = Store::of(&Catalog::open(&root)?);
    if root.join(".runner/progress.toml").exists() {
        store.change(|_| {})?;
    }
    print(&told(&steps, &kept, Tense::Did))?;
    Ok(Outcome::Fine)
}

/// A clone has its own way to new versions, and to the old ones.
fn refuse_repository(root: &Path, args: &Update) -> Result<()> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap_or_default();
    let is_runners = manifest
        .parse::<toml::Table>()
        .is_ok_and(|table| table.contains_key("package"));
    let error =
        |what: &str| Err(Error::new(format!("cannot update {}", root.display())).caused_by(what));
    if is_runners {
        return error("it is a clone of the course's repository").map_err(|error| {
            error.help("use git: `git stash`, `git pull`, `git stash pop`; nothing was changed")
        });
    }
    if root.join(".git").exists() && !args.in_git && !args.dry_run {
        return error("it is a git repository").map_err(|error| {
            error
                .help("if it was cloned from somewhere, use git: `git pull`")
                .help("if you keep your own course in git, commit first, then `runner update --in-git`")
        });
    }
    Ok(())
}

fn of_program(root: &Path) -> Result<New> {
    let files = embedded::files();
    let text = |name: &str| {
        let bytes = files.get(name).cloned().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let catalog = Catalog::parse(root, &text(INFO))?;
    Ok(New {
        untouched: archive::read(&text(UNTOUCHED)),
        renamed: catalog.renamed().clone(),
        files,
    })
}

/// Everything is read before anything is written.
fn on_disk(root: &Path, new: &New) -> Result<Old> {
    let other = |cause: &str| {
        Error::new(format!("cannot update {}", root.display()))
            .caused_by(cause)
            .help("`runner update` is for courses that `runner init` made; nothing was changed")
    };
    let untouched = fs::read_to_string(root.join(UNTOUCHED))
        .map_err(|error| other(&format!("cannot read {UNTOUCHED}: {error}")))?;
    let untouched = archive::read(&untouched);
    if !plan::is_same_course(&untouched, new) {
        return Err(other("it is another course than the one in this program"));
    }
    let mut found = Files::new();
    for path in plan::paths_of(&untouched, new) {
        match fs::read(root.join(&path)) {
            Ok(bytes) => {
                found.insert(path, bytes);
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                return Err(Error::new(format!("cannot read {path}"))
                    .caused_by(error)
                    .help("make it readable; nothing was changed"));
            }
        }
    }
    Ok(Old {
        files: found,
        untouched,
    })
}

/// `.runner/archive/N`: a new one for each update, so that nothing in it is ever written over.
fn next_archive(root: &Path) -> String {
    (1..)
        .map(|number| format!(".runner/archive/{number}"))
        .find(|dir| !root.join(dir).exists())
        .unwrap_or_default()
}

/// Copies come first: whatever is taken away lies elsewhere already.
fn carry_out(step: &Step, root: &Path, new: &New, kept: &Path) -> Result<()> {
    let keep = |path: &str| copy(&root.join(path), &kept.join(path), path);
    match step {
        Step::Add { path } | Step::Replace { path } => write(root, path, &new.files[path]),
        Step::Beside { path, new: beside } => write(root, beside, &new.files[path]),
        Step::Update { path } => {
            keep(path)?;
            write(root, path, &new.files[path])
        }
        Step::Archive { path } => {
            keep(path)?;
            remove(root, path)
        }
        Step::Move { from, to } => {
            copy(&root.join(from), &root.join(to), from)?;
            remove(root, from)?;
            if let (Some(from), Some(to)) = (plan::id_of(from), plan::id_of(to)) {
                move_backups(root, from, to);
            }
            Ok(())
        }
    }
}

fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<()> {
    files::write_atomically(&root.join(path), bytes)
        .context(|| format!("cannot write {path}"))
        .map_err(|error| error.help("make the course's folder writable"))
}

fn copy(from: &Path, to: &Path, shown: &str) -> Result<()> {
    let bytes = fs::read(from).context(|| format!("cannot read {shown}"))?;
    files::write_atomically(to, &bytes)
        .context(|| format!("cannot write {}", to.display()))
        .map_err(|error| error.help("make the course's folder writable"))
}

/// A folder that is empty then goes too: cargo takes each one for a package.
fn remove(root: &Path, path: &str) -> Result<()> {
    let file = root.join(path);
    fs::remove_file(&file).context(|| format!("cannot remove {path}"))?;
    if let Some(dir) = file.parent() {
        let _ = fs::remove_dir(dir);
    }
    Ok(())
}

/// So that `reset --undo` finds them. Those that stay behind are still there to be read.
fn move_backups(root: &Path, from: &str, to: &str) {
    let backups = root.join(".runner/backups");
    let to = backups.join(to);
    if !to.exists()
        && let Some(dir) = to.parent()
        && fs::create_dir_all(dir).is_ok()
    {
        let _ = fs::rename(backups.join(from), to);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tense {
    Would,
    Did,
}

/// A line for each exercise, the others counted.
fn told(steps: &[Step], kept: &str, tense: Tense) -> String {
    if steps.is_empty() {
        return "the course is that of this runner already; nothing to do\n".to_owned();
    }
    let mut text = String::new();
    let mut others = 0;
    for step in steps {
        let is_exercise = |path: &str| plan::id_of(path).is_some_and(|id| !id.starts_with("kit/"));
        let line = match step {
            Step::Add { path } if is_exercise(path) => format!("new       {path}"),
            Step::Replace { path } => format!("replaced  {path} (it was untouched)"),
            Step::Move { from, to } => format!("renamed   {from} -> {to} (yours)"),
            Step::Beside { path, new } => {
                format!("kept      {path} (yours); the new version is {new}")
            }
            Step::Archive { path } if is_exercise(path) => {
                format!("archived  {path} -> {kept}/{path}")
            }
            Step::Add { .. } | Step::Update { .. } | Step::Archive { .. } => {
                others += 1;
                continue;
            }
        };
        text.push_str(&format!("{line}\n"));
    }
    if others > 0 {
        text.push_str(&format!(
            "others    {others} (solutions, hints, manifests, kit, pages)\n"
        ));
    }
    let copies = steps
        .iter()
        .any(|step| matches!(step, Step::Update { .. } | Step::Archive { .. }));
    text.push_str(match tense {
        Tense::Would => "\nThis is what `runner update` would do; nothing was changed.",
        Tense::Did => "\nThe course is up to date; your progress is kept.",
    });
    if copies {
        text.push_str(&format!(" What makes room is kept in {kept}."));
    }
    text.push('\n');
    text
}
