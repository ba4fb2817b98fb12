//! `runner`: a course of numbered Rust files, and the program that checks the one being edited at every save.
//!
//! ```text
//! info.toml ──> Catalog ──> Exercise ──> RecordedCommand ──> Finished ──> Verdict ──> Progress, screen, documents
//!              catalog/                   toolchain/          process.rs   verdict.rs  progress.rs render/ grade/
//!                                         (cargo, once)       (rustc,      libtest.rs
//!                                                              the tests)  diagnostics.rs
//!                                                                 └─> training/   losses that a run reports while it goes on
//!
//! main.rs ─> cli.rs ─> commands/ ──┬─> check/    one exercise -> verdict; many in parallel; what has not changed is not run again; honest grading
//!                      session.rs  ├─> watch/    files, keys, finished checks -> Msg -> update(Model) -> Effect
//!                                  ├─> report/   the learner's progress as data, for a page
//!                                  ├─> review/   when a solved exercise comes back; a watch session on copies of the due ones
//!                                  ├─> editor/   which editor opens a file, and at which line
//!                                  ├─> grading/  a directory of submissions -> a result each, one table; shards, merge
//!                                  ├─> course/   init, update, reset with backups, untouched texts, embedded files
//!                                  └─> dev/      rules of a right course, new exercises, derived files
//! ```
//!
//! Data flows from left to right. A [`Verdict`](verdict::Verdict) is about the learner's code, an
//! [`Error`](error::Error) about us; they share no variant. Decisions are pure functions over data
//! (`verdict::judge`, `watch::model::update`, `dev::rules`), effects sit at the rim: `process.rs` spawns, `files.rs`
//! writes state, `commands/` and `watch/` print what `render/` makes, with the compiler's errors in plain words (`explain/`).

#![warn(unreachable_pub, unused_qualifications, redundant_imports)]
#![warn(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::exit,
    clippy::unwrap_used,
    clippy::dbg_macro,
    clippy::wildcard_imports,
    clippy::enum_glob_use,
    clippy::allow_attributes,
    clippy::map_unwrap_or,
    clippy::fn_params_excessive_bools,
    clippy::struct_excessive_bools,
    clippy::wildcard_enum_match_arm,
    clippy::uninlined_format_args,
    clippy::manual_let_else,
    clippy::semicolon_if_nothing_returned,
    clippy::doc_markdown
)]
#![cfg_attr(test, allow(clippy::unwrap_used))]
#![cfg_attr(not(test), allow(rustdoc::private_intra_doc_links))]

mod catalog;
mod check;
mod cli;
mod commands;
mod course;
mod dev;
mod diagnostics;
mod editor;
mod error;
mod explain;
mod files;
#[cfg(test)]
mod fuzz;
mod grade;
mod grading;
mod hints;
mod interrupt;
mod libtest;
mod process;
mod progress;
mod render;
mod report;
mod review;
mod session;
mod toolchain;
mod trace;
mod training;
mod verdict;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use crate::error::{Kind, Result};

/// What a command came to. The numbers are documented: scripts and graders read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Passed, or done.
    Fine,
    /// The exercise is not solved; a course has problems.
    NotSolved,
}

/// The whole program.
pub fn main() -> ExitCode {
    // Cargo calls this program in place of rustc when compiler calls are recorded.
    if let Some(code) = toolchain::wrapper::intercept() {
        return code;
    }
    exit_code(commands::run(cli::Cli::parse()))
}

/// The one place where errors are told.
fn exit_code(result: Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::NotSolved) => ExitCode::from(1),
        Err(error) => match error.kind() {
            Kind::Setup => {
                session::warn(&error.to_string());
                ExitCode::from(2)
            }
            Kind::Interrupted => ExitCode::from(130),
            Kind::BrokenPipe => ExitCode::SUCCESS,
        },
    }
}
