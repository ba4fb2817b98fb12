// `w` is a field, and inside a method a field is reached through `self`.
// Write `self.w`.

struct M {
    w: f64,
}
impl M {
    fn f(&self) -> f64 {
        w
    }
}
fn main() {
    M { w: 1.0 }.f();
}
