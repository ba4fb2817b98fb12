// (no sentence)

struct Day;

fn main() {
    let v = [Day, Day];
    let _ = v.iter().max_by(|a, b| a.cmp(b));
}
