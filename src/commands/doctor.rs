//! `runner doctor`: is everything there that a learner needs, and what to do where it is not.

use std::{path::Path, process::Command, sync::mpsc, time::Duration};

use notify::{RecursiveMode, Watcher};

use crate::{
    Outcome,
    catalog::Catalog,
    check::slots,
    cli::Global,
    editor,
    error::Result,
    process::{self, Cancel, Limits},
    progress::Store,
    render::theme::Theme,
    session::print,
    toolchain,
};

/// A line of the report.
enum Finding {
    Good(String),
    /// Works without it, with a remark on what is missing.
    Remark(String, String),
    Bad(String, String),
}

pub(crate) fn doctor(global: &Global, free: bool) -> Result<Outcome> {
    let theme = Theme::for_stdout(global.color, global.plain);
    let mut findings = toolchain();
    findings.push(editor());
    match course(global) {
        Ok((catalog, found)) => {
            findings.extend(found);
            findings.push(editor_settings(&catalog));
            findings.extend(watching(&catalog.exercises_dir()));
            findings.extend(disk(&catalog, free));
        }
        Err(error) => findings.push(Finding::Bad("course".to_owned(), error.to_string())),
    }

    let mut text = String::new();
    let mut bad = 0;
    for finding in &findings {
        text.push_str(&match finding {
            Finding::Good(what) => format!("{} {what}\n", theme.good("[ok]")),
            Finding::Remark(what, advice) => format!(
                "{} {what}\n       {}\n",
                theme.note("[..]"),
                advice.replace('\n', "\n       ")
            ),
            Finding::Bad(what, advice) => {
                bad += 1;
                format!(
                    "{} {what}\n       {}\n",
                    theme.bad("[no]"),
                    advice.replace('\n', "\n       ")
                )
            }
        });
    }
    text.push_str(&match bad {
        0 => "\nEverything a learner needs is there.\n".to_owned(),
        1 => "\n1 thing to put right.\n".to_owned(),
        many => format!("\n{many} things to put right.\n"),
    });
    print(&text)?;
    Ok(if bad == 0 {
        Outcome::Fine
    } else {
        Outcome::NotSolved
    })
}

fn toolchain() -> Vec<Finding> {
    let cargo = toolchain::cargo_program();
    let mut findings = Vec::new();
    match first_line(Command::new(&cargo).arg("--version")) {
        Ok(version) => findings.push(Finding::Good(version)),
        Err(error) => findings.push(Finding::Bad(
            format!("cargo does not start: {error}"),
            "install Rust from https://rustup.rs, or put cargo on the PATH".to_owned(),
        )),
    }
    match first_line(Command::new("rustc").arg("--version")) {
        Ok(version) => findings.push(match minor_version(&version) {
            Some(minor) if minor < MIN_RUST_MINOR => Finding::Bad(
                format!("{version} is too old"),
                format!("the course needs Rust 1.{MIN_RUST_MINOR}: `rustup update`"),
            ),
            _ => Finding::Good(version),
        }),
        Err(error) => findings.push(Finding::Bad(
            format!("rustc does not start: {error}"),
            "install Rust from https://rustup.rs".to_owned(),
        )),
    }
    for (program, component, use_of_it) in [
        ("cargo-clippy", "clippy", "advice after a pass"),
        (
            "rust-analyzer",
            "rust-analyzer",
            "errors and types inside the editor",
        ),
    ] {
        findings.push(match first_line(Command::new(program).arg("--version")) {
            Ok(version) => Finding::Good(version),
            Err(_) => Finding::Remark(
                format!("{component} is not installed: no {use_of_it}"),
                format!("`rustup component add {component}` (or the editor's own extension)"),
            ),
        });
    }
    findings
}

/// What the key `o` would do.
fn editor() -> Finding {
    match editor::chosen(None) {
        Ok(editor) if editor::found(editor.program()).is_some() => Finding::Good(format!(
            "o opens files with {}, by {}",
            editor.program(),
            editor.source.name()
        )),
        Ok(editor) => Finding::Remark(
            format!(
                "o cannot open files: {} names {}, and there is no such program",
                editor.source.name(),
                editor.program()
            ),
            "install it, put it on the PATH, or set EDITOR to another one".to_owned(),
        ),
        Err(error) => Finding::Remark("o cannot open files".to_owned(), error.to_string()),
    }
}

fn editor_settings(catalog: &Catalog) -> Finding {
    const SETTINGS: &str = ".vscode/settings.json";
    if catalog.root().join(SETTINGS).is_file() {
        Finding::Good(format!("editor settings: {SETTINGS}"))
    } else {
        Finding::Remark(
            format!("the course has no {SETTINGS}: an editor's own checks may hold up the runner's"),
            "`runner init DIR` writes a course with editor settings: copy .vscode, .zed and .helix from there"
                .to_owned(),
        )
    }
}

