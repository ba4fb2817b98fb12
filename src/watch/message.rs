//! What arrives at a watch session, and what it asks for: the words between its loop and its [`Model`](super::model::Model).

use crate::{
    check::{Checked, Freshness, Stage},
    progress::Progress,
    training::Training,
};

use super::model::Overlay;

/// What happens to a session.
#[derive(Debug)]
pub(crate) enum Msg {
    /// The current exercise's file was looked at; the hash of what is in it.
    Content {
        index: usize,
        hash: String,
    },
    /// Another exercise's file was saved.
    OtherSaved {
        index: usize,
    },
    /// Something that every exercise depends on has changed: the kit, a manifest.
    CourseChanged,
    /// The progress file was changed, by this process or another one.
    ProgressChanged(Box<Progress>),
    Key(Key),
    /// News of check number `run`.
    Stage {
        run: u64,
        stage: Stage,
    },
    Checked {
        run: u64,
        result: Result<Box<Checked>, String>,
    },
    /// After a pass: what `main` printed.
    Demo {
        index: usize,
        output: String,
    },
    /// After a pass: what `main` has trained so far.
    MainTrains {
        index: usize,
        training: Box<Training>,
    },
    /// After a pass: what clippy says.
    Advice {
        index: usize,
        remarks: Vec<String>,
    },
    /// News of the preparation of a coming exercise.
    Ahead {
        index: usize,
        news: Ahead,
    },
    AllChecked {
        report: String,
    },
    /// The text for an overlay that needed a file.
    Text {
        overlay: Overlay,
    },
    Notice(String),
    Resized,
    Terminated(Quit),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ahead {
    Step(String),
    Ready,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Char(char),
    Escape,
    Enter,
    Backspace,
    Tab,
    BackTab,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quit {
    Asked,
    Interrupted,
}

/// What the rim has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Stop what runs, then check.
    Check {
        run: u64,
        index: usize,
        freshness: Freshness,
    },
    Cancel,
    SavePass {
        index: usize,
        hash: String,
    },
    SaveAttempt {
        index: usize,
    },
    SaveHint {
        index: usize,
        /// Index into the exercise's hints.
        hint: usize,
    },
    SavePlace {
        index: usize,
    },
    /// Run `main` and clippy for an exercise that has just passed.
    Aftermath {
        index: usize,
    },
    PrepareAhead {
        index: usize,
    },
    StopAhead,
    OpenEditor {
        index: usize,
    },
    ShowSolution {
        index: usize,
    },
    ShowReadme {
        level: usize,
    },
    /// In a review: solved from the untouched text.
    ReviewPassed {
        index: usize,
    },
    /// In a review: the solution was looked at.
    GiveReviewUp {
        index: usize,
    },
    Reset {
        index: usize,
    },
    CheckAll,
    Quit(Quit),
}
