//! Array puzzles without loops
//!
//! A loop says how to walk through an array. Array code says, for each entry of the result,
//! what it is made of. Nothing is left to be done in the right order, and the answers have
//! one to three lines. `for`, `while` and `loop` are forbidden: a test reads your code.
//! Seven tools that come back with sentences, time series and images; four are finished.
//!
//!     cumsum([3, 1, 2])          [3, 4, 6]               the sums up to each entry
//!     triu(2)                    [[1, 1], [0, 1]]        ones on and above the diagonal
//!     bucketize([1, 5], [2, 5])  [0, 2]                  how many edges are <= each value
//!     run_flags([2, 1, 3])       FFTFFF                  runs of false and true in turn
//!     sequence_mask([1, 3], 4)   TFFF, TTTF              row i: lengths[i] times true first
//!     roll([1, 2, 3, 4], 1)      [4, 1, 2, 3]            k places to the right, in a circle
//!     windows([1, 2, 3, 4], 3)   [[1, 2, 3], [2, 3, 4]]  all runs of k neighbours
//!
//! Any array may be empty. A `k` below 0 rolls to the left, and a `k` beyond the length
//! goes round more than once. No window is longer than `v`; windows of length 0 are empty,
//! and there are n + 1 of them, for the number of windows is n - k + 1.

use ndarray::{Array1, Array2, Axis, array};

/// The sums up to each entry. (n,) -> (n,). Finished, as an example.
fn cumsum(v: &Array1<f64>) -> Array1<f64> {
    // Entry by entry along the axis, each together with the one before, already summed.
    let mut sums = v.clone();
    sums.accumulate_axis_inplace(Axis(0), |&before, entry| *entry += before);
    sums
}

/// Ones on and above the diagonal, zeros below. (n, n). Finished, as an example.
fn triu(n: usize) -> Array2<u8> {
    Array2::from_shape_fn((n, n), |(i, j)| u8::from(i <= j))
}

/// How many edges are at most as large as each value. (n,), (m,) -> (n,)
/// Finished, as an example. NaN is beyond no edge.
fn bucketize(v: &Array1<f64>, edges: &Array1<f64>) -> Array1<usize> {
    v.mapv(|x| edges.iter().filter(|&&edge| edge <= x).count())
}

/// Flags from the lengths of their runs; the first run is false, the next true, and so on.
/// (runs,) -> (sum of lengths,). Finished, as an example: it uses two of the others.
fn run_flags(lengths: &Array1<f64>) -> Array1<bool> {
    let ends = cumsum(lengths); // for 2, 1, 3: runs end before positions 2, 3, 6
    let positions = Array1::from_shape_fn(lengths.sum() as usize, |i| i as f64);
    bucketize(&positions, &ends).mapv(|run| run % 2 == 1)
}

/// Which places of each row belong to its sequence: the first `lengths[i]` of row i, or all
/// of them if there are no more. (n,) -> (n, width)
// TODO 1: build the mask, without a loop.
fn sequence_mask(lengths: &[usize], width: usize) -> Array2<bool> {
    todo!("{width} flags for each of {lengths:?}")
}

/// Every entry `k` places to the right; what leaves at the end comes in at the start.
/// (n,) -> (n,)
// TODO 2: build the rolled array, without a loop.
fn roll(v: &Array1<f64>, k: isize) -> Array1<f64> {
    todo!("{v} rolled by {k}")
}

/// All runs of `k` neighbouring entries, one per row. (n,) -> (n - k + 1, k); no rows if
/// `k` is more than n.
// TODO 3: build the table of windows, without a loop.
fn windows(v: &Array1<f64>, k: usize) -> Array2<f64> {
    todo!("windows of {k} entries of {v}")
}

