//! Numbers as text, with enough digits to see a difference and no more.

/// Digits shown of the largest number if nothing asks for more.
const USUAL_DIGITS: i32 = 6;

/// The number type with the fewest digits that took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    /// f32
    Single,
    /// f64
    Double,
}

impl Precision {
    /// So many digits tell any two numbers of the type apart.
    fn digits(self) -> i32 {
        match self {
            Self::Single => 9,
            Self::Double => 17,
        }
    }
}

/// The power of ten of the last digit worth showing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LastDigit(i32);

impl LastDigit {
    /// For numbers up to `largest`, in which `smallest_difference` is to be seen with two digits.
    pub(crate) fn new(
        largest: f64,
        smallest_difference: Option<f64>,
        precision: Precision,
    ) -> Self {
        let Some(top) = exponent(largest) else {
            return Self(0);
        };
        let usual = top - USUAL_DIGITS + 1;
        let difference = smallest_difference.and_then(exponent);
        let wanted = difference.map_or(usual, |e| usual.min(e - 1));
        Self(wanted.max(top - precision.digits() + 1))
    }

    /// For two numbers side by side.
    fn of_pair(got: f64, expected: f64, precision: Precision) -> Self {
        Self::new(largest([got, expected]), Some(got - expected), precision)
    }
}

/// The largest magnitude among the finite numbers, 0 if there is none.
pub(crate) fn largest(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let finite = numbers.into_iter().filter(|x| x.is_finite());
    finite.fold(0.0, |largest, x| largest.max(x.abs()))
}

/// Power of ten of the first digit; none for 0, NaN and infinities.
fn exponent(x: f64) -> Option<i32> {
    (x != 0.0 && x.is_finite()).then(|| x.abs().log10().floor() as i32)
}

/// One number up to its last digit, without trailing zeros: `3`, `0.25`, `1.5e-7`, `NaN`, `-inf`.
pub(crate) fn number(x: f64, last: LastDigit) -> String {
    let Some(top) = exponent(x) else {
        return (x + 0.0).to_string(); // `+ 0.0` turns -0 into 0
    };
    // Three digits are always shown, also of a small number next to a large one.
    let decimals_of_mantissa = (top - last.0).max(2);
    let plain = match top {
        -3..9 => true,
        -5..-3 => decimals_of_mantissa > 2,
        9..15 => x.fract() == 0.0,
        _ => false,
    };
    // All the digits there are: the shortest text that reads back as this number.
    let shortest = decimals_of_mantissa >= 15;
    if plain {
        let decimals = usize::try_from(decimals_of_mantissa - top).unwrap_or(0);
        return match shortest {
            true => x.to_string(),
            false => trimmed(&format!("{x:.decimals$}"), ""),
        };
    }
    let decimals = usize::try_from(decimals_of_mantissa).unwrap_or(0);
    let text = match shortest {
        true => format!("{x:e}"),
        false => format!("{x:.decimals$e}"),
    };
    match text.split_once('e') {
        Some((mantissa, exponent)) => trimmed(mantissa, &format!("e{exponent}")),
        None => text,
    }
}

fn trimmed(decimal: &str, exponent: &str) -> String {
    if decimal.contains('.') {
        let short = decimal.trim_end_matches('0').trim_end_matches('.');
        format!("{short}{exponent}")
    } else {
        format!("{decimal}{exponent}")
    }
}

/// One number with the usual digits.
pub(crate) fn alone(x: f64, precision: Precision) -> String {
    number(x, LastDigit::new(largest([x]), None, precision))
}

/// Two numbers with as many digits as it takes to tell them apart.
pub(crate) fn pair(got: f64, expected: f64, precision: Precision) -> (String, String) {
    let last = LastDigit::of_pair(got, expected, precision);
    (number(got, last), number(expected, last))
}

/// A size, such as a difference: the three digits that are always shown will do.
pub(crate) fn size(x: f64) -> String {
    number(x, LastDigit(exponent(x).unwrap_or(0)))
}

