//! `runner update`: a course of an older version becomes that of the program, and nothing of the learner's is lost.

use std::{fs, path::Path};

use crate::support::Course;

const UNTOUCHED: &str = "exercises/untouched.txt";

fn read(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The older version: one exercise less, one more, two with another text. What the learner did with it is in the files.
fn age(root: &Path) {
    let write =
        |file: &str, text: &str| fs::write(root.join(file), text).expect("it can be written");
    let archive = read(root, UNTOUCHED);
    let mark = "\n=====> exercises/01_arrays/";
    let text_of = |name: &str| {
        let head = format!("{mark}{name}.rs\n");
        let (_, rest) = archive.split_once(&head).expect("it is there");
        rest.split("\n=====> ")
            .next()
            .expect("there is a first")
            .to_owned()
    };
    let names: Vec<String> = archive
        .split(mark)
        .skip(1)
        .map(|entry| {
            entry
                .split(".rs")
                .next()
                .expect("there is a first")
                .to_owned()
        })
        .collect();
    let [added, replaced, edited, ..] = names.as_slice() else {
        panic!("the level has three exercises")
    };
    let added_text = text_of(added);
    let mut old = archive.replacen(&format!("{mark}{added}.rs\n{added_text}"), "", 1);
    fs::remove_file(root.join(format!("exercises/01_arrays/{added}.rs"))).expect("it is there");
    for name in [replaced, edited] {
        let head = format!("{mark}{name}.rs\n");
        old = old.replacen(&head, &format!("{head}// as it was\n"), 1);
        let text = format!("// as it was\n{}", text_of(name));
        write(&format!("exercises/01_arrays/{name}.rs"), &text);
    }
    write(&format!("exercises/01_arrays/{edited}.rs"), "// mine\n");
    old.push_str(&format!("{mark}99_gone.rs\n// gone\n"));
    write("exercises/01_arrays/99_gone.rs", "// gone, and mine\n");
    write("exercises/01_arrays/notes.txt", "my own notes\n");
    write(UNTOUCHED, &old);
    write("README.md", "my own page\n");
    write(".vscode/settings.json", "{}\n");
    let edited = format!("version = 1\ncurrent = \"01_arrays/{edited}\"\n");
    fs::create_dir_all(root.join(".runner")).expect("it can be made");
    write(".runner/progress.toml", &edited);
}

#[test]
fn an_older_course_comes_up_to_date_and_nothing_is_lost() {
    let place = Course::new();
    let home = place.beside("home");
    for name in ["old", "new"] {
        let mut init = place.command(&format!("init {name}"));
        assert_eq!(place.finish(init.current_dir(&home)).code, 0);
    }
    let (old, new) = (home.join("old"), home.join("new"));
    age(&old);
    let runner = |args: &str| place.finish(place.command(args).current_dir(&old));

    let before = read(&old, UNTOUCHED);
    let plan = runner("update --dry-run");
    assert_eq!(plan.code, 0, "{}", plan.stderr);
    assert!(
        plan.stdout.contains("nothing was changed"),
        "{}",
        plan.stdout
    );
    assert!(read(&old, UNTOUCHED) == before && !old.join(".runner/archive").exists());

    let done = runner("update");
    assert_eq!(done.code, 0, "{}", done.stderr);
    for (word, count) in [
        ("new  ", 1),
        ("replaced  ", 1),
        ("kept  ", 1),
        ("archived  ", 1),
    ] {
        assert_eq!(
            done.stdout.matches(word).count(),
            count,
            "{word}: {}",
            done.stdout
        );
    }
    let line = done
        .stdout
        .lines()
        .find(|line| line.starts_with("kept"))
        .expect("it is told");
    let kept = line.split_whitespace().nth(1).expect("a path");
    assert_eq!(read(&old, kept), "// mine\n");
    assert_eq!(
        read(&old, &kept.replace(".rs", ".new.rs")),
        read(&new, kept)
    );
    assert_eq!(
        read(&old, ".runner/archive/1/exercises/01_arrays/99_gone.rs"),
        "// gone, and mine\n"
    );
    assert_eq!(read(&old, ".runner/archive/1/README.md"), "my own page\n");
    assert_eq!(
        read(&old, "exercises/01_arrays/notes.txt"),
        "my own notes\n"
    );
    assert_eq!(read(&old, ".vscode/settings.json"), "{}\n");
    assert_eq!(read(&old, UNTOUCHED), read(&new, UNTOUCHED));
    assert!(read(&old, ".runner/progress.toml").contains("01_arrays/"));
    // Every other exercise is that of a fresh course.
    for path in read(&new, UNTOUCHED).split("\n=====> ").skip(1) {
        let path = path.lines().next().expect("a path");
        if path != kept {
            assert_eq!(read(&old, path), read(&new, path), "{path}");
        }
    }
    let again = runner("update");
    assert_eq!(
        again.stdout,
        "the course is that of this runner already; nothing to do\n"
    );
}

#[test]
fn a_repository_and_another_course_are_refused() {
    let other = Course::two();
    let refused = other.runner("update");
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("it is another course"),
        "{}",
        refused.stderr
    );
    fs::create_dir(other.path(".git")).expect("it can be made");
    let refused = other.runner("update");
    assert!(
        refused.stderr.contains("it is a git repository"),
        "{}",
        refused.stderr
    );
}
