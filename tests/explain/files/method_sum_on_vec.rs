// A `Vec` or slice has no `sum`; an iterator over it has.
// `v.iter().sum::<f64>()`.

fn main() {
    let a = vec![1.0, 2.0];
    println!("{:?}", a.sum());
}
