//! Cargo, the compiler and what lies around them: another version, no network, locks, places that change.
//!
//! Without cargo: `e2e/broken.rs`.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
    time::SystemTime,
};

use crate::support::{Course, Done, ONE, PREPARING, Running, matches, solved, until, wait, wrong};

const FILE: &str = "exercises/01_numbers/01_one.rs";
const PASSED: &str = "01_numbers/01_one: passed ([..] s)\n[...]\n";
const FAILED: &str = "01_numbers/01_one: tests_failed ([..] s)\n[...]\n";

#[track_caller]
fn says(done: &Done, code: i32, stderr: &str) {
    assert_eq!(done.code, code, "{done:?}");
    assert!(matches(stderr, &done.stderr), "{}", done.stderr);
}

/// A course that asks for a newer Rust than there is.
#[test]
fn a_compiler_that_is_too_old() {
    let course = Course::one();
    let manifest = course.read("exercises/01_numbers/Cargo.toml");
    course.write(
        "exercises/01_numbers/Cargo.toml",
        manifest.replace("edition", "rust-version = \"1.999\"\nedition"),
    );
    course.write(FILE, wrong(ONE));
    says(
        &course.runner("run"),
        2,
        "\
error: cargo could not build what level 01_numbers needs
caused by: error: rustc [..] is not supported by the following package:
[...]
help: the course needs a newer Rust: `rustup update`, or install it from https://rustup.rs
",
    );
    assert_eq!(course.read(FILE), wrong(ONE));
}

