// The sum is to be `f64`, and what is summed are whole numbers.
// Convert each of them first: `.map(|&n| n as f64).sum()`.

fn main() {
    let a = vec![1, 2];
    let b: f64 = a.iter().sum();
    println!("{b}");
}
