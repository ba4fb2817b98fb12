//! `runner dev new`: an exercise to start from, with everything that belongs to one; a new level too.

use std::path::{Path, PathBuf};

use super::{info, template, update};
use crate::{
    Outcome,
    catalog::{Catalog, Form, INFO, words},
    cli::DevNew,
    error::{Context, Error, Result, read_text},
    files,
    session::{Session, print},
};

pub(crate) fn new(session: &Session, args: &DevNew) -> Result<Outcome> {
    for line in make(&session.catalog, args)? {
        print(&format!("{line}\n"))?;
    }
    print(&to_do(&args.id))?;
    Ok(Outcome::Fine)
}

/// Makes the exercise; returns a line for each file that was made or changed. On an error nothing was.
fn make(catalog: &Catalog, args: &DevNew) -> Result<Vec<String>> {
    let (level, name) = parts(catalog, &args.id)?;
    let needs = needs(catalog, level, args)?;
    let plan = Plan::of(catalog, level, name, &needs)?;
    // What info.toml says then must be a course.
    let updated = Catalog::parse(catalog.root(), &plan.info)?;
    plan.refuse_to_overwrite(catalog)?;

    let mut done = Vec::new();
    for (path, text) in &plan.made {
        write(catalog, path, text)?;
        done.push(format!("made    {}", catalog.shown(path)));
    }
    for (path, text) in &plan.changed {
        write(catalog, path, text)?;
        done.push(format!("changed {}", catalog.shown(path)));
    }
    write(catalog, &catalog.root().join(INFO), &plan.info)?;
    done.push(format!("changed {INFO}"));
    done.extend(
        update::write_derived(&updated)?
            .into_iter()
            .map(|line| format!("wrote   {line}")),
    );
    Ok(done)
}

fn write(catalog: &Catalog, path: &Path, text: &str) -> Result<()> {
    files::write_atomically(path, text.as_bytes())
        .context(|| format!("cannot write {}", catalog.shown(path)))
}

/// Level and file of `LEVEL/FILE`, both of the form `NN_name`.
fn parts<'a>(catalog: &Catalog, id: &'a str) -> Result<(&'a str, &'a str)> {
    let cannot = || Error::new(format!("cannot make the exercise `{}`", id.escape_debug()));
    if catalog.form() == Form::Rustlings {
        return Err(cannot()
            .caused_by(format!("{INFO} has no [[levels]]: the course has rustlings' form"))
            .help("add a file to exercises/, an entry to info.toml and one to the `bin` list of Cargo.toml by hand"));
    }
    let (level, name) = numbered(id, "04_regression/14_splines")?;
    if catalog
        .exercises()
        .iter()
        .any(|exercise| exercise.id == format!("{level}/{name}"))
    {
        return Err(cannot()
            .caused_by(format!("{INFO} has it already"))
            .help("choose another name"));
    }
    Ok((level, name))
}

/// Level and file of `LEVEL/FILE`, both of the form `NN_name`, as in `example`.
pub(super) fn numbered<'a>(id: &'a str, example: &str) -> Result<(&'a str, &'a str)> {
    let (level, name) = id
        .trim_end_matches(".rs")
        .split_once('/')
        .unwrap_or_default();
    if is_numbered(level) && is_numbered(name) {
        return Ok((level, name));
    }
    Err(
        Error::new(format!("cannot make the exercise `{}`", id.escape_debug()))
            .caused_by("a level and a file are named by two digits, `_`, and lower-case letters, digits or `_`")
            .help(format!("LEVEL/FILE, as in {example}")),
    )
}

/// What a new level needs: the levels asked for, or the last one.
fn needs(catalog: &Catalog, level: &str, args: &DevNew) -> Result<Vec<String>> {
    let is_new = catalog.levels().iter().all(|known| known.dir != level);
    match &args.needs {
        Some(_) if !is_new => Err(
            Error::new(format!("cannot change what level {level} needs"))
                .caused_by("the level is there already")
                .help(format!(
                    "edit `needs` of its entry in {INFO}; nothing was written"
                )),
        ),
        Some(names) => names
            .iter()
            .filter(|name| !name.is_empty())
            .map(|name| Ok(catalog.levels()[catalog.expect_level(name)?].dir.clone()))
            .collect(),
        None if is_new => Ok(catalog
            .levels()
            .last()
            .map(|last| last.dir.clone())
            .into_iter()
            .collect()),
        None => Ok(Vec::new()),
    }
}

fn is_numbered(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.split_once('_').is_some_and(|(number, rest)| {
        number.len() == 2
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !rest.is_empty()
            && rest.chars().all(plain)
    })
}

/// All that is to be written, before anything is.
struct Plan {
    /// Files that must not exist yet.
    made: Vec<(PathBuf, String)>,
    changed: Vec<(PathBuf, String)>,
    info: String,
}

