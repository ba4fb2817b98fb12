//! Progress and the learner's texts, whatever happens to the process, the disk, the clock or the course.
//!
//! Unreadable, newer, empty and binary progress files: `e2e/progress.rs`. A course that cannot be written to: `e2e/broken.rs`.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::support::{Course, Done, ONE, PREPARING, Running, TWO, solved, until, wrong};

const FILE: &str = "exercises/01_numbers/01_one.rs";
const STATE: &str = ".runner/progress.toml";
/// So many times a command is killed, each time a little later.
const KILLS: u32 = 200;

/// Kills the command after a share of the time that it takes; says nothing about whether it had ended.
fn killed(command: &mut Command, after: Duration) {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(after);
    // It may have ended: that is a moment like the others.
    let _ = child.kill();
    let _ = child.wait();
}

/// How long the command takes here and now.
fn time_of(course: &Course, args: &str) -> Duration {
    let started = Instant::now();
    assert_eq!(course.runner(args).code, 0);
    started.elapsed()
}

#[test]
fn killed_at_any_moment_the_progress_is_the_old_or_the_new() {
    let course = Course::one();
    // Large, so that writing it takes time.
    let mood = "good ".repeat(200_000);
    course.write(
        STATE,
        format!("version = 1\nmood = \"{mood}\"\n\n[exercises.gone]\npassed_at = 5\n"),
    );
    let whole = time_of(&course, "hint --all");
    let mut ended = [0, 0];
    for kill in 0..KILLS {
        // Wind back: each run has a hint to count.
        let before = course
            .read(STATE)
            .replace("hints = 3", "hints = 0")
            .replace("hints_shown = [0, 1, 2]", "hints_shown = []");
        assert!(
            !before.contains("[0, 1, 2]"),
            "{}",
            before.replace(&mood, "")
        );
        course.write(STATE, &before);
        killed(&mut course.command("hint --all"), whole * (kill % 50) / 40);
        let progress = course.progress();
        assert_eq!(
            progress["mood"].as_str(),
            Some(mood.as_str()),
            "kill {kill}"
        );
        assert_eq!(
            progress["exercises"]["gone"]["passed_at"].as_integer(),
            Some(5)
        );
        let hints = progress["exercises"]["01_numbers/01_one"]["hints"].as_integer();
        match hints {
            Some(0) => ended[0] += 1,
            Some(3) => ended[1] += 1,
            other => panic!("kill {kill}: {other:?}"),
        }
    }
    assert!(ended[0] > 0 && ended[1] > 0, "before and after: {ended:?}");
    // And nobody holds a lock.
    assert_eq!(course.runner("hint --all").code, 0);
}

/// The text is in the file or in a backup, whenever a reset or its undoing ends.
#[test]
fn killed_at_any_moment_a_reset_keeps_the_text() {
    let course = Course::one();
    let big = "// thought over and over\n".repeat(20_000);
    let text = |kill: u32| format!("// version {kill}\n{big}{}", wrong(ONE));
    course.write(FILE, text(KILLS));
    let whole = time_of(&course, "reset one").max(time_of(&course, "reset one --undo"));
    for kill in 0..KILLS {
        let mine = text(kill);
        course.write(FILE, &mine);
        let after = whole * (kill % 50) / 40;
        killed(&mut course.command("reset one"), after);
        assert!(kept(&course, &mine), "reset, kill {kill}");
        let file = course.read(FILE);
        assert!(file == mine || file == ONE, "reset, kill {kill}");
        killed(&mut course.command("reset one --undo"), after);
        assert!(kept(&course, &mine), "undo, kill {kill}");
        assert!(kept(&course, &file), "undo, kill {kill}");
        // However it ended, the text can be had back.
        if course.read(FILE) != mine {
            let backups = course.path(".runner/backups/01_numbers/01_one");
            assert!(backups.is_dir(), "kill {kill}");
        }
        for backup in fs::read_dir(course.path(".runner/backups/01_numbers/01_one"))
            .into_iter()
            .flatten()
        {
            fs::remove_file(backup.unwrap().path()).unwrap();
        }
    }
    assert_eq!(course.runner("reset one").code, 0);
}

fn kept(course: &Course, text: &str) -> bool {
    let backups = fs::read_dir(course.path(".runner/backups/01_numbers/01_one"));
    course.read(FILE) == text
        || backups
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| {
                entry
                    .path()
                    .extension()
                    .is_some_and(|extension| extension == "rs")
            })
            .any(|entry| fs::read_to_string(entry.path()).is_ok_and(|kept| kept == text))
}

