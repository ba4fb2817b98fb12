//! k-nearest neighbours
//!
//! Which species is this flower? Look up the k flowers most like it and let them vote. There
//! is nothing to train, the data are the model: a first guess for every new problem, and the
//! standard that a cleverer classifier has to beat.
//!
//!     D[i]  = sum over j of (x_train[i][j] - q[j])^2       i < n rows, j < d columns
//!     label = the most frequent of y[i] among the k rows with the smallest D[i]
//!
//! Labels are numbers 0, 1, 2, .... Rows at the same distance are taken in the order of their
//! index; labels with the same number of votes: the smaller label wins. If k is more than n,
//! all n rows vote. `None` where nobody can vote: k = 0, or no training rows.
//!
//! From linfa-nn, whose k-d tree does not measure every distance: `KdTree::new()`,
//! `.from_batch(x_train, L2Dist)?` and on the result `.k_nearest(q, k)?`, a vector of
//! (row, index) from near to far. Import `linfa_nn::{KdTree, NearestNeighbour}`, the trait that
//! has `from_batch`, and `linfa_nn::distance::L2Dist`. See docs.rs/linfa-nn/0.8.1.

use kit::plot;
use linfa_nn::{KdTree, NearestNeighbour, distance::L2Dist};
use ndarray::{Array1, Array2, ArrayView1, Axis};
use std::error::Error;

/// The k nearest training rows, nearest first. (n, d), (d,) -> (min(k, n),). Finished, as an
/// example: brute force, every distance is measured.
fn nearest(x_train: &Array2<f64>, q: ArrayView1<f64>, k: usize) -> Vec<usize> {
    let differences = x_train - &q; // (n, d)
    let d2 = (&differences * &differences).sum_axis(Axis(1)); // (n,)
    let mut rows: Vec<usize> = (0..x_train.nrows()).collect();
    rows.sort_by(|&a, &b| d2[a].total_cmp(&d2[b])); // stable: equal ones stay in order
    rows.truncate(k);
    rows
}

/// A label for each row of `x`. (n, d), (n,), (m, d) -> (m,)
fn knn_predict(
    x_train: &Array2<f64>,
    y: &Array1<usize>,
    x: &Array2<f64>,
    k: usize,
) -> Option<Array1<usize>> {
    // Votes are counted in a list with a place for each label. A HashMap would count as well,
    // but hands out its entries in an order that changes from run to run, and ties with it.
    // `max_by_key` keeps the last of equal ones, hence the `rev`.
    if k == 0 || x_train.nrows() == 0 {
        return None;
    }
    let classes = y.iter().max()? + 1;
    let label = |q| {
        let mut votes = vec![0; classes];
        for i in nearest(x_train, q, k) {
            votes[y[i]] += 1;
        }
        let winner = (0..classes).rev().max_by_key(|&label| votes[label]);
        winner.expect("at least one class")
    };
    Some(x.outer_iter().map(label).collect())
}

/// The share of rows that the k nearest *other* rows label right. (n, d), (n,) -> ()
/// `None` if k = 0, or if there are fewer than two rows.
fn leave_one_out(x: &Array2<f64>, y: &Array1<usize>, k: usize) -> Option<f64> {
    // Each row is its own nearest neighbour: a test on the training rows gives 1.0 for k = 1,
    // whatever the data. To drop the nearest row instead of row i would be wrong where two
    // rows are equal. k-NN is the one model for which leaving one out costs no training.
    let n = x.nrows();
    if n < 2 {
        return None;
    }
    let mut right = 0;
    for i in 0..n {
        let others: Vec<usize> = (0..n).filter(|&j| j != i).collect();
        let (x_others, y_others) = (x.select(Axis(0), &others), y.select(Axis(0), &others));
        let label = knn_predict(&x_others, &y_others, &x.select(Axis(0), &[i]), k)?;
        right += usize::from(label[0] == y[i]);
    }
    Some(right as f64 / n as f64)
}