impl Plan {
    fn of(catalog: &Catalog, level: &str, name: &str, needs: &[String]) -> Result<Self> {
        let title = words(name);
        let file = |tree: PathBuf| tree.join(level).join(format!("{name}.rs"));
        let mut plan = Self {
            made: vec![
                (file(catalog.exercises_dir()), template::exercise(&title)),
                (file(catalog.solutions_dir()), template::solution(&title)),
            ],
            changed: Vec::new(),
            info: read_text(&catalog.root().join(INFO), INFO)?,
        };
        let place = catalog.levels().iter().position(|known| known.dir == level);
        if place.is_none() {
            plan.info = info::with_level(
                &plan.info,
                &template::level_info(level, &words(level), needs),
            )?;
        }
        let before: Vec<&str> = catalog
            .levels()
            .iter()
            .take(place.unwrap_or(usize::MAX))
            .map(|level| level.dir.as_str())
            .collect();
        plan.info = info::with_exercise(
            &plan.info,
            level,
            &before,
            &template::info(level, name, &title),
        )?;

        let dir = catalog.exercises_dir().join(level);
        let (manifest, page) = (dir.join("Cargo.toml"), dir.join("README.md"));
        if !manifest.is_file() {
            plan.made.push((manifest, level_manifest(catalog, level)?));
        }
        plan.add(
            catalog,
            page,
            || template::page(level, &words(level)),
            |page| template::with_row(page, name, &title),
        )?;
        let wrong = catalog.wrong_dir().join(format!("{level}.toml"));
        plan.add(catalog, wrong, String::new, |entries| {
            let gap = if entries.is_empty() { "" } else { "\n" };
            format!("{entries}{gap}{}", template::near_misses(name))
        })?;
        Ok(plan)
    }

    /// A file that is altered, or made of `fresh` if there is none.
    fn add(
        &mut self,
        catalog: &Catalog,
        path: PathBuf,
        fresh: impl FnOnce() -> String,
        alter: impl FnOnce(&str) -> String,
    ) -> Result<()> {
        if path.is_file() {
            let text = alter(&read_text(&path, &catalog.shown(&path))?);
            self.changed.push((path, text));
        } else {
            self.made.push((path, alter(&fresh())));
        }
        Ok(())
    }

    fn refuse_to_overwrite(&self, catalog: &Catalog) -> Result<()> {
        match self.made.iter().find(|(path, _)| path.exists()) {
            None => Ok(()),
            Some((path, _)) => Err(Error::new(format!("cannot make {}", catalog.shown(path)))
                .caused_by("there is such a file already")
                .help(format!(
                    "move it away, or list it in {INFO}; nothing was written"
                ))),
        }
    }
}

/// After the shape of the last level that has a package.
fn level_manifest(catalog: &Catalog, level: &str) -> Result<String> {
    let other = (0..catalog.levels().len()).rfind(|&other| catalog.level_manifest(other).is_file());
    let other = match other {
        Some(other) => {
            let path = catalog.level_manifest(other);
            Some((
                catalog.levels()[other].dir.as_str(),
                read_text(&path, &catalog.shown(&path))?,
            ))
        }
        None => None,
    };
    Ok(template::manifest(
        level,
        other.as_ref().map(|(dir, text)| (*dir, text.as_str())),
    ))
}

