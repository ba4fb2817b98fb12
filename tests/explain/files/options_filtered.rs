// (no sentence)

fn main() {
    let v = [Some(1.0), None];
    let w: Vec<f64> = v.into_iter().filter(|x| x.is_some()).collect();
    println!("{w:?}");
}
