//! Boss: customer segments and price tiers
//!
//! A shop wants to write to its customers, not to all of them the same letter, and to know in
//! which price tiers its products fall. Nobody has labelled anything. From the books:
//!
//!     recency      days from the last purchase to today
//!     frequency    number of purchases
//!     money        sum of all amounts in euros, refunds included
//!     features     z = (ln(1 + v) - mean) / std of each of the three columns, std divides by n
//!                  (v below 0 counts as 0; a std of 0 counts as 1)
//!     segments     k-means on z with k = 2, 3, .., 8, at most n - 1: the k with the largest
//!                  silhouette, of equally large ones the smallest
//!     price tiers  k-means on ln(price), any seed; numbered from the cheapest to the dearest
//!
//! Money is heavy-tailed: without the logarithm a few big customers are a segment, and without
//! scaling euros outvote days. A purchase has a positive amount, a refund a negative one; a
//! refund is no purchase, and a customer with refunds only does not appear. The number of a
//! customer says nothing about them.
//!
//! Given: `kit::reference::kmeans(&z, k, seed)` with `.labels` and `.centres`, and `silhouette(&z,
//! &labels)`, an `Option`; `scale`, `assign_new`, `name_segments` and the report in `main`.
//! A `BTreeMap` from the standard library keeps its keys in order.

use kit::data::shop::Transaction;
use kit::plot::Figure;
use kit::reference::{kmeans, silhouette};
use ndarray::{Array1, Array2, ArrayView1, Axis};

#[derive(Clone, Debug)]
struct Segments {
    k: usize,
    labels: Array1<usize>, // (n,), segment of each customer
    silhouette: f64,
    centres: Array2<f64>,  // (k, 3), of the features
    profiles: Array2<f64>, // (k, 3), mean recency, frequency, money as they are
    mean: Array1<f64>,     // (3,), of the logarithms
    std: Array1<f64>,      // (3,)
}

/// The customers by rising number, and their recency, frequency and money. -> n, (n, 3)
// TODO 1: make one row for each customer.
fn rfm(transactions: &[Transaction], today: i64) -> (Vec<u32>, Array2<f64>) {
    todo!(
        "the customers of {} transactions before day {today}",
        transactions.len()
    )
}

/// ln(1 + v), minus mean, by std. (n, 3), (3,), (3,) -> (n, 3)
fn scale(x: &Array2<f64>, mean: &Array1<f64>, std: &Array1<f64>) -> Array2<f64> {
    (x.mapv(|v| v.max(0.0).ln_1p()) - mean) / std
}

/// The segments of customers with the recency, frequency and money `x`. (n, 3)
/// `None` with fewer than 3 customers, or if all are alike.
// TODO 2: scale the features, choose k, and describe the segments.
fn segment(x: &Array2<f64>, seed: u64) -> Option<Segments> {
    let (mean, std) = (Array1::zeros(3), Array1::ones(3));
    let z = scale(x, &mean, &std); // not scaled yet
    let labels = kmeans(&z, 2, seed).labels;
    todo!(
        "more than 2 groups? silhouette {:?}",
        silhouette(&z, &labels)
    )
}

/// The tier of each product: 0 is the cheapest of k. (n,) -> (n,)
/// `None` unless 1 <= k <= n and every price is a number above 0.
// TODO 3: group the products by price.
fn price_tiers(prices: &Array1<f64>, k: usize) -> Option<Array1<usize>> {
    todo!("{k} tiers of {} prices", prices.len())
}

/// The segment whose centre is nearest to the features `z`.
fn nearest(s: &Segments, z: ArrayView1<f64>) -> usize {
    let far = |group: usize| (&s.centres.row(group) - &z).mapv(|v| v * v).sum();
    (0..s.k).fold(
        0,
        |best, next| if far(next) < far(best) { next } else { best },
    )
}

/// The segment of a customer by their own history; `None` if there is no purchase in it.
fn assign_new(s: &Segments, history: &[Transaction], today: i64) -> Option<usize> {
    let z = scale(&rfm(history, today).1, &s.mean, &s.std);
    z.outer_iter().next().map(|z| nearest(s, z))
}

/// A name for each segment, from its mean recency, frequency and money.
fn name_segments(s: &Segments) -> Vec<String> {
    let name = |p: ArrayView1<f64>| match (p[0], p[1], p[2] / p[1]) {
        (recency, ..) if recency > 120.0 => "lapsed: offer to come back",
        (_, frequency, _) if frequency < 3.0 => "new: say welcome",
        (.., basket) if basket > 200.0 => "big and rare: call them",
        _ => "loyal: thank them",
    };
    s.profiles
        .outer_iter()
        .map(|p| name(p).to_string())
        .collect()
}

