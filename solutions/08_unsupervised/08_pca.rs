//! Principal component analysis: the directions in which data vary most
//!
//! Four measurements of a flower cannot be drawn. But they grow together, so a few numbers may
//! tell nearly all. PCA finds the direction along which the data spread most, then the one
//! with the largest spread at a right angle to it, and so on:
//!
//!     mean          m = mean of each column
//!     covariance    C = (X - m)^T (X - m) / (n - 1)                               (d, d)
//!     components    the eigenvectors of C with the k largest eigenvalues, as rows  (k, d)
//!     variances     these eigenvalues: the variance of the data along each component
//!     scores        Z = (X - m) W^T         with the components as the rows of W   (n, k)
//!     back again    X' = Z W + m            what k numbers a row still know of X   (n, d)
//!     share         variances / the sum of the variances of all d columns of X     (k,)
//!
//! All variances divide by n - 1. The sign of a component is free: with w, -w is as good.
//!
//! `use linfa_linalg::eigh::{EigSort, Eigh};`, then `c.eigh()` is a `Result` of eigenvalues, (d,),
//! and eigenvectors, (d, d), one in each COLUMN; `.sort_eig_desc()` brings the largest first.
//! For a table of numbers it does not fail. ndarray: `x.var_axis(Axis(0), 1.0)` has n - 1.
//!
//! linfa has `Pca`, given below. Its shares sum to 1 for every k, since they know only of what
//! was kept. It iterates, which is meant for k far below d: on iris, with k = 3 of d = 4, it
//! returns wrong components without a word. The eigenvectors of C have no such limit.

use kit::plot::Figure;
use linfa::{Dataset, traits::Fit};
use linfa_linalg::eigh::{EigSort, Eigh};
use ndarray::{Array1, Array2, Axis, s};

#[derive(Clone, Debug)]
struct Pca {
    mean: Array1<f64>,       // (d,)
    components: Array2<f64>, // (k, d), rows of length 1
    variances: Array1<f64>,  // (k,), the largest first
}

/// The k first components. (n, d) -> k of d
/// `None` unless 1 <= k <= d and n >= 2.
fn fit_pca(x: &Array2<f64>, k: usize) -> Option<Pca> {
    // Without the mean taken off, the first component would point from the origin to the data,
    // wherever they lie. For wide tables one takes the SVD of X - m and never builds C.
    if k == 0 || k > x.ncols() || x.nrows() < 2 {
        return None;
    }
    let mean = x.mean_axis(Axis(0))?;
    let centred = x - &mean;
    let covariance = centred.t().dot(&centred) / (x.nrows() - 1) as f64;
    let (values, vectors) = covariance.eigh().ok()?.sort_eig_desc();
    let components = vectors.slice(s![.., ..k]).t().to_owned();
    let variances = values.slice(s![..k]).to_owned();
    Some(Pca {
        mean,
        components,
        variances,
    })
}

/// The scores of any rows, also of rows that were not there when `p` was fitted.
/// (n, d) -> (n, k)
fn transform(p: &Pca, x: &Array2<f64>) -> Array2<f64> {
    // The stored mean, not that of `x`: a single new row would be its own mean, and score 0.
    (x - &p.mean).dot(&p.components.t()) // (n, d) by (d, k)
}

/// Back from scores to rows. Finished, as an example. (n, k) -> (n, d)
fn inverse(p: &Pca, z: &Array2<f64>) -> Array2<f64> {
    z.dot(&p.components) + &p.mean // (n, k) by (k, d), and (d,) for every row
}

/// The share of each component in the total variance of `x`; 0 if `x` does not vary. (k,)
fn explained_ratio(p: &Pca, x: &Array2<f64>) -> Array1<f64> {
    // The total counts the dropped components too. It is the trace of C, and a rotation does
    // not change a trace: summing the columns is as good as summing all eigenvalues.
    let total = x.var_axis(Axis(0), 1.0).sum();
    if total > 0.0 {
        &p.variances / total
    } else {
        Array1::zeros(p.variances.len())
    }
}

/// The components by linfa, (k, d).
fn components_linfa(x: &Array2<f64>, k: usize) -> Array2<f64> {
    let model = linfa_reduction::Pca::params(k).fit(&Dataset::from(x.clone()));
    model.expect("1 <= k <= d, and rows").components().clone()
}

