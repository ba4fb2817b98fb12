//! Text, compared line by line.

pub(super) fn report(got: &str, expected: &str) -> String {
    format!("got {got:?}, expected {expected:?}")
}