fn main() {
    let shop = kit::data::transactions(1);
    let (customers, x) = rfm(&shop.rows, shop.today);
    let s = segment(&x, 1).expect("240 customers");
    println!("{} customers, {} segments:", customers.len(), s.k);
    println!("  customers  days  purchases    euros");
    for (group, name) in name_segments(&s).iter().enumerate() {
        let size = s.labels.iter().filter(|&&label| label == group).count();
        let p = s.profiles.row(group);
        println!("  {size:9} {:5.0} {:10.1} {:8.0}  {name}", p[0], p[1], p[2]);
    }
    println!("silhouette {:.2}", s.silhouette);
    let first = assign_new(&s, &shop.rows[..1], shop.today);
    println!("The first purchase alone would make a customer of segment {first:?}.");
    let logs = x.mapv(|v| v.max(0.0).ln_1p());
    let mut figure = Figure::new("Customers").x("log purchases").y("log euros");
    for (group, name) in name_segments(&s).iter().enumerate() {
        let own: Vec<usize> = (0..x.nrows()).filter(|&i| s.labels[i] == group).collect();
        let own = logs.select(Axis(0), &own);
        figure = figure.points(name, &own.column(1), &own.column(2));
    }
    figure.show();

    let products = kit::data::products(1);
    let prices = Array1::from_iter(products.iter().map(|product| product.price));
    let tiers = price_tiers(&prices, 3).expect("3 of 60");
    let mut figure = Figure::new("Products").x("log price").y("log g");
    for (tier, name) in ["cheap", "medium", "dear"].iter().enumerate() {
        let own: Vec<usize> = (0..60).filter(|&i| tiers[i] == tier).collect();
        println!("{name}: {} products", own.len());
        let price: Vec<f64> = own.iter().map(|&i| prices[i].log10()).collect();
        let weight: Vec<f64> = own.iter().map(|&i| products[i].weight_g.log10()).collect();
        figure = figure.points(name, &price, &weight);
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::reference::adjusted_rand;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;
    use rand::Rng;

    fn t(customer: u32, day: i64, amount: f64) -> Transaction {
        Transaction {
            customer,
            day,
            amount,
        }
    }

    #[test]
    fn each_customer_has_recency_frequency_and_money() {
        let early = [t(7, 10, 5.0), t(3, 20, 2.5), t(7, 40, 1.0)];
        let rows = [&early[..], &[t(7, 30, 4.0), t(5, 99, 8.0)]].concat();
        let (customers, x) = rfm(&rows, 100);
        assert_same!(customers, vec![3, 5, 7], "by rising number");
        assert_shape!(x, [3, 3], "three features");
        assert_close!(x.column(0), array![80.0, 1.0, 60.0]);
        assert_close!(x.column(1), array![1.0, 1.0, 3.0]);
        assert_close!(x.column(2), array![2.5, 8.0, 10.0]);
    }

    #[test]
    fn a_refund_lowers_the_money_and_is_no_purchase() {
        let others = [t(1, 90, -20.0), t(2, 50, -5.0), t(4, 90, 0.0)];
        let rows = [&[t(1, 10, 50.0)], &others[..], &[t(4, 60, 9.0)]].concat();
        let (customers, x) = rfm(&rows, 100);
        assert_same!(customers, vec![1, 4], "customer 2 bought nothing");
        assert_not_close!(x.row(0), array![10.0, 2.0, 30.0], "a refund is no purchase");
        assert_close!(x, array![[90.0, 1.0, 30.0], [40.0, 1.0, 9.0]]);
        assert_shape!(rfm(&[], 100).1, [0, 3], "no transactions");
    }

    #[test]
    fn the_planted_segments_are_found() {
        for seed in [1, 2, 3] {
            let shop = kit::data::transactions(seed);
            let (customers, x) = rfm(&shop.rows, shop.today);
            let s = segment(&x, seed).expect("240 customers");
            let planted = Array1::from_iter(shop.truth.iter().map(|&(_, segment)| segment));
            assert_same!(customers.len(), planted.len(), "seed {seed}");
            assert_same!(s.k, 4, "seed {seed}: the number of segments");
            let agreement = adjusted_rand(&s.labels, &planted);
            // On the seeds 0 to 9 it is 1, with four segments each time.
            assert!(agreement > 0.85, "seed {seed}: ARI {agreement}");
            let names = name_segments(&s).concat();
            for kind in ["big", "lapsed", "loyal", "new"] {
                assert!(names.contains(kind), "seed {seed}: {names}");
            }
        }
    }

    #[test]
    fn profiles_are_means_in_days_purchases_and_euros() {
        let [near, far] = [[1.0, 40.0, 900.0], [200.0, 2.0, 10.0]];
        let x = array![near, [3.0, 60.0, 1100.0], far, [300.0, 4.0, 30.0]];
        let s = segment(&x, 1).expect("4 customers");
        assert_same!(s.k, 2);
        let first = s.labels[0];
        assert_close!(s.profiles.row(first), array![2.0, 50.0, 1000.0]);
        assert_close!(s.profiles.row(1 - first), array![250.0, 3.0, 20.0]);
        let logs = x.mapv(f64::ln_1p);
        assert_close!(s.mean, logs.mean_axis(Axis(0)).unwrap());
        assert_close!(s.std, logs.std_axis(Axis(0), 0.0));
        let z = scale(&x, &s.mean, &s.std);
        let score = silhouette(&z, &s.labels).expect("two segments");
        assert_close!(s.silhouette, score, "of the features z");
    }

    #[test]
    fn k_goes_up_to_8_and_the_smallest_of_the_best_wins() {
        // Pairs of twins: every k from the number of pairs on has the silhouette 1.
        let twins = |pairs: usize| {
            let x = Array2::from_shape_fn((2 * pairs, 3), |(i, j)| {
                [2.0, 1.0, 10.0][j] * [1.0, 9.0, 99.0][i / 2 / [1, 3, 9][j] % 3]
            });
            segment(&x, 1).map(|s| s.k)
        };
        assert_same!([3, 5, 8].map(twins), [3, 5, 8].map(Some));
        assert!(twins(9) < Some(9), "k is at most 8");
        let alike = segment(&Array2::ones((4, 3)), 1);
        assert!(alike.is_none(), "all alike: {alike:?}");
    }

    #[test]
    fn a_constant_feature_and_few_customers_are_allowed() {
        let money = array![1.0, 1.2, 0.5, -3.0];
        let x = Array2::from_shape_fn((4, 3), |(i, j)| [5.0, 1.0, money[i]][j]);
        let s = segment(&x, 1).expect("4 customers");
        assert!(s.silhouette.is_finite(), "0 / 0");
        assert_close!(s.std.slice(ndarray::s![..2]), array![1.0, 1.0]);
        assert!(s.std[2] < 0.5, "a small std is a std: {}", s.std);
        let of = |rows: &[usize]| segment(&x.select(Axis(0), rows), 1).map(|s| s.k);
        assert_same!(of(&[0, 1, 2]), Some(2), "3 customers");
        assert_same!(of(&[0, 1]), None, "2 customers");
        assert_same!(of(&[]), None, "no customers");
    }

    #[test]
    fn a_known_customer_belongs_to_their_own_segment() {
        let shop = kit::data::transactions(4);
        let (customers, x) = rfm(&shop.rows, shop.today);
        let s = segment(&x, 1).expect("240 customers");
        for (i, &customer) in customers.iter().enumerate() {
            let own = shop.rows.iter().filter(|row| row.customer == customer);
            let got = assign_new(&s, &own.cloned().collect::<Vec<_>>(), shop.today);
            assert_same!(got, Some(s.labels[i]), "customer {customer}");
        }
        assert_same!(assign_new(&s, &[], shop.today), None, "no purchase");
    }

    #[test]
    fn segments_are_stable() {
        let shop = kit::data::transactions(5);
        let (_, x) = rfm(&shop.rows, shop.today);
        let mut rng = kit::rng(5);
        // A bootstrap sample makes the segments, everybody is assigned to one.
        let mut labels = || {
            let rows: Vec<usize> = (0..240).map(|_| rng.gen_range(0..240)).collect();
            let s = segment(&x.select(Axis(0), &rows), 1).expect("240 customers");
            let z = scale(&x, &s.mean, &s.std);
            Array1::from_iter(z.outer_iter().map(|z| nearest(&s, z)))
        };
        let agreement = adjusted_rand(&labels(), &labels());
        assert!(agreement > 0.9, "two samples agree by {agreement}");
    }

    #[test]
    fn tiers_follow_ratios_from_cheap_to_dear() {
        let prices = array![2000.0, 2.0, 50.0, 3.0, 900.0, 40.0];
        let got = price_tiers(&prices, 3).expect("3 of 6");
        assert_ne!(got, array![2, 0, 0, 0, 1, 0], "use ln(price)");
        assert_same!(got, array![2, 0, 1, 0, 2, 1]);
        let cheap = price_tiers(&(prices * 1e-4), 3);
        assert_same!(cheap, Some(got), "prices below 1 euro");
        for seed in [1, 2, 3] {
            let products = kit::data::products(seed);
            let prices = Array1::from_iter(products.iter().map(|product| product.price));
            let planted = Array1::from_iter(products.iter().map(|product| product.tier));
            assert_same!(price_tiers(&prices, 3), Some(planted), "seed {seed}");
        }
    }

    #[test]
    fn impossible_tiers_are_none() {
        assert_same!(price_tiers(&array![5.0, 2.0], 2), Some(array![1, 0]));
        assert_same!(price_tiers(&array![5.0, 2.0], 3), None);
        assert_same!(price_tiers(&array![5.0, 2.0], 0), None);
        for price in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_same!(price_tiers(&array![5.0, price], 1), None, "{price}");
        }
    }
}
