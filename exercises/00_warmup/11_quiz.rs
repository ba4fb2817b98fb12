//! Quiz: predict and repair
//!
//! Do you know this much Rust already? Who passes this file may skip level 00_warmup. First
//! tell, without running anything, what six snippets print; the tests run them and compare.
//! Then write the merge of two lists of predictions, the step that every search engine makes
//! for the answers of its machines:
//!
//!     a, b      pairs (score, id), each list by score downwards, NaN last
//!     merged    all pairs of both, in the same order; of equal scores those of `a` first, and
//!               pairs of the same list stay in their order
//!
//! A score of NaN is unknown: it comes after all numbers, -infinity too. Two NaN are as good as
//! each other, and so are 0.0 and -0.0.

use std::collections::{BTreeMap, HashMap};
use std::num::ParseIntError;

struct Bad(&'static str);

impl From<ParseIntError> for Bad {
    fn from(_: ParseIntError) -> Self {
        Self("bad number")
    }
}

fn total(text: &str) -> Result<i32, Bad> {
    let mut sum = 0;
    for word in text.split(' ') {
        sum += word.parse::<i32>()?;
    }
    Ok(sum)
}

fn told(text: &str) -> String {
    match total(text) {
        Ok(sum) => sum.to_string(),
        Err(Bad(why)) => why.to_string(),
    }
}

fn grown(mut list: Vec<i32>) -> Vec<i32> {
    list.push(4);
    list
}

/// The six questions: what is the text?
fn evaluate(question: usize) -> String {
    match question {
        0 => format!("{} {}", -7 / 2, (7 / 2) as f64 / 2.0),
        1 => {
            let pairs = [1, 2, 3].iter().zip([10, 20]);
            pairs.map(|(x, y)| x * y).sum::<i32>().to_string()
        }
        2 => {
            // Do two maps with the same 50 entries list them in the same order?
            let hash = || {
                (0..50)
                    .map(|i| (i, ()))
                    .collect::<HashMap<_, _>>()
                    .into_keys()
            };
            let tree = || {
                (0..50)
                    .map(|i| (i, ()))
                    .collect::<BTreeMap<_, _>>()
                    .into_keys()
            };
            format!("{} {}", hash().eq(hash()), tree().eq(tree()))
        }
        3 => {
            let x = 1;
            {
                let x = x + 10;
                assert!(x > 10);
            }
            let x = x * 2;
            x.to_string()
        }
        4 => format!("{}, {}", told("4 5"), told("4 x 5")),
        5 => {
            let mut list = vec![1, 2, 3];
            let copy = grown(list.clone());
            let lent = &mut list;
            lent.pop();
            format!("{} {}", list.len(), copy.len())
        }
        _ => String::new(),
    }
}

/// Your answers: entry i is the text that question i gives, such as "5 true".
// TODO 1: write the six texts.
const ANSWERS: [&str; 6] = [
    "", // 0
    "", // 1
    "", // 2
    "", // 3
    "", // 4
    "", // 5
];

/// The average score, NaN for none. Finished, as an example of pairs in a slice.
fn mean_score(predictions: &[(f64, u32)]) -> f64 {
    let sum: f64 = predictions.iter().map(|(score, _)| score).sum();
    sum / predictions.len() as f64
}

/// Both lists as one, best score first: (n,) and (m,) -> (n + m,)
// TODO 2: merge the lists.
fn merge_sorted(a: &[(f64, u32)], b: &[(f64, u32)]) -> Vec<(f64, u32)> {
    todo!("{} and {} predictions", a.len(), b.len())
}

fn main() {
    println!("Your answers:");
    for (question, answer) in ANSWERS.into_iter().enumerate() {
        let right = answer == evaluate(question);
        println!("  {question}  {answer}{}", if right { "" } else { "?" });
    }
    let a = [(0.9, 11), (0.4, 12), (0.1, 13)];
    let b = [(0.7, 21), (0.4, 22), (f64::NAN, 23)];
    println!("\nTwo machines, one list of answers:");
    for (score, id) in merge_sorted(&a, &b) {
        let bar = "#".repeat((score.max(0.0) * 20.0) as usize);
        println!("  {id}  {score:.1}  {bar}");
    }
    println!("mean score of the first machine: {:.2}", mean_score(&a));
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same};

    const INF: f64 = f64::INFINITY;
    const NAN: f64 = f64::NAN;

    fn ids(merged: &[(f64, u32)]) -> Vec<u32> {
        merged.iter().map(|(_, id)| *id).collect()
    }

    #[test]
    fn every_question_is_answered_and_right() {
        let questions_with = |wrong: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..ANSWERS.len())
                .filter(|&question| wrong(question))
                .collect()
        };
        let unanswered = questions_with(&|question| ANSWERS[question].is_empty());
        assert!(
            unanswered.is_empty(),
            "not answered yet: questions {unanswered:?}"
        );
        let wrong = questions_with(&|question| ANSWERS[question] != evaluate(question));
        assert!(wrong.is_empty(), "look again at questions {wrong:?}");
    }

    #[test]
    fn mean_score_is_finished() {
        assert_close!(mean_score(&[(0.5, 1), (1.0, 2)]), 0.75);
        assert!(mean_score(&[]).is_nan());
    }

    #[test]
    fn the_better_score_comes_first() {
        let merged = merge_sorted(&[(0.9, 1), (0.5, 2), (-0.3, 3)], &[(0.7, 4), (0.2, 5)]);
        assert_eq!(merged, [(0.9, 1), (0.7, 4), (0.5, 2), (0.2, 5), (-0.3, 3)]);
    }

    #[test]
    fn nothing_is_lost_when_one_list_ends() {
        let (a, b) = ([(0.9, 1), (0.8, 2)], [(0.5, 3), (0.4, 4), (0.3, 5)]);
        assert_same!(ids(&merge_sorted(&a, &b)), [1, 2, 3, 4, 5]);
        assert_same!(ids(&merge_sorted(&b, &a)), [1, 2, 3, 4, 5]);
        assert_same!(ids(&merge_sorted(&a, &[])), [1, 2]);
        assert_same!(ids(&merge_sorted(&[], &b)), [3, 4, 5]);
        assert_eq!(merge_sorted(&[], &[]), []);
    }

    #[test]
    fn of_equal_scores_those_of_a_come_first_in_their_order() {
        let a = [(0.5, 9), (0.5, 3), (0.0, 7)];
        let b = [(0.5, 1), (0.5, 8), (-0.0, 2)];
        assert_same!(ids(&merge_sorted(&a, &b)), [9, 3, 1, 8, 7, 2]);
        assert_same!(ids(&merge_sorted(&b, &a)), [1, 8, 9, 3, 2, 7]);
    }

    #[test]
    fn nan_comes_last() {
        let a = [(0.5, 1), (NAN, 2), (NAN, 3)];
        let b = [(INF, 4), (-INF, 5), (-NAN, 6)];
        assert_same!(ids(&merge_sorted(&a, &b)), [4, 1, 5, 2, 3, 6]);
        assert_same!(ids(&merge_sorted(&b, &a)), [4, 1, 5, 6, 2, 3]);
        assert_same!(ids(&merge_sorted(&[(NAN, 1)], &[(NAN, 2)])), [1, 2]);
    }

    #[test]
    fn all_kinds_of_lists_are_merged_as_a_stable_sort_would() {
        for step in 1..50 {
            // Scores 0 to 3, so that many are equal.
            let list = |ids: std::ops::Range<u32>| {
                let scored = ids.map(|id| (f64::from(id * id * step / 3 % 4), id));
                let mut list: Vec<(f64, u32)> = scored.collect();
                list.sort_by(|(x, _), (y, _)| y.total_cmp(x));
                list
            };
            let (a, b) = (list(3..10), list(20..20 + step % 6));
            let mut expected = [a.clone(), b.clone()].concat();
            expected.sort_by(|(x, _), (y, _)| y.total_cmp(x));
            assert_eq!(merge_sorted(&a, &b), expected);
        }
    }
}
