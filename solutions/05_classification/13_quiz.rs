//! Quiz: thresholds and traps
//!
//! Do you know classification already? Who passes this file may skip level 05_classification.
//! First give seven short answers, by reasoning alone; the tests recompute them.
//! Then build a classifier of k classes out of any classifier of two:
//!
//!     one against the rest    for each class c train with label 1 for the rows of c and -1
//!                             for all others; a row gets the class whose model scores it
//!                             highest, of equal ones the smallest
//!
//! A class without rows is not trained and never chosen, unless no class has rows: then every
//! row gets 0. Models are called through two functions: `fit(x, labels)`, shapes (n, d) and
//! (n,), makes a model; `score(&model, x)` gives a number for each row, (m, d) -> (m,), above
//! 0 where the model says 1, and the larger, the surer it is.

use ndarray::{Array1, Array2, Axis, array};

/// Six transactions: score, and whether it is fraud.
const TABLE: [(f64, bool); 6] = [
    (0.9, true),
    (0.8, false),
    (0.6, true),
    (0.5, true),
    (0.4, false),
    (0.2, false),
];

/// About `TABLE`, where everything from the threshold on is called fraud:
/// 0: the AUC
/// 1: F1 of fraud with threshold 0.5
/// 2: the cheapest threshold among the six scores, if a false call costs 1 and a miss 4
const ANSWERS: [f64; 3] = [
    7.0 / 9.0, // 0: of 9 pairs, only (0.6, 0.8) and (0.5, 0.8) are in the wrong order
    6.0 / 7.0, // 1: four calls, three of them right, no miss: 2 * 3 / (4 + 3)
    0.5,       // 2: costs 8 + 0, 8 + 1, 4 + 1, 1, 2 and 3 as the threshold falls
];

/// Which of these can learn XOR: class 1 where exactly one of the two columns is large?
/// 0: logistic regression   1: Gaussian naive Bayes   2: k nearest neighbours   3: SVM, RBF kernel
const SOLVES_XOR: [Option<bool>; 4] = [
    Some(false), // 0: one straight line
    Some(false), // 1: in both classes, each column alone looks the same
    Some(true),  // 2: neighbours are of the same cloud
    Some(true),  // 3: likeness to support vectors draws any border
];

/// The labels of the rows `new`, by k classifiers trained on `x`. (n, d), (n,), (m, d) -> (m,)
fn one_vs_rest<M>(
    x: &Array2<f64>,
    y: &Array1<usize>,
    k: usize,
    fit: impl Fn(&Array2<f64>, &Array1<f64>) -> M,
    score: impl Fn(&M, &Array2<f64>) -> Array1<f64>,
    new: &Array2<f64>,
) -> Array1<usize> {
    // Scores, not labels: two models may both say "mine", or none may, and only the scores
    // tell which is surer. They have to mean the same in all models, hence one `fit` for all.
    // In linfa: `ds.one_vs_all()?`, and the models collected into a `MultiClassModel`.
    let mut best = Array1::from_elem(new.nrows(), f64::NEG_INFINITY);
    let mut labels = Array1::zeros(new.nrows());
    for class in (0..k).filter(|class| y.iter().any(|label| label == class)) {
        let model = fit(x, &y.mapv(|label| if label == class { 1.0 } else { -1.0 }));
        for (i, &score) in score(&model, new).iter().enumerate() {
            if score > best[i] {
                (best[i], labels[i]) = (score, class);
            }
        }
    }
    labels
}

/// The line halfway between two means: weights and intercept. (n, d), (n,) -> (d,), ()
fn fit_means(x: &Array2<f64>, labels: &Array1<f64>) -> (Array1<f64>, f64) {
    let mean = |label: f64| {
        let rows: Vec<usize> = (0..x.nrows()).filter(|&i| labels[i] == label).collect();
        x.select(Axis(0), &rows)
            .mean_axis(Axis(0))
            .unwrap_or_else(|| Array1::zeros(x.ncols()))
    };
    let (inside, outside) = (mean(1.0), mean(-1.0));
    let w = &inside - &outside;
    let b = -w.dot(&(inside + outside)) / 2.0;
    (w, b)
}

