//! How much an entry says for an explanation that fits it.
//!
//! Measured in bits, as the surprise of a coincidence. An entry among n, of which k have its value, is worth
//! log2(n / k): a constant array says nothing, two different numbers 2 bits, three 4.75, four 8. A number with many
//! digits (0.689, sqrt(5)) is worth much more than one a person would type (0, 1/2, 12), which turns up everywhere. And
//! no entry is worth more than the digits in which the tolerance lets it be told from others.

/// For slips with nothing to choose that change values: two different entries.
pub(super) const TWO: f64 = 2.0;
/// For slips that only move entries: three different entries, of which one keeps its place.
pub(super) const THREE_MOVED: f64 = 3.0;
/// Three different entries.
pub(super) const THREE: f64 = 4.5;
/// Four different entries: for what has a number of its own to choose, or is rare.
pub(super) const FOUR: f64 = 6.0;
/// For all slips, where most values occur several times, as class labels do.
pub(super) const LABELS: f64 = 8.0;
/// For all slips, where the tolerance is loose: a dozen digits that agree by chance once in ten million.
pub(super) const LOOSE: f64 = 24.0;

/// Bits by which an entry can be told from others if the tolerance is not loose.
pub(super) const TIGHT: f64 = 12.0;
/// What many digits are worth, once for each value.
const MANY_DIGITS: f64 = 10.0;

/// Numbers the groups of values that are close to each other, in ascending order.
pub(super) fn groups(values: &[f64], allowed: &dyn Fn(f64) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut groups = vec![0; values.len()];
    for pair in order.windows(2) {
        let (low, high) = (values[pair[0]], values[pair[1]]);
        let next = high - low > 2.0 * allowed(high);
        groups[pair[1]] = groups[pair[0]] + usize::from(next);
    }
    groups
}

/// True for lists such as class labels, in which a few values fill many places: these come in few orders.
pub(super) fn repeated(groups: &[usize]) -> bool {
    let count = groups.iter().max().map_or(0, |last| last + 1);
    count > 1 && 2 * count <= groups.len()
}

/// For each entry, in how many bits the tolerance lets it be told from the others.
pub(super) fn digits(got: &[f64], expected: &[f64], allowed: &dyn Fn(f64) -> f64) -> Vec<f64> {
    let all = || got.iter().chain(expected).copied();
    let largest = all().fold(f64::NEG_INFINITY, f64::max);
    let smallest = all().fold(f64::INFINITY, f64::min);
    let bits = |&x: &f64| ((largest - smallest) / (2.0 * allowed(x))).log2().max(0.0);
    expected.iter().map(bits).collect()
}

/// What each entry is worth.
pub(super) fn bits(groups: &[usize], digits: &[f64], telling: impl Fn(usize) -> bool) -> Vec<f64> {
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let mut sizes = vec![0.0; count];
    for &group in groups {
        sizes[group] += 1.0;
    }
    let n = groups.len() as f64;
    (groups.iter().zip(digits).enumerate())
        .map(|(i, (&group, &digits))| {
            let surprise = (n / sizes[group]).log2().min(digits);
            let many = telling(i) && digits >= TIGHT;
            surprise
                + if many {
                    MANY_DIGITS / sizes[group]
                } else {
                    0.0
                }
        })
        .collect()
}

/// True if a pair of numbers has so many digits that a relation between them is no coincidence. Of several
/// different entries the relation is the same, so one side will do. A single pair must be odd on both sides, and
/// not just the root or the logarithm of something simple.
pub(super) fn telling(groups: &[usize], got: f64, expected: f64) -> bool {
    if groups.iter().any(|&group| group > 0) {
        return !simple(got) || !simple(expected);
    }
    let odd = |x: f64| {
        ![x, x * x, x.exp(), x / std::f64::consts::PI]
            .map(simple)
            .contains(&true)
    };
    odd(got) && odd(expected)
}

/// True for numbers that a person types or gets from few small integers: 3, 0.25, -2/3, 17.5, 0.125.
pub(super) fn simple(x: f64) -> bool {
    let denominators = (1..=16).chain([20, 24, 25, 32, 50, 64, 100, 1000]);
    denominators.map(f64::from).any(|d| {
        let y = x * d;
        y.abs() < 1e6 && (y - y.round()).abs() <= 1e-8_f64.max(1e-7 * y.abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_people_type_are_simple() {
        for x in [
            0.0,
            1.0,
            -3.0,
            0.1,
            0.25,
            2.0 / 3.0,
            17.5,
            28007.0,
            0.1f32.into(),
        ] {
            assert!(simple(x), "{x}");
        }
        for x in [2f64.sqrt(), 0.693_148_2, 0.12345, 2.718_282_9, 1.0 / 17.0] {
            assert!(!simple(x), "{x}");
        }
    }

    #[test]
    fn a_constant_says_nothing_and_different_numbers_say_more() {
        let worth = |values: &[f64]| {
            let groups = groups(values, &|_| 1e-9);
            let digits = digits(values, &[-1.0, 9.0], &|_| 1e-9);
            let digits = vec![digits[0]; values.len()];
            bits(&groups, &digits, |_| false).iter().sum::<f64>()
        };
        assert_eq!(worth(&[1.0; 5]), 0.0);
        assert_eq!(worth(&[1.0, 2.0]), 2.0);
        assert_eq!(worth(&[1.0, 2.0, 3.0, 4.0]), 8.0);
        assert!(worth(&[1.0, 2.0, 3.0]) > THREE);
        assert_eq!(
            worth(&[0.1 + 0.2, 0.3]),
            0.0,
            "rounding makes no difference"
        );
    }

    #[test]
    fn a_loose_tolerance_limits_what_an_entry_is_worth() {
        let digits = digits(&[0.0, 1.0], &[1.0, 0.0], &|_| 0.125);
        assert_eq!(digits, [2.0, 2.0]);
        assert_eq!(super::digits(&[0.0], &[1.0], &|_| 5.0), [0.0]);
    }

    #[test]
    fn roots_and_logarithms_of_simple_numbers_tell_nothing_alone() {
        let (two, three) = (2f64.sqrt(), 3f64.sqrt());
        assert!(!telling(&[0], two, three));
        assert!(!telling(&[0], 4f64.ln(), 8f64.ln()));
        assert!(telling(&[0], 0.6730116670092565, 0.9709505944546686));
        assert!(telling(&[0, 1], two, 1.0));
    }
}
