//! Other people's courses: what they may not do, and how it is told.

use std::{fs, path::PathBuf};

use crate::support::{Course, Done, ONE, matches};

const FILE: &str = "exercises/01_numbers/01_one.rs";

/// `list`, with this `info.toml` instead of its own.
fn list_with(info: &str) -> Done {
    let course = Course::one();
    course.write("info.toml", info);
    course.runner("list")
}

#[track_caller]
fn no_control_characters(text: &str) {
    let steering = text.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(steering, None, "{text:?}");
}

// ---- ways out ------------------------------------------------------------------------------------

/// `e2e/broken.rs` has the ways with `..`; these are the others that a name may try.
#[test]
fn a_name_is_no_path() {
    for name in [
        "/etc/passwd",
        "a/b",
        "a\\\\b",
        "C:a",
        ".",
        "..",
        "~",
        "a\\u0000b",
        "",
    ] {
        let done = list_with(&format!(
            "format_version = 1\n[[exercises]]\nname = \"{name}\"\n"
        ));
        done.is(
            2,
            "",
            "\
error: info.toml has 1 problem
caused by: info.toml:3: the exercise name `[..]` must be 1 to 64 letters, [..]
help: correct info.toml; nothing was changed
",
        );
        let alias =
            format!("format_version = 1\n[[exercises]]\nname = \"a\"\naliases = [\"{name}/x\"]\n");
        assert_eq!(list_with(&alias).code, 2, "{alias}");
    }
}

/// Wherever a symbolic link leads out of the course, no command reads or writes behind it.
#[cfg(unix)]
#[test]
fn links_out_of_the_course_are_refused() {
    const SECRET: &str = "secret = 'of somebody else'\n";
    let places = [
        ("info.toml", "file"),
        ("exercises", "dir"),
        ("exercises/01_numbers", "dir"),
        (FILE, "file"),
        ("exercises/untouched.txt", "file"),
        ("solutions", "dir"),
        ("solutions/01_numbers", "dir"),
        ("solutions/01_numbers/01_one.rs", "file"),
        (".runner", "dir"),
        (".runner/progress.toml", "file"),
        (".runner/progress.lock", "file"),
        (".runner/watch.lock", "file"),
        (".runner/progress.lock", "nothing"),
        (".runner/backups", "dir"),
        (".runner/backups/01_numbers/01_one", "dir"),
        (".runner/cache/verdicts", "dir"),
    ];
    for (place, target) in places {
        let course = Course::one();
        let outside = course.beside("outside");
        fs::create_dir_all(outside.join("01_numbers")).unwrap();
        fs::write(outside.join("file"), SECRET).unwrap();
        for file in ["01_one.rs", "01_numbers/01_one.rs"] {
            fs::write(outside.join(file), SECRET).unwrap();
        }
        let link = course.path(place);
        if link.is_dir() {
            fs::remove_dir_all(&link).unwrap();
        } else if link.exists() {
            fs::remove_file(&link).unwrap();
        }
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        let target = match target {
            "dir" => outside.clone(),
            name => outside.join(name),
        };
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let before = files_of(&outside);
        for args in [
            "list",
            "hint",
            "reset one",
            "run",
            "check",
            "solution --yes",
            "watch",
        ] {
            let done = course.runner(args);
            assert_eq!(done.code, 2, "{place}: {args}: {done:?}");
            assert_eq!(done.stdout, "", "{place}: {args}");
            assert!(
                matches(
                    "error: the course leads out of its own directory\ncaused by: [..] is a link to [..]/outside[..]\nhelp: [..]\n",
                    &done.stderr
                ),
                "{place}: {args}: {done:?}"
            );
            assert!(
                done.stderr.contains(&format!("{place} is a link")),
                "{done:?}"
            );
            assert_eq!(files_of(&outside), before, "{place}: {args}");
        }
    }
}

#[cfg(unix)]
fn files_of(dir: &std::path::Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut all = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path.clone());
            }
            all.push((path.clone(), fs::read(&path).ok()));
        }
    }
    all.sort();
    all
}

/// The entry of `info.toml` that names the file is told, too; and a link that stays inside is nobody's concern.
#[cfg(unix)]
#[test]
fn a_link_is_told_with_its_line_and_one_inside_is_fine() {
    let course = Course::one();
    course.write("exercises/kept.rs", ONE);
    course.remove(FILE);
    let link = course.path(FILE);
    std::os::unix::fs::symlink("../kept.rs", &link).unwrap();
    assert_eq!(course.runner("list").code, 0);
    course.remove(FILE);
    std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
    course.runner("list").is(
        2,
        "",
        "\
error: the course leads out of its own directory
caused by: info.toml:9: exercises/01_numbers/01_one.rs is a link to /etc/passwd
help: put the files themselves there: nothing outside the course is read or written
",
    );
}

