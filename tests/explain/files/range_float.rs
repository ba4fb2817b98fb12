// A range of floats cannot be looped over: it has no next number.
// Count in whole numbers, `for i in 0..n`, or take the floats from `Array1::linspace(0.0, 1.0, 11)`.

fn main() {
    let n: f64 = 3.0;
    for i in 0.0..n {
        println!("{i}");
    }
}
