//! How long a teacher waits: `runner check --courses` on a made-up class, and whether every result is right.
//!
//! ```sh
//! cargo bench --bench grading                                   # 60 submissions of 04_regression
//! cargo bench --bench grading -- --submissions 300 --jobs 2
//! cargo bench --bench grading -- --level 01_arrays --keep /tmp/grading
//! ```
//!
//! What is handed in is told in `class.rs`. The crates are built before the clock starts; that time is told apart. With
//! `--keep` everything stays in a directory, and the next run there builds no crates. Each result is held against what was
//! handed in; one that differs ends the program with an error. Linux only: memory and processor time are read from `/proc`.

// With a path of their own the modules find their parts here, beside this file.
#[cfg(target_os = "linux")]
#[path = "bench.rs"]
mod bench;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    bench::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("this benchmark reads /proc, which only Linux has");
}
