//! Pages are shown by a browser, which lives on by itself.

use std::{
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::strays;
use crate::error::{Context, Error, Result};

/// How long a program may take to say that it cannot show a page.
const OPENING: Duration = Duration::from_secs(2);

/// Shows a page in the learner's browser: `$BROWSER`, or what the system opens pages with.
pub(crate) fn browse(file: &std::path::Path) -> Result<()> {
    let chosen = std::env::var("BROWSER").ok();
    let chosen = chosen
        .iter()
        // By convention there may be several, the first of which is preferred.
        .flat_map(|all| all.split(if cfg!(windows) { ';' } else { ':' }))
        .find(|one| !one.trim().is_empty());
    let opener = chosen.unwrap_or(if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    });
    let failed = || format!("cannot show {} with {opener}", file.display());
    let help = "open the file in a browser yourself; BROWSER names another program to do it";
    let mut words = opener.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command
        .args(words)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = strays::start(&mut command, None)
        .context(failed)
        .map_err(|error| error.help(help))?;
    let started = Instant::now();
    while started.elapsed() < OPENING {
        match child.try_wait().context(failed)? {
            // Windows' own never ends with 0.
            Some(status) if status.success() || cfg!(windows) => return Ok(()),
            Some(status) => {
                return Err(Error::new(failed())
                    .caused_by(format!("it ended with {status}"))
                    .help(help));
            }
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
    // It is the browser itself, and stays when this program is gone.
    Ok(())
}
