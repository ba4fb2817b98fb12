//! Lists, tuples, maps and sets: counting labels
//!
//! Before any classifier there is a column of labels. How many of each? Which one is the most
//! frequent, the answer that every model has to beat? And models want numbers: which number
//! stands for which label? The collections of Python and their relatives:
//!
//!     list [..]     Vec<T>                        v.push(x), v[i], v.len(), v.sort()
//!     tuple (a, b)  (A, B)                        let (classes, codes) = label_index(..);
//!     dict          HashMap<K, V>                 in an order that is another one in each run
//!                   BTreeMap<K, V>                the same, sorted by key
//!     set           HashSet<T>, BTreeSet<T>       every value once
//!
//!     *counts.entry(key).or_insert(0) += 1        count, from 0 for a key that is new
//!     counts.iter()                               pairs (key, value)
//!     sorted.binary_search(&x)                    Ok(place) of x in a sorted list
//!
//! `&str` is text that is lent, `String` is text that is owned: `label.to_string()` makes one.
//! Results must not depend on chance: classes are sorted, ties have a rule.

use std::collections::{BTreeMap, HashSet};

/// How many different labels there are. Finished, as an example.
fn distinct(labels: &[&str]) -> usize {
    // Only the number leaves the set, so its order does not matter.
    labels.iter().collect::<HashSet<_>>().len()
}

/// How often each label occurs.
// TODO 1: count the labels.
fn label_counts(labels: &[&str]) -> BTreeMap<String, usize> {
    todo!("counts of {labels:?}")
}

/// The most frequent label, of several the alphabetically first; `None` without labels.
// TODO 2: find the label, the same one in every run.
fn majority(labels: &[&str]) -> Option<String> {
    todo!("the most frequent of {labels:?}")
}

/// The classes, each once and sorted, and for each row the place of its label among them.
// TODO 3: build the classes, (k,), and the codes, (n,).
fn label_index(labels: &[&str]) -> (Vec<String>, Vec<usize>) {
    todo!("classes and codes of {labels:?}")
}

fn main() {
    let labels = ["cat", "ant", "cat", "bee", "ant", "cat"];
    println!("{labels:?}: {} classes", distinct(&labels));
    for (label, count) in label_counts(&labels) {
        println!("  {label}  {count}  {}", "#".repeat(count));
    }
    let answer = majority(&labels).unwrap_or_default();
    println!("Who always answers {answer:?} is right most often.");
    let (classes, codes) = label_index(&labels);
    println!("classes {classes:?}, codes {codes:?}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::assert_same;

    const PETS: [&str; 7] = ["dog", "cat", "eel", "cat", "dog", "cat", "ant"];

    #[test]
    fn distinct_counts_each_label_once() {
        assert_eq!(distinct(&PETS), 4);
        assert_eq!(distinct(&[]), 0);
    }

    #[test]
    fn each_label_is_counted() {
        let counts = label_counts(&PETS);
        let expected = [("ant", 1), ("cat", 3), ("dog", 2), ("eel", 1)];
        let expected = expected.map(|(label, count)| (label.to_string(), count));
        assert_eq!(counts, BTreeMap::from(expected));
        assert_eq!(counts.values().sum::<usize>(), PETS.len());
        assert!(label_counts(&[]).is_empty());
    }

    #[test]
    fn the_majority_is_the_most_frequent_label() {
        assert_eq!(majority(&PETS), Some("cat".to_string()));
        assert_eq!(majority(&["b", "b", "a"]), Some("b".to_string()));
        assert_eq!(majority(&["one"]), Some("one".to_string()));
    }

    #[test]
    fn a_tie_goes_to_the_alphabetically_first_in_every_run() {
        let labels = ["d", "b", "e", "c", "b", "d", "c", "a", "e"];
        for run in 1..=50 {
            let got = majority(&labels).expect("there are labels");
            assert_eq!(got, "b", "b, c, d and e come twice; run {run} of 50");
        }
    }

    #[test]
    fn no_labels_have_no_majority() {
        assert_eq!(majority(&[]), None);
    }

    #[test]
    fn classes_are_sorted_and_codes_point_at_them() {
        let (classes, codes) = label_index(&["cat", "ant", "cat"]);
        assert_same!(classes, ["ant", "cat"]);
        assert_same!(codes, [1, 0, 1]);
    }

    #[test]
    fn each_code_leads_back_to_its_label() {
        let (classes, codes) = label_index(&PETS);
        assert_same!(codes.len(), PETS.len(), "one code for each row");
        let back: Vec<&str> = codes.iter().map(|&code| classes[code].as_str()).collect();
        assert_same!(back, PETS);
        assert_same!(classes.len(), 4, "each class once");
    }

    #[test]
    fn no_labels_and_one_class_are_allowed() {
        assert_eq!(label_index(&[]), (vec![], vec![]));
        let (classes, codes) = label_index(&["x", "x"]);
        assert_same!(classes, ["x"]);
        assert_same!(codes, [0, 0]);
    }
}
