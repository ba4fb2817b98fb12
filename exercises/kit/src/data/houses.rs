//! Sales of houses with skewed prices, gaps and wrong rows.

use crate::{Rng, rng};
use rand::Rng as _;
use rand_distr::{Distribution, Normal};

/// One sale.
#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// What was paid, in 1000 EUR. 0 in a wrong row: the sale fell through.
    pub price: f64,
    /// Living area in m2, between 25 and 400. 0 in a wrong row: never filled in.
    pub area: f64,
    /// Number of rooms; larger houses have more.
    pub rooms: f64,
    /// The year it was built, 1900 to 2024; `None` where nobody knew.
    pub year: Option<i32>,
    /// Distance to the centre in km.
    pub distance: f64,
    /// One of [`DISTRICTS`].
    pub district: String,
}

/// The districts, from the cheapest to the most expensive.
pub const DISTRICTS: [&str; 4] = ["Docks", "Mill", "Park", "Hill"];

/// The year of all sales.
pub const SOLD_IN: i32 = 2025;

/// Share of wrong rows: half of them without a price, half without an area.
const WRONG: f64 = 0.04;
/// Share of rows without a year.
const NO_YEAR: f64 = 0.08;
/// Standard deviation of the noise of the logarithm of the price.
const NOISE: f64 = 0.4;

/// `n` sales. The logarithm of the price is linear in the logarithm of the area (by far the
/// strongest), the age, the distance and the district, and not in the rooms, which only follow
/// the area. About 4 % of the rows are wrong and 8 % have no year.
pub fn houses(seed: u64, n: usize) -> Vec<House> {
    let mut rng = rng(seed);
    (0..n).map(|_| house(&mut rng)).collect()
}

fn house(rng: &mut Rng) -> House {
    let standard = Normal::new(0.0, 1.0).expect("a finite std");
    let mut normal = || -> f64 { standard.sample(rng) };
    let area = (4.6 + 0.62 * normal()).exp().clamp(25.0, 400.0);
    let rooms = (area / 27.0 + 0.6 * normal()).round().max(1.0);
    let noise = NOISE * normal();
    let district = rng.gen_range(0..DISTRICTS.len());
    let year = SOLD_IN - rng.gen_range(1..=125);
    let distance = rng.gen_range(0.3..18.0);
    let log_price = 1.0 + 1.05 * area.ln() + 0.15 * district as f64
        - 0.003 * f64::from(SOLD_IN - year)
        - 0.025 * distance
        + noise;
    let mut house = House {
        price: log_price.exp(),
        area,
        rooms,
        year: (!rng.gen_bool(NO_YEAR)).then_some(year),
        distance,
        district: DISTRICTS[district].to_owned(),
    };
    if rng.gen_bool(WRONG) {
        if rng.gen_bool(0.5) {
            house.price = 0.0;
        } else {
            house.area = 0.0;
        }
    }
    house
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assert_close, reference::fit_ols};
    use ndarray::{Array1, Array2};

    #[test]
    fn the_same_seed_gives_the_same_sales() {
        assert_eq!(houses(1, 20), houses(1, 20));
        assert_eq!(houses(1, 20), houses(1, 30)[..20]);
        assert_ne!(houses(1, 20), houses(2, 20));
        assert_eq!(houses(1, 0), []);
    }

    #[test]
    fn wrong_rows_and_gaps_are_as_many_as_planned() {
        let rows = houses(1, 20_000);
        let share = |test: fn(&House) -> bool| {
            rows.iter().filter(|house| test(house)).count() as f64 / rows.len() as f64
        };
        assert_close!(share(|h| h.price == 0.0), WRONG / 2.0, atol = 0.005);
        assert_close!(share(|h| h.area == 0.0), WRONG / 2.0, atol = 0.005);
        assert_close!(share(|h| h.year.is_none()), NO_YEAR, atol = 0.01);
        assert_close!(share(|h| h.district == "Hill"), 0.25, atol = 0.016);
        assert_eq!(
            share(|h| h.price < 0.0 || h.rooms < 1.0 || h.distance <= 0.0),
            0.0
        );
    }

    #[test]
    fn prices_are_skewed() {
        let mut prices: Vec<f64> = houses(1, 5000).iter().map(|h| h.price).collect();
        prices.retain(|price| *price > 0.0);
        prices.sort_by(f64::total_cmp);
        let (mean, median) = (
            prices.iter().sum::<f64>() / prices.len() as f64,
            prices[prices.len() / 2],
        );
        assert!(mean > 1.15 * median, "mean {mean}, median {median}");
    }

    #[test]
    fn the_planted_weights_are_found() {
        let rows: Vec<House> = houses(1, 40_000)
            .into_iter()
            .filter(|h| h.price > 0.0 && h.area > 0.0 && h.year.is_some())
            .collect();
        let x = Array2::from_shape_fn((rows.len(), 5), |(i, j)| {
            let h = &rows[i];
            let district = DISTRICTS.iter().position(|d| *d == h.district).unwrap();
            let age = SOLD_IN - h.year.unwrap();
            [
                h.area.ln(),
                h.rooms,
                f64::from(age),
                h.distance,
                district as f64,
            ][j]
        });
        let y: Array1<f64> = rows.iter().map(|h| h.price.ln()).collect();
        let (b, w) = fit_ols(&x, &y).unwrap();
        // Five standard errors: 0.4 / (sqrt(37000) * std of what the others do not explain).
        assert_close!(w[0], 1.05, atol = 0.06);
        assert_close!(w[1], 0.0, atol = 0.02);
        assert_close!(w[2], -0.003, atol = 0.0003);
        assert_close!(w[3], -0.025, atol = 0.0022);
        assert_close!(w[4], 0.15, atol = 0.01);
        assert_close!(b, 1.0, atol = 0.25);
    }
}
