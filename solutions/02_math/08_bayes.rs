//! Bayes' rule
//!
//! A test is right in 95 of 100 cases and says you are ill. How likely is it? That depends
//! on how rare the illness is: most positives of a rare one are false alarms. Bayes' rule
//! turns P(evidence | hypothesis) around:
//!
//!     P(H | E) = P(E | H) P(H) / P(E)          P(E) = P(E | H) P(H) + P(E | not H) P(not H)
//!
//!     prior        P(H), before the evidence; posterior P(H | E), after it
//!     sensitivity  P(positive | ill)            so P(negative | ill) = 1 - sensitivity
//!     specificity  P(negative | healthy)        so P(positive | healthy) = 1 - specificity
//!
//! With k hypotheses, and l[i] = P(E | H_i):
//!
//!     posterior[i] = prior[i] l[i] / sum over j of prior[j] l[j]           i, j < k
//!
//! Evidence that is impossible under every hypothesis (the sum is 0) has no posterior:
//! `None`. Independent pieces of evidence are used one after the other: a posterior is the
//! next prior. A product of 500 likelihoods underflows to 0; 500 shares that sum to 1 do not.

use kit::plot::Figure;
use ndarray::{Array1, array};

/// P(ill | result of one test). `None` if this result cannot occur at all, or if one of the
/// three probabilities is not in 0..=1.
fn posterior(prior: f64, sensitivity: f64, specificity: f64, positive: bool) -> Option<f64> {
    // Two ways to the same result, the ill and the healthy one; the answer is the share of
    // the first. Neglecting the prior is the classic mistake: it reports the sensitivity.
    let in_range = |p| (0.0..=1.0).contains(&p);
    if ![prior, sensitivity, specificity].into_iter().all(in_range) {
        return None;
    }
    let (if_ill, if_healthy) = match positive {
        true => (sensitivity, 1.0 - specificity),
        false => (1.0 - sensitivity, specificity),
    };
    let (ill, healthy) = (prior * if_ill, (1.0 - prior) * if_healthy);
    (ill + healthy > 0.0).then(|| ill / (ill + healthy))
}

/// The probabilities of the k hypotheses after one piece of evidence, `None` if the sum to
/// divide by is 0 or NaN. `likelihood` need not sum to 1. (k,), (k,) -> (k,). Panics if the
/// lengths differ.
fn update(prior: &Array1<f64>, likelihood: &Array1<f64>) -> Option<Array1<f64>> {
    // Only ratios of likelihoods matter, so a scale cancels. What had probability 0 stays
    // at 0: no evidence can bring it back. The comparison is false for NaN: `None` too.
    assert_eq!(prior.len(), likelihood.len(), "one likelihood a hypothesis");
    let joint = prior * likelihood;
    let total = joint.sum();
    (total > 0.0).then(|| joint / total)
}

/// After all pieces of evidence, in their order; without any, the prior is the answer.
/// (k,), slice of (k,) -> (k,). `None` if they are impossible together.
fn update_all(prior: &Array1<f64>, evidence: &[Array1<f64>]) -> Option<Array1<f64>> {
    // Normalized at every step, so that nothing underflows. `try_fold` stops at the first
    // `None`, as a loop with `?` does. Sums of logarithms would do as well.
    evidence
        .iter()
        .try_fold(prior.clone(), |p, likelihood| update(&p, likelihood))
}

