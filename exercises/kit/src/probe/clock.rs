//! Time that passes only when told to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A fake clock. It starts at zero and stands still until it is advanced or somebody sleeps on it.
/// Clones share the time.
///
/// ```
/// use kit::probe::Clock;
/// use std::time::Duration;
///
/// let clock = Clock::new();
/// let retry = |clock: &Clock| {
///     for seconds in [1, 2, 4] {
///         clock.sleep(Duration::from_secs(seconds));
///     }
/// };
/// retry(&clock);
/// assert_eq!(clock.now(), Duration::from_secs(7));
/// assert_eq!(clock.sleeps(), [1, 2, 4].map(Duration::from_secs));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Clock {
    time: Arc<Mutex<Time>>,
}

#[derive(Debug, Default)]
struct Time {
    now: Duration,
    sleeps: Vec<Duration>,
}

impl Clock {
    /// A clock at zero.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The time since the clock was made.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.lock().now
    }

    /// Lets time pass, for tests.
    pub fn advance(&self, by: Duration) {
        self.lock().now += by;
    }

    /// Lets time pass and records it, for the code under test.
    pub fn sleep(&self, duration: Duration) {
        let mut time = self.lock();
        time.now += duration;
        time.sleeps.push(duration);
    }

    /// The durations of all calls of [`sleep`](Self::sleep) so far, the first call first.
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        self.lock().sleeps.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Time> {
        self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_stands_still_until_told() {
        let clock = Clock::new();
        assert_eq!(clock.now(), Duration::ZERO);
        clock.advance(Duration::from_millis(250));
        clock.advance(Duration::from_millis(50));
        assert_eq!(clock.now(), Duration::from_millis(300));
        assert_eq!(clock.sleeps(), []);
    }

    #[test]
    fn sleeping_passes_time_for_all_clones() {
        let clock = Clock::new();
        clock.clone().sleep(Duration::from_secs(2));
        clock.sleep(Duration::ZERO);
        assert_eq!(clock.now(), Duration::from_secs(2));
        assert_eq!(clock.sleeps(), [Duration::from_secs(2), Duration::ZERO]);
    }
}
