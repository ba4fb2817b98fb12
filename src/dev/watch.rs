//! `runner dev check --watch`: checks again what a save changes, until Ctrl-C.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
};

use super::{check, near_miss};
use crate::{
    Outcome,
    catalog::{Catalog, INFO},
    cli::DevCheck,
    commands::check::selected,
    error::{Error, Kind, Result},
    interrupt,
    process::Cancel,
    session::{Session, print},
    watch::files,
};

enum Input {
    Touched(BTreeSet<PathBuf>),
    Ended,
}

/// The cancel of the check that runs now; another for each.
#[derive(Clone, Default)]
struct Current(Arc<Mutex<Cancel>>);

impl Current {
    fn renew(&self) -> Cancel {
        let fresh = Cancel::default();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        fresh
    }

    fn cancel(&self) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .cancel();
    }
}

pub(super) fn watch(session: &Session, args: &DevCheck) -> Result<Outcome> {
    let current = Current::default();
    let (sender, inbox) = mpsc::channel();
    let _files = listen(session, &sender, &current)?;
    let ended = current.clone();
    interrupt::on_signal(move || {
        // The loop may have ended by itself.
        let _ = sender.send(Input::Ended);
        ended.cancel();
    })?;
    Err(rounds(session, args, &inbox, &current)
        .err()
        .unwrap_or_else(Error::interrupted))
}

/// Events, of files that the rules look at: each stops a check that runs, which would judge the text before it.
fn listen(session: &Session, sender: &Sender<Input>, current: &Current) -> Result<files::Files> {
    let root = session.catalog.root().to_path_buf();
    let catalog = Arc::clone(&session.catalog);
    let below: Vec<PathBuf> = [
        catalog.exercises_dir(),
        catalog.solutions_dir(),
        catalog.wrong_dir(),
    ]
    .into_iter()
    .filter(|dir| dir.is_dir())
    .collect();
    let beside: Vec<PathBuf> = [root.clone(), root.join("tests")]
        .into_iter()
        .filter(|dir| dir.is_dir())
        .collect();
    let (sender, current) = (sender.clone(), current.clone());
    files::watch(&below, &beside, move |touched| {
        let paths: BTreeSet<PathBuf> = touched
            .paths
            .into_iter()
            .filter(|path| affected(&catalog, path) != Affected::Nothing)
            .collect();
        if !paths.is_empty() && sender.send(Input::Touched(paths)).is_ok() {
            current.cancel();
        }
    })
}

/// One check after the other; returns when Ctrl-C is pressed.
fn rounds(
    session: &Session,
    args: &DevCheck,
    inbox: &Receiver<Input>,
    current: &Current,
) -> Result<()> {
    let mut todo = Affected::Everything;
    loop {
        // Before the course is read: what is saved from now on is for the next round.
        let cancel = current.renew();
        let mut saved = BTreeSet::new();
        while let Ok(input) = inbox.try_recv() {
            match input {
                Input::Touched(paths) => saved.extend(paths),
                Input::Ended => return Ok(()),
            }
        }
        todo = todo.and(all_affected(&session.catalog, &saved));
        print(&heading(&todo, session.theme.plain))?;
        match round(session, args, &todo, &cancel) {
            Ok(()) => todo = Affected::Nothing,
            // By a save, or by Ctrl-C: either is waiting.
            Err(error) if error.kind() == Kind::Interrupted => continue,
            Err(error) if error.kind() == Kind::Setup => {
                print(&format!("{error}\n"))?;
            }
            Err(error) => return Err(error),
        }
        print("\nwaiting for a save; Ctrl-C ends\n")?;
        match inbox.recv() {
            Ok(Input::Touched(paths)) => {
                todo = todo.and(all_affected(&session.catalog, &paths));
            }
            Ok(Input::Ended) | Err(_) => return Ok(()),
        }
    }
}

/// Checks what is left to check, of the course as it is now.
fn round(session: &Session, args: &DevCheck, todo: &Affected, cancel: &Cancel) -> Result<()> {
    let fresh = Session {
        catalog: Arc::new(Catalog::open(session.catalog.root())?),
        store: session.store.clone(),
        progress: session.progress.clone(),
        theme: session.theme,
        links: session.links,
        cancel: cancel.clone(),
    };
    let asked = |names: &[String]| -> Result<BTreeSet<String>> {
        let exercises = selected(&fresh.catalog, names)?;
        Ok(exercises
            .into_iter()
            .map(|exercise| exercise.id.clone())
            .collect())
    };
    let names = match todo {
        Affected::Nothing => return Ok(()),
        Affected::Everything => args.names.clone(),
        Affected::Exercises(ids) => {
            let asked = asked(&args.names)?;
            let both: Vec<String> = ids.intersection(&asked).cloned().collect();
            if both.is_empty() {
                return print("nothing of it is among what is checked\n");
            }
            both
        }
    };
    check::once(&fresh, &names, args.times).map(|_| ())
}

/// What a save may have made wrong or right.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Affected {
    Nothing,
    /// Ids.
    Exercises(BTreeSet<String>),
    /// The list of exercises, a manifest, the kit.
    Everything,
}

