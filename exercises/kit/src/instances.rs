//! Ready-made instances of what most exercises use of ndarray and of this crate.
//!
//! A generic function is compiled where it is used: each exercise would compile `&Array1<f64> - &Array1<f64>` for itself,
//! at every save that touches it. What a crate below has compiled for the same types is taken from there, if both are
//! built with `opt-level` 0 or 1, so here stands, once, what at least four of the course's exercises have in common. The
//! first compiles of the twelve solutions of 01_arrays take 12 s of processor time in place of 17.
//!
//! Nothing calls this: that the functions are compiled is the point.

use crate::close::Values;
use crate::same::{List, pair};
use ndarray::{Array1, Array2, ArrayView1, Axis, arr1, concatenate, s};
use std::fmt::{Debug, Display};
use std::hint::black_box as keep;

pub fn instances() {
    let x: Array1<f64> = keep(arr1(&[0.0]));
    let m: Array2<f64> = keep(Array2::zeros((1, 1)));
    made();
    read(&x, &m);
    computed(&x, &m);
    changed(x, m);
    compared();
}

/// Arrays from literals and sizes.
fn made() {
    keep((Array2::from(vec![[0.0; 1]]), Array2::from(vec![[0.0; 2]])));
    keep((Array2::from(vec![[0.0; 3]]), Array2::from(vec![[0.0; 4]])));
    keep((arr1(&[0usize]), arr1(&[false]), Array1::from(vec![0usize])));
    keep((Array1::from(vec![false]), Array2::from(vec![[false; 2]])));
    keep((Array1::<f64>::ones(1), Array2::<f64>::ones((1, 1))));
    keep((Array2::<f64>::eye(1), Array1::linspace(0.0, 1.0, 2)));
    keep((Array1::<f32>::zeros(1), Array1::from_iter(keep(vec![0.0]))));
    keep(Array2::from_shape_vec((1, 1), vec![0.0]).expect("one entry"));
    keep(crate::data::blobs(0, &Array2::zeros((1, 1)), 1, 1.0));
    keep(Array1::from_iter(0..keep(1usize)));
}

/// Parts and copies, and what is printed.
fn read(x: &Array1<f64>, m: &Array2<f64>) {
    keep((x.shape(), m.shape(), x.to_vec(), m.dim()));
    keep((x.to_owned(), m.to_owned(), m.t().to_owned()));
    keep((m.row(0).to_owned(), m.column(0), m.diag(), m.view().diag()));
    keep((m.slice(s![.., 0..1]), m.slice(s![.., 0]), x.slice(s![0..1])));
    keep((x.select(Axis(0), &[0]), m.select(Axis(0), &[0])));
    keep((
        arr1(&[0usize]).select(Axis(0), &[0]),
        x.view().insert_axis(Axis(1)),
    ));
    keep((x.get(0), m.get((0, 0)), x[0], m[[0, 0]], m[(0, 0)]));
    keep((
        x.view().into_dyn(),
        m.view().into_dyn(),
        m.index_axis(Axis(0), 0),
    ));
    keep(concatenate(Axis(0), &[x.view(), x.view()]).is_ok());
    keep((
        x.iter().copied().collect::<Vec<f64>>(),
        *x == arr1(&[0.0]),
        *m == m.clone(),
    ));
    x.into_iter().for_each(|value| _ = keep(value));
    m.iter().for_each(|value| _ = keep(value));
    m.rows().into_iter().for_each(|row| _ = keep(row));
    m.outer_iter().for_each(|row| _ = keep(row));
    m.columns().into_iter().for_each(|column| _ = keep(column));
    m.indexed_iter().for_each(|entry| _ = keep(entry));
    shown(x);
    shown(m);
    shown(&arr1(&[0usize]));
    keep(format!("{:?} {:?}", keep(&vec![0.0]), keep(&String::new())));
}

fn shown<T: Debug + Display>(value: &T) {
    keep(format!("{value} {value:?}"));
}

