//! How long a teacher waits: `runner check --courses` on made-up submissions of one level.
//!
//! ```sh
//! cargo bench --bench grading                                   # 60 submissions of 04_regression
//! cargo bench --bench grading -- --submissions 300 --jobs 2
//! cargo bench --bench grading -- --level 01_arrays --keep /tmp/grading
//! ```
//!
//! A submission is a copy of the exercise files: six in ten are solutions, three are near-miss answers of
//! `tests/wrong/LEVEL.toml`, one is untouched. Each attempted file has comments with its submission's name, of one to five lines, so
//! that no two are the same text and the lines of the code differ. The crates are built before the clock starts; that
//! time is told apart. Memory is read from `/proc` twenty times a second: the runner's own, and that of all its children
//! together. Linux only.

#[cfg(target_os = "linux")]
mod on_linux {
    use std::{
        collections::HashMap,
        env, fs,
        path::{Path, PathBuf},
        process::{Command, Stdio},
        thread,
        time::{Duration, Instant},
    };

    const RUNNER: &str = env!("CARGO_BIN_EXE_runner");

    struct Settings {
        submissions: usize,
        level: String,
        jobs: Option<String>,
        /// Where everything stays to be looked at.
        keep: Option<PathBuf>,
    }

    impl Settings {
        fn read() -> Self {
            let mut settings = Self {
                submissions: 60,
                level: "04_regression".to_owned(),
                jobs: None,
                keep: None,
            };
            let mut args = env::args().skip(1);
            while let Some(arg) = args.next() {
                let mut value = || args.next().unwrap_or_else(|| panic!("{arg} has a value"));
                match arg.as_str() {
                    // Cargo's own.
                    "--bench" => {}
                    "--submissions" => settings.submissions = value().parse().expect("a number"),
                    "--level" => settings.level = value(),
                    "--jobs" => settings.jobs = Some(value()),
                    "--keep" => settings.keep = Some(value().into()),
                    other => panic!("unknown argument {other}"),
                }
            }
            settings
        }
    }

