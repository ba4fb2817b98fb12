// `sort` changes the list itself and gives back nothing, so nothing can follow it.
// Make it a line of its own, with a list that is `mut`: `v.sort(...);`. Go on with `v` in the next line.

fn main() {
    let classes = vec!["b", "a"].sort().dedup();
}
