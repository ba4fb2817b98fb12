//! Random numbers that are the same on every machine.

use rand::SeedableRng;

/// The generator behind [`rng`]: xoshiro256++.
pub type Rng = rand_xoshiro::Xoshiro256PlusPlus;

/// A random number generator with a fixed seed.
pub fn rng(seed: u64) -> Rng {
    Rng::seed_from_u64(seed)
}
