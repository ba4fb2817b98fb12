// `f32` and `f64` are different types of number, and Rust never converts one into the other by itself.
// Use `f64` for both, or convert one of them where they meet: `x as f32`.

fn main() {
    let a: f32 = 1.5;
    let b: f64 = 2.0;
    println!("{}", a * b);
}
