// (no sentence)

fn main() {
    let s = vec![1.0];
    let i = &0;
    println!("{}", s[i]);
}
