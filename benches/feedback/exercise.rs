//! The three kinds of exercises, and the texts that are saved: the solution with one statement more.

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Array,
    KMeans,
    Loop,
}

/// What kind of verdict a save is to bring.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    TypeError,
    FailingTest,
    Pass,
}

/// A text to save.
pub(crate) struct Save {
    pub(crate) text: String,
    /// On the screen with the verdict, unless it is a pass.
    pub(crate) mark: String,
}

/// Numbers that no other save has, in this run or an earlier one.
pub(crate) struct Numbers {
    first: u64,
    used: AtomicUsize,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Array, Self::KMeans, Self::Loop];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::KMeans => "kmeans",
            Self::Loop => "loop",
        }
    }

    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Array => "array exercise",
            Self::KMeans => "k-means with linfa",
            Self::Loop => "training loop",
        }
    }

    /// Below `exercises` and `solutions` of this repository.
    fn file(self) -> &'static str {
        match self {
            Self::Array => "01_arrays/01_create.rs",
            Self::KMeans => "08_unsupervised/02_kmeans.rs",
            Self::Loop => "09_neural_nets/11_training_loop.rs",
        }
    }

    /// A function of the solution, one of its arguments, and a value of it that a few of the tests use and `main` does not.
    fn edited(self) -> (&'static str, &'static str, u64) {
        match self {
            Self::Array => ("fn checkerboard(", "n", 4),
            Self::KMeans => ("fn kmeans_pp(", "k", 5),
            Self::Loop => ("fn run_epoch(", "batch", 6),
        }
    }

    /// The beginning of what `main` prints.
    pub(crate) fn printed(self) -> &'static str {
        match self {
            Self::Array => "From 0 to 1 in four steps",
            Self::KMeans => "150 irises, 3 groups.",
            Self::Loop => "loss at the start",
        }
    }

    pub(crate) fn untouched(self) -> String {
        read("exercises", self.file())
    }

    pub(crate) fn solution(self) -> String {
        read("solutions", self.file())
    }

    pub(crate) fn save(self, fate: Fate, numbers: &Numbers) -> Save {
        let number = numbers.next();
        let mark = format!("save {number}");
        let (function, argument, tested) = self.edited();
        let statement = match fate {
            Fate::TypeError => format!("let _: f64 = \"{mark}\";"),
            Fate::FailingTest => format!("assert!({argument} != {tested}, \"{mark}\");"),
            Fate::Pass => format!("assert!({argument} != {number}, \"{mark}\");"),
        };
        let text = with_statement(&self.solution(), function, &statement);
        Save { text, mark }
    }
}

impl Numbers {
    pub(crate) fn from(first: u64) -> Self {
        Self {
            first,
            used: AtomicUsize::new(0),
        }
    }

    fn next(&self) -> u64 {
        let used = self.used.fetch_add(1, Ordering::Relaxed);
        self.first * 1000 + u64::try_from(used).expect("few")
    }
}

/// The text with a statement at the beginning of a function.
fn with_statement(text: &str, function: &str, statement: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let begins = lines
        .iter()
        .position(|line| line.starts_with(function))
        .unwrap_or_else(|| panic!("the solution has a `{function}`"));
    let opens = begins
        + lines[begins..]
            .iter()
            .position(|line| line.ends_with('{'))
            .expect("functions have bodies");
    let indented = format!("    {statement}");
    lines.insert(opens + 1, &indented);
    lines.join("\n") + "\n"
}

fn read(tree: &str, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(tree).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
