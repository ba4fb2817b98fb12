//! stub
use crate::{Outcome, error::Result, session::Session};
pub(crate) fn update(_session: &Session) -> Result<Outcome> { Ok(Outcome::Fine) }
