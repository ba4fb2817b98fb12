//! Arrays that have nothing to do with each other, or less than it seems.

use super::*;
use ndarray::Axis;

/// Between none and three axes.
fn any_shape(rng: &mut Rng) -> Vec<usize> {
    (0..rng.gen_range(0..4))
        .map(|_| rng.gen_range(1..6))
        .collect()
}

#[test]
fn unrelated_arrays_never_get_a_sentence() {
    let mut rng = rng(100);
    for _ in 0..10_000 {
        let shape = any_shape(&mut rng);
        let (got, expected) = (random(&mut rng, &shape), random(&mut rng, &shape));
        assert_eq!(slip(&got, &expected), None, "{got:?} {expected:?}");
    }
}

#[test]
fn unrelated_arrays_of_other_shapes_never_get_a_sentence() {
    let mut rng = rng(101);
    for _ in 0..10_000 {
        let (one, other) = (any_shape(&mut rng), any_shape(&mut rng));
        let (got, expected) = (random(&mut rng, &one), random(&mut rng, &other));
        assert_eq!(slip(&got, &expected), None, "{got:?} {expected:?}");
    }
}

#[test]
fn unrelated_probabilities_never_get_a_sentence() {
    let mut rng = rng(102);
    let shares = |rng: &mut Rng, axis: usize, shape: &[usize]| {
        let x = random(rng, shape).mapv(f64::exp);
        &x / &x.sum_axis(Axis(axis)).insert_axis(Axis(axis))
    };
    for _ in 0..10_000 {
        let shape = [rng.gen_range(2..5), rng.gen_range(3..5)];
        let (axis, other) = (rng.gen_range(0..2), rng.gen_range(0..2));
        let (got, expected) = (
            shares(&mut rng, axis, &shape),
            shares(&mut rng, other, &shape),
        );
        assert_eq!(slip(&got, &expected), None, "{got:?} {expected:?}");
    }
}

#[test]
fn a_loose_tolerance_explains_nothing() {
    let mut rng = rng(103);
    for _ in 0..10_000 {
        let shape = any_shape(&mut rng);
        let (got, expected) = (random(&mut rng, &shape), random(&mut rng, &shape));
        for (rtol, atol) in [(0.1, 0.0), (0.0, 0.3), (0.01, 0.01)] {
            let named = slip_within(&got, &expected, rtol, atol);
            assert_eq!(named, None, "{got:?} {expected:?}");
        }
    }
}

#[test]
fn some_wrong_entries_are_no_slip() {
    let mut rng = rng(104);
    for _ in 0..10_000 {
        let shape = random_shape(&mut rng, 2);
        let expected = random(&mut rng, &shape);
        let mut got = expected.clone();
        for _ in 0..rng.gen_range(1..4) {
            let at = rng.gen_range(0..got.len());
            *got.iter_mut().nth(at).unwrap() = rng.gen_range(-3.0..3.0);
        }
        assert_eq!(slip(&got, &expected), None, "{got:?} {expected:?}");
    }
}

#[test]
fn a_slip_in_half_of_the_entries_is_not_named() {
    let mut rng = rng(105);
    let slips: [fn(f64) -> f64; 5] = [|x| -x, |x| 2.0 * x, |x| x * x, |x| x + 1.0, |x| 1.0 / x];
    for _ in 0..2_000 {
        for slip_of in slips {
            let expected = random(&mut rng, &[6]);
            let got: ArrayD<f64> = (expected.iter().enumerate())
                .map(|(i, &x)| if i < 3 { x } else { slip_of(x) })
                .collect::<ndarray::Array1<f64>>()
                .into_dyn();
            let named = slip(&got, &expected);
            // Where only negative entries are negated, the sign is lost in truth.
            let lost = named
                .as_ref()
                .is_some_and(|named| named.contains("has lost its sign"));
            assert!(named.is_none() || lost, "{named:?} {got:?} {expected:?}");
        }
    }
}

#[test]
fn small_whole_numbers_rarely_fit_a_story_by_chance() {
    let mut rng = rng(106);
    let mut named = vec![];
    for _ in 0..20_000 {
        let shape = any_shape(&mut rng);
        let mut whole =
            || ArrayD::from_shape_fn(IxDyn(&shape), |_| f64::from(rng.gen_range(-5..=5)));
        let (got, expected) = (whole(), whole());
        named.extend(slip(&got, &expected));
    }
    // What is said then is true of the numbers all the same.
    named.retain(|sentence| !sentence.starts_with("all entries are"));
    assert!(named.len() <= 40, "{} {named:#?}", named.len());
}

#[test]
fn labels_rarely_fit_a_story_by_chance() {
    let mut rng = rng(107);
    let mut named = vec![];
    for _ in 0..20_000 {
        let n = rng.gen_range(2..12);
        let classes = rng.gen_range(2..4);
        let mut labels =
            || ArrayD::from_shape_fn(IxDyn(&[n]), |_| f64::from(rng.gen_range(0..classes)));
        let (got, expected) = (labels(), labels());
        named.extend(slip(&got, &expected));
    }
    named.retain(|sentence| !sentence.starts_with("all entries are"));
    assert!(named.len() <= 100, "{} {named:#?}", named.len());
}
