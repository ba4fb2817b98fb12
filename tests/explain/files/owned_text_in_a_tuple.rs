// A text that is lent (`&str`) is wanted in it, and this one is a `String`.
// Lend it where it goes in: `text.as_str()`.

struct Day {
    date: String,
}

fn first(day: &Day) -> Option<(&str, f64)> {
    let date = &day.date;
    let found = Some((date, 1.0));
    found
}

fn main() {
    println!("{:?}", first(&Day { date: String::new() }));
}
