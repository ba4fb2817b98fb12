//! Which values a callee was given.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Records values, call by call. Clones share one record, so one can be given away and the other asked.
///
/// ```
/// use kit::probe::Recorder;
/// use kit::assert_same;
///
/// let fitted_on = Recorder::new();
/// let spy = fitted_on.clone();
/// let fit = move |rows: &[usize]| spy.record(rows.to_vec());
///
/// fit(&[0, 1, 2]);
/// assert_same!(fitted_on.calls(), [vec![0, 1, 2]], "fit must not see the test rows");
/// ```
pub struct Recorder<T> {
    calls: Arc<Mutex<Vec<T>>>,
}

impl<T> Recorder<T> {
    /// A recorder without calls.
    #[must_use]
    pub fn new() -> Self {
        Self {
            calls: Arc::default(),
        }
    }

    /// Adds a call.
    pub fn record(&self, value: T) {
        self.lock().push(value);
    }

    /// The number of calls so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// The values of all calls so far, the first call first.
    #[must_use]
    pub fn calls(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.lock().clone()
    }

    /// The value of the latest call, `None` before the first one.
    #[must_use]
    pub fn last(&self) -> Option<T>
    where
        T: Clone,
    {
        self.lock().last().cloned()
    }

    /// The record is whole even if a panic passed through a call.
    fn lock(&self) -> MutexGuard<'_, Vec<T>> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Recorder<T> {
    fn clone(&self) -> Self {
        Self {
            calls: Arc::clone(&self.calls),
        }
    }
}

impl<T> Default for Recorder<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Recorder<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_tuple("Recorder").field(&*self.lock()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_kept_in_order_across_clones() {
        let recorder = Recorder::new();
        let spy = recorder.clone();
        assert_eq!((recorder.count(), recorder.last()), (0, None));
        spy.record("fit");
        recorder.record("predict");
        assert_eq!(recorder.calls(), ["fit", "predict"]);
        assert_eq!((spy.count(), spy.last()), (2, Some("predict")));
    }

    #[test]
    fn values_need_not_be_clone_to_be_counted() {
        struct Request;
        let recorder = Recorder::new();
        recorder.record(Request);
        assert_eq!(recorder.count(), 1);
    }

    #[test]
    fn threads_may_record() {
        let recorder = Recorder::new();
        std::thread::scope(|scope| {
            for i in 0..4 {
                let spy = recorder.clone();
                scope.spawn(move || spy.record(i));
            }
        });
        let mut calls = recorder.calls();
        calls.sort_unstable();
        assert_eq!(calls, [0, 1, 2, 3]);
    }
}
