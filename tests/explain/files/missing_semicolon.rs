// A `;` is missing between two statements.
// `fn main() { let a = 1.0;`

fn main() { let a = 1.0
let b = 2.0; println!("{a} {b}"); }
