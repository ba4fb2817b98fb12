// (no sentence)

trait Score {
    fn score(&self) -> f64;
}

struct Mean;

fn total(model: &dyn Score) -> f64 {
    model.score()
}

fn main() {
    println!("{}", total(&Mean));
}
