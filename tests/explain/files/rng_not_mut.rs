// `rng` is changed here, but it was not declared with `mut`.
// Write `let mut rng`.

use rand::{Rng, SeedableRng, rngs::StdRng};
fn main() {
    let rng = StdRng::seed_from_u64(1);
    let x: f64 = rng.r#gen();
    println!("{x}");
}
