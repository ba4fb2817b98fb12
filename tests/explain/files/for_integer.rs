// A number cannot be looped over; a range of numbers can.
// Write `0..n`.

fn main() {
    let n: usize = 3;
    for i in n {
        println!("{i}");
    }
}