/// Two that reset at the same time while somebody saves: every text that was saved is in a backup.
#[test]
fn resets_at_the_same_time_keep_every_text() {
    const SAVES: u32 = 40;
    let course = Course::one();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    assert_eq!(course.runner("reset one").code, 0);
                }
            });
        }
        for save in 0..SAVES {
            let mine = format!("// version {save}\n{}", wrong(ONE));
            // As editors save: a whole file takes the place of another.
            course.write("exercises/01_numbers/01_one.rs~", &mine);
            fs::rename(
                course.path("exercises/01_numbers/01_one.rs~"),
                course.path(FILE),
            )
            .unwrap();
            until("it is reset", || (course.read(FILE) == ONE).then_some(()));
        }
        over.store(true, Ordering::SeqCst);
    });
    for save in 0..SAVES {
        let mine = format!("// version {save}\n{}", wrong(ONE));
        assert!(kept(&course, &mine), "version {save} is gone");
    }
}

/// Without a place to keep the text nothing is replaced: the disk ends within the backup, or within the new file.
#[cfg(unix)]
#[test]
fn a_full_disk_costs_nothing() {
    let course = Course::one();
    let mine = format!("{}{}", "// thought over\n".repeat(2000), wrong(ONE));
    course.write(FILE, &mine);
    let state = format!("version = 1\nmood = \"{}\"\n", "good ".repeat(4000));
    course.write(STATE, &state);
    let before = course.snapshot();

    // Files end after 8 or 16 KiB, depending on the shell's blocks, and with them every write.
    let full = |args: &str| -> Done {
        let real = course.command(args);
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""])
            .arg(real.get_program())
            .args(real.get_args())
            .current_dir(course.root())
            .env_clear()
            .envs(
                real.get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            );
        course.finish(&mut shell)
    };
    full("reset one").is(
        2,
        "",
        "\
error: cannot keep a backup of exercises/01_numbers/01_one.rs
caused by: File too large (os error 27)[..]
help: nothing was changed; make the course's folder writable
",
    );
    full("hint").is(
        0,
        "01_numbers/01_one: hint 1 of 3\n  Which number comes after zero?\n",
        "\
error: cannot save the progress in .runner/progress.toml
caused by: File too large (os error 27)[..]
help: make the course's folder writable; the exercise files are as you left them
",
    );
    let mut after = course.snapshot();
    // Empty: they only mark who is at work, and where backups would lie.
    for made in [".runner/progress.lock", ".runner/reset.lock"] {
        assert_eq!(
            after.remove(&course.path(made)),
            Some(Some(Vec::new())),
            "{made}"
        );
    }
    after.retain(|path, content| content.is_some() || before.contains_key(path));
    assert!(after == before, "something else changed");
    // With room again all goes on.
    assert_eq!(course.runner("hint").code, 0);
    assert_eq!(course.runner("reset one").code, 0);
    assert!(kept(&course, &mine));
}

/// A session that watches, and hints taken in another terminal: nothing of either is lost.
#[test]
fn two_runners_at_once() {
    let mut course = Course::two();
    for number in 10..30 {
        course = course
            .exercise(&format!("{number}_e"), ONE)
            .key("hint = \"One hint.\"");
    }
    let mut session = Running::start(&course, "watch");
    session.says("still to write", 1);
    thread::scope(|scope| {
        let hints = [10..20, 20..30].map(|numbers| {
            let course = &course;
            scope.spawn(move || {
                for number in numbers {
                    assert_eq!(course.runner(&format!("hint {number}_e")).code, 0);
                }
            })
        });
        course.write(FILE, solved(ONE));
        session.says("01_numbers/01_one: passed", 1);
        course.write("exercises/01_numbers/02_two.rs", solved(TWO));
        session.says("01_numbers/02_two: passed", 1);
        until("the pass is saved", || {
            let two = course.progress()["exercises"]
                .get("01_numbers/02_two")?
                .clone();
            two.get("passed_at").cloned()
        });
        for hint in hints {
            hint.join().unwrap();
        }
    });
    let progress = course.progress();
    let exercises = progress["exercises"].as_table().unwrap();
    for number in 10..30 {
        assert_eq!(
            exercises[&format!("01_numbers/{number}_e")]["hints"].as_integer(),
            Some(1),
            "{number}"
        );
    }
    for id in ["01_numbers/01_one", "01_numbers/02_two"] {
        assert!(exercises[id]["passed_at"].is_integer(), "{id}");
    }
}

