use crate::{
    Outcome,
    cli::{Global, Update},
    error::Result,
};
pub(crate) fn update(_g: &Global, _a: &Update) -> Result<Outcome> {
    Ok(Outcome::Fine)
}
