//! The roadmap: a bar for each level, a line for each exercise.

use super::theme::{Theme, wrapped};
use crate::{
    catalog::{Catalog, Exercise, Kind},
    progress::Progress,
};

const BAR: usize = 12;

/// All levels, those with open exercises unfolded; or one level.
pub(crate) fn list(
    catalog: &Catalog,
    progress: &Progress,
    only: Option<usize>,
    theme: &Theme,
) -> String {
    let current = &catalog.exercises()[progress.current(catalog)];
    let done = catalog
        .exercises()
        .iter()
        .filter(|exercise| progress.is_done(exercise))
        .count();
    let total = catalog.exercises().len();

    let mut text = String::new();
    if only.is_none() {
        let title = format!("{}  {} {done}/{total}", catalog.title(), bar(done, total));
        text.push_str(&format!("{}\n", theme.strong(&title)));
    }
    for (index, level) in catalog
        .levels()
        .iter()
        .enumerate()
        .filter(|(index, _)| only.is_none_or(|only| only == *index))
    {
        let exercises: Vec<&Exercise> = catalog.of_level(index).collect();
        let done = exercises
            .iter()
            .filter(|exercise| progress.is_done(exercise))
            .count();
        let name = if level.dir.is_empty() {
            level.title.clone()
        } else {
            format!("{}  {}", level.dir, level.title)
        };
        let remark = match progress.open_after_quiz(catalog, index) {
            0 => "",
            _ => "  tested out",
        };
        text.push_str(&format!(
            "\n{}  {} {done}/{}{}\n",
            theme.strong(&name),
            bar(done, exercises.len()),
            exercises.len(),
            theme.good(remark)
        ));
        if only.is_some() && !level.summary.is_empty() {
            text.push_str(&format!("{}\n", wrapped(&level.summary, theme.width, "  ")));
        }
        if only.is_some() && !level.needs.is_empty() {
            text.push_str(&format!("  needs {}\n", level.needs.join(", ")));
        }
        for exercise in exercises {
            text.push_str(&exercise_line(
                exercise,
                progress,
                exercise.id == current.id,
                theme,
            ));
            text.push('\n');
        }
    }
    text.trim_start_matches('\n').to_owned()
}

/// `> [ok] 02_index_slice_view   Indexing, slicing, views   **   boss`
fn exercise_line(exercise: &Exercise, progress: &Progress, current: bool, theme: &Theme) -> String {
    const NAME: usize = 26;
    let here = if current { ">" } else { " " };
    let mark = if progress.is_done(exercise) {
        theme.good("[ok]")
    } else {
        "[  ]".to_owned()
    };
    let name = console::pad_str(&exercise.name, NAME, console::Alignment::Left, None);
    let mut line = format!("{here} {mark} {name} {}", exercise.title);
    if let Some(difficulty) = exercise.difficulty {
        line.push_str(&format!(
            " {}",
            theme.quiet(&"*".repeat(usize::from(difficulty)))
        ));
    }
    match exercise.kind {
        Kind::Exercise => {}
        kind @ (Kind::Boss | Kind::Quiz) => line.push_str(&format!(" {}", theme.note(kind.name()))),
    }
    if current { theme.strong(&line) } else { line }
}

/// `[####--------]`
pub(crate) fn bar(done: usize, total: usize) -> String {
    let filled = (done * BAR).checked_div(total).unwrap_or(0);
    format!("[{}{}]", "#".repeat(filled), "-".repeat(BAR - filled))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(bar(0, 12), "[------------]");
        assert_eq!(bar(11, 12), "[###########-]");
        assert_eq!(bar(99, 100), "[###########-]");
        assert_eq!(bar(12, 12), "[############]");
        assert_eq!(bar(0, 0), "[------------]");
    }
}
