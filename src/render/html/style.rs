//! How the page looks: light and dark, on phones, on paper.

/// Contrasts are 4.5 to 1 and more. Pictures have the same paper as the page.
pub(super) const STYLE: &str = include_str!("report.css");
