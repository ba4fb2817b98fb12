//! Whatever an editor, a file manager or a shared folder does to the file while it is watched.
//!
//! By rename, by delete and create: `e2e/watch_screen.rs` and `src/watch/files.rs`. A file that is gone and comes back:
//! `e2e/watch_lines.rs`. Events that are refused or never come: `src/watch/files.rs`.

use std::{fs, os::unix::fs::symlink, process::Command};

use crate::support::{
    Course, ONE, Running, nothing_runs_in, running_in, signal, solved, until, with_body, wrong,
};

const FILE: &str = "exercises/01_numbers/01_one.rs";

fn saying(message: &str) -> String {
    with_body(ONE, &format!("panic!(\"{message}\")"))
}

fn watched() -> (Course, Running) {
    let course = Course::one();
    let mut session = Running::start(&course, "watch");
    session.says("waiting for a save", 1);
    (course, session)
}

fn ended(session: Running) -> String {
    signal(&session.child, rustix::process::Signal::TERM);
    session.end().stdout
}

/// Only the last of them is judged to its end, and nothing of the others is left.
#[test]
fn twenty_saves_in_a_burst_are_one_verdict() {
    // None of them ends by itself while this test has patience.
    let course = Course::one().key("seconds = 1000");
    let sleeps = |number: u32| {
        with_body(
            ONE,
            &format!(
                "std::thread::sleep(std::time::Duration::from_secs(1000));\n    panic!(\"save {number}\")"
            ),
        )
    };
    course.write(FILE, sleeps(0));
    let mut session = Running::start(&course, "watch");
    until("the first test runs", || {
        let all = running_in(&course);
        all.iter()
            .any(|line| line.contains("--test-threads"))
            .then_some(())
    });
    for number in 1..20 {
        course.write(FILE, sleeps(number));
    }
    course.write(FILE, saying("save 20"));
    session.says("waiting for a save", 1);
    let said = session.stdout();
    assert!(said.contains("save 20"), "{said}");
    assert_eq!(said.matches("01_one: ").count(), 1, "{said}");
    nothing_runs_in(&course);
    assert!(!ended(session).contains("timed_out"));
}

/// An editor that is killed in the middle of a save, or writes slowly.
#[test]
fn half_a_file_and_then_the_rest() {
    let (course, mut session) = watched();
    let text = saying("whole");
    let (first, rest) = text.split_at(text.len() / 2);
    course.write(FILE, first);
    session.says("01_one: does_not_compile", 1);
    let mut file = fs::File::options()
        .append(true)
        .open(course.path(FILE))
        .unwrap();
    std::io::Write::write_all(&mut file, rest.as_bytes()).unwrap();
    drop(file);
    session.says("\n  whole\n", 1);
    // Truncated and left so for longer than a save takes, then written.
    course.write(FILE, "");
    session.says("nothing_checked", 1);
    course.write(FILE, solved(ONE));
    session.says("01_one: passed", 1);
}

#[test]
fn a_touch_is_no_save() {
    let (course, mut session) = watched();
    for seconds in [1, 1_000_000_000, 4_000_000_000] {
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let file = fs::File::options()
            .write(true)
            .open(course.path(FILE))
            .unwrap();
        file.set_modified(time).unwrap();
    }
    fs::set_permissions(
        course.path(FILE),
        std::os::unix::fs::PermissionsExt::from_mode(0o600),
    )
    .unwrap();
    course.write(FILE, saying("saved"));
    session.says("\n  saved\n", 1);
    let said = ended(session);
    assert_eq!(said.matches("01_one: ").count(), 2, "{said}");
}

/// What stands in the file's place is told, left alone, and forgotten when the file is back.
#[test]
fn something_else_in_the_files_place() {
    let (course, mut session) = watched();
    let path = course.path(FILE);
    let beside = course.beside("outside.rs");
    fs::write(&beside, saying("read from outside")).unwrap();

    course.remove(FILE);
    fs::create_dir(&path).unwrap();
    fs::write(path.join("mine.txt"), "kept").unwrap();
    session.says(
        "error: cannot read exercises/01_numbers/01_one.rs\ncaused by: a directory stands in its place\nhelp: move it away",
        1,
    );
    assert_eq!(fs::read_to_string(path.join("mine.txt")).unwrap(), "kept");
    fs::remove_dir_all(&path).unwrap();
    course.write(FILE, saying("back one"));
    session.says("\n  back one\n", 1);

    for (target, round) in [(&beside, 1), (&course.beside("nowhere.rs"), 2)] {
        course.remove(FILE);
        symlink(target, &path).unwrap();
        session.says(
            "error: the course leads out of its own directory\ncaused by: exercises/01_numbers/01_one.rs is a link to ",
            round,
        );
        course.remove(FILE);
        course.write(FILE, saying(&format!("back after {round}")));
        session.says(&format!("\n  back after {round}\n"), 1);
    }
    // A link within the course is as good as a file.
    course.write("exercises/01_numbers/mine.txt", saying("through a link"));
    course.remove(FILE);
    symlink("mine.txt", &path).unwrap();
    session.says("\n  through a link\n", 1);

    let said = ended(session);
    assert!(!said.contains("read from outside"), "{said}");
    assert!(!course.beside("nowhere.rs").exists());
}

