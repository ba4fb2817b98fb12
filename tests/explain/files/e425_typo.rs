// Nothing is called `weigths` here.
// There is `weights`, which is spelled almost so. Otherwise make it first: `let weigths = ...;`.

fn main() {
    let weights = 1.0;
    println!("{}", weigths);
}