impl Affected {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
            (Self::Nothing, other) | (other, Self::Nothing) => other,
            (Self::Exercises(one), Self::Exercises(other)) => {
                Self::Exercises(one.union(&other).cloned().collect())
            }
        }
    }
}

fn all_affected(catalog: &Catalog, paths: &BTreeSet<PathBuf>) -> Affected {
    paths
        .iter()
        .map(|path| affected(catalog, path))
        .fold(Affected::Nothing, Affected::and)
}

fn affected(catalog: &Catalog, path: &Path) -> Affected {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let exercise = catalog.exercises().iter().find(|exercise| {
        catalog.exercise_file(exercise) == path || catalog.solution_file(exercise) == path
    });
    if let Some(exercise) = exercise {
        return Affected::Exercises([exercise.id.clone()].into());
    }
    let of_level = |level: usize| {
        Affected::Exercises(
            catalog
                .of_level(level)
                .map(|exercise| exercise.id.clone())
                .collect(),
        )
    };
    if path.parent() == Some(&catalog.wrong_dir()) {
        return near_miss::level_of(catalog, &name).map_or(Affected::Nothing, of_level);
    }
    if let Some(level) =
        (0..catalog.levels().len()).find(|&level| catalog.level_readme(level) == path)
    {
        return of_level(level);
    }
    let in_root = path.parent() == Some(catalog.root());
    let is_topics = catalog.topics_files().iter().any(|file| file == path);
    let is_listed = in_root && [INFO, "Cargo.toml"].contains(&name.as_str());
    let is_source = [catalog.exercises_dir(), catalog.solutions_dir()]
        .iter()
        .any(|tree| path.starts_with(tree))
        && [".rs", "Cargo.toml", "untouched.txt"]
            .iter()
            .any(|end| name.ends_with(end))
        && !name.starts_with('.');
    if is_topics || is_listed || is_source {
        Affected::Everything
    } else {
        Affected::Nothing
    }
}

/// What stands above the problems. A screen is cleared for it.
fn heading(todo: &Affected, plain: bool) -> String {
    let clear = if plain { "" } else { "\x1b[2J\x1b[3J\x1b[H" };
    let what = match todo {
        Affected::Nothing => "nothing".to_owned(),
        Affected::Everything => "all that was asked for".to_owned(),
        Affected::Exercises(ids) => ids.iter().cloned().collect::<Vec<_>>().join(", "),
    };
    format!("{clear}checking {what}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::rules::testing;

    fn of(path: &str) -> Affected {
        let catalog = testing::catalog(
            "levels = [{ dir = \"01_a\" }, { dir = \"02_b\" }]\n\
             exercises = [{ dir = \"01_a\", name = \"01_x\" }, { dir = \"01_a\", name = \"02_y\" }, { dir = \"02_b\", name = \"01_z\" }]",
        );
        affected(&catalog, &Path::new("/course").join(path))
    }

    fn exercises(ids: &[&str]) -> Affected {
        Affected::Exercises(ids.iter().map(|&id| id.to_owned()).collect())
    }

    #[test]
    fn a_save_affects_what_depends_on_the_file() {
        assert_eq!(of("exercises/01_a/01_x.rs"), exercises(&["01_a/01_x"]));
        assert_eq!(of("solutions/02_b/01_z.rs"), exercises(&["02_b/01_z"]));
        let level = exercises(&["01_a/01_x", "01_a/02_y"]);
        assert_eq!(of("tests/wrong/01_a.toml"), level);
        assert_eq!(of("tests/wrong/01_a_2.toml"), level);
        assert_eq!(of("exercises/01_a/README.md"), level);
        for path in [
            "info.toml",
            "Cargo.toml",
            "tests/topics.tsv",
            "exercises/01_a/Cargo.toml",
            "exercises/kit/src/lib.rs",
            "exercises/01_a/03_new.rs",
            "solutions/01_a/03_new.rs",
            "exercises/untouched.txt",
        ] {
            assert_eq!(of(path), Affected::Everything, "{path}");
        }
        for path in [
            ".runner",
            "target",
            "Cargo.lock",
            "exercises/01_a/.01_x.rs.swp",
            "exercises/01_a/4913",
            "tests/times.tsv",
            "notes.md",
        ] {
            assert_eq!(of(path), Affected::Nothing, "{path}");
        }
    }

    #[test]
    fn what_a_stopped_check_left_is_done_with_the_next() {
        let (x, z) = (exercises(&["01_a/01_x"]), exercises(&["02_b/01_z"]));
        let both = exercises(&["01_a/01_x", "02_b/01_z"]);
        assert_eq!(x.clone().and(z), both);
        assert_eq!(Affected::Nothing.and(x.clone()), x);
        assert_eq!(x.clone().and(Affected::Nothing), x);
        assert_eq!(x.and(Affected::Everything), Affected::Everything);
    }

    #[test]
    fn a_plain_heading_clears_nothing() {
        assert_eq!(
            heading(&exercises(&["a/b", "a/c"]), true),
            "checking a/b, a/c\n"
        );
        assert!(heading(&Affected::Everything, false).starts_with("\x1b[2J"));
    }
}
