//! Reads what has been appended to a file since the last look.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    time::Instant,
};

use super::Training;

/// The kit sends less; what somebody else may write there is not read for ever.
const MOST: u64 = 4 << 20;

pub(crate) struct Tail {
    path: PathBuf,
    read: u64,
    /// A line that is not complete yet.
    rest: Vec<u8>,
    training: Training,
    last_news: Instant,
}

impl Tail {
    /// Of a file that the run is going to make; one that is there is an earlier run's.
    pub(crate) fn of(path: &Path) -> Self {
        // Most often there is none.
        let _ = fs::remove_file(path);
        Self {
            path: path.to_path_buf(),
            read: 0,
            rest: Vec::new(),
            training: Training::default(),
            last_news: Instant::now(),
        }
    }

    /// What is known by now, if there is something new.
    pub(crate) fn news(&mut self) -> Option<&Training> {
        let lines = self.appended()?;
        self.training.take(&lines);
        self.last_news = Instant::now();
        Some(&self.training)
    }

    /// The run has ended.
    pub(crate) fn finish(mut self) -> Training {
        // What was reported since the last look.
        let _ = self.news();
        self.training.silent = self.last_news.elapsed();
        let _ = fs::remove_file(&self.path);
        self.training
    }

    fn appended(&mut self) -> Option<String> {
        // A pipe in its place would keep us waiting.
        let meta = fs::metadata(&self.path).ok()?;
        if !meta.is_file() || meta.len() <= self.read || self.read >= MOST {
            return None;
        }
        let mut file = File::open(&self.path).ok()?;
        file.seek(SeekFrom::Start(self.read)).ok()?;
        let read = file
            .take(MOST - self.read)
            .read_to_end(&mut self.rest)
            .ok()?;
        self.read += read as u64;
        let end = self.rest.iter().rposition(|&byte| byte == b'\n')? + 1;
        let lines: Vec<u8> = self.rest.drain(..end).collect();
        Some(String::from_utf8_lossy(&lines).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn lines_are_taken_once_and_when_they_are_complete() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("losses.txt");
        fs::write(&path, "0\t1\tnew\tmain\told\n0\t1\t0\t1\n").unwrap();
        let mut tail = Tail::of(&path);
        assert!(tail.news().is_none(), "that was an earlier run");
        let mut file = File::create(&path).unwrap();
        let last = |training: &Training| training.newest()?.last().map(|last| last.loss);
        write!(file, "0\t1\tnew\tmain\t\n0\t1\t0\t2e0\n0\t2\t1\t1.").unwrap();
        assert_eq!(tail.news().and_then(last), Some(2.0));
        assert!(tail.news().is_none());
        writeln!(file, "5e0").unwrap();
        assert_eq!(tail.news().and_then(last), Some(1.5));
        writeln!(file, "0\t3\t2\t1e0").unwrap();
        let training = tail.finish();
        assert_eq!(
            training.newest().map(|curve| curve.points().len()),
            Some(3),
            "each line once"
        );
        assert!(!path.exists());
    }

    #[test]
    fn a_run_that_trains_nothing_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut tail = Tail::of(&dir.path().join("losses.txt"));
        assert!(tail.news().is_none());
        assert!(tail.finish().newest().is_none());
        // A directory is no file.
        let tail = Tail::of(dir.path());
        assert!(tail.finish().newest().is_none());
    }
}
