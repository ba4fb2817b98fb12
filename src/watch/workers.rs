//! Threads that work for a watch session: one check at a time, what follows a pass, and the preparation of what comes next.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc::Sender},
    thread,
};

use super::{
    Input,
    message::{Ahead, Msg},
};
use crate::{
    catalog::Catalog,
    check::{self, Freshness, Stage, Subject},
    commands,
    error::{Error, Kind},
    process::{Cancel, Standby},
    render::screen,
    session::Session,
    trace,
    training::Training,
};

/// What runs, and how to stop it. Results come back as messages.
pub(super) struct Workers {
    inbox: Sender<Input>,
    check: Cancel,
    ahead: Cancel,
    after: Cancel,
    all: Cancel,
    standby: Arc<Standby>,
}

impl Workers {
    pub(super) fn new(inbox: Sender<Input>) -> Self {
        Self {
            inbox,
            check: Cancel::default(),
            ahead: Cancel::default(),
            after: Cancel::default(),
            all: Cancel::default(),
            standby: Arc::default(),
        }
    }

    /// Where those who work beside the session tell what they have to tell.
    pub(super) fn inbox(&self) -> Sender<Input> {
        self.inbox.clone()
    }

    /// Stops the running check and starts this one.
    pub(super) fn check(
        &mut self,
        session: &Session,
        run: u64,
        index: usize,
        freshness: Freshness,
        width: usize,
    ) {
        self.cancel();
        self.check = Cancel::default();
        let cancel = self.check.clone();
        let standby = Arc::clone(&self.standby);
        self.spawn(session, move |catalog, send| {
            let exercise = &catalog.exercises()[index];
            let subject = Subject {
                width,
                standby: Some(&standby),
                ..Subject::exercise(exercise)
            };
            let result = guarded(|| {
                check::check(catalog, &subject, freshness, &cancel, &mut |stage| {
                    send(Msg::Stage { run, stage });
                })
            });
            match result {
                Err(error) if error.kind() == Kind::Interrupted => {}
                result => send(Msg::Checked {
                    run,
                    result: result.map(Box::new).map_err(|error| error.to_string()),
                }),
            }
            check::stand_by(catalog, &subject, &standby, &cancel);
        });
    }

    pub(super) fn cancel(&self) {
        self.check.cancel();
    }

    /// What `main` prints and what clippy says, after a pass; beside the check of the next exercise.
    pub(super) fn aftermath(&mut self, session: &Session, index: usize) {
        self.after.cancel();
        self.after = Cancel::default();
        let cancel = self.after.clone();
        self.spawn(session, move |catalog, send| {
            trace::leave_out_this_thread();
            let subject = Subject::exercise(&catalog.exercises()[index]);
            let trains = |training: &Training| {
                send(Msg::MainTrains {
                    index,
                    training: Box::new(training.clone()),
                });
            };
            let demo = guarded(|| {
                check::demonstrate(catalog, &subject, &cancel, &mut |news| trains(news))
            })
            .unwrap_or_default();
            trains(&demo.training);
            send(Msg::Demo {
                index,
                output: demo.output,
            });
            let remarks = guarded(|| check::advice(catalog, &subject, &cancel)).unwrap_or_default();
            send(Msg::Advice {
                index,
                remarks: remarks.into_iter().map(|remark| remark.rendered).collect(),
            });
        });
    }

    /// Builds what the exercise needs and checks it once, so that arriving there costs nothing.
    pub(super) fn prepare_ahead(&mut self, session: &Session, index: usize) {
        self.stop_ahead();
        self.ahead = Cancel::gentle();
        let cancel = self.ahead.clone();
        self.spawn(session, move |catalog, send| {
            trace::leave_out_this_thread();
            let subject = Subject::exercise(&catalog.exercises()[index]);
            let done = guarded(|| {
                check::check(
                    catalog,
                    &subject,
                    Freshness::Cached,
                    &cancel,
                    &mut |stage| {
                        if let Stage::Preparing(step) = stage {
                            send(Msg::Ahead {
                                index,
                                news: Ahead::Step(screen::step_text(&step)),
                            });
                        }
                    },
                )
            });
            // A failure is told when the learner arrives there, by the check itself.
            if !matches!(&done, Err(error) if error.kind() == Kind::Interrupted) {
                send(Msg::Ahead {
                    index,
                    news: Ahead::Ready,
                });
            }
        });
    }

    pub(super) fn stop_ahead(&self) {
        self.ahead.cancel();
    }

    pub(super) fn check_all(&mut self, session: &Session) {
        self.all.cancel();
        self.all = Cancel::default();
        let cancel = self.all.clone();
        let theme = session.theme;
        self.spawn(session, move |catalog, send| {
            trace::leave_out_this_thread();
            let report = guarded(|| commands::check::report(catalog, &theme, &cancel));
            match report {
                Err(error) if error.kind() == Kind::Interrupted => {}
                report => send(Msg::AllChecked {
                    report: report.unwrap_or_else(|error| error.to_string()),
                }),
            }
        });
    }

    /// Stops everything. The threads end by themselves; their children are gone.
    pub(super) fn stop(&self) {
        for cancel in [&self.check, &self.ahead, &self.after, &self.all] {
            cancel.cancel();
        }
    }

    fn spawn(&self, session: &Session, work: impl FnOnce(&Catalog, &dyn Fn(Msg)) + Send + 'static) {
        let catalog = Arc::clone(&session.catalog);
        let inbox = self.inbox.clone();
        thread::spawn(move || {
            // The session may have ended meanwhile.
            work(&catalog, &|msg| {
                let _ = inbox.send(Input::Msg(msg));
            });
        });
    }
}

/// A panic of the runner itself becomes an error on the screen.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::new("the runner itself failed")
            .help("press r to try again; please report it with the text above"))
    })
}
