// (no sentence)

fn main() {
    let weights = 1.0;
    println!("{}", weigths);
}
