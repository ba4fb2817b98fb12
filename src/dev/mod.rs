//! For authors: the rules of a right course, new exercises, derived files.

pub(crate) mod check;
mod course;
pub(crate) mod cover;
mod format;
mod holes;
mod info;
pub(crate) mod init;
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
mod watch;
mod words;
pub(crate) mod wrong;
