//! What the table was measured on.

use std::{fs, path::Path, thread};

use super::process::{Programs, command};

pub(crate) fn description(programs: &Programs) -> String {
    let cores = thread::available_parallelism().map_or(0, usize::from);
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |line| line.trim_start_matches([' ', '\t', ':']));
    let rustc = command("rustc", Path::new("."), &["--version"]).output();
    let rustc = rustc.map(|done| done.stdout).unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    format!(
        "{cores} cores ({model}), {}, {}, load before the start {load}\n",
        String::from_utf8_lossy(&rustc).trim(),
        programs.rustlings_version().unwrap_or_default()
    )
}
