//! Signals of the terminal and the system, as messages; suspension gives the terminal back while it lasts.

use std::{sync::mpsc::Sender, thread};

use super::{
    Input,
    message::{Msg, Quit},
    terminal::Terminal,
};
use crate::error::{Context, Result};

#[cfg(unix)]
pub(super) fn listen(sender: &Sender<Input>, terminal: Option<&Terminal>) -> Result<()> {
    use signal_hook::{
        consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH},
        iterator::Signals,
        low_level::emulate_default_handler,
    };
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT])
        .context(|| "cannot listen for signals".to_owned())?;
    let sender = sender.clone();
    let terminal = terminal.cloned();
    thread::spawn(move || {
        for signal in &mut signals {
            let msg = match signal {
                SIGTSTP => {
                    if let Some(terminal) = &terminal {
                        terminal.leave();
                    }
                    // Stops this process here; it goes on with SIGCONT.
                    let _ = emulate_default_handler(SIGTSTP);
                    continue;
                }
                SIGCONT => {
                    if let Some(terminal) = &terminal {
                        terminal.enter_again();
                    }
                    Msg::Resized
                }
                SIGWINCH => Msg::Resized,
                _ => Msg::Terminated(Quit::Interrupted),
            };
            if sender.send(Input::Msg(msg)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn listen(_sender: &Sender<Input>, _terminal: Option<&Terminal>) -> Result<()> {
    Ok(())
}
