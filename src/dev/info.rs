//! New entries in `info.toml`: put in as text, so that every other byte stays as it is.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    catalog::INFO,
    error::{Context, Error, Result},
};

/// An entry `[[exercises]]` or `[[levels]]`.
struct Entry {
    dir: String,
    /// First byte of its header line, and the byte behind its last line.
    start: usize,
    end: usize,
}

/// `info` with `entry` behind the last exercise of level `dir`; the first one of a level goes behind those of `before`,
/// the levels before it.
pub(super) fn with_exercise(info: &str, dir: &str, before: &[&str], entry: &str) -> Result<String> {
    let entries = entries(info, "exercises")?;
    let last_of = |dir: &str| entries.iter().rfind(|entry| entry.dir == dir);
    let place = last_of(dir)
        .or_else(|| before.iter().rev().find_map(|dir| last_of(dir)))
        .map(|entry| entry.end);
    Ok(match place {
        Some(end) => with_entry(info, end, entry),
        None => {
            let start = entries.first().map_or(info.len(), |entry| entry.start);
            format!("{}{entry}\n{}", &info[..start], &info[start..])
        }
    })
}

/// `info` with `entry` behind the last level.
pub(super) fn with_level(info: &str, entry: &str) -> Result<String> {
    let end = entries(info, "levels")?
        .last()
        .map_or(info.len(), |entry| entry.end);
    Ok(with_entry(info, end, entry))
}

fn with_entry(info: &str, at: usize, entry: &str) -> String {
    let before = &info[..at];
    let newline = if before.ends_with('\n') { "" } else { "\n" };
    format!("{before}{newline}\n{entry}{}", &info[at..])
}

/// The entries of one kind, in the order of the file.
fn entries(info: &str, kind: &str) -> Result<Vec<Entry>> {
    let table = DeTable::parse(info).context(|| format!("cannot read {INFO}"))?;
    let Some(DeValue::Array(array)) = table.get_ref().get(kind).map(Spanned::get_ref) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for value in array.iter() {
        let header = value.span();
        let DeValue::Table(entry) = value.get_ref() else {
            continue;
        };
        if info[header.clone()] != format!("[[{kind}]]") {
            return Err(Error::new(format!("cannot put an entry into {INFO}"))
                .caused_by(format!("its {kind} are not written as [[{kind}]] entries"))
                .help("write each as an entry of its own; nothing was written"));
        }
        let last = entry
            .iter()
            .map(|(_, value)| value.span().end)
            .max()
            .unwrap_or(header.end);
        let rest_of_line = info[last..]
            .find('\n')
            .map_or(info.len() - last, |at| at + 1);
        let dir = entry
            .get("dir")
            .and_then(|dir| dir.get_ref().as_str())
            .unwrap_or_default()
            .to_owned();
        let start = info[..header.start].rfind('\n').map_or(0, |at| at + 1);
        found.push(Entry {
            dir,
            start,
            end: last + rest_of_line,
        });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO_TEXT: &str = "# course\n[[levels]]\ndir = \"a\" # first\n# b comes later\n\n# the exercises of a\n[[exercises]]\ndir = \"a\"\nhints = [\n  \"\"\"\n[[exercises]]\n\"\"\", # end\n]\n\n# c\n[[exercises]]\ndir = \"c\"";
    const NEW: &str = "[[exercises]]\nname = \"n\"\n";

    #[test]
    fn an_exercise_goes_behind_the_last_of_its_level() {
        let expected = INFO_TEXT.replace("# end\n]\n", &format!("# end\n]\n\n{NEW}"));
        assert_eq!(with_exercise(INFO_TEXT, "a", &[], NEW).unwrap(), expected);
        assert_eq!(
            with_exercise(INFO_TEXT, "c", &["a"], NEW).unwrap(),
            format!("{INFO_TEXT}\n\n{NEW}")
        );
    }

    #[test]
    fn the_first_exercise_of_a_level_goes_behind_the_levels_before_it() {
        let expected = INFO_TEXT.replace("# end\n]\n", &format!("# end\n]\n\n{NEW}"));
        assert_eq!(
            with_exercise(INFO_TEXT, "b", &["x", "a"], NEW).unwrap(),
            expected
        );
        let expected = INFO_TEXT.replacen(
            "[[exercises]]\ndir",
            &format!("{NEW}\n[[exercises]]\ndir"),
            1,
        );
        assert_eq!(with_exercise(INFO_TEXT, "b", &[], NEW).unwrap(), expected);
    }

    #[test]
    fn a_level_goes_behind_the_last_level() {
        let expected = INFO_TEXT.replace("# first\n", "# first\n\n[[levels]]\ndir = \"d\"\n");
        assert_eq!(
            with_level(INFO_TEXT, "[[levels]]\ndir = \"d\"\n").unwrap(),
            expected
        );
    }

    #[test]
    fn another_way_of_writing_is_refused() {
        let inline = "exercises = [{ dir = \"a\" }]\n";
        let error = with_exercise(inline, "a", &[], NEW)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("its exercises are not written as [[exercises]] entries"),
            "{error}"
        );
        assert!(with_exercise("a = ", "a", &[], NEW).is_err());
    }
}
