// `r` still looks into `n` and is used further down, so `n` cannot be changed here.
// Use `r` for the last time before this line, or make it a copy that does not look into `n` (`.to_owned()`, `.clone()`).

fn main() {
    let mut n = 0.0;
    let r = &n;
    n = 1.0;
    println!("{r}");
}
