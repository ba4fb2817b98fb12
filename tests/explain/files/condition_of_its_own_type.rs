// (no sentence)

struct Run;

fn main() {
    let run = Run;
    if run {
        println!("it runs");
    }
}
