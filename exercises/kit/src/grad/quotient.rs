//! Difference quotients, and which entries of a gradient they contradict. All of it on plain slices.

/// `f` with entry i of its argument replaced by a value.
pub(super) type Evaluate<'a> = &'a mut dyn FnMut(usize, f64) -> f64;

/// Of |analytic| + |numeric|.
pub(super) const RELATIVE: f64 = 1e-6;

/// Where `f` loses digits inside, only a longer step shows its slope.
const LONGER_STEPS: [f64; 2] = [10.0, 100.0];

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
    let usual = Steps::new(f, x, i, 1.0);
    if usual.agree_with(analytic)
        || (LONGER_STEPS.iter()).any(|&scale| Steps::new(f, x, i, scale).agree_with(analytic))
    {
        return None;
    }
    Some(Wrong {
        at: i,
        analytic,
        numeric: usual.central(),
        kink: kink(f, x, i, &usual),
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

    /// False for NaN and infinities, on either side.
    fn agree_with(&self, analytic: f64) -> bool {
        let numeric = self.central();
        let allowed = RELATIVE * (analytic.abs() + numeric.abs()) + self.rounding();
        analytic.is_finite() && (analytic - numeric).abs() <= allowed
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
    fn digits_lost_inside_f_are_no_error() {
        // Cross-entropy of the logits (1e6 + x, 1e6) for the first class: derivative sigmoid(x) - 1.
        // The logits are rounded to 1e-10, the quotient at h to 1e-5.
        let f = |x: f64| {
            let (a, b): (f64, f64) = (1e6 + x, 1e6);
            let m = a.max(b);
            m + ((a - m).exp() + (b - m).exp()).ln() - a
        };
        for x in [-2.0f64, -0.3, 0.5, 1.7] {
            let analytic = 1.0 / (1.0 + (-x).exp()) - 1.0;
            assert_eq!(wrong_single(f, x, analytic), None, "{x}");
            assert!(wrong_single(f, x, analytic * 1.0001).is_some(), "{x}");
        }
    }

    #[test]
    fn rounding_is_allowed_for_in_proportion_to_f() {
        // 64 * 2^-52 * 1e6 / (2 * 6.0555e-6) = 1.17e-3, whatever the sign of f.
        for sign in [1.0, -1.0] {
            let f = |x: f64| sign * (1e6 + 0.0 * x);
            assert_eq!(wrong_single(f, 1.0, 1.1e-3), None);
            assert_eq!(wrong_single(f, -1.0, -1.1e-3), None);
            assert!(wrong_single(f, 1.0, 1.2e-3).is_some());
        }
        let grows = |x: f64| if x < 1.0 { 1.0 } else { 1e6 };
        assert!(Steps::new(&mut |_, x| grows(x), &[1.0], 0, 1.0).rounding() > 1.1e-3);
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

        let roof = wrong_single(|x| -(x - 2.0).abs(), 2.0, 1.0).unwrap();
        assert!(roof.kink.is_some());
        // A kink in a large value: the jump stands out of the rounding, which is 1e-3 here.
        let large = wrong_single(|x| 1e6 + x.abs(), 0.0, 1.0).unwrap();
        assert!(large.kink.is_some());

        assert_eq!(wrong_single(|x| x * x, 3.0, 3.0).unwrap().kink, None);
        assert_eq!(wrong_single(|x| -x * x, 0.0, 1.0).unwrap().kink, None);
        assert_eq!(
            wrong_single(|x| 1e6 + x.sin(), 1.3, 1.0).unwrap().kink,
            None
        );
        assert_eq!(
            wrong_single(|x| 1e6 * x.cos(), 0.0, 1.0).unwrap().kink,
            None
        );
        assert_eq!(wrong_single(|x| x * x, 0.0, 1.0).unwrap().kink, None);
        assert_eq!(wrong_single(|x| x.max(0.0), 0.5, 0.0).unwrap().kink, None);
        assert_eq!(wrong_single(|_| 5.0, 1.0, 1.0).unwrap().kink, None);
    }

    #[test]
    fn a_step_in_the_last_digits_of_a_large_value_is_no_kink() {
        let f = |x: f64| if x > 1.0 { 1e6 + 2e-10 } else { 1e6 };
        assert_eq!(wrong_single(f, 1.0, 1.0).unwrap().kink, None);
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
