//! Every slip is named on right cases and on none that is only near by.

mod applied;
mod few;
mod hand;
mod rearranged;
mod shapes;
mod unrelated;

use super::{Kind, LEAD, Side, likely};
use crate::{Rng, rng};
use ndarray::{Array, ArrayBase, ArrayD, Data, Dimension, IxDyn};
use rand::Rng as _;

/// The sentence under the default tolerance of f64.
fn slip<S, T, D, E>(got: &ArrayBase<S, D>, expected: &ArrayBase<T, E>) -> Option<String>
where
    S: Data<Elem = f64>,
    T: Data<Elem = f64>,
    D: Dimension,
    E: Dimension,
{
    slip_within(got, expected, 1e-9, 1e-12)
}

fn slip_within<S, T, D, E>(
    got: &ArrayBase<S, D>,
    expected: &ArrayBase<T, E>,
    rtol: f64,
    atol: f64,
) -> Option<String>
where
    S: Data<Elem = f64>,
    T: Data<Elem = f64>,
    D: Dimension,
    E: Dimension,
{
    let (got_values, expected_values): (Vec<f64>, Vec<f64>) = (
        got.iter().copied().collect(),
        expected.iter().copied().collect(),
    );
    let got = Side {
        shape: got.shape(),
        values: &got_values,
    };
    let expected = Side {
        shape: expected.shape(),
        values: &expected_values,
    };
    let sentence = likely(&got, &expected, Kind::Numbers, &|x| atol + rtol * x.abs())?;
    assert!(
        !sentence.contains('\n') && !sentence.ends_with('.'),
        "{sentence}"
    );
    Some(sentence.strip_prefix(LEAD).unwrap().to_owned())
}

/// Entries between -3 and 3 with all their digits.
fn random(rng: &mut Rng, shape: &[usize]) -> ArrayD<f64> {
    ArrayD::from_shape_fn(IxDyn(shape), |_| rng.gen_range(-3.0..3.0))
}

/// A vector, or a matrix with rows and columns, of at least `least` along each axis.
fn random_shape(rng: &mut Rng, least: usize) -> Vec<usize> {
    match rng.gen_bool(0.5) {
        true => vec![rng.gen_range(least..12)],
        false => vec![rng.gen_range(least..7), rng.gen_range(least..7)],
    }
}

#[track_caller]
fn says<D: Dimension, E: Dimension>(got: Array<f64, D>, expected: Array<f64, E>, sentence: &str) {
    assert_eq!(slip(&got, &expected).as_deref(), Some(sentence));
}

#[track_caller]
fn silent<D: Dimension, E: Dimension>(got: Array<f64, D>, expected: Array<f64, E>) {
    assert_eq!(slip(&got, &expected), None);
}

/// Applies `wrong` to random arrays, and disturbs one entry of the result.
#[track_caller]
fn is_named(
    seed: u64,
    sentence: &str,
    mut wrong: impl FnMut(&mut Rng) -> (ArrayD<f64>, ArrayD<f64>),
) {
    let mut rng = rng(seed);
    for _ in 0..200 {
        let (mut got, expected) = wrong(&mut rng);
        let named = slip(&got, &expected);
        assert!(
            named.as_ref().is_some_and(|named| named.contains(sentence)),
            "{named:?}\n{got:?}\n{expected:?}"
        );
        let at = rng.gen_range(0..got.len());
        *got.iter_mut().nth(at).unwrap() += 0.1234567;
        let disturbed = slip(&got, &expected);
        assert!(
            !disturbed
                .as_ref()
                .is_some_and(|named| named.contains(sentence)),
            "{disturbed:?}\n{got:?}\n{expected:?}"
        );
    }
}
