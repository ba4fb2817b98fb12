//! The state of a watch session and its one transition: `update(Model, Msg) -> effects`. Pure: no clock, no file, no terminal.

mod hints;
mod keys;
mod level;
mod list;
mod review;
mod scroll;
mod training;

use std::collections::BTreeSet;

use super::{
    browse::Browser,
    message::{Ahead, Effect, Msg},
};
use crate::{
    catalog::Catalog,
    check::{Checked, Freshness, Stage},
    progress::Progress,
    training::Training,
    verdict::Verdict,
};

/// Whether a pass moves on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Advance {
    Automatic,
    WaitForKey,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Phase {
    Idle,
    Checking(Option<Stage>),
}

/// What lies over the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Overlay {
    None,
    Hints,
    Help,
    AskReset,
    AskSolution,
    Solution(String),
    /// The level's page, as it is written.
    Readme(String),
    CheckingAll,
    CheckReport(String),
}

/// The exercise that has just been solved; stays on the screen above the next one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Solved {
    pub(crate) index: usize,
    pub(crate) tests: usize,
    /// What the tests trained.
    pub(crate) training: Training,
    pub(crate) demo: String,
    /// What `main` has trained so far.
    pub(crate) main_training: Training,
    pub(crate) advice: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) current: usize,
    pub(crate) progress: Progress,
    pub(crate) advance: Advance,
    pub(crate) phase: Phase,
    /// The newest verdict on the current exercise, or why there is none.
    pub(crate) judged: Option<Result<Box<Checked>, String>>,
    pub(crate) solved: Option<Solved>,
    pub(crate) overlay: Overlay,
    /// The list of the course has keys and screen while it is open; everything else goes on beneath.
    pub(crate) list: Option<Browser>,
    /// The exercise that was reset last, and the hash of its text since: seeing that is no save of the learner's.
    own_reset: Option<(usize, String)>,
    /// Whether the failures after the first are open.
    pub(crate) unfolded: bool,
    pub(crate) scroll: usize,
    pub(crate) notice: Option<String>,
    pub(crate) ahead: Option<String>,
    /// Number of the newest check; the results of older ones are dropped.
    run: u64,
    /// Hash of the text that the newest check is about.
    content: Option<String>,
    /// An exercise that was saved though it is not the current one, or was left for the quiz; `g` goes there.
    saved_elsewhere: Option<usize>,
    /// What was prepared while the learner worked.
    prepared: BTreeSet<usize>,
}

impl Model {
    pub(crate) fn new(catalog: &Catalog, progress: Progress, advance: Advance) -> Self {
        Self {
            current: progress.current(catalog),
            progress,
            advance,
            phase: Phase::Idle,
            judged: None,
            solved: None,
            overlay: Overlay::None,
            list: None,
            own_reset: None,
            unfolded: false,
            scroll: 0,
            notice: None,
            ahead: None,
            run: 0,
            content: None,
            saved_elsewhere: None,
            prepared: BTreeSet::new(),
        }
    }

    /// The check that a session begins with.
    pub(crate) fn start(&mut self) -> Vec<Effect> {
        vec![
            Effect::SavePlace {
                index: self.current,
            },
            self.check(Freshness::Cached),
        ]
    }

