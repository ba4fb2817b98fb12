//! The rows, in the order of the table.

mod catalog;
mod check;
mod course;
mod disk;
mod exercise;
mod floor;
mod idle;
mod machine;
mod next;
mod options;
mod process;
mod saves;
mod screen;
mod table;
mod watch;

use std::cell::LazyCell;

use clap::Parser;

use self::{
    course::Course,
    exercise::Kind,
    options::{Options, Row},
    process::Programs,
    table::Line,
};

pub(crate) fn main() {
    let options = Options::parse();
    if !options.bench {
        // `cargo test --all-targets` runs benchmarks too, to see that they start.
        println!("run it with `cargo bench --bench feedback`");
        return;
    }
    let programs = Programs::find();
    let place = tempfile::tempdir().expect("a temporary directory");
    let dir = options.dir.as_deref().unwrap_or(place.path());
    std::fs::create_dir_all(dir).expect("it can be made");
    let dir = dir.canonicalize().expect("it is there");
    println!("{}", machine::description(&programs));
    println!("{}", table::HEAD);
    // Most rows need it, and all of them the same one.
    let course = LazyCell::new(|| Course::write(&dir, options.saves + 2));
    for row in options.rows() {
        match row {
            Row::Array => saves::measure(Kind::Array, &course, &programs, options.saves),
            Row::Kmeans => saves::measure(Kind::KMeans, &course, &programs, options.saves),
            Row::Loop => saves::measure(Kind::Loop, &course, &programs, options.saves),
            Row::Default => saves::default_profile(&course, &programs, options.slow_saves()),
            Row::Next => {
                for kind in Kind::ALL {
                    next::measure(kind, &course, &programs, &options);
                }
            }
            Row::Hint => hint(&course, &programs, options.saves),
            Row::Idle => idle::measure(&course, &programs, options.idle()),
            Row::Check => check::measure(&dir, &programs, options.slow_saves()),
            Row::Catalog => catalog::measure(&dir, &programs, options.saves),
            Row::Disk => disk::measure(&dir),
        }
    }
}

fn hint(course: &Course, programs: &Programs, times: usize) {
    let mut line = Line::new("`hint`");
    let name = course.name(Kind::Array, 0);
    let mut runner = programs.runner(&course.runner, &["hint", &name]);
    let mut rustlings = programs.rustlings(&course.rustlings, &["hint", &name]);
    for _ in 0..times {
        line.runner.push(process::time(&mut runner));
        line.rustlings.push(process::time(&mut rustlings));
    }
    line.print();
}
