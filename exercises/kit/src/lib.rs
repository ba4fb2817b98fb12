//! What the exercises share: comparisons with readable reports, seeded random numbers, spies.

pub mod close;
pub mod data;
pub mod grad;
pub mod probe;
mod random;
mod report;
pub mod same;
mod shape;
pub mod source;

pub use close::is_close;
pub use random::{Rng, rng};
#[doc(hidden)]
pub use shape::assert_shape;
