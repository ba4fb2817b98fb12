//! The name of a new exercise.

use crate::{
    catalog::{Catalog, Form, INFO},
    error::{Error, Result},
};

/// Level and file of `LEVEL/FILE`, both of the form `NN_name`.
pub(super) fn parts<'a>(catalog: &Catalog, id: &'a str) -> Result<(&'a str, &'a str)> {
    let cannot = || Error::new(format!("cannot make the exercise `{}`", id.escape_debug()));
    if catalog.form() == Form::Rustlings {
        return Err(cannot()
            .caused_by(format!("{INFO} has no [[levels]]: the course has rustlings' form"))
            .help("add a file to exercises/, an entry to info.toml and one to the `bin` list of Cargo.toml by hand"));
    }
    let (level, name) = numbered(id, "04_regression/14_splines")?;
    if catalog
        .exercises()
        .iter()
        .any(|exercise| exercise.id == format!("{level}/{name}"))
    {
        return Err(cannot()
            .caused_by(format!("{INFO} has it already"))
            .help("choose another name"));
    }
    Ok((level, name))
}

/// Level and file of `LEVEL/FILE`, both of the form `NN_name`, as in `example`.
pub(in crate::dev) fn numbered<'a>(id: &'a str, example: &str) -> Result<(&'a str, &'a str)> {
    let (level, name) = id
        .trim_end_matches(".rs")
        .split_once('/')
        .unwrap_or_default();
    if is_numbered(level) && is_numbered(name) {
        return Ok((level, name));
    }
    Err(
        Error::new(format!("cannot make the exercise `{}`", id.escape_debug()))
            .caused_by("a level and a file are named by two digits, `_`, and lower-case letters, digits or `_`")
            .help(format!("LEVEL/FILE, as in {example}")),
    )
}

fn is_numbered(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.split_once('_').is_some_and(|(number, rest)| {
        number.len() == 2
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !rest.is_empty()
            && rest.chars().all(plain)
    })
}
