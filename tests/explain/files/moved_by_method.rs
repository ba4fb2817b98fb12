// `into_raw_vec_and_offset` takes `a` over, so it is gone after that call.
// Call it on a copy: `a.clone().into_raw_vec_and_offset(...)`.

use ndarray::array;
fn main() {
    let a = array![1.0, 2.0];
    let b = a.into_raw_vec_and_offset();
    println!("{a} {b:?}");
}
