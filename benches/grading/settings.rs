//! What the command line says.

use std::{env, path::PathBuf};

pub(crate) struct Settings {
    pub(crate) submissions: usize,
    pub(crate) level: String,
    pub(crate) jobs: Option<String>,
    /// Where everything stays to be looked at.
    pub(crate) keep: Option<PathBuf>,
}

impl Settings {
    pub(crate) fn read() -> Self {
        let mut settings = Self {
            submissions: 60,
            level: "04_regression".to_owned(),
            jobs: None,
            keep: None,
        };
        let mut args = env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut value = || args.next().unwrap_or_else(|| panic!("{arg} has a value"));
            match arg.as_str() {
                // Cargo's own.
                "--bench" => {}
                "--submissions" => settings.submissions = value().parse().expect("a number"),
                "--level" => settings.level = value(),
                "--jobs" => settings.jobs = Some(value()),
                "--keep" => settings.keep = Some(value().into()),
                other => panic!("unknown argument {other}"),
            }
        }
        settings
    }
}
