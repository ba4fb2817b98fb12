//! `runner run`: one check of one exercise.

use std::time::Instant;

use crate::{
    Outcome,
    catalog::Texts,
    check::{self, Checked, Freshness, Stage, Subject},
    cli::Named,
    diagnostics::Diagnostic,
    error::Result,
    interrupt,
    render::{
        bar::{PrepareBar, TrainingBar},
        quiz, training, verdict,
    },
    session::Session,
    trace,
    verdict::Verdict,
};

pub(crate) fn run(session: &Session, args: &Named) -> Result<Outcome> {
    trace::begin("course and progress are read", Instant::now());
    interrupt::cancel_on_signal(&session.cancel)?;
    let exercise = session.exercise(args.name.as_deref())?;
    let subject = Subject {
        width: session.theme.width,
        ..Subject::exercise(exercise)
    };

    let mut bar = PrepareBar::new(&session.catalog.level(exercise).title, &session.theme);
    let curve = TrainingBar::new(&session.theme);
    let checked = check::check(
        &session.catalog,
        &subject,
        Freshness::Always,
        &session.cancel,
        &mut |stage| match stage {
            Stage::Preparing(step) => bar.step(&step),
            Stage::Compiling | Stage::Testing => bar.finish(),
            Stage::Training(news) => curve.step(&news),
        },
    )?;
    curve.finish();

    let mut text = verdict::line(exercise, &checked.verdict, checked.took, &session.theme);
    text.push('\n');
    let details = verdict::details(exercise, &checked.verdict, &session.theme);
    if !details.is_empty() {
        text.push_str(&format!("\n{details}\n"));
    }
    if let Some(trained) = training::closing(&checked.verdict, &checked.training, &session.theme) {
        text.push_str(&format!("\n{trained}\n"));
    }
    if let Some(offer) = quiz::offer(
        exercise,
        &session.catalog,
        &session.progress,
        &session.theme,
    ) && !checked.verdict.is_passed()
    {
        text.push_str(&format!("\n{offer}\n"));
    }
    session.print(&text)?;
    trace::finish("the verdict is printed", &session.catalog.state_dir());

    let passed = checked.verdict.is_passed();
    session.remember(|progress| match &checked.verdict {
        Verdict::Passed { .. } => progress.add_pass(exercise, &checked.hash),
        Verdict::NotAttempted { .. } => {}
        Verdict::TestsFailed { .. }
        | Verdict::DoesNotCompile { .. }
        | Verdict::TimedOut { .. }
        | Verdict::Crashed { .. }
        | Verdict::NothingChecked { .. } => progress.add_attempt(exercise),
    });
    if passed {
        session.print(&after_a_pass(session, &subject, &checked)?)?;
    }
    Ok(if passed {
        Outcome::Fine
    } else {
        Outcome::NotSolved
    })
}

/// What was learned, what `main` prints, and where to go.
fn after_a_pass(session: &Session, subject: &Subject, checked: &Checked) -> Result<String> {
    let exercise = subject.exercise;
    let mut text = String::new();
    if !exercise.learned.is_empty() {
        text.push('\n');
        text.push_str(&verdict::learned(exercise, &session.theme));
        text.push('\n');
    }
    if exercise.judged_by == crate::catalog::JudgedBy::Tests {
        let curve = TrainingBar::new(&session.theme);
        let demo = check::demonstrate(
            &session.catalog,
            subject,
            &session.cancel,
            &mut |training| {
                if let Some(news) = training.newest() {
                    curve.step(news);
                }
            },
        )?;
        curve.finish();
        if let Some(trained) = training::summary(&demo.training, &session.theme) {
            text.push_str(&format!("\n{}\n", verdict::main_trains(&trained)));
        }
        if !demo.output.trim().is_empty() {
            text.push_str(&format!(
                "\n{}\n",
                verdict::demo(&demo.output, &session.theme)
            ));
        }
    }
    let remarks = check::advice(&session.catalog, subject, &session.cancel)?;
    let new = not_said_yet(&remarks, &checked.verdict);
    if let Some(advice) =
        verdict::advice(new.map(|remark| remark.rendered.as_str()), &session.theme)
    {
        text.push_str(&format!("\n{advice}\n"));
    }
    text.push_str(&format!(
        "\nsolution to compare with: {}\n",
        exercise.solution
    ));
    if session.catalog.texts() == Texts::Review {
        return Ok(text);
    }
    let mut progress = session.progress.clone();
    progress.add_pass(exercise, &checked.hash);
    if let Some(excused) = quiz::tested_out(exercise, &session.catalog, &progress, &session.theme) {
        text.push_str(&format!("{excused}\n"));
    }
    text.push_str("`runner next` moves on.\n");
    Ok(text)
}

/// The verdict has shown the compiler's own warnings; clippy repeats them.
fn not_said_yet<'a>(
    remarks: &'a [Diagnostic],
    verdict: &'a Verdict,
) -> impl Iterator<Item = &'a Diagnostic> {
    let said = match verdict {
        Verdict::Passed { warnings, .. } => warnings.as_slice(),
        Verdict::TestsFailed { .. }
        | Verdict::DoesNotCompile { .. }
        | Verdict::TimedOut { .. }
        | Verdict::Crashed { .. }
        | Verdict::NothingChecked { .. }
        | Verdict::NotAttempted { .. } => &[],
    };
    remarks.iter().filter(|remark| {
        let same = |one: &Diagnostic| one.message == remark.message && one.place == remark.place;
        !said.iter().any(same)
    })
}