#[test]
fn a_name_in_another_case() {
    let (course, mut session) = watched();
    fs::rename(
        course.path(FILE),
        course.path("exercises/01_numbers/01_ONE.rs"),
    )
    .unwrap();
    session.says(
        "caused by: the file is missing; info.toml lists it in line",
        1,
    );
    session.says(
        "help: 01_ONE.rs is there, in another case: rename it to 01_one.rs\n",
        1,
    );
    fs::rename(
        course.path("exercises/01_numbers/01_ONE.rs"),
        course.path(FILE),
    )
    .unwrap();
    session.says("01_one: not_attempted", 2);
}

#[test]
fn other_line_ends_and_a_byte_order_mark() {
    let (course, mut session) = watched();
    let mut count = 0;
    for (text, said) in [
        (saying("first line"), "\n  first line\n"),
        (saying("dos").replace('\n', "\r\n"), "\n  dos\n"),
        (format!("\u{feff}{}", saying("marked")), "\n  marked\n"),
        (
            format!("\u{feff}{}", saying("both").replace('\n', "\r\n")),
            "\n  both\n",
        ),
    ] {
        course.write(FILE, text);
        session.says(said, 1);
        count += 1;
        session.says(
            "First to fail: one_is_one\n  exercises/01_numbers/01_one.rs:2\n",
            count + 1,
        );
    }
    // UTF-16, as Windows' older editors write.
    let utf16: Vec<u8> = "\u{feff}fn main() {}\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    course.write(FILE, utf16);
    session.says(
        "caused by: line 1 is not UTF-8 text\nhelp: save the file with the encoding UTF-8",
        1,
    );
    course.write(
        FILE,
        format!("\u{feff}{}", solved(ONE).replace('\n', "\r\n")),
    );
    session.says("01_one: passed", 1);
}

/// An untouched file whose line ends git has changed has not been attempted.
#[test]
fn an_untouched_file_with_other_line_ends_is_untouched() {
    let course = Course::one();
    for text in [ONE.replace('\n', "\r\n"), format!("\u{feff}{ONE}")] {
        course.write(FILE, text);
        let done = course.runner("run");
        assert!(
            done.stdout.starts_with("01_numbers/01_one: not_attempted"),
            "{done:?}"
        );
    }
}

/// Somebody pastes a data set into the file.
#[test]
fn a_file_of_ten_megabytes() {
    let (course, mut session) = watched();
    let rows: String = (0..550_000)
        .map(|row| format!("// row {row:06} 1.0 2\n"))
        .collect();
    assert!(rows.len() > 10_000_000);
    course.write(FILE, format!("{rows}{}", saying("below the rows")));
    session.says("\n  below the rows\n", 1);
    course.write(FILE, format!("{}{rows}", saying("above the rows")));
    session.says("\n  above the rows\n", 1);
    course.write(FILE, solved(ONE));
    session.says("01_one: passed", 1);
}

/// A shared folder, as a container or a network has it: the file changes and no event comes. Here it is written to by
/// another name that lies where nobody watches.
#[test]
fn saves_that_no_event_tells_of() {
    let course = Course::one();
    let other = course.beside("same-file.rs");
    fs::hard_link(course.path(FILE), &other).unwrap();
    let mut session = Running::start(&course, "watch");
    session.says("waiting for a save", 1);
    fs::write(&other, saying("the first")).unwrap();
    session.says("\n  the first\n", 1);
    session.says(
        "looking for saves once a second, since the file system does not tell of them",
        1,
    );
    fs::write(&other, saying("the second")).unwrap();
    session.says("\n  the second\n", 1);
    fs::write(&other, solved(ONE)).unwrap();
    session.says("01_one: passed", 1);
}

/// The system grants so many watches and no more. Needs a user namespace, where the limit may be lowered.
#[cfg(target_os = "linux")]
#[test]
fn no_watches_left() {
    let course = Course::one();
    let limited = "echo 1 > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"";
    let works = Command::new("unshare")
        .args(["-r", "sh", "-c", limited, "true"])
        .status()
        .is_ok_and(|status| status.success());
    if !works {
        eprintln!(
            "not tested: no user namespace to lower the limit in; src/watch/files.rs has the choice"
        );
        return;
    }
    let runner = course.command("watch");
    let mut command = Command::new("unshare");
    command
        .args(["-r", "sh", "-c", limited])
        .arg(runner.get_program())
        .args(runner.get_args())
        .current_dir(course.root())
        .env_clear()
        .envs(
            runner
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
    let mut session = Running::of(command, &course);
    session.says(
        "looking for saves once a second, since the system's own events are not available",
        1,
    );
    session.says("waiting for a save", 1);
    course.write(FILE, wrong(ONE));
    session.says("01_one: tests_failed", 1);
}
