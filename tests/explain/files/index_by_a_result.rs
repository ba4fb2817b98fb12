// This is not the value itself but a `Result`: the value, or an error if it did not work.
// Take the value out with `.unwrap()`, or with `?` in a function that returns a `Result`.

fn place(n: usize) -> Result<usize, String> {
    Ok(n)
}

fn main() {
    let v = vec![1.0];
    println!("{}", v[place(0)]);
}
