//! What the exercises share: comparisons with readable reports, seeded random numbers, spies.

pub mod close;
pub mod data;
mod random;
mod report;
pub mod same;
mod shape;

pub use close::is_close;
pub use random::{Rng, rng};
#[doc(hidden)]
pub use shape::assert_shape;
