//! `runner dev new`: an exercise to start from, with everything that belongs to one; a new level too.

mod name;
mod plan;

use std::path::Path;

pub(in crate::dev) use self::name::numbered;
use self::{name::parts, plan::Plan};
use super::update;
use crate::{
    Outcome,
    catalog::{Catalog, INFO},
    cli::DevNew,
    error::{Context, Error, Result},
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
    use crate::dev::{course::Course, rules, template};

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