/// A watch session looks at the course's directories, and not at the disk behind a link that lies in one of them.
#[cfg(target_os = "linux")]
#[test]
fn the_watch_does_not_follow_links() {
    let course = Course::one();
    let outside = course.beside("outside");
    for number in 0..100 {
        fs::create_dir_all(outside.join(number.to_string())).unwrap();
    }
    std::os::unix::fs::symlink(&outside, course.path("exercises/01_numbers/data")).unwrap();
    let mut session = crate::support::Running::start(&course, "watch");
    session.says("still to write", 1);
    let infos = fs::read_dir(format!("/proc/{}/fdinfo", session.child.id())).unwrap();
    let watched: usize = infos
        .flatten()
        .filter_map(|info| fs::read_to_string(info.path()).ok())
        .map(|text| text.matches("inotify wd:").count())
        .sum();
    assert!(
        (2..50).contains(&watched),
        "{watched} directories are watched"
    );
}

// ---- texts ---------------------------------------------------------------------------------------

#[test]
fn texts_that_would_steer_the_terminal_are_refused() {
    const STEER: &str = "\\u001b[2Jgone\\u0007";
    let exercise =
        |keys: &str| format!("format_version = 1\n\n[[exercises]]\nname = \"a\"\n{keys}\n");
    let level = |keys: &str| {
        format!(
            "format_version = 1\n\n[[levels]]\ndir = \"b\"\n{keys}\n\n[[exercises]]\nname = \"a\"\ndir = \"b\"\n"
        )
    };
    let files = [
        (exercise(&format!("title = \"{STEER}\"")), 5),
        (exercise(&format!("hint = \"{STEER}\"")), 5),
        (exercise(&format!("hints = [\"fine\",\n\"{STEER}\"]")), 6),
        (exercise(&format!("learned = [\"{STEER}\"]")), 5),
        (exercise(&format!("topics = [\"{STEER}\"]")), 5),
        (exercise(&format!("fails_with = \"{STEER}\"")), 5),
        (exercise(&format!("kind = \"{STEER}\"")), 5),
        (exercise(&format!("aliases = [\"{STEER}\"]")), 5),
        (exercise(&format!("\"{STEER}\" = 1")), 5),
        (exercise("title = \"over\\rwritten\""), 5),
        (exercise("title = \"\\u009b2J\""), 5),
        (level(&format!("title = \"{STEER}\"")), 5),
        (level(&format!("summary = \"{STEER}\"")), 5),
        (level(&format!("needs = [\"{STEER}\"]")), 5),
        (format!("format_version = 1\ntitle = \"{STEER}\"\n"), 2),
        (
            format!("format_version = 1\nwelcome_message = \"{STEER}\"\n"),
            2,
        ),
        (
            format!("format_version = 1\nfinal_message = \"{STEER}\"\n"),
            2,
        ),
        (
            format!(
                "format_version = 1\n[[exercises]]\nname = \"a\"\n[[exercises]]\nname = \"{STEER}\"\n[[exercises]]\nname = \"{STEER}\"\n"
            ),
            5,
        ),
    ];
    for (info, line) in files {
        let done = list_with(&info);
        assert_eq!(
            (done.code, done.stdout.as_str()),
            (2, ""),
            "{info}\n{done:?}"
        );
        no_control_characters(&done.stderr);
        let at = format!("caused by: info.toml:{line}: ");
        assert!(done.stderr.contains(&at), "{info}\n{}", done.stderr);
        assert!(
            done.stderr
                .ends_with("help: correct info.toml; nothing was changed\n")
        );
    }
}

/// `run` and `check` do the same for what a program prints (`e2e/run.rs`).
#[test]
fn a_solution_cannot_steer_the_terminal() {
    let course = Course::one();
    course.write(FILE, "// mine \x1b[2J\r\nfn main() {}\r\n");
    course.write(
        "solutions/01_numbers/01_one.rs",
        "// \x1b]0;title\x07 \x1b[2J\nfn main() {}\n",
    );
    let done = course.runner("solution --yes");
    assert_eq!(done.code, 0);
    no_control_characters(&done.stdout);
}