fn main() {
    let data = linfa_datasets::iris();
    let x = data.records();
    let p = fit_pca(x, 2).expect("2 of 4");
    println!("Irises: sepal length, sepal width, petal length, petal width.");
    println!("components, the rows\n{:.3}", p.components);
    println!(
        "those of linfa, perhaps with other signs\n{:.3}",
        components_linfa(x, 2)
    );
    println!("share of the variance {:.4}", explained_ratio(&p, x));
    let z = transform(&p, x);
    let lost = (x - &inverse(&p, &z))
        .mapv(f64::abs)
        .mean()
        .unwrap_or(f64::NAN);
    println!("Four numbers from two: {lost:.3} cm beside the truth on average.");
    let mut figure = Figure::new("150 irises along their two principal components");
    figure = figure.x("first component, cm").y("second component, cm");
    for (class, name) in ["setosa", "versicolor", "virginica"].iter().enumerate() {
        let rows: Vec<usize> = (0..150).filter(|&i| data.targets()[i] == class).collect();
        let own = z.select(ndarray::Axis(0), &rows);
        figure = figure.points(name, &own.column(0), &own.column(1));
    }
    figure.show();
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_shape};
    use ndarray::{Axis, array};

    fn iris() -> Array2<f64> {
        linfa_datasets::iris().records().clone()
    }

    fn fit(x: &Array2<f64>, k: usize) -> Pca {
        fit_pca(x, k).expect("1 <= k <= d and n >= 2")
    }

    /// Three points on a line with direction (0.8, 0.6), far from the origin.
    fn line() -> Array2<f64> {
        array![[0.0, 100.0], [8.0, 106.0], [4.0, 103.0]]
    }

    /// `rows`, each with the sign that brings it near to the row of `like`.
    fn with_signs_of(rows: &Array2<f64>, like: &Array2<f64>) -> Array2<f64> {
        assert_shape!(
            rows,
            [like.nrows(), like.ncols()],
            "one row for each component"
        );
        let mut rows = rows.clone();
        for (mut row, like) in rows.outer_iter_mut().zip(like.outer_iter()) {
            row *= row.dot(&like).signum();
        }
        rows
    }

    #[test]
    fn the_first_component_follows_the_spread_not_the_mean() {
        let p = fit(&line(), 1);
        assert_close!(p.mean, array![4.0, 103.0]);
        let got = with_signs_of(&p.components, &array![[0.8, 0.6]]);
        let second_moments = got[[0, 1]].abs() > 0.9;
        assert!(
            !second_moments,
            "{got} points at the mean: take the mean off first"
        );
        assert_close!(got, array![[0.8, 0.6]]);
        assert_not_close!(p.variances, array![50.0 / 3.0], "divide by n - 1");
        assert_close!(p.variances, array![25.0]); // (25 + 25 + 0) / 2
    }

    #[test]
    fn components_are_rows_with_the_largest_variance_first() {
        // Diagonal covariance by hand: variances 2/3, 6, 8/3 along the axes.
        let x = array![
            [1.0, 0.0, 0.0],
            [-1.0, 0.0, 0.0],
            [0.0, 3.0, 0.0],
            [0.0, -3.0, 0.0],
            [0.0, 0.0, 2.0],
            [0.0, 0.0, -2.0]
        ];
        let p = fit(&x, 2);
        let expected = array![[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        assert_close!(with_signs_of(&p.components, &expected), expected);
        assert_close!(p.variances, array![18.0 / 5.0, 8.0 / 5.0]);
    }

    #[test]
    fn scores_are_distances_along_the_components() {
        let p = Pca {
            mean: array![1.0, 2.0],
            components: array![[0.8, 0.6]],
            variances: array![1.0],
        };
        let z = transform(&p, &array![[1.0, 2.0], [5.0, 5.0], [-2.0, 6.0]]);
        assert_not_close!(z, array![[2.0], [7.0], [2.0]], "take the stored mean off");
        assert_close!(z, array![[0.0], [5.0], [0.0]]);
        assert_close!(
            transform(&p, &array![[5.0, 5.0]]),
            array![[5.0]],
            "a single new row"
        );
        assert_shape!(transform(&p, &Array2::zeros((0, 2))), [0, 1]);
    }

    #[test]
    fn iris_has_the_components_of_numpy() {
        // numpy.linalg.eigh of the covariance.
        let (x, expected) = (iris(), array![[0.36159, -0.08227, 0.85657, 0.35884]]);
        let p = fit(&x, 4);
        let first = p.components.slice(ndarray::s![..1, ..]).to_owned();
        assert_close!(with_signs_of(&first, &expected), expected, atol = 1e-5);
        let variances = array![4.22484, 0.24224, 0.07852, 0.02368];
        assert_close!(p.variances, variances, atol = 1e-5);
        let shares = array![0.92462, 0.05302, 0.01719, 0.00518];
        assert_close!(explained_ratio(&p, &x), shares, atol = 1e-5);
        assert_close!(
            explained_ratio(&p, &x).sum(),
            1.0,
            "all four share the whole"
        );
    }

    #[test]
    fn a_share_is_one_of_the_whole_variance() {
        let x = iris();
        let got = explained_ratio(&fit(&x, 2), &x);
        assert_not_close!(got.sum(), 1.0, "the dropped components have variance too");
        assert_close!(got, array![0.92462, 0.05302], atol = 1e-5);
        let km = x * 1e-5;
        assert_close!(explained_ratio(&fit(&km, 2), &km), got, "in kilometres");
    }

    #[test]
    fn scores_are_uncorrelated_with_the_variances_found() {
        let x = iris();
        let p = fit(&x, 3);
        assert_close!(
            p.components.dot(&p.components.t()),
            Array2::<f64>::eye(3),
            atol = 1e-9
        );
        let z = transform(&p, &x);
        let expected = Array2::from_diag(&p.variances);
        assert_close!(z.t().dot(&z) / 149.0, expected, atol = 1e-9);
    }

    #[test]
    fn the_way_back_loses_what_was_dropped() {
        let x = iris();
        for k in 1..=4 {
            let p = fit(&x, k);
            let lost = &x - &inverse(&p, &transform(&p, &x));
            let dropped = x.var_axis(Axis(0), 1.0).sum() - p.variances.sum();
            let lost = lost.mapv(|v| v * v).sum() / 149.0;
            assert_close!(lost, dropped, atol = 1e-9, "{k} components");
        }
    }

    #[test]
    fn turning_the_data_turns_the_components() {
        let (x, c, s) = (iris(), 0.8, 0.6);
        let mut turn = Array2::eye(4);
        (turn[[0, 0]], turn[[0, 2]], turn[[2, 0]], turn[[2, 2]]) = (c, s, -s, c);
        let (p, turned) = (fit(&x, 2), fit(&x.dot(&turn), 2));
        let expected = p.components.dot(&turn);
        assert_close!(
            with_signs_of(&turned.components, &expected),
            expected,
            atol = 1e-7
        );
        assert_close!(turned.variances, p.variances, atol = 1e-9);
    }

    #[test]
    fn a_constant_feature_takes_no_part() {
        let x = array![[7.0, 0.0], [7.0, 0.3], [7.0, -0.3]];
        let p = fit(&x, 2);
        let expected = array![[0.0, 1.0], [1.0, 0.0]];
        assert_close!(with_signs_of(&p.components, &expected), expected);
        assert_close!(explained_ratio(&p, &x), array![1.0, 0.0]);
        let same = Array2::from_elem((3, 2), 4.0);
        assert_close!(
            explained_ratio(&fit(&same, 1), &same),
            array![0.0],
            "no variance at all"
        );
    }

    #[test]
    fn impossible_wishes_are_none() {
        assert!(fit_pca(&line(), 2).is_some());
        assert!(
            fit_pca(&array![[1.0, 2.0], [3.0, 5.0]], 1).is_some(),
            "two rows"
        );
        assert!(fit_pca(&line(), 3).is_none(), "3 components of 2 columns");
        assert!(fit_pca(&line(), 0).is_none(), "no component");
        assert!(
            fit_pca(&array![[1.0, 2.0]], 1).is_none(),
            "one row has no variance"
        );
        assert!(fit_pca(&Array2::zeros((0, 2)), 1).is_none(), "no rows");
    }

    #[test]
    fn linfa_finds_the_same_components() {
        let x = iris();
        for k in [1, 2] {
            let own = fit(&x, k).components;
            let linfa = with_signs_of(&components_linfa(&x, k), &own);
            // linfa stops its iteration at about 1e-5.
            assert_close!(linfa, own, atol = 1e-4, "{k} components");
        }
    }
}
