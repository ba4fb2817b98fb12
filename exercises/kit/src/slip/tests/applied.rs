//! Slips applied to random arrays, each named as what it is, and no longer once a single entry is disturbed.

use super::*;
use ndarray::Axis;

/// For functions of each entry.
#[track_caller]
fn is_named_of(sentence: &str, each: impl Fn(f64) -> f64) {
    is_named(7, sentence, |rng| {
        let shape = random_shape(rng, 2);
        let expected = random(rng, &shape);
        (expected.mapv(&each), expected)
    });
}

#[track_caller]
fn is_named_of_positive(sentence: &str, each: impl Fn(f64) -> f64) {
    is_named(8, sentence, |rng| {
        let shape = random_shape(rng, 2);
        let expected = random(rng, &shape).mapv(|x| x.abs() + 0.01);
        (expected.mapv(&each), expected)
    });
}

#[test]
fn factors() {
    is_named_of("every entry has the wrong sign", |x| -x);
    is_named_of("every entry is twice what is expected", |x| 2.0 * x);
    is_named_of("every entry is half of what is expected", |x| x / 2.0);
    is_named_of("percent instead of a share of 1", |x| 100.0 * x);
    is_named_of("a share of 1 instead of percent", |x| x / 100.0);
    is_named_of("degrees instead of radians", f64::to_degrees);
    is_named_of("radians instead of degrees", f64::to_radians);
    is_named_of_positive("a logarithm to base e instead of 2", |x| x * 2f64.ln());
    is_named_of_positive("a logarithm to base 2 instead of e", |x| x / 2f64.ln());
    is_named_of_positive("a logarithm to base 10 instead of e", |x| x / 10f64.ln());
}

#[test]
fn whole_factors() {
    let scaled = |by: f64| {
        move |rng: &mut Rng| {
            let shape = random_shape(rng, 3);
            let expected = random(rng, &shape);
            (&expected * by, expected)
        }
    };
    is_named(36, "every entry is 7 times what is expected", scaled(7.0));
    is_named(
        37,
        "every entry is 1/11 of what is expected",
        scaled(1.0 / 11.0),
    );
}

#[test]
fn factors_from_the_length_of_an_axis() {
    let scaled = |by: fn(f64) -> f64| {
        move |rng: &mut Rng| {
            let n = rng.gen_range(13..40);
            let expected = random(rng, &[n]);
            (&expected * by(n as f64), expected)
        }
    };
    is_named(1, "as a sum instead of a mean", scaled(|n| n));
    is_named(
        2,
        "as after dividing by n once too often",
        scaled(|n| 1.0 / n),
    );
    is_named(
        3,
        "n and n - 1 are exchanged (ddof)",
        scaled(|n| (n - 1.0) / n),
    );
    is_named(
        4,
        "n and n - 1 are exchanged (ddof)",
        scaled(|n| n / (n - 1.0)),
    );
    let root = "n and n - 1 under a root are exchanged (ddof)";
    is_named(5, root, scaled(|n| ((n - 1.0) / n).sqrt()));
}

#[test]
fn degrees_of_freedom_are_told_when_the_rows_are_gone() {
    is_named(6, "exchanged (ddof)", |rng| {
        let n = rng.gen_range(4..200);
        let rows = random(rng, &[n, 4]);
        let rows = rows.into_dimensionality::<ndarray::Ix2>().unwrap();
        let std = |ddof: f64| rows.std_axis(Axis(0), ddof).into_dyn();
        (std(0.0), std(1.0))
    });
}

#[test]
fn functions() {
    is_named_of_positive("the square of what is expected", |x| x * x);
    is_named_of_positive("the square root of what is expected", f64::sqrt);
    is_named_of_positive("1 divided by what is expected", |x| 1.0 / x);
    is_named_of_positive("the logarithm of what is expected", f64::ln);
    is_named_of("e to the power of what is expected", f64::exp);
    is_named_of("1 minus what is expected", |x| 1.0 - x);
    is_named_of("has the digits of an f32 only", |x| f64::from(x as f32));
}

#[test]
fn offsets() {
    let some = |by: f64| {
        move |rng: &mut Rng| {
            let shape = random_shape(rng, 3);
            let expected = random(rng, &shape);
            (&expected + by, expected)
        }
    };
    is_named(9, "every entry is too large by 1", some(1.0));
    is_named(10, "every entry is too small by 0.25", some(-0.25));
    is_named(11, "which is the mean of got", |rng| {
        let got = random(rng, &[7]);
        (got.clone(), &got - got.mean().unwrap())
    });
}
