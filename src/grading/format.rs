//! What formats are called, in records and as ends of file names.

use crate::cli::Format;

pub(super) fn name_of(format: Format) -> &'static str {
    match format {
        Format::Human => "human",
        Format::Json => "json",
        Format::Junit => "junit",
        Format::Github => "github",
        Format::Gradescope => "gradescope",
        Format::Classroom => "classroom",
        Format::Tap => "tap",
        Format::Exercism => "exercism",
    }
}

pub(super) fn extension(format: Format) -> &'static str {
    match format {
        Format::Human | Format::Github => "txt",
        Format::Json | Format::Gradescope | Format::Classroom | Format::Exercism => "json",
        Format::Junit => "xml",
        Format::Tap => "tap",
    }
}
