//! How long a check took, without what it had to wait for: the crates of a level are built once, and that is no time of the check.

use std::time::{Duration, Instant};

#[derive(Debug)]
pub(crate) struct OwnTime {
    started: Instant,
    waited: Duration,
}

impl OwnTime {
    pub(crate) fn from(started: Instant) -> Self {
        Self {
            started,
            waited: Duration::ZERO,
        }
    }

    /// From `begun` to `now` it waited for what is not its own.
    pub(crate) fn leave_out(&mut self, begun: Instant, now: Instant) {
        self.waited += now.saturating_duration_since(begun);
    }

    pub(crate) fn until(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.started)
            .saturating_sub(self.waited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_waited_for_is_left_out_each_time() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut own = OwnTime::from(start);
        assert_eq!(own.until(at(3)), Duration::from_secs(3));
        own.leave_out(at(1), at(74));
        own.leave_out(at(76), at(77));
        assert_eq!(own.until(at(80)), Duration::from_secs(6));
        assert_eq!(own.until(at(2)), Duration::ZERO);
    }
}
