// A whole number (`usize`) is wanted here, and this is a float.
// `x as usize` cuts off what is behind the point; better, keep it a whole number from the start.

fn f(x: usize) -> usize {
    x
}
fn main() {
    let a = 1.0;
    f(a);
}
