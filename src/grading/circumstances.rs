//! What a result depends on: if nothing of it has changed, `--resume` keeps the result.

use super::{format::name_of, submission::Found};
use crate::{
    catalog::{Catalog, Exercise},
    check,
    cli::Format,
    course::archive::Texts,
    toolchain::{command::RecordedCommand, fingerprint::hash_of},
};

/// What a result depends on besides the submission: the course's tests, crates and points, the program, the format.
pub(super) fn circumstances(
    catalog: &Catalog,
    exercises: &[&Exercise],
    commands: &[RecordedCommand],
    originals: &Texts,
    format: Format,
) -> String {
    let mut all = name_of(format).to_owned();
    for (exercise, command) in exercises.iter().zip(commands) {
        let circumstances = check::circumstances_with(catalog, exercise, command);
        let original = originals.get(&exercise.home).map_or("", String::as_str);
        all.push_str(&format!(
            "\n{} {:?} {:?} {circumstances} {}",
            exercise.id,
            exercise.points,
            exercise.credit,
            hash_of(original.as_bytes())
        ));
    }
    hash_of(all.as_bytes())
}

/// What the result of one submission depends on: these circumstances, and its texts.
pub(super) fn digest(circumstances: &str, found: &[Found], remarks: &[String]) -> String {
    let mut all = circumstances.to_owned();
    for one in found {
        match one {
            Found::Text(text) => all.push_str(&hash_of(text.as_bytes())),
            Found::Missing => all.push_str(" missing "),
            Found::Unreadable(why) => all.push_str(&format!(" {why:?} ")),
        }
    }
    all.push_str(&format!("{remarks:?}"));
    hash_of(all.as_bytes())
}
