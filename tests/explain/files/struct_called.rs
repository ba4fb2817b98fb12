// The fields of `Constant` have names, and a value of it is made with them, not by a call.
// Write `Constant { field: value }`, with all its fields.

struct Constant {
    value: f64,
}

fn main() {
    let c = Constant(1.0);
    println!("{}", c.value);
}
