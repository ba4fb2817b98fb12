// A text is wanted here, and this is a number.
// Put it in quotation marks: `"6"`.

const ANSWERS: [&str; 2] = ["5", 6];

fn main() {
    println!("{ANSWERS:?}");
}
