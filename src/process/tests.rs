//! Real children of a shell: limits, groups, streams.

use std::thread;

use super::{
    capture::{KEPT_HEAD, KEPT_TAIL},
    *,
};

fn sh(script: &str, limits: &Limits) -> Finished {
    run(
        Command::new("sh").args(["-c", script]),
        limits,
        &Cancel::default(),
    )
    .unwrap()
}

fn long() -> Limits {
    Limits::time(Duration::from_secs(60))
}

#[test]
fn streams_and_status_are_kept_apart() {
    let finished = sh("echo out; echo err >&2; exit 3", &long());
    assert_eq!(
        (finished.stdout.as_str(), finished.stderr.as_str()),
        ("out\n", "err\n")
    );
    assert_eq!(finished.ending, Ending::Exited(3));
    assert_eq!(sh("kill -9 $$", &long()).ending, Ending::Signalled(9));
}

#[test]
fn a_time_limit_stops_the_whole_group() {
    let limits = Limits::time(Duration::from_millis(200));
    let finished = sh("echo started; sleep 1000 & sleep 1000", &limits);
    assert_eq!(finished.ending, Ending::TimedOut);
    assert_eq!(finished.stdout, "started\n");
}

#[test]
fn what_a_child_leaves_behind_is_killed_with_it() {
    let finished = sh("sleep 1000 & echo $!", &long());
    let pid: i32 = finished.stdout.trim().parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    // Killed, and soon reaped by init: either way it does not run on.
    let gone = (0..1000).any(|_| {
        thread::sleep(Duration::from_millis(5));
        rustix::process::test_kill_process(pid).is_err() || is_zombie(pid)
    });
    assert!(gone, "{pid:?} still runs");
}

fn is_zombie(pid: rustix::process::Pid) -> bool {
    std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).is_ok_and(|stat| {
        stat.rsplit(')')
            .next()
            .is_some_and(|rest| rest.trim_start().starts_with('Z'))
    })
}

#[test]
fn endless_output_is_stopped_and_its_ends_are_kept() {
    let limits = Limits {
        output: Some(8 << 20),
        ..long()
    };
    let finished = sh("echo first; yes 0123456789", &limits);
    assert_eq!(finished.ending, Ending::TooMuchOutput);
    assert!(finished.stdout.starts_with("first\n"));
    assert!(finished.stdout.contains("bytes left out"));
    assert!(finished.stdout.len() < KEPT_HEAD + KEPT_TAIL + 100);
}

#[test]
fn cancelling_stops_a_run_and_those_not_yet_started() {
    let cancel = Cancel::default();
    let later = cancel.clone();
    let canceller = thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        later.cancel();
    });
    let finished = run(Command::new("sleep").arg("1000"), &long(), &cancel).unwrap();
    canceller.join().unwrap();
    assert_eq!(finished.ending, Ending::Cancelled);
    let second = run(Command::new("sleep").arg("1000"), &long(), &cancel).unwrap();
    assert_eq!(second.ending, Ending::Cancelled);
}

#[cfg(target_os = "linux")]
#[test]
fn a_memory_limit_makes_allocation_fail() {
    let limits = Limits {
        memory: Some(256 << 20),
        ..long()
    };
    // The limit is set from outside, right after the start; what `sh` starts later has it too.
    let limited = "until [ \"$(ulimit -v)\" != unlimited ]; do sleep 0.01; done";
    let finished = sh(
        &format!("{limited}; head -c 600000000 /dev/zero | tail -n 1 | wc -c"),
        &limits,
    );
    assert_ne!(finished.stdout.trim(), "600000000", "{finished:?}");
}

#[test]
fn standard_error_is_seen_as_it_comes() {
    let mut seen = Vec::new();
    let mut command = Command::new("sh");
    command.args(["-c", "echo one >&2; sleep 0.05; echo two >&2"]);
    run_watched(&mut command, &long(), &Cancel::default(), &mut |bytes| {
        seen.push(bytes.to_vec());
    })
    .unwrap();
    assert_eq!(seen, [b"one\n", b"two\n"]);
}

