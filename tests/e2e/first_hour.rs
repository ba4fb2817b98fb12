//! The first hour of a beginner: real mistakes in the course's own first files, and the screen that each of them brings.
//!
//! The screens are kept in `screens/first_hour/`, to be read as the beginner reads them. With `SCREENS=overwrite` in the
//! environment they are written anew.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    screen::Screen,
    support::{RUNNER, clean, finish_within, home_of, matches, until},
};

const OVERWRITE: &str = "SCREENS";

/// The exercises of that hour. A loop without an end need not be waited for as long as usual.
const EXERCISES: [(&str, &str); 3] = [
    ("00_warmup", "01_hello_runner"),
    ("01_arrays", "05_reductions"),
    ("01_arrays", "06_matmul"),
];
const SECONDS: f64 = 3.0;

const HELLO: &str = "exercises/00_warmup/01_hello_runner.rs";
const REDUCTIONS: &str = "exercises/01_arrays/05_reductions.rs";

#[test]
fn every_screen_of_the_first_hour_is_as_it_was_read() {
    let mut hour = Hour::begin();
    hour.sees("01_untouched", &["error[E0308]", "`3.0`"]);

    hour.writes(HELLO, "let n: f64 = 3;", "let n: f64 = 3.0;");
    hour.writes(HELLO, "let total = 0.0;", "let mut total = 0.0;");
    hour.saves(HELLO, "    total += a;", "    totl += a;");
    hour.sees("02_typo", &["error[E0425]"]);

    hour.saves(HELLO, "    totl += a;", "    total += a");
    hour.sees("03_missing_semicolon", &["error: expected"]);

    hour.writes(HELLO, "    total += a\n", "    total += a;\n");
    hour.saves(HELLO, "let n: f64 = 3.0;", "let n: f32 = 3.0;");
    hour.sees("04_float_widths", &["error[E0277]"]);

    hour.saves(HELLO, "let n: f32 = 3.0;", "let n: f64 = 3.0;");
    hour.sees("05_only_the_tests_see_it", &["20 is not warmer than 20"]);

    hour.saves(HELLO, "    celsius >= limit", "    celsius > limit");
    hour.sees(
        "06_solved_and_next",
        &["solved", "Hello! Three temperatures", "still to write"],
    );

    let mean_std = "    todo!(\"mean and std of each of the {} columns\", x.ncols())";
    hour.saves(
        REDUCTIONS,
        mean_std,
        "    let n = x.nrows() as f64;\n    let sums = x.sum_axis(Axis(0));\n    let mean = sums / n;\n    let std = (x - sums / n).mapv(|d| d * d).sum_axis(Axis(0)) / n;\n    (mean, std)",
    );
    hour.sees("07_moved_value", &["error[E0382]"]);

    hour.writes(
        REDUCTIONS,
        "    let std = (x - sums / n).mapv(|d| d * d).sum_axis(Axis(0)) / n;\n    (mean, std)",
        "    (mean, x.std_axis(Axis(0), 1.0))",
    );
    let largest = "    todo!(\"the indices of the {n} largest of {} entries\", v.len())";
    hour.saves(
        REDUCTIONS,
        largest,
        "    let known = v.iter().filter(|x| x > 0.0).count();\n    (0..known.min(n)).collect()",
    );
    hour.sees("08_forgotten_reference", &["error[E0308]"]);

    hour.saves(REDUCTIONS, "|x| x > 0.0", "|x| **x > 0.0");
    hour.sees("09_off_by_one", &["this std divides by n - 1"]);

    hour.saves(
        REDUCTIONS,
        "    let sums = x.sum_axis(Axis(0));\n    let mean = sums / n;\n    (mean, x.std_axis(Axis(0), 1.0))",
        "    (x.sum_axis(Axis(1)) / n, x.std_axis(Axis(0), 0.0))",
    );
    hour.sees("10_wrong_axis", &["length differs"]);

    hour.writes(
        REDUCTIONS,
        "    let n = x.nrows() as f64;\n    (x.sum_axis(Axis(1)) / n, x.std_axis(Axis(0), 0.0))",
        "    let unknown = Array1::from_elem(x.ncols(), f64::NAN);\n    (x.mean_axis(Axis(0)).unwrap_or(unknown), x.std_axis(Axis(0), 0.0))",
    );
    hour.saves(
        REDUCTIONS,
        "    todo!(\"the largest entry of each of the {} rows\", x.nrows())",
        "    let mut best = Array1::zeros(x.nrows());\n    for i in 0..x.nrows() {\n        for j in 1..=x.ncols() {\n            if x[[i, j]] > x[[i, best[i]]] {\n                best[i] = j;\n            }\n        }\n    }\n    best",
    );
    hour.sees("11_index_out_of_bounds", &["In plain words", "One too far"]);

    hour.saves(
        REDUCTIONS,
        "    let mut best = Array1::zeros(x.nrows());",
        "    let mut best = Array1::zeros(x.sum_axis(Axis(2)).len());",
    );
    hour.sees("12_no_such_axis", &["panicked inside ndarray"]);

    hour.writes(
        REDUCTIONS,
        "    let mut best = Array1::zeros(x.sum_axis(Axis(2)).len());",
        "    let mut best = Array1::zeros(x.nrows());",
    );
    hour.writes(REDUCTIONS, "1..=x.ncols()", "1..x.ncols()");
    hour.saves(
        REDUCTIONS,
        "    (0..known.min(n)).collect()",
        "    let (mut best, mut i) = (0, 0);\n    while i < v.len() {\n        if v[i] > v[best] {\n            best = i;\n        }\n    }\n    (best..known.min(n)).collect()",
    );
    hour.sees("13_loop_without_end", &["Stopped after"]);

    hour.saves_solution("01_arrays/05_reductions");
    hour.sees(
        "14_solved_and_next",
        &["solved", "Four pictures", "Next", "still to write"],
    );
    hour.ends();
}

