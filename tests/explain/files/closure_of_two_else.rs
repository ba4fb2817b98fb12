// (no sentence)

fn main() {
    let v = [2, 1];
    println!("{}", v.iter().fold(0, |a| a + 1));
}
