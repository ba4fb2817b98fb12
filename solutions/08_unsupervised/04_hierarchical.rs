//! Hierarchical clustering: merge the two nearest groups, again and again
//!
//! k-means wants to know k beforehand. Agglomerative clustering starts with every point as a
//! group of its own, merges the two nearest groups until one is left, and writes down at which
//! distance that happened. The list is a tree, the dendrogram; k is chosen by looking at it.
//! How far two groups A and B are apart is the linkage:
//!
//!     single      the smallest distance of a point in A from a point in B
//!     complete    the largest of these distances
//!     average     the mean of all |A| |B| distances
//!     update      the distance of the new group from another group C follows from the two
//!                 old distances; for average: (|A| d(A,C) + |B| d(B,C)) / (|A| + |B|)
//!
//! `d` is the table of distances (n, n), symmetric. Points are the nodes 0 .. n - 1; the m-th
//! merge, m = 0, 1, .., makes node n + m out of nodes a < b, at distance `height`, with `size`
//! points. Of equally near pairs the one with the smaller a is merged, then with the smaller b.
//!
//! linfa merges on a kernel, k = exp(-|x_i - x_j|^2 / eps), with distance -ln k. Kernel values
//! below 1e-6 count as 1e-6: pairs farther than 13.8 eps (squared) all look equally far, so eps
//! has to fit the data. docs.rs/linfa-hierarchical/0.8.1, `use linfa::traits::Transformer`:
//!
//!     let kernel = linfa_kernel::Kernel::params()
//!         .method(linfa_kernel::KernelMethod::Gaussian(eps)).transform(x.view());
//!     HierarchicalCluster::default().with_method(method).num_clusters(k)
//!         .transform(kernel)?.targets().clone()                           Vec<usize>

