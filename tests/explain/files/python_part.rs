// A part of a list is given by a range, with two dots.
// Write `&v[i..]`.

fn main() {
    let (v, i) = ([1, 2, 3], 1);
    println!("{:?}", v[i:]);
}
