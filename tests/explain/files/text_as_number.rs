// `as` converts numbers into numbers; a text must be read.
// `text.parse::<f64>()` gives a `Result`, since the text may be no number.

fn main() {
    let text = "1.5";
    println!("{}", text as f64);
}
