// This is a box, and what is in it has the trait `Score`, not the box.
// Lend what is in the box: `&**model`.

trait Score {
    fn score(&self) -> f64;
}

fn total(model: &dyn Score) -> f64 {
    model.score()
}

fn all(models: &[Box<dyn Score>]) -> f64 {
    let mut sum = 0.0;
    for model in models {
        sum += total(model);
    }
    sum
}

fn main() {
    println!("{}", all(&[]));
}
