// This is a box, and what is in it has the trait `Score`, not the box.
// Lend what is in the box: `&*models[0]`.

trait Score {
    fn score(&self) -> f64;
}

fn total(model: &dyn Score) -> f64 {
    model.score()
}

fn first(models: &[Box<dyn Score>]) -> f64 {
    total(models[0])
}

fn main() {
    println!("{}", first(&[]));
}
