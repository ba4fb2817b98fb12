//! What the exercises share: comparisons with readable reports, gradient checks, spies, data and seeded random
//! numbers. Learners read its reports; authors of exercises read this page.
//!
//! | to check | use |
//! |---|---|
//! | computed numbers | [`assert_close!`], [`is_close`] |
//! | numbers among which NaN is a defined answer | [`assert_close_or_nan!`] |
//! | that a classic slip was not made | [`assert_not_close!`] |
//! | integers, bool, labels, text, lists of them | [`assert_same!`] |
//! | a shape, whatever the values | [`assert_shape!`] |
//! | a gradient | [`grad::check`] |
//! | what a function did with what it was given | [`probe`] |
//! | that the learner's code does without a word | [`source`] |
//! | that a training goes on well, and to show how | [`train`] |
//!
//! [`rng`] makes random numbers that are the same on every machine, [`data`] whole data sets from them.
//!
//! # A test
//!
//! The comparisons take scalars, slices, `Vec`, fixed arrays and ndarray's arrays of any dimension, owned or by
//! reference, in any mixture. An optional sentence says what is claimed, or names the slip:
//!
//! ```
//! use kit::{assert_close, assert_not_close, assert_shape};
//! use ndarray::{Array1, Array2, Axis, array};
//!
//! /// Standard deviation of each column, (n, d) -> (d,).
//! fn column_std(x: &Array2<f64>) -> Array1<f64> {
//!     x.std_axis(Axis(0), 0.0)
//! }
//!
//! let std = column_std(&array![[1.0, 30.0], [3.0, 10.0]]);
//! assert_shape!(std, [2], "one standard deviation for each column");
//! assert_not_close!(std, [2f64.sqrt(), 200f64.sqrt()], "std divides by n here, not n - 1");
//! assert_close!(std, [1.0, 10.0]);
//! ```
//!
//! # A report
//!
//! A failing check panics at the line of the test. The sentence comes first, then what differs:
//! shapes before values, NaN and infinities before differences. The first line makes sense alone.
//!
//! ```text
//! each column is centred on its own mean
//! 2 of 6 entries differ (33%), most at [1, 1]: got 5, expected 6
//!            got                  expected
//!   [0, ..]  1.0   2.0    3.0     1.0   2.0    3.0
//!   [1, ..]  4.0  >5.0<  >3.5<    4.0  >6.0<  >3.0<
//! largest difference: 1 at [1, 1]; relative to expected: 0.167 at [1, 1]
//! tolerance: |got - expected| <= atol + rtol * |expected|, rtol = 1e-9, atol = 1e-12
//! ```
//!
//! Below the first line may stand one more, which names the likely slip when it explains all the numbers exactly:
//!
//! ```text
//! pattern: got is expected transposed, with rows and columns swapped
//! pattern: every entry is 4/5 of what is expected: with n = 5, n and n - 1 are exchanged (ddof)
//! ```
//!
//! # Inside
//!
//! All of this is compiled into every exercise at every save. So what is generic only copies its arguments into a plain
//! form; comparing and reporting is done by functions that are compiled once, with this crate.

pub mod close;
pub mod data;
pub mod grad;
#[doc(hidden)]
pub mod instances;
/// Pictures: in the terminal, and as SVG.
#[cfg(feature = "plot")]
pub mod plot;
pub mod probe;
mod random;
pub mod reference;
mod report;
pub mod same;
mod shape;
mod slip;
pub mod source;
pub mod train;

pub use close::is_close;
pub use random::{Rng, rng};
#[doc(hidden)]
pub use shape::assert_shape;
