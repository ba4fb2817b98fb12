//! Three binary classifiers of level 05 behind one interface.

use ndarray::{Array1, Array2, ArrayView1, Axis};

/// Which classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Logistic regression with alpha = 1.
    Logistic,
    /// Gaussian naive Bayes.
    NaiveBayes,
    /// The share of the 15 nearest neighbours.
    Neighbours,
}

impl Kind {
    /// All three.
    pub const ALL: [Kind; 3] = [Kind::Logistic, Kind::NaiveBayes, Kind::Neighbours];
}

/// A trained classifier of two classes.
#[derive(Clone, Debug)]
pub struct Classifier(Fitted);

#[derive(Clone, Debug)]
enum Fitted {
    Logistic {
        w: Array1<f64>,
        b: f64,
    },
    NaiveBayes {
        classes: [(f64, Array1<f64>, Array1<f64>); 2],
    },
    Neighbours {
        x: Array2<f64>,
        y: Array1<usize>,
    },
}

impl Classifier {
    /// Trains on rows of shape (n, d), best with columns on one scale, and labels 0 and 1. `None` unless both occur.
    pub fn fit(kind: Kind, x: &Array2<f64>, y: &Array1<usize>) -> Option<Self> {
        if !y.iter().any(|&y| y == 0) || !y.iter().any(|&y| y == 1) {
            return None;
        }
        Some(Self(match kind {
            Kind::Logistic => logistic(x, y),
            Kind::NaiveBayes => Fitted::NaiveBayes {
                classes: [0, 1].map(|class| normal(x, y, class)),
            },
            Kind::Neighbours => Fitted::Neighbours {
                x: x.clone(),
                y: y.clone(),
            },
        }))
    }

    /// The probability of class 1 for each row. (n, d) -> (n,)
    pub fn probabilities(&self, x: &Array2<f64>) -> Array1<f64> {
        x.map_axis(Axis(1), |row| match &self.0 {
            Fitted::Logistic { w, b } => sigmoid(row.dot(w) + b),
            Fitted::NaiveBayes { classes } => {
                let [zero, one] = classes.each_ref().map(|(log_prior, mean, var)| {
                    let z2 = (&row - mean).mapv(|v| v * v) / var;
                    log_prior - (z2 + var.mapv(f64::ln)).sum() / 2.0
                });
                sigmoid(one - zero)
            }
            Fitted::Neighbours { x, y } => neighbours(x, y, row),
        })
    }
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn logistic(x: &Array2<f64>, y: &Array1<usize>) -> Fitted {
    let y = y.mapv(|y| y as f64);
    let (mut w, mut b) = (Array1::<f64>::zeros(x.ncols()), 0.0);
    // The log-loss of a row bends by at most (|x|^2 + 1) / 4.
    let bend = (x * x).sum_axis(Axis(1)).mean().unwrap_or(0.0) + 1.0;
    let step = 4.0 / (bend * x.nrows() as f64 + 4.0);
    for _ in 0..400 {
        let error = (x.dot(&w) + b).mapv(sigmoid) - &y;
        let slope = x.t().dot(&error) + &w;
        w.scaled_add(-step, &slope);
        b -= step * error.sum();
    }
    Fitted::Logistic { w, b }
}

fn normal(x: &Array2<f64>, y: &Array1<usize>, class: usize) -> (f64, Array1<f64>, Array1<f64>) {
    let rows: Vec<usize> = (0..x.nrows()).filter(|&i| y[i] == class).collect();
    let own = x.select(Axis(0), &rows);
    let floor = 1e-3 * x.var_axis(Axis(0), 0.0).fold(1e-9, |m: f64, &v| m.max(v));
    let mean = own.mean_axis(Axis(0)).expect("the class has rows");
    (
        (rows.len() as f64 / x.nrows() as f64).ln(),
        mean,
        own.var_axis(Axis(0), 0.0) + floor,
    )
}

fn neighbours(x: &Array2<f64>, y: &Array1<usize>, q: ArrayView1<f64>) -> f64 {
    let differences = x - &q;
    let d2 = (&differences * &differences).sum_axis(Axis(1));
    let mut rows: Vec<usize> = (0..x.nrows()).collect();
    rows.sort_by(|&a, &b| d2[a].total_cmp(&d2[b]));
    rows.truncate(15);
    rows.iter().map(|&i| y[i] as f64).sum::<f64>() / rows.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn each_kind_tells_two_clouds_apart() {
        let (x, y) = crate::data::blobs(1, &array![[-1.5, 0.0], [1.5, 1.0]], 60, 1.0);
        for kind in Kind::ALL {
            let p = Classifier::fit(kind, &x, &y)
                .expect("two classes")
                .probabilities(&x);
            assert!(p.iter().all(|p| (0.0..=1.0).contains(p)), "{kind:?}");
            let right = p
                .iter()
                .zip(&y)
                .filter(|&(&p, &y)| (p >= 0.5) == (y == 1))
                .count();
            assert!(right >= 108, "{kind:?}: {right} of 120");
        }
    }

    #[test]
    fn logistic_regression_reaches_its_minimum() {
        // Newton's method with numpy, alpha = 1.
        let x = array![
            [0.0, 2.0],
            [1.0, 0.0],
            [2.0, 3.0],
            [3.0, 1.0],
            [4.0, 1.0],
            [5.0, 4.0]
        ];
        let mean = x.mean_axis(Axis(0)).unwrap();
        let Fitted::Logistic { w, .. } = logistic(&(x - &mean), &array![0, 0, 1, 0, 1, 1]) else {
            unreachable!()
        };
        assert!(
            (w[0] - 0.7364709320).abs() < 1e-6 && (w[1] - 0.7198170068).abs() < 1e-6,
            "{w}"
        );
    }

    #[test]
    fn one_class_is_refused() {
        for kind in Kind::ALL {
            assert!(Classifier::fit(kind, &array![[1.0], [2.0]], &array![1, 1]).is_none());
        }
    }
}
