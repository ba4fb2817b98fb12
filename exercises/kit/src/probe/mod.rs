//! Spies: given to a function under test in place of the real thing, they tell afterwards what it did with it.
//!
//! | spy | stands for | tells |
//! |---|---|---|
//! | [`Recorder`] | a model, a tool, any callee | which values it was called with |
//! | [`Consumed`] | a stream of rows | how many items were taken, and how many were held at once |
//! | [`Clock`] | the time | how long somebody slept, without sleeping |
//! | [`CountingRng`] | a random number generator | how many numbers were drawn from it |
//!
//! A clone of a `Recorder`, of a `Clock` and of a [`Tally`] is another handle on the same record.

mod clock;
mod consumed;
mod recorder;
mod rng;

pub use clock::Clock;
pub use consumed::{Consumed, Held, Live, Tally};
pub use recorder::Recorder;
pub use rng::CountingRng;
