//! Boss: who survives?
//!
//! A ferry sank. From the passenger list, gaps and all, say who was likely to survive, and
//! defend the answer: clean, build columns, compare three models on rows they have not seen,
//! deliver probabilities and labels. About 6 of 10 drowned; a model has to beat that.
//!
//! The rules that the tests check:
//!
//!     features   one row of numbers for each passenger, never fewer: gaps are filled. An
//!                unknown age or fare (below 0 is unknown) becomes the median of the known
//!                ones among the training rows. Words become columns of 0 and 1; a word that
//!                is missing or new gives 0 in all of its columns. At last every column is
//!                standardised with mean and std (ddof 0) of the training rows; a constant
//!                column has std 1. Which columns you build is up to you: fields of
//!                `Passenger`, and the title within the name ("Larsen, Mrs. Karen").
//!     train      a quarter of the rows, drawn with `seed`, validates; statistics and models
//!                come from the other rows alone. The kind with the best AUC there is chosen,
//!                of equal ones the first, and trained again on all rows.
//!     report     numbers that anyone can recompute from the predictions
//!
//! The classifiers are given: `Classifier::fit(kind, &x, &y)` is `None` unless both labels
//! occur, `.probabilities(&x)` (n,). What is learned from rows goes into `Prep`; a passenger
//! must never change what another passenger's columns are.

use kit::data::Passenger;
use kit::reference::{Classifier, Kind};
use ndarray::Axis;
use ndarray::{Array1, Array2};
use rand::seq::SliceRandom;

/// What the columns of any passenger need from the training rows.
#[derive(Clone, Debug, PartialEq)]
struct Prep {
    age: f64,          // median of the known ones
    fare: f64,         // median of the known ones
    mean: Array1<f64>, // (d,)
    std: Array1<f64>,  // (d,)
}

struct Model {
    prep: Prep,
    kind: Kind,
    classifier: Classifier,
    validation: [f64; 3], // AUC of each kind, in the order of `Kind::ALL`
}

#[derive(Debug, PartialEq)]
enum TrainError {
    /// Fewer than 20 passengers.
    TooFewRows,
    /// Among the rows to train on or to validate with, all survived or all drowned.
    OneClass,
}

#[derive(Debug)]
struct Report {
    kind: Kind,
    why: String,
    confusion: [[usize; 2]; 2], // [truth][label]
    f1: f64,                    // of the survivors; 0 if nobody survived or was called
    auc: Option<f64>,           // None if all survived or all drowned
}

/// The middle one, or the mean of the two; 0 without values. Given.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 {
        0.0
    } else {
        (values[(n - 1) / 2] + values[n / 2]) / 2.0
    }
}

/// 1 for each survivor. Given.
fn labels(rows: &[Passenger]) -> Array1<usize> {
    rows.iter().map(|row| usize::from(row.survived)).collect()
}

/// The share of pairs in the right order, see exercise 11. Given.
fn auc(p: &Array1<f64>, y: &Array1<usize>) -> Option<f64> {
    let (mut pairs, mut right) = (0.0, 0.0);
    for (a, _) in p.iter().zip(y).filter(|&(_, &y)| y == 1) {
        for (b, _) in p.iter().zip(y).filter(|&(_, &y)| y == 0) {
            pairs += 1.0;
            right += f64::from(a > b) + f64::from(a == b) / 2.0;
        }
    }
    (pairs > 0.0).then(|| right / pairs)
}

/// The columns of the passengers, and what they were made with: `fitted` if it is given,
/// else what these rows teach. n passengers -> (n, d)
fn features(rows: &[Passenger], fitted: Option<&Prep>) -> (Array2<f64>, Prep) {
    // Fill, then compute, then scale, always with the numbers of the training rows. That a
    // value was missing may itself say something: a cabin was known for those who paid for
    // one. The title tells boys ("Master") where the age is missing.
    let (age, fare) = fitted.map_or_else(
        || {
            let fares = rows.iter().map(|row| row.fare).filter(|&fare| fare >= 0.0);
            (
                median(rows.iter().filter_map(|row| row.age).collect()),
                median(fares.collect()),
            )
        },
        |prep| (prep.age, prep.fare),
    );
    let columns = |row: &Passenger| {
        let flag = f64::from;
        let title = |title: &str| flag(row.name.contains(title));
        let years = row.age.unwrap_or(age);
        let paid = if row.fare >= 0.0 { row.fare } else { fare };
        [
            flag(row.female),
            flag(row.class == 1),
            flag(row.class == 3),
            years,
            flag(years < 14.0),
            title("Master. "),
            title("Mrs. "),
            paid.ln_1p(),
            row.family as f64,
            flag(row.family > 3),
            flag(row.cabin.is_some()),
            flag(row.port == "Harwich"),
            flag(row.port == "Rotterdam"),
        ]
    };
    let x: Array2<f64> = rows.iter().map(columns).collect::<Vec<_>>().into();
    let prep = fitted.cloned().unwrap_or_else(|| {
        let mean = x
            .mean_axis(Axis(0))
            .unwrap_or_else(|| Array1::zeros(x.ncols()));
        let std = x
            .std_axis(Axis(0), 0.0)
            .mapv(|s| if s > 1e-9 { s } else { 1.0 });
        Prep {
            age,
            fare,
            mean,
            std,
        }
    });
    ((x - &prep.mean) / &prep.std, prep)
}

