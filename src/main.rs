//! The `runner` program: parse, run one command, turn what came of it into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    runner::main()
}
