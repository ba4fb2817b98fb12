//! How much of an iterator was taken, and how much of it was held at once.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// An iterator that counts what is taken from it. Ask its [`tally`](Self::tally) afterwards.
///
/// ```
/// use kit::probe::Consumed;
///
/// let rows = Consumed::new(0..1_000_000);
/// let tally = rows.tally();
/// let first_large = rows.into_iter().find(|&row| row >= 10);
/// assert_eq!(first_large, Some(10));
/// assert_eq!(tally.pulled(), 11, "it is enough to read as far as the first match");
/// ```
///
/// To learn how many items are *held* at the same time, hand out guarded ones with [`held`](Self::held). The function
/// under test must then be generic over the item, or take [`Live`] items.
///
/// ```
/// use kit::probe::{Consumed, Live};
///
/// fn sum(rows: impl Iterator<Item = Live<f64>>) -> f64 {
///     rows.map(|row| *row).sum()
/// }
///
/// let rows = Consumed::new([1.0, 2.0, 3.0]).held();
/// let tally = rows.tally();
/// assert_eq!(sum(rows), 6.0);
/// assert_eq!((tally.pulled(), tally.most_alive()), (3, 1));
/// ```
#[derive(Clone, Debug)]
pub struct Consumed<I> {
    items: I,
    tally: Tally,
}

impl<I: Iterator> Consumed<I> {
    /// Counts what is taken from `items`.
    pub fn new(items: impl IntoIterator<IntoIter = I>) -> Self {
        Self {
            items: items.into_iter(),
            tally: Tally::default(),
        }
    }

    /// The counts, also after this iterator is given away.
    pub fn tally(&self) -> Tally {
        self.tally.clone()
    }

    /// The same items, each in a [`Live`] guard that counts until it is dropped.
    pub fn held(self) -> Held<I> {
        Held(self)
    }
}

impl<I: Iterator> Iterator for Consumed<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        let item = self.items.next()?;
        self.tally.0.pulled.fetch_add(1, Ordering::SeqCst);
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

/// Like [`Consumed`], with items that know how long they live.
#[derive(Clone, Debug)]
pub struct Held<I>(Consumed<I>);

impl<I: Iterator> Held<I> {
    /// The counts, also after this iterator is given away.
    pub fn tally(&self) -> Tally {
        self.0.tally()
    }
}

impl<I: Iterator> Iterator for Held<I> {
    type Item = Live<I::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.0.next()?;
        Some(Live::new(item, self.tally()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// The counts of a [`Consumed`]; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Tally(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    pulled: AtomicUsize,
    alive: AtomicUsize,
    most_alive: AtomicUsize,
}

impl Tally {
    /// Items taken so far.
    #[must_use]
    pub fn pulled(&self) -> usize {
        self.0.pulled.load(Ordering::SeqCst)
    }

    /// [`Live`] items that exist now; 0 without [`held`](Consumed::held).
    #[must_use]
    pub fn alive(&self) -> usize {
        self.0.alive.load(Ordering::SeqCst)
    }

    /// The most [`Live`] items that existed at one time; 0 without [`held`](Consumed::held).
    #[must_use]
    pub fn most_alive(&self) -> usize {
        self.0.most_alive.load(Ordering::SeqCst)
    }
}

/// An item that counts as held until it is dropped. It dereferences to the item; a clone counts as well.
pub struct Live<T> {
    item: T,
    tally: Tally,
}

impl<T> Live<T> {
    fn new(item: T, tally: Tally) -> Self {
        let alive = tally.0.alive.fetch_add(1, Ordering::SeqCst) + 1;
        tally.0.most_alive.fetch_max(alive, Ordering::SeqCst);
        Self { item, tally }
    }
}

impl<T> Drop for Live<T> {
    fn drop(&mut self) {
        self.tally.0.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

impl<T> Deref for Live<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.item
    }
}

impl<T> DerefMut for Live<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.item
    }
}

impl<T: Clone> Clone for Live<T> {
    fn clone(&self) -> Self {
        Self::new(self.item.clone(), self.tally.clone())
    }
}

impl<T: PartialEq> PartialEq for Live<T> {
    fn eq(&self, other: &Self) -> bool {
        self.item == other.item
    }
}

impl<T: fmt::Debug> fmt::Debug for Live<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.item.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_taken_counts() {
        let mut rows = Consumed::new(vec!["a", "b", "c"]);
        let tally = rows.tally();
        assert_eq!((rows.size_hint(), tally.pulled()), ((3, Some(3)), 0));
        assert_eq!(rows.next(), Some("a"));
        assert_eq!(tally.pulled(), 1);
        assert_eq!(rows.by_ref().count(), 2);
        assert_eq!(rows.next(), None);
        assert_eq!(tally.pulled(), 3, "the end is no item");
        assert_eq!((tally.alive(), tally.most_alive()), (0, 0));
    }

    #[test]
    fn collecting_holds_everything() {
        let rows = Consumed::new(0..5).held();
        let tally = rows.tally();
        let all: Vec<Live<i32>> = rows.collect();
        assert_eq!(
            (tally.pulled(), tally.alive(), tally.most_alive()),
            (5, 5, 5)
        );
        drop(all);
        assert_eq!((tally.alive(), tally.most_alive()), (0, 5));
    }

    #[test]
    fn chunks_hold_a_chunk() {
        let mut rows = Consumed::new(0..10).held();
        let tally = rows.tally();
        loop {
            let chunk: Vec<_> = rows.by_ref().take(4).collect();
            if chunk.is_empty() {
                break;
            }
        }
        assert_eq!((tally.pulled(), tally.most_alive()), (10, 4));
    }

    #[test]
    fn clones_of_an_item_count_too() {
        let mut rows = Consumed::new([1.5]).held();
        let tally = rows.tally();
        let mut item = rows.next().unwrap();
        let copy = item.clone();
        *item += 1.0;
        assert_eq!((*item, *copy), (2.5, 1.5));
        assert_eq!(tally.most_alive(), 2);
        assert_eq!(format!("{copy:?}"), "1.5");
        assert!(item != copy && copy == copy.clone());
    }
}
