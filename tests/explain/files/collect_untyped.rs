// Rust must be told what is collected into: a `Vec`, an `Array1`, ...
// Give the variable a type, `let v: Vec<f64> = ...`, or write `.collect::<Vec<f64>>()`.

fn main() {
    let a = vec![1.0, 2.0];
    let b = a.iter().map(|v| v * 2.0).collect();
    println!("{b:?}");
}
