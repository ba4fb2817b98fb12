//! Entries in other places, parts and lines that are wrong: applied to random arrays as well.

use super::*;
use ndarray::{Array2, Axis, concatenate};

#[test]
fn other_places() {
    let square = |rng: &mut Rng| {
        let n = rng.gen_range(3..7);
        random(rng, &[n, n])
    };
    is_named(12, "got is expected transposed", |rng| {
        let expected = square(rng);
        (expected.t().to_owned(), expected)
    });
    for (axis, sentence) in [
        (0, "the right rows in the opposite order"),
        (1, "the right columns in the opposite"),
    ] {
        is_named(13, sentence, |rng| {
            let expected = square(rng);
            let mut got = expected.clone();
            got.invert_axis(Axis(axis));
            (got, expected)
        });
    }
    is_named(14, "the right entries in the opposite order", |rng| {
        let n = rng.gen_range(2..12);
        let expected = random(rng, &[n]);
        let mut got = expected.clone();
        got.invert_axis(Axis(0));
        (got, expected)
    });
    for (axis, sentence) in [
        (0, "every row stands one place too late"),
        (1, "every column stands one place too late"),
    ] {
        is_named(15, sentence, |rng| {
            let expected = square(rng);
            let (head, tail) = expected
                .view()
                .split_at(Axis(axis), expected.len_of(Axis(axis)) - 1);
            (concatenate(Axis(axis), &[tail, head]).unwrap(), expected)
        });
    }
    is_named(16, "reshaping is not transposing", |rng| {
        let columns = random(rng, &[3, 4]);
        let got = columns
            .clone()
            .into_shape_with_order(IxDyn(&[4, 3]))
            .unwrap();
        (got, columns.t().to_owned())
    });
    is_named(17, "axes 0 and 2 are swapped", |rng| {
        let expected = random(rng, &[3, 2, 3]);
        (expected.clone().permuted_axes(IxDyn(&[2, 1, 0])), expected)
    });
    is_named(18, "the right rows in another order", |rng| {
        let expected = random(rng, &[4, 3]);
        (expected.select(Axis(0), &[2, 0, 1, 3]), expected)
    });
    is_named(19, "the right entries, but sorted", |rng| {
        let expected = random(rng, &[9]);
        let mut sorted = expected.clone().into_raw_vec_and_offset().0;
        sorted.sort_by(f64::total_cmp);
        (ndarray::Array1::from(sorted).into_dyn(), expected)
    });
}

#[test]
fn parts() {
    is_named(20, "the last row is 0", |rng| {
        let expected = random(rng, &[5, 3]);
        let mut got = expected.clone();
        got.index_axis_mut(Axis(0), 4).fill(0.0);
        (got, expected)
    });
    is_named(21, "the entries below the diagonal are 0", |rng| {
        let x = random(rng, &[4, 4]);
        let expected = &x + &x.t();
        let got =
            ArrayD::from_shape_fn(
                IxDyn(&[4, 4]),
                |i| if i[0] > i[1] { 0.0 } else { expected[&i] },
            );
        (got, expected)
    });
    is_named(
        22,
        "every entry on the diagonal is too small by 0.5",
        |rng| {
            let expected = random(rng, &[4, 4]);
            (
                &expected - &(Array2::<f64>::eye(4) * 0.5).into_dyn(),
                expected,
            )
        },
    );
    is_named(23, "every negative entry has lost its sign", |rng| {
        let mut expected = random(rng, &[8]);
        expected[0] = 1.234;
        expected[1] = -2.345;
        expected[2] = -1.789;
        (expected.mapv(f64::abs), expected)
    });
    is_named(24, "every negative entry has become 0", |rng| {
        let mut expected = random(rng, &[8]);
        (expected[0], expected[1], expected[2], expected[3]) = (1.234, -2.345, -1.789, -0.3);
        (expected.mapv(|x| x.max(0.0)), expected)
    });
    is_named(25, "lost what stands after the point", |rng| {
        let expected = random(rng, &[30]) * 10.0;
        (expected.mapv(f64::trunc), expected)
    });
    is_named(26, "column 1 has the wrong sign", |rng| {
        let mut expected = random(rng, &[4, 3]);
        expected[[0, 0]] = -1.5; // Else the sign could be lost wherever it is negative.
        let mut got = expected.clone();
        got.index_axis_mut(Axis(1), 1).mapv_inplace(|x| -x);
        (got, expected)
    });
}

#[test]
fn normalising() {
    let positive = |rng: &mut Rng| random(rng, &[4, 3]).mapv(|x| x.abs() + 0.1);
    let sums = |x: &ArrayD<f64>, axis| x.sum_axis(Axis(axis)).insert_axis(Axis(axis));
    is_named(
        27,
        "the rows of got sum to 1, where the columns should",
        |rng| {
            let x = positive(rng);
            (&x / &sums(&x, 1), &x / &sums(&x, 0))
        },
    );
    is_named(
        28,
        "the columns of got have norm 1, where the rows should",
        |rng| {
            let x = random(rng, &[4, 3]);
            let norms = |axis| sums(&(&x * &x), axis).mapv(f64::sqrt);
            (&x / &norms(0), &x / &norms(1))
        },
    );
    is_named(
        29,
        "the rows of got have mean 0, where the columns should",
        |rng| {
            let x = random(rng, &[4, 3]);
            (&x - &(sums(&x, 1) / 3.0), &x - &(sums(&x, 0) / 4.0))
        },
    );
    is_named(
        30,
        "each row is right once it is divided by its sum",
        |rng| {
            let x = positive(rng);
            (x.clone(), &x / &sums(&x, 1))
        },
    );
    is_named(
        31,
        "each column is right once its mean is subtracted",
        |rng| {
            let x = random(rng, &[4, 3]);
            (x.clone(), &x - &(sums(&x, 0) / 4.0))
        },
    );
    is_named(32, "once divided by the sum of got", |rng| {
        let x = random(rng, &[6]).mapv(f64::exp);
        (x.clone(), &x / x.sum())
    });
    is_named(33, "once divided by the norm of got", |rng| {
        let x = random(rng, &[6]);
        (x.clone(), &x / (&x * &x).sum().sqrt())
    });
}

#[test]
fn running_sums() {
    let summed = |x: &ArrayD<f64>| {
        let mut sum = x.clone();
        sum.accumulate_axis_inplace(Axis(0), |before, x| *x += before);
        sum
    };
    is_named(34, "the sum of all expected up to it", |rng| {
        let expected = random(rng, &[6]);
        (summed(&expected), expected)
    });
    is_named(35, "the step from the entry", |rng| {
        let got = random(rng, &[6]);
        (got.clone(), summed(&got))
    });
}