/// What was passed tomorrow stays passed, and a file from the past is checked by what is in it.
#[test]
fn a_clock_that_goes_backwards() {
    let course = Course::two();
    let tomorrow = 9_999_999_999_i64;
    course.write(
        STATE,
        format!("version = 1\n\n[exercises.\"01_numbers/02_two\"]\npassed_at = {tomorrow}\n"),
    );
    course.write(FILE, solved(ONE));
    assert_eq!(course.runner("run one").code, 0);
    let save_at = |text: &str, time: std::time::SystemTime| {
        course.write(FILE, text);
        let file = fs::File::options()
            .write(true)
            .open(course.path(FILE))
            .unwrap();
        file.set_modified(time).unwrap();
    };
    save_at(&wrong(ONE), std::time::UNIX_EPOCH + Duration::from_secs(1));
    // First the one that may take a verdict from before.
    course
        .runner("check one")
        .is(1, "01_numbers/01_one: tests_failed ([..]\n[...]\n", "");
    course
        .runner("run one")
        .is(1, "01_numbers/01_one: tests_failed ([..] s)\n[...]\n", "");
    save_at(
        &solved(ONE),
        std::time::SystemTime::now() + Duration::from_secs(1 << 30),
    );
    assert_eq!(course.runner("check one").code, 0);
    assert_eq!(course.runner("run one").code, 0);
    let progress = course.progress();
    let two = &progress["exercises"]["01_numbers/02_two"];
    assert_eq!(two["passed_at"].as_integer(), Some(tomorrow));
    course
        .runner("list")
        .is(0, "Tiny  [############] 2/2\n[...]\n", "");
}

/// An update renames an exercise and moves it to another level: `aliases` takes along what is known of it.
#[test]
fn an_exercise_that_was_renamed_keeps_its_progress_and_its_backups() {
    let course = Course::two().key("aliases = [\"00_old/07_zwei\", \"zwei\"]");
    course.write(
        STATE,
        "version = 1\ncurrent = \"00_old/07_zwei\"\n\n[exercises.\"00_old/07_zwei\"]\npassed_at = 5\nhints = 1\nstars = 3\n\n[exercises.zwei]\npassed_at = 4\nattempts = 2\n",
    );
    course.write(".runner/backups/00_old/07_zwei/3.rs", "mine");
    course.runner("list").is(
        0,
        "Tiny  [######------] 1/2\n[...]\n> [ok] 02_two                     Two\n[...]\n",
        "",
    );
    assert_eq!(course.runner("goto 00_old/07_zwei").code, 0);
    let progress = course.progress();
    assert_eq!(progress["current"].as_str(), Some("01_numbers/02_two"));
    let exercises = progress["exercises"].as_table().unwrap();
    assert_eq!(exercises.len(), 1, "{exercises:?}");
    let two = &exercises["01_numbers/02_two"];
    let number = |key: &str| two[key].as_integer();
    assert_eq!(
        ["passed_at", "hints", "attempts", "stars"].map(number),
        [Some(4), Some(1), Some(2), Some(3)]
    );
    assert_eq!(course.runner("reset two --undo").code, 0);
    assert_eq!(course.read("exercises/01_numbers/02_two.rs"), "mine");
    assert_eq!(course.runner("reset two --undo").code, 0);
    assert_eq!(course.read("exercises/01_numbers/02_two.rs"), TWO);
}

#[test]
fn a_name_belongs_to_one_exercise() {
    let course = Course::two().key("aliases = [\"01_numbers/01_one\"]");
    course.runner("list").is(
        2,
        "",
        "error: info.toml has 1 problem\ncaused by: info.toml:[..]: the alias `01_numbers/01_one` is the id of the exercise in line 9\n[...]\n",
    );
    let course = Course::new()
        .level("a")
        .exercise("x", ONE)
        .key("aliases = [\"z\"]")
        .exercise("y", ONE)
        .key("aliases = [\"z\"]");
    course.runner("list").is(
        2,
        "",
        "error: info.toml has 1 problem\ncaused by: info.toml:[..]: the alias `z` is that of `a/x` already\n[...]\n",
    );
}

