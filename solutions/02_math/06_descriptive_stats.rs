//! A calculator for statistics
//!
//! Before any model: how many values, where is the middle, how wide are they spread? For
//! v[0] .. v[n-1], and s the same values sorted:
//!
//!     mean = sum of v[i] / n                        i < n
//!     var  = sum of (v[i] - mean)^2 / (n - ddof)    std = sqrt(var)
//!     quantile q:  position h = q (n - 1); between two places interpolate linearly:
//!                  s[k] + (h - k) (s[k+1] - s[k]),  k = floor(h)
//!
//! ddof = 0 describes the values at hand, ddof = 1 estimates the spread of what they were
//! drawn from. Too few values (n <= ddof) have no variance. The quantile 1/2 is the median.
//!
//! A stream is too long to keep, but three numbers are enough (Welford): n, mean, and
//! m2 = sum of (v[i] - mean)^2. With a new value x, and when two streams a, b are merged:
//!
//!     d = x - mean;  n += 1;  mean += d / n;  m2 += d (x - mean)       with the new mean
//!     d = b.mean - a.mean;  n = a.n + b.n;  mean = a.mean + d b.n / n
//!     m2 = a.m2 + b.m2 + d^2 a.n b.n / n
//!
//! NaN among the values: `None`. Sort f64 with `sort_by(f64::total_cmp)`; NaN has a sign too,
//! and goes to either end.

