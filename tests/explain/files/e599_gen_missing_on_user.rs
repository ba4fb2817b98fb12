// (no sentence)

struct R;
fn main() {
    let mut r = R;
    let x: f64 = r.gen_range(0.0..1.0);
}
