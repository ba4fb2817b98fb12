// A `Vec` or slice has no `mean`.
// `v.iter().sum::<f64>() / v.len() as f64`; or make an array of ndarray of it first: `Array1::from(v)`.

fn main() {
    let v = vec![1.0, 2.0];
    println!("{}", v.mean());
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing() {}
}
