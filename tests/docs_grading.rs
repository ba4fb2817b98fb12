//! The ready files for teachers in `docs/grading/` call the runner as it can be called.

use std::{fs, path::Path, process::Command};

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/grading")
        .join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Indented by spaces, in steps of two, without a key twice in one block of the top.
#[test]
fn the_workflows_have_the_form_of_yaml() {
    for name in ["github-actions.yml", "gitlab-ci.yml"] {
        let text = read(name);
        let mut keys = Vec::new();
        for line in text.lines() {
            let indent = line.len() - line.trim_start().len();
            assert!(!line.contains('\t') && indent % 2 == 0, "{name}: {line}");
            assert_eq!(line.trim_end(), line, "{name}: {line}");
            if indent == 0 && !line.is_empty() && !line.starts_with('#') {
                let (key, _) = line
                    .split_once(':')
                    .unwrap_or_else(|| panic!("{name}: {line}"));
                assert!(!keys.contains(&key), "{name}: {key} is there twice");
                keys.push(key);
            }
        }
        assert!(keys.len() >= 3, "{name}: {keys:?}");
    }
}

/// Every option they use is one that the help of its command names.
#[test]
fn the_options_exist() {
    let help = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_runner"))
            .args(args)
            .arg("--help")
            .output();
        String::from_utf8(output.expect("the runner starts").stdout).expect("it is text")
    };
    let (check, merge) = (help(&["check"]), help(&["grade", "merge"]));
    for name in ["github-actions.yml", "gitlab-ci.yml", "Containerfile"] {
        let mut seen = 0;
        for line in read(name).lines() {
            let known = if line.contains(" check 04_regression --courses") {
                &check
            } else if line.contains("runner grade merge") {
                &merge
            } else {
                continue;
            };
            seen += 1;
            for option in line
                .split_whitespace()
                .filter(|word| word.starts_with("--"))
            {
                assert!(known.contains(option), "{name}: {option}");
            }
        }
        assert!(seen >= 1, "{name}");
    }
}

/// Their shell lines, run in order: every machine with a checkout of its own, then the one that joins the results.
#[cfg(unix)]
mod followed {
    use super::read;
    use std::{
        fs,
        os::unix::fs::{PermissionsExt, symlink},
        path::{Path, PathBuf},
        process::Command,
    };

    const RUNNER: &str = env!("CARGO_BIN_EXE_runner");
    const LEVEL: &str = "04_regression";
    const INSTALL: &str = "install --path . --locked";

    /// A repository as the files ask for it: a course with the level they name, and two submissions.
    struct Repository {
        place: tempfile::TempDir,
    }

    impl Repository {
        fn new() -> Self {
            let place = tempfile::tempdir().expect("a temporary directory");
            let repository = Self { place };
            let bin = repository.path("bin");
            fs::create_dir(&bin).expect("it can be made");
            symlink(RUNNER, bin.join("runner")).expect("it can be made");
            // Stands for the installation: says that it was asked for it. All else is cargo's.
            let cargo = which("cargo");
            let stub = format!(
                "#!/bin/sh\nif [ \"$1\" = install ]; then echo \"$*\" >> {}; else exec {} \"$@\"; fi\n",
                quoted(&repository.path("installed")),
                quoted(&cargo)
            );
            fs::write(bin.join("cargo"), stub).expect("it can be written");
            fs::set_permissions(bin.join("cargo"), fs::Permissions::from_mode(0o755))
                .expect("they can be set");

            let course = repository.path("repository");
            repository.shell(
                &repository.path(""),
                &format!("runner dev init repository --first {LEVEL}/01_mean"),
                &[],
            );
            let file = format!("exercises/{LEVEL}/01_mean.rs");
            let solution = fs::read_to_string(course.join(format!("solutions/{LEVEL}/01_mean.rs")))
                .expect("it was made");
            let wrong = solution.replace("values.len() as f64", "3.0 + 0.0 * values.len() as f64");
            assert_ne!(solution, wrong, "the mistake is in it");
            for (name, text) in [("ada", &solution), ("bob", &wrong)] {
                let to = course.join("submissions").join(name).join(&file);
                fs::create_dir_all(to.parent().expect("it has one")).expect("it can be made");
                fs::write(to, text).expect("it can be written");
            }
            repository
        }

        fn path(&self, name: &str) -> PathBuf {
            self.place.path().join(name)
        }

        /// What one job has checked out.
        fn checkout(&self, name: &str) -> PathBuf {
            let to = self.path(name);
            copy(&self.path("repository"), &to);
            to
        }

        /// Each line as a job runs it: it ends the job if it fails.
        fn shell(&self, dir: &Path, line: &str, variables: &[(&str, &str)]) {
            let path = std::env::var("PATH").unwrap_or_default();
            let done = Command::new("bash")
                .args(["-e", "-o", "pipefail", "-c", line])
                .current_dir(dir)
                .env("PATH", format!("{}:{path}", self.path("bin").display()))
                .env_remove("CARGO_TARGET_DIR")
                .envs(variables.iter().copied())
                .output()
                .expect("bash starts");
            assert!(
                done.status.success(),
                "{line}: {}\n{}{}",
                done.status,
                String::from_utf8_lossy(&done.stdout),
                String::from_utf8_lossy(&done.stderr)
            );
        }

        /// Both submissions, each once, with the right result.
        fn is_graded(&self, results: &Path) {
            let table = fs::read_to_string(results.join("all.csv")).expect("it was written");
            let rows: Vec<Vec<&str>> = table
                .lines()
                .map(|line| line.split(',').take(6).collect())
                .collect();
            let column = format!("{LEVEL}/01_mean");
            let head = [
                "submission",
                "passed",
                "total",
                "points",
                "of_points",
                &column,
            ];
            assert_eq!(
                rows,
                [
                    head,
                    ["ada", "1", "1", "1", "1", "passed"],
                    ["bob", "0", "1", "0", "1", "tests_failed"],
                ]
            );
            assert!(results.join("ada.json").is_file() && results.join("bob.json").is_file());
        }

