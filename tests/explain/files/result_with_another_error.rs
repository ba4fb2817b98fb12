// This `Result` has another type of error than the one that is wanted here.
// `?` converts the error where that is possible: `Ok(...?)`; elsewhere `.map_err(|error| ...)` puts another in its place.

struct Bad;

fn read(text: &str) -> Result<f64, Bad> {
    text.parse::<f64>()
}

fn main() {
    println!("{}", read("1").is_ok());
}
