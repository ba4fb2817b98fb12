// (no sentence)

struct M;
impl M {
    fn fit(&self, a: f64) {}
}
fn main() {
    M.fit(1.0, 2.0);
}
