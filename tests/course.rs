//! The first level is right: every untouched exercise fails for its stated reason, every solution passes, every near-miss
//! answer is rejected by the named test. `runner dev check` says so, on the checkout.
//!
//! The other levels take longer than a test run should (they compile linfa and burn): `runner dev check` checks them all.

use std::process::Command;

#[test]
fn dev_check_finds_nothing_wrong_with_the_first_level() {
    let output = Command::new(env!("CARGO_BIN_EXE_runner"))
        .args([
            "--course",
            env!("CARGO_MANIFEST_DIR"),
            "--plain",
            "dev",
            "check",
            "01_arrays",
        ])
        .output()
        .expect("the runner starts");
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
