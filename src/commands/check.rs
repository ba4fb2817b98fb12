//! `runner check`: many exercises in parallel, told to people or written as a document.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

use indicatif::ProgressBar;

use crate::{
    Outcome,
    catalog::{Catalog, Exercise, Untouched},
    check::{
        self, Checked, Freshness, Subject, honest,
        many::{in_parallel, workers},
        overlay,
    },
    cli::{Check, Format},
    course::untouched,
    error::{Context, Error, Result, read_text},
    grade::{self, Graded, Sum},
    grading::{self, submission},
    interrupt,
    process::Cancel,
    render::{self, bar, bar::PrepareBar, theme::Theme},
    session::{Session, print, warn},
    toolchain::{Commands, command::RecordedCommand, fingerprint::hash_of},
    verdict::Verdict,
};

pub(crate) fn check(session: &Session, args: &Check) -> Result<Outcome> {
    interrupt::cancel_on_signal(&session.cancel)?;
    if let Some(submissions) = &args.courses {
        return grading::check_all(session, args, submissions);
    }
    let exercises = selected(&session.catalog, &args.names)?;
    let commands = prepare(session, &exercises)?;
    let bar = bar::counting(exercises.len(), &session.theme);
    let texts = Texts::of(args)?;
    let graded = grade_all(
        &session.catalog,
        &exercises,
        &commands,
        &texts,
        &session.cancel,
        &bar,
    )?;
    // Another's passes are not this learner's.
    if args.from.is_none() {
        session.remember(|progress| {
            for one in graded.iter().filter(|one| one.checked.verdict.is_passed()) {
                progress.add_pass(one.exercise, &one.checked.hash);
            }
        });
    }

    let catalog = &session.catalog;
    let document = document(args.format, catalog, &graded, &session.theme)?;
    match &args.output {
        Some(file) if args.format == Format::Classroom && is_named_by("GITHUB_OUTPUT", file) => {
            append(file, &grade::classroom::output_line(&graded))?;
        }
        Some(file) => fs::write(file, document)
            .context(|| format!("cannot write {}", file.display()))
            .map_err(|error| {
                error.help("name a file in a directory that exists and can be written to")
            })?,
        None => print(&document)?,
    }
    if args.format == Format::Github
        && let Some(file) = env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty())
    {
        append(Path::new(&file), &grade::github::summary(catalog, &graded))?;
    }
    match args.format {
        Format::Human | Format::Json => {}
        Format::Exercism => {
            warn(&Sum::of(&graded).line());
            return Ok(Outcome::Fine);
        }
        Format::Junit | Format::Github | Format::Gradescope | Format::Classroom | Format::Tap => {
            warn(&Sum::of(&graded).line());
        }
    }
    let all = graded.iter().all(|one| one.checked.verdict.is_passed());
    Ok(if all {
        Outcome::Fine
    } else {
        Outcome::NotSolved
    })
}

/// What was judged, in a format.
pub(crate) fn document(
    format: Format,
    catalog: &Catalog,
    graded: &[Graded],
    theme: &Theme,
) -> Result<String> {
    Ok(match format {
        Format::Human => human(graded, theme),
        Format::Json => grade::json::document(catalog, graded)?,
        Format::Junit => grade::junit::document(catalog, graded),
        Format::Github => grade::github::document(catalog, graded),
        Format::Gradescope => grade::gradescope::document(catalog, graded),
        Format::Classroom => grade::classroom::document(catalog, graded),
        Format::Tap => grade::tap::document(catalog, graded),
        Format::Exercism => grade::exercism::document(catalog, graded),
    })
}

/// Which texts are judged.
enum Texts {
    /// The files of the course.
    AsTheyAre,
    /// Those of the course, or of the directory named, with the course's own tests.
    WithOriginalTests { from: Option<PathBuf> },
}

