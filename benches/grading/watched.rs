//! A program with a clock beside it, and what it and its children take.

use std::{
    collections::HashMap,
    fs,
    process::Command,
    thread,
    time::{Duration, Instant},
};

const LOOK_EVERY: Duration = Duration::from_millis(40);
/// Linux counts processor time in hundredths of a second wherever programs can see it.
const TICKS_A_SECOND: f64 = 100.0;

pub(crate) struct Watched {
    pub(crate) took: Duration,
    /// Of the program and of all that it waited for.
    pub(crate) processor: Duration,
    /// Resident bytes at most, as the system keeps them for each process.
    pub(crate) runner: u64,
    /// The most that one child had. One that lives for less than the time between two looks may be missed.
    pub(crate) largest_child: u64,
    /// The most that all children had at the same moment.
    pub(crate) children: u64,
}

/// Runs the command to its end, which must be a good one.
pub(crate) fn watched(command: &mut Command) -> Watched {
    let before = processor_time_of_children();
    let started = Instant::now();
    let mut child = command.spawn().expect("the program starts");
    let mut watched = Watched {
        took: Duration::ZERO,
        processor: Duration::ZERO,
        runner: 0,
        largest_child: 0,
        children: 0,
    };
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        watched.look(child.id());
        thread::sleep(LOOK_EVERY);
    };
    assert!(status.success(), "{command:?}: {status}");
    watched.took = started.elapsed();
    watched.processor = processor_time_of_children().saturating_sub(before);
    watched
}

struct Process {
    parent: u32,
    resident: u64,
    peak: u64,
}

impl Watched {
    fn look(&mut self, root: u32) {
        let processes = processes();
        if let Some(own) = processes.get(&root) {
            self.runner = self.runner.max(own.peak);
        }
        let is_below = |id: u32| {
            let mut at = id;
            while let Some(process) = processes.get(&at) {
                if process.parent == root {
                    return true;
                }
                at = process.parent;
            }
            false
        };
        let mut together = 0;
        for (_, process) in processes.iter().filter(|(id, _)| is_below(**id)) {
            together += process.resident;
            self.largest_child = self.largest_child.max(process.peak);
        }
        self.children = self.children.max(together);
    }
}

fn processes() -> HashMap<u32, Process> {
    let mut processes = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let Ok(status) = fs::read_to_string(entry.path().join("status")) else {
            continue;
        };
        let value = |key: &str| -> u64 {
            let line = status.lines().find_map(|line| line.strip_prefix(key));
            let word = line.and_then(|line| line.split_whitespace().next());
            word.and_then(|word| word.parse().ok()).unwrap_or(0)
        };
        processes.insert(
            id,
            Process {
                parent: value("PPid:") as u32,
                resident: value("VmRSS:") * 1024,
                peak: value("VmHWM:") * 1024,
            },
        );
    }
    processes
}

/// Of all children that have ended, and of theirs.
fn processor_time_of_children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux has it");
    // The name may have spaces in it; the numbers behind its bracket begin with the third.
    let (_, numbers) = stat.rsplit_once(')').expect("a name in brackets");
    let ticks: f64 = numbers
        .split_whitespace()
        .skip(13)
        .take(2)
        .filter_map(|number| number.parse::<f64>().ok())
        .sum();
    Duration::from_secs_f64(ticks / TICKS_A_SECOND)
}
