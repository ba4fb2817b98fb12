// `a` is lent for changing twice at the same time: `p` is still in use.
// Finish with `p` first; two parts of one array at once: `a.multi_slice_mut((s![0, ..], s![1, ..]))`.

use ndarray::Array2;
fn main() {
    let mut a = Array2::<f64>::zeros((3, 3));
    let mut p = a.row_mut(0);
    let mut q = a.row_mut(1);
    p[0] = 1.0;
    q[0] = 1.0;
}
