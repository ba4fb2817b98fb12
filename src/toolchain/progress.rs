//! What cargo says on standard error while it builds dependencies: how far it is, and what it waits for.

/// A step of the preparation, as shown to the learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Preparing {
    /// There is something to compile. cargo counts aloud only if it takes longer than half a second.
    Begun,
    /// `done` of `total` crates are compiled; `names` are in work.
    Building {
        done: u64,
        total: u64,
        names: String,
    },
    /// A line of cargo's: it downloads, or waits for another cargo.
    Says(String),
}

/// Splits cargo's stream into lines and progress bars.
#[derive(Default)]
pub(super) struct CargoOutput {
    pending: String,
}

impl CargoOutput {
    pub(super) fn push(&mut self, bytes: &[u8], watcher: &mut dyn FnMut(Preparing)) {
        self.pending.push_str(&String::from_utf8_lossy(bytes));
        while let Some(end) = self.pending.find(['\n', '\r']) {
            let line: String = self.pending.drain(..=end).collect();
            if let Some(step) = read(line.trim()) {
                watcher(step);
            }
        }
    }
}

fn read(line: &str) -> Option<Preparing> {
    if let Some(bar) = line.strip_prefix("Building [") {
        let (_, counts) = bar.split_once("] ")?;
        let (counts, names) = counts.split_once(':').unwrap_or((counts, ""));
        let (done, total) = counts.split_once('/')?;
        return Some(Preparing::Building {
            done: done.trim().parse().ok()?,
            total: total.trim().parse().ok()?,
            names: names.trim().to_owned(),
        });
    }
    if line.starts_with("Compiling") {
        return Some(Preparing::Begun);
    }
    // cargo says: Blocking waiting for file lock on build directory
    if line.starts_with("Blocking") {
        return Some(Preparing::Says(
            "waiting for another cargo to finish (an editor's rust-analyzer?)".to_owned(),
        ));
    }
    ["Updating", "Downloading", "Downloaded", "Locking"]
        .iter()
        .any(|verb| line.starts_with(verb))
        .then(|| Preparing::Says(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_and_lines_are_read_across_pieces() {
        let mut output = CargoOutput::default();
        let mut seen = Vec::new();
        for piece in [
            "   Compiling ndarray v0.16.1\n    Building [====>    ] 1",
            "1/13: ndarray, rand(build)      \r",
            "    Blocking waiting for file lock on build directory\n Downloading 3 crates\n",
        ] {
            output.push(piece.as_bytes(), &mut |step| seen.push(step));
        }
        assert_eq!(
            seen,
            [
                Preparing::Begun,
                Preparing::Building {
                    done: 11,
                    total: 13,
                    names: "ndarray, rand(build)".to_owned()
                },
                Preparing::Says(
                    "waiting for another cargo to finish (an editor's rust-analyzer?)".to_owned()
                ),
                Preparing::Says("Downloading 3 crates".to_owned()),
            ]
        );
    }
}
