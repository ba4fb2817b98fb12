// (no sentence)

enum Bad {
    Empty,
}

fn check() -> Result<(), Bad> {
    Err(Empty)
}

fn main() {
    println!("{}", check().is_ok());
}