/// The whole folder goes elsewhere, with all that was built and recorded under the old name.
#[test]
fn a_course_may_be_moved() {
    let course = Course::two().kit("pub const N: i32 = 1;\n");
    let uses_kit = ONE.replace("todo!(\"the number after zero\")", "kit::N");
    course.write(FILE, &uses_kit);
    assert_eq!(course.runner("run").code, 0);
    let elsewhere = course.beside("another place");
    fs::rename(course.root(), &elsewhere).unwrap();
    let run = |args: &str| {
        let mut command = course.command(args);
        course.finish(command.current_dir(&elsewhere))
    };
    assert_eq!(
        run("list").stdout.lines().next(),
        Some("Tiny  [######------] 1/2")
    );
    fs::write(
        elsewhere.join(FILE),
        uses_kit.replace("kit::N", "kit::N + 1"),
    )
    .unwrap();
    run("run one").is(
        1,
        "01_numbers/01_one: tests_failed ([..] s)\n[...]\n",
        PREPARING,
    );
    fs::write(elsewhere.join(FILE), &uses_kit).unwrap();
    assert_eq!(run("run one").code, 0);
    assert!(
        !course.root().exists(),
        "nothing is written to the old place"
    );
}

/// What stands where a file should be, or the other way round, is told and stays.
#[test]
fn a_directory_where_the_progress_should_be() {
    let course = Course::one();
    course.write(".runner/progress.toml/mine.txt", "kept");
    course.runner("hint").is(
        2,
        "",
        "error: cannot read the progress file .runner/progress.toml\ncaused by: Is a directory (os error 21)\nhelp: make it readable; nothing was changed\n",
    );
    assert_eq!(course.read(".runner/progress.toml/mine.txt"), "kept");

    let course = Course::one();
    course.write(".runner", "a file");
    course.runner("list").is(2, "", "error: cannot read the progress file .runner/progress.toml\ncaused by: Not a directory (os error 20)\n[...]\n");
    assert_eq!(course.read(".runner"), "a file");
}

/// `--undo` puts nothing in the place of what it could not read.
#[cfg(unix)]
#[test]
fn an_exercise_that_cannot_be_read_is_left_alone() {
    use crate::support::unprivileged;
    use std::os::unix::fs::PermissionsExt;

    let course = Course::one();
    course.write(FILE, wrong(ONE));
    assert_eq!(course.runner("reset one").code, 0);
    course.write(FILE, "mine");
    let set_mode =
        |mode| fs::set_permissions(course.path(FILE), fs::Permissions::from_mode(mode)).unwrap();
    for args in ["reset one --undo", "reset one"] {
        let Some(mut command) = unprivileged(&course.command(args)) else {
            eprintln!("skipped: root's powers cannot be laid down here");
            return;
        };
        set_mode(0o000);
        let done = course.finish(&mut command);
        set_mode(0o644);
        done.is(
            2,
            "",
            "error: cannot read exercises/01_numbers/01_one.rs\ncaused by: Permission denied (os error 13)\nhelp: nothing was changed\n",
        );
        assert_eq!(course.read(FILE), "mine", "{args}");
    }
}

