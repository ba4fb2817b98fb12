//! The session, its saves, and what is read of it.

use std::{
    env, fs,
    path::PathBuf,
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use crate::{
    screen::Screen,
    support::{Course, ONE, nothing_runs_in, running_in, solved, until, with_body},
};

const FILE: &str = "exercises/01_numbers/01_one.rs";
const SAVES: usize = 2000;
/// A compiler that is loaded before the next save.
const WAITING: u64 = 1;
/// Samples over the whole run.
const SAMPLES: usize = 100;

/// What one look at the process says.
#[derive(Debug, Clone, Copy)]
struct Sample {
    /// In KiB.
    resident: u64,
    files: u64,
    threads: u64,
    /// Children, the dead ones that nobody has waited for included.
    children: u64,
}

pub(crate) fn main() -> ExitCode {
    let saves = saves();
    let course = Course::one().key("seconds = 2");
    let mut screen = Screen::sized(course.command("watch --stay"), 60, 100);
    screen.settles("still to write");
    let pid = screen.child.id();
    let started = Instant::now();
    let mut samples = vec![sample(pid)];
    for number in 0..saves {
        save(&course, &mut screen, number);
        if (number + 1).is_multiple_of((saves / SAMPLES).max(1)) {
            nothing_runs_in(&course);
            samples.push(at_rest(pid));
        }
    }
    println!(
        "{saves} saves in {:.0} s; {} looks\n",
        started.elapsed().as_secs_f64(),
        samples.len()
    );
    screen.press("q");
    let (code, _) = screen.end();
    nothing_runs_in(&course);
    let flat = report(&samples);
    if code == 0 && flat {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn saves() -> usize {
    let args: Vec<String> = env::args().collect();
    args.iter()
        .position(|arg| arg == "--saves")
        .and_then(|at| args.get(at + 1)?.parse().ok())
        .unwrap_or(SAVES)
}

/// One save of a kind, and its verdict.
fn save(course: &Course, screen: &mut Screen, number: usize) {
    let write = |text: String| course.write(FILE, format!("{text}// save {number}\n"));
    match number % 24 {
        7 => {
            write(with_body(
                ONE,
                &format!("println!(\"loop {number}.\");\n    loop {{}}"),
            ));
            screen.settles(&format!("loop {number}."));
        }
        15 => {
            write(with_body(
                ONE,
                &format!(
                    "for _ in 0..100_000 {{\n        println!(\"a line to fill it\");\n    }}\n    panic!(\"flood {number}.\")"
                ),
            ));
            screen.settles(&format!("flood {number}."));
        }
        23 => {
            write(with_body(
                ONE,
                "std::thread::sleep(std::time::Duration::from_secs(60));\n    2",
            ));
            until("it runs", || {
                let all = running_in(course);
                all.iter()
                    .any(|line| line.contains("--test-threads"))
                    .then_some(())
            });
            write(with_body(ONE, &format!("panic!(\"over {number}.\")")));
            screen.settles(&format!("over {number}."));
        }
        other if other % 3 == 0 => {
            write(with_body(ONE, &format!("unknown_{number}()")));
            screen.settles(&format!("`unknown_{number}`"));
        }
        other if other % 3 == 1 => {
            write(with_body(ONE, &format!("panic!(\"wrong {number}.\")")));
            screen.settles(&format!("wrong {number}."));
        }
        _ => {
            write(solved(ONE).replace("one is {}", &format!("{number} makes {{}}")));
            screen.settles(&format!("{number} makes 1"));
        }
    }
}

/// What follows a verdict may still be going on: nothing runs, and nothing changes any more.
fn at_rest(pid: u32) -> Sample {
    let mut before = sample(pid);
    until("the session rests", || {
        thread::sleep(Duration::from_millis(100));
        let now = sample(pid);
        let rests =
            now.children <= WAITING && (now.files, now.threads) == (before.files, before.threads);
        before = now;
        rests.then_some(before)
    })
}

fn sample(pid: u32) -> Sample {
    let dir = PathBuf::from(format!("/proc/{pid}"));
    let count = |name: &str| fs::read_dir(dir.join(name)).expect("it runs").count() as u64;
    let status = fs::read_to_string(dir.join("status")).expect("it runs");
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let resident = resident.and_then(|line| line.split_whitespace().next());
    Sample {
        resident: resident
            .and_then(|text| text.parse().ok())
            .expect("a number"),
        files: count("fd"),
        threads: count("task"),
        children: children(pid),
    }
}

fn children(pid: u32) -> u64 {
    let stats = fs::read_dir("/proc").expect("Linux has it").flatten();
    let parents = stats.filter_map(|entry| {
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        let (_, fields) = stat.rsplit_once(") ")?;
        fields.split_whitespace().nth(1)?.parse::<u32>().ok()
    });
    parents.filter(|parent| *parent == pid).count() as u64
}

/// First, last and largest of each; whether the last third is no higher than the third before it, but for noise.
fn report(samples: &[Sample]) -> bool {
    type Row = (&'static str, fn(&Sample) -> u64, u64);
    let rows: [Row; 4] = [
        ("resident KiB", |one| one.resident, 2048),
        ("open files", |one| one.files, 0),
        ("threads", |one| one.threads, 0),
        ("children", |one| one.children, 0),
    ];
    let tenth = (samples.len() / 10).max(1);
    let on_the_way = samples.iter().step_by(tenth);
    let resident: Vec<_> = on_the_way.map(|one| one.resident.to_string()).collect();
    println!("resident KiB on the way: {}\n", resident.join(" "));
    println!("{:14}{:>10}{:>10}{:>10}", "", "first", "last", "max");
    let third = samples.len() / 3;
    let mut flat = true;
    for (name, value, noise) in rows {
        let of = |part: &[Sample]| part.iter().map(value).max().unwrap_or(0);
        let (first, last) = (value(&samples[0]), value(&samples[samples.len() - 1]));
        println!("{name:14}{first:>10}{last:>10}{:>10}", of(samples));
        let (middle, end) = (of(&samples[third..2 * third]), of(&samples[2 * third..]));
        if third > 0 && end > middle + noise {
            println!("  grows: {middle} at most in the second third, {end} in the last");
            flat = false;
        }
    }
    flat
}
