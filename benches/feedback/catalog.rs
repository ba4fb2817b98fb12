//! How the cost of `list` and of the start of `watch` grows with the course.

use std::{fs, path::Path, time::Instant};

use super::{
    course::{entries, rustlings_state, write},
    process::{self, Programs},
    screen::Screen,
    table::Line,
    watch::Side,
};

const SIZES: [usize; 3] = [100, 1_000, 5_000];
const PER_LEVEL: usize = 50;

pub(crate) fn measure(dir: &Path, programs: &Programs, times: usize) {
    for size in SIZES {
        let course = dir.join(format!("catalog-{size}"));
        // From an earlier run.
        let _ = fs::remove_dir_all(&course);
        generate(&course, size);
        rustlings_state(&course, &name(0));

        let mut list = Line::new(format!("`list` of {size} exercises"));
        let mut start = Line::new(format!(
            "start of `watch` with {size}, until the screen names the exercise"
        ));
        let mut command = programs.runner(&course, &["list"]);
        for _ in 0..times {
            // Rustlings has a list within its watch only.
            list.runner.push(process::time(&mut command));
            for which in [Side::Runner, Side::Rustlings] {
                let begun = Instant::now();
                let screen = Screen::start(which.watch(programs, &course));
                let shown = screen.until("the exercise's name", |text| text.contains(&name(0)));
                start.side(which).push((shown - begun).as_secs_f64());
                screen.quit();
            }
        }
        list.print();
        start.print();
    }
}

fn name(index: usize) -> String {
    format!("small_{index:04}")
}

fn generate(course: &Path, size: usize) {
    let names = (0..size).map(|index| (format!("level_{:03}", index / PER_LEVEL), name(index)));
    for (dir, name) in names.clone() {
        for tree in ["exercises", "solutions"] {
            write(&course.join(format!("{tree}/{dir}/{name}.rs")), EXERCISE);
        }
    }
    let (bins, info) = entries(names);
    write(&course.join("Cargo.toml"), &(bins + PACKAGE));
    write(&course.join("info.toml"), &info);
}

const PACKAGE: &str =
    "[package]\nname = \"exercises\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n";

const EXERCISE: &str = "\
fn double(n: i32) -> i32 {
    n + n
}

fn main() {
    println!(\"{}\", double(2));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles() {
        assert_eq!(double(4), 8);
    }
}
";
