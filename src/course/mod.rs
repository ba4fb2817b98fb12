//! A course on disk: writing one, the untouched texts, taking a file back.

pub(crate) mod archive;
pub(crate) mod embedded;
pub(crate) mod init;
pub(crate) mod reset;
pub(crate) mod untouched;
pub(crate) mod update;