/// A cargo that is something else altogether.
#[cfg(unix)]
#[test]
fn a_cargo_that_is_none() {
    use std::os::unix::fs::PermissionsExt;
    let course = Course::one();
    let bin = course.beside("bin");
    fs::create_dir(&bin).unwrap();
    for script in [
        "#!/bin/sh\nexit 0\n",
        "#!/bin/sh\necho 'error: no such thing' >&2\nexit 101\n",
        "#!/bin/sh\nkill -9 $$\n",
    ] {
        fs::write(bin.join("cargo"), script).unwrap();
        fs::set_permissions(bin.join("cargo"), fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:/usr/bin:/bin", bin.display());
        let done = course.finish(course.command("run").env("PATH", path));
        says(
            &done,
            2,
            "[...]\nerror: cargo could not build what level 01_numbers needs\ncaused by: [..]\nhelp: [..]`runner doctor` checks the set-up\n",
        );
    }
}

/// The first build of a level with crates, without a network.
#[test]
fn crates_that_cannot_be_downloaded() {
    let course = Course::one();
    let manifest = course.read("exercises/01_numbers/Cargo.toml");
    course.write(
        "exercises/01_numbers/Cargo.toml",
        format!("{manifest}\n[dependencies]\nndarray = \"0.16\"\n"),
    );
    course.write(FILE, solved(ONE));
    let help = "[...]\nerror: cargo could not build what level 01_numbers needs\n[...]\nhelp: the first build downloads the crates of the level: connect to the network once\n[...]\n";
    // Nobody listens there.
    course.write(
        ".cargo/config.toml",
        "[source.crates-io]\nreplace-with = \"nowhere\"\n[source.nowhere]\nregistry = \"sparse+http://127.0.0.1:9/\"\n[net]\nretry = 0\n",
    );
    says(&course.runner("run"), 2, help);
    course.write(".cargo/config.toml", "[net]\noffline = true\n");
    says(&course.runner("run"), 2, help);
    // The other way out: without the crate it goes on.
    course.write("exercises/01_numbers/Cargo.toml", &manifest);
    course.runner("run").is(0, PASSED, PREPARING);
}

/// With everything built no network is needed, and no cargo is asked.
#[test]
fn a_prepared_course_needs_no_cargo() {
    let course = Course::one();
    course.write(FILE, solved(ONE));
    course.runner("run").is(0, PASSED, PREPARING);
    course.write(FILE, wrong(ONE));
    let done = course.finish(
        course
            .command("run")
            .env("PATH", course.beside("nothing"))
            .env("CARGO", "/no/such/cargo"),
    );
    // The linker is on the path; a cargo is not.
    assert!(!done.stderr.contains("cannot start"), "{done:?}");
    assert_eq!(done.code, 1, "{done:?}");
}

#[test]
fn a_lock_file_that_changes_under_it() {
    let course = Course::two();
    course.write(FILE, solved(ONE));
    assert_eq!(course.runner("run").code, 0);
    let lock = course.read("Cargo.lock");
    course.write("Cargo.lock", "<<<<<<< HEAD\n");
    let done = course.runner("run one");
    says(
        &done,
        2,
        "[...]\nerror: cargo could not build what level 01_numbers needs\ncaused by: error: failed to parse lock file at: [..]Cargo.lock\n[...]\nhelp: correct what cargo names, then save again; `runner doctor` checks the set-up\n",
    );
    assert_eq!(
        course.read("Cargo.lock"),
        "<<<<<<< HEAD\n",
        "it is not the runner's"
    );
    course.write("Cargo.lock", lock);
    course.runner("run one").is(0, PASSED, "");
    // Gone, it is made anew.
    course.remove("Cargo.lock");
    assert_eq!(course.runner("run one").code, 0);
}

/// `cargo clean` in another terminal.
#[test]
fn what_was_built_is_deleted_while_watching() {
    let course = Course::one().kit("pub const N: i32 = 1;\n");
    course.write(FILE, wrong(ONE));
    let mut session = Running::start(&course, "watch");
    session.says("01_numbers/01_one: tests_failed", 1);
    for round in 2..4 {
        // Somebody may be writing there.
        until("it is gone", || {
            let _ = fs::remove_dir_all(course.path("target"));
            (!course.path("target").exists()).then_some(())
        });
        course.write(FILE, format!("// round {round}\n{}", wrong(ONE)));
        session.says("01_numbers/01_one: tests_failed", round);
    }
    course.write(FILE, solved(ONE).replace("    1\n", "    kit::N\n"));
    session.says("01_numbers/01_one: passed", 1);
}

/// An editor that compiles holds cargo's lock: a prepared check does not want it.
#[test]
fn a_check_does_not_wait_for_cargos_lock() {
    let course = Course::one();
    course.write(FILE, solved(ONE));
    assert_eq!(course.runner("run").code, 0);
    let lock = fs::File::options()
        .write(true)
        .open(course.path("target/debug/.cargo-lock"))
        .unwrap();
    lock.lock().unwrap();
    course.write(FILE, wrong(ONE));
    course.runner("run").is(1, FAILED, "");
    course.write(FILE, solved(ONE));
    assert_eq!(course.runner("check").code, 0);
    // One that has to be prepared says what it waits for, and goes on when it can.
    let manifest = course.read("Cargo.toml");
    course.write("Cargo.toml", format!("{manifest}opt-level = 0\n"));
    let mut command = course.command("run");
    let mut waiting = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(waiting.stderr.take().unwrap()).lines();
    let said = lines.find(|line| line.as_ref().unwrap().contains("waiting for another cargo"));
    assert!(said.is_some(), "it says what it waits for");
    drop(lock);
    assert_eq!(wait(&mut waiting), Some(0));
}

#[test]
fn other_places_and_flags_are_honoured() {
    let course = Course::one();
    course.write(
        FILE,
        "#[cfg(not(mine))]\ncompile_error!(\"the flag is missing\");\n".to_owned() + &solved(ONE),
    );
    let target = course.beside("built elsewhere");
    let with = |args: &str, flags: &str| {
        let mut command = course.command(args);
        course.finish(
            command
                .env("CARGO_TARGET_DIR", &target)
                .env("RUSTFLAGS", flags),
        )
    };
    with("run", "--cfg mine").is(0, PASSED, PREPARING);
    assert!(target.join("debug/.cargo-lock").exists() && target.join("runner").is_dir());
    assert!(!course.path("target").exists());
    // Other flags, another verdict.
    with("run", "").is(
        1,
        "01_numbers/01_one: does_not_compile ([..] s)\n[...]\n",
        "[...]\n",
    );
    with("check", "--cfg mine").is(0, PASSED, "[...]\n");
}

#[test]
fn a_path_with_spaces_and_other_letters() {
    let course = Course::two().kit("mod more;\npub use more::N;\n");
    course.write("exercises/kit/src/more.rs", "pub const N: i32 = 1;\n");
    let place = course.beside("Übung 1, días & 学習 'x'");
    fs::rename(course.root(), &place).unwrap();
    let file = place.join(FILE);
    let run = |args: &str| {
        let mut command = course.command(args);
        course.finish(command.current_dir(&place))
    };
    fs::write(&file, wrong(ONE)).unwrap();
    run("run").is(
        1,
        "[...]\nFirst to fail: one_is_one\n  exercises/01_numbers/01_one.rs:15\n[...]\n",
        PREPARING,
    );
    fs::write(&file, ONE.replace("todo!(", "to do!(")).unwrap();
    run("run").is(1, "01_numbers/01_one: does_not_compile ([..] s)\n[...]\n --> exercises/01_numbers/01_one.rs:2[..]\n[...]\n", "");
    fs::write(&file, solved(ONE)).unwrap();
    let by_path = format!("run {FILE}");
    run(&by_path).is(0, PASSED, "");
    assert_eq!(run("reset one").code, 0);
    assert_eq!(run("reset one --undo").code, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), solved(ONE));
    run("check").is(1, "[...]\n", "[...]\n");
    run("list").is(0, "Tiny  [######------] 1/2\n[...]\n", "");
    // A library's file is found there too: when it changes the library is built again.
    fs::write(&file, solved(ONE).replace("    1\n", "    kit::N\n")).unwrap();
    run("run one").is(0, PASSED, "");
    let more = place.join("exercises/kit/src/more.rs");
    fs::write(more, "pub const N: i32 = 3;\n").unwrap();
    run("run one").is(1, FAILED, PREPARING);
}

