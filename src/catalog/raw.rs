//! `info.toml` as it is written: serde structs and nothing else. [`super::validate`] makes a catalog of them.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};
use toml::Spanned;

use super::text::Text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCourse {
    pub format_version: Spanned<u32>,
    pub title: Option<Text>,
    pub welcome_message: Option<Text>,
    pub final_message: Option<Text>,
    #[serde(default)]
    pub levels: Vec<RawLevel>,
    #[serde(default)]
    pub exercises: Vec<RawExercise>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLevel {
    pub dir: Spanned<String>,
    pub title: Option<Text>,
    #[serde(default)]
    pub summary: Text,
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
    pub hint: Option<Spanned<Text>>,
    // Ours, all optional.
    pub title: Option<Text>,
    pub difficulty: Option<Spanned<u8>>,
    #[serde(default)]
    pub topics: Vec<Spanned<Text>>,
    pub hints: Option<Vec<RawHint>>,
    pub fails_with: Option<Spanned<Text>>,
    pub seconds: Option<Spanned<f64>>,
    pub kind: Option<RawKind>,
    #[serde(default)]
    pub learned: Vec<Text>,
    pub points: Option<Spanned<f64>>,
    pub partial: Option<bool>,
    /// Ids it had before.
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
}

/// A text, or a table with a text and the test that it is for. Not by serde's `untagged`, which forgets what is wrong with either.
pub(super) enum RawHint {
    Text(Text),
    Bound(RawBoundHint),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBoundHint {
    pub text: Text,
    #[serde(rename = "for")]
    pub test: Text,
}

impl<'de> Deserialize<'de> for RawHint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HintVisitor)
    }
}

struct HintVisitor;

impl<'de> Visitor<'de> for HintVisitor {
    type Value = RawHint;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text, or a table `{ text = \"...\", for = \"tests::NAME\" }`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<RawHint, E> {
        Text::try_from(text.to_owned())
            .map(RawHint::Text)
            .map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawHint, A::Error> {
        RawBoundHint::deserialize(MapAccessDeserializer::new(map)).map(RawHint::Bound)
    }
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