/// What is left to the author.
pub(super) fn to_do(id: &str) -> String {
    format!(
        "
Now replace what the template says, in this order:
  solution   solutions/{id}.rs: header, given code, `main`, tests; two to four lines of comment in each hole
  exercise   exercises/{id}.rs: the same with a TODO and a `todo!` for each hole
  mistakes   tests/wrong/: at least two near-miss answers, each with the test that rejects it
  entry      {INFO}: title, difficulty, topics, fails_with, hints, learned
  page       exercises/LEVEL/README.md: the row of the exercise
Then `runner dev update` and `runner dev check {id}`.
"
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::dev::{course::Course, rules};

    const INFO_TEXT: &str = "# The course.\nformat_version = 1\n\n[[levels]]\ndir = \"01_a\"\n\n[[exercises]]\nname = \"01_x\"\ndir = \"01_a\"\ndifficulty = 1\nlearned = [\"a\", \"b\", \"c\"]\nhints = [\"a\", \"b\", \"c\"]\n\n# The end.\n";

    fn args(id: &str) -> DevNew {
        DevNew {
            id: id.to_owned(),
            needs: None,
        }
    }

    fn course() -> (tempfile::TempDir, Catalog) {
        let dir = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(INFO, INFO_TEXT);
        write(
            "exercises/01_a/Cargo.toml",
            "[package]\nname = \"level_01_a\"\n",
        );
        write(
            "exercises/01_a/README.md",
            "# A\n\n| file |\n|---|\n| `01_x.rs` |\n",
        );
        write("exercises/01_a/01_x.rs", &template::exercise("X"));
        write("solutions/01_a/01_x.rs", &template::solution("X"));
        write(
            "tests/wrong/01_a.toml",
            &format!("# mistakes\n{}", template::near_misses("01_x")),
        );
        let catalog = Catalog::open(dir.path()).unwrap();
        (dir, catalog)
    }

    /// All that the rules can say without a compiler.
    fn problems(dir: &tempfile::TempDir) -> Vec<String> {
        let catalog = Catalog::open(dir.path()).unwrap();
        let course = Course::read(&catalog).unwrap();
        rules::without_compiler(&course, &rules::Scope::whole(&course))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_new_exercise_has_all_that_belongs_to_one() {
        let (dir, catalog) = course();
        let done = make(&catalog, &args("01_a/02_y_and_z")).unwrap();
        assert_eq!(
            done,
            [
                "made    exercises/01_a/02_y_and_z.rs",
                "made    solutions/01_a/02_y_and_z.rs",
                "changed exercises/01_a/README.md",
                "changed tests/wrong/01_a.toml",
                "changed info.toml",
                "wrote   exercises/01_a/Cargo.toml: the list of 2 exercises",
                "wrote   exercises/untouched.txt: the untouched text of 2 exercises",
            ]
        );
        assert_eq!(problems(&dir), [""; 0]);
        let info = fs::read_to_string(dir.path().join(INFO)).unwrap();
        let entry = template::info("01_a", "02_y_and_z", "Y and z");
        assert_eq!(
            info,
            INFO_TEXT.replace("\n# The end.", &format!("\n{entry}\n# The end."))
        );
        let mistakes = fs::read_to_string(dir.path().join("tests/wrong/01_a.toml")).unwrap();
        assert!(
            mistakes.starts_with("# mistakes\n[[wrong]]\nexercise = \"01_x\""),
            "{mistakes}"
        );
    }

    #[test]
    fn a_new_level_is_made_with_its_first_exercise() {
        let (dir, catalog) = course();
        make(&catalog, &args("02_b/01_y")).unwrap();
        assert_eq!(problems(&dir), [""; 0]);
        let manifest = fs::read_to_string(dir.path().join("exercises/02_b/Cargo.toml")).unwrap();
        assert!(
            manifest.contains("name = \"level_02_b\"") && manifest.contains("name = \"02_b_01_y\""),
            "{manifest}"
        );
        assert!(dir.path().join("exercises/02_b/README.md").is_file());
    }

    #[test]
    fn nothing_is_overwritten_and_on_an_error_nothing_is_written() {
        let (dir, catalog) = course();
        fs::create_dir_all(dir.path().join("solutions/02_b")).unwrap();
        fs::write(dir.path().join("solutions/02_b/01_y.rs"), "mine").unwrap();
        let error = make(&catalog, &args("02_b/01_y")).unwrap_err().to_string();
        assert!(
            error.starts_with("error: cannot make solutions/02_b/01_y.rs"),
            "{error}"
        );
        assert_eq!(
            fs::read_to_string(dir.path().join(INFO)).unwrap(),
            INFO_TEXT
        );
        assert!(!dir.path().join("exercises/02_b").exists());
        assert_eq!(
            fs::read_to_string(dir.path().join("solutions/02_b/01_y.rs")).unwrap(),
            "mine"
        );
    }

    #[test]
    fn names_that_make_no_exercise_are_refused() {
        let (_dir, catalog) = course();
        for id in [
            "01_x",
            "01_a/x",
            "a/01_x",
            "01_a/01_X",
            "01_a/b/01_x",
            "../01_a/01_x",
            "01_a/01_",
            "",
        ] {
            let error = make(&catalog, &args(id)).unwrap_err().to_string();
            assert!(error.contains("two digits"), "{id}: {error}");
        }
        assert!(
            make(&catalog, &args("01_a/01_x"))
                .unwrap_err()
                .to_string()
                .contains("info.toml has it already")
        );
        let flat = Catalog::parse(
            catalog.root(),
            "format_version = 1\nexercises = [{ name = \"x\" }]",
        )
        .unwrap();
        assert!(
            make(&flat, &args("01_a/02_y"))
                .unwrap_err()
                .to_string()
                .contains("rustlings' form")
        );
    }

    #[test]
    fn a_new_level_needs_the_last_one_or_what_it_is_told_to() {
        let needs = |asked: Option<&[&str]>| {
            let (dir, catalog) = course();
            let args = DevNew {
                needs: asked.map(|names| names.iter().map(|&name| name.to_owned()).collect()),
                ..args("02_b/01_y")
            };
            make(&catalog, &args).map(|_| {
                let catalog = Catalog::open(dir.path()).unwrap();
                catalog.levels()[1].needs.clone()
            })
        };
        assert_eq!(needs(None).unwrap(), ["01_a"]);
        assert_eq!(needs(Some(&["1"])).unwrap(), ["01_a"]);
        assert_eq!(needs(Some(&[""])).unwrap(), [""; 0]);
        assert!(needs(Some(&["07"])).is_err());
        let (_dir, catalog) = course();
        let args = DevNew {
            needs: Some(Vec::new()),
            ..args("01_a/02_y")
        };
        let error = make(&catalog, &args).unwrap_err().to_string();
        assert!(error.contains("edit `needs` of its entry"), "{error}");
    }
}
