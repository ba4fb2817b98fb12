// The `for` loop takes `a` over and uses it up.
// Lend it to the loop: `in &a`.

fn main() {
    let a = vec![1.0, 2.0];
    for v in a {
        println!("{v}");
    }
    println!("{a:?}");
}
