//! Ctrl-C and termination: what runs is stopped with its whole group, then the command ends in an orderly way.

use crate::{
    error::{Context, Result},
    process::Cancel,
};

/// From now on SIGINT, SIGTERM and SIGHUP cancel `cancel` instead of ending this process at once;
/// children live in groups of their own and would go on without it.
pub(crate) fn cancel_on_signal(cancel: &Cancel) -> Result<()> {
    let cancel = cancel.clone();
    on_signal(move || cancel.cancel())
}

/// From now on these signals call `act` instead, from a thread of its own.
#[cfg(unix)]
pub(crate) fn on_signal(act: impl Fn() + Send + 'static) -> Result<()> {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])
        .context(|| "cannot listen for signals".to_owned())?;
    std::thread::spawn(move || {
        for _ in &mut signals {
            act();
        }
    });
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn on_signal(_act: impl Fn() + Send + 'static) -> Result<()> {
    Ok(())
}
