// (no sentence)

fn f(x: &mut std::collections::HashMap<u8, u8>) {
    x.insert(1, 2)
}
fn main() {
    f(&mut Default::default());
}
