//! A long afternoon: thousands of saves in one watch session, and what the session holds meanwhile.
//!
//! Run on demand; 2,000 saves take a quarter of an hour. Linux only: it reads `/proc`.
//!
//! ```sh
//! cargo bench --bench soak                   # 2,000 saves
//! cargo bench --bench soak -- --saves 200
//! ```
//!
//! The saves go round: a type error, a failing test, a pass; now and then a test that runs out of time, a flood of output,
//! one that is saved over while it runs. Each text has a number that must come to be on the screen. Memory, open files, threads and
//! processes are read whenever nothing is in work. Ends with 1 if any of them has grown.

#[cfg(target_os = "linux")]
#[expect(dead_code, reason = "e2e uses what is not used here")]
#[path = "../../tests/e2e/screen.rs"]
mod screen;
#[cfg(target_os = "linux")]
#[expect(dead_code, unused_imports, reason = "e2e uses what is not used here")]
#[path = "../../tests/e2e/support.rs"]
mod support;

#[cfg(target_os = "linux")]
mod session;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    session::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("this benchmark reads /proc, which only Linux has");
}