const MIN_RUST_MINOR: u32 = 95;

/// `rustc 1.95.0 (...)` -> 95
fn minor_version(text: &str) -> Option<u32> {
    text.split_whitespace()
        .nth(1)?
        .split('.')
        .nth(1)?
        .parse()
        .ok()
}

/// What a program says about itself, or why it does not.
fn first_line(command: &mut Command) -> std::result::Result<String, String> {
    let finished = process::run(
        command,
        &Limits::time(Duration::from_secs(30)),
        &Cancel::default(),
    )
    .map_err(|error| error.to_string())?;
    if finished.succeeded() {
        Ok(finished
            .stdout
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned())
    } else {
        Err(finished
            .stderr
            .lines()
            .next()
            .unwrap_or("it failed")
            .to_owned())
    }
}

/// `1 level`, `2 levels`
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn course(global: &Global) -> Result<(Catalog, Vec<Finding>)> {
    let from = global
        .course
        .clone()
        .unwrap_or_else(|| Path::new(".").to_path_buf());
    let catalog = Catalog::open(&Catalog::find_root(&from)?)?;
    let mut findings = vec![Finding::Good(format!(
        "course {}: {}, {}",
        catalog.title(),
        counted(catalog.levels().len(), "level"),
        counted(catalog.exercises().len(), "exercise")
    ))];
    let missing: Vec<_> = catalog
        .exercises()
        .iter()
        .filter(|exercise| !catalog.exercise_file(exercise).is_file())
        .collect();
    if let Some(first) = missing.first() {
        findings.push(Finding::Bad(
            format!(
                "{} missing, {} for one",
                counted(missing.len(), "exercise file"),
                first.path
            ),
            format!("`runner reset {}` writes the untouched file", first.id),
        ));
    }
    findings.push(match Store::of(&catalog).load() {
        Ok(loaded) => match loaded.unreadable {
            None => Finding::Good("progress can be read".to_owned()),
            Some(reason) => Finding::Bad(
                format!("the progress file .runner/progress.toml cannot be understood: {reason}"),
                "correct it, or go on: it will be kept beside a new one".to_owned(),
            ),
        },
        Err(error) => Finding::Bad("progress".to_owned(), error.to_string()),
    });
    findings.push(match tempfile::tempfile_in(catalog.root()) {
        Ok(_) => Finding::Good("the course can be written to".to_owned()),
        Err(error) => Finding::Bad(
            format!("the course cannot be written to: {error}"),
            "progress is kept in its folder .runner: make the folder writable".to_owned(),
        ),
    });
    Ok((catalog, findings))
}

/// What was compiled for the course, and what of it can be had back without compiling crates anew.
fn disk(catalog: &Catalog, free: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for own in toolchain::own_dirs(catalog) {
        let before = slots::size(&own);
        if free {
            slots::prune(&own, 0, 0);
        }
        let left = slots::size(&own);
        let target = own.parent().unwrap_or(&own);
        let sizes = format!(
            "{} in {}, {} of it compiled exercises",
            bytes(slots::size(target)),
            target.display(),
            bytes(left)
        );
        findings.push(Finding::Good(match before.saturating_sub(left) {
            0 => sizes,
            freed => format!("{sizes} ({} given back)", bytes(freed)),
        }));
    }
    findings
}

/// `12 MB`, `3.4 GB`
fn bytes(count: u64) -> String {
    let mega = count as f64 / 1e6;
    if mega < 1000.0 {
        format!("{mega:.0} MB")
    } else {
        format!("{:.1} GB", mega / 1000.0)
    }
}

/// Does a change of a file reach us? Asked with a file of our own, which is removed again.
fn watching(dir: &Path) -> Vec<Finding> {
    const PATIENCE: Duration = Duration::from_secs(2);
    let (sender, events) = mpsc::channel();
    let watched = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let _ = sender.send(event.is_ok());
    })
    .and_then(|mut watcher| {
        watcher
            .watch(dir, RecursiveMode::NonRecursive)
            .map(|()| watcher)
    });
    vec![match watched {
        Err(error) => Finding::Bad(
            format!("files cannot be watched: {error}"),
            "`runner run` checks without watching".to_owned(),
        ),
        Ok(_watcher) => {
            let probe = tempfile::Builder::new()
                .prefix(".runner-probe-")
                .tempfile_in(dir);
            match probe {
                Err(_) => Finding::Remark("file watching was not tried".to_owned(), "exercises/ cannot be written to".to_owned()),
                Ok(_) if events.recv_timeout(PATIENCE) == Ok(true) => Finding::Good("saves are seen at once".to_owned()),
                Ok(_) => Finding::Bad(
                    "a changed file was not reported (a network drive, or a folder shared into a container?)".to_owned(),
                    "press `r` in watch after a save, or keep the course on a local disk".to_owned(),
                ),
            }
        }
    }]
}
