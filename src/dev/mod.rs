//! For authors: the rules of a right course, new exercises, derived files.

pub(crate) mod check;
mod course;
mod holes;
mod manifest;
mod near_miss;
pub(crate) mod new;
mod problem;
mod source;
pub(crate) mod update;