fn computed(x: &Array1<f64>, m: &Array2<f64>) {
    let (y, n) = (&keep(x.clone()), &keep(m.clone()));
    keep((x - y, x * y, x + y, m - n, m + n, m * x, m - x, m + x));
    keep((x * 2.0, m * 2.0, m / 2.0, 2.0 * x, 2.0 * m, -x));
    keep((
        x.clone() / 2.0,
        x.clone() * 2.0,
        m.clone() + 2.0,
        m.clone() / 2.0,
    ));
    keep((
        x.clone() - y.clone(),
        x.clone() * x,
        x.clone() + x,
        x.clone() - x,
    ));
    keep((
        m.clone() + m.clone(),
        m.clone() - m.clone(),
        m.clone() + m,
        m.clone() * m,
    ));
    keep((m.clone() / x, m.clone() - x, m.clone() + x));
    let row: ArrayView1<f64> = m.row(0);
    keep((
        &row - &m.row(0),
        &row * &row,
        row.dot(&row),
        row.dot(x),
        &row - x,
        row.sum(),
    ));
    keep((
        x.dot(x),
        m.dot(x),
        m.dot(m),
        m.t().dot(m),
        m.t().dot(x),
        x.dot(m),
    ));
    keep((x.sum(), m.sum(), x.mean(), m.mean(), x.std(0.0)));
    keep((
        m.sum_axis(Axis(0)),
        m.mean_axis(Axis(0)),
        m.std_axis(Axis(0), 0.0),
    ));
    keep((
        x.mapv(f64::abs),
        m.mapv(f64::abs),
        m.mapv(f64::ln),
        x.mapv(f64::exp),
    ));
}

fn changed(mut x: Array1<f64>, mut m: Array2<f64>) {
    let (y, n) = keep((x.clone(), m.clone()));
    x += &y;
    x -= &y;
    x *= 2.0;
    x /= 2.0;
    m += &n;
    m -= &n;
    m *= 2.0;
    m /= 2.0;
    x += &n.row(0);
    x.scaled_add(1.0, &y);
    m.scaled_add(1.0, &n);
    x.assign(&y);
    m.assign(&n);
    let mut row = m.row_mut(0);
    row += &n.row(0);
    row /= 2.0;
    row.assign(&y);
    row.assign(&n.row(0));
    row.fill(0.0);
    m.column_mut(0).fill(0.0);
    m.slice_mut(s![.., 0..1]).assign(&n);
    m.outer_iter_mut().for_each(|row| _ = keep(row));
    x.iter_mut().for_each(|value| *value = 0.0);
    (x[0], m[[0, 0]], m[(0, 0)]) = (0.0, 0.0, 0.0);
    keep((x.as_slice_mut(), m.as_slice_mut()));
    keep(x.as_standard_layout().into_owned());
    keep((x.insert_axis(Axis(1)), m.reversed_axes()));
}

/// Both sides of the comparisons in the tests.
fn compared() {
    let (x, m): (Array1<f64>, Array2<f64>) = keep((arr1(&[0.0]), Array2::zeros((1, 1))));
    keep(((&&x).numbers(), (&&m).numbers(), (&&0.0f64).numbers()));
    keep((
        (&&m.row(0)).numbers(),
        (&&m.view()).numbers(),
        (&&vec![0.0]).numbers(),
    ));
    keep((
        (&&[0.0; 1]).numbers(),
        (&&[0.0; 2]).numbers(),
        (&&[0.0; 3]).numbers(),
    ));
    keep((
        (&&[0.0; 4]).numbers(),
        (&&Some(0.0)).numbers(),
        (&&Some(x.clone())).numbers(),
    ));
    lists(&arr1(&[0usize]));
    lists(&arr1(&[false]));
    lists(&x);
    lists(&m);
    lists(&Array2::from(vec![[false; 2]]));
    lists(&vec![0usize]);
    same(&0usize);
    same(&Some(0.0f64));
    same(&Some(0usize));
    same(&(0usize, 0usize));
    keep(pair("", &String::new()).difference());
}

fn lists<T: List>(of: &T)
where
    T::Item: PartialEq,
{
    keep(pair(of, of).difference());
}

fn same<T: PartialEq + Debug>(value: &T) {
    keep(pair(value, value).difference());
}
