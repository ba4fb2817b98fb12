//! Opening exercises in the learner's editor, from the watch screen and from the list.

use std::sync::mpsc::Sender;

use super::{Input, keys::Keys, message::Msg, terminal::Terminal};
use crate::{
    cli::Edit,
    editor::{self, Editor, Needs, Spot},
    error::{Error, Result},
    process::edit,
};

/// With what, as far as it was said at the start.
#[derive(Debug, Default)]
pub(super) struct Editing {
    command: Option<String>,
}

impl Editing {
    /// A command that cannot be understood is told before the screen is taken.
    pub(super) fn new(args: &Edit) -> Result<Self> {
        let command = args.edit_cmd.clone();
        if let Some(command) = &command {
            editor::chosen(Some(command))?;
        }
        Ok(Self { command })
    }

    /// Whether exercises can be opened while the screen stays.
    pub(super) fn expect_window(&self) -> Result<()> {
        let editor = self.editor()?;
        match editor.needs() {
            Needs::Window => Ok(()),
            Needs::Terminal => Err(Error::new(format!(
                "--open cannot use {}, which {} names",
                editor.program(),
                editor.source.name()
            ))
            .caused_by("it needs the terminal that this screen is on")
            .help("name an editor with a window of its own, such as `--edit-cmd code`, or press o for each exercise")),
        }
    }

    /// Opens a file, called `shown` in messages; says how. An editor that needs the terminal gets it.
    pub(super) fn open(
        &self,
        spot: &Spot,
        shown: &str,
        screen: Option<(&Terminal, &Keys)>,
        inbox: &Sender<Input>,
    ) -> Result<String> {
        let editor = self.editor()?;
        let call = editor.call(spot);
        match (call.needs, screen) {
            (Needs::Terminal, Some((terminal, keys))) => {
                terminal.lent(keys, || edit::in_terminal(&call, shown))?;
            }
            (Needs::Terminal, None) => edit::in_terminal(&call, shown)?,
            (Needs::Window, _) => {
                let inbox = inbox.clone();
                edit::in_window(&call, shown, move |error| {
                    // The session may be over by then.
                    let _ = inbox.send(Input::Msg(Msg::Notice(in_a_line(&error))));
                })?;
            }
        }
        Ok(opened(&editor, spot.line))
    }

    fn editor(&self) -> Result<Editor> {
        editor::chosen(self.command.as_deref())
    }
}

fn opened(editor: &Editor, line: Option<usize>) -> String {
    let place = line.map_or_else(String::new, |line| format!(" at line {line}"));
    format!("opened{place} with {}", editor.name())
}

pub(super) fn in_a_line(error: &Error) -> String {
    error.to_string().replace('\n', "; ")
}
