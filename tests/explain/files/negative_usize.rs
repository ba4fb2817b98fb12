// `usize` counts from 0 upward and is never negative, also not as a position in an array.
// Count from the end with `a.len() - 1`; numbers that may be negative are `f64` or `i64`.

fn main() {
    let n: usize = 4;
    println!("{}", -n);
}
