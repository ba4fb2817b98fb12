// A `;` is missing between two statements.
// `let n = 7;`

fn main() {
    let n = 7 // the number of rows
    let more = n + 1;
    println!("{more}");
}
