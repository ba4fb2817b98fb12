//! The `[[bin]]` list at the end of a level's `Cargo.toml`: what it should be, and nothing else of the manifest.

use std::collections::HashMap;

use serde::Deserialize;

use crate::{
    catalog::Catalog,
    error::{Context, Error, Result},
};

/// The line that the list stands behind.
pub(super) const MARK: &str = "# Written by `runner dev update`.";

/// What an exercise needs in the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bin {
    pub(super) name: String,
    pub(super) path: String,
}

/// The binaries of a level's package, in the order of `info.toml`.
pub(super) fn bins_of(catalog: &Catalog, level: usize) -> Vec<Bin> {
    let dir = &catalog.levels()[level].dir;
    catalog
        .of_level(level)
        .map(|exercise| Bin {
            name: format!("{dir}_{}", exercise.name),
            path: format!("{}.rs", exercise.name),
        })
        .collect()
}

/// `manifest` with exactly `bins` behind the mark. Entries that are right stay as they are, comments and all.
pub(super) fn updated(manifest: &str, shown: &str, bins: &[Bin]) -> Result<String> {
    let (head, list) = split(manifest, shown)?;
    let (lead, blocks) = blocks(list).map_err(|line| {
        Error::new(format!("cannot write the list of binaries in {shown}"))
            .caused_by(format!("`{line}` stands behind the comment `{MARK}`"))
            .help("only [[bin]] entries may stand there: move everything else above the comment")
    })?;
    let mut known = HashMap::new();
    for block in blocks {
        let parsed: Block = toml::from_str(&block)
            .context(|| format!("cannot read the list of binaries in {shown}"))?;
        known.extend(parsed.bin.into_iter().map(|bin| {
            (
                bin.path.trim_start_matches("./").to_owned(),
                (bin, block.clone()),
            )
        }));
    }
    let entries: Vec<String> = bins
        .iter()
        .map(|bin| entry(bin, known.get(&bin.path)))
        .collect();
    let parts: Vec<&str> = [lead.trim()]
        .into_iter()
        .chain(entries.iter().map(String::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    let mut text = format!("{head}{MARK}\n{}\n", parts.join("\n\n"));
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text)
}

#[derive(Deserialize)]
struct Block {
    #[serde(default)]
    bin: Vec<KnownBin>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct KnownBin {
    #[serde(default)]
    name: String,
    #[serde(default)]
    path: String,
    #[serde(default)]
    required_features: Vec<String>,
}

/// Everything before the mark, and everything after it.
fn split<'a>(manifest: &'a str, shown: &str) -> Result<(String, &'a str)> {
    let parsed: toml::Table =
        toml::from_str(manifest).context(|| format!("cannot read {shown}"))?;
    let mut start = 0;
    for line in manifest.split_inclusive('\n') {
        if line.trim() == MARK {
            return Ok((
                manifest[..start].to_owned(),
                &manifest[start + line.len()..],
            ));
        }
        start += line.len();
    }
    if parsed.contains_key("bin") {
        return Err(
            Error::new(format!("cannot write the list of binaries in {shown}"))
                .caused_by("it has binaries that `runner dev update` did not write")
                .help(format!(
                    "move them to the end of the file, behind the line `{MARK}`"
                )),
        );
    }
    Ok((format!("{}\n\n", manifest.trim_end()), ""))
}

/// The entries, each with the comment lines right above it, and what stands before the first.
/// The error is a line that belongs to none.
fn blocks(list: &str) -> std::result::Result<(String, Vec<String>), String> {
    let mut lead = String::new();
    let mut blocks: Vec<String> = Vec::new();
    // Comment lines that may turn out to stand above an entry.
    let mut pending = String::new();
    for line in list.lines() {
        let text = line.trim();
        if text == "[[bin]]" || text.starts_with("[[bin]] #") {
            blocks.push(format!("{pending}{line}\n"));
            pending.clear();
        } else if text.starts_with('#') {
            pending.push_str(line);
            pending.push('\n');
        } else if !text.is_empty() && (text.starts_with('[') || blocks.is_empty()) {
            return Err(text.to_owned());
        } else {
            let before = blocks.last_mut().unwrap_or(&mut lead);
            before.push_str(&pending);
            before.push_str(line);
            before.push('\n');
            pending.clear();
        }
    }
    blocks.last_mut().unwrap_or(&mut lead).push_str(&pending);
    Ok((lead, blocks))
}

fn entry(bin: &Bin, known: Option<&(KnownBin, String)>) -> String {
    if let Some((_, block)) =
        known.filter(|(known, _)| known.name == bin.name && known.path == bin.path)
    {
        return block.trim().to_owned();
    }
    let mut text = format!("[[bin]]\nname = \"{}\"\npath = \"{}\"", bin.name, bin.path);
    let features = known.map_or(&[][..], |(known, _)| &known.required_features);
    if !features.is_empty() {
        let features: Vec<String> = features
            .iter()
            .map(|feature| format!("\"{feature}\""))
            .collect();
        text.push_str(&format!("\nrequired-features = [{}]", features.join(", ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# The level.\n[package]\nname = \"level\"   # kept\n\n[dependencies]\n\n";

    fn bins(names: &[&str]) -> Vec<Bin> {
        names
            .iter()
            .map(|name| Bin {
                name: format!("l_{name}"),
                path: format!("{name}.rs"),
            })
            .collect()
    }

    fn update(manifest: &str, names: &[&str]) -> String {
        let updated_once = updated(manifest, "Cargo.toml", &bins(names)).unwrap();
        assert_eq!(
            updated(&updated_once, "Cargo.toml", &bins(names)).unwrap(),
            updated_once,
            "writing it again changes nothing"
        );
        updated_once
    }

    #[test]
    fn a_manifest_without_a_list_gets_one() {
        let one = "[[bin]]\nname = \"l_a\"\npath = \"a.rs\"\n";
        assert_eq!(update(HEAD, &["a"]), format!("{HEAD}{MARK}\n{one}"));
        assert_eq!(update(HEAD, &[]), format!("{HEAD}{MARK}\n"));
    }

    #[test]
    fn entries_follow_info_toml_and_what_is_right_is_kept() {
        let manifest = format!(
            "{HEAD}{MARK}\n[[bin]]\nname = \"l_gone\"\npath = \"gone.rs\"\n\n# heavy\n[[bin]]\nname = \"l_b\"\npath = \"b.rs\"\n\
             required-features = [\n    \"big\", # why\n]\ntest = true\n"
        );
        assert_eq!(
            update(&manifest, &["a", "b"]),
            format!(
                "{HEAD}{MARK}\n[[bin]]\nname = \"l_a\"\npath = \"a.rs\"\n\n# heavy\n[[bin]]\nname = \"l_b\"\npath = \"b.rs\"\n\
                 required-features = [\n    \"big\", # why\n]\ntest = true\n"
            )
        );
    }

    #[test]
    fn a_wrong_name_is_put_right_and_its_features_stay() {
        let manifest = format!(
            "{HEAD}{MARK}\n[[bin]]\nname = \"x\"\npath = \"./a.rs\"\nrequired-features = [\"x\", \"y\"]\n"
        );
        let expected = format!(
            "{HEAD}{MARK}\n[[bin]]\nname = \"l_a\"\npath = \"a.rs\"\nrequired-features = [\"x\", \"y\"]\n"
        );
        assert_eq!(update(&manifest, &["a"]), expected);
    }

    #[test]
    fn what_others_wrote_is_not_touched() {
        let refused = |manifest: String| {
            updated(&manifest, "Cargo.toml", &bins(&["a"]))
                .unwrap_err()
                .to_string()
        };
        assert!(
            refused(format!("{HEAD}[[bin]]\nname = \"a\"\npath = \"a.rs\"\n"))
                .contains("did not write")
        );
        assert!(refused(format!("bin = []\n{HEAD}")).contains("did not write"));
        let after = refused(format!(
            "{HEAD}{MARK}\n[[bin]]\nname = \"l_a\"\npath = \"a.rs\"\n\n[features]\nbig = []\n"
        ));
        assert!(
            after.contains("`[features]` stands behind the comment"),
            "{after}"
        );
        assert!(
            refused(format!("{HEAD}{MARK}\nserde = \"1\"\n"))
                .contains("`serde = \"1\"` stands behind")
        );
        assert!(refused("[package\n".to_owned()).starts_with("error: cannot read Cargo.toml"));
    }
}
