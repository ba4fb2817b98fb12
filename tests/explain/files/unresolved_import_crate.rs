// There is no crate `nalgebra` in this level.
// Use what the other files of the level use: its `Cargo.toml` lists the crates under `[dependencies]`.

use nalgebra::DMatrix;
fn main() {}
