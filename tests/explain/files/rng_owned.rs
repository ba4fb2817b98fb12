// `rng` is changed by what is called here, so it must be lent for changing.
// Put `&mut` in front: `&mut rng`.

use rand::{Rng, SeedableRng, rngs::StdRng};
fn draw(rng: &mut StdRng) -> f64 {
    rng.gen_range(0.0..1.0)
}
fn main() {
    let rng = StdRng::seed_from_u64(1);
    println!("{}", draw(rng));
}
