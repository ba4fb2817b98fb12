// What arrives here are still `Option`s: a `filter` leaves some out and changes none.
// `filter_map` in place of `map` and `filter` hands on what is in them; `flatten()` before `collect` does too.

fn main() {
    let v = [Some(1.0), None];
    let w: Vec<f64> = v.into_iter().filter(|x| x.is_some()).collect();
    println!("{w:?}");
}
