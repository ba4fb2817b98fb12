//! For authors: the rules of a right course, new exercises, derived files.

pub(crate) mod check;
pub(crate) mod new;
pub(crate) mod update;
