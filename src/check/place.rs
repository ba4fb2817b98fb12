//! The directory in which a learner's program runs: one of its own, empty but for links to the data that lies beside the
//! exercise. A program that writes, renames or removes does it there, and not to the learner's files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    catalog::Catalog,
    error::{Context, Result},
};

/// The directory for one run, below `place`, which is made anew. `package` is where cargo would run it.
pub(super) fn made(catalog: &Catalog, package: &Path, place: &Path) -> Result<PathBuf> {
    if cfg!(not(unix)) {
        // Links are a privilege there, and without them no data would be found.
        return Ok(package.to_path_buf());
    }
    make(catalog, package, place)
        .context(|| format!("cannot make {}, where the exercise runs", place.display()))
        .map_err(|error| error.help("remove that directory; a program may have locked it"))
}

/// As deep as in the course, so that a path which leads up leads to data as well.
fn make(catalog: &Catalog, package: &Path, place: &Path) -> io::Result<PathBuf> {
    empty(place)?;
    let (top, below) = match package.strip_prefix(catalog.root()) {
        Ok(below) => (catalog.root(), below),
        Err(_) => (package, Path::new("")),
    };
    let dir = place.join(below);
    fs::create_dir_all(&dir)?;
    let (mut from, mut to) = (top.to_path_buf(), place.to_path_buf());
    link_data(catalog, &from, &to)?;
    for part in below {
        from.push(part);
        to.push(part);
        link_data(catalog, &from, &to)?;
    }
    Ok(dir)
}

fn link_data(catalog: &Catalog, from: &Path, to: &Path) -> io::Result<()> {
    // A directory that is not there has no data.
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let link_to = to.join(entry.file_name());
        if is_data(catalog, &entry.path()) && !link_to.exists() {
            link(&entry.path(), &link_to)?;
        }
    }
    Ok(())
}

/// Removes what the run before has left, also where it took the rights away from its own directories.
fn empty(place: &Path) -> io::Result<()> {
    let removed = match fs::remove_dir_all(place) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            unlock(place);
            fs::remove_dir_all(place)
        }
        other => other,
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn unlock(dir: &Path) {
    use std::os::unix::fs::PermissionsExt;
    // Whether it helped is seen by the next try.
    let _ = fs::set_permissions(dir, fs::Permissions::from_mode(0o700));
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        // Links are not followed: they lead to the learner's data.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            unlock(&entry.path());
        }
    }
}

#[cfg(not(unix))]
fn unlock(_dir: &Path) {}

/// What a program may want to read: neither exercises and sources nor what the course, cargo or the runner keep.
fn is_data(catalog: &Catalog, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let kept = ["Cargo.toml", "Cargo.lock", "README.md", "target", "src"];
    let is_source = path.extension().is_some_and(|extension| extension == "rs");
    let is_backup = name.ends_with('~');
    let trees = [
        catalog.exercises_dir(),
        catalog.solutions_dir(),
        catalog.archive_file(),
        catalog.root().join(crate::catalog::INFO),
    ];
    let is_level = (0..catalog.levels().len()).any(|level| catalog.level_dir(level) == path);
    !name.starts_with('.')
        && !kept.contains(&&*name)
        && !is_source
        && !is_backup
        && !is_level
        && !trees.iter().any(|tree| tree == path)
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(not(unix))]
fn link(_from: &Path, _to: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_place_holds_data_and_nothing_of_the_course() {
        let root = tempfile::tempdir().unwrap();
        let write = |file: &str| {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        };
        fs::write(
            root.path().join("info.toml"),
            "format_version = 1\n[[levels]]\ndir = \"l\"\n[[exercises]]\nname = \"a\"\ndir = \"l\"\n",
        )
        .unwrap();
        for file in [
            "Cargo.toml",
            "Cargo.lock",
            "rows.csv",
            ".runner/progress.toml",
            "target/debug/a",
            "solutions/l/a.rs",
            "exercises/l/a.rs",
            "exercises/l/a.rs~",
            "exercises/l/Cargo.toml",
            "exercises/l/README.md",
            "exercises/l/data/rows.csv",
            "exercises/l/more.csv",
            "exercises/kit/src/lib.rs",
            "exercises/untouched.txt",
        ] {
            write(file);
        }
        let catalog = Catalog::open(root.path()).unwrap();
        let names = |package: &str| {
            let place = made(
                &catalog,
                &root.path().join(package),
                &root.path().join("target/work"),
            );
            let mut names: Vec<String> = fs::read_dir(place.unwrap())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        assert_eq!(names("exercises/l"), ["data", "more.csv"]);
        let work = root.path().join("target/work");
        for (there, is_there) in [
            ("exercises/kit/src/lib.rs", true),
            ("rows.csv", true),
            ("exercises/untouched.txt", false),
            ("solutions", false),
            ("info.toml", false),
        ] {
            assert_eq!(work.join(there).exists(), is_there, "{there}");
        }
        // One package for the whole course, as rustlings has it.
        assert_eq!(names(""), ["rows.csv"]);

        // What a program locked or put there is gone, and what its links lead to is not.
        let locked = work.join("mine/deep");
        fs::create_dir_all(&locked).unwrap();
        fs::write(locked.join("file"), "").unwrap();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
        assert_eq!(names("exercises/l"), ["data", "more.csv"]);
        assert!(root.path().join("rows.csv").exists());
        unlock(&work);
        assert!(root.path().join("exercises/l/data/rows.csv").exists());
    }
}
