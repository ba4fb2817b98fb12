// (no sentence)

fn main() {
    let mut a = vec![1.0];
    a.len() = 3;
    println!("{a:?}");
}
