//! What a run trained: one line while it runs, and what stays with the verdict.

use std::time::Duration;

use super::{
    sparkline::{Scale, sparkline},
    theme::{Theme, harmless},
};
use crate::{
    libtest,
    training::{Curve, Training, Trend},
    verdict::{TestOutcome, Verdict},
};

/// Columns of a curve beside a verdict.
const SMALL: usize = 24;
/// Columns of a curve while it grows.
const LARGE: std::ops::RangeInclusive<usize> = 8..=40;
/// Without a report for so long, a run that is stopped did not hang in its steps.
const SILENCE: Duration = Duration::from_secs(1);

/// `▇▆▅▄▃▂▁▁  loss 0.0312 at step 420, 310 steps/s, adam`
pub(crate) fn live(curve: &Curve, theme: &Theme) -> Option<String> {
    let last = curve.last()?;
    let mut facts = vec![format!("loss {} at step {}", number(last.loss), last.step)];
    facts.extend(curve.steps_per_second().map(speed));
    facts.extend(named(curve));
    let facts = facts.join(", ");
    // The curve gives way to the facts.
    let room = theme
        .width
        .saturating_sub(console::measure_text_width(&facts) + 2);
    let room = room.saturating_sub(LOGARITHMIC.len());
    if room < *LARGE.start() {
        return Some(facts);
    }
    Some(format!(
        "{}  {facts}",
        drawn(curve, room.min(*LARGE.end()), theme)
    ))
}

/// What stays of the trainings that the verdict is about: how each went, or what the loss of a run that was stopped did last.
pub(crate) fn closing(verdict: &Verdict, training: &Training, theme: &Theme) -> Option<String> {
    let verdict = verdict.on_the_code();
    if let Verdict::TimedOut { running, .. } = verdict {
        let mut curves = training
            .newest()
            .into_iter()
            .filter(|curve| running.as_ref().is_none_or(|test| curve.test == *test));
        return curves.find_map(|curve| unfinished(curve, training.silent, theme));
    }
    let failed = verdict
        .tests()
        .iter()
        .find(|test| matches!(test.outcome, TestOutcome::Failed(_)));
    let test = match failed {
        Some(test) if training.of_test(&test.name).next().is_some() => &test.name,
        Some(_) | None => &training.newest()?.test,
    };
    lines(training, test, theme)
}

/// How the trainings of `main`, or of the last test that trained, went.
pub(crate) fn summary(training: &Training, theme: &Theme) -> Option<String> {
    lines(training, &training.newest()?.test, theme)
}

fn lines(training: &Training, test: &str, theme: &Theme) -> Option<String> {
    let curves: Vec<&Curve> = training.of_test(test).collect();
    // Series without a name are the same thing again and again.
    let nameless = curves.iter().rposition(|curve| curve.name.is_empty());
    let told = curves
        .iter()
        .enumerate()
        .filter(|(index, curve)| !curve.name.is_empty() || Some(*index) == nameless);
    let lines: Vec<String> = told
        .filter_map(|(_, curve)| finished(curve, theme))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// `▇▆▅▄▃▂▁▁  loss 2.30 -> 0.0400 in 500 steps, in it_learns_xor`
fn finished(curve: &Curve, theme: &Theme) -> Option<String> {
    let (first, last) = (curve.first()?, curve.last()?);
    let steps = last.step.saturating_sub(first.step);
    let mut facts = vec![if steps == 0 {
        format!("loss {} at step {}", number(last.loss), last.step)
    } else {
        format!(
            "loss {} -> {} in {}",
            number(first.loss),
            number(last.loss),
            counted(steps)
        )
    }];
    facts.extend(named(curve));
    let line = format!("{}  {}", drawn(curve, SMALL, theme), facts.join(", "));
    // Where there is room: the line is about one test of several.
    let longer = place(curve).map(|place| format!("{line}, {place}"));
    let fits = |line: &String| console::measure_text_width(line) <= theme.width;
    Some(longer.filter(fits).unwrap_or(line))
}

/// What the loss did before the run was stopped.
fn unfinished(curve: &Curve, silent: Duration, theme: &Theme) -> Option<String> {
    let last = curve.last()?;
    let loss = number(last.loss);
    let at = format!("{loss} at step {}", last.step);
    let speed = curve
        .steps_per_second()
        .map_or_else(String::new, |per_second| format!(", {}", speed(per_second)));
    let said = match curve.trend() {
        Trend::Unknown => format!("The loss was {at}"),
        Trend::NotFinite { from } => format!("The loss was {loss} from step {from} on"),
        Trend::Stands { from } => {
            format!(
                "The loss stood at {loss} from step {from} to step {}",
                last.step
            )
        }
        Trend::Falls => format!("The loss was still falling: {at}"),
        Trend::Rises => format!("The loss was rising: {at}"),
        Trend::Wavers { low, high } => format!(
            "The loss went up and down between {} and {}: {at}",
            number(low),
            number(high)
        ),
    };
    let mut text = format!("{said}{speed}\n{}", drawn(curve, SMALL, theme));
    if silent >= SILENCE {
        text.push_str(&format!(
            "\nNo step was reported in the last {:.1} s before the stop: look at what comes after step {}.",
            silent.as_secs_f64(),
            last.step
        ));
    }
    Some(text)
}

const LOGARITHMIC: &str = " (log)";

fn drawn(curve: &Curve, width: usize, theme: &Theme) -> String {
    let (line, scale) = sparkline(curve, width, theme);
    let scale = match scale {
        Scale::Linear => "",
        Scale::Logarithmic => LOGARITHMIC,
    };
    format!("{}{}", theme.note(&line), theme.quiet(scale))
}

fn named(curve: &Curve) -> Option<String> {
    (!curve.name.is_empty()).then(|| harmless(&curve.name))
}

/// The test that trained. `main` needs no name.
fn place(curve: &Curve) -> Option<String> {
    let test = libtest::short(&curve.test);
    (!test.is_empty() && test != "main").then(|| format!("in {}", harmless(test)))
}

fn counted(steps: u64) -> String {
    if steps == 1 {
        "1 step".to_owned()
    } else {
        format!("{steps} steps")
    }
}

fn speed(per_second: f64) -> String {
    if per_second < 10.0 {
        format!("{per_second:.1} steps/s")
    } else {
        format!("{per_second:.0} steps/s")
    }
}

/// With three digits.
fn number(loss: f64) -> String {
    if loss.is_nan() {
        return "NaN".to_owned();
    }
    if loss.is_infinite() {
        let infinite = if loss > 0.0 { "infinity" } else { "-infinity" };
        return infinite.to_owned();
    }
    if loss == 0.0 {
        return "0".to_owned();
    }
    match loss.abs().log10().floor() as i32 {
        exponent @ -3..=4 => format!("{loss:.0$}", usize::try_from(2 - exponent).unwrap_or(0)),
        _ => format!("{loss:.2e}"),
    }
}

#[cfg(test)]
mod tests;
