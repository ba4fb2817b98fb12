//! Several numbers as text, all with the same decimals, so that they compare at a glance.

/// With about `digits` digits of the largest, fewer if they say it all.
pub(super) fn alike(values: &[f64], digits: i32) -> Vec<String> {
    let finite = || values.iter().copied().filter(|v| v.is_finite());
    let largest = finite().fold(0.0, |most: f64, v| most.max(v.abs()));
    if largest >= 1e7 || (largest > 0.0 && largest < 1e-3) {
        let decimals = usize::try_from(digits - 1).unwrap_or(0);
        return written(values, |v| format!("{v:.decimals$e}"));
    }
    let before_point = if largest < 1.0 {
        1
    } else {
        largest.log10().floor() as i32 + 1
    };
    let decimals = usize::try_from(digits - before_point).unwrap_or(0);
    let text = |decimals| move |v: f64| without_minus_zero(format!("{v:.decimals$}"));
    // Zeros at the end of all numbers say something only if digits were lost.
    let is_exact = |decimals: usize| {
        let is_near = |v: f64| {
            text(decimals)(v)
                .parse()
                .is_ok_and(|t: f64| (t - v).abs() <= 1e-9 * largest)
        };
        finite().all(is_near)
    };
    let enough = (0..decimals).find(|decimals| is_exact(*decimals));
    written(values, text(enough.unwrap_or(decimals)))
}

fn written(values: &[f64], text: impl Fn(f64) -> String) -> Vec<String> {
    let any = |v: &f64| {
        if v.is_finite() {
            text(*v)
        } else {
            v.to_string()
        }
    };
    values.iter().map(any).collect()
}

pub(super) fn without_minus_zero(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| "0.".contains(c)) => rest.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_numbers_have_the_same_decimals() {
        assert_eq!(alike(&[0.6, 0.87, 0.8234], 3), ["0.60", "0.87", "0.82"]);
        assert_eq!(alike(&[1.0, 1.0 / 3.0], 4), ["1.000", "0.333"]);
        assert_eq!(alike(&[2.0, 0.5], 4), ["2.0", "0.5"]);
        assert_eq!(alike(&[2.0, 0.001], 3), ["2.00", "0.00"], "0.001 is not 0");
        assert_eq!(alike(&[12.5, -0.25], 3), ["12.5", "-0.2"]);
        assert_eq!(alike(&[170.0, 3.0], 3), ["170", "3"]);
        assert_eq!(alike(&[-0.001, 1.5], 3), ["0.00", "1.50"]);
    }

    #[test]
    fn extremes_have_powers_of_ten() {
        assert_eq!(alike(&[2.5e7, 1e5], 3), ["2.50e7", "1.00e5"]);
        assert_eq!(alike(&[2e-5, 0.0], 2), ["2.0e-5", "0.0e0"]);
    }

    #[test]
    fn what_is_not_finite_is_named() {
        assert_eq!(
            alike(&[f64::NAN, f64::NEG_INFINITY, 1.0], 3),
            ["NaN", "-inf", "1"]
        );
        assert_eq!(alike(&[], 3), Vec::<String>::new());
        assert_eq!(alike(&[0.0], 3), ["0"]);
    }
}
