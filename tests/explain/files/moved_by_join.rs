// The first call takes `file` over, so it is gone in the second.
// Lend it: `&file`.

use std::path::{Path, PathBuf};

fn main() {
    let file = PathBuf::from("a");
    let (a, b) = (Path::new("x").join(file), Path::new("y").join(file));
    println!("{a:?} {b:?}");
}