#[test]
fn a_huge_text_is_refused_with_its_line() {
    let huge = "hint ".repeat(2 << 20);
    let started = format!("format_version = 1\n\n[[exercises]]\nname = \"a\"\nhint = \"{huge}\"\n");
    list_with(&started).is(
        2,
        "",
        "\
error: info.toml has 1 problem
caused by: info.toml:5: a text of 10485760 bytes, the longest that is shown has 65536
help: correct info.toml; nothing was changed
",
    );
    // Where it is a name, a key or a level's: said in a line.
    for keys in [
        format!("name = \"{huge}\"\ndir = \"{huge}\"\n"),
        format!("name = \"a\"\n\"{huge}\" = 1\n"),
        format!("name = \"a\"\nkind = \"{huge}\"\n"),
    ] {
        let done = list_with(&format!(
            "format_version = 1\n[[levels]]\ndir = \"a\"\n[[exercises]]\n{keys}"
        ));
        assert_eq!(done.code, 2);
        assert!(done.stderr.len() < 3000, "{} bytes", done.stderr.len());
    }
}

#[test]
fn levels_that_need_each_other_are_refused() {
    let info = "\
format_version = 1

[[levels]]
dir = \"01_a\"
needs = [\"03_c\"]

[[levels]]
dir = \"02_b\"
needs = [\"01_a\"]

[[levels]]
dir = \"03_c\"
needs = [
    \"02_b\",
]

[[exercises]]
name = \"x\"
dir = \"01_a\"
";
    list_with(info).is(
        2,
        "",
        "\
error: info.toml has 1 problem
caused by: info.toml:9: level `01_a` could never be begun, for it needs itself: 01_a needs 03_c needs 02_b needs 01_a
help: correct info.toml; nothing was changed
",
    );
    list_with(&info.replace("[\"03_c\"]", "[\"01_a\"]")).is(
        2,
        "",
        "\
error: info.toml has 1 problem
caused by: info.toml:5: level `01_a` could never be begun, for it needs itself: 01_a needs 01_a
help: correct info.toml; nothing was changed
",
    );
}

// ---- sizes ---------------------------------------------------------------------------------------

/// Whatever is done for each entry of a course takes the same time for each: a course of this size opens within the
/// patience of these tests, and with one search through all others for each entry it would not.
#[test]
fn a_hundred_thousand_exercises() {
    const MANY: usize = 100_000;
    let wide: String = (0..MANY)
        .map(|n| format!("[[exercises]]\nname = \"e{n}\"\n"))
        .collect();
    // In rustlings' form each directory is a level.
    let levels: String = (0..MANY)
        .map(|n| format!("[[exercises]]\nname = \"e\"\ndir = \"d{n}\"\n"))
        .collect();
    // Each level needs the one before.
    let chain: String = (0..MANY)
        .map(|n| {
            format!(
                "[[levels]]\ndir = \"d{n}\"\nneeds = [\"d{}\"]\n",
                n.saturating_sub(1).max(1)
            )
        })
        .map(|level| level.replace("dir = \"d0\"\nneeds = [\"d1\"]", "dir = \"d0\""))
        .map(|level| level.replace("dir = \"d1\"\nneeds = [\"d1\"]", "dir = \"d1\""))
        .collect::<String>()
        + "[[exercises]]\nname = \"e\"\ndir = \"d0\"\n";
    for (what, entries) in [
        ("one level", wide),
        ("a level each", levels),
        ("a chain", chain),
    ] {
        let course = Course::one();
        course.write("info.toml", format!("format_version = 1\n{entries}"));
        for args in ["list", "hint", "list --json"] {
            let done = course.runner(args);
            assert_eq!((done.code, done.stderr.as_str()), (0, ""), "{what}: {args}");
        }
    }
}

/// The same where each entry is wrong; the first problems are told, with the number of the others.
#[test]
fn a_hundred_thousand_problems() {
    let entries: String = (0..100_000)
        .map(|n| {
            format!(
                "[[levels]]\ndir = \"l{n}\"\n[[exercises]]\nname = \"../{n}\"\ndir = \"k{n}\"\n"
            )
        })
        .collect();
    let done = list_with(&format!("format_version = 1\n{entries}"));
    assert_eq!(done.code, 2);
    let lines: Vec<_> = done.stderr.lines().collect();
    assert_eq!(lines.len(), 23, "{}", done.stderr);
    assert_eq!(lines[0], "error: info.toml has 200000 problems");
    assert_eq!(lines[21], "caused by: 199980 more");
}
