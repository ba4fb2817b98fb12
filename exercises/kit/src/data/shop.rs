//! A shop: what its customers bought, and what its products cost.

use rand::{Rng as _, seq::SliceRandom as _};
use rand_distr::{Distribution, LogNormal};

use crate::rng;

/// One line of the shop's books.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// Number of the customer; it says nothing about them.
    pub customer: u32,
    /// Day, counted from the opening of the shop.
    pub day: i64,
    /// Euros; negative for a refund.
    pub amount: f64,
}

/// A year of a shop and what was planted in it; made by [`transactions`].
#[derive(Clone, Debug)]
pub struct Transactions {
    /// About 4,000 lines, by day.
    pub rows: Vec<Transaction>,
    /// The day after the last one.
    pub today: i64,
    /// Planted: number and segment of each customer, by rising number. Segments: 0 loyal, 1 big and rare, 2 lapsed,
    /// 3 new.
    pub truth: Vec<(u32, usize)>,
}

/// How a segment buys: purchases and days since the last one, from .. to; median and spread (of the logarithm) of one
/// amount.
struct Habit {
    purchases: (usize, usize),
    recency: (i64, i64),
    amount: (f64, f64),
}

const TODAY: i64 = 400;
const CUSTOMERS: usize = 240;
const REFUNDS: f64 = 0.03;
const HABITS: [Habit; 4] = [
    Habit {
        purchases: (38, 64),
        recency: (1, 12),
        amount: (30.0, 0.4),
    },
    Habit {
        purchases: (5, 9),
        recency: (25, 70),
        amount: (600.0, 0.5),
    },
    Habit {
        purchases: (8, 14),
        recency: (170, 300),
        amount: (35.0, 0.4),
    },
    Habit {
        purchases: (1, 2),
        recency: (3, 25),
        amount: (25.0, 0.4),
    },
];

/// 400 days of a shop with 240 customers of four kinds, 60 of each: about 4,000 purchases with heavy-tailed amounts, and
/// a refund of a part after three purchases in a hundred.
pub fn transactions(seed: u64) -> Transactions {
    let mut rng = rng(seed);
    let mut numbers: Vec<u32> = (1000..1000 + 3 * CUSTOMERS as u32).collect();
    numbers.shuffle(&mut rng);
    let mut rows = vec![];
    let mut truth = vec![];
    for (place, &customer) in numbers[..CUSTOMERS].iter().enumerate() {
        let segment = place % HABITS.len();
        let habit = &HABITS[segment];
        truth.push((customer, segment));
        let last = TODAY - rng.gen_range(habit.recency.0..=habit.recency.1);
        let amounts = LogNormal::new(habit.amount.0.ln(), habit.amount.1).expect("a finite spread");
        for purchase in 0..rng.gen_range(habit.purchases.0..=habit.purchases.1) {
            let earliest = if segment == 3 { last - 20 } else { 0 };
            let day = if purchase == 0 {
                last
            } else {
                rng.gen_range(earliest..=last)
            };
            let amount = (amounts.sample(&mut rng) * 100.0).round() / 100.0;
            rows.push(Transaction {
                customer,
                day,
                amount,
            });
            if rng.gen_bool(REFUNDS) {
                let back = (amount * rng.gen_range(20.0..60.0)).round() / 100.0;
                rows.push(Transaction {
                    customer,
                    day: (day + 5).min(TODAY - 1),
                    amount: -back,
                });
            }
        }
    }
    rows.sort_by_key(|row| row.day);
    truth.sort_unstable();
    Transactions {
        rows,
        today: TODAY,
        truth,
    }
}

/// A product of the shop; made by [`products`].
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// Such as `P07`.
    pub name: String,
    /// Euros.
    pub price: f64,
    /// Grams.
    pub weight_g: f64,
    /// Planted: 0 cheap, 1 medium, 2 dear.
    pub tier: usize,
}

/// 60 products in three price tiers around 4, 40 and 400 euros.
pub fn products(seed: u64) -> Vec<Product> {
    let mut rng = rng(seed);
    let mut product = |number: usize| {
        let tier = number % 3;
        let median: f64 = [4.0, 40.0, 400.0][tier];
        let price = LogNormal::new(median.ln(), 0.3)
            .expect("a finite spread")
            .sample(&mut rng);
        let weight = LogNormal::new(500f64.ln(), 0.8)
            .expect("a finite spread")
            .sample(&mut rng);
        let name = format!("P{number:02}");
        Product {
            name,
            price: (price * 100.0).round() / 100.0,
            weight_g: weight.round(),
            tier,
        }
    };
    (0..60).map(&mut product).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_books_are_in_order() {
        for seed in 0..10 {
            let shop = transactions(seed);
            assert!(
                (3600..4600).contains(&shop.rows.len()),
                "{}",
                shop.rows.len()
            );
            assert!(shop.rows.is_sorted_by_key(|row| row.day));
            assert!(
                shop.rows
                    .iter()
                    .all(|row| (0..shop.today).contains(&row.day))
            );
            assert_eq!(shop.truth.len(), CUSTOMERS);
            let refunds = shop.rows.iter().filter(|row| row.amount < 0.0).count();
            assert!((60..200).contains(&refunds), "{refunds}");
        }
        assert_eq!(transactions(1).rows, transactions(1).rows);
        assert_ne!(transactions(1).rows, transactions(2).rows);
    }

    #[test]
    fn segments_buy_as_planted() {
        let shop = transactions(3);
        for &(customer, segment) in &shop.truth {
            let own = || {
                shop.rows
                    .iter()
                    .filter(|row| row.customer == customer && row.amount > 0.0)
            };
            let recency = shop.today - own().map(|row| row.day).max().expect("a purchase");
            let habit = &HABITS[segment];
            assert!((habit.recency.0..=habit.recency.1).contains(&recency));
            assert!((habit.purchases.0..=habit.purchases.1).contains(&own().count()));
        }
    }

    #[test]
    fn products_cost_as_planted() {
        for product in products(1) {
            let median = [4.0, 40.0, 400.0][product.tier];
            assert!(
                (median / 3.0..median * 3.0).contains(&product.price),
                "{product:?}"
            );
        }
    }
}
