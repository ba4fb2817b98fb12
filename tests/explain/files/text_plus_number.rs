// `+` does not put a number behind a text.
// Put both into one text: `format!("run {id}")`.

fn main() {
    let id = 3;
    let text = "run " + id;
    println!("{text}");
}
