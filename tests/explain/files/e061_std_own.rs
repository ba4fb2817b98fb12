// (no sentence)

struct M;
impl M {
    fn std(&self, a: f64) {}
}
fn main() {
    M.std();
}
