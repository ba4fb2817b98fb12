//! What a new exercise adds to a course.

use std::path::PathBuf;

use crate::{
    catalog::{Catalog, INFO, words},
    dev::{info, template},
    error::{Error, Result, read_text},
};

/// All that is to be written, before anything is.
pub(super) struct Plan {
    /// Files that must not exist yet.
    pub(super) made: Vec<(PathBuf, String)>,
    pub(super) changed: Vec<(PathBuf, String)>,
    pub(super) info: String,
}

impl Plan {
    pub(super) fn of(catalog: &Catalog, level: &str, name: &str, needs: &[String]) -> Result<Self> {
        let title = words(name);
        let file = |tree: PathBuf| tree.join(level).join(format!("{name}.rs"));
        let mut plan = Self {
            made: vec![
                (file(catalog.exercises_dir()), template::exercise(&title)),
                (file(catalog.solutions_dir()), template::solution(&title)),
            ],
            changed: Vec::new(),
            info: read_text(&catalog.root().join(INFO), INFO)?,
        };
        let place = catalog.levels().iter().position(|known| known.dir == level);
        if place.is_none() {
            plan.info = info::with_level(
                &plan.info,
                &template::level_info(level, &words(level), needs),
            )?;
        }
        let before: Vec<&str> = catalog
            .levels()
            .iter()
            .take(place.unwrap_or(usize::MAX))
            .map(|level| level.dir.as_str())
            .collect();
        plan.info = info::with_exercise(
            &plan.info,
            level,
            &before,
            &template::info(level, name, &title),
        )?;

        let dir = catalog.exercises_dir().join(level);
        let (manifest, page) = (dir.join("Cargo.toml"), dir.join("README.md"));
        if !manifest.is_file() {
            plan.made.push((manifest, level_manifest(catalog, level)?));
        }
        plan.add(
            catalog,
            page,
            || template::page(level, &words(level)),
            |page| template::with_row(page, name, &title),
        )?;
        let wrong = catalog.wrong_dir().join(format!("{level}.toml"));
        plan.add(catalog, wrong, String::new, |entries| {
            let gap = if entries.is_empty() { "" } else { "\n" };
            format!("{entries}{gap}{}", template::near_misses(name))
        })?;
        Ok(plan)
    }

    /// A file that is altered, or made of `fresh` if there is none.
    fn add(
        &mut self,
        catalog: &Catalog,
        path: PathBuf,
        fresh: impl FnOnce() -> String,
        alter: impl FnOnce(&str) -> String,
    ) -> Result<()> {
        if path.is_file() {
            let text = alter(&read_text(&path, &catalog.shown(&path))?);
            self.changed.push((path, text));
        } else {
            self.made.push((path, alter(&fresh())));
        }
        Ok(())
    }

    pub(super) fn refuse_to_overwrite(&self, catalog: &Catalog) -> Result<()> {
        match self.made.iter().find(|(path, _)| path.exists()) {
            None => Ok(()),
            Some((path, _)) => Err(Error::new(format!("cannot make {}", catalog.shown(path)))
                .caused_by("there is such a file already")
                .help(format!(
                    "move it away, or list it in {INFO}; nothing was written"
                ))),
        }
    }
}

/// After the shape of the last level that has a package.
fn level_manifest(catalog: &Catalog, level: &str) -> Result<String> {
    let other = (0..catalog.levels().len()).rfind(|&other| catalog.level_manifest(other).is_file());
    let other = match other {
        Some(other) => {
            let path = catalog.level_manifest(other);
            Some((
                catalog.levels()[other].dir.as_str(),
                read_text(&path, &catalog.shown(&path))?,
            ))
        }
        None => None,
    };
    Ok(template::manifest(
        level,
        other.as_ref().map(|(dir, text)| (*dir, text.as_str())),
    ))
}
