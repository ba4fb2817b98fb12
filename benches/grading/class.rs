//! What a class hands in: of ten files about five are solutions in a learner's own words, one is the course's solution as
//! it stands, three are near-miss answers of `tests/wrong/LEVEL.toml`, one is untouched.
//!
//! Own words are comments with the learner's number, of one to five lines so that the lines of the code differ, a remark
//! behind one of the lines, and another name for one of the variables. So hardly two files are the same text, but some
//! are: the untouched ones, and the course's solutions.

use std::{
    collections::{HashMap, HashSet},
    fmt, fs,
    path::Path,
};

use super::{names, settings::Settings};

/// What one file must come to.
pub(crate) enum Expected {
    Passed,
    NotAttempted,
    /// Turned down by this test.
    Rejected {
        by: String,
    },
}

/// One file of one learner.
pub(crate) struct HandedIn {
    pub(crate) submission: String,
    pub(crate) exercise: String,
    pub(crate) expected: Expected,
}

pub(crate) struct Class {
    pub(crate) all: Vec<HandedIn>,
    submissions: usize,
    texts: usize,
    renamed: usize,
}

/// An edit of the solution that a test must turn down.
struct NearMiss {
    find: String,
    replace: String,
    rejected_by: String,
}

impl Class {
    /// Writes the submissions.
    pub(crate) fn hand_in(settings: &Settings, course: &Path, to: &Path) -> Self {
        let level = &settings.level;
        let exercises = exercises(&course.join("solutions").join(level));
        let near_misses = near_misses(level);
        let mut class = Self {
            all: Vec::new(),
            submissions: settings.submissions,
            texts: 0,
            renamed: 0,
        };
        let mut texts = HashSet::new();
        let read = |tree: &str, name: &str| {
            let file = course.join(tree).join(level).join(format!("{name}.rs"));
            fs::read_to_string(file).expect("the exercise is there")
        };
        for student in 0..settings.submissions {
            let submission = format!("student-{student:03}");
            let dir = to.join(&submission).join("exercises").join(level);
            fs::create_dir_all(&dir).expect("it can be made");
            for (at, name) in exercises.iter().enumerate() {
                let solution = read("solutions", name);
                let known = near_misses.get(name).map_or(&[][..], Vec::as_slice);
                let (text, expected) = match dice(student, at) {
                    9 => (read("exercises", name), Expected::NotAttempted),
                    8 => (solution, Expected::Passed),
                    5..=7 if !known.is_empty() => {
                        let miss = &known[(student + at) % known.len()];
                        let edited = solution.replacen(&miss.find, &miss.replace, 1);
                        let by = miss.rejected_by.clone();
                        (
                            class.in_own_words(&edited, student, at),
                            Expected::Rejected { by },
                        )
                    }
                    _ => (class.in_own_words(&solution, student, at), Expected::Passed),
                };
                fs::write(dir.join(format!("{name}.rs")), &text).expect("it can be written");
                texts.insert(text);
                class.all.push(HandedIn {
                    submission: submission.clone(),
                    exercise: format!("{level}/{name}"),
                    expected,
                });
            }
        }
        class.texts = texts.len();
        class
    }

    pub(crate) fn files(&self) -> usize {
        self.all.len()
    }

    /// The same program, as another would have written it.
    fn in_own_words(&mut self, text: &str, student: usize, at: usize) -> String {
        let candidates = names::local(text);
        let text = match candidates.len() {
            0 => text.to_owned(),
            count => {
                self.renamed += 1;
                let old = &candidates[(student + at) % count];
                names::renamed(text, old, &format!("{old}_{student}"))
            }
        };
        let mut own: String = (0..=student % 5)
            .map(|line| format!("// Student {student}, line {line}.\n"))
            .collect();
        let mut remarked = false;
        for (number, line) in text.lines().enumerate() {
            own.push_str(line);
            // Behind a statement of the code, further down for some than for others.
            if !remarked && number > 15 + student % 7 && line.ends_with(';') {
                own.push_str(&format!(" // {student}: checked by hand"));
                remarked = true;
            }
            own.push('\n');
        }
        own
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |is: fn(&Expected) -> bool| {
            let those = self.all.iter().filter(|one| is(&one.expected));
            those.count()
        };
        write!(
            f,
            "{} submissions, {} files, {} of them different texts ({} with a variable renamed); right {}, wrong {}, untouched {}",
            self.submissions,
            self.files(),
            self.texts,
            self.renamed,
            count(|expected| matches!(expected, Expected::Passed)),
            count(|expected| matches!(expected, Expected::Rejected { .. })),
            count(|expected| matches!(expected, Expected::NotAttempted)),
        )
    }
}

/// Numbers below ten without a pattern, and the same in every run: the mixing step of the generator SplitMix64.
fn dice(student: usize, at: usize) -> usize {
    let mut mixed = (student as u64) << 32 | at as u64;
    for factor in [0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb] {
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(factor);
    }
    ((mixed >> 33) % 10) as usize
}

/// The names of the level's exercises.
fn exercises(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("the level is there")
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            Some(name.to_str()?.strip_suffix(".rs")?.to_owned())
        })
        .collect();
    names.sort();
    names
}

/// Those of a level, by exercise.
fn near_misses(level: &str) -> HashMap<String, Vec<NearMiss>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/wrong/{level}.toml"));
    let text = fs::read_to_string(file).unwrap_or_default();
    let table: toml::Table = text.parse().expect("it is TOML");
    let entries = table.get("wrong").and_then(toml::Value::as_array);
    let mut all: HashMap<String, Vec<NearMiss>> = HashMap::new();
    for entry in entries.into_iter().flatten() {
        let key = |key: &str| {
            let value = entry.get(key).and_then(toml::Value::as_str);
            value.expect("every entry has it").to_owned()
        };
        all.entry(key("exercise")).or_default().push(NearMiss {
            find: key("find"),
            replace: key("replace"),
            rejected_by: key("rejected_by"),
        });
    }
    all
}