/// The same rows as `nearest` if no two distances are equal. Errors: those of linfa-nn.
fn nearest_linfa(
    x_train: &Array2<f64>,
    q: ArrayView1<f64>,
    k: usize,
) -> Result<Vec<usize>, Box<dyn Error>> {
    // The tree cuts the rows in halves, by one column at a time, and skips a half that lies
    // beyond the k-th best so far. In 4 columns that saves most of the distances; in 50 it
    // saves none. `BallTree` and `LinearSearch` have the same interface.
    let tree = KdTree::new().from_batch(x_train, L2Dist)?;
    let found = tree.k_nearest(q, k)?;
    Ok(found.into_iter().map(|(_, index)| index).collect())
}

fn main() -> Result<(), Box<dyn Error>> {
    let iris = linfa_datasets::iris();
    let (x, y) = (iris.records(), iris.targets());
    println!("Iris: how many of 150 flowers do the k nearest others label right?");
    for k in [1, 3, 5, 15, 50, 100] {
        let share = leave_one_out(x, y, k).unwrap_or(f64::NAN);
        println!("  k = {k:3}  {share:.4}");
    }
    let q = x.row(70);
    println!("Flower 70 is nearest to {:?}", nearest(x, q, 4));
    println!("  by a k-d tree also to {:?}", nearest_linfa(x, q, 4)?);

    let (points, labels) = kit::data::moons(1, 120, 0.3);
    for k in [1, 15] {
        let title = format!("Two moons, k = {k}: with a small k every stray point owns land");
        let label = |a, b| {
            let q = ndarray::array![[a, b]];
            knn_predict(&points, &labels, &q, k).map_or(0, |label| label[0])
        };
        plot::regions(&title, &points, &labels.to_vec(), label);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same};
    use ndarray::array;

    /// Three cheap cups (class 1), two dear ones (class 0): weight in g, price in euro.
    fn cups() -> (Array2<f64>, Array1<usize>) {
        let columns = array![[300., 310., 320., 290., 330.], [2., 9., 3., 8., 1.]];
        (columns.reversed_axes(), array![1, 0, 1, 0, 1])
    }

    #[test]
    fn the_nearest_row_decides_if_k_is_1() {
        let (x, y) = cups();
        let q = array![[311.0, 2.0], [292.0, 1.0], [318.0, 9.0]];
        // By the weights 310, 290 and 320.
        assert_same!(knn_predict(&x, &y, &q, 1), Some(array![0, 0, 1]));
        let itself = knn_predict(&x, &y, &x, 1);
        assert_same!(itself, Some(y), "each row is nearest to itself");
    }

    #[test]
    fn the_majority_of_k_rows_decides() {
        let (x, y) = cups();
        let q = array![[309.0, 8.0], [291.0, 8.0]];
        // By weight: 310 (0), 300 (1), 320 (1); and 290 (0), 300 (1), 310 (0).
        assert_same!(knn_predict(&x, &y, &q, 3), Some(array![1, 0]));
    }

    #[test]
    fn a_tie_goes_to_the_smaller_label() {
        let x = array![[1.0], [2.0], [3.0], [4.0]];
        // A HashMap would have to be lucky 30 times.
        for round in 0..30 {
            let y = array![7, 2, 2, 7];
            let got = knn_predict(&x, &y, &array![[0.0], [5.0]], 4);
            assert_same!(got, Some(array![2, 2]), "two votes each, round {round}");
        }
    }

    #[test]
    fn rows_at_the_same_distance_are_taken_by_index() {
        let x = array![[-1.0], [1.0], [-1.0], [1.0], [0.0]];
        let y = array![1, 0, 1, 0, 2];
        let got = knn_predict(&x, &y, &array![[0.0]], 4);
        assert_same!(got, Some(array![1]), "rows 4, 0, 1, 2 vote 2, 1, 0, 1");
    }

    #[test]
    fn all_rows_vote_if_k_is_larger_than_n() {
        let (x, y) = cups();
        let got = knn_predict(&x, &y, &array![[290.0, 8.0]], 100);
        assert_same!(got, Some(array![1]), "three of five");
    }

    #[test]
    fn without_voters_there_is_no_answer() {
        let (x, y) = cups();
        assert_same!(knn_predict(&x, &y, &x, 0), None, "k = 0");
        let none = knn_predict(&Array2::zeros((0, 2)), &Array1::zeros(0), &x, 3);
        assert_same!(none, None, "no training rows");
        let nothing = knn_predict(&x, &y, &Array2::zeros((0, 2)), 3);
        assert_same!(nothing, Some(array![]), "no questions, no answers");
    }

    #[test]
    fn the_unit_of_a_column_changes_the_answer() {
        let (x, y) = cups();
        let q = array![[312.0, 2.5]];
        let got = knn_predict(&x, &y, &q, 1);
        assert_same!(got, Some(array![0]), "310 g is nearest");
        let cents = array![1.0, 1000.0]; // price in tenths of a cent
        let got = knn_predict(&(&x * &cents), &y, &(&q * &cents), 1);
        assert_same!(got, Some(array![1]), "now the price decides");
    }

    #[test]
    fn a_row_has_no_vote_on_itself() {
        // Nearest other: 1 of row 0, 0 of row 1, 1 of row 2, 2 of row 3.
        let (x, y) = (array![[0.0], [1.0], [3.0], [7.0]], array![0, 0, 0, 1]);
        let got = leave_one_out(&x, &y, 1);
        assert!(got != Some(1.0), "only row 3 itself would vote for label 1");
        assert_close!(got, 0.75);
        let got = leave_one_out(&x, &y, 100);
        assert_close!(got, 0.75, "more than there are: all three others vote");
    }

    #[test]
    fn equal_rows_are_left_out_by_index() {
        // Row 1 equals row 0 and has another label: each takes the label of the other.
        let (x, y) = (array![[1.0], [1.0], [9.0], [9.0]], array![0, 1, 2, 2]);
        assert_close!(leave_one_out(&x, &y, 1), 0.5);
    }

    #[test]
    fn leaving_one_out_needs_another() {
        let one = leave_one_out(&array![[1.0]], &array![0], 1);
        assert_same!(one, None, "one row");
        let none = leave_one_out(&Array2::zeros((0, 3)), &array![], 1);
        assert_same!(none, None, "no row");
        let (x, y) = cups();
        assert_same!(leave_one_out(&x, &y, 0), None, "k = 0");
    }

    #[test]
    fn iris_is_easy_for_its_neighbours() {
        // Computed with numpy, by the definition: 144, 144 and 145 of 150.
        let iris = linfa_datasets::iris();
        for (k, right) in [(1, 144.0), (3, 144.0), (5, 145.0)] {
            let got = leave_one_out(iris.records(), iris.targets(), k);
            assert_close!(got, right / 150.0, "k = {k}");
        }
    }

    #[test]
    fn the_tree_finds_the_same_rows() {
        // Normally distributed points: no two distances are equal.
        let (x, _) = kit::data::blobs(4, &array![[0.0, 0.0, 0.0], [3.0, 1.0, 0.0]], 50, 1.0);
        for q in x.outer_iter().take(20) {
            let got = nearest_linfa(&x, q, 7).expect("three columns, as the tree");
            assert_same!(got, nearest(&x, q, 7), "nearest first");
        }
    }

    #[test]
    fn the_tree_refuses_a_point_of_another_dimension() {
        let x = array![[1.0, 2.0], [3.0, 4.0]];
        let answer = nearest_linfa(&x, array![1.0].view(), 1);
        assert!(answer.is_err(), "one number for two columns: {answer:?}");
    }
}
