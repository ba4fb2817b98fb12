//! Iterators and closures: list comprehensions and lambdas
//!
//! Most loops over data do one of four things: change each entry, keep some, pair two lists,
//! add up. An iterator chain says which, from left to right, and has no index to get wrong.
//! Python writes `[x * x for x in xs if x % 2 == 0]`, Rust
//!
//!     xs.iter().filter(|x| *x % 2 == 0).map(|x| x * x).collect()
//!
//! `|x| x * x` is a closure, Python's `lambda x: x * x`. Nothing runs before the end of the
//! chain asks for it: `collect`, `sum`, `count`. The pieces for this file:
//!
//!     a.iter().zip(b)          pairs (a[0], b[0]), ...; stops at the end of the shorter one
//!     xs.windows(k)            the slices xs[0..k], xs[1..k+1], ...; none if k is more than
//!                              the length, and a panic for k = 0
//!     (n > 0).then(|| 1 / n)   Some(of the closure's value) if true, otherwise None
//!     f: impl Fn(A) -> B       any function or closure from A to B
//!     move |x| f(x)            a closure that takes `f` along, so that it may be returned
//!
//! `for`, `while` and `loop` are forbidden here: a test reads your code.

/// The squares of the even numbers, in their order. Finished, as an example.
fn squares_of_evens(xs: &[i64]) -> Vec<i64> {
    xs.iter().filter(|x| *x % 2 == 0).map(|x| x * x).collect()
}

/// a[0] b[0] + a[1] b[1] + ...; 0 if both are empty, `None` if their lengths differ.
// TODO 1: compute the sum of the products, without a loop.
fn dot(a: &[f64], b: &[f64]) -> Option<f64> {
    todo!("products of {} and {} numbers", a.len(), b.len())
}

/// The means of all runs of `k` neighbours: (n,) -> (n - k + 1,). Empty if k is 0 or more
/// than n.
// TODO 2: compute the means, without a loop.
fn moving_average(xs: &[f64], k: usize) -> Vec<f64> {
    todo!("means of {k} of {} numbers", xs.len())
}

/// The function that does `f` first and `g` with its result.
// TODO 3: return a closure that is both, one after the other.
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C {
    move |_| -> C {
        let _unused = (&f, &g);
        todo!("f first, then g")
    }
}

fn main() {
    println!("squares of evens: {:?}", squares_of_evens(&[1, 2, 3, 4]));
    let prices = [1.5, 2.0, 0.25];
    println!("three bills: {:?}", dot(&prices, &[2.0, 1.0, 4.0]));
    println!("a bill with a missing price: {:?}", dot(&prices, &[2.0]));
    let noisy = [20.0, 24.0, 19.0, 23.0, 21.0, 25.0];
    println!("readings:            {noisy:?}");
    println!("smoothed, 2 and 2:   {:?}", moving_average(&noisy, 2));
    let words = compose(|text: &str| text.len(), |bytes| format!("{bytes} bytes"));
    println!("one function of two: {}", words("iterators"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same, source};

    #[test]
    fn squares_of_evens_is_finished() {
        assert_same!(squares_of_evens(&[3, -2, 5, 0, 4]), vec![4, 0, 16]);
    }

    #[test]
    fn dot_sums_the_products() {
        assert_close!(dot(&[1.0, 2.0, 3.0], &[4.0, -5.0, 6.0]).unwrap(), 12.0);
        assert_close!(dot(&[2.0], &[3.5]).unwrap(), 7.0);
        assert_close!(dot(&[], &[]).unwrap(), 0.0);
    }

    #[test]
    fn dot_does_not_care_which_comes_first() {
        let (a, b) = ([0.5, -1.0, 8.0, 3.0], [2.0, 0.25, -1.5, 7.0]);
        assert_close!(dot(&a, &b).unwrap(), 9.75);
        assert_close!(dot(&b, &a).unwrap(), 9.75);
    }

    #[test]
    fn dot_refuses_different_lengths() {
        let got = dot(&[1.0, 2.0, 3.0], &[4.0, 5.0]);
        assert_eq!(got, None, "`zip` stops at the shorter one");
        assert_eq!(dot(&[1.0], &[4.0, 5.0]), None);
        assert_eq!(dot(&[], &[4.0]), None);
    }

    #[test]
    fn every_run_of_neighbours_has_a_mean() {
        assert_close!(moving_average(&[1.0, 2.0, 3.0, 4.0], 2), [1.5, 2.5, 3.5]);
        assert_close!(moving_average(&[3.0, 9.0, 0.0, 6.0], 3), [4.0, 5.0]);
        assert_close!(moving_average(&[3.0, 9.0, 0.0], 1), [3.0, 9.0, 0.0]);
    }

    #[test]
    fn the_average_of_a_constant_is_the_constant() {
        assert_close!(moving_average(&[7.5; 6], 4), [7.5, 7.5, 7.5]);
    }

    #[test]
    fn windows_of_the_whole_length_and_beyond() {
        assert_close!(moving_average(&[2.0, 4.0, 9.0], 3), [5.0]);
        assert_same!(moving_average(&[2.0, 4.0, 9.0], 4).len(), 0);
        assert_same!(moving_average(&[], 1).len(), 0);
    }

    #[test]
    fn windows_of_nothing_have_no_mean() {
        assert_same!(moving_average(&[2.0, 4.0], 0).len(), 0);
        assert_same!(moving_average(&[], 0).len(), 0);
    }

    #[test]
    fn the_first_function_comes_first() {
        let both = compose(|x: i32| x + 1, |x: i32| x * 10);
        assert_eq!(both(2), 30, "(2 + 1) * 10; the other order gives 21");
        assert_eq!(both(-4), -30, "it can be called again");
    }

    #[test]
    fn the_types_may_change_on_the_way() {
        let half_length = compose(|word: &str| word.len(), |n| n as f64 / 2.0);
        assert_close!(half_length("gauss"), 2.5);
        let limit = 3.0;
        let above = compose(half_length, move |x| x > limit);
        assert!(above("iterators") && !above("sum"));
    }

    #[test]
    fn nothing_is_done_with_a_loop() {
        let code = source::code_outside_tests(include_str!("03_iterators.rs"));
        let loops = source::words(&code, &["for", "while", "loop"]);
        assert!(loops.is_empty(), "a loop in line, by word: {loops:?}");
    }
}
