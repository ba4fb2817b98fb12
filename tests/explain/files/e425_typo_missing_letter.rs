// Nothing is called `totl` here.
// There is `total`, which is spelled almost so. Otherwise make it first: `let totl = ...;`.

fn main() {
    let mut total = 0.0;
    totl += 1.0;
    println!("{total}");
}
