// A reference is wanted here, and this is the value itself.
// Lend it: `&a`.

struct V(Vec<f64>);
impl V {
    fn dot(&self, o: &V) -> f64 {
        o.0[0]
    }
}
fn main() {
    let a = V(vec![]);
    a.dot(a);
}
