//! `runner completions`: what a shell sources.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::{Outcome, cli::Cli, error::Result, session::print};

pub(crate) fn completions(shell: Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "runner", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}
