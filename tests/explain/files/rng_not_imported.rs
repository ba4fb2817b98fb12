// `gen_range` is a method of the trait `Rng`, which is not imported in this file.
// Add at the top: `use rand::Rng;`

fn main() {
    let mut rng = rand::thread_rng();
    let x: f64 = rng.gen_range(0.0..1.0);
    println!("{x}");
}
