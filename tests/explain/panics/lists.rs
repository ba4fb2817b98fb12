use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{cell::RefCell, collections::HashMap};

fn below_zero(a: usize, b: usize) {
    let _ = a - b; // <- below_zero_
}

fn too_many(a: u8, b: u8) {
    let _ = a + b; // <- too_many_
}

fn sum_too_large(v: &[u8]) {
    let _ = v.iter().sum::<u8>(); // <- sum_too_large_
}

fn factorial(n: u32) {
    let _ = (1..=n).product::<u32>(); // <- factorial_
}

fn by_zero(a: usize, b: usize) {
    let _ = a / b; // <- by_zero_
}

fn remainder(a: usize, b: usize) {
    let _ = a % b; // <- remainder_
}

fn clamped(x: f64) {
    let _ = x.clamp(1.0, -x); // <- clamped_
}

fn list(v: &[f64], i: usize) {
    let _ = v[i]; // <- list_
}

fn list_far(v: &[f64], i: usize) {
    let _ = v[i]; // <- list_far_
}

fn range(v: &[f64], n: usize) {
    let _ = v[..n].len(); // <- range_
}

fn range_backwards(v: &[f64], a: usize, b: usize) {
    let _ = v[a..b].len(); // <- range_backwards_
}

fn removed(v: &mut Vec<f64>) {
    let _ = v.remove(3); // <- removed_
}

fn key(m: &HashMap<&str, f64>) {
    let _ = m["mass"]; // <- key_
}

fn letters(t: &str) {
    let _ = t[..2].len(); // <- letters_
}

fn chunks(v: &[f64], n: usize) {
    let _ = v.chunks(n).count(); // <- chunks_
}

fn steps(n: usize) {
    let _ = (0..9).step_by(n).count(); // <- steps_
}

fn first(v: &[f64]) {
    let _ = v.first().unwrap(); // <- first_
}

fn largest(v: &[f64]) {
    let _ = v
        .iter()
        .max_by(|a, b| a.total_cmp(b))
        .expect("v has entries"); // <- largest_
}

fn sorted(v: &mut [f64]) {
    v.sort_by(|a, b| a.partial_cmp(b).unwrap()); // <- sorted_
}

fn nothing(v: Option<f64>) {
    let _ = v.unwrap(); // <- nothing_
}

fn number(t: &str) {
    let _ = t.parse::<f64>().unwrap(); // <- number_
}

fn whole_number(t: &str) {
    let _ = t.parse::<usize>().expect("a count"); // <- whole_number_
}

fn file(p: &str) {
    let _ = std::fs::read_to_string(p).unwrap(); // <- file_
}

fn refused(r: Result<f64, String>) {
    let _ = r.unwrap(); // <- refused_
}

fn cell(c: &RefCell<f64>) {
    let reader = c.borrow();
    *c.borrow_mut() = *reader; // <- cell_
}

fn draw(n: i32) {
    let _ = StdRng::seed_from_u64(1).gen_range(0..n); // <- draw_
}