/// Numbers that stand under each other get the same number of decimals.
pub(crate) fn align(numbers: &mut [String]) {
    let decimals = |text: &str| text.split_once('.').map_or(0, |(_, after)| after.len());
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "-.".contains(c));
    let most = numbers
        .iter()
        .filter(|text| plain(text))
        .map(|text| decimals(text))
        .max()
        .unwrap_or(0);
    for text in numbers.iter_mut().filter(|text| plain(text)) {
        let missing = most - decimals(text);
        if missing == most && most > 0 {
            text.push('.');
        }
        text.push_str(&"0".repeat(missing));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn double(got: f64, expected: f64) -> (String, String) {
        pair(got, expected, Precision::Double)
    }

    fn texts(got: &str, expected: &str) -> (String, String) {
        (got.to_owned(), expected.to_owned())
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        assert_eq!(double(5.0, 6.0), texts("5", "6"));
        assert_eq!(double(-1200.0, 0.0), texts("-1200", "0"));
        assert_eq!(
            double(123456789.0, 123456790.0),
            texts("123456789", "123456790")
        );
        assert_eq!(double(4e9, 4e9 + 1.0), texts("4000000000", "4000000001"));
    }

    #[test]
    fn six_digits_are_usual() {
        assert_eq!(double(1.0 / 3.0, 2.0 / 3.0), texts("0.333333", "0.666667"));
        assert_eq!(double(1.5f64.sqrt(), 1.0), texts("1.22474", "1"));
        assert_eq!(double(-100.0 / 3.0, 0.1), texts("-33.3333", "0.1"));
    }

    #[test]
    fn a_small_difference_gets_the_digits_it_needs() {
        assert_eq!(double(0.1 + 0.2, 0.3), texts("0.30000000000000004", "0.3"));
        assert_eq!(double(1.0 + 3e-9, 1.0), texts("1.000000003", "1"));
        assert_eq!(
            double(1.0, 1.0 + 3.456e-9),
            texts("1", "1.0000000035"),
            "two digits of the difference"
        );
        assert_eq!(
            pair(f64::from(0.1f32), f64::from(0.10001f32), Precision::Single),
            texts("0.1", "0.10001")
        );
        let next = f64::from(f32::from_bits(0.1f32.to_bits() + 1));
        assert_eq!(
            pair(next, f64::from(0.1f32), Precision::Single),
            texts("0.100000009", "0.100000001")
        );
    }

    #[test]
    fn very_large_and_very_small_numbers_have_an_exponent() {
        assert_eq!(double(1.25e-7, 0.0), texts("1.25e-7", "0"));
        assert_eq!(double(-1e-12, 5.0), texts("-1e-12", "5"));
        assert_eq!(double(1.5e300, 2.0), texts("1.5e300", "2"));
        assert_eq!(double(2.5e10 + 0.5, 1e20), texts("2.5e10", "1e20"));
        assert_eq!(double(0.000_04, 1.0), texts("4e-5", "1"));
        assert_eq!(double(5e-324, 0.0), texts("4.94066e-324", "0"));
        assert_eq!(
            double(f64::MAX, f64::MIN),
            texts("1.79769e308", "-1.79769e308")
        );
    }

    #[test]
    fn what_is_not_finite_is_spelled_out() {
        assert_eq!(double(f64::NAN, 2.5), texts("NaN", "2.5"));
        assert_eq!(
            double(f64::INFINITY, f64::NEG_INFINITY),
            texts("inf", "-inf")
        );
    }

    #[test]
    fn minus_zero_is_zero() {
        assert_eq!(double(-0.0, 1.0), texts("0", "1"));
    }

    #[test]
    fn sizes_have_three_digits() {
        let sizes = [1.0, 1.0 / 6.0, 12345.6, 1e-9 / 3.0, 0.0, f64::INFINITY].map(size);
        assert_eq!(sizes, ["1", "0.167", "12346", "3.33e-10", "0", "inf"]);
    }

    #[test]
    fn aligned_numbers_share_their_decimals() {
        let mut numbers = ["1", "-2.5", "0.125", "1e-9", "NaN"].map(str::to_owned);
        align(&mut numbers);
        assert_eq!(numbers, ["1.000", "-2.500", "0.125", "1e-9", "NaN"]);
        let mut whole = ["1", "20"].map(str::to_owned);
        align(&mut whole);
        assert_eq!(whole, ["1", "20"]);
    }
}
