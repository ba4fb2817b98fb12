//! k-means, and how much two groupings agree.

use ndarray::{Array1, Array2, Axis};
use rand::Rng as _;

use crate::rng;

/// What [`kmeans`] found.
#[derive(Clone, Debug)]
pub struct Clusters {
    /// Centre of each group, shape (k, d).
    pub centres: Array2<f64>,
    /// Group of each point, shape (n,).
    pub labels: Array1<usize>,
    /// Sum of the squared distances of the points from their centres.
    pub inertia: f64,
}

/// k-means with k-means++ seeding: the best of ten runs. Panics unless 1 <= k <= n.
pub fn kmeans(x: &Array2<f64>, k: usize, seed: u64) -> Clusters {
    assert!(
        1 <= k && k <= x.nrows(),
        "{k} groups of {} points",
        x.nrows()
    );
    let mut rng = rng(seed);
    let runs = (0..10).map(|_| lloyd(x, seeding(x, k, &mut rng)));
    runs.reduce(|best, next| {
        if next.inertia < best.inertia {
            next
        } else {
            best
        }
    })
    .expect("ten runs")
}

/// k-means++: each centre is a point, drawn with probability proportional to its squared distance from the nearest one
/// so far.
fn seeding(x: &Array2<f64>, k: usize, rng: &mut crate::Rng) -> Array2<f64> {
    let mut centres = vec![rng.gen_range(0..x.nrows())];
    while centres.len() < k {
        let d2 = nearest(x, &x.select(Axis(0), &centres)).1;
        let mut left = rng.gen_range(0.0..1.0) * d2.sum();
        let drawn = d2.iter().position(|&d2| {
            left -= d2;
            left < 0.0
        });
        centres.push(drawn.unwrap_or(0));
    }
    x.select(Axis(0), &centres)
}

fn lloyd(x: &Array2<f64>, mut centres: Array2<f64>) -> Clusters {
    let (mut labels, mut d2) = nearest(x, &centres);
    for _ in 0..300 {
        for (group, mut centre) in centres.outer_iter_mut().enumerate() {
            let own: Vec<usize> = (0..x.nrows()).filter(|&i| labels[i] == group).collect();
            if let Some(mean) = x.select(Axis(0), &own).mean_axis(Axis(0)) {
                centre.assign(&mean);
            }
        }
        let before = labels;
        (labels, d2) = nearest(x, &centres);
        if labels == before {
            break;
        }
    }
    Clusters {
        inertia: d2.sum(),
        centres,
        labels,
    }
}

/// The nearest centre of each point, the first of equally near ones, and its squared distance.
fn nearest(x: &Array2<f64>, centres: &Array2<f64>) -> (Array1<usize>, Array1<f64>) {
    let mut labels = Array1::zeros(x.nrows());
    let mut d2 = Array1::from_elem(x.nrows(), f64::INFINITY);
    for (i, point) in x.outer_iter().enumerate() {
        for (group, centre) in centres.outer_iter().enumerate() {
            let far: f64 = point
                .iter()
                .zip(centre)
                .map(|(a, b)| (a - b) * (a - b))
                .sum();
            if far < d2[i] {
                (labels[i], d2[i]) = (group, far);
            }
        }
    }
    (labels, d2)
}

/// The adjusted Rand index of two groupings of the same points: 1 if they are equal up to the names of the groups, about
/// 0 if they have nothing to do with each other. Labels may be of any two types. Panics if the lengths differ.
pub fn adjusted_rand<A: PartialEq, B: PartialEq>(a: &Array1<A>, b: &Array1<B>) -> f64 {
    assert_eq!(a.len(), b.len(), "groupings of different numbers of points");
    let (mut both, mut in_a, mut in_b, mut pairs) = (0.0, 0.0, 0.0, 0.0);
    for i in 0..a.len() {
        for j in 0..i {
            let (same_a, same_b) = (a[i] == a[j], b[i] == b[j]);
            both += f64::from(u8::from(same_a && same_b));
            in_a += f64::from(u8::from(same_a));
            in_b += f64::from(u8::from(same_b));
            pairs += 1.0;
        }
    }
    let expected = if pairs > 0.0 {
        in_a * in_b / pairs
    } else {
        0.0
    };
    let most = (in_a + in_b) / 2.0;
    if most == expected {
        1.0
    } else {
        (both - expected) / (most - expected)
    }
}

/// The mean silhouette of all points, 0 for a point that is alone in its group; `None` with fewer than two groups.
/// Panics if the lengths differ.
pub fn silhouette(x: &Array2<f64>, labels: &Array1<usize>) -> Option<f64> {
    assert_eq!(x.nrows(), labels.len(), "one label for each point");
    let groups = labels.iter().max()? + 1;
    if labels.iter().all(|&label| label == labels[0]) {
        return None;
    }
    let mut counts = vec![0.0; groups];
    labels.iter().for_each(|&label| counts[label] += 1.0);
    // Sum of the distances of each point from each group.
    let mut sums = Array2::<f64>::zeros((x.nrows(), groups));
    for (i, a) in x.outer_iter().enumerate() {
        for (j, b) in x.outer_iter().enumerate().take(i) {
            let d2: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
            sums[[i, labels[j]]] += d2.sqrt();
            sums[[j, labels[i]]] += d2.sqrt();
        }
    }
    let score = |i: usize| {
        let own = labels[i];
        if counts[own] == 1.0 {
            return 0.0;
        }
        let others = (0..groups).filter(|&group| group != own && counts[group] > 0.0);
        let b = others
            .map(|group| sums[[i, group]] / counts[group])
            .fold(f64::INFINITY, f64::min);
        let a = sums[[i, own]] / (counts[own] - 1.0);
        if a.max(b) > 0.0 {
            (b - a) / a.max(b)
        } else {
            0.0
        }
    };
    Some((0..x.nrows()).map(score).sum::<f64>() / x.nrows() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn two_columns_of_points_are_two_groups() {
        let x = array![
            [1.0, 2.0],
            [1.0, 4.0],
            [1.0, 0.0],
            [10.0, 2.0],
            [10.0, 4.0],
            [10.0, 0.0]
        ];
        let found = kmeans(&x, 2, 1);
        assert_eq!(found.inertia, 16.0);
        assert_eq!(adjusted_rand(&found.labels, &array![0, 0, 0, 1, 1, 1]), 1.0);
    }

    #[test]
    fn silhouette_by_scikit_learn() {
        // silhouette_score of scikit-learn 1.9.1; the last point is alone.
        let x = array![
            [0.0, 0.0],
            [1.0, 0.0],
            [0.0, 2.0],
            [6.0, 0.0],
            [6.0, 3.0],
            [20.0, 0.0]
        ];
        let score = silhouette(&x, &array![0, 0, 0, 1, 1, 2]).unwrap();
        assert!((score - 0.520_156_697_027_395_5).abs() < 1e-12, "{score}");
        assert_eq!(silhouette(&x, &array![4, 4, 4, 4, 4, 4]), None);
    }

    #[test]
    fn adjusted_rand_by_scikit_learn() {
        // adjusted_rand_score of scikit-learn 1.9.1.
        let index = adjusted_rand(
            &array![0, 0, 1, 1, 2, 2],
            &array!['x', 'x', 'x', 'y', 'y', 'y'],
        );
        assert!((index - 0.242_424_242_424_242_4).abs() < 1e-12, "{index}");
        assert_eq!(adjusted_rand(&array![0, 1, 1], &array![5, 2, 2]), 1.0);
    }
}
