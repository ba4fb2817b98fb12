//! Text for people: verdicts, lists, the watch screen. The only place that knows colours and symbols.

pub(crate) mod bar;
pub(crate) mod browse;
mod compiler;
pub(crate) mod html;
pub(crate) mod links;
pub(crate) mod list;
pub(crate) mod markdown;
pub(crate) mod near_miss;
pub(crate) mod quiz;
pub(crate) mod review;
pub(crate) mod screen;
mod sparkline;
pub(crate) mod theme;
pub(crate) mod training;
pub(crate) mod unproven;
pub(crate) mod url;
pub(crate) mod verdict;
