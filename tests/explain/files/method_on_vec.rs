// `mean` is for arrays of ndarray, and this is a `Vec` or slice.
// Make an array of it first: `Array1::from(v)`.

fn main() {
    let a = vec![1.0, 2.0];
    println!("{:?}", a.mean());
}
