//! Who handed something in: the directories in the directory of all submissions.

use std::{collections::BTreeMap, fs, path::Path};

use super::submission::Submission;
use crate::{
    error::{Context, Error, Result},
    toolchain::fingerprint::hash_of,
};

/// What lies in the directory of all submissions.
pub(crate) struct Listed {
    /// By name.
    pub(crate) submissions: Vec<Submission>,
    /// Names of what is no directory.
    pub(crate) others: Vec<String>,
}

impl Listed {
    /// Submissions that some file systems would take for one.
    pub(crate) fn alike(&self) -> Option<String> {
        let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for one in &self.submissions {
            names
                .entry(one.name.to_lowercase())
                .or_default()
                .push(&one.name);
        }
        let alike: Vec<String> = names
            .into_values()
            .filter(|names| names.len() > 1)
            .map(|names| names.join(" and ").escape_debug().to_string())
            .collect();
        (!alike.is_empty()).then(|| {
            format!(
                "these names differ in upper and lower case only, so where that does not count one result would overwrite \
                 the other: {}",
                alike.join(", ")
            )
        })
    }
}

/// All submissions in `dir`, but not `results`, should it lie there too.
pub(crate) fn list(dir: &Path, results: &Path) -> Result<Listed> {
    let unreadable = || format!("cannot read the submissions in {}", dir.display());
    let help = "--courses names a directory that has a directory for each submission";
    let results = results.canonicalize().ok();
    let mut listed = Listed {
        submissions: Vec::new(),
        others: Vec::new(),
    };
    let entries = fs::read_dir(dir)
        .context(unreadable)
        .map_err(|error| error.help(help))?;
    for entry in entries {
        let entry = entry.context(unreadable)?;
        let path = entry.path();
        let name = name_of(&entry.file_name());
        if name.starts_with('.') || name == "__MACOSX" || path.canonicalize().ok() == results {
            continue;
        }
        // A link to a directory is a submission too: one that says that it is a link.
        if path.is_dir() || entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
            listed.submissions.push(Submission { name, dir: path });
        } else {
            listed.others.push(name);
        }
    }
    listed.submissions.sort_by(|a, b| a.name.cmp(&b.name));
    listed.others.sort();
    if listed.submissions.is_empty() {
        return Err(Error::new(unreadable())
            .caused_by("there is no directory in it")
            .help(help));
    }
    Ok(listed)
}

/// Two names that are no Unicode stay two.
fn name_of(name: &std::ffi::OsStr) -> String {
    match name.to_str() {
        Some(name) => name.to_owned(),
        None => {
            let hash = hash_of(name.as_encoded_bytes());
            format!("{}-{}", name.to_string_lossy(), &hash[..8])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_case_only_are_told() {
        let dir = tempfile::tempdir().unwrap();
        let named = |names: &[&str]| {
            let submissions = names.iter().map(|name| Submission {
                name: (*name).to_owned(),
                dir: dir.path().join(name),
            });
            let listed = Listed {
                submissions: submissions.collect(),
                others: Vec::new(),
            };
            listed.alike()
        };
        assert_eq!(named(&["Ada", "Bob", "ada2"]), None);
        let said = named(&["Zoë", "ada", "Ada", "zoË"]).unwrap();
        assert!(said.ends_with(": ada and Ada, Zoë and zoË"), "{said}");
    }

    #[test]
    fn a_directory_without_submissions_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("all.zip"), "").unwrap();
        let error = list(dir.path(), dir.path()).err().unwrap().to_string();
        assert!(error.contains("there is no directory in it"), "{error}");
        assert!(list(&dir.path().join("gone"), dir.path()).is_err());
    }
}
