//! How often a random number generator was asked.

use rand::{Error, RngCore};

/// A random number generator that counts what is drawn from it.
///
/// A function that is handed a generator must use it: one that seeds a generator of its own returns the same
/// "random" numbers on every call, and draws nothing from this one.
///
/// ```
/// use kit::probe::CountingRng;
/// use rand::{Rng, seq::SliceRandom};
///
/// fn shuffled(n: usize, rng: &mut impl Rng) -> Vec<usize> {
///     let mut indices: Vec<usize> = (0..n).collect();
///     indices.shuffle(rng);
///     indices
/// }
///
/// let mut rng = CountingRng::new(kit::rng(1));
/// shuffled(10, &mut rng);
/// assert!(rng.draws() > 0, "the order must come from the generator that was passed in");
/// ```
#[derive(Clone, Debug)]
pub struct CountingRng<R> {
    rng: R,
    draws: u64,
}

impl<R: RngCore> CountingRng<R> {
    /// Passes on the numbers of `rng`.
    pub fn new(rng: R) -> Self {
        Self { rng, draws: 0 }
    }

    /// How many words were drawn so far, of 32 or 64 bits; eight bytes count as one. An f64 or a `gen_range` costs
    /// one, or a few more where the method rejects some, so compare with a lower bound.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }
}

impl<R: RngCore> RngCore for CountingRng<R> {
    fn next_u32(&mut self) -> u32 {
        self.draws += 1;
        self.rng.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.draws += 1;
        self.rng.next_u64()
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        self.draws += dest.len().div_ceil(8) as u64;
        self.rng.fill_bytes(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), Error> {
        self.draws += dest.len().div_ceil(8) as u64;
        self.rng.try_fill_bytes(dest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;

    #[test]
    fn every_way_of_drawing_counts() {
        let mut rng = CountingRng::new(crate::rng(1));
        assert_eq!(rng.draws(), 0);
        let _: f64 = rng.r#gen();
        let _: f64 = rng.r#gen();
        assert_eq!(rng.draws(), 2);
        let _: (u32, u32) = rng.r#gen();
        assert_eq!(rng.draws(), 4);
        rng.fill(&mut [0u8; 17][..]);
        assert_eq!(rng.draws(), 7);
        rng.fill_bytes(&mut [0; 8]);
        assert_eq!(rng.draws(), 8);
    }

    #[test]
    fn the_numbers_are_those_of_the_inner_generator() {
        let (mut counting, mut plain) = (CountingRng::new(crate::rng(7)), crate::rng(7));
        for _ in 0..5 {
            assert_eq!(counting.next_u64(), plain.next_u64());
            assert_eq!(counting.next_u32(), plain.next_u32());
        }
        let (mut a, mut b) = ([0; 11], [0; 11]);
        counting.fill_bytes(&mut a);
        plain.fill_bytes(&mut b);
        assert_eq!(a, b);
    }
}
