// `m.w` was taken out of `m`, which is incomplete since then.
// Take a copy, `m.w.clone()`, or only lend it: `&m.w`.

use ndarray::{Array1, array};
struct M {
    w: Array1<f64>,
    b: f64,
}
fn main() {
    let m = M {
        w: array![1.0],
        b: 1.0,
    };
    let w = m.w;
    let n = &m;
    println!("{w} {}", n.b);
}
