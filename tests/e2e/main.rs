//! The real program on courses of its own: exit code, all of standard output, all of standard error.
//!
//! One crate, so that it is linked once. Every test makes its course in a temporary directory and runs the program in
//! an environment without the caller's settings; `repository.rs` is the only one that reads the repository.

#[cfg(unix)]
mod authoring;
mod broken;
#[cfg(unix)]
mod browse;
mod check;
mod editors;
#[cfg(unix)]
mod first_hour;
mod grading;
mod init;
#[cfg(unix)]
mod links;
mod list;
mod other_courses;
mod outcomes;
mod place;
mod progress;
mod quiz;
mod replay;
mod report;
mod repository;
mod reset;
mod review;
mod run;
mod rustlings;
#[cfg(unix)]
mod screen;
mod setup;
mod solution;
mod submissions;
mod support;
#[cfg(unix)]
mod training;
mod update;
mod watch_lines;
#[cfg(unix)]
mod watch_screen;
