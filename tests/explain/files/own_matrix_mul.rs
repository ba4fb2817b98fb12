// (no sentence)

struct Matrix(Vec<f64>);
fn main() {
    let a = Matrix(vec![]);
    let b = Matrix(vec![]);
    let _ = a * b;
}
