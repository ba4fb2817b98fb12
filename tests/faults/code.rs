//! Whatever a learner's code does: it ends, with a verdict, and nothing of it stays but what it wrote in a place of its own.
//!
//! Loops that are silent, print or allocate, deep recursion, `exit(0)`, tests that are gone: `e2e/outcomes.rs`. A flood of
//! output: `e2e/outcomes.rs`. Limits and groups without a course: `src/process/tests.rs`.

use std::{fs, io::Read, process::Stdio};

use crate::support::{
    Course, Done, ONE, PREPARING, matches, nothing_runs_in, solved, wait, with_body,
};

const FILE: &str = "exercises/01_numbers/01_one.rs";

/// Tests of an exercise that has only these.
fn tests(body: &str) -> String {
    format!(
        "fn main() {{}}\n\n#[cfg(test)]\nmod tests {{\n    use std::io::{{Read, Write}};\n\n    #[allow(dead_code)]\n    fn both(mut a: impl Read, mut b: impl Write) {{\n        let _ = (a.read(&mut []), b.flush());\n    }}\n\n{body}\n}}\n"
    )
}

/// An exercise that anything may be written to.
fn course_of(text: &str) -> Course {
    let course = Course::new()
        .level("01_numbers")
        .level_key("title = \"Numbers\"")
        .exercise("01_one", "")
        .key("seconds = 2");
    course.write(FILE, text);
    course
}

fn check_tests(body: &str) -> (Course, Done) {
    let course = course_of(&tests(body));
    let done = course.runner("run");
    (course, done)
}

#[track_caller]
fn begins(done: &Done, text: &str) {
    assert!(
        matches(&format!("{text}[...]\n"), &done.stdout) || matches(text, &done.stdout),
        "{:.2000}\n{:.2000}",
        done.stdout,
        done.stderr
    );
}

// ---- while it runs -------------------------------------------------------------------------------