/// Chooses among three kinds of model by validation.
fn train(rows: &[Passenger], seed: u64) -> Result<Model, TrainError> {
    // The validation rows stand for passengers of the future, so they are cleaned with the
    // medians of the others. The winner's AUC is a little too good, for it was chosen for it:
    // what counts is measured on rows that had no part in this at all.
    if rows.len() < 20 {
        return Err(TrainError::TooFewRows);
    }
    let mut shuffled = rows.to_vec();
    shuffled.shuffle(&mut kit::rng(seed));
    let (held_out, rest) = shuffled.split_at(rows.len() / 4);
    let (x, prep) = features(rest, None);
    let (x_held, _) = features(held_out, Some(&prep));
    let mut validation = [0.0f64; 3];
    for (score, kind) in validation.iter_mut().zip(Kind::ALL) {
        let classifier = Classifier::fit(kind, &x, &labels(rest)).ok_or(TrainError::OneClass)?;
        let p = classifier.probabilities(&x_held);
        *score = auc(&p, &labels(held_out)).ok_or(TrainError::OneClass)?;
    }
    let best = (0..3)
        .rev()
        .max_by(|&a, &b| validation[a].total_cmp(&validation[b]));
    let kind = Kind::ALL[best.expect("three kinds")];
    let (x, prep) = features(rows, None);
    let classifier = Classifier::fit(kind, &x, &labels(rows)).ok_or(TrainError::OneClass)?;
    Ok(Model {
        prep,
        kind,
        classifier,
        validation,
    })
}

/// Probabilities of survival, and labels: 1 from one half on. n passengers -> (n,), (n,). Given.
fn predict(m: &Model, rows: &[Passenger]) -> (Array1<f64>, Array1<usize>) {
    let (x, _) = features(rows, Some(&m.prep));
    let p = m.classifier.probabilities(&x);
    let labels = p.mapv(|p| usize::from(p >= 0.5));
    (p, labels)
}

/// What the model is worth on these passengers; `why` names the chosen kind's validation AUC,
/// to three digits as in "0.871".
fn report(m: &Model, rows: &[Passenger]) -> Report {
    // Counts first; F1 and accuracy follow from them, and everybody can check. The reason for
    // the choice is the validation, not the result on these rows: choosing afterwards would
    // make them training rows.
    let (p, called) = predict(m, rows);
    let truth = labels(rows);
    let mut confusion = [[0; 2]; 2];
    for (&t, &l) in truth.iter().zip(&called) {
        confusion[t][l] += 1;
    }
    let [[_, false_calls], [misses, hits]] = confusion;
    let f1 = 2.0 * hits as f64 / (2 * hits + false_calls + misses).max(1) as f64;
    let best = m
        .validation
        .iter()
        .fold(0.0, |best: f64, &auc| best.max(auc));
    let why = format!(
        "{:?} had the best AUC on validation rows: {best:.3}",
        m.kind
    );
    Report {
        kind: m.kind,
        why,
        confusion,
        f1,
        auc: auc(&p, &truth),
    }
}