        /// What cargo was asked to install, line by line.
        fn installed(&self) -> String {
            fs::read_to_string(self.path("installed")).expect("it was asked for")
        }
    }

    fn which(program: &str) -> PathBuf {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .map(|dir| dir.join(program))
            .find(|file| file.is_file())
            .unwrap_or_else(|| panic!("{program} is on the PATH"))
    }

    fn quoted(path: &Path) -> String {
        format!("'{}'", path.display())
    }

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("it can be made");
        for entry in fs::read_dir(from).expect("it is there").flatten() {
            let (old, new) = (entry.path(), to.join(entry.file_name()));
            if old.is_dir() {
                copy(&old, &new);
            } else {
                fs::copy(old, new).expect("it can be copied");
            }
        }
    }

    /// The lines below the one that is `key` with spaces in front, up to the next that has no more spaces.
    fn block<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let mut lines = text.lines().skip_while(|line| line.trim_end() != key);
        let first = lines.next().unwrap_or_else(|| panic!("no line `{key}`"));
        lines
            .take_while(|line| line.trim().is_empty() || indent(line) > indent(first))
            .collect()
    }

    /// What a list's lines say behind `start`, comments left out.
    fn items(lines: &[&str], start: &str) -> Vec<String> {
        let items: Vec<String> = lines
            .iter()
            .filter_map(|line| line.trim_start().strip_prefix(start))
            .map(str::to_owned)
            .collect();
        for item in &items {
            assert!(
                !item.starts_with(['|', '>', '"', '\'']),
                "a form that is not read here: {item}"
            );
        }
        items
    }

    #[test]
    fn github_actions() {
        let text = read("github-actions.yml");
        let (shard, merge) = (block(&text, "  shard:"), block(&text, "  merge:"));
        let numbers = items(&shard, "shard: [").concat();
        let numbers: Vec<&str> = numbers.trim_end_matches(']').split(", ").collect();
        assert!(numbers.len() > 1, "{numbers:?}");
        let steps = items(&shard, "- run: ");
        assert_eq!(steps.len(), 3, "{steps:?}");
        let repository = Repository::new();
        let last = repository.checkout("merge");
        for number in &numbers {
            let job = repository.checkout(number);
            for step in &steps {
                repository.shell(&job, &step.replace("${{ matrix.shard }}", number), &[]);
            }
            // The artifact's name and path are those of the file.
            assert!(shard.contains(&"          name: results-${{ matrix.shard }}"));
            assert!(shard.contains(&"          path: results"));
            copy(
                &job.join("results"),
                &last.join(format!("parts/results-{number}")),
            );
        }
        assert!(merge.contains(&"          path: parts"));
        for step in items(&merge, "- run: ") {
            repository.shell(&last, &step, &[]);
        }
        repository.is_graded(&last.join("results"));
        let installs = format!("{INSTALL}\n").repeat(numbers.len() + 1);
        assert_eq!(repository.installed(), installs, "once for every job");
    }

    #[test]
    fn gitlab_ci() {
        let text = read("gitlab-ci.yml");
        let (shard, merge) = (block(&text, "shard:"), block(&text, "merge:"));
        let before = items(&block(&text, "  before_script:"), "- ");
        let script = |job: &[&str]| {
            let lines = items(&block(&job.join("\n"), "  script:"), "- ");
            [before.clone(), lines].concat()
        };
        let total = items(&shard, "parallel: ").concat();
        let repository = Repository::new();
        let last = repository.checkout("merge");
        for number in 1..=total.parse().expect("a number") {
            let job = repository.checkout(&format!("{number}"));
            let index = format!("{number}");
            let variables = [("CI_NODE_INDEX", &*index), ("CI_NODE_TOTAL", &*total)];
            // GitLab runs all lines of a job in one shell.
            repository.shell(&job, &script(&shard).join("\n"), &variables);
            assert!(shard.contains(&"    paths: [results-*]"));
            let name = format!("results-{number}");
            copy(&job.join(&name), &last.join(&name));
        }
        repository.shell(&last, &script(&merge).join("\n"), &[]);
        repository.is_graded(&last.join("results"));
        let jobs = 1 + total.parse::<usize>().expect("a number");
        assert_eq!(repository.installed(), format!("{INSTALL}\n").repeat(jobs));
    }

    /// What follows the course's copy in the image, and the call that its head tells.
    #[test]
    fn containerfile() {
        let text = read("Containerfile");
        let (image, steps) = text.split_once("\nCOPY ").expect("it copies the course");
        let repository = Repository::new();
        let course = repository.checkout("course");
        let runs = items(&steps.lines().collect::<Vec<_>>(), "RUN ");
        assert_eq!(runs.len(), 2, "{runs:?}");
        for run in runs {
            let run = run.replace("/home/grader/.local/bin/runner", "runner");
            repository.shell(&course, &run, &[]);
        }
        assert_eq!(
            repository.installed(),
            format!("{INSTALL} --offline --root /home/grader/.local\n")
        );
        let entry = "ENTRYPOINT [\"/home/grader/.local/bin/runner\", \"--course\", \"/course\"]";
        assert!(steps.contains(entry), "{steps}");
        let call = items(&image.lines().collect::<Vec<_>>(), "#         grader ").concat();
        let call = call
            .replace("/submissions", "submissions")
            .replace("/results", "results");
        repository.shell(&course, &format!("runner --course . {call}"), &[]);
        repository.is_graded(&course.join("results"));
    }
}
