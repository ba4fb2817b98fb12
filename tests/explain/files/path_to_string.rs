// A path need not be text, so it has no `to_string`.
// Print it with `path.display()`; compare it as a path, `path.starts_with(dir)`.

use std::path::Path;

fn main() {
    let dir = Path::new("/tmp");
    println!("{}", dir.to_string());
}
