//! Multinomial naive Bayes: a spam filter
//!
//! A mail filter has to learn from a few hundred messages and give reasons. Count how often
//! each of v words occurs in spam (class 1) and in ham (class 0); with counts[i][w] of word w
//! in message i, and alpha > 0:
//!
//!     total[c][w] = sum of counts[i][w] over the messages i of class c
//!     P(w | c)    = (total[c][w] + alpha) / (sum over u of (total[c][u] + alpha))
//!     log odds[i] = ln(P(1) / P(0)) + sum over w of counts[i][w] ln(P(w | 1) / P(w | 0))
//!
//! P(c) is the share of the messages of class c. Above 0, spam is more probable than ham;
//! each occurrence of a word adds its own term, so the filter can say why. alpha is Laplace's
//! smoothing: every word counts as seen alpha times more than it was. Without it, one word
//! never seen in ham would make any message spam for certain.
//!
//! The messages are generated; `kit::data::messages(seed, n)` has `texts` and `spam` (n,).

use ndarray::{Array1, Array2};

/// The logarithms of P(c) and P(w | c): entry or row 0 for ham, 1 for spam.
struct Mnb {
    log_prior: Array1<f64>, // (2,)
    log_word: Array2<f64>,  // (2, v)
}

/// Every word of the texts once, sorted. Given.
fn vocabulary(texts: &[String]) -> Vec<String> {
    let mut words: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split(' '))
        .map(String::from)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// How often each word of the vocabulary occurs in each text; other words are not counted.
/// n texts, v words -> (n, v). Given.
fn count_words(texts: &[String], vocab: &[String]) -> Array2<f64> {
    let mut counts = Array2::zeros((texts.len(), vocab.len()));
    for (i, text) in texts.iter().enumerate() {
        for word in text.split(' ') {
            if let Ok(w) = vocab.binary_search_by(|v| v.as_str().cmp(word)) {
                counts[[i, w]] += 1.0;
            }
        }
    }
    counts
}

/// Learns priors and word probabilities. (n, v), (n,) with labels 0 and 1
/// `None` if one of the two classes has no messages, or unless alpha > 0.
// TODO 1: count and smooth.
fn fit_mnb(counts: &Array2<f64>, y: &Array1<usize>, alpha: f64) -> Option<Mnb> {
    todo!(
        "{} messages with {} labels, alpha = {alpha}",
        counts.nrows(),
        y.len()
    )
}

/// ln of P(spam) / P(ham) for each message. (n, v) -> (n,)
// TODO 2: compute the log odds.
fn spam_log_odds(m: &Mnb, counts: &Array2<f64>) -> Array1<f64> {
    todo!(
        "{} messages, {}, {}",
        counts.nrows(),
        m.log_prior,
        m.log_word
    )
}

/// The n words whose single occurrence adds most to the log odds, most first; equal ones in
/// the order of the vocabulary. All words if there are fewer. v words -> min(n, v) words
// TODO 3: name the words that speak most for spam.
fn top_spam_words(m: &Mnb, vocab: &[String], n: usize) -> Vec<String> {
    todo!("{n} of {} words, {}", vocab.len(), m.log_word)
}

