//! The run from the settings to the table.

#[path = "class.rs"]
mod class;
#[path = "expected.rs"]
mod expected;
#[path = "names.rs"]
mod names;
#[path = "settings.rs"]
mod settings;
#[path = "watched.rs"]
mod watched;

use std::{
    fs,
    path::Path,
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use self::{class::Class, settings::Settings, watched::watched};

const RUNNER: &str = env!("CARGO_BIN_EXE_runner");

pub(crate) fn main() -> ExitCode {
    let settings = Settings::read();
    let temporary = tempfile::tempdir().expect("a temporary directory");
    let place = settings.keep.as_deref().unwrap_or(temporary.path());
    let (course, handed_in, results) = (
        place.join("course"),
        place.join("submissions"),
        place.join("results"),
    );
    let kept_verdicts = course.join(".runner/cache/graded");
    fs::create_dir_all(place).expect("it can be made");
    if !course.exists() {
        run(runner(place).arg("init").arg(&course));
    }
    // Those of an earlier run here.
    for dir in [&handed_in, &results, &kept_verdicts] {
        let _ = fs::remove_dir_all(dir);
    }
    let level = settings.level.as_str();

    let started = Instant::now();
    // Of the untouched files nothing is compiled but the crates.
    let mut prepare = runner(&course);
    prepare.args(["check", level, "--format", "json", "--output"]);
    let _ = prepare.arg(place.join("untouched.json")).status();
    say("crates", &seconds(started.elapsed()));

    let class = Class::hand_in(&settings, &course, &handed_in);
    say("class", &class.to_string());

    let target = course.join("target");
    let before = size(&target);
    let mut grade = runner(&course);
    grade.args(["check", level, "--plain", "--courses"]);
    grade.arg(&handed_in).arg("--output").arg(&results);
    if let Some(jobs) = &settings.jobs {
        grade.args(["--jobs", jobs]);
    }
    let first = watched(&mut grade);
    let took = first.took.as_secs_f64();
    let (submissions, files) = (settings.submissions as f64, class.files() as f64);
    say("time", &seconds(first.took));
    let a_minute = submissions * 60.0 / took;
    say("submissions a minute", &format!("{a_minute:.1}"));
    say("files a second", &format!("{:.2}", files / took));
    let busy = first.processor.as_secs_f64() / took;
    say(
        "processor time",
        &format!("{}, {busy:.1} cores busy", seconds(first.processor)),
    );
    say(
        "peak memory",
        &format!(
            "{} the runner, {} its largest child, {} all children at once",
            mb(first.runner),
            mb(first.largest_child),
            mb(first.children)
        ),
    );
    say(
        "disk",
        &format!(
            "target {} before, {} after; results {}; verdicts kept {}",
            mb(before),
            mb(size(&target)),
            mb(size(&results)),
            mb(size(&kept_verdicts))
        ),
    );
    let wrong = expected::differences(&class, level, &results);
    let again = watched(grade.arg("--resume"));
    say("--resume, unchanged", &seconds(again.took));
    say(
        "results",
        &format!(
            "{} of {} as expected",
            class.files() - wrong.len(),
            class.files()
        ),
    );
    for difference in wrong.iter().take(20) {
        println!("  {difference}");
    }
    if wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn say(what: &str, value: &str) {
    println!("{what:<22} {value}");
}

fn runner(dir: &Path) -> Command {
    let mut command = Command::new(RUNNER);
    command.current_dir(dir).env_remove("CARGO_TARGET_DIR");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn run(command: &mut Command) {
    let status = command.status().expect("the runner starts");
    assert!(status.success(), "{command:?}: {status}");
}

fn size(path: &Path) -> u64 {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => size(&entry.path()),
            _ => entry.metadata().map_or(0, |meta| meta.len()),
        })
        .sum()
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn mb(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}
