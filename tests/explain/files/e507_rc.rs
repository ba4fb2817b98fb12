// (no sentence)

use std::rc::Rc;
fn main() {
    let v = Rc::new(String::new());
    let s = *v;
}
