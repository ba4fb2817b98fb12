// A `bool` becomes a float only by way of a whole number.
// Cast twice: `(a > b) as u8 as f64`.

fn main() {
    let b = (1 > 0) as f64;
    println!("{b}");
}