/// A home directory on a medium that cannot be written to, or none.
#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_written_to() {
    use crate::support::unprivileged;
    use std::os::unix::fs::PermissionsExt;
    let course = Course::one();
    course.write(FILE, solved(ONE));
    let home = course.beside("home");
    fs::set_permissions(&home, fs::Permissions::from_mode(0o555)).unwrap();
    let run = |home: &Path| {
        let mut command = course.command("run");
        command
            .env("HOME", home)
            .env("CARGO_HOME", home.join(".cargo"));
        unprivileged(&command).map(|mut command| course.finish(&mut command))
    };
    let Some(done) = run(&home) else {
        eprintln!("skipped: root's powers cannot be laid down here");
        return;
    };
    done.is(0, PASSED, PREPARING);
    assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
    fs::remove_dir_all(course.path("target")).unwrap();
    run(Path::new("/no/such/home"))
        .unwrap()
        .is(0, PASSED, PREPARING);
    fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).unwrap();
}

/// After the clock was set back all that was built is from tomorrow. Verdicts go by what is in the file.
#[test]
fn what_was_built_is_from_the_future() {
    let course = Course::one();
    course.write(FILE, solved(ONE));
    assert_eq!(course.runner("run").code, 0);
    let later = SystemTime::now() + std::time::Duration::from_secs(1 << 27);
    for (path, content) in course.snapshot() {
        if content.is_some() {
            let file = fs::File::options().append(true).open(&path).unwrap();
            file.set_modified(later).unwrap();
        }
    }
    for (text, code) in [(wrong(ONE), 1), (solved(ONE), 0)] {
        course.write(FILE, text);
        // First the one that may take a verdict from before.
        assert_eq!(course.runner("check").code, code);
        assert_eq!(course.runner("run").code, code);
    }
}
