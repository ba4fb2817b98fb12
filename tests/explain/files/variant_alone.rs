// `TooFew` is a variant of `Bad`, and is named with it.
// Write `Bad::TooFew`.

enum Bad {
    TooFew,
}

fn check() -> Result<(), Bad> {
    Err(TooFew)
}

fn main() {
    println!("{}", check().is_ok());
}
