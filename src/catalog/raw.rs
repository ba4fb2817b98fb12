//! `info.toml` as it is written: serde structs and nothing else. [`super::validate`] makes a catalog of them.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCourse {
    pub format_version: Spanned<u32>,
    pub title: Option<String>,
    pub welcome_message: Option<String>,
    pub final_message: Option<String>,
    #[serde(default)]
    pub levels: Vec<RawLevel>,
    #[serde(default)]
    pub exercises: Vec<RawExercise>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLevel {
    pub dir: Spanned<String>,
    pub title: Option<String>,
    #[serde(default)]
    pub summary: String,
    #[serde(default)]
    pub needs: Vec<Spanned<String>>,
    /// For each of its exercises that says nothing else.
    pub points: Option<Spanned<f64>>,
    pub partial: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExercise {
    pub name: Spanned<String>,
    pub dir: Option<Spanned<String>>,
    // rustlings' keys.
    #[serde(default = "yes")]
    pub test: bool,
    #[serde(default)]
    pub strict_clippy: bool,
    #[serde(default)]
    pub skip_check_unsolved: bool,
    pub hint: Option<Spanned<String>>,
    // Ours, all optional.
    pub title: Option<String>,
    pub difficulty: Option<Spanned<u8>>,
    #[serde(default)]
    pub topics: Vec<Spanned<String>>,
    pub hints: Option<Vec<Spanned<String>>>,
    pub fails_with: Option<Spanned<String>>,
    pub seconds: Option<Spanned<f64>>,
    pub kind: Option<RawKind>,
    #[serde(default)]
    pub learned: Vec<String>,
    /// Ids it had before.
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
    pub points: Option<Spanned<f64>>,
    pub partial: Option<bool>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawKind {
    Exercise,
    Boss,
    Quiz,
}

fn yes() -> bool {
    true
}
