//! How far apart two numbers may be.

use crate::report::number::Precision;
use std::fmt;

/// The bounds of `|got - expected| <= atol + rtol * |expected|`. What is not set has the default of the number type.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tolerance {
    rtol: Option<f64>,
    atol: Option<f64>,
}

impl Tolerance {
    /// The defaults: see [`assert_close!`](crate::assert_close).
    pub fn new() -> Self {
        Self::default()
    }

    /// Relative tolerance: a share of `|expected|`.
    pub fn rtol(mut self, rtol: f64) -> Self {
        self.rtol = Some(rtol);
        self
    }

    /// Absolute tolerance: what is allowed even where 0 is expected.
    pub fn atol(mut self, atol: f64) -> Self {
        self.atol = Some(atol);
        self
    }

    pub(super) fn resolve(self, precision: Precision) -> Limit {
        let (rtol, atol) = match precision {
            Precision::Double => (1e-9, 1e-12),
            Precision::Single => (1e-5, 1e-7),
        };
        Limit {
            rtol: self.rtol.unwrap_or(rtol),
            atol: self.atol.unwrap_or(atol),
        }
    }
}

/// A tolerance with both numbers known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    rtol: f64,
    atol: f64,
}

impl Limit {
    /// Written so that NaN, on either side or as a tolerance, is not allowed. An infinity allows only itself:
    /// `rtol * inf` would allow everything.
    pub(super) fn allows(&self, got: f64, expected: f64) -> bool {
        if got.is_infinite() || expected.is_infinite() {
            got == expected
        } else {
            (got - expected).abs() <= self.of(expected)
        }
    }

    /// The largest difference allowed from `expected`.
    pub(super) fn of(&self, expected: f64) -> f64 {
        self.atol + self.rtol * expected.abs()
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "|got - expected| <= atol + rtol * |expected|, rtol = {:?}, atol = {:?}",
            self.rtol, self.atol
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn double() -> Limit {
        Tolerance::new().resolve(Precision::Double)
    }

    #[test]
    fn defaults_follow_the_number_type() {
        assert_eq!(
            double().to_string(),
            "|got - expected| <= atol + rtol * |expected|, rtol = 1e-9, atol = 1e-12"
        );
        assert_eq!(
            Tolerance::new().resolve(Precision::Single).to_string(),
            "|got - expected| <= atol + rtol * |expected|, rtol = 1e-5, atol = 1e-7"
        );
    }

    #[test]
    fn one_bound_may_be_set_without_the_other() {
        let limit = Tolerance::new().rtol(0.25).resolve(Precision::Double);
        assert!(limit.allows(5.0, 4.0) && !limit.allows(5.01, 4.0));
        let limit = Tolerance::new().atol(0.5).resolve(Precision::Double);
        assert!(limit.allows(0.5, 0.0) && !limit.allows(0.51, 0.0));
    }

    #[test]
    fn the_share_is_of_expected_not_of_got() {
        let limit = Tolerance::new()
            .rtol(0.5)
            .atol(0.0)
            .resolve(Precision::Double);
        assert!(limit.allows(2.0, 4.0));
        assert!(!limit.allows(4.0, 2.0));
        assert!(limit.allows(-2.0, -4.0));
        assert!(!limit.allows(-4.0, -2.0));
    }

    #[test]
    fn default_bounds_are_where_they_are_said_to_be() {
        assert!(double().allows(1.0 + 0.99e-9, 1.0) && !double().allows(1.0 + 1.01e-9, 1.0));
        assert!(double().allows(0.99e-12, 0.0) && !double().allows(1.01e-12, 0.0));
    }

    #[test]
    fn an_infinity_allows_only_itself() {
        let inf = f64::INFINITY;
        assert!(double().allows(inf, inf) && double().allows(-inf, -inf));
        for (got, expected) in [(inf, -inf), (1.0, inf), (inf, 1.0)] {
            assert!(!double().allows(got, expected), "{got} {expected}");
        }
        assert!(!double().allows(1e308, -1e308), "the difference overflows");
    }

    #[test]
    fn nan_is_never_allowed() {
        let nan = f64::NAN;
        for (got, expected) in [(nan, nan), (nan, 1.0), (1.0, nan), (f64::INFINITY, nan)] {
            assert!(!double().allows(got, expected), "{got} {expected}");
        }
        let broken = Tolerance::new().rtol(nan).resolve(Precision::Double);
        assert!(!broken.allows(1.0, 1.0));
    }
}