/// A session of `watch` on a copy of the course.
struct Hour {
    course: PathBuf,
    screen: Screen,
    wrong: Vec<String>,
    _lock: File,
}

impl Hour {
    /// The copy and what is built of it stay in the target directory, so that the crates are built once.
    fn begin() -> Self {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("first_hour");
        fs::create_dir_all(&place).unwrap();
        // Two test runs at once take turns.
        let lock = File::create(place.join("lock")).unwrap();
        lock.lock().unwrap();
        let place = place.canonicalize().unwrap();
        let (course, target) = (place.join("course"), place.join("target"));
        copy_course(&course);

        let mut watch = Command::new(RUNNER);
        watch.arg("watch");
        prepare(&mut watch, &course, &target);
        Self {
            screen: Screen::sized(watch, 50, 90),
            course,
            wrong: Vec::new(),
            _lock: lock,
        }
    }

    /// Changes the text that the next save will save.
    fn writes(&self, file: &str, old: &str, new: &str) {
        let draft = self.draft(file);
        let text = fs::read_to_string(&draft)
            .or_else(|_| fs::read_to_string(self.course.join(file)))
            .unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old:?} in\n{text}");
        fs::write(draft, text.replacen(old, new, 1)).unwrap();
    }

    /// As most editors do it: all at once.
    fn saves(&self, file: &str, old: &str, new: &str) {
        self.writes(file, old, new);
        fs::rename(self.draft(file), self.course.join(file)).unwrap();
    }

    fn saves_solution(&self, id: &str) {
        let (file, solution) = (
            format!("exercises/{id}.rs"),
            self.course.join(format!("solutions/{id}.rs")),
        );
        fs::copy(solution, self.draft(&file)).unwrap();
        fs::rename(self.draft(&file), self.course.join(&file)).unwrap();
    }

    /// Beside the course: the runner watches what lies in it.
    fn draft(&self, file: &str) -> PathBuf {
        self.course.with_file_name(file.replace('/', "."))
    }

    /// Waits until all of `parts` are on the screen and nothing is in work, and holds it against the screen that is kept.
    #[track_caller]
    fn sees(&mut self, name: &str, parts: &[&str]) {
        let screen = &mut self.screen;
        screen.until(&format!("{name}, with {parts:?}"), |text| {
            parts.iter().all(|part| text.contains(part))
                && text.contains("waiting for a save")
                && !text.contains("preparing the next one")
        });
        // The terminal may have got half of a picture; the last whole one is at rest as well, or the next.
        let seen = until("a whole picture", || {
            let picture = screen.frame().join("\n");
            let is_at_rest = picture.contains("waiting for a save");
            (is_at_rest && parts.iter().all(|part| picture.contains(part))).then_some(picture)
        });
        let seen = without_times(&seen);
        let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/e2e/screens/first_hour")
            .join(format!("{name}.txt"));
        if std::env::var(OVERWRITE).is_ok_and(|value| value == "overwrite") {
            fs::create_dir_all(kept.parent().unwrap()).unwrap();
            fs::write(&kept, seen).unwrap();
            return;
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        if !matches(&ours(&expected), &ours(&seen)) {
            self.wrong
                .push(format!("{name} was\n{expected}\nand is\n{seen}"));
        }
    }

    #[track_caller]
    fn ends(self) {
        self.screen.press("q");
        let (code, _) = self.screen.end();
        assert_eq!(code, 0);
        assert!(
            self.wrong.is_empty(),
            "{}\n{OVERWRITE}=overwrite writes the screens anew: read them",
            self.wrong.join("\n\n")
        );
    }
}