fn score_means((w, b): &(Array1<f64>, f64), x: &Array2<f64>) -> Array1<f64> {
    x.dot(w) + *b
}

/// Four clouds of 30 points at the corners of a square.
fn corners(seed: u64) -> (Array2<f64>, Array1<usize>) {
    let centres = array![[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0]];
    kit::data::blobs(seed, &centres, 30, 0.8)
}

fn main() {
    let n = TABLE.len();
    println!("{n} transactions: AUC, F1, threshold = {ANSWERS:?}");
    println!("Logistic regression, naive Bayes, neighbours, RBF on XOR: {SOLVES_XOR:?}");
    let (x, y) = corners(1);
    let predict = |new: &Array2<f64>| one_vs_rest(&x, &y, 4, fit_means, score_means, new);
    let right = predict(&x).iter().zip(&y).filter(|(a, b)| a == b).count();
    println!("One line against the rest, four times: {right} of 120 right");
    let title = "Four lines, and the surest of them wins";
    kit::plot::regions(title, &x, &y, |a, b| predict(&array![[a, b]])[0]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::assert_same;
    use kit::reference::{Classifier, Kind};
    use linfa::prelude::*;
    use linfa_svm::Svm;
    use std::cell::RefCell;

    fn called(threshold: f64) -> [f64; 3] {
        let count = |fraud: bool, from: bool| {
            let rows = TABLE.iter().map(|&(s, f)| (f, s >= threshold));
            rows.filter(|&row| row == (fraud, from)).count() as f64
        };
        [count(true, true), count(false, true), count(true, false)] // hits, false calls, misses
    }

    #[test]
    fn the_auc_is_the_share_of_pairs_in_order() {
        assert!(!ANSWERS[0].is_nan(), "answer 0 is missing");
        let of = |fraud| TABLE.iter().filter(move |row| row.1 == fraud);
        let pairs = of(true).flat_map(|p| of(false).map(move |n| p.0 > n.0));
        let pairs: Vec<f64> = pairs.map(f64::from).collect();
        let (right, n) = (pairs.iter().sum::<f64>(), pairs.len());
        let near = (ANSWERS[0] - right / n as f64).abs() < 0.005;
        assert!(near, "answer 0: go through the {n} pairs");
    }

    #[test]
    fn f1_counts_hits_false_calls_and_misses() {
        assert!(!ANSWERS[1].is_nan(), "answer 1 is missing");
        let [hits, false_calls, misses] = called(0.5);
        let f1 = 2.0 * hits / (2.0 * hits + false_calls + misses);
        let near = (ANSWERS[1] - f1).abs() < 0.005;
        assert!(near, "answer 1: count the calls from 0.5 on");
    }

    #[test]
    fn the_cheapest_threshold_weighs_both_mistakes() {
        assert!(!ANSWERS[2].is_nan(), "answer 2 is missing");
        let cost = |threshold| called(threshold)[1] + 4.0 * called(threshold)[2];
        let score = TABLE.iter().any(|row| row.0 == ANSWERS[2]);
        assert!(score, "answer 2 is not one of the scores");
        let cheaper = TABLE.iter().any(|row| cost(row.0) < cost(ANSWERS[2]));
        assert!(!cheaper, "answer 2: another threshold is cheaper");
    }

    #[test]
    fn xor_needs_a_bent_border() {
        let (x, corner) = corners(3);
        let (x, y) = (x - 2.0, corner.mapv(|corner| corner == 1 || corner == 2));
        let right = |y2: Array1<bool>| y2.iter().zip(&y).filter(|(a, b)| a == b).count();
        let [line, bayes, neighbours] = Kind::ALL.map(|kind| {
            let model = Classifier::fit(kind, &x, &y.mapv(usize::from)).expect("two classes");
            right(model.probabilities(&x).mapv(|p| p >= 0.5))
        });
        let params = Svm::<f64, bool>::params().pos_neg_weights(1.0, 1.0);
        let ds = Dataset::new(x.clone(), y.clone());
        let svm = params.gaussian_kernel(4.0).fit(&ds).expect("two classes");
        let svm = right(svm.predict(&x));
        let solved = [line, bayes, neighbours, svm].map(|right| right > 108); // of 120
        for (i, (answer, solved)) in SOLVES_XOR.into_iter().zip(solved).enumerate() {
            let answer = answer.unwrap_or_else(|| panic!("answer {i} is missing"));
            assert!(answer == solved, "look again at classifier {i}");
        }
    }

    #[test]
    fn each_class_is_trained_once_against_all_others() {
        let (x, y) = (array![[1.0], [2.0], [3.0], [4.0]], array![2, 0, 1, 2]);
        let seen = RefCell::new(Vec::new());
        let fit = |x: &Array2<f64>, labels: &Array1<f64>| {
            assert_same!(x.nrows(), 4, "every model sees all rows");
            seen.borrow_mut().push(labels.to_vec());
        };
        let equal = |_: &(), x: &Array2<f64>| Array1::zeros(x.nrows());
        let got = one_vs_rest(&x, &y, 3, fit, equal, &array![[5.0], [6.0]]);
        let expected = [[-1., 1., -1., -1.], [-1., -1., 1., -1.], [1., -1., -1., 1.]];
        assert!(*seen.borrow() == expected, "labels: {:?}", seen.borrow());
        assert_same!(got, array![0, 0], "equal scores: the smallest class");
    }

    #[test]
    fn the_highest_score_wins_not_the_first_yes() {
        // Model c scores a row with its column c: here all say yes, and there all say no.
        let (x, y) = (array![[0.0; 3], [0.0; 3], [0.0; 3]], array![0, 1, 2]);
        let fit = |_: &Array2<f64>, labels: &Array1<f64>| {
            let own = labels.iter().position(|&label| label == 1.0);
            own.expect("its own row")
        };
        let score = |&class: &usize, x: &Array2<f64>| x.column(class).to_owned();
        let new = array![[0.1, 0.3, 0.2], [-5.0, -3.0, -1.0], [2.0, -1.0, 2.0]];
        let got = one_vs_rest(&x, &y, 3, fit, score, &new);
        assert_same!(got, array![1, 2, 0], "highest scores 0.3, -1 and 2");
    }

    #[test]
    fn four_corners_are_told_apart() {
        for seed in [1, 2, 3] {
            let ((x, y), (new, truth)) = (corners(seed), corners(seed + 10));
            let got = one_vs_rest(&x, &y, 4, fit_means, score_means, &new);
            let right = got.iter().zip(&truth).filter(|(a, b)| a == b).count();
            assert!(right >= 108, "{right} of 120 right, seed {seed}");
        }
    }

    #[test]
    fn a_class_without_rows_is_never_chosen() {
        let (x, y) = (array![[0.0, 0.0], [1.0, 1.0]], array![1, 3]);
        let fit = |x: &Array2<f64>, labels: &Array1<f64>| {
            let rows = labels.iter().any(|&label| label == 1.0);
            assert!(rows, "nothing to learn: {labels}");
            fit_means(x, labels)
        };
        let got = one_vs_rest(&x, &y, 5, fit, score_means, &x);
        assert_same!(got, array![1, 3], "nobody has 0, 2 and 4");
        let none = Array2::zeros((0, 2));
        let got = one_vs_rest(&x, &y, 5, fit, score_means, &none);
        assert_same!(got.len(), 0, "no rows");
        let untrained = one_vs_rest(&none, &array![], 3, fit, score_means, &x);
        assert_same!(untrained, array![0, 0], "no class has rows");
    }
}
