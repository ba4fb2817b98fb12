//! Data sets made from a seed: the same seed gives the same rows on every machine.

pub mod beacon;
pub mod clouds;
pub mod digits;
pub mod houses;
pub mod messages;
pub mod passengers;
pub mod shop;
pub mod thermal;

pub use beacon::beacon;
pub use clouds::{blobs, circles, moons};
pub use digits::digits;
pub use houses::houses;
pub use messages::{Messages, messages};
pub use passengers::{Passenger, passengers};
pub use shop::{products, transactions};
pub use thermal::thermal;
