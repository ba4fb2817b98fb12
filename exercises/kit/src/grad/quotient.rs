//! Difference quotients, and which entries of a gradient they contradict. All of it on plain slices.

/// `f` with entry i of its argument replaced by a value.
pub(super) type Evaluate<'a> = &'a mut dyn FnMut(usize, f64) -> f64;

/// Of |analytic| + |numeric|.
pub(super) const RELATIVE: f64 = 1e-6;

/// How many roundings of its value a function may have gathered.
const ROUNDINGS: f64 = 64.0;

/// An entry of a gradient that is wrong.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    /// Flat index.
    pub(super) at: usize,
    pub(super) analytic: f64,
    pub(super) numeric: f64,
    pub(super) kink: Option<Kink>,
}

/// `f` has another slope to the left than to the right.
#[derive(Debug, PartialEq)]
pub(super) struct Kink {
    pub(super) left: f64,
    pub(super) right: f64,
}

/// The central difference quotients of all entries.
pub(super) fn slopes(f: Evaluate, x: &[f64]) -> Vec<f64> {
    (0..x.len())
        .map(|i| Steps::new(f, x, i, 1.0).central())
        .collect()
}

/// The entries of `analytic` that the quotients contradict, in order.
pub(super) fn wrong(f: Evaluate, x: &[f64], analytic: &[f64]) -> Vec<Wrong> {
    (0..x.len())
        .filter_map(|i| wrong_at(f, x, i, analytic[i]))
        .collect()
}

fn wrong_at(f: Evaluate, x: &[f64], i: usize, analytic: f64) -> Option<Wrong> {
    let steps = Steps::new(f, x, i, 1.0);
    let numeric = steps.central();
    let error = (analytic - numeric).abs();
    let allowed = RELATIVE * (analytic.abs() + numeric.abs()) + steps.rounding();
    // `<=` in this direction is false for NaN.
    if error <= allowed && analytic.is_finite() {
        return None;
    }
    let uncertainty = (Steps::new(f, x, i, 2.0).central() - numeric).abs();
    if error <= allowed + uncertainty && analytic.is_finite() {
        return None;
    }
    let kink = kink(f, x, i, &steps);
    Some(Wrong {
        at: i,
        analytic,
        numeric,
        kink,
    })
}

/// At a kink the two one-sided slopes stay apart when the steps get shorter; at a smooth point they meet.
fn kink(f: Evaluate, x: &[f64], i: usize, steps: &Steps) -> Option<Kink> {
    let middle = f(i, x[i]);
    let (left, right) = steps.one_sided(middle);
    let jump = (right - left).abs();
    let (left_near, right_near) = Steps::new(f, x, i, 0.25).one_sided(middle);
    let jump_near = (right_near - left_near).abs();
    let seen = 1e-3 * (left.abs() + right.abs()) + 4.0 * steps.rounding();
    (jump > seen && jump_near > 0.5 * jump).then_some(Kink { left, right })
}

/// `f` one step down and one step up along one axis.
struct Steps {
    x: f64,
    down: (f64, f64), // (entry of x, value of f)
    up: (f64, f64),
}

impl Steps {
    /// `scale` times the usual step.
    fn new(f: Evaluate, x: &[f64], i: usize, scale: f64) -> Self {
        let h = scale * f64::EPSILON.cbrt() * x[i].abs().max(1.0);
        let (down, up) = (x[i] - h, x[i] + h);
        Self {
            x: x[i],
            down: (down, f(i, down)),
            up: (up, f(i, up)),
        }
    }

    /// Divided by the step that was really made: x + h is rounded.
    fn central(&self) -> f64 {
        (self.up.1 - self.down.1) / (self.up.0 - self.down.0)
    }

    fn one_sided(&self, middle: f64) -> (f64, f64) {
        let left = (middle - self.down.1) / (self.x - self.down.0);
        let right = (self.up.1 - middle) / (self.up.0 - self.x);
        (left, right)
    }