fn main() {
    let percent =
        |p: Option<f64>| p.map_or("impossible".to_string(), |p| format!("{:.1}%", 100.0 * p));
    println!("1% are ill; sensitivity 99%, specificity 95%:");
    println!(
        "  ill after a positive test: {}",
        percent(posterior(0.01, 0.99, 0.95, true))
    );
    println!(
        "  ill after a negative test: {}",
        percent(posterior(0.01, 0.99, 0.95, false))
    );

    let positive = array![0.99, 0.05];
    let one_more = update(&array![0.01, 0.99], &positive).and_then(|p| update(&p, &positive));
    println!(
        "  ill after two positive tests: {}",
        percent(one_more.map(|p| p[0]))
    );

    // Three coins, with heads in 20, 50 and 80 of 100 throws. Which one is it?
    let (heads, tails) = (array![0.2, 0.5, 0.8], array![0.8, 0.5, 0.2]);
    let throws = "HTHHTHHHTHHTHHHHTHHH"
        .chars()
        .map(|c| if c == 'H' { &heads } else { &tails });
    let throws: Vec<_> = throws.cloned().collect();
    let (mut figure, count) = (
        Figure::new("Which coin? Belief after each throw"),
        throws.len(),
    );
    let n = Array1::from_iter((0..=count).map(|n| n as f64));
    for (coin, name) in ["20% heads", "50% heads", "80% heads"]
        .into_iter()
        .enumerate()
    {
        let belief = |n: usize| update_all(&array![0.4, 0.4, 0.2], &throws[..n]);
        let line = Array1::from_shape_fn(count + 1, |n| belief(n).map_or(f64::NAN, |p| p[coin]));
        figure = figure.line(name, &n, &line);
    }
    figure.x("throws").y("probability").show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};

    // Expected numbers are worked out by hand.

    #[test]
    fn a_rare_illness_stays_unlikely_after_a_positive_test() {
        // 10,000 people: 100 ill, 99 of them positive; 9,900 healthy, 495 of them positive.
        let got = posterior(0.01, 0.99, 0.95, true).unwrap();
        assert_not_close!(
            got,
            0.99,
            "this is the sensitivity: the base rate is neglected"
        );
        assert_not_close!(got, 0.95, "this is the specificity");
        assert_close!(got, 99.0 / 594.0);
        assert_close!(posterior(0.5, 0.99, 0.95, true).unwrap(), 99.0 / 104.0);
    }

    #[test]
    fn a_negative_test_counts_the_ill_that_were_missed() {
        // 1 of 100 ill, 9,405 of 9,900 healthy.
        let got = posterior(0.01, 0.99, 0.95, false).unwrap();
        assert_close!(got, 1.0 / 9406.0);
        assert_close!(posterior(0.3, 0.6, 0.9, false).unwrap(), 0.12 / 0.75);
    }

    #[test]
    fn certain_and_useless_tests() {
        assert_close!(
            posterior(0.0, 0.9, 0.9, true).unwrap(),
            0.0,
            "prior 0 stays 0"
        );
        assert_close!(posterior(1.0, 0.9, 0.9, true).unwrap(), 1.0);
        assert_close!(posterior(0.2, 1.0, 1.0, true).unwrap(), 1.0);
        assert_close!(
            posterior(0.2, 0.3, 0.7, true).unwrap(),
            0.2,
            "it says nothing"
        );
        assert_same!(
            posterior(0.0, 0.9, 1.0, true),
            None,
            "nobody can be positive"
        );
        assert_same!(posterior(1.0, 1.0, 0.5, false), None);
    }

    #[test]
    fn probabilities_are_between_0_and_1() {
        for bad in [-0.1, 1.1, f64::NAN] {
            assert_same!(posterior(bad, 0.9, 0.9, true), None);
            assert_same!(posterior(0.1, bad, 0.9, true), None);
            assert_same!(posterior(0.1, 0.9, bad, true), None);
        }
    }

    #[test]
    fn hypotheses_are_weighed_by_prior_and_likelihood() {
        let got = update(&array![0.5, 0.3, 0.2], &array![0.1, 0.4, 0.9]).unwrap();
        assert_not_close!(got, array![1.0, 4.0, 9.0] / 14.0, "without the prior");
        assert_not_close!(got, array![0.05, 0.12, 0.18], "the sum is 1");
        assert_close!(got, array![5.0, 12.0, 18.0] / 35.0);
        let ill = update(&array![0.01, 0.99], &array![0.99, 0.05]).unwrap();
        assert_close!(ill[0], posterior(0.01, 0.99, 0.95, true).unwrap());
    }

    #[test]
    fn a_likelihood_that_is_the_same_for_all_changes_nothing() {
        let prior = array![0.5, 0.3, 0.2];
        assert_close!(update(&prior, &array![0.7, 0.7, 0.7]).unwrap(), prior);
        assert_close!(
            update(&prior, &array![3e-200, 3e-200, 3e-200]).unwrap(),
            prior
        );
    }

    #[test]
    fn impossible_evidence_has_no_posterior() {
        assert_same!(update(&array![0.5, 0.5], &array![0.0, 0.0]), None);
        assert_same!(update(&array![1.0, 0.0], &array![0.0, 0.4]), None);
        assert_same!(update(&array![0.5, 0.5], &array![f64::NAN, 0.4]), None);
        let got = update(&array![0.0, 0.5, 0.5], &array![0.9, 0.1, 0.3]).unwrap();
        assert_close!(got, array![0.0, 0.25, 0.75]);
    }

    #[test]
    fn every_piece_counts_and_the_order_does_not() {
        let prior = array![0.5, 0.3, 0.2];
        let (a, b, c) = (
            array![0.9, 0.5, 0.1],
            array![0.2, 0.6, 0.4],
            array![0.5, 0.1, 0.7],
        );
        let got = update_all(&prior, &[a.clone(), b.clone(), c.clone()]).unwrap();
        // 0.5 * 0.9 * 0.2 * 0.5, 0.3 * 0.5 * 0.6 * 0.1, 0.2 * 0.1 * 0.4 * 0.7
        assert_close!(got, array![0.045, 0.009, 0.0056] / 0.0596);
        assert_close!(update_all(&prior, &[c, a, b]).unwrap(), got);
        assert_close!(update_all(&prior, &[]).unwrap(), prior, "no evidence");
    }

    #[test]
    fn pieces_that_exclude_each_other_are_impossible() {
        let (first, second) = (array![0.0, 1.0], array![1.0, 0.0]);
        let after = array![1.0, 1.0];
        assert_same!(update_all(&array![0.5, 0.5], &[first, second, after]), None);
    }

    #[test]
    fn five_hundred_updates_do_not_underflow() {
        // 1e-3 to the power of 500 is 0 in f64. The odds grow by 1.01 each time.
        let evidence = vec![array![1.01e-3, 1e-3]; 500];
        let got = update_all(&array![0.5, 0.5], &evidence).unwrap();
        let odds = 1.01f64.powi(500);
        assert_close!(got, array![odds / (1.0 + odds), 1.0 / (1.0 + odds)]);
    }

    #[test]
    #[should_panic]
    fn a_likelihood_of_another_length_is_refused() {
        update(&array![0.5, 0.5], &array![0.5]);
    }
}
