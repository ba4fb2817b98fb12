// `?` hands an error on as it is, and the one of `parse` is no `Bad`, which the function returns.
// Put one in its place first: `.map_err(|_| ...)?`.

struct Bad;

fn read(text: &str) -> Result<f64, Bad> {
    let x: f64 = text.parse()?;
    Ok(x)
}

fn main() {
    println!("{}", read("1").is_ok());
}