#[test]
fn a_follower_looks_while_the_child_runs() {
    let dir = tempfile::tempdir().unwrap();
    let sign = dir.path().join("sign");
    let mut command = Command::new("sh");
    command.args(["-c", "until [ -e \"$0\" ]; do sleep 0.01; done; echo seen"]);
    command.arg(&sign);
    let mut ticks = 0;
    let finished = run_followed(&mut command, &long(), &Cancel::default(), &mut || {
        ticks += 1;
        if ticks == 3 {
            std::fs::write(&sign, "").unwrap();
        }
    })
    .unwrap();
    assert_eq!(finished.stdout, "seen\n");
    assert!(ticks >= 3);
}

#[test]
fn a_follower_does_not_keep_a_limit_from_working() {
    let mut command = Command::new("sleep");
    command.arg("600");
    let limits = Limits::time(Duration::from_millis(250));
    let finished = run_followed(&mut command, &limits, &Cancel::default(), &mut || {}).unwrap();
    assert_eq!(finished.ending, Ending::TimedOut);
}

#[test]
fn a_missing_program_is_an_error() {
    assert!(
        run(
            &mut Command::new("/no/such/program"),
            &long(),
            &Cancel::default()
        )
        .is_err()
    );
}

/// As daemons do: a session of its own, its streams elsewhere, its parent gone.
#[cfg(target_os = "linux")]
#[test]
fn what_left_the_group_of_a_learners_program_is_killed_with_it() {
    let stray = "setsid sh -c 'sleep 1000 & echo $!; exec sleep 1000' </dev/null 2>/dev/null &";
    let pid_of_stray = |trust, wrapped: &str, limits: Limits| {
        let limits = Limits { trust, ..limits };
        let finished = sh(&format!("{wrapped} {stray} sleep 0.2; exit 0"), &limits);
        let pid: i32 = finished.stdout.trim().parse().unwrap();
        (finished, rustix::process::Pid::from_raw(pid).unwrap())
    };
    let runs = |pid| rustix::process::test_kill_process(pid).is_ok() && !is_zombie(pid);

    // With the mark in its environment, without, and where the limit does not show.
    for wrapped in ["", "env -i", "ulimit -m 1000000;"] {
        let (finished, stray) = pid_of_stray(Trust::Learner, wrapped, long());
        assert_eq!(finished.ending, Ending::Exited(0));
        let gone = (0..1000).any(|_| {
            thread::sleep(Duration::from_millis(5));
            !runs(stray)
        });
        assert!(gone, "{wrapped}: {stray:?} still runs");
    }

    // Tools are trusted with a helper that stays, such as a compiler's cache.
    let (_, helper) = pid_of_stray(Trust::Tool, "", long());
    assert!(runs(helper));
    rustix::process::kill_process(helper, rustix::process::Signal::KILL).unwrap();
}

/// Root may do what it likes; another user's program is stopped by the system.
#[cfg(target_os = "linux")]
#[test]
fn a_program_does_not_fill_the_table_of_processes_or_the_disk() {
    let limits = Limits {
        trust: Trust::Learner,
        ..long()
    };
    let limited = "until [ \"$(ulimit -f)\" != unlimited ]; do sleep 0.01; done";
    let said = sh(
        &format!("{limited}; ulimit -f; ulimit -p; ulimit -t"),
        &limits,
    )
    .stdout;
    let numbers: Vec<u64> = said.lines().map(|line| line.parse().unwrap()).collect();
    let [blocks, processes, seconds] = numbers[..] else {
        panic!("{said}");
    };
    assert!(
        blocks == (1 << 30) / 512 || blocks == (1 << 30) / 1024,
        "{said}"
    );
    assert!((2048..100_000).contains(&processes), "{said}");
    assert!((120..=60 * 1025).contains(&seconds), "{said}");
}