fn main() {
    let (train, new) = (kit::data::messages(1, 800), kit::data::messages(5, 6));
    let vocab = vocabulary(&train.texts);
    let Some(model) = fit_mnb(&count_words(&train.texts, &vocab), &train.spam, 1.0) else {
        return println!("no model");
    };
    println!("Learned from 800 messages. New ones; log odds above 0 are called spam:");
    let odds = spam_log_odds(&model, &count_words(&new.texts, &vocab));
    for (text, odds) in new.texts.iter().zip(&odds) {
        println!("  {odds:6.1}  {text}");
    }
    let top = top_spam_words(&model, &vocab, 12);
    let values = top.iter().map(|word| {
        let w = vocab.binary_search(word).unwrap_or(0);
        model.log_word[[1, w]] - model.log_word[[0, w]]
    });
    let values: Vec<f64> = values.collect();
    let names: Vec<&str> = top.iter().map(String::as_str).collect();
    let title = "What one occurrence of a word adds to the log odds of spam";
    kit::plot::bars(title, &names, &values);
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::data::messages;
    use kit::{assert_close, assert_not_close, assert_same};
    use ndarray::{Axis, array};

    /// Words: "free", "lunch", "you". Two ham messages, then one of spam.
    fn small() -> (Array2<f64>, Array1<usize>) {
        let counts = array![[0., 2., 1.], [0., 1., 2.], [3., 0., 1.]];
        (counts, array![0, 0, 1])
    }

    #[test]
    fn priors_and_words_are_counted() {
        let (counts, y) = small();
        let m = fit_mnb(&counts, &y, 1.0).expect("both classes have messages");
        assert_close!(m.log_prior.mapv(f64::exp), array![2.0 / 3.0, 1.0 / 3.0]);
        // Ham says 0, 3, 3 and spam 3, 0, 1; with 1 more each, of 9 and of 7.
        let p = m.log_word.mapv(f64::exp);
        let half = array![[1.0 / 6.0, 4.0 / 6.0, 4.0 / 6.0], [1.0, 0.25, 0.5]];
        assert_not_close!(p, half, "alpha belongs below the line too, v times");
        assert_close!(p.row(0), [1.0 / 9.0, 4.0 / 9.0, 4.0 / 9.0]);
        assert_close!(p.row(1), [4.0 / 7.0, 1.0 / 7.0, 2.0 / 7.0]);
    }

    #[test]
    fn the_probabilities_of_a_class_sum_to_1() {
        let (counts, y) = small();
        for alpha in [1e-3, 0.5, 20.0] {
            let m = fit_mnb(&counts, &y, alpha).expect("both classes have messages");
            let sums = m.log_word.mapv(f64::exp).sum_axis(Axis(1));
            assert_close!(sums, array![1.0, 1.0], "alpha {alpha}");
        }
    }

    #[test]
    fn log_odds_are_the_prior_and_a_term_for_each_occurrence() {
        let (counts, y) = small();
        let m = fit_mnb(&counts, &y, 1.0).expect("both classes have messages");
        // Spam to ham: prior 1 to 2; "free" 36 to 7, "lunch" 9 to 28, "you" 9 to 14.
        let odds = [36.0 / 7.0, 9.0 / 28.0, 9.0 / 14.0];
        let [free, lunch, you] = odds.map(|odds: f64| odds.ln());
        let messages = array![[2.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 3.0, 0.0]];
        let expected = array![2.0 * free + you, lunch, free + 3.0 * lunch] - 2.0f64.ln();
        assert_close!(spam_log_odds(&m, &messages), expected, rtol = 1e-10);
    }

    #[test]
    fn an_empty_message_falls_back_to_the_prior() {
        let (counts, y) = small();
        let m = fit_mnb(&counts, &y, 1.0).expect("both classes have messages");
        let empty = array![[0.0, 0.0, 0.0]];
        assert_close!(spam_log_odds(&m, &empty), [-2f64.ln()]);
        assert_same!(spam_log_odds(&m, &Array2::zeros((0, 3))).len(), 0);
    }

    #[test]
    fn a_word_that_one_class_never_says_is_not_infinite() {
        let (counts, y) = small();
        let m = fit_mnb(&counts, &y, 0.01).expect("both classes have messages");
        assert!(m.log_word.iter().all(|v| v.is_finite()), "{}", m.log_word);
    }

    #[test]
    fn without_smoothing_or_without_a_class_there_is_no_model() {
        let (counts, y) = small();
        for alpha in [0.0, -1.0, f64::NAN] {
            assert!(fit_mnb(&counts, &y, alpha).is_none(), "alpha {alpha}");
        }
        assert!(fit_mnb(&counts, &array![0, 0, 0], 1.0).is_none(), "no spam");
        assert!(fit_mnb(&counts, &array![1, 1, 1], 1.0).is_none(), "no ham");
        let none = fit_mnb(&Array2::zeros((0, 3)), &array![], 1.0);
        assert!(none.is_none(), "no messages");
    }

    #[test]
    fn top_words_are_more_probable_in_spam_than_in_ham() {
        let vocab = ["bank", "free", "lunch", "urgent", "you"].map(String::from);
        let counts = array![[0.0, 1.0, 4.0, 0.0, 9.0], [3.0, 4.0, 0.0, 3.0, 9.0]];
        let m = fit_mnb(&counts, &array![0, 1], 1.0).expect("both classes have messages");
        let got = top_spam_words(&m, &vocab, 3);
        assert!(got[0] != "you", "\"you\" is frequent in ham as well");
        // 4 to 1 twice, then 5 to 2.
        assert_same!(got, ["bank", "urgent", "free"]);
        assert_same!(top_spam_words(&m, &vocab, 99).len(), 5, "all words");
        assert_same!(top_spam_words(&m, &vocab, 0).len(), 0);
    }

    #[test]
    fn many_equal_words_stay_in_the_order_of_the_vocabulary() {
        let vocab: Vec<String> = (10..70).map(|w| format!("word{w}")).collect();
        // Every third word is twice as frequent in spam as the others.
        let often = |(c, w)| if c == 1 && w % 3 == 0 { 2.0 } else { 1.0 };
        let m = fit_mnb(&Array2::from_shape_fn((2, 60), often), &array![0, 1], 1.0);
        let expected: Vec<_> = vocab.iter().step_by(3).cloned().collect();
        let got = m.map(|m| top_spam_words(&m, &vocab, 20));
        assert_same!(got, Some(expected), "words of equal weight");
    }

    #[test]
    fn the_filter_finds_new_spam() {
        // F1 on seeds 1 to 12: 0.974 on average, spread 0.009, lowest 0.960. A message in a
        // hundred has the wrong label.
        for seed in [1, 2, 3] {
            let [train, new] = [(seed, 800), (seed + 100, 400)].map(|(seed, n)| messages(seed, n));
            let vocab = vocabulary(&train.texts);
            let m = fit_mnb(&count_words(&train.texts, &vocab), &train.spam, 1.0).expect("both");
            let odds = spam_log_odds(&m, &count_words(&new.texts, &vocab));
            let (mut caught, mut wrong) = (0.0, 0.0);
            for (&odds, &spam) in odds.iter().zip(&new.spam) {
                caught += f64::from(odds > 0.0 && spam == 1);
                wrong += f64::from((odds > 0.0) != (spam == 1));
            }
            let f1 = 2.0 * caught / (2.0 * caught + wrong);
            assert!(f1 > 0.93, "F1 {f1} with seed {seed}");
        }
    }

    #[test]
    fn linfa_gives_the_same_labels() {
        use linfa::prelude::*;
        let train = messages(5, 300);
        let vocab = vocabulary(&train.texts);
        let counts = count_words(&train.texts, &vocab);
        let m = fit_mnb(&counts, &train.spam, 1.0).expect("both classes have messages");
        let own = spam_log_odds(&m, &counts).mapv(|odds| usize::from(odds > 0.0));
        let ds = Dataset::new(counts.clone(), train.spam);
        let linfa = linfa_bayes::MultinomialNb::params().alpha(1.0).fit(&ds);
        assert_same!(own, linfa.expect("clean data").predict(&counts));
    }
}
