// (no sentence)

struct M {
    w: f64,
}
impl M {
    fn fit(&mut self, x: f64) {
        self.w = x;
    }
}
fn main() {
    let mut m = M { w: 0.0 };
    m.fit("a");
}
