//! When the screen speaks of hints by itself.

use std::{fs, time::Duration};

use super::plain;
use crate::{
    catalog::Catalog,
    check::Checked,
    progress::Progress,
    render::screen::screen,
    verdict::Verdict,
    watch::model::{Advance, Model},
};

/// What the screen says of hints while `running` was stopped by the limit, or a test without a message failed.
fn offered(running: Option<&str>) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    let text = "format_version = 1\n[[exercises]]\nname = \"a\"\n\
        hints = [\"first\", { for = \"tests::it_ends\", text = \"count down\" }]\n";
    fs::write(dir.path().join("info.toml"), text).unwrap();
    let catalog = Catalog::open(dir.path()).unwrap();
    let mut model = Model::new(&catalog, Progress::default(), Advance::Automatic);
    model.judged = Some(Ok(Box::new(Checked {
        verdict: Verdict::TimedOut {
            limit: Duration::from_secs(10),
            tests: Vec::new(),
            running: running.map(str::to_owned),
            last_line: None,
        },
        took: Duration::from_secs(10),
        hash: String::new(),
        cached: false,
        training: Default::default(),
    })));
    screen(&model, &catalog, &plain(80), 30)
        .into_iter()
        .find(|line| line.contains("Stuck?"))
}

#[test]
fn a_hint_for_the_test_that_was_stopped_is_offered_at_once() {
    assert_eq!(
        offered(Some("tests::it_ends")).as_deref(),
        Some("Stuck? h shows hint 1 of 2, for the claim it_ends.")
    );
    // Of another test, and where nothing ran, there is no hint of its own: it waits as always.
    assert_eq!(offered(Some("tests::another")), None);
    assert_eq!(offered(None), None);
}