use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Summary {
    n: usize,
    mean: f64,
    median: f64,
    std: f64, // ddof 1; NaN for a single value
    min: f64,
    q1: f64,
    q3: f64,
    max: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Welford {
    n: usize,
    mean: f64,
    m2: f64,
}

impl Welford {
    /// One value more. O(1) in time and memory.
    fn push(&mut self, x: f64) {
        // The two factors are the distances to the mean before and after. Sums of x and x^2
        // are one pass too, but for values near 1e9 their difference has no digit left.
        let before = x - self.mean;
        self.n += 1;
        self.mean += before / self.n as f64;
        self.m2 += before * (x - self.mean);
    }

    /// What one stream with the values of both would hold. Either may be empty.
    fn merge(self, other: Self) -> Self {
        // The last term is the spread between the two means. Two empty streams would give
        // 0 / 0. This is how threads and machines share the work of one statistic.
        let n = self.n + other.n;
        if n == 0 {
            return self;
        }
        let d = other.mean - self.mean;
        let share = other.n as f64 / n as f64;
        Self {
            n,
            mean: self.mean + d * share,
            m2: self.m2 + other.m2 + d * d * self.n as f64 * share,
        }
    }

    /// The variance, `None` if n <= ddof. Given.
    fn var(&self, ddof: usize) -> Option<f64> {
        (self.n > ddof).then(|| self.m2 / (self.n - ddof) as f64)
    }
}

/// The value that a share `q` of the values lies below, with linear interpolation. `v` need
/// not be sorted. `None` if `v` is empty, NaN is in it, or q is not in 0..=1.
fn quantile(v: &[f64], q: f64) -> Option<f64> {
    // A copy is sorted: the caller's order belongs to the caller. At q = 1 the position is
    // the last place, and there is no next one. NumPy's and R's default is the same rule.
    if v.is_empty() || v.iter().any(|x| x.is_nan()) || !(0.0..=1.0).contains(&q) {
        return None;
    }
    let mut sorted = v.to_vec();
    sorted.sort_by(f64::total_cmp);
    let h = q * (v.len() - 1) as f64;
    let (k, next) = (h.floor() as usize, h.ceil() as usize);
    let between = h - h.floor();
    Some(sorted[k] * (1.0 - between) + sorted[next] * between)
}

/// The most frequent values, ascending; none if `v` is empty. Given.
fn modes(v: &[i64]) -> Vec<i64> {
    let mut counts = BTreeMap::new();
    for value in v {
        *counts.entry(*value).or_insert(0) += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    let frequent = counts.into_iter().filter(|&(_, count)| count == most);
    frequent.map(|(value, _)| value).collect()
}

/// All of it at once, `None` if `v` is empty or NaN is in it. Given.
fn describe(v: &[f64]) -> Option<Summary> {
    let at = |q| quantile(v, q);
    let mut stream = Welford::default();
    v.iter().for_each(|&x| stream.push(x));
    Some(Summary {
        n: stream.n,
        mean: stream.mean,
        median: at(0.5)?,
        std: stream.var(1).unwrap_or(f64::NAN).sqrt(),
        min: at(0.0)?,
        q1: at(0.25)?,
        q3: at(0.75)?,
        max: at(1.0)?,
    })
}

fn main() {
    // Minutes late of 24 ferries; one lost its propeller.
    let minutes = [
        2, 0, 5, 3, 1, 0, 4, 2, 7, 2, 3, 1, 0, 6, 2, 95, 3, 4, 1, 2, 8, 0, 2, 5,
    ];
    let late = minutes.map(|m| m as f64);
    if let (Some(all), Some(usual)) = (describe(&late), describe(&late[..15])) {
        println!("{all:.1?}");
        println!(
            "mean {:.1} without the accident, median {:.1}",
            usual.mean, usual.median
        );
    }
    println!("most frequent: {:?} minutes", modes(&minutes));
    let stream = |values: &[f64]| {
        let mut stream = Welford::default();
        values.iter().for_each(|&x| stream.push(x));
        stream
    };
    let (morning, evening) = (stream(&late[..12]), stream(&late[12..]));
    println!("morning and evening merged: {:.2?}", morning.merge(evening));
    kit::plot::histogram(
        "Ferries by minutes late: one value moves the mean",
        &late,
        20,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same};
    use rand::Rng;

    // Expected numbers are worked out by hand.

    fn stream(values: &[f64]) -> Welford {
        let mut stream = Welford::default();
        values.iter().for_each(|&x| stream.push(x));
        stream
    }

    fn two_pass(v: &[f64], ddof: usize) -> f64 {
        let mean = v.iter().sum::<f64>() / v.len() as f64;
        v.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (v.len() - ddof) as f64
    }

    #[test]
    fn a_stream_knows_mean_and_variance() {
        let got = stream(&[1.0, 2.0, 3.0, 4.0]);
        assert_same!(got.n, 4);
        assert_close!(got.mean, 2.5);
        assert_close!(got.var(0).unwrap(), 1.25);
        assert_close!(got.var(1).unwrap(), 5.0 / 3.0);
    }

    #[test]
    fn too_few_values_have_no_variance() {
        assert_same!(Welford::default().var(0), None);
        let one = stream(&[7.0]);
        assert_same!((one.var(0), one.var(1)), (Some(0.0), None));
    }

    #[test]
    fn one_pass_is_as_good_as_two() {
        let mut rng = kit::rng(6);
        let v: Vec<f64> = (0..100).map(|_| rng.gen_range(-3.0..9.0)).collect();
        assert_close!(stream(&v).var(1).unwrap(), two_pass(&v, 1));
    }

    #[test]
    fn far_from_zero_the_digits_survive() {
        // 1e9 + 4, 7, 13, 16: mean 1e9 + 10, squares 36 + 9 + 9 + 36 = 90.
        let got = stream(&[4.0, 7.0, 13.0, 16.0].map(|x| x + 1e9));
        assert_close!(
            got.var(1).unwrap(),
            30.0,
            "E[x^2] - E[x]^2 has no digit left here"
        );
        assert_close!(got.mean, 1e9 + 10.0, rtol = 1e-15);
        let [left, right] = [[4.0, 7.0], [13.0, 16.0]].map(|pair| stream(&pair.map(|x| x + 1e9)));
        assert_close!(
            left.merge(right).m2,
            90.0,
            "a sum of squares has none either"
        );
    }

    #[test]
    fn merged_streams_are_one_stream() {
        let v = [1.0, 2.0, 3.0, 10.0, 11.0, -4.0, 0.5];
        let all = stream(&v);
        for cut in 0..=v.len() {
            let (left, right) = (stream(&v[..cut]), stream(&v[cut..]));
            for got in [left.merge(right), right.merge(left)] {
                assert_same!(got.n, 7);
                assert_close!(got.mean, all.mean, "cut at {cut}");
                assert_close!(got.m2, all.m2, "cut at {cut}");
            }
        }
        let nothing = Welford::default();
        assert_same!(nothing.merge(nothing), nothing);
        // 2^33 zeros and as many twos: the product of the counts, 2^66, is no usize.
        let [zeros, twos] = [0.0, 2.0].map(|mean| Welford {
            n: 1 << 33,
            mean,
            m2: 0.0,
        });
        assert_close!(zeros.merge(twos).var(0).unwrap(), 1.0);
    }

    #[test]
    fn quantiles_lie_between_two_values() {
        let v = [1.0, 2.0, 3.0, 4.0];
        let got = [0.0, 0.25, 0.5, 0.75, 0.9, 1.0].map(|q| quantile(&v, q).unwrap());
        assert_not_close!(got[1], 1.25, "the position is q (n - 1), not q n");
        assert_close!(got, [1.0, 1.75, 2.5, 3.25, 3.7, 4.0]);
        assert_close!(quantile(&[5.0], 0.3).unwrap(), 5.0);
    }

    #[test]
    fn quantiles_do_not_need_sorted_values() {
        let v = [30.0, -1.0, 10.0, 2.0, -7.5];
        assert_close!(quantile(&v, 0.5).unwrap(), 2.0);
        assert_close!(quantile(&v, 0.25).unwrap(), -1.0);
        assert_close!(quantile(&v, 0.1).unwrap(), -4.9, "-7.5 + 0.4 * 6.5");
    }

    #[test]
    fn what_has_no_quantile() {
        assert_same!(quantile(&[], 0.5), None);
        for place in 0..3 {
            for nan in [f64::NAN, -f64::NAN] {
                let mut v = [1.0, 2.0, 3.0];
                v[place] = nan;
                assert_same!(quantile(&v, 0.5), None, "NaN at {place}");
            }
        }
        for q in [-0.1, 1.1, f64::NAN] {
            assert_same!(quantile(&[1.0, 2.0], q), None, "q = {q}");
        }
    }

    #[test]
    fn describe_puts_it_together() {
        let got = describe(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        let numbers = [
            got.mean, got.median, got.std, got.min, got.q1, got.q3, got.max,
        ];
        assert_same!(got.n, 4);
        assert_close!(
            numbers,
            [2.5, 2.5, (5f64 / 3.0).sqrt(), 1.0, 1.75, 3.25, 4.0]
        );
        assert!(describe(&[3.0]).unwrap().std.is_nan());
        assert_same!(describe(&[]), None);
        assert_same!(describe(&[1.0, f64::NAN]), None);
    }

    #[test]
    fn modes_is_finished() {
        assert_same!(modes(&[3, 1, 3, 2, 1]), vec![1, 3]);
        assert_same!(modes(&[]), Vec::<i64>::new());
    }
}
