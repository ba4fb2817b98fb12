// The fields of a struct are reached with a dot, not by a text.
// Write `.high`.

struct Day {
    high: f64,
}

fn main() {
    let day = Day { high: 1.0 };
    println!("{}", day["high"]);
}
