//! The terminal a drawing is made for.

use std::env;
use std::io::{IsTerminal, stdout};

const USUAL_WIDTH: usize = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Screen {
    /// In characters.
    pub(super) width: usize,
    pub(super) colour: bool,
}

impl Screen {
    pub(super) fn from_environment() -> Self {
        let variable = |name| env::var(name).ok();
        Self::new(
            variable("COLUMNS").as_deref(),
            variable("NO_COLOR").as_deref(),
            variable("CLICOLOR_FORCE").as_deref(),
            stdout().is_terminal(),
        )
    }

    /// `NO_COLOR` outdoes `CLICOLOR_FORCE`, as <https://no-color.org> and <https://bixense.com/clicolors> have it.
    fn new(
        columns: Option<&str>,
        no_color: Option<&str>,
        force: Option<&str>,
        terminal: bool,
    ) -> Self {
        let width = columns.and_then(|columns| columns.trim().parse().ok());
        let refused = no_color.is_some_and(|value| !value.is_empty());
        let forced = force.is_some_and(|value| value != "0");
        Self {
            // Below 40 columns nothing is left of a drawing, over 100 it only becomes coarse.
            width: width.unwrap_or(USUAL_WIDTH).clamp(40, 100),
            colour: !refused && (forced || terminal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_needs_a_terminal_or_force_and_no_refusal() {
        let colour = |no, force, terminal| Screen::new(None, no, force, terminal).colour;
        assert!(colour(None, None, true));
        assert!(!colour(None, None, false));
        assert!(colour(None, Some("1"), false));
        assert!(!colour(None, Some("0"), false));
        assert!(!colour(Some("1"), None, true));
        assert!(!colour(Some("1"), Some("1"), true));
        assert!(
            colour(Some(""), None, true),
            "an empty NO_COLOR counts as unset"
        );
    }

    #[test]
    fn the_width_comes_from_the_environment_within_reason() {
        let width = |columns| Screen::new(columns, None, None, true).width;
        assert_eq!(width(None), 80);
        assert_eq!(width(Some("64")), 64);
        assert_eq!(width(Some("300")), 100);
        assert_eq!(width(Some("7")), 40);
        assert_eq!(width(Some("wide")), 80);
    }
}