    /// What rounding in `f` may do to the quotient.
    fn rounding(&self) -> f64 {
        let size = self.up.1.abs().max(self.down.1.abs());
        ROUNDINGS * f64::EPSILON * size / (self.up.0 - self.down.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `f` of a single number.
    fn wrong_single(f: impl Fn(f64) -> f64, x: f64, analytic: f64) -> Option<Wrong> {
        wrong(&mut |_, x| f(x), &[x], &[analytic]).pop()
    }

    fn slope(f: impl Fn(f64) -> f64, x: f64) -> f64 {
        slopes(&mut |_, x| f(x), &[x])[0]
    }

    #[test]
    fn slopes_are_right_to_nine_digits() {
        // d/dx x^3 = 3 x^2, exp' = exp, sin' = cos
        for x in [-2.5, 0.5, 2.0, 1e3] {
            assert!(
                (slope(|x| x * x * x, x) / (3.0 * x * x) - 1.0).abs() < 1e-9,
                "{x}"
            );
        }
        assert!((slope(f64::exp, 1.0) - std::f64::consts::E).abs() < 1e-9);
        assert!((slope(f64::sin, 0.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn right_gradients_pass_at_any_scale() {
        for scale in [1e-8, 1.0, 1e8] {
            for x in [-3.0, 1e-3, 0.7, 250.0] {
                let f = |x: f64| scale * (x.sin() + x * x);
                assert_eq!(
                    wrong_single(f, x, scale * (x.cos() + 2.0 * x)),
                    None,
                    "{scale} {x}"
                );
            }
        }
    }

    #[test]
    fn an_error_of_a_hundred_thousandth_is_found() {
        let f = |x: f64| x * x;
        assert_eq!(wrong_single(f, 3.0, 6.0), None);
        assert!(wrong_single(f, 3.0, 6.0 * (1.0 + 1e-5)).is_some());
        assert!(wrong_single(f, 3.0, 6.0 * (1.0 - 1e-5)).is_some());
    }

    #[test]
    fn a_zero_gradient_of_a_large_value_passes() {
        // The minimum of 1e6 + (x - 0.3)^2: the quotient there is rounding only.
        let f = |x: f64| 1e6 + (x - 0.3) * (x - 0.3);
        assert_eq!(wrong_single(f, 0.3, 0.0), None);
        assert!(wrong_single(f, 0.3, 0.1).is_some());
    }

    #[test]
    fn cancellation_inside_f_is_no_error() {
        // Cross-entropy of the logits (1000 + x, 1000) for the first class: derivative sigmoid(x) - 1.
        let f = |x: f64| {
            let (a, b): (f64, f64) = (1000.0 + x, 1000.0);
            let m = a.max(b);
            m + ((a - m).exp() + (b - m).exp()).ln() - a
        };
        for x in [-2.0f64, 0.5, 8.0] {
            let analytic = 1.0 / (1.0 + (-x).exp()) - 1.0;
            assert_eq!(wrong_single(f, x, analytic), None, "{x}");
            assert!(wrong_single(f, x, 2.0 * analytic).is_some(), "{x}");
        }
    }

    #[test]
    fn nan_and_infinities_never_pass() {
        let f = |x: f64| x * x;
        for analytic in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(wrong_single(f, 3.0, analytic).is_some(), "{analytic}");
        }
        assert!(wrong_single(f64::ln, -1.0, -1.0).is_some());
        assert!(wrong_single(|x| 1.0 / (x - x), 1.0, 0.0).is_some());
        assert!(wrong_single(|_| f64::INFINITY, 1.0, 0.0).is_some());
    }

    #[test]
    fn a_kink_is_told_from_a_wrong_slope() {
        let at_kink = wrong_single(|x| x.max(0.0), 0.0, 1.0).unwrap();
        assert_eq!(
            at_kink.kink,
            Some(Kink {
                left: 0.0,
                right: 1.0
            })
        );
        let absolute = wrong_single(|x| (x - 2.0).abs(), 2.0, 1.0).unwrap();
        let kink = absolute.kink.unwrap();
        assert!((kink.left + 1.0).abs() < 1e-9 && (kink.right - 1.0).abs() < 1e-9);

        assert_eq!(wrong_single(|x| x * x, 3.0, 3.0).unwrap().kink, None);
        assert_eq!(wrong_single(|x| x * x, 0.0, 1.0).unwrap().kink, None);
        assert_eq!(wrong_single(|x| x.max(0.0), 0.5, 0.0).unwrap().kink, None);
        assert_eq!(wrong_single(|_| 5.0, 1.0, 1.0).unwrap().kink, None);
    }

    #[test]
    fn each_entry_is_changed_alone() {
        let mut seen = vec![];
        wrong(
            &mut |i, value| {
                seen.push((i, value));
                0.0
            },
            &[1.0, -8.0],
            &[0.0, 0.0],
        );
        let h = f64::EPSILON.cbrt();
        let expected = [
            (0, 1.0 - h),
            (0, 1.0 + h),
            (1, -8.0 - 8.0 * h),
            (1, -8.0 + 8.0 * h),
        ];
        assert_eq!(seen, expected);
    }
}
