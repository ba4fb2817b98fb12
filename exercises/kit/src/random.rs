//! Random numbers that are the same on every machine.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

/// The generator that [`rng`] makes: xoshiro256++. It implements `RngCore` and, with it, `Rng` of rand 0.8.
pub type Rng = Xoshiro256PlusPlus;

/// A generator of random numbers with a fixed seed.
///
/// Unlike rand's `SmallRng` and `StdRng` it gives the same numbers on every machine and in every version of the
/// crates. Not for secrets.
///
/// ```
/// use rand::Rng as _;
///
/// let (mut a, mut b) = (kit::rng(42), kit::rng(42));
/// assert_eq!(a.gen_range(0..100), b.gen_range(0..100));
/// ```
pub fn rng(seed: u64) -> Rng {
    Rng::seed_from_u64(seed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng as _, RngCore};

    /// The state is filled by SplitMix64. Reference: both algorithms written in Python from the public-domain
    /// C code of Blackman and Vigna (prng.di.unimi.it).
    #[test]
    fn the_first_numbers_are_those_of_the_reference() {
        let golden: [(u64, [u64; 4]); 3] = [
            (
                0,
                [
                    5_987_356_902_031_041_503,
                    7_051_070_477_665_621_255,
                    6_633_766_593_972_829_180,
                    211_316_841_551_650_330,
                ],
            ),
            (
                42,
                [
                    15_021_278_609_987_233_951,
                    5_881_210_131_331_364_753,
                    18_149_643_915_985_481_100,
                    12_933_668_939_759_105_464,
                ],
            ),
            (
                u64::MAX,
                [
                    6_254_647_548_650_071_986,
                    16_610_832_622_747_802_512,
                    16_422_857_234_328_439_435,
                    5_048_281_510_058_307_187,
                ],
            ),
        ];
        for (seed, numbers) in golden {
            let mut rng = rng(seed);
            assert_eq!(numbers.map(|_| rng.next_u64()), numbers, "seed {seed}");
        }
    }

    /// The upper 53 bits of each number, divided by 2^53.
    #[test]
    fn floats_are_those_of_the_reference() {
        let mut rng = rng(42);
        let numbers = [
            0.814_305_145_122_909_9,
            0.318_821_040_061_661_1,
            0.983_894_168_177_488_8,
        ];
        assert_eq!(numbers.map(|_| rng.r#gen::<f64>()), numbers);
    }
}