/// The course as `init` writes it, cut to the exercises of that hour, all of them untouched.
fn copy_course(course: &Path) {
    let fresh = tempfile::tempdir().unwrap();
    let mut init = Command::new(RUNNER);
    let written = finish_within(
        crate::support::PATIENCE,
        init.arg("init").arg(fresh.path()),
        fresh.path(),
    );
    assert_eq!(written.code, 0, "{written:?}");
    let info = fresh.path().join("info.toml");
    let mut table: toml::Table = fs::read_to_string(&info).unwrap().parse().unwrap();
    let of = |entry: &toml::Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let exercises = table["exercises"].as_array_mut().unwrap();
    exercises.retain(|one| {
        let id = (of(one, "dir"), of(one, "name"));
        EXERCISES.contains(&(id.0.as_str(), id.1.as_str()))
    });
    for exercise in exercises {
        let exercise = exercise.as_table_mut().unwrap();
        exercise.insert("seconds".to_owned(), SECONDS.into());
    }
    let levels = table["levels"].as_array_mut().unwrap();
    levels.retain(|level| EXERCISES.iter().any(|(dir, _)| *dir == of(level, "dir")));
    fs::write(&info, toml::to_string(&table).unwrap()).unwrap();

    let _ = fs::remove_dir_all(course.join(".runner"));
    copy_changed(fresh.path(), course);
}

/// What is right already is left alone, times included, so that nothing is built again.
fn copy_changed(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy_changed(&from, &to);
        } else {
            let text = fs::read(&from).unwrap();
            if !fs::read(&to).is_ok_and(|there| there == text) {
                fs::write(to, text).unwrap();
            }
        }
    }
}

/// The user's registry, and nothing else of the caller's settings.
fn prepare(command: &mut Command, dir: &Path, target: &Path) {
    let home = std::env::home_dir().unwrap();
    clean(command, &home, &home_of("CARGO_HOME", ".cargo"));
    command.current_dir(dir).env("CARGO_TARGET_DIR", target);
}

/// `failed in 0.12 s` -> `failed in [..] s`; blanks at the ends of lines go, and places of the toolchain, of whatever length.
fn without_times(screen: &str) -> String {
    let mut cut = false;
    let line = |line: &str| {
        let line = line.trim_end();
        let Some((before, rest)) = line.split_once(" in ") else {
            return line.to_owned();
        };
        match rest.split_once(" s   waiting") {
            Some((_, after)) => format!("{before} in [..] s   waiting{after}"),
            None => line.to_owned(),
        }
    };
    let mut lines: Vec<String> = Vec::new();
    for text in screen.lines() {
        // The rest of a line that did not fit.
        if cut && !text.starts_with(' ') {
            continue;
        }
        cut = false;
        match text.split_once("--> /") {
            Some((before, _)) => {
                cut = true;
                lines.push(format!("{before}--> [..]"));
            }
            None => lines.push(line(text)),
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

/// The screen without rustc's drawings, which are another thing with every version of it: of each error its first two lines
/// stay.
fn ours(screen: &str) -> String {
    let mut kept = Vec::new();
    let mut drawn = 0;
    let mut rules = 0;
    for line in screen.lines() {
        if line.starts_with("----") {
            rules += 1;
            drawn = 0;
            if rules == 2 {
                // How far the drawing reaches decides how many empty lines follow.
                while kept.last().is_some_and(|line: &&str| line.is_empty()) {
                    kept.pop();
                }
            }
        } else if line.starts_with("error") {
            drawn = 1;
        } else if drawn > 0 {
            drawn += 1;
        }
        if drawn <= 2 {
            kept.push(line);
        }
    }
    kept.join("\n")
}
