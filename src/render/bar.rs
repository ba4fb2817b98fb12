//! The progress bar while cargo builds a level's crates, and while many exercises are checked.

use std::{io::Write, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{theme::Theme, training};
use crate::{toolchain::progress::Preparing, training::Curve};

/// A bar on standard error, on terminals only; elsewhere a line where something new begins.
pub(crate) struct PrepareBar {
    title: String,
    bar: Option<ProgressBar>,
    lines: bool,
    announced: bool,
}

impl PrepareBar {
    pub(crate) fn new(title: &str, theme: &Theme) -> Self {
        let drawn = !theme.plain && console::Term::stderr().is_term();
        Self {
            title: title.to_owned(),
            bar: drawn.then(hidden_until_needed),
            lines: !drawn,
            announced: false,
        }
    }

    pub(crate) fn step(&mut self, step: &Preparing) {
        if self.lines && !self.announced {
            say(&format!(
                "preparing {}: compiling the crates it uses (once)",
                self.title
            ));
        }
        if let (Preparing::Begun, true) = (step, self.bar.is_some()) {
            return; // a bar comes with the first count
        }
        if let (Some(bar), false) = (&self.bar, self.announced) {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(100));
            bar.set_prefix(format!("preparing {}", self.title));
        }
        self.announced = true;
        match step {
            Preparing::Begun => {}
            Preparing::Building { done, total, names } => {
                if let Some(bar) = &self.bar {
                    bar.set_length(*total);
                    bar.set_position(*done);
                    bar.set_message(names.clone());
                }
            }
            Preparing::Says(line) => match &self.bar {
                Some(bar) => bar.set_message(line.clone()),
                None => say(line),
            },
        }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The curve of a training while it runs, on standard error and on terminals only.
pub(crate) struct TrainingBar {
    line: ProgressBar,
    theme: Theme,
}

impl TrainingBar {
    pub(crate) fn new(theme: &Theme) -> Self {
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        line.set_style(style("{msg}"));
        Self {
            line,
            theme: *theme,
        }
    }

    pub(crate) fn step(&self, curve: &Curve) {
        if self.theme.plain || !console::Term::stderr().is_term() {
            return;
        }
        self.line.set_draw_target(ProgressDrawTarget::stderr());
        if let Some(line) = training::live(curve, &self.theme) {
            self.line.set_message(line);
            self.line.tick();
        }
    }

    pub(crate) fn finish(&self) {
        self.line.finish_and_clear();
    }
}

/// A bar that counts `total` exercises.
pub(crate) fn counting(total: usize, theme: &Theme) -> ProgressBar {
    if theme.plain || !console::Term::stderr().is_term() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    bar.set_style(style("{bar:30} {pos}/{len}  {wide_msg}"));
    bar
}

/// A bar that counts `total` judged files, with their rate and the time that is left.
pub(crate) fn grading(total: usize, theme: &Theme) -> Option<ProgressBar> {
    if theme.plain || !console::Term::stderr().is_term() {
        return None;
    }
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    bar.set_style(style(
        "{bar:24} {pos}/{len} files  {per_sec}  {eta} left  {wide_msg}",
    ));
    bar.enable_steady_tick(Duration::from_millis(250));
    Some(bar)
}

fn hidden_until_needed() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    bar.set_style(style("{prefix} {bar:30} {pos}/{len} crates  {wide_msg}"));
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

fn say(line: &str) {
    // Without anybody to read it the preparation goes on.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
