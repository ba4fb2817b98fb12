// `//` begins a comment in Rust, so the rest of this line is not read.
// Whole numbers lose the fraction with one `/`: `/ 2`.

fn main() {
    let n = 7;
    let half = n // 2;
    let more = half + 1;
    println!("{more}");
}
