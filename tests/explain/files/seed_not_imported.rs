// `seed_from_u64` is a method of the trait `SeedableRng`, which is not imported in this file.
// Add at the top: `use rand::SeedableRng;`

use rand::rngs::StdRng;
fn main() {
    let rng = StdRng::seed_from_u64(1);
    println!("{rng:?}");
}
