// (no sentence)

struct M {
    v: Vec<f64>,
    n: usize,
}
impl M {
    fn bump(&mut self) {
        self.n += 1;
    }
    fn go(&mut self) {
        for x in &self.v {
            if *x > 0.0 {
                self.bump();
            }
        }
    }
}
fn main() {
    M { v: vec![], n: 0 }.go();
}
