//! Stopping what runs: one that may be asked to stop from any thread, at any time.

use std::{
    io,
    process::{Child, Command},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    group::{Future, Group, give_way},
    limits::Trust,
    standby::Standby,
};

/// Stops the child that runs under it, now or as soon as it starts. Clones share the state.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancel(Arc<Mutex<CancelState>>);

#[derive(Debug, Default)]
struct CancelState {
    cancelled: bool,
    /// Its children give way to everything else on the machine.
    gentle: bool,
    groups: Vec<Group>,
}

impl Cancel {
    /// For work that nobody waits for.
    pub(crate) fn gentle() -> Self {
        Self(Arc::new(Mutex::new(CancelState {
            gentle: true,
            ..CancelState::default()
        })))
    }

    pub(crate) fn cancel(&self) {
        let mut state = self.state();
        state.cancelled = true;
        for group in &state.groups {
            group.kill();
        }
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    fn state(&self) -> MutexGuard<'_, CancelState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts `command`; nothing if it was cancelled before.
    ///
    /// The state is locked until the child is known: one that starts while this process is told to end, and ends,
    /// would run on for ever.
    pub(super) fn spawn(
        &self,
        command: &mut Command,
        trust: Trust,
        standby: Option<&Standby>,
    ) -> io::Result<Option<(Child, Group)>> {
        let future = Future::of(command, trust);
        let mut state = self.state();
        if state.cancelled {
            return Ok(None);
        }
        let child = match standby.and_then(|standby| standby.take(command)) {
            Some(child) => child,
            None => future.start(command)?,
        };
        if state.gentle {
            give_way(child.id());
        }
        let group = future.led_by(child.id());
        state.groups.push(group.clone());
        Ok(Some((child, group)))
    }

    /// Nothing is left to stop.
    pub(super) fn unregister(&self, group: &Group) {
        self.state().groups.retain(|other| other != group);
    }
}
