// `append` of a `Vec` takes all entries out of another `Vec` (`&mut`).
// One entry is put in with `push`; all entries of a list with `extend`.

fn main() {
    let mut v = vec![1.0];
    v.append(2.0);
    println!("{v:?}");
}
