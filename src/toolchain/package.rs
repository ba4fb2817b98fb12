//! Which cargo package and which of its binaries an exercise is.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::{
    catalog::{Catalog, Exercise},
    error::{Context, Error, Result, read_text},
};

/// The package that holds a level's exercises.
#[derive(Debug, Clone)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) manifest: PathBuf,
    bins: Vec<Bin>,
}

#[derive(Debug, Clone)]
pub(crate) struct Bin {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) required_features: Vec<String>,
}

impl Bin {
    pub(crate) fn crate_name(&self) -> String {
        self.name.replace('-', "_")
    }
}

#[derive(Deserialize)]
struct Manifest {
    package: Option<ManifestPackage>,
    #[serde(default)]
    bin: Vec<ManifestBin>,
}

#[derive(Deserialize)]
struct ManifestPackage {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct ManifestBin {
    name: String,
    path: Option<String>,
    #[serde(default)]
    required_features: Vec<String>,
}

impl Package {
    /// The level's own package, or the course's one package (rustlings' form).
    pub(crate) fn of(catalog: &Catalog, exercise: &Exercise) -> Result<Self> {
        let manifest = Self::manifest_of(catalog, exercise);
        let shown = manifest
            .strip_prefix(catalog.root())
            .unwrap_or(&manifest)
            .display()
            .to_string();
        Self::read(&manifest, &shown)
    }

    pub(crate) fn manifest_of(catalog: &Catalog, exercise: &Exercise) -> PathBuf {
        let level = catalog.level_dir(exercise.level).join("Cargo.toml");
        if level.is_file() {
            level
        } else {
            catalog.root().join("Cargo.toml")
        }
    }

    pub(crate) fn read(manifest: &Path, shown: &str) -> Result<Self> {
        let text = read_text(manifest, shown)?;
        let parsed: Manifest = toml::from_str(&text).context(|| format!("cannot read {shown}"))?;
        let dir = manifest.parent().unwrap_or(Path::new("."));
        let name = parsed.package.map(|package| package.name).ok_or_else(|| {
            Error::new(format!("{shown} has no [package]"))
                .help("a course needs one package for all exercises, or one for each level")
        })?;
        let bins = parsed
            .bin
            .into_iter()
            .filter_map(|bin| {
                Some(Bin {
                    path: flat(&dir.join(bin.path?)),
                    name: bin.name,
                    required_features: bin.required_features,
                })
            })
            .collect();
        Ok(Self {
            name,
            manifest: manifest.to_path_buf(),
            bins,
        })
    }

    /// The binary whose source is `file`.
    pub(crate) fn bin(&self, file: &Path) -> Option<&Bin> {
        let file = flat(file);
        self.bins.iter().find(|bin| bin.path == file)
    }

    /// Cargo refuses a package as a whole if one of its files is missing; this says which, and how to get it back.
    pub(crate) fn all_files_there(&self, catalog: &Catalog) -> Result<()> {
        let Some(missing) = self.bins.iter().find(|bin| !bin.path.is_file()) else {
            return Ok(());
        };
        let shown = missing
            .path
            .strip_prefix(catalog.root())
            .unwrap_or(&missing.path)
            .display()
            .to_string();
        let error = Error::new(format!("cannot build package {}", self.name))
            .caused_by(format!("{shown} is missing"));
        let exercise = catalog
            .exercises()
            .iter()
            .find(|exercise| exercise.home == shown);
        Err(match exercise {
            Some(exercise) => error.help(format!(
                "`runner reset {}` writes the untouched file",
                exercise.id
            )),
            None => error
                .help("put the file back, or let `runner dev update` write the list of binaries"),
        })
    }

    pub(crate) fn bins(&self) -> impl Iterator<Item = &Bin> {
        self.bins.iter()
    }

    /// All binaries that need the same features as `bin`: cargo is asked for them in one go.
    pub(crate) fn alike<'a>(&'a self, bin: &'a Bin) -> impl Iterator<Item = &'a Bin> {
        self.bins
            .iter()
            .filter(|other| other.required_features == bin.required_features)
    }
}

/// Without `.` and `..`, by text alone: `a/b/../c` -> `a/c`.
fn flat(path: &Path) -> PathBuf {
    let mut flat = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                flat.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                flat.push(component);
            }
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binaries_are_found_by_their_source() {
        let dir = tempfile::tempdir().unwrap();
        let manifest = dir.path().join("Cargo.toml");
        std::fs::write(
            &manifest,
            r#"
            bin = [
                { name = "intro1", path = "exercises/00_intro/intro1.rs" },
                { name = "deep-one", path = "./exercises/x/../00_intro/deep.rs", required-features = ["deep"] },
            ]
            [package]
            name = "course"
            "#,
        )
        .unwrap();
        let package = Package::read(&manifest, "Cargo.toml").unwrap();
        let bin = package
            .bin(&dir.path().join("exercises/00_intro/deep.rs"))
            .unwrap();
        assert_eq!(
            (bin.name.as_str(), bin.crate_name().as_str()),
            ("deep-one", "deep_one")
        );
        assert_eq!(package.alike(bin).count(), 1);
        assert!(
            package
                .bin(&dir.path().join("exercises/00_intro/other.rs"))
                .is_none()
        );
    }
}
