//! Integers, floats, and the way from one to the other
//!
//! Data come as counts, pixels and text, and models compute with floats. Rust converts nothing
//! by itself; `as` converts numbers, and its rules are short, but one must know them:
//!
//!     7 / 2 is 3               integers lose the fraction;  7.0 / 2.0 is 3.5
//!     7 as f64 is 7.0          exact up to 2^53
//!     2.9 as u8 is 2           a float is cut, not rounded: 2.9_f64.round() is 3.0
//!     300.7 as u8 is 255       a float beyond the range stops at its end, and NaN becomes 0
//!     300_u16 as u8 is 44      an integer beyond the range starts again from 0 (300 - 256)
//!     200 + 100 in u8          panics here: no u8 is 300; in a release build it would be 44
//!
//! 0.0 / 0.0 is NaN, "not a number". Every comparison with NaN is false, NaN == NaN too;
//! `x.is_nan()` finds it. `usize` is the integer for counts and indices. What has no answer is
//! `None`, not a number that looks like one: `Option<f64>` is `Some(33.3)` or `None`.

/// The count in a text such as " 17 \n"; `None` if there is no such number. Finished, as an
/// example: input is text, and `parse` makes a number of it, of the type that is wanted.
fn read_count(text: &str) -> Option<usize> {
    text.trim().parse().ok()
}

/// The mean of two pixels, without a fraction. Finished, as an example.
fn blend(a: u8, b: u8) -> u8 {
    // The sum may be up to 510: compute where there is room, convert back afterwards.
    ((a as u16 + b as u16) / 2) as u8
}

/// How many percent of `total` answers are correct; `None` if there are none.
fn accuracy_percent(correct: usize, total: usize) -> Option<f64> {
    // Convert before dividing: `(correct / total) as f64` is 0 for all but the best model.
    // 0.0 / 0.0 would be NaN and travel on unseen; `None` has to be looked at.
    if total == 0 {
        return None;
    }
    Some(100.0 * correct as f64 / total as f64)
}

/// The pixel nearest to `x`, halves upwards: 0 below the range, 255 above it, 0 for NaN.
fn clamp_to_u8(x: f64) -> u8 {
    // `as` from a float stops at the ends of the range. Through an integer on the way, as in
    // `x as i64 as u8`, it would wrap: a spot brighter than white would turn black.
    x.round() as u8
}

/// Index of the largest number, the first one if it comes again. NaN is skipped; `None` if
/// nothing is left.
fn argmax(xs: &[f64]) -> Option<usize> {
    // `best` starts as `None`: a start at 0.0 or at -infinity is a value that may be right, or
    // too large. `>` keeps the first of equals; `max_by(f64::total_cmp)` keeps the last, and
    // NaN is its largest number.
    let mut best = None;
    for (i, &x) in xs.iter().enumerate() {
        let better = match best {
            None => !x.is_nan(),
            Some(b) => x > xs[b],
        };
        if better {
            best = Some(i);
        }
    }
    best
}

fn main() {
    let correct = read_count(" 17\n").unwrap_or(0);
    for total in [0, 20, 30] {
        match accuracy_percent(correct, total) {
            Some(percent) => println!("{correct} of {total} correct: {percent:.1} %"),
            None => println!("{correct} of {total} correct: no answers, no percentage"),
        }
    }
    println!("white and grey blended: {}", blend(255, 101));
    for x in [-12.0, 100.4, 100.5, 300.7, f64::NAN] {
        println!("as a pixel: {x:>6} -> {:>3}", clamp_to_u8(x));
    }
    let scores = [0.1, f64::NAN, 0.7, 0.7];
    println!("largest of {scores:?}: index {:?}", argmax(&scores));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same};

    const INF: f64 = f64::INFINITY;

    #[test]
    fn the_finished_functions_read_and_blend() {
        assert_eq!(read_count(" 17 \n"), Some(17));
        assert_eq!(read_count("-3"), None, "a usize is never negative");
        assert_eq!(read_count("2.5"), None);
        assert_eq!(blend(255, 101), 178);
    }

    #[test]
    fn a_third_is_33_percent_and_a_fraction() {
        let got = accuracy_percent(1, 3).expect("there are three answers");
        assert!(got != 0.0, "1 / 3 of two integers is 0");
        assert_close!(got, 100.0 / 3.0);
        assert_close!(accuracy_percent(7, 8).unwrap(), 87.5);
        assert_close!(accuracy_percent(0, 8).unwrap(), 0.0);
    }

    #[test]
    fn all_correct_is_100_percent() {
        for n in [1, 3, 7, 1_000_000] {
            assert_close!(accuracy_percent(n, n).unwrap(), 100.0, "{n} of {n}");
        }
    }

    #[test]
    fn no_answers_have_no_accuracy() {
        assert_eq!(accuracy_percent(0, 0), None, "0 of 0 is no percentage");
    }

    #[test]
    fn a_pixel_is_rounded_to_the_nearest() {
        let got = [0.2, 2.6, 99.5, 254.4].map(clamp_to_u8);
        assert_ne!(got, [0, 2, 99, 254], "cut instead of rounded");
        assert_same!(got, [0, 3, 100, 254]);
        assert_eq!(clamp_to_u8(100.5), 101, "halves go upwards");
    }

    #[test]
    fn a_pixel_stays_between_0_and_255() {
        let got = [300.7, 256.0, -1.0, -300.0, INF, -INF].map(clamp_to_u8);
        assert_same!(got, [255, 255, 0, 0, 255, 0]);
        assert_eq!(clamp_to_u8(f64::NAN), 0);
    }

    #[test]
    fn argmax_finds_the_largest() {
        assert_eq!(argmax(&[0.1, 0.7, 0.2]), Some(1));
        assert_eq!(argmax(&[3.0]), Some(0));
        assert_eq!(argmax(&[-3.0, -2.0, -1.0]), Some(2), "all are below 0");
    }

    #[test]
    fn argmax_takes_the_first_of_equals() {
        assert_eq!(argmax(&[0.1, 0.7, 0.7]), Some(1));
        assert_eq!(argmax(&[-INF, -INF]), Some(0), "-infinity is a number");
    }

    #[test]
    fn argmax_skips_nan() {
        assert_eq!(argmax(&[f64::NAN, 0.2, f64::NAN, 0.5]), Some(3));
        assert_eq!(argmax(&[f64::NAN, -1.0, -2.0, f64::NAN]), Some(1));
    }

    #[test]
    fn argmax_of_nothing_is_none() {
        assert_eq!(argmax(&[]), None);
        assert_eq!(argmax(&[f64::NAN, f64::NAN]), None);
    }
}