use kit::plot;
use linfa::traits::Transformer;
use linfa_hierarchical::{HierarchicalCluster, HierarchicalError, Method};
use linfa_kernel::{Kernel, KernelMethod};
use ndarray::{Array1, Array2, array};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Linkage {
    Single,
    Complete,
    Average,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Merge {
    a: usize,
    b: usize,
    height: f64,
    size: usize,
}

/// Squared distances of all pairs of rows. (n, d) -> (n, n)
fn dist2(x: &Array2<f64>) -> Array2<f64> {
    Array2::from_shape_fn((x.nrows(), x.nrows()), |(i, j)| {
        let difference = &x.row(i) - &x.row(j);
        difference.dot(&difference)
    })
}

/// All n - 1 merges, in the order in which they happen; none if n is 0. (n, n) -> n - 1
fn linkage(d: &Array2<f64>, method: Linkage) -> Vec<Merge> {
    // Rows and columns for all nodes there will ever be, so that a node keeps its number and
    // no row has to move. n merges look at n^2 pairs: n^3 steps; the crate kodama needs n^2.
    let n = d.nrows();
    let nodes = (2 * n).saturating_sub(1);
    let mut far = Array2::from_elem((nodes, nodes), f64::INFINITY);
    far.slice_mut(ndarray::s![..n, ..n]).assign(d);
    let mut sizes = vec![1; nodes];
    let mut alive: Vec<usize> = (0..n).collect();
    let mut merges = vec![];
    for new in n..nodes {
        let pairs = alive.iter().enumerate().flat_map(|(at, &a)| {
            let later = &alive[at + 1..];
            later.iter().map(move |&b| (a, b))
        });
        let nearest = pairs.reduce(|best, next| if far[next] < far[best] { next } else { best });
        let (a, b) = nearest.expect("two groups are left");
        sizes[new] = sizes[a] + sizes[b];
        merges.push(Merge {
            a,
            b,
            height: far[[a, b]],
            size: sizes[new],
        });
        alive.retain(|&node| node != a && node != b);
        for &c in &alive {
            let (from_a, from_b) = (far[[a, c]], far[[b, c]]);
            let (size_a, size_b) = (sizes[a] as f64, sizes[b] as f64);
            far[[new, c]] = match method {
                Linkage::Single => from_a.min(from_b),
                Linkage::Complete => from_a.max(from_b),
                Linkage::Average => (size_a * from_a + size_b * from_b) / (size_a + size_b),
            };
            far[[c, new]] = far[[new, c]];
        }
        alive.push(new);
    }
    merges
}

/// The groups when k of them are left: group 0 is that of point 0, group 1 that of the first
/// point outside of it, and so on. n points -> (n,)
/// `None` unless 1 <= k <= n.
fn cut(merges: &[Merge], n: usize, k: usize) -> Option<Array1<usize>> {
    // Each merge takes one group away, so the first n - k leave k. Heights do not decrease:
    // this is also the tree, cut at a height.
    if k == 0 || k > n {
        return None;
    }
    let mut node_of: Vec<usize> = (0..n).collect();
    for (m, merge) in merges[..n - k].iter().enumerate() {
        for node in &mut node_of {
            if *node == merge.a || *node == merge.b {
                *node = n + m;
            }
        }
    }
    let mut seen = vec![];
    let name = |node: &usize| {
        seen.iter()
            .position(|known| known == node)
            .unwrap_or_else(|| {
                seen.push(*node);
                seen.len() - 1
            })
    };
    Some(node_of.iter().map(name).collect())
}

/// linfa's k groups, with an eps that keeps every pair above the floor; `Method::Single`,
/// `Method::Complete` and others. The names of the groups may be any. (n, d) -> (n,)
/// linfa's error for k = 0. The points are not all the same.
fn hierarchical_linfa(
    x: &Array2<f64>,
    method: Method,
    k: usize,
) -> Result<Array1<usize>, HierarchicalError<f64>> {
    // -ln k is |x_i - x_j|^2 / eps. With eps the largest squared distance, the smallest kernel
    // value is exp(-1). Squares keep the order, so single and complete linkage merge the same
    // groups as on distances; a mean of squares is another mean, so average linkage may not.
    let eps = dist2(x).fold(0.0, |largest: f64, &d2| largest.max(d2));
    let kernel = Kernel::params()
        .method(KernelMethod::Gaussian(eps))
        .transform(x.view());
    let clusters = HierarchicalCluster::default()
        .with_method(method)
        .num_clusters(k)
        .transform(kernel)?;
    Ok(Array1::from_vec(clusters.targets().clone()))
}

fn main() {
    let names = [
        "Aachen", "Bonn", "Cologne", "Jena", "Weimar", "Erfurt", "Kiel", "Hamburg",
    ];
    // Kilometres east and north of a corner of the map.
    let cities = array![
        [20.0, 155.0],
        [95.0, 150.0],
        [85.0, 175.0],
        [400.0, 190.0],
        [380.0, 200.0],
        [360.0, 205.0],
        [285.0, 570.0],
        [280.0, 490.0]
    ];
    let km = dist2(&cities).mapv(f64::sqrt);
    for method in [Linkage::Single, Linkage::Complete, Linkage::Average] {
        let merges = linkage(&km, method);
        let heights: Vec<String> = merges.iter().map(|m| format!("{:.0}", m.height)).collect();
        println!("{method:?} linkage merges at {} km", heights.join(", "));
        println!(
            "  three groups: {:?}",
            cut(&merges, 8, 3).expect("3 of 8").to_vec()
        );
        let tree: Vec<_> = merges.iter().map(|m| (m.a, m.b, m.height)).collect();
        if method == Linkage::Average {
            plot::dendrogram(
                "Eight cities by distance (km), average linkage",
                &tree,
                &names,
            );
        }
    }
    match hierarchical_linfa(&cities, Method::Complete, 3) {
        Ok(labels) => println!("linfa, complete, three groups: {:?}", labels.to_vec()),
        Err(error) => println!("linfa: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Linkage::{Average, Complete, Single};
    use kit::{assert_close, assert_not_close, assert_same, reference::adjusted_rand};
    use rand::Rng;

    /// Distances of points on a line.
    fn on_a_line(points: &[f64]) -> Array2<f64> {
        Array2::from_shape_fn((points.len(), points.len()), |(i, j)| {
            (points[i] - points[j]).abs()
        })
    }

    fn check(method: Linkage, expected: [(usize, usize, f64, usize); 4]) {
        let merges = linkage(&on_a_line(&[0.0, 1.0, 3.0, 7.0, 12.0]), method);
        let nodes: Vec<_> = merges.iter().map(|m| vec![m.a, m.b, m.size]).collect();
        assert_same!(
            nodes,
            expected.map(|m| vec![m.0, m.1, m.3]).to_vec(),
            "a, b, size"
        );
        let heights: Vec<f64> = merges.iter().map(|m| m.height).collect();
        assert_close!(heights, expected.map(|m| m.2), "the heights");
    }

    // Points 0, 1, 3, 7, 12 on a line; all merges by hand.

    #[test]
    fn single_linkage_takes_the_nearest_points_of_two_groups() {
        check(
            Single,
            [
                (0, 1, 1.0, 2),
                (2, 5, 2.0, 3),
                (3, 6, 4.0, 4),
                (4, 7, 5.0, 5),
            ],
        );
    }

    #[test]
    fn complete_linkage_takes_the_farthest_points() {
        check(
            Complete,
            [
                (0, 1, 1.0, 2),
                (2, 5, 3.0, 3),
                (3, 4, 5.0, 2),
                (6, 7, 12.0, 5),
            ],
        );
    }

    #[test]
    fn average_linkage_takes_the_mean_over_all_pairs() {
        let merges = linkage(&on_a_line(&[0.0, 1.0, 3.0, 7.0, 12.0]), Average);
        let last = merges[3].height;
        assert_not_close!(
            last,
            7.75,
            "the larger of two groups counts more: use their sizes"
        );
        check(
            Average,
            [
                (0, 1, 1.0, 2),
                (2, 5, 2.5, 3),
                (3, 4, 5.0, 2),
                (6, 7, 49.0 / 6.0, 5),
            ],
        );
    }

    #[test]
    fn of_equally_near_pairs_the_first_is_merged() {
        for method in [Complete, Single] {
            let merges = linkage(&on_a_line(&[0.0, 1.0, 2.0, 3.0]), method);
            let pairs: Vec<_> = merges.iter().map(|m| vec![m.a, m.b]).collect();
            // Single: 2 is as near to the new node 4 as to 3, and 3 is the smaller b.
            assert_same!(
                pairs,
                vec![vec![0, 1], vec![2, 3], vec![4, 5]],
                "{method:?}"
            );
        }
    }

    #[test]
    fn few_points_have_few_merges() {
        for method in [Single, Complete, Average] {
            assert!(linkage(&Array2::zeros((0, 0)), method).is_empty());
            assert!(linkage(&Array2::zeros((1, 1)), method).is_empty());
            let merges = linkage(&on_a_line(&[5.0, 2.0]), method);
            let (a, b, height, size) = (0, 1, 3.0, 2);
            assert_eq!(merges, [Merge { a, b, height, size }]);
        }
    }

    #[test]
    fn heights_do_not_decrease_and_sizes_add_up() {
        let mut rng = kit::rng(1);
        for round in 0..20 {
            let x = Array2::from_shape_simple_fn((15, 3), || rng.gen_range(0.0..1.0));
            for method in [Single, Complete, Average] {
                let merges = linkage(&dist2(&x).mapv(f64::sqrt), method);
                assert_same!(merges.len(), 14, "n - 1 merges");
                // 1e-12: a mean of equal numbers may be rounded below them.
                let grows = merges.is_sorted_by(|a, b| a.height <= b.height + 1e-12);
                assert!(grows, "round {round}, {method:?}: {merges:?}");
                assert_same!(merges[13].size, 15);
                let size = |node: usize| if node < 15 { 1 } else { merges[node - 15].size };
                assert!(
                    merges
                        .iter()
                        .all(|m| m.size == size(m.a) + size(m.b) && m.a < m.b)
                );
            }
        }
    }

    #[test]
    fn cut_leaves_k_groups_named_in_the_order_of_the_points() {
        let merges = linkage(&on_a_line(&[7.0, 0.0, 12.0, 1.0, 3.0]), Complete);
        assert_same!(cut(&merges, 5, 5).expect("5 of 5"), array![0, 1, 2, 3, 4]);
        assert_same!(cut(&merges, 5, 4).expect("4 of 5"), array![0, 1, 2, 1, 3]);
        assert_same!(cut(&merges, 5, 3).expect("3 of 5"), array![0, 1, 2, 1, 1]);
        assert_same!(cut(&merges, 5, 2).expect("2 of 5"), array![0, 1, 0, 1, 1]);
        assert_same!(cut(&merges, 5, 1).expect("1 of 5"), array![0, 0, 0, 0, 0]);
    }

    #[test]
    fn impossible_cuts_are_none() {
        let merges = linkage(&on_a_line(&[0.0, 1.0, 3.0]), Single);
        assert!(cut(&merges, 3, 0).is_none());
        assert!(cut(&merges, 3, 4).is_none());
        assert_same!(cut(&[], 1, 1).expect("1 of 1"), array![0]);
    }

    #[test]
    fn single_linkage_follows_a_chain_that_complete_linkage_breaks() {
        // Eight stepping stones, one a step from the next, and two points 3 steps further.
        let d = on_a_line(&[0.0, 1.0, 2.1, 3.3, 4.6, 5.7, 6.9, 8.0, 11.0, 11.5]);
        let chain = array![0, 0, 0, 0, 0, 0, 0, 0, 1, 1];
        assert_same!(cut(&linkage(&d, Single), 10, 2).expect("2 of 10"), chain);
        let broken = cut(&linkage(&d, Complete), 10, 2).expect("2 of 10");
        assert_eq!((broken[0], broken[7], broken[9]), (0, 1, 1), "{broken}");
    }

    #[test]
    fn linfa_finds_the_same_groups_also_far_from_each_other() {
        for (seed, scale) in [(1, 1.0), (2, 0.001), (3, 1000.0)] {
            let centres = array![[0.0, 0.0], [90.0, 0.0], [40.0, 70.0], [46.0, 74.0]];
            let x = kit::data::blobs(seed, &centres, 6, 1.0).0 * scale;
            let d = dist2(&x).mapv(f64::sqrt);
            for (own, method) in [(Single, Method::Single), (Complete, Method::Complete)] {
                for k in [2, 3, 4, 7] {
                    let own = cut(&linkage(&d, own), 24, k).expect("k of 24");
                    let linfa = hierarchical_linfa(&x, method, k).expect("k is not 0");
                    let agreement = adjusted_rand(&own, &linfa);
                    assert_close!(agreement, 1.0, "{method:?}, k = {k}, scale {scale}");
                }
            }
        }
    }

    #[test]
    fn linfa_refuses_no_groups() {
        assert!(hierarchical_linfa(&array![[0.0], [1.0]], Method::Single, 0).is_err());
    }
}