fn main() {
    let celsius = array![3.0, 5.0, 4.0, 9.0, 8.0, 4.0, 6.0];
    println!("Noon temperatures of a week: {celsius}");
    println!("up to each day, in total:    {}", cumsum(&celsius));
    println!(
        "change from the day before:  {}",
        &celsius - &roll(&celsius, 1)
    );
    println!("(the first day is compared with the last: a circle has no start)");
    let mean = windows(&celsius, 3).mean_axis(Axis(1));
    println!("means of three days:         {}", mean.unwrap_or_default());
    let classes = bucketize(&celsius, &array![4.0, 8.0]);
    println!("cold 0, mild 1, warm 2:      {classes}");

    println!("\nThree sentences of 4, 2 and 5 words in one table; true marks a word:");
    println!("{}", sequence_mask(&[4, 2, 5], 5));
    println!("\nWhich words may be seen from which: none sees what follows it.");
    println!("{}", triu(4).t());
    let line = run_flags(&array![3.0, 4.0, 2.0, 1.0, 5.0, 8.0]);
    let drawn: String = line.iter().map(|&on| if on { '#' } else { '.' }).collect();
    println!("\nOne line of a picture, stored as six run lengths: {drawn}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same, assert_shape};
    use ndarray::s;
    use rand::Rng;

    // The loops that the puzzles replace.

    fn sequence_mask_by_loops(lengths: &[usize], width: usize) -> Array2<bool> {
        let mut mask = Array2::from_elem((lengths.len(), width), false);
        for (i, &length) in lengths.iter().enumerate() {
            for j in 0..length.min(width) {
                mask[[i, j]] = true;
            }
        }
        mask
    }

    fn roll_by_loops(v: &Array1<f64>, k: isize) -> Array1<f64> {
        let mut rolled = v.to_vec();
        for _ in 0..k.abs() {
            match rolled.len() {
                0 => {}
                _ if k > 0 => rolled.rotate_right(1),
                _ => rolled.rotate_left(1),
            }
        }
        Array1::from(rolled)
    }

    fn windows_by_loops(v: &Array1<f64>, k: usize) -> Array2<f64> {
        let (mut entries, mut rows) = (vec![], 0);
        while rows + k <= v.len() {
            entries.extend(v.slice(s![rows..rows + k]));
            rows += 1;
        }
        Array2::from_shape_vec((rows, k), entries).expect("k entries in each row")
    }

    #[test]
    fn the_finished_puzzles_solve_the_examples() {
        assert_close!(cumsum(&array![3.0, 1.0, 2.0]), array![3.0, 4.0, 6.0]);
        assert_same!(triu(2), array![[1, 1], [0, 1]]);
        let buckets = bucketize(&array![1.0, 5.0], &array![2.0, 5.0]);
        assert_same!(buckets, array![0, 2]);
        let flags = run_flags(&array![2.0, 1.0, 3.0]);
        assert_same!(flags, array![false, false, true, false, false, false]);
    }

    #[test]
    fn a_row_of_the_mask_has_as_many_true_flags_as_its_length() {
        let got = sequence_mask(&[1, 0, 2], 3);
        assert_shape!(got, [3, 3], "3 lengths, width 3");
        let count = got.map_axis(Axis(1), |row| row.iter().filter(|&&on| on).count());
        assert!(count != array![2, 1, 3], "one flag too many in each row");
        let (on, off) = (true, false);
        let expected = array![[on, off, off], [off, off, off], [on, on, off]];
        assert_same!(got, expected);
    }

    #[test]
    fn a_length_beyond_the_width_fills_its_row() {
        let expected = array![[true, true], [true, false]];
        assert_same!(sequence_mask(&[9, 1], 2), expected);
        assert_shape!(sequence_mask(&[], 4), [0, 4]);
        assert_shape!(sequence_mask(&[1, 2], 0), [2, 0]);
    }

    #[test]
    fn roll_moves_every_entry_to_the_right() {
        let v = array![1.0, 2.0, 3.0, 4.0];
        assert_same!(roll(&v, 0), v);
        let got = roll(&v, 1);
        assert!(
            got != array![2.0, 3.0, 4.0, 1.0],
            "this is a roll to the left"
        );
        assert_same!(got, array![4.0, 1.0, 2.0, 3.0]);
    }

    #[test]
    fn roll_goes_left_and_more_than_once_round() {
        let v = array![1.0, 2.0, 3.0, 4.0];
        assert_same!(roll(&v, -1), array![2.0, 3.0, 4.0, 1.0]);
        assert_same!(roll(&v, 6), array![3.0, 4.0, 1.0, 2.0]);
        assert_same!(roll(&v, -4001), array![2.0, 3.0, 4.0, 1.0]);
        assert_shape!(roll(&array![], 3), [0], "there is nothing to roll");
    }

    #[test]
    fn windows_start_at_every_entry_that_has_enough_after_it() {
        let v = array![1.0, 2.0, 3.0, 4.0];
        assert_same!(windows(&v, 3), array![[1.0, 2.0, 3.0], [2.0, 3.0, 4.0]]);
        assert_same!(windows(&v, 4), array![[1.0, 2.0, 3.0, 4.0]]);
        assert_same!(windows(&v, 1), array![[1.0], [2.0], [3.0], [4.0]]);
    }

    #[test]
    fn windows_may_be_too_long_or_empty() {
        for (n, k, rows) in [(2, 3, 0), (2, 7, 0), (0, 1, 0), (2, 0, 3), (0, 0, 1)] {
            assert_shape!(windows(&Array1::zeros(n), k), [rows, k], "n {n}, k {k}");
        }
    }

    #[test]
    fn loops_come_to_the_same_results() {
        let mut rng = kit::rng(9);
        for _ in 0..200 {
            let n = rng.gen_range(0..8);
            let v = Array1::from_shape_simple_fn(n, || rng.gen_range(-1.0..1.0));
            let lengths: Vec<usize> = v.iter().map(|_| rng.gen_range(0..8)).collect();
            let (width, k) = (rng.gen_range(0..8), rng.gen_range(-9..9));
            let expected = sequence_mask_by_loops(&lengths, width);
            assert_same!(sequence_mask(&lengths, width), expected, "{lengths:?}");
            assert_same!(roll(&v, k), roll_by_loops(&v, k), "{v} rolled by {k}");
            assert_same!(roll(&roll(&v, k), -k), v, "{v} rolled by {k} and back");
            let expected = windows_by_loops(&v, width);
            assert_same!(windows(&v, width), expected, "windows of {width} of {v}");
        }
    }

    #[test]
    fn there_is_no_loop_in_the_code() {
        let code = kit::source::code_outside_tests(include_str!("09_puzzles.rs"));
        let loops = kit::source::words(&code, &["for", "for_each", "while", "loop"]);
        assert!(loops.is_empty(), "a loop in line, by word: {loops:?}");
    }
}
