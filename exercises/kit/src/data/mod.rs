//! Data sets made from a seed: the same seed gives the same rows on every machine.

pub mod thermal;

pub use thermal::thermal;
