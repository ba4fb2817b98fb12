//! What the command says at its end.

use std::time::Instant;

use super::{records::TABLE, run::Run};

impl Run<'_> {
    pub(super) fn summary(&self, started: Instant) -> String {
        let seconds = started.elapsed().as_secs_f64();
        let graded = self.rows.len() - self.kept;
        let mut text = format!(
            "{} submissions of {} exercises: {graded} graded in {}",
            self.rows.len(),
            self.bench.exercises.len(),
            duration(seconds)
        );
        if graded > 0 {
            text.push_str(&format!(
                " ({:.1} a minute)",
                graded as f64 * 60.0 / seconds
            ));
        }
        if self.kept > 0 {
            text.push_str(&format!(", {} unchanged", self.kept));
        }
        let remarks = self.rows.iter().filter(|row| !row.remarks.is_empty());
        text.push_str(&format!(
            "\n{} with remarks\n{}\n",
            remarks.count(),
            self.results.dir().join(TABLE).display()
        ));
        if !self.unjudged.is_empty() {
            text.push_str(&format!(
                "not judged whole, --resume tries them again: {}\n",
                self.unjudged.join(", ").escape_debug()
            ));
        }
        text
    }
}

fn duration(seconds: f64) -> String {
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:02} s", seconds as u64 / 60, seconds as u64 % 60)
    }
}
