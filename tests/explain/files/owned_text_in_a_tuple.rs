// (no sentence)

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