    pub(crate) fn main() {
        let settings = Settings::read();
        let temporary = tempfile::tempdir().expect("a temporary directory");
        let place = settings.keep.clone().unwrap_or(temporary.path().into());
        fs::create_dir_all(&place).expect("it can be made");
        let course = place.join("course");
        if !course.exists() {
            run(runner(&place).arg("init").arg(&course));
        }
        let level = settings.level.as_str();

        let started = Instant::now();
        // Of the untouched files nothing is compiled but the crates.
        let mut prepare = runner(&course);
        prepare.args(["check", level, "--format", "json", "--output"]);
        let _ = prepare.arg(place.join("untouched.json")).status();
        println!("crates                 {}", seconds(started.elapsed()));

        let handed_in = place.join("submissions");
        let files = make(&settings, &course, &handed_in);
        let exercises = files / settings.submissions.max(1);
        println!(
            "submissions            {} of {exercises} files",
            settings.submissions
        );

        let results = place.join("results");
        let before = size(&course.join("target"));
        let mut grade = runner(&course);
        grade
            .args(["check", level, "--plain", "--courses"])
            .arg(&handed_in);
        grade.arg("--output").arg(&results);
        if let Some(jobs) = &settings.jobs {
            grade.args(["--jobs", jobs]);
        }
        let first = watched(&mut grade);
        let count = settings.submissions as f64;
        println!("time                   {}", seconds(first.took));
        println!(
            "submissions a minute   {:.1}",
            count * 60.0 / first.took.as_secs_f64()
        );
        println!(
            "files a second         {:.2}",
            files as f64 / first.took.as_secs_f64()
        );
        println!("peak memory, runner    {}", mb(first.runner));
        println!("peak memory, children  {}", mb(first.children));
        println!(
            "target directory       {} before, {} after",
            mb(before),
            mb(size(&course.join("target")))
        );
        println!(
            "results and cache      {} and {}",
            mb(size(&results)),
            mb(size(&course.join(".runner/cache/graded")))
        );

        let again = watched(grade.arg("--resume"));
        println!("--resume, unchanged    {}", seconds(again.took));
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

    /// Writes the submissions; says how many files there are.
    fn make(settings: &Settings, course: &Path, handed_in: &Path) -> usize {
        let level = &settings.level;
        let solutions = course.join("solutions").join(level);
        let mut names: Vec<String> = fs::read_dir(&solutions)
            .expect("the level is there")
            .flatten()
            .filter_map(|entry| {
                entry
                    .file_name()
                    .to_str()?
                    .strip_suffix(".rs")
                    .map(str::to_owned)
            })
            .collect();
        names.sort();
        let wrong = wrong_answers(level);
        let read = |tree: &str, name: &str| {
            let file = course.join(tree).join(level).join(format!("{name}.rs"));
            fs::read_to_string(file).expect("the exercise is there")
        };
        for student in 0..settings.submissions {
            let dir = handed_in.join(format!("student-{student:03}/exercises/{level}"));
            fs::create_dir_all(&dir).expect("it can be made");
            for (at, name) in names.iter().enumerate() {
                // Numbers without a pattern, and the same in every run.
                let dice = (student * 7919 + at * 104_729 + student * at * 31) % 10;
                let solution = read("solutions", name);
                let text = match (dice, wrong.get(name)) {
                    (9, _) => read("exercises", name),
                    (6..=8, Some(wrong)) => {
                        let (find, replace) = &wrong[(student + at) % wrong.len()];
                        comment(student) + &solution.replacen(find, replace, 1)
                    }
                    _ => comment(student) + &solution,
                };
                fs::write(dir.join(format!("{name}.rs")), text).expect("it can be written");
            }
        }
        names.len() * settings.submissions
    }

    fn comment(student: usize) -> String {
        let lines = 1 + student % 5;
        (0..lines)
            .map(|line| format!("// student {student}, line {line}\n"))
            .collect()
    }

    /// The edits of the near-miss answers, by exercise.
    fn wrong_answers(level: &str) -> HashMap<String, Vec<(String, String)>> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/wrong/{level}.toml"));
        let text = fs::read_to_string(file).unwrap_or_default();
        let table: toml::Table = text.parse().expect("it is TOML");
        let mut all: HashMap<String, Vec<(String, String)>> = HashMap::new();
        for wrong in table
            .get("wrong")
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten()
        {
            let key = |key: &str| {
                wrong
                    .get(key)
                    .and_then(toml::Value::as_str)
                    .map(str::to_owned)
            };
            if let (Some(exercise), Some(find), Some(replace)) =
                (key("exercise"), key("find"), key("replace"))
            {
                all.entry(exercise).or_default().push((find, replace));
            }
        }
        all
    }

    struct Watched {
        took: Duration,
        /// Bytes at most.
        runner: u64,
        children: u64,
    }

    fn watched(command: &mut Command) -> Watched {
        let started = Instant::now();
        let mut child = command.spawn().expect("the runner starts");
        let mut watched = Watched {
            took: Duration::ZERO,
            runner: 0,
            children: 0,
        };
        let status = loop {
            if let Some(status) = child.try_wait().expect("it can be waited for") {
                break status;
            }
            let (runner, children) = memory(child.id());
            watched.runner = watched.runner.max(runner);
            watched.children = watched.children.max(children);
            thread::sleep(Duration::from_millis(50));
        };
        assert!(status.success(), "{command:?}: {status}");
        watched.took = started.elapsed();
        watched
    }

    /// Resident bytes of a process, and of all below it together.
    fn memory(root: u32) -> (u64, u64) {
        let mut processes: HashMap<u32, (u32, u64)> = HashMap::new();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let Some(id) = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok())
            else {
                continue;
            };
            let Ok(status) = fs::read_to_string(entry.path().join("status")) else {
                continue;
            };
            let value = |key: &str| -> u64 {
                let line = status.lines().find_map(|line| line.strip_prefix(key));
                let word = line.and_then(|line| line.split_whitespace().next());
                word.and_then(|word| word.parse().ok()).unwrap_or(0)
            };
            processes.insert(id, (value("PPid:") as u32, value("VmRSS:") * 1024));
        }
        let is_below = |id: u32| {
            let mut at = id;
            while let Some(&(parent, _)) = processes.get(&at) {
                if parent == root {
                    return true;
                }
                at = parent;
            }
            false
        };
        let own = processes.get(&root).map_or(0, |one| one.1);
        let below = processes.iter().filter(|(id, _)| is_below(**id));
        (own, below.map(|(_, one)| one.1).sum())
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
}

#[cfg(target_os = "linux")]
fn main() {
    on_linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("this benchmark reads /proc, which only Linux has");
}