#[cfg(unix)]
#[test]
fn children_without_end_end_with_their_parent() {
    let body = "    #[test]
    fn starts_others() {
        use std::os::unix::process::CommandExt;
        let name = env!(\"CARGO_MANIFEST_DIR\");
        loop {
            let child = std::process::Command::new(\"sleep\").arg0(name).arg(\"1000\").spawn();
            assert!(child.is_ok());
        }
    }";
    let (course, done) = check_tests(body);
    assert_eq!(done.code, 1, "{done:?}");
    begins(&done, "01_numbers/01_one: [..] ([..] s)\n");
    nothing_runs_in(&course);
}

/// Ways to become a daemon: a session of its own, its streams closed, its parent gone; with the environment and without.
/// Whoever throws that away is known by a limit.
#[cfg(target_os = "linux")]
const DAEMONS: [&str; 2] = ["setsid", "env -i setsid"];

#[cfg(target_os = "linux")]
#[test]
fn a_daemon_ends_with_the_test_that_started_it() {
    let daemon = "    #[test]
    fn starts_a_daemon() {
        let name = env!(\"CARGO_MANIFEST_DIR\");
        let script = \"SETSID sh -c 'sleep 1000; echo \\\"$0\\\"' \\\"$0\\\" </dev/null >/dev/null 2>&1 &\";
        let done = std::process::Command::new(\"sh\").args([\"-c\", script, name]).status();
        assert!(done.is_ok());
        std::thread::sleep(std::time::Duration::from_millis(300));
        END
    }";
    for setsid in DAEMONS {
        for (end, code) in [
            ("", 0),
            ("panic!()", 1),
            ("loop {}", 1),
            ("std::process::abort()", 1),
        ] {
            let daemon = daemon.replace("SETSID", setsid);
            let (course, done) = check_tests(&daemon.replace("END", end));
            assert_eq!(done.code, code, "{end}: {done:?}");
            nothing_runs_in(&course);
        }
    }
}

/// A session that ends takes a daemon of the running test with it.
#[cfg(target_os = "linux")]
#[test]
fn a_daemon_ends_with_the_session() {
    use crate::support::{Running, running_in, signal, until};
    let daemon = "    #[test]
    fn starts_a_daemon() {
        let script = \"SETSID sh -c 'sleep 1000; echo \\\"$0\\\"' \\\"$0\\\" </dev/null >/dev/null 2>&1 &\";
        let name = concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/daemon\");
        let done = std::process::Command::new(\"sh\").args([\"-c\", script, name]).status();
        assert!(done.is_ok());
        loop {
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
    }";
    for setsid in DAEMONS {
        let course = course_of(&tests(&daemon.replace("SETSID", setsid))).key("seconds = 1000");
        course.edit("info.toml", "seconds = 2\n", "");
        let session = Running::start(&course, "watch");
        until("the daemon runs", || {
            let all = running_in(&course);
            all.iter()
                .any(|line| line.starts_with("sh -c sleep"))
                .then_some(())
        });
        signal(&session.child, rustix::process::Signal::TERM);
        assert_eq!(session.end().code, 130);
        nothing_runs_in(&course);
    }
}

#[test]
fn an_abort_names_its_test() {
    let (_, done) = check_tests(
        "    #[test]\n    fn a() {}\n\n    #[test]\n    fn b() {\n        std::process::abort();\n    }",
    );
    assert_eq!(done.code, 1);
    begins(
        &done,
        "01_numbers/01_one: crashed ([..] s)\n\n  [ok] a\n  [--] b\n\nIt was ended by signal 6 in `b`.\n",
    );
}

/// A thread's panic is nobody's until it is joined: the test that does not join it passes, as with cargo.
#[test]
fn a_panic_in_another_thread() {
    let (_, done) = check_tests(
        "    #[test]\n    fn joined() {\n        std::thread::spawn(|| panic!(\"in the thread\")).join().unwrap();\n    }\n\n    #[test]\n    fn not_joined() {\n        let thread = std::thread::spawn(|| panic!(\"unheard\"));\n        while !thread.is_finished() {}\n    }",
    );
    done.is(
        1,
        "01_numbers/01_one: tests_failed ([..] s)\n\n[FAIL] joined\n  [ok] not_joined\n\nFirst to fail: joined\n  exercises/01_numbers/01_one.rs:[..]\n  in the thread\n",
        PREPARING,
    );
}

#[test]
fn a_deadlock_is_stopped() {
    let (course, done) = check_tests(
        "    #[test]\n    fn waits_for_itself() {\n        let lock = std::sync::Mutex::new(0);\n        let first = lock.lock();\n        let second = lock.lock();\n        drop((first, second));\n    }",
    );
    assert_eq!(done.code, 1);
    begins(
        &done,
        "01_numbers/01_one: timed_out ([..] s)\n\n  [--] waits_for_itself\n\nStopped after 2 s: `waits_for_itself` did not finish.\n",
    );
    #[cfg(unix)]
    nothing_runs_in(&course);
    drop(course);
}

/// Nobody types there, whatever the runner's own standard input is.
#[test]
fn reading_standard_input_finds_its_end() {
    let course = course_of(&tests(
        "    #[test]\n    fn asks() {\n        let mut line = String::new();\n        assert_eq!(std::io::stdin().read_line(&mut line).unwrap(), 0);\n    }",
    ));
    let answer = |course: &Course| {
        let mut command = course.command("run");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Open and silent for as long as the check takes.
        let silent = child.stdin.take();
        let mut said = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        drop(silent);
        (wait(&mut child), said)
    };
    let (code, said) = answer(&course);
    assert_eq!(code, Some(0), "{said}");
    course.edit("info.toml", "seconds = 2", "seconds = 2\ntest = false");
    course.write(
        FILE,
        "fn main() {\n    let text = std::io::read_to_string(std::io::stdin()).unwrap();\n    println!(\"read {} bytes\", text.len());\n}\n",
    );
    let (code, said) = answer(&course);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("It printed:\n  read 0 bytes\n"), "{said}");
}

/// It has a directory of its own, with what lies beside the exercise at hand; the learner's files are not there.
#[cfg(unix)]
#[test]
fn what_a_program_writes_and_removes_is_not_the_learners() {
    let course = course_of(&tests(
        "    #[test]\n    fn writes() {\n        assert_eq!(std::fs::read_to_string(\"data/rows.csv\").unwrap(), \"1,2\\n\");\n        assert_eq!(std::fs::read_to_string(\"beside.csv\").unwrap(), \"3\\n\");\n        for file in [\"01_one.rs\", \"Cargo.toml\", \"new.txt\", \"left.txt\"] {\n            assert!(!std::path::Path::new(file).exists(), \"{file}\");\n            std::fs::write(file, \"overwritten\").unwrap();\n        }\n        std::fs::write(\"../01_numbers/02_two.rs\", \"overwritten\").unwrap();\n        std::fs::remove_dir_all(\"../../solutions\").unwrap_err();\n        for entry in std::fs::read_dir(\".\").unwrap() {\n            std::fs::remove_file(entry.unwrap().path()).unwrap();\n        }\n        std::fs::write(\"left.txt\", \"for the learner to look at\").unwrap();\n    }",
    ));
    course.write("exercises/01_numbers/data/rows.csv", "1,2\n");
    course.write("exercises/01_numbers/beside.csv", "3\n");
    let exercises = |course: &Course| {
        let mut all = course.snapshot();
        all.retain(|path, _| path.starts_with(course.path("exercises")));
        all
    };
    let before = exercises(&course);
    // Twice: what the run before left is not in the way.
    for _ in 0..2 {
        let done = course.runner("run");
        assert_eq!(done.code, 0, "{done:?}");
        assert!(exercises(&course) == before, "the learner's files changed");
    }
    let left =
        course.path("target/runner/exercises/01_numbers/01_one/work/exercises/01_numbers/left.txt");
    assert_eq!(
        fs::read_to_string(left).unwrap(),
        "for the learner to look at"
    );
}

/// One file takes a gigabyte at most.
#[cfg(target_os = "linux")]
#[test]
fn a_file_without_end_is_stopped() {
    // A hole takes no room on the disk.
    let (course, done) = check_tests(
        "    #[test]\n    fn writes() {\n        use std::io::{Seek, SeekFrom};\n        let limits = || std::fs::read_to_string(\"/proc/self/limits\").unwrap();\n        while limits().lines().any(|line| line.starts_with(\"Max file size\") && line.contains(\"unlimited\")) {}\n        let mut file = std::fs::File::create(\"big\").unwrap();\n        file.seek(SeekFrom::Start(2 << 30)).unwrap();\n        file.write_all(b\"x\").unwrap();\n    }",
    );
    assert_eq!(done.code, 1, "{done:?}");
    begins(
        &done,
        "01_numbers/01_one: crashed ([..] s)\n\n  [--] writes\n\nIt wrote a file larger than 1 GiB in `writes` and was stopped.\n",
    );
    let place = "target/runner/exercises/01_numbers/01_one/work/exercises/01_numbers/big";
    let size = fs::metadata(course.path(place)).unwrap().len();
    assert_eq!(size, 0, "it was written");
}

// ---- what it prints ------------------------------------------------------------------------------

/// Cursor, title, colours, a window's clipboard, eight-bit controls, and no text at all.
const HOSTILE: &str = "        print!(\"\\x1b[2J\\x1b[31mred\\x1b]0;title\\x07\\x1b]52;c;aGk=\\x07\\u{9b}2Jeight\\r\\x08back\");\n        std::io::stdout().write_all(b\"\\xff\\xfe\\x1b[2J\\x9b2J\\0straight\\ntest \\x1b[2Jforged ... ok\\n\").unwrap();\n";

#[test]
fn what_is_no_text_is_shown_harmless() {
    for end in [
        "panic!(\"\\x1b[2Jsaid \\u{9b}2J\")",
        "std::process::abort()",
        "loop {}",
    ] {
        let course = course_of(&tests(&format!(
            "    #[test]\n    fn prints() {{\n{HOSTILE}        {end};\n    }}"
        )));
        let done = course.runner("run");
        assert_eq!(done.code, 1, "{done:?}");
        let shown = done.stdout.replace('\n', "");
        assert!(!shown.chars().any(char::is_control), "{end}: {shown:?}");
        for format in ["json", "junit", "tap", "github", "gradescope", "exercism"] {
            let done = course.runner(&format!("check --format {format}"));
            let shown = done.stdout.replace('\n', "");
            assert!(
                !shown.chars().any(char::is_control),
                "{end} in {format}: {shown:?}"
            );
            if format == "json" {
                let document: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
                let texts = document.to_string();
                // What JSON escapes comes out again.
                assert!(!texts.contains("\\u001b"), "{end}: {texts}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_text_does_not_steer_the_screen() {
    let course = course_of(&tests(&format!(
        "    #[test]\n    fn prints() {{\n{HOSTILE}        panic!(\"\\x1b[2Jsaid\\r\\x08 \\u{{9b}}2J\");\n    }}"
    )));
    let mut screen = crate::screen::Screen::start(&course, "watch");
    screen.settles("said");
    let raw = screen.raw();
    for steering in [
        "\x1b[31mred",
        "\x1b]0;title",
        "\x1b]52;",
        "\u{9b}",
        "\x07",
        "\x08",
    ] {
        assert!(!raw.contains(steering), "{steering:?} in {raw:?}");
    }
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

// ---- around the tests ----------------------------------------------------------------------------

/// All that libtest would have said from the first test on, to the letter, and gone.
#[test]
fn a_forged_report_is_no_pass() {
    let report = "ok\\ntest tests::one_is_one ... ok\\n\\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\\n\\n";
    for leave in [
        "std::process::exit(0)",
        "unsafe extern \"C\" {\n        fn _exit(code: i32) -> !;\n    }\n    #[allow(unsafe_code)]\n    unsafe {\n        _exit(0)\n    }",
    ] {
        let course = Course::one();
        let body = format!(
            "use std::io::Write;\n    let mut out = std::io::stdout();\n    out.write_all(b\"{report}\").unwrap();\n    out.flush().unwrap();\n    {leave}"
        );
        course.write(FILE, with_body(ONE, &body));
        for args in ["run", "check", "check --original-tests"] {
            let done = course.runner(args);
            assert_eq!(done.code, 1, "{args}, {leave}: {done:?}");
            assert!(
                !done.stdout.contains(": passed"),
                "{args}, {leave}: {done:?}"
            );
            assert!(
                !done.stdout.contains("does_not_compile"),
                "{args}, {leave}: {done:?}"
            );
        }
    }
}

#[test]
fn a_file_that_is_switched_off_is_no_pass() {
    for text in [
        format!("#![cfg(any())]\n{}", solved(ONE)),
        format!("#![cfg(not(test))]\n{}", solved(ONE)),
        format!("/*\n{}\n*/\nfn main() {{}}\n", solved(ONE)),
        solved(ONE)
            .replace("mod tests", "mod other")
            .replace("fn one_is_one", "fn renamed"),
        solved(ONE).replace("    #[test]", "    #[test]\n    #[ignore]"),
    ] {
        let course = Course::one();
        course.write(FILE, &text);
        let done = course.runner("run");
        assert_eq!(done.code, 1, "{text}\n{done:?}");
        assert!(!done.stdout.contains(": passed"), "{text}\n{done:?}");
    }
}

// ---- while it is compiled ------------------------------------------------------------------------

/// The error is told though ten thousand warnings come before it, and a pass is a pass.
#[test]
fn thousands_of_warnings() {
    let warned = |line: &dyn Fn(usize) -> String, last: &str| {
        let lets: String = (0..10_000).map(line).collect();
        tests(&format!(
            "    #[test]\n    fn warns() {{\n{lets}{last}    }}"
        ))
    };
    let unused = |number| format!("        let unused_{number} = {number};\n");
    let course = course_of(&warned(&unused, ""));
    let done = course.runner("run");
    assert_eq!(done.code, 0, "{:.3000}", done.stdout);
    assert!(
        done.stdout.len() < 20_000,
        "the flood reaches the terminal: {} bytes, {:.3000}",
        done.stdout.len(),
        done.stdout
    );
    // The compiler tells of needless brackets before it looks at types, of what is unused it would not tell any more.
    let bracketed = |number| format!("        let _ = ({number});\n");
    course.write(
        FILE,
        warned(&bracketed, "        let wrong: i32 = \"text\";\n"),
    );
    let done = course.runner("run");
    assert_eq!(done.code, 1);
    begins(
        &done,
        "01_numbers/01_one: does_not_compile ([..] s)\n\n[...]\nerror[E0308]: mismatched types\n",
    );
    assert!(
        !done.stdout.contains("$message_type"),
        "{:.3000}",
        done.stdout
    );
    assert!(
        !done.stdout.contains("bytes left out"),
        "{:.3000}",
        done.stdout
    );
}

#[test]
fn thousands_of_errors() {
    let lets: String = (0..10_000)
        .map(|number| format!("        let wrong_{number}: i32 = \"text {number}\";\n"))
        .collect();
    let (_, done) = check_tests(&format!("    #[test]\n    fn errs() {{\n{lets}    }}"));
    assert_eq!(done.code, 1);
    begins(
        &done,
        "01_numbers/01_one: does_not_compile ([..] s)\n\n[...]\nerror[E0308]: mismatched types\n",
    );
    assert!(
        !done.stdout.contains("$message_type"),
        "{:.3000}",
        done.stdout
    );
    assert!(
        done.stdout.len() < 100_000,
        "the flood reaches the terminal: {} bytes",
        done.stdout.len()
    );
}

#[test]
fn macros_and_types_without_end_are_told() {
    for (text, said) in [
        (
            "macro_rules! again { ($($t:tt)*) => { again!($($t)* x) } }\nfn main() { again!(); }\n",
            "recursion limit",
        ),
        (
            "struct Grown<T>(T);\ntrait Grow { fn grow(self); }\nimpl<T> Grow for T { fn grow(self) { Grown(self).grow(); } }\nfn main() {}\n#[test]\nfn a() { 1.grow(); }\n",
            "reached the recursion limit",
        ),
        (
            "const NEVER: u64 = { loop {} };\nfn main() { println!(\"{NEVER}\"); }\n",
            "constant evaluation is taking a long time",
        ),
        ("struct Own(Own);\nfn main() {}\n", "recursive type"),
    ] {
        let done = course_of(text).runner("run");
        assert_eq!(done.code, 1, "{text}: {done:?}");
        begins(&done, "01_numbers/01_one: does_not_compile ([..] s)\n");
        assert!(done.stdout.contains(said), "{text}: {:.3000}", done.stdout);
    }
}

const FOR_EVER: &str = "#![allow(long_running_const_eval)]\nconst NEVER: u64 = {\n    let mut n = 0;\n    while n < u64::MAX {\n        n += 1;\n    }\n    n\n};\n\nfn main() {\n    println!(\"{NEVER}\");\n}\n";

#[cfg(unix)]
#[test]
fn a_compiler_that_does_not_finish_is_stopped() {
    let course = course_of(FOR_EVER);
    let mut command = course.command("run");
    let done = course.finish(command.env("RUNNER_COMPILE_SECONDS", "3"));
    done.is(
        1,
        "01_numbers/01_one: does_not_compile ([..] s)\n\nThe compiler did not finish within 3 s and was stopped.\nUsual causes: [..]\n[...]\n",
        PREPARING,
    );
    nothing_runs_in(&course);
    // One that a busy machine may have stopped is not remembered.
    let mut command = course.command("check");
    let again = course.finish(command.env("RUNNER_COMPILE_SECONDS", "2"));
    assert!(again.stdout.contains("within 2 s"), "{again:?}");
}

#[cfg(unix)]
#[test]
fn keys_and_saves_work_while_the_compiler_does_not_finish() {
    let course = Course::one();
    course.write(FILE, FOR_EVER);
    // Longer than this test has patience: what stops the compiler is the save.
    let mut command = course.command("watch");
    command.env("RUNNER_COMPILE_SECONDS", "100000");
    let mut screen = crate::screen::Screen::sized(command, 24, 80);
    screen.shows("compiling");
    crate::support::until("the compiler runs", || {
        let all = crate::support::running_in(&course);
        all.iter()
            .any(|line| line.contains("--crate-name") && line.contains("01_one"))
            .then_some(())
    });
    screen.press("h");
    screen.shows("Which number comes after zero?");
    course.write(FILE, solved(ONE));
    screen.settles("01_numbers/01_one solved");
    nothing_runs_in(&course);
    screen.press("q");
    assert_eq!(screen.end().0, 0);
}

/// A constant that is too large for any machine the compiler refuses by itself; what grows on and on is the system's to
/// refuse, at a limit that the compiler must have been given.
#[cfg(target_os = "linux")]
#[test]
fn a_compiler_that_wants_gigabytes_is_stopped() {
    use crate::support::{Running, until};
    let course = course_of(
        "const HUGE: [u8; 20 << 30] = [1; 20 << 30];\n\nfn main() {\n    println!(\"{}\", HUGE[7]);\n}\n",
    );
    let done = course.runner("run");
    assert_eq!(done.code, 1, "{done:?}");
    begins(&done, "01_numbers/01_one: does_not_compile ([..] s)\n");
    assert!(done.stdout.contains("memory"), "{:.3000}", done.stdout);
    nothing_runs_in(&course);

    course.write(FILE, FOR_EVER);
    let mut command = course.command("run");
    command.env("RUNNER_COMPILE_SECONDS", "100000");
    let session = Running::of(command, &course);
    let place = course.root().display().to_string();
    let limited = |process: &fs::DirEntry| {
        let read = |name: &str| fs::read_to_string(process.path().join(name)).unwrap_or_default();
        let line = read("cmdline");
        line.contains("--crate-name")
            && line.contains(&place)
            && read("limits").lines().any(|limit| {
                limit.starts_with("Max address space") && limit.contains(" 8589934592 ")
            })
    };
    until("the compiler runs, and has its limit", || {
        let mut processes = fs::read_dir("/proc").unwrap().flatten();
        processes.find(limited)
    });
    drop(session);
    nothing_runs_in(&course);
}
