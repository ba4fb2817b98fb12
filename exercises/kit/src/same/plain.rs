//! Everything else, compared by its debug text.

/// `short` and `long` are the texts of `{:?}` and `{:#?}`.
pub(super) fn report([got, expected]: [String; 2], _long: [String; 2]) -> String {
    format!("got {got}, expected {expected}")
}
