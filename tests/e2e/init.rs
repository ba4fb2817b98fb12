//! `runner init`: the course that is inside the program, in a directory of the learner's own.

use std::fs;

use crate::support::Course;

#[test]
fn a_fresh_course_is_complete() {
    let place = Course::new();
    let mut init = place.command("init my-course");
    place.finish(init.current_dir(place.beside("home"))).is(
        0,
        "\
The course is in my-course.

    cd my-course
    runner watch

Open the folder in your editor beside it; the first check compiles the crates once.
",
        "",
    );
    let root = place.beside("home").join("my-course");
    for file in [
        "info.toml",
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        ".gitignore",
        ".vscode/settings.json",
    ] {
        assert!(root.join(file).is_file(), "{file}");
    }

    let mut list = place.command("list --json");
    let list = place.finish(list.current_dir(root.join("exercises")));
    assert_eq!((list.code, list.stderr.as_str()), (0, ""));
    let roadmap: serde_json::Value = serde_json::from_str(&list.stdout).expect("it is JSON");
    let exercises = roadmap["exercises"].as_array().expect("a list");
    assert!(exercises.len() >= 10, "{} exercises", exercises.len());
    for exercise in exercises {
        let path = exercise["path"].as_str().expect("a path");
        assert!(root.join(path).is_file(), "{path}");
        let solution = path.replacen("exercises/", "solutions/", 1);
        assert!(root.join(&solution).is_file(), "{solution}");
        assert_ne!(
            fs::read(root.join(path)).unwrap(),
            fs::read(root.join(solution)).unwrap(),
            "{path} is not solved"
        );
    }

    // Cargo's own word on the manifests, without the network and without the registry.
    let mut metadata = place.cargo("metadata --offline --no-deps --format-version 1");
    let metadata = place.finish(metadata.current_dir(&root));
    assert_eq!(metadata.code, 0, "{}", metadata.stderr);
    let workspace: serde_json::Value = serde_json::from_str(&metadata.stdout).expect("it is JSON");
    let packages = workspace["packages"].as_array().expect("a list");
    let targets = |kind: &str| -> Vec<String> {
        let all = packages
            .iter()
            .flat_map(|package| package["targets"].as_array().expect("a list"));
        all.filter(|target| target["kind"][0] == kind)
            .map(|target| target["src_path"].to_string())
            .collect()
    };
    assert!(packages.iter().any(|package| package["name"] == "kit"));
    assert!(
        !packages.iter().any(|package| package["name"] == "runner"),
        "the learner needs no runner's sources"
    );
    assert_eq!(
        targets("bin").len(),
        exercises.len(),
        "a binary for each exercise"
    );
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let course = Course::one();
    let before = course.snapshot();
    course.runner("init .").is(
        2,
        "",
        "\
error: . is not empty
help: it is a course already: `runner watch` goes on in it; name another directory for a second one
",
    );
    course.runner("init exercises").is(
        2,
        "",
        "error: exercises is not empty\nhelp: name a directory that is empty or does not exist yet: `runner init DIR`\n",
    );
    course.runner("init info.toml").is(
        2,
        "",
        "\
error: cannot write a course to info.toml
caused by: Not a directory (os error 20)
help: name a directory that does not exist yet: `runner init DIR`
",
    );
    assert_eq!(course.snapshot(), before);
}

#[test]
fn an_empty_directory_and_the_usual_name_will_do() {
    let place = Course::new();
    let home = place.beside("home");
    fs::create_dir(home.join("empty")).unwrap();
    let mut init = place.command("init");
    let done = place.finish(init.current_dir(home.join("empty")));
    done.is(0, "The course is in ml-course.\n[...]\n", "");
    assert!(home.join("empty/ml-course/info.toml").is_file());
    fs::create_dir(home.join("other")).unwrap();
    let mut init = place.command("init .");
    assert_eq!(place.finish(init.current_dir(home.join("other"))).code, 0);
    assert!(home.join("other/info.toml").is_file());
}
