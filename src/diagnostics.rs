//! The compiler's messages, one JSON object a line on its standard error.

use serde::{Deserialize, Serialize};

/// One error or warning, with rustc's own drawing of it (ANSI colours included).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Diagnostic {
    pub(crate) level: Level,
    /// `E0502`, or a lint's name.
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    /// The first primary span.
    pub(crate) place: Option<Place>,
    pub(crate) rendered: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Level {
    Error,
    Warning,
    /// Notes without a diagnostic of their own, such as "for more information, try `rustc --explain`".
    Note,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

#[derive(Deserialize)]
struct Raw {
    message: String,
    code: Option<RawCode>,
    level: String,
    spans: Vec<RawSpan>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct RawCode {
    code: String,
}

#[derive(Deserialize)]
struct RawSpan {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
}

/// Cargo wraps the same object in `{"reason":"compiler-message","message":...}`.
#[derive(Deserialize)]
struct Wrapped {
    message: Raw,
}

/// Reads rustc's (or cargo's) JSON lines. Lines that are no diagnostics are returned as they are, joined:
/// a compiler that crashes says so in plain text.
pub(crate) fn parse(stderr: &str) -> (Vec<Diagnostic>, String) {
    let mut found = Vec::new();
    let mut other = String::new();
    for line in stderr.lines() {
        let raw = serde_json::from_str::<Raw>(line)
            .or_else(|_| serde_json::from_str::<Wrapped>(line).map(|wrapped| wrapped.message));
        match raw {
            Ok(raw) => found.push(raw.into()),
            Err(_) if line.starts_with('{') => {}
            Err(_) => {
                other.push_str(line);
                other.push('\n');
            }
        }
    }
    (found, other)
}

/// Errors in the order in which rustc found them, without its closing "aborting due to" line.
pub(crate) fn errors(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error && diagnostic.is_substance())
}

pub(crate) fn warnings(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Warning && diagnostic.is_substance())
}

impl Diagnostic {
    /// False for the summaries `aborting due to 2 previous errors` and `3 warnings emitted`.
    fn is_substance(&self) -> bool {
        self.place.is_some()
            || !(self.message.starts_with("aborting due to") || self.message.ends_with("emitted"))
    }
}

impl From<Raw> for Diagnostic {
    fn from(raw: Raw) -> Self {
        let place = raw
            .spans
            .into_iter()
            .find(|span| span.is_primary)
            .map(|span| Place {
                file: span.file_name,
                line: span.line_start,
                column: span.column_start,
            });
        Self {
            level: match raw.level.as_str() {
                "error" | "error: internal compiler error" => Level::Error,
                "warning" => Level::Warning,
                _ => Level::Note,
            },
            code: raw.code.map(|code| code.code),
            rendered: raw.rendered.unwrap_or_else(|| raw.message.clone()),
            message: raw.message,
            place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_from_warnings_summaries_and_plain_text() {
        let stderr = r#"
{"$message_type":"diagnostic","message":"mismatched types","code":{"code":"E0308","explanation":"x"},"level":"error","spans":[{"file_name":"a.rs","line_start":3,"column_start":5,"is_primary":true}],"rendered":"error[E0308]: mismatched types\n"}
{"$message_type":"diagnostic","message":"unused","code":{"code":"unused_mut"},"level":"warning","spans":[{"file_name":"a.rs","line_start":1,"column_start":1,"is_primary":true}],"rendered":"warning: unused\n"}
{"$message_type":"diagnostic","message":"aborting due to 1 previous error","code":null,"level":"error","spans":[],"rendered":"error: aborting\n"}
{"$message_type":"artifact","artifact":"x"}
thread 'rustc' panicked
"#;
        let (all, other) = parse(stderr);
        let codes: Vec<_> = errors(&all).map(|error| error.code.as_deref()).collect();
        assert_eq!(codes, [Some("E0308")]);
        assert_eq!(
            errors(&all)
                .next()
                .and_then(|error| error.place.clone())
                .map(|place| place.line),
            Some(3)
        );
        assert_eq!(warnings(&all).count(), 1);
        assert_eq!(other, "\nthread 'rustc' panicked\n");
    }

    #[test]
    fn cargos_wrapped_messages_are_read_too() {
        let line = r#"{"reason":"compiler-message","message":{"message":"cannot find","code":null,"level":"error","spans":[],"rendered":"error: cannot find\n"}}"#;
        let (all, _) = parse(line);
        assert_eq!(errors(&all).count(), 1);
    }
}
