//! How long a learner waits: `runner watch` beside `rustlings watch`, save by save, on the same exercises.
//!
//! Run on demand, on a quiet machine with nothing else to do; a whole run takes one to two hours. Linux only: it reads `/proc`.
//!
//! ```sh
//! cargo install rustlings --version 6.5.0 --locked
//! cargo bench --bench feedback                            # all rows, 15 saves of each kind
//! cargo bench --bench feedback -- array next --saves 5    # some rows, fewer saves
//! cargo bench --bench feedback -- --help                  # the rows and what else can be set
//! ```
//!
//! `RUSTLINGS=path` names a rustlings that is not in `PATH`. `RUSTLINGS_COURSE=dir` names its exercises: the unpacked
//! sources of the package, or any course with an `info.toml`. Without it they are taken from the sources that
//! `cargo install` leaves in cargo's registry.
//!
//! The course is one package: three exercises of this repository, many copies of each, with the repository's crates, lock
//! file and tuned profile. The runner's copy lists its levels, as this repository does, which rustlings' format cannot. Each program has a copy of its own and a
//! pseudo-terminal of its own. A save is timed from just before the file is written to the arrival of the bytes that
//! complete the verdict on the screen; both sides take turns with the same text, and begin in turn. Every text has a
//! number in it that is on the screen with the verdict, so that no verdict of an earlier save is taken for this one;
//! a pass shows no number, so each follows a failure that was seen. Nothing is timed before both programs are at rest.

// With a path of its own the module finds its parts here, beside this file.
#[cfg(target_os = "linux")]
#[path = "compare.rs"]
mod compare;

#[cfg(target_os = "linux")]
fn main() {
    compare::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("this benchmark reads /proc, which only Linux has");
}
