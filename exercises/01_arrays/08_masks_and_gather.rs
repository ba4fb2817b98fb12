//! Masks, gather and scatter
//!
//! Which rows? How many of each kind? What is the mean of each group? A condition gives a
//! mask, one `bool` per row; a label gives one group number per row, counted 0, ..., k - 1.
//! The same few lines count words, move the centroids of k-means and collect gradients:
//!
//!     select_rows    the rows x[i] with keep[i], in their order       i < n
//!     bincount       count[g] = how many ix[i] are g                  g < k
//!     scatter_add    acc[ix[i]] += v[i] for every i
//!     group_mean     mean[g] = mean of the v[i] with group[i] = g     NaN if there are none
//!
//! An index may come several times, and each time counts. ndarray has no `x[mask]`, but it
//! gathers rows by number: `x.select(Axis(0), &[3, 0, 3])` copies rows 3, 0 and 3 into a
//! new array, and an empty list gives 0 rows. Lists of different lengths and numbers out
//! of range panic. Mind `zip`: it stops at the end of the shorter list, without a word.

use ndarray::{Array1, Array2, Axis, array};

/// The rows whose flag in `keep` is true. (n, d), (n,) -> (rows kept, d)
/// Panics unless there is one flag per row.
// TODO 1: copy the rows to keep into a new array, in their order.
fn select_rows(x: &Array2<f64>, keep: &Array1<bool>) -> Array2<f64> {
    todo!("{} flags for {} rows", keep.len(), x.nrows())
}

/// How often each of the numbers 0, ..., k - 1 occurs. (n,) -> (k,). Finished, as an example.
/// Panics if a number is k or more.
fn bincount(ix: &[usize], k: usize) -> Array1<usize> {
    let mut count = Array1::zeros(k);
    for &g in ix {
        count[g] += 1; // indexing panics if g is out of range
    }
    count
}

/// Adds each `v[i]` to the entry of `acc` that `ix[i]` names, in place. (n,) onto (k,)
/// Panics if `ix` and `v` differ in length or an index is out of range.
// TODO 2: add every value of `v` to its entry of `acc`, in place.
fn scatter_add(acc: &mut Array1<f64>, ix: &[usize], v: &Array1<f64>) {
    todo!("{ix:?} and {v} onto {acc}")
}

/// Mean of the values of each group; NaN for a group without values. (n,) -> (k,)
/// Panics if `v` and `group` differ in length or a group number is k or more.
// TODO 3: compute one mean per group with the two functions above.
fn group_mean(v: &Array1<f64>, group: &[usize], k: usize) -> Array1<f64> {
    todo!("{k} means of {v}, groups {group:?}")
}

