// A `Vec` or slice has no `mean`.
// `v.iter().sum::<f64>() / v.len() as f64`; or make an array of ndarray of it first: `Array1::from(v)`.

fn main() {
    let a = vec![1.0, 2.0];
    println!("{:?}", a.mean());
}
