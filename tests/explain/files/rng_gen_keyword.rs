// `gen` has become a reserved word since this method got its name.
// Write `r#gen`, or say what is drawn: `rng.gen_range(0.0..1.0)`.

use rand::{Rng, SeedableRng, rngs::StdRng};
fn main() {
    let mut rng = StdRng::seed_from_u64(1); let x: f64 = rng.gen(); println!("{x}");
}