fn thread(v: Vec<f64>) {
    let _ = std::thread::spawn(move || v[0]).join().unwrap(); // <- thread_
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    // A whole number went below the smallest that its type holds; for `usize` that is 0.
    // Compare before you subtract; or `a.abs_diff(b)` for the distance, `a.saturating_sub(b)` to stop at 0, `a as f64 - b as f64` for a difference with a sign.
    #[test]
    fn below_zero_() {
        below_zero(1, 2);
    }

    // The result of an addition does not fit the type of whole numbers that it has.
    // Count in `u64` or `i64`, or in `f64`, before the numbers grow: `x as f64`.
    #[test]
    fn too_many_() {
        too_many(200, 100);
    }

    // The result of an addition does not fit the type of whole numbers that it has.
    // Count in `u64` or `i64`, or in `f64`, before the numbers grow: `x as f64`.
    #[test]
    fn sum_too_large_() {
        sum_too_large(&[200, 100]);
    }

    // The result of a multiplication does not fit the type of whole numbers that it has.
    // Count in `u64` or `i64`, or in `f64`, before the numbers grow: `x as f64`.
    #[test]
    fn factorial_() {
        factorial(20);
    }

    // A whole number is divided by 0. (Only floats have infinity and NaN for that.)
    // Find out why the divisor is 0: is a list empty, or did a division of whole numbers such as `2 / 3` give 0? For a mean, divide floats.
    #[test]
    fn by_zero_() {
        by_zero(1, 0);
    }

    // The remainder of a division by 0 is asked for.
    // Find out why the divisor is 0: is a list empty, or did a division of whole numbers such as `2 / 3` give 0? For a mean, divide floats.
    #[test]
    fn remainder_() {
        remainder(1, 0);
    }

    // `clamp` needs a lower bound that is not above the upper one (min = 1.0, max = -1.0).
    // `x.clamp(lowest, highest)`: are the two exchanged, or is one of them NaN?
    #[test]
    fn clamped_() {
        clamped(1.0);
    }

    // The list has 2 entries, numbered 0 to 1, and number 2 is asked for.
    // One too far: counting begins at 0, so the last of n has the number n - 1. A loop over all of them is `0..n`, not `0..=n`. Does the number come from elsewhere, such as a longer list? Then compare it with the length first.
    #[test]
    fn list_() {
        list(&[1.0, 2.0], 2);
    }

    // The list has 2 entries, numbered 0 to 1, and number 7 is asked for.
    // Print the index and the length just before this line (`dbg!`): is it the right list, and the right one of two indices?
    #[test]
    fn list_far_() {
        list_far(&[1.0, 2.0], 7);
    }

    // The range reaches to 7, and the list has only 2 entries.
    // The end of `a..b` is left out, so `..v.len()` is all of it. `v.len().min(n)` stops at the end of the list.
    #[test]
    fn range_() {
        range(&[1.0, 2.0], 7);
    }

    // The range 2..1 ends before it begins.
    // Print both ends before this line. `a.min(b)..a.max(b)` is in order whichever is larger; or are the two exchanged?
    #[test]
    fn range_backwards_() {
        range_backwards(&[1.0, 2.0], 2, 1);
    }

    // Something is to be removed at 3, and the list has 1 entry, number 0.
    // Print the index and the length before this line. A list gets shorter with each `remove`, and all that follow move up.
    #[test]
    fn removed_() {
        removed(&mut vec![1.0]);
    }

    // The map has no such key, and square brackets insist on one.
    // `map.get(&key)` gives an `Option`; `*map.entry(key).or_insert(0)` begins with a value. Print the key: is it spelled as in the map?
    #[test]
    fn key_() {
        key(&HashMap::new());
    }

    // Texts are cut by bytes, and here a letter of more than one byte is cut in two.
    // `text.chars().take(n)` counts letters; `text.char_indices()` tells where each begins.
    #[test]
    fn letters_() {
        letters("häh");
    }

    // A list is to be cut into pieces, or walked in steps, of length 0.
    // Print the length before this line: a division of whole numbers such as `2 / 3` gives 0; `.max(1)` keeps it above.
    #[test]
    fn chunks_() {
        chunks(&[1.0], 0);
    }

    // A list is to be cut into pieces, or walked in steps, of length 0.
    // Print the length before this line: a division of whole numbers such as `2 / 3` gives 0; `.max(1)` keeps it above.
    #[test]
    fn steps_() {
        steps(0);
    }

    // `first` found nothing, so it is `None`: what it looks through is empty.
    // Decide what holds for an empty one, with `match` or `unwrap_or`; or find out why it is empty here.
    #[test]
    fn first_() {
        first(&[]);
    }

    // `max_by` found nothing, so it is `None`: what it looks through is empty.
    // Decide what holds for an empty one, with `match` or `unwrap_or`; or find out why it is empty here.
    #[test]
    fn largest_() {
        largest(&[]);
    }

    // Two numbers cannot be compared, because one of them is NaN.
    // Find out where the NaN comes from: 0.0 / 0.0, the root or logarithm of a negative number. `total_cmp` orders NaN as well.
    #[test]
    fn sorted_() {
        sorted(&mut [1.0, f64::NAN]);
    }

    // `unwrap` insists on a value, and there is none: the `Option` is `None`.
    // Find out when it is `None` (an empty list, a search without a find), and say with `match`, `if let` or `unwrap_or` what holds then.
    #[test]
    fn nothing_() {
        nothing(None);
    }

    // A text was to be read as a float, and it is not the text of one.
    // `dbg!` shows the text in quotation marks: `.trim()` takes blanks and the line's end off; a heading or a missing value needs a decision (`match`, `?`).
    #[test]
    fn number_() {
        number("1,5");
    }

    // A text was to be read as a whole number, and it has something in it that is no digit.
    // `dbg!` shows the text in quotation marks: `.trim()` takes blanks and the line's end off; a heading or a missing value needs a decision (`match`, `?`).
    #[test]
    fn whole_number_() {
        whole_number("1.5");
    }

    // A file or directory is not there.
    // Print the path, and `std::env::current_dir()`: a path that does not begin with `/` begins there. In an exercise, use the place that it gives you.
    #[test]
    fn file_() {
        file("no-such-file.csv");
    }

    // `unwrap` insists on an `Ok`, and this is an error: an `Err`, whose text stands at the end of the message.
    // Decide what an error means here: `?` hands it to the caller, `match` takes both cases apart.
    #[test]
    fn refused_() {
        refused(Err("bad row".to_owned()));
    }

    // The `RefCell` is asked for while somebody still reads it.
    // Copy what you need out of it in a statement of its own, so that the borrow ends before the next begins: `let grad = node.borrow().grad;`.
    #[test]
    fn cell_() {
        cell(&RefCell::new(1.0));
    }

    // A random number is to be drawn from a range with nothing in it.
    // Print both ends: the end of `a..b` is left out and must lie above `a`. Is the list empty that it was made of?
    #[test]
    fn draw_() {
        draw(0);
    }

    // The list has no entries, and number 0 is asked for.
    // Find out why it is empty here, or ask `is_empty()` first.
    #[test]
    fn thread_() {
        thread(Vec::new());
    }
}
