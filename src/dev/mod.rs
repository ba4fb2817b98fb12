//! For authors: the rules of a right course, new exercises, derived files.

pub(crate) mod check;
mod course;
mod format;
pub(crate) mod holes;
mod info;
mod judge;
mod manifest;
mod near_miss;
pub(crate) mod new;
pub(crate) mod parts;
mod problem;
mod rules;
mod seen;
pub(crate) mod source;
mod template;
mod times;
pub(crate) mod update;
mod words;