    pub(crate) fn update(&mut self, catalog: &Catalog, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Content { index, hash } => self.content_seen(index, hash),
            Msg::OtherSaved { index } if index == self.current => Vec::new(),
            Msg::OtherSaved { index } => {
                self.saved_elsewhere = Some(index);
                self.notice = Some(format!(
                    "{} was saved; g goes there",
                    catalog.exercises()[index].id
                ));
                Vec::new()
            }
            Msg::CourseChanged => {
                self.prepared.clear();
                vec![Effect::StopAhead, self.check(Freshness::Cached)]
            }
            Msg::ProgressChanged(progress) => {
                let effects = self.progress_changed(catalog, *progress);
                self.refresh_list(catalog);
                effects
            }
            Msg::Key(key) => self.key(catalog, key),
            Msg::Stage { run, stage } => {
                if self.is_newest(run) && self.phase != Phase::Idle {
                    self.phase = Phase::Checking(Some(stage));
                }
                Vec::new()
            }
            Msg::Checked { run, result } if self.is_newest(run) => {
                let effects = self.checked(catalog, result);
                self.refresh_list(catalog);
                effects
            }
            Msg::Checked { .. } => Vec::new(),
            Msg::Demo { index, output } => {
                if let Some(solved) = self.solved.as_mut().filter(|solved| solved.index == index) {
                    solved.demo = output;
                }
                Vec::new()
            }
            Msg::MainTrains { index, training } => {
                self.main_trains(index, *training);
                Vec::new()
            }
            Msg::Advice { index, remarks } => {
                if let Some(solved) = self.solved.as_mut().filter(|solved| solved.index == index) {
                    solved.advice = remarks;
                }
                Vec::new()
            }
            Msg::Ahead { index, news } => match news {
                Ahead::Step(text) => {
                    self.ahead = Some(text);
                    Vec::new()
                }
                Ahead::Ready => {
                    self.ahead = None;
                    self.prepared.insert(index);
                    self.prepare_ahead(catalog)
                }
            },
            Msg::AllChecked { report } => {
                self.show(Overlay::CheckReport(report));
                Vec::new()
            }
            Msg::Text { overlay } => {
                self.show(overlay);
                Vec::new()
            }
            Msg::Notice(text) => {
                self.notice = Some(text);
                Vec::new()
            }
            Msg::Resized => Vec::new(),
            Msg::Terminated(quit) => vec![Effect::Cancel, Effect::StopAhead, Effect::Quit(quit)],
        }
    }

    /// The content decides, not the event: touching a file or saving the same text again changes nothing.
    fn content_seen(&mut self, index: usize, hash: String) -> Vec<Effect> {
        if index != self.current || self.content.as_ref() == Some(&hash) {
            return Vec::new();
        }
        self.content = Some(hash.clone());
        if !self.is_own_reset(index, &hash) {
            self.notice = None;
            self.saved_under_list();
        }
        self.overlay = Overlay::None;
        // Saved: the panel of the exercise before has been read.
        if self.judged.is_some() {
            self.solved = None;
        }
        vec![Effect::StopAhead, self.check(Freshness::Cached)]
    }

    /// Whether `run` is the check whose result counts.
    pub(crate) fn is_newest(&self, run: u64) -> bool {
        run == self.run
    }

    fn check(&mut self, freshness: Freshness) -> Effect {
        self.run += 1;
        self.phase = Phase::Checking(None);
        Effect::Check {
            run: self.run,
            index: self.current,
            freshness,
        }
    }

    fn checked(&mut self, catalog: &Catalog, result: Result<Box<Checked>, String>) -> Vec<Effect> {
        self.phase = Phase::Idle;
        self.scroll = 0;
        let index = self.current;
        let exercise = &catalog.exercises()[index];
        let mut effects = Vec::new();
        if let Ok(checked) = &result {
            // What was judged is what is in the file: a save of the same text does not start another check.
            self.content = Some(checked.hash.clone());
            let was_done = self.progress.is_done(exercise);
            match &checked.verdict {
                Verdict::Passed { tests, .. } => {
                    effects.push(Effect::SavePass {
                        index,
                        hash: checked.hash.clone(),
                    });
                    effects.extend(Self::review_passed(catalog, index, was_done));
                    effects.push(Effect::Aftermath { index });
                    self.progress.add_pass(exercise, &checked.hash);
                    self.solved = Some(Solved {
                        index,
                        tests: tests.len(),
                        training: checked.training.clone(),
                        demo: String::new(),
                        main_training: Training::default(),
                        advice: Vec::new(),
                    });
                    // Coming back to a solved exercise is not solving it: only a first pass moves on.
                    if !was_done
                        && self.advance == Advance::Automatic
                        && let Some(next) = self.progress.next_pending(catalog, Some(index))
                    {
                        self.go(next);
                        effects.push(Effect::SavePlace { index: next });
                        effects.push(Effect::StopAhead);
                        effects.push(self.check(Freshness::Cached));
                        return effects;
                    }
                }
                Verdict::NotAttempted { .. } => {}
                Verdict::TestsFailed { .. }
                | Verdict::DoesNotCompile { .. }
                | Verdict::TimedOut { .. }
                | Verdict::Crashed { .. }
                | Verdict::NothingChecked { .. } => {
                    if !checked.cached {
                        self.progress.add_attempt(exercise);
                        effects.push(Effect::SaveAttempt { index });
                    }
                }
            }
        }
        self.judged = Some(result);
        effects.extend(self.prepare_ahead(catalog));
        effects
    }

    /// What comes next, then the crates of the level behind this one, while nothing else is going on.
    fn prepare_ahead(&self, catalog: &Catalog) -> Vec<Effect> {
        if self.phase != Phase::Idle {
            return Vec::new();
        }
        let exercises = catalog.exercises();
        let level = exercises[self.current].level;
        let next = self.progress.next_pending(catalog, Some(self.current));
        let last_here = exercises.iter().rposition(|other| other.level == level);
        let next_level = self
            .progress
            .next_pending(catalog, last_here)
            .filter(|&index| Some(index) > last_here);
        [next, next_level]
            .into_iter()
            .flatten()
            .find(|index| !self.prepared.contains(index))
            .map(|index| Effect::PrepareAhead { index })
            .into_iter()
            .collect()
    }

    /// Another terminal may have moved the place, taken a hint or solved something.
    fn progress_changed(&mut self, catalog: &Catalog, progress: Progress) -> Vec<Effect> {
        let place = progress.current(catalog);
        self.progress = progress;
        if place == self.current {
            return Vec::new();
        }
        self.solved = None;
        self.go(place);
        vec![Effect::StopAhead, self.check(Freshness::Cached)]
    }

    fn show(&mut self, overlay: Overlay) {
        self.overlay = overlay;
        self.scroll = 0;
    }

    fn move_to(&mut self, index: usize) -> Vec<Effect> {
        self.solved = None;
        self.go(index);
        vec![
            Effect::SavePlace { index },
            Effect::StopAhead,
            self.check(Freshness::Cached),
        ]
    }

    fn go(&mut self, index: usize) {
        self.current = index;
        self.content = None;
        self.judged = None;
        self.unfolded = false;
        self.notice = None;
        self.ahead = None;
        self.show(Overlay::None);
    }
}

#[cfg(test)]
mod tests;
