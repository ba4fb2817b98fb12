// `report` is changed here, but it was not declared with `mut`.
// Write `let mut report`.

struct Report {
    copied: usize,
}

fn main() {
    let report = Report { copied: 0 };
    report.copied += 1;
    println!("{}", report.copied);
}