impl Texts {
    fn of(args: &Check) -> Result<Self> {
        let Some(from) = &args.from else {
            return Ok(if args.original_tests {
                Self::WithOriginalTests { from: None }
            } else {
                Self::AsTheyAre
            });
        };
        if !from.join("exercises").is_dir() {
            return Err(Error::new(format!("cannot grade {}", from.display()))
                .caused_by("it has no directory `exercises`")
                .help("--from names a learner's copy of the course"));
        }
        Ok(Self::WithOriginalTests {
            from: Some(from.clone()),
        })
    }
}

fn is_named_by(variable: &str, file: &Path) -> bool {
    env::var_os(variable).is_some_and(|value| !value.is_empty() && Path::new(&value) == file)
}

fn append(file: &Path, text: &str) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    let opened = options.append(true).create(true).open(file);
    opened
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .context(|| format!("cannot write to {}", file.display()))
}

/// The exercises that `names` mean, in the order of the course, each once.
pub(crate) fn selected<'a>(catalog: &'a Catalog, names: &[String]) -> Result<Vec<&'a Exercise>> {
    if names.is_empty() {
        return Ok(catalog.exercises().iter().collect());
    }
    let mut wanted = Vec::new();
    for name in names {
        match catalog.resolve_level(name) {
            Some(level) => {
                wanted.extend(catalog.of_level(level).map(|exercise| exercise.id.as_str()));
            }
            None => wanted.push(catalog.resolve(name)?.id.as_str()),
        }
    }
    Ok(catalog
        .exercises()
        .iter()
        .filter(|exercise| wanted.contains(&exercise.id.as_str()))
        .collect())
}

/// Cargo's part, one level after the other: it would only wait for its own lock.
pub(crate) fn prepare(session: &Session, exercises: &[&Exercise]) -> Result<Vec<RecordedCommand>> {
    let mut commands = Commands::default();
    let mut prepare = |exercise| {
        let mut bar = PrepareBar::new(&session.catalog.level(exercise).title, &session.theme);
        let command = commands.of(&session.catalog, exercise, &session.cancel, &mut |step| {
            bar.step(&step);
        });
        bar.finish();
        command
    };
    exercises.iter().map(|exercise| prepare(exercise)).collect()
}

/// All exercises, for the key `c` of a watch session: the text that `check` prints.
pub(crate) fn report(catalog: &Catalog, theme: &Theme, cancel: &Cancel) -> Result<String> {
    let exercises: Vec<&Exercise> = catalog.exercises().iter().collect();
    let mut commands = Commands::default();
    let commands: Vec<_> = exercises
        .iter()
        .map(|exercise| commands.of(catalog, exercise, cancel, &mut |_| {}))
        .collect::<Result<_>>()?;
    let graded = grade_all(
        catalog,
        &exercises,
        &commands,
        &Texts::AsTheyAre,
        cancel,
        &ProgressBar::hidden(),
    )?;
    Ok(human(&graded, theme))
}

fn grade_all<'a>(
    catalog: &Catalog,
    exercises: &[&'a Exercise],
    commands: &[RecordedCommand],
    texts: &Texts,
    cancel: &Cancel,
    bar: &ProgressBar,
) -> Result<Vec<Graded<'a>>> {
    let archived = untouched::archived(catalog).unwrap_or_default();
    let with_commands: Vec<_> = exercises.iter().zip(commands).collect();
    let results = in_parallel(
        &with_commands,
        workers(),
        |(exercise, command)| {
            bar.set_message(exercise.id.clone());
            let subject = Subject {
                original: archived.get(&exercise.home).map(String::as_str),
                command: Some(command),
                ..Subject::exercise(exercise)
            };
            match texts {
                Texts::AsTheyAre => grade_one(catalog, exercise, &subject, cancel),
                Texts::WithOriginalTests { from } => {
                    let text = learners_text(catalog, &subject, from.as_deref())?;
                    let checked = honest::check_copy(catalog, &subject, &text, cancel)?;
                    Ok(grade(exercise, checked, subject.original, &text))
                }
            }
        },
        |_, _| bar.inc(1),
    );
    bar.finish_and_clear();
    results.into_iter().collect()
}

