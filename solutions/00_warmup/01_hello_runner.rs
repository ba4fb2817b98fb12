//! Hello, runner: a first file that compiles and passes
//!
//! Each file of this course is built like this one: a header that says what is wanted, code
//! with holes or faults marked TODO, a `main` that shows something, and tests that say what is
//! right. Save the file: the runner compiles it and runs the tests, as a notebook runs a cell.
//! It shows the first thing that is wrong; `h` gives a hint, and a pass runs `main`.
//!
//!     mean3(a, b, c) = (a + b + c) / 3             the mean of three measurements
//!     is_warm(celsius, limit) = celsius > limit    exactly the limit is not warm
//!
//! `f64` is a number with a fraction (a float), `bool` is true or false. This file does not
//! compile: it has two faults that rustc reports, one after the other, and one that only the
//! tests see. Mend the first, save, read what comes next. E0308 is the number of a kind of
//! error: `rustc --explain E0308` tells more.

/// Degrees Celsius as degrees Fahrenheit. Finished, as an example.
fn to_fahrenheit(celsius: f64) -> f64 {
    // The last line has no semicolon: it is the value of the function. `return` is not needed.
    celsius * 1.8 + 32.0
}

/// The mean of three measurements.
fn mean3(a: f64, b: f64, c: f64) -> f64 {
    // 3 is an integer and 3.0 a float; Rust never makes one of the other by itself, nor does it
    // divide one by the other.
    let n: f64 = 3.0;
    // Who reads `let` alone need not look for changes, and to forget `mut` is an error, not a
    // surprise. In one line it is (a + b + c) / n: without brackets, only c would be divided.
    let mut total = 0.0;
    total += a;
    total += b;
    total += c;
    total / n
}

/// Is it warmer than the limit?
fn is_warm(celsius: f64, limit: f64) -> bool {
    // A comparison is a value of type `bool` already: no `if` is needed to return it.
    // rustc cannot know which one was meant. That is what tests are for.
    celsius > limit
}

fn main() {
    let (morning, noon, evening) = (14.5, 23.0, 18.0);
    let mean = mean3(morning, noon, evening);
    println!("Hello! Three temperatures: {morning}, {noon}, {evening} degrees Celsius.");
    println!("Their mean is {mean:.1}, or {:.1} F.", to_fahrenheit(mean));
    println!("Warmer than 20 at noon?    {}", is_warm(noon, 20.0));
    println!("Warmer than 20 on average? {}", is_warm(mean, 20.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};

    #[test]
    fn water_freezes_at_32_and_boils_at_212_fahrenheit() {
        assert_close!(to_fahrenheit(0.0), 32.0);
        assert_close!(to_fahrenheit(100.0), 212.0);
    }

    #[test]
    fn the_mean_of_1_2_and_4_is_7_thirds() {
        let got = mean3(1.0, 2.0, 4.0);
        assert_not_close!(got, 1.0 + 2.0 + 4.0 / 3.0, "only c was divided");
        assert_close!(got, 7.0 / 3.0);
    }

    #[test]
    fn the_order_of_the_measurements_does_not_matter() {
        for [a, b, c] in [[5.0, 7.0, 0.0], [0.0, 5.0, 7.0], [7.0, 0.0, 5.0]] {
            assert_close!(mean3(a, b, c), 4.0, "mean3({a}, {b}, {c})");
        }
    }

    #[test]
    fn measurements_may_be_negative_or_very_large() {
        assert_close!(mean3(-1.0, -2.0, 6.0), 1.0);
        assert_close!(mean3(-4.5, -4.5, -6.0), -5.0);
        assert_close!(mean3(3e300, 6e300, -3e300), 2e300);
    }

    #[test]
    fn above_the_limit_is_warm_and_below_is_not() {
        assert!(is_warm(20.5, 20.0));
        assert!(!is_warm(19.5, 20.0));
        assert!(is_warm(-3.0, -5.0), "-3 is warmer than -5");
    }

    #[test]
    fn exactly_the_limit_is_not_warm() {
        assert!(!is_warm(20.0, 20.0), "20 is not warmer than 20");
    }
}
