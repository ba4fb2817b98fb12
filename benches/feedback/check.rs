//! `runner check` beside `rustlings check-all`, on all exercises of rustlings itself.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitStatus,
    time::Instant,
};

use super::{
    course::{copy, copy_tree, rustlings_state, write},
    process::Programs,
    screen::Screen,
    table::Line,
    watch::Side,
};

const VERSION: &str = "6.5.0";

pub(crate) fn measure(dir: &Path, programs: &Programs, times: usize) {
    let published = published();
    let courses = [
        (Side::Runner, dir.join("check-runner")),
        (Side::Rustlings, dir.join("check-rustlings")),
    ];
    for (_, course) in &courses {
        // From an earlier run: the first row starts from nothing.
        let _ = fs::remove_dir_all(course);
        unpack(&published, course);
        rustlings_state(course, "intro1");
    }
    let number = files(&courses[0].1.join("exercises")).len();
    let row = |what: &str| Line::new(format!("`check` of rustlings' {number}, {what}"));

    let mut cold = row("untouched, the first time");
    let mut edited = row("all edited and right");
    let mut unchanged = row("nothing changed");
    for (which, course) in &courses {
        cold.side(*which).push(time(*which, programs, course).0);
    }
    cold.print();
    // The first round brings the solutions, which are another program each.
    for round in 0..=times {
        for (which, course) in in_turn(&courses, round) {
            solve(course, round);
            let (took, status) = time(*which, programs, course);
            let (again, _) = time(*which, programs, course);
            if !status.success() {
                eprintln!("not all solutions passed in {}", course.display());
            }
            if round > 0 {
                edited.side(*which).push(took);
                unchanged.side(*which).push(again);
            }
        }
    }
    for line in [edited, unchanged] {
        line.print();
    }
}

fn in_turn(courses: &[(Side, PathBuf); 2], round: usize) -> [&(Side, PathBuf); 2] {
    let [a, b] = courses;
    if round.is_multiple_of(2) {
        [a, b]
    } else {
        [b, a]
    }
}

/// Seconds, and how it ended. In a terminal, which rustlings insists on.
fn time(side: Side, programs: &Programs, course: &Path) -> (f64, ExitStatus) {
    let command = match side {
        Side::Runner => programs.runner(course, &["check"]),
        Side::Rustlings => programs.rustlings(course, &["check-all"]),
    };
    let start = Instant::now();
    let (end, status) = Screen::start(command).ended();
    ((end - start).as_secs_f64(), status)
}

/// Every exercise becomes its solution, moved down by a line that no earlier round had.
fn solve(course: &Path, round: usize) {
    for solution in files(&course.join("solutions")) {
        let text = fs::read_to_string(&solution).expect("it can be read");
        let inside = solution
            .strip_prefix(course.join("solutions"))
            .expect("found there");
        let moved = format!("// Round {round}.{}", "\n".repeat(round + 1));
        write(&course.join("exercises").join(inside), &(moved + &text));
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Where rustlings' exercises are.
fn published() -> PathBuf {
    if let Some(course) = std::env::var_os("RUSTLINGS_COURSE") {
        return course.into();
    }
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let sources = home
        .expect("there is a home directory")
        .join("registry/src");
    let registries = fs::read_dir(&sources).into_iter().flatten().flatten();
    let mut unpacked =
        registries.map(|registry| registry.path().join(format!("rustlings-{VERSION}")));
    unpacked
        .find(|package| package.exists())
        .unwrap_or_else(|| {
            panic!(
                "no rustlings-{VERSION} in {}: set RUSTLINGS_COURSE",
                sources.display()
            )
        })
}

/// Makes a course of one's own of the package, or copies what is one already.
fn unpack(published: &Path, course: &Path) {
    for tree in ["exercises", "solutions"] {
        copy_tree(&published.join(tree), &course.join(tree));
    }
    if published.join("info.toml").exists() {
        for file in ["info.toml", "Cargo.toml"] {
            copy(&published.join(file), &course.join(file));
        }
        return;
    }
    // The list is in the package of its macros; the manifest is meant for a directory further down.
    let macros = published.with_file_name(format!("rustlings-macros-{VERSION}"));
    copy(&macros.join("info.toml"), &course.join("info.toml"));
    let manifest =
        fs::read_to_string(published.join("dev-Cargo.toml")).expect("the package has it");
    write(&course.join("Cargo.toml"), &manifest.replace("\"../", "\""));
}
