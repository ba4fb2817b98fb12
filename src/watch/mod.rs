//! stub
use crate::{Outcome, cli::Watch, error::Result, session::Session};
pub(crate) fn watch(_session: Session, _args: &Watch) -> Result<Outcome> { Ok(Outcome::Fine) }
