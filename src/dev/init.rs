//! `runner dev init`: a course of one's own to start from, with one exercise that is right and waits for an idea.

use std::{fs, path::Path};

use super::{new, template, update};
use crate::{
    Outcome,
    catalog::{Catalog, INFO, words},
    cli::DevInit,
    course::init::refuse_used,
    error::{Context, Result},
    files,
    session::print,
};

pub(crate) fn init(args: &DevInit) -> Result<Outcome> {
    for line in make(&args.dir, args)? {
        print(&format!("{line}\n"))?;
    }
    print(&format!(
        "\nThe course is in {}: change into it.\n{}",
        args.dir.display(),
        new::to_do(&args.first)
    ))?;
    Ok(Outcome::Fine)
}

/// Writes the course; returns a line for each file. On an error in what was asked for, nothing is written.
fn make(dir: &Path, args: &DevInit) -> Result<Vec<String>> {
    refuse_used(dir, "runner dev init DIR")?;
    let dir = &std::path::absolute(dir)
        .context(|| format!("cannot find the directory {}", dir.display()))?;
    let (level, name) = new::numbered(&args.first, "01_basics/01_mean")?;
    let title = args.title.clone().unwrap_or_else(|| {
        let name = dir.file_name().unwrap_or_default().to_string_lossy();
        words(if name.is_empty() { "course" } else { &name })
    });
    let info = template::course_info(&title, level, name);
    // It must be a course before anything is written.
    let catalog = Catalog::parse(dir, &info)?;

    let exercise = words(name);
    let page = template::page(level, &words(level));
    let written = [
        (INFO.to_owned(), info),
        ("Cargo.toml".to_owned(), template::WORKSPACE.to_owned()),
        (".gitignore".to_owned(), template::IGNORED.to_owned()),
        (
            format!("exercises/{level}/Cargo.toml"),
            template::manifest(level, None),
        ),
        (
            format!("exercises/{level}/README.md"),
            template::with_row(&page, name, &exercise),
        ),
        (
            format!("exercises/{level}/{name}.rs"),
            template::exercise(&exercise),
        ),
        (
            format!("solutions/{level}/{name}.rs"),
            template::solution(&exercise),
        ),
        (
            format!("tests/wrong/{level}.toml"),
            template::near_misses(name),
        ),
    ];
    let mut done = Vec::new();
    for (path, text) in written {
        let file = dir.join(&path);
        let cannot = || format!("cannot write {}", file.display());
        fs::create_dir_all(file.parent().unwrap_or(dir)).context(cannot)?;
        files::write_atomically(&file, text.as_bytes()).context(cannot)?;
        done.push(format!("made    {path}"));
    }
    done.extend(
        update::write_derived(&catalog)?
            .into_iter()
            .map(|line| format!("wrote   {line}")),
    );
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::{course::Course, rules};

    fn args(dir: &Path, first: &str) -> DevInit {
        DevInit {
            dir: dir.to_path_buf(),
            title: None,
            first: first.to_owned(),
        }
    }

    #[test]
    fn what_is_made_follows_every_rule_that_needs_no_compiler() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("my-course");
        let done = make(&dir, &args(&dir, "01_sums/01_mean")).unwrap();
        assert!(
            done.contains(&"made    exercises/01_sums/01_mean.rs".to_owned()),
            "{done:?}"
        );
        let catalog = Catalog::open(&dir).unwrap();
        assert_eq!(catalog.title(), "My course");
        let course = Course::read(&catalog).unwrap();
        let scope = rules::Scope::whole(&course);
        let problems: Vec<String> = rules::without_compiler(&course, &scope)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn a_used_directory_and_a_bad_name_are_refused_and_nothing_is_written() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("new");
        let error = make(&dir, &args(&dir, "mean")).unwrap_err().to_string();
        assert!(
            error.contains("two digits") && error.contains("01_basics/01_mean"),
            "{error}"
        );
        assert!(!dir.exists());
        fs::write(place.path().join("mine.txt"), "mine").unwrap();
        let error = make(place.path(), &args(place.path(), "01_a/01_b"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("is not empty") && error.contains("`runner dev init DIR`"),
            "{error}"
        );
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }
}