/// The text that is judged; where a learner's copy lacks the file it was not attempted.
fn learners_text(catalog: &Catalog, subject: &Subject, from: Option<&Path>) -> Result<String> {
    let exercise = subject.exercise;
    match (from, subject.original) {
        (None, _) => read_text(&catalog.exercise_file(exercise), &exercise.path),
        (Some(from), Some(original)) if !from.join(&exercise.home).exists() => {
            Ok(original.to_owned())
        }
        (Some(from), _) => {
            let file = from.join(&exercise.home);
            let unreadable = || format!("cannot read {}", file.display());
            let root = from.canonicalize().context(unreadable)?;
            if !file.canonicalize().context(unreadable)?.starts_with(&root) {
                return Err(Error::new(format!("cannot grade {}", file.display()))
                    .caused_by(format!(
                        "it is a link to a place outside of {}",
                        from.display()
                    ))
                    .help("the learner's file must be a file of the learner's"));
            }
            submission::text_of(&file, &root).map_err(|why| {
                Error::new(format!("cannot grade {}", file.display()))
                    .caused_by(why)
                    .help("the learner's file must be a text file of the learner's")
            })
        }
    }
}

pub(crate) fn grade<'a>(
    exercise: &'a Exercise,
    checked: Checked,
    original: Option<&str>,
    text: &str,
) -> Graded<'a> {
    Graded {
        exercise,
        checked,
        original: original.map(str::to_owned),
        tests_modified: original
            .is_some_and(|original| overlay::are_tests_modified(original, text)),
    }
}

/// An untouched file needs no compiler: it is known to fail.
fn grade_one<'a>(
    catalog: &Catalog,
    exercise: &'a Exercise,
    subject: &Subject,
    cancel: &Cancel,
) -> Result<Graded<'a>> {
    if cancel.is_cancelled() {
        return Err(Error::interrupted());
    }
    if let (Some(original), Untouched::Fails) = (subject.original, exercise.untouched)
        && read_text(&catalog.exercise_file(exercise), &exercise.path)
            .is_ok_and(|text| text == original)
    {
        let checked = Checked {
            verdict: Verdict::NotAttempted { verdict: None },
            took: std::time::Duration::ZERO,
            hash: hash_of(original.as_bytes()),
            cached: false,
            training: crate::training::Training::default(),
        };
        return Ok(grade(exercise, checked, Some(original), original));
    }
    let checked = check::check(catalog, subject, Freshness::Cached, cancel, &mut |_| {})?;
    // A course without an archive has its texts as they were first seen.
    let original = match subject.original {
        Some(original) => Some(original.to_owned()),
        None => untouched::text_of(catalog, exercise),
    };
    let text = read_text(&catalog.exercise_file(exercise), &exercise.path)?;
    Ok(grade(exercise, checked, original.as_deref(), &text))
}

/// A line for each exercise, the first failure of each, and the sum.
fn human(graded: &[Graded], theme: &Theme) -> String {
    let mut text = String::new();
    for one in graded {
        let Graded {
            exercise, checked, ..
        } = one;
        let cached = if checked.cached { ", unchanged" } else { "" };
        let line = render::verdict::line(exercise, &checked.verdict, checked.took, theme);
        text.push_str(line.trim_end_matches(')'));
        text.push_str(&format!("{cached})\n"));
        if let Some(reason) = render::verdict::reason(&checked.verdict) {
            text.push_str(&format!("    {reason}\n"));
        }
        if one.tests_modified {
            text.push_str("    the tests in the file are not those of the course\n");
        }
    }
    let passed = graded
        .iter()
        .filter(|one| one.checked.verdict.is_passed())
        .count();
    text.push_str(&format!("\n{passed} of {} passed\n", graded.len()));
    text
}
