// `Fit` is not at the top of linfa but among its traits.
// Write `use linfa::traits::Fit;`.

use linfa::Fit;
fn main() {}
