// `/` does not put paths together.
// A path below another is `dir.join(&file)`.

use std::path::Path;

fn main() {
    let dir = Path::new("/tmp");
    let file = Path::new("a");
    println!("{:?}", dir / file);
}