/// What a killed runner left beside a file goes when a session begins; what is only called alike stays.
#[test]
fn half_written_files_are_removed_at_the_next_start() {
    let course = Course::one();
    let places = [
        ".runner",
        ".runner/backups/01_numbers/01_one",
        "exercises/01_numbers",
    ];
    let old = std::time::SystemTime::now() - Duration::from_secs(60);
    for place in places {
        for name in [".runner-tmp-AbC123", ".runner-tmp-mine", ".tmp-AbC123"] {
            let file = format!("{place}/{name}");
            course.write(&file, "half");
            let file = fs::File::options()
                .write(true)
                .open(course.path(&file))
                .unwrap();
            file.set_modified(old).unwrap();
        }
    }
    // As it leaves them: killed over and over while it writes, and so late that the name is there.
    let big = format!("version = 1\nmood = \"{}\"\n", "good ".repeat(1_000_000));
    let mut left = Vec::new();
    for kill in 0..400 {
        course.write(STATE, &big);
        killed(
            &mut course.command("hint"),
            Duration::from_micros(500) * kill,
        );
        left = fs::read_dir(course.path(".runner"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with(".runner-tmp-"))
            .filter(|name| !["AbC123", "mine"].iter().any(|end| name.ends_with(end)))
            .collect();
        if !left.is_empty() {
            break;
        }
    }
    assert!(!left.is_empty(), "no kill came while it was writing");
    for name in &left {
        let file = course.path(".runner").join(name);
        let file = fs::File::options().write(true).open(file).unwrap();
        file.set_modified(old).unwrap();
    }
    course.write(STATE, "version = 1\n");
    let mut session = Running::start(&course, "watch");
    session.says("still to write", 1);
    for place in places {
        let gone = || !course.path(place).join(".runner-tmp-AbC123").exists();
        until("it is gone", || gone().then_some(()));
        for name in [".runner-tmp-mine", ".tmp-AbC123"] {
            assert!(course.path(place).join(name).exists(), "{place}/{name}");
        }
    }
    for name in &left {
        let gone = || !course.path(".runner").join(name).exists();
        until("it is gone", || gone().then_some(()));
    }
}

/// `command`, with the course on a disk of its own that has no room left. Nothing where such a disk is not to be had.
#[cfg(target_os = "linux")]
fn on_a_full_disk(course: &Course, command: &Command) -> Option<Command> {
    // Mounted over the course, for this command and its children alone; what is built lies elsewhere.
    const SCRIPT: &str = "
        set -e
        cp -r \"$1\" \"$2\"
        mount -t tmpfs -o size=1m none \"$1\"
        cp -r \"$2/.\" \"$1\"
        cd \"$1\"
        if cat /dev/zero >filler; then exit 99; fi 2>/dev/null
        shift 2
        exec \"$@\"
    ";
    let works = || {
        Command::new("unshare")
            .args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
            .status()
            .is_ok_and(|status| status.success())
    };
    if !works() {
        return None;
    }
    let mut shell = Command::new("unshare");
    shell
        .args(["-rm", "sh", "-c", SCRIPT, "sh"])
        .arg(course.root())
        .arg(course.beside("copy"))
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(course.root())
        .env_clear()
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("CARGO_TARGET_DIR", course.beside("target"));
    Some(shell)
}

/// Not a limit but a disk: it is full when the session begins, and has room again later.
#[cfg(target_os = "linux")]
#[test]
fn a_session_on_a_disk_without_room() {
    let course = Course::one();
    // Longer than a block, so that one in its place has room.
    let mine = format!("{}{}", "// thought over\n".repeat(2000), wrong(ONE));
    course.write(FILE, &mine);
    let state = format!("version = 1\nmood = \"{}\"\n", "good ".repeat(2000));
    course.write(STATE, &state);
    let Some(command) = on_a_full_disk(&course, &course.command("watch --stay")) else {
        eprintln!(
            "not tested: no file system may be mounted here; a_full_disk_costs_nothing has a limit instead"
        );
        return;
    };
    let mut session = Running::of(command, &course);
    session.says("01_one: tests_failed", 1);
    // As the session sees it.
    let there = |file: &str| {
        let root = course.root().strip_prefix("/").unwrap();
        std::path::PathBuf::from(format!("/proc/{}/root", session.child.id()))
            .join(root)
            .join(file)
    };
    let (file, progress, filler) = (there(FILE), there(STATE), there("filler"));
    assert!(
        fs::write(there("more"), "x".repeat(5000)).is_err(),
        "the disk is full"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), mine);
    assert_eq!(fs::read_to_string(&progress).unwrap(), state);
    // Reset needs a place for what it replaces.
    let pid = session.child.id().to_string();
    let inside = |args: &str| {
        let real = course.command(args);
        let mut command = Command::new("nsenter");
        command
            .args(["-t", &pid, "-U", "-m", "--preserve-credentials"])
            .args(["sh", "-c", "cd \"$0\" && exec \"$@\""])
            .arg(course.root())
            .arg(real.get_program())
            .args(real.get_args())
            .env_clear()
            .envs(
                real.get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            );
        course.finish(&mut command)
    };
    inside("reset one").is(
        2,
        "",
        "error: cannot keep a backup of exercises/01_numbers/01_one.rs\ncaused by: No space left on device (os error 28)[..]\nhelp: nothing was changed; make the course's folder writable\n",
    );
    assert_eq!(inside("hint").code, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), mine);
    assert_eq!(fs::read_to_string(&progress).unwrap(), state);
    // A verdict does not need the disk, and what could not be saved is saved with the next pass.
    let right = mine.replace("    3\n", "    1\n");
    assert_eq!(right.len(), mine.len());
    let in_place = fs::File::options().write(true).open(&file).unwrap();
    (&in_place).write_all(right.as_bytes()).unwrap();
    drop(in_place);
    session.says("01_one: passed", 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), right);
    assert_eq!(fs::read_to_string(&progress).unwrap(), state);
    fs::remove_file(&filler).unwrap();
    fs::write(&file, format!("{}\n", solved(ONE))).unwrap();
    session.says("01_one: passed", 2);
    until("the pass is saved", || {
        let saved = fs::read_to_string(&progress).ok()?;
        (saved.contains("passed_at") && saved.contains("good good")).then_some(())
    });
    crate::support::signal(&session.child, rustix::process::Signal::TERM);
    let said = session.end().stderr;
    assert!(
        said.contains("error: cannot save the progress in .runner/progress.toml\ncaused by: No space left on device"),
        "{said}"
    );
}
