// The closure `f` holds `n` until it is called for the last time.
// Use `n` after that last call, or before the closure is made.

fn main() {
    let mut n = 0;
    let mut f = || n += 1;
    println!("{n}");
    f();
}