fn main() {
    // Body mass in grams and flipper length in millimetres of six penguins.
    let penguins = array![
        [3750.0, 181.0],
        [5000.0, 211.0],
        [3500.0, 192.0],
        [3250.0, 190.0],
        [5700.0, 230.0],
        [4200.0, 202.0],
    ];
    let long = penguins.column(1).mapv(|flipper| flipper > 200.0);
    println!("Mass and flipper length of all with flippers over 200 mm:");
    println!("{}", select_rows(&penguins, &long));
    println!(
        "Of rows 3, 0 and 3:\n{}",
        penguins.select(Axis(0), &[3, 0, 3])
    );

    let (mass, species) = (penguins.column(0).to_owned(), [0, 2, 1, 0, 2, 1]);
    let (count, mean) = (bincount(&species, 4), group_mean(&mass, &species, 4));
    let mut fish = Array1::zeros(4);
    scatter_add(&mut fish, &[2, 0, 2], &array![310.0, 220.0, 280.0]);
    println!("Number, mean mass and three catches of each species (there is no King):");
    for (g, name) in ["Adelie", "Chinstrap", "Gentoo", "King"].iter().enumerate() {
        println!("{name:>10} {} {:6.0} g {:4} g", count[g], mean[g], fish[g]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use rand::Rng;
    use std::panic::{UnwindSafe, catch_unwind};

    // All expected values are written out by hand.

    #[test]
    fn a_mask_keeps_its_rows_in_order() {
        let x = array![[1.0, 2.0], [4.0, 5.0], [7.0, 8.0], [0.0, -1.0]];
        let got = select_rows(&x, &array![true, false, false, true]);
        assert_same!(got, array![[1.0, 2.0], [0.0, -1.0]]);
        assert_same!(select_rows(&x, &array![true, true, true, true]), x);
    }

    #[test]
    fn a_mask_without_true_keeps_no_row_and_all_columns() {
        let x = Array2::zeros((2, 3));
        assert_shape!(select_rows(&x, &array![false, false]), [0, 3]);
        assert_shape!(select_rows(&Array2::zeros((0, 3)), &array![]), [0, 3]);
    }

    #[test]
    fn a_repeated_index_collects_all_its_values() {
        let mut acc = array![0.0, 0.0, 0.0];
        scatter_add(&mut acc, &[1, 1, 2], &array![1.0, 2.0, 3.0]);
        assert_not_close!(acc, array![0.0, 2.0, 3.0], "index 1 lost its first value");
        assert_close!(acc, array![0.0, 3.0, 3.0]);
    }

    #[test]
    fn values_are_added_to_what_is_there() {
        let mut acc = array![10.0, 20.0, 30.0];
        scatter_add(&mut acc, &[2, 0, 2], &array![1.0, 2.0, 4.0]);
        assert_not_close!(acc, array![2.0, 20.0, 4.0], "assigned, not added");
        assert_not_close!(acc, array![2.0, 0.0, 5.0], "`acc` was cleared before");
        assert_close!(acc, array![12.0, 20.0, 35.0]);
        scatter_add(&mut acc, &[], &array![]);
        assert_close!(acc, array![12.0, 20.0, 35.0], "nothing was to be added");
    }

    #[test]
    fn each_group_has_its_own_mean() {
        let got = group_mean(&array![1.0, 2.0, 6.0, 11.0], &[2, 0, 2, 2], 3);
        assert_close!(got[0], 2.0);
        assert_close!(got[2], 6.0);
        assert!(got[1].is_nan(), "group 1 is empty, but has mean {}", got[1]);
    }

    #[test]
    fn without_values_every_group_is_empty() {
        let got = group_mean(&array![], &[], 2);
        assert_same!(got.mapv(f64::is_nan), array![true, true]);
        assert_shape!(group_mean(&array![], &[], 0), [0]);
    }

    #[test]
    fn an_unknown_value_spoils_only_its_own_group() {
        let got = group_mean(&array![f64::NAN, 4.0, 8.0], &[0, 1, 1], 2);
        assert!(got[0].is_nan(), "the mean of NaN is unknown");
        assert_close!(got[1], 6.0);
    }

    #[test]
    fn means_weighted_by_counts_return_the_total() {
        let mut rng = kit::rng(2);
        for n in 1..=50 {
            let v = Array1::from_shape_simple_fn(n, || rng.gen_range(1.0..2.0));
            let group: Vec<usize> = (0..n).map(|_| rng.gen_range(0..4)).collect();
            let count = bincount(&group, 4);
            assert_same!(count.sum(), n, "every row is counted once");
            let totals = group_mean(&v, &group, 4) * count.mapv(|c| c as f64);
            let total: f64 = totals.iter().filter(|t| !t.is_nan()).sum();
            assert_close!(total, v.sum(), "{n} values");
        }
    }

    fn panics<T>(f: impl FnOnce() -> T + UnwindSafe) -> bool {
        catch_unwind(f).is_err()
    }

    #[test]
    fn a_mask_that_is_too_long_is_refused() {
        let select = |keep| select_rows(&array![[1.0], [2.0]], &keep);
        select(array![true, true]);
        let keep = array![true, true, false];
        assert!(panics(|| select(keep)), "accepted 3 flags for 2 rows");
    }

    #[test]
    fn a_mask_that_is_too_short_is_refused() {
        let select = |keep| select_rows(&array![[1.0], [2.0]], &keep);
        select(array![true, true]);
        assert!(
            panics(|| select(array![true])),
            "accepted 1 flag for 2 rows"
        );
    }

    fn scatter(ix: &[usize]) {
        scatter_add(&mut Array1::zeros(2), ix, &array![1.0, 2.0]);
    }

    #[test]
    fn an_index_out_of_range_is_refused() {
        scatter(&[0, 1]);
        assert!(panics(|| scatter(&[0, 2])), "accepted index 2 of 2 entries");
    }

    #[test]
    fn more_values_than_indices_are_refused() {
        scatter(&[0, 1]);
        assert!(panics(|| scatter(&[0])), "accepted 1 index for 2 values");
    }

    #[test]
    fn more_indices_than_values_are_refused() {
        scatter(&[0, 1]);
        assert!(
            panics(|| scatter(&[0, 1, 1])),
            "accepted 3 indices for 2 values"
        );
    }

    #[test]
    fn a_value_without_group_is_refused() {
        let mean = |group: &[usize]| group_mean(&array![1.0, 2.0], group, 2);
        mean(&[0, 1]);
        assert!(
            panics(|| mean(&[0])),
            "accepted 1 group number for 2 values"
        );
        assert!(
            panics(|| mean(&[0, 1, 1])),
            "accepted 3 group numbers for 2 values"
        );
    }
}
