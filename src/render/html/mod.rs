//! The report as one page: it needs no network, no script, and nothing else of this machine.
//!
//! Everything goes through [`element::Element`], which escapes texts and attributes; no other file here joins markup.

mod bar;
mod element;
mod level;
mod map;
pub(crate) mod page;
mod showcase;
mod style;
mod words;

#[cfg(test)]
mod parsed;
#[cfg(test)]
mod tests;
