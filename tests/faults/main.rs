//! What is broken on purpose, and what is kept: nothing a learner wrote, no progress and no terminal is lost.

mod code;
mod courses;
#[cfg(unix)]
mod saves;
#[cfg(unix)]
#[expect(dead_code, reason = "e2e uses what is not used here")]
#[path = "../e2e/screen.rs"]
mod screen;
mod state;
#[expect(dead_code, reason = "e2e uses what is not used here")]
#[path = "../e2e/support.rs"]
mod support;
mod table;
#[cfg(unix)]
mod terminal;
mod toolchain;