fn main() {
    let (rows, new) = (kit::data::passengers(1, 600), kit::data::passengers(2, 400));
    let model = match train(&rows, 1) {
        Ok(model) => model,
        Err(error) => return println!("no model: {error:?}"),
    };
    println!(
        "AUC on validation rows: {:?} {:.3?}",
        Kind::ALL,
        model.validation
    );
    let Report {
        kind,
        why,
        confusion,
        f1,
        auc,
    } = report(&model, &new);
    println!("Chosen: {kind:?}. {why}");
    let [[drowned, false_calls], [misses, hits]] = confusion;
    println!("400 passengers of another list   called drowned  called survivor");
    println!("  drowned                      {drowned:16} {false_calls:16}");
    println!("  survived                     {misses:16} {hits:16}");
    println!("F1 {f1:.3}, AUC {:.3}\n", auc.unwrap_or(f64::NAN));
    let (p, _) = predict(&model, &new);
    for i in 0..5 {
        let Passenger {
            name,
            class,
            age,
            survived,
            ..
        } = &new[i];
        println!(
            "{:3.0}%  {name}, class {class}, age {age:?}: survived {survived}",
            100.0 * p[i]
        );
    }
    kit::plot::histogram("Probability of survival of 400 passengers", &p, 20);
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_same, assert_shape};
    use ndarray::Axis;

    fn passenger(age: Option<f64>, fare: f64) -> Passenger {
        Passenger {
            age,
            fare,
            ..kit::data::passengers(3, 1).remove(0)
        }
    }

    #[test]
    fn medians_are_those_of_the_known_values() {
        let fares = [
            (Some(2.0), 10.0),
            (None, 80.0),
            (Some(40.0), -1.0),
            (Some(50.0), 30.0),
        ];
        let rows = fares.map(|(age, fare)| passenger(age, fare));
        let (_, prep) = features(&rows, None);
        assert_close!(prep.age, 40.0, "of 2, 40 and 50");
        assert_close!(prep.fare, 30.0, "of 10, 30 and 80: below 0 is unknown");
    }

    #[test]
    fn training_columns_are_standardised() {
        let rows = kit::data::passengers(4, 300);
        let (x, prep) = features(&rows, None);
        assert_same!(x.nrows(), 300, "a row for each passenger");
        assert!(x.ncols() >= 5, "{} columns are too few", x.ncols());
        assert_shape!(prep.mean, [x.ncols()]);
        assert_close!(
            x.mean_axis(Axis(0)).expect("rows"),
            Array1::<f64>::zeros(x.ncols()),
            atol = 1e-9
        );
        for (j, std) in x.std_axis(Axis(0), 0.0).indexed_iter() {
            assert!(
                (std - 1.0).abs() < 1e-9 || std.abs() < 1e-9,
                "column {j} has std {std}"
            );
        }
        let (same, _) = features(&vec![rows[0].clone(); 3], None);
        assert_close!(
            same,
            Array2::<f64>::zeros(same.raw_dim()),
            atol = 1e-9,
            "constant columns"
        );
    }

    #[test]
    fn other_passengers_are_cleaned_with_the_training_medians() {
        let (_, prep) = features(&kit::data::passengers(5, 200), None);
        let hidden = [
            passenger(None, -3.0),
            passenger(Some(99.0), 900.0),
            passenger(None, 800.0),
        ];
        let filled = hidden.clone().map(|row| Passenger {
            age: Some(row.age.unwrap_or(prep.age)),
            fare: if row.fare < 0.0 { prep.fare } else { row.fare },
            ..row
        });
        let (x, used) = features(&hidden, Some(&prep));
        assert!(used == prep, "nothing is learned from hidden rows");
        let (expected, _) = features(&filled, Some(&prep));
        let differing = x
            .columns()
            .into_iter()
            .zip(expected.columns())
            .filter(|(a, b)| a != b);
        let differing = differing.count(); // columns that say "was missing" may differ
        assert!(
            differing <= 2,
            "{differing} columns differ from those filled by {prep:?}"
        );
    }

    #[test]
    fn dirt_is_survived() {
        let mut rows = kit::data::passengers(6, 100);
        let (_, prep) = features(&rows, None);
        rows[0].port = "Atlantis".to_string();
        rows[1].name = "Larsen".to_string();
        rows[2] = Passenger {
            age: None,
            cabin: None,
            fare: -9.0,
            port: String::new(),
            ..rows[2].clone()
        };
        rows[3].name = "Jones, Captain. Édith".to_string();
        let (x, _) = features(&rows, Some(&prep));
        assert_shape!(x, [100, prep.mean.len()], "no row is dropped");
        assert!(x.iter().all(|v| v.is_finite()));
        let unknown = rows.iter().map(|row| Passenger {
            age: None,
            fare: -1.0,
            ..row.clone()
        });
        let (x, _) = features(&unknown.collect::<Vec<_>>(), None);
        assert!(
            x.iter().all(|v| v.is_finite()),
            "also if no age and no fare is known at all"
        );
        assert_shape!(
            features(&[], Some(&prep)).0,
            [0, prep.mean.len()],
            "no passengers"
        );
    }

    #[test]
    fn a_passenger_is_judged_alone() {
        let model = train(&kit::data::passengers(7, 200), 1).expect("200 passengers");
        let rows = kit::data::passengers(8, 40);
        let (p, labels) = predict(&model, &rows);
        for (i, row) in rows.iter().enumerate() {
            let (alone, label) = predict(&model, std::slice::from_ref(row));
            assert_close!(alone[0], p[i], "passenger {i} among others and alone");
            assert_same!(label[0], labels[i]);
        }
    }

    #[test]
    fn the_best_kind_on_validation_rows_is_chosen() {
        for seed in [1, 2, 3] {
            let model = train(&kit::data::passengers(seed, 300), seed).expect("300 passengers");
            let best = model
                .validation
                .iter()
                .fold(0.0, |best: f64, &auc| best.max(auc));
            let first = model
                .validation
                .iter()
                .position(|&auc| auc == best)
                .expect("one is best");
            assert_same!(
                model.kind == Kind::ALL[first],
                true,
                "{:?} {:?}",
                model.kind,
                model.validation
            );
            assert!(
                model.validation.iter().all(|auc| (0.7..0.99).contains(auc)),
                "{:?}",
                model.validation
            );
        }
    }

    #[test]
    fn the_seed_draws_the_validation_rows() {
        let rows = kit::data::passengers(9, 300);
        let scores = |seed| train(&rows, seed).expect("300 passengers").validation;
        assert_close!(scores(1).as_slice(), scores(1).as_slice(), "the same seed");
        assert!(
            scores(1) != scores(2),
            "another seed draws other rows: {:?}",
            scores(1)
        );
    }

    #[test]
    fn the_winner_is_trained_on_all_rows() {
        let rows = kit::data::passengers(10, 300);
        let model = train(&rows, 4).expect("300 passengers");
        let (x, prep) = features(&rows, None);
        assert!(model.prep == prep, "the medians of all rows");
        let again = Classifier::fit(model.kind, &x, &labels(&rows)).expect("both labels");
        assert_close!(
            predict(&model, &rows).0,
            again.probabilities(&x),
            "all {} rows",
            rows.len()
        );
    }

    #[test]
    fn few_rows_and_one_class_are_refused() {
        let mut rows = kit::data::passengers(11, 100);
        assert_eq!(train(&rows[..19], 1).err(), Some(TrainError::TooFewRows));
        assert!(train(&rows[..60], 1).is_ok());
        rows.iter_mut().for_each(|row| row.survived = false);
        assert_eq!(train(&rows, 1).err(), Some(TrainError::OneClass));
    }

    #[test]
    fn the_report_recomputes() {
        let model = train(&kit::data::passengers(12, 300), 1).expect("300 passengers");
        let rows = kit::data::passengers(13, 150);
        let (p, called) = predict(&model, &rows);
        let got = report(&model, &rows);
        let count = |truth: bool, label: usize| {
            rows.iter()
                .zip(&called)
                .filter(|&(row, &l)| row.survived == truth && l == label)
                .count()
        };
        let expected = [
            [count(false, 0), count(false, 1)],
            [count(true, 0), count(true, 1)],
        ];
        assert_same!(
            got.confusion.concat(),
            expected.concat(),
            "rows are the truth"
        );
        let [[_, fp], [fnn, tp]] = expected.map(|row| row.map(|v| v as f64));
        assert_close!(got.f1, 2.0 * tp / (2.0 * tp + fp + fnn));
        assert_same!(got.auc, auc(&p, &labels(&rows)));
        assert_same!(got.kind == model.kind, true);
        let best = model
            .validation
            .iter()
            .fold(0.0, |best: f64, &auc| best.max(auc));
        assert!(
            got.why.contains(&format!("{best:.3}")),
            "the reason is the AUC {best:.3}: {:?}",
            got.why
        );
        let lost = report(
            &model,
            &[Passenger {
                survived: false,
                ..rows[0].clone()
            }],
        );
        assert!(
            lost.auc.is_none() && lost.f1 == 0.0,
            "nobody survived: {lost:?}"
        );
    }

    #[test]
    fn passengers_of_another_list_are_judged_well() {
        // MEASURED
        for seed in [1, 2, 3] {
            let model = train(&kit::data::passengers(seed, 600), seed).expect("600 passengers");
            let got = report(&model, &kit::data::passengers(seed + 100, 600));
            let [[tn, fp], [fnn, tp]] = got.confusion;
            let accuracy = (tn + tp) as f64 / (tn + fp + fnn + tp) as f64;
            let auc = got.auc.expect("both labels");
            assert!(
                accuracy >= 0.78 && auc >= 0.83,
                "accuracy {accuracy}, AUC {auc}, seed {seed}"
            );
        }
    }
}
