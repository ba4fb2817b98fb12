//! The compiler's messages, one JSON object a line on its standard error.

use serde::{Deserialize, Serialize};

use crate::process;

/// One error or warning, with rustc's own drawing of it (ANSI colours included).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Diagnostic {
    pub(crate) level: Level,
    /// `E0502`, or a lint's name.
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    /// The first primary span.
    pub(crate) place: Option<Place>,
    /// All that rustc marks in the source, in its order.
    pub(crate) spans: Vec<Span>,
    /// Its notes and helps.
    pub(crate) children: Vec<Child>,
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

/// A marked piece of one source line. In a macro it is the call that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Span {
    pub(crate) is_primary: bool,
    pub(crate) label: Option<String>,
    /// What stands in that line before, in, and after it; empty where it covers several lines.
    pub(crate) before: String,
    pub(crate) text: String,
    pub(crate) after: String,
    /// What rustc suggests in its stead.
    pub(crate) replacement: Option<String>,
}

/// A note or help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Child {
    pub(crate) message: String,
    pub(crate) spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Raw {
    message: String,
    code: Option<RawCode>,
    level: String,
    spans: Vec<RawSpan>,
    #[serde(default)]
    children: Vec<RawChild>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct RawChild {
    message: String,
    #[serde(default)]
    spans: Vec<RawSpan>,
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
    label: Option<String>,
    #[serde(default)]
    text: Vec<RawLine>,
    suggested_replacement: Option<String>,
    expansion: Option<Box<RawExpansion>>,
}

#[derive(Deserialize)]
struct RawLine {
    text: String,
    /// Columns in characters, from 1.
    highlight_start: usize,
    highlight_end: usize,
}

#[derive(Deserialize)]
struct RawExpansion {
    span: RawSpan,
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
            Err(_) if line.starts_with('{') || process::tells_of_left_out(line) => {}
            Err(_) => {
                other.push_str(line);
                other.push('\n');
            }
        }
    }
    (found, other)
}

/// Rustc's notices of the files that it has written, from its standard error as it arrives.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    line: Vec<u8>,
}

#[derive(Deserialize)]
struct RawNotice {
    emit: String,
}

impl Notices {
    /// Whether these bytes complete the notice that the program is there.
    pub(crate) fn program_is_written(&mut self, bytes: &[u8]) -> bool {
        let mut written = false;
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                written |= serde_json::from_slice::<RawNotice>(&self.line)
                    .is_ok_and(|notice| notice.emit == "link");
                self.line.clear();
            }
        }
        written
    }
}

/// `stderr` with the drawings of `narrow`, what the same compiler said about the same text at another width.
pub(crate) fn with_drawings_of(stderr: &str, narrow: &str) -> String {
    let objects = |text: &str| -> Vec<Option<serde_json::Value>> {
        text.lines()
            .map(|line| serde_json::from_str(line).ok())
            .collect()
    };
    let (wide, narrow) = (objects(stderr), objects(narrow));
    if wide.len() != narrow.len() {
        return stderr.to_owned();
    }
    let mut text = String::new();
    for ((line, wide), narrow) in stderr.lines().zip(wide).zip(narrow) {
        match (wide, narrow) {
            (Some(mut wide), Some(narrow))
                if wide["code"] == narrow["code"] && narrow["rendered"].is_string() =>
            {
                wide["rendered"] = narrow["rendered"].clone();
                text.push_str(&wide.to_string());
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text
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
        let place = raw.spans.iter().find(|span| span.is_primary).map(|span| {
            let span = span.in_the_learners_file();
            Place {
                file: span.file_name.clone(),
                line: span.line_start,
                column: span.column_start,
            }
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
            spans: raw.spans.iter().map(Span::from).collect(),
            children: raw.children.into_iter().map(Child::from).collect(),
        }
    }
}

impl RawSpan {
    /// The outermost call of a macro that stands in another file, such as `array![[1.0], [2.0, 3.0]]`.
    fn in_the_learners_file(&self) -> &Self {
        let mut outermost = self;
        while let Some(expansion) = &outermost.expansion {
            outermost = &expansion.span;
        }
        if outermost.file_name == self.file_name {
            self
        } else {
            outermost
        }
    }
}

impl From<&RawSpan> for Span {
    fn from(raw: &RawSpan) -> Self {
        let (before, text, after) = match raw.in_the_learners_file().text.as_slice() {
            [line] => line.parts(),
            _ => Default::default(),
        };
        Self {
            is_primary: raw.is_primary,
            label: raw.label.clone().filter(|label| !label.is_empty()),
            before,
            text,
            after,
            replacement: raw.suggested_replacement.clone(),
        }
    }
}

impl RawLine {
    fn parts(&self) -> (String, String, String) {
        let start = self.highlight_start.saturating_sub(1);
        let length = self.highlight_end.saturating_sub(self.highlight_start);
        let mut chars = self.text.chars();
        (
            chars.by_ref().take(start).collect(),
            chars.by_ref().take(length).collect(),
            chars.collect(),
        )
    }
}

impl From<RawChild> for Child {
    fn from(raw: RawChild) -> Self {
        Self {
            message: raw.message,
            spans: raw.spans.iter().map(Span::from).collect(),
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
    fn the_program_is_there_when_rustc_says_so_and_not_before() {
        let mut notices = Notices::default();
        for other in [
            r#"{"$message_type":"artifact","artifact":"/own/tests/x.d","emit":"dep-info"}"#,
            r#"{"$message_type":"diagnostic","message":"emit: link","level":"warning","spans":[]}"#,
            r#"warning: "emit":"link""#,
        ] {
            assert!(
                !notices.program_is_written(format!("{other}\n").as_bytes()),
                "{other}"
            );
        }
        let notice = br#"{"$message_type":"artifact","artifact":"/own/tests/x","emit":"link"}"#;
        let (first, rest) = notice.split_at(30);
        assert!(!notices.program_is_written(first));
        assert!(!notices.program_is_written(rest), "the line may go on");
        assert!(notices.program_is_written(b"\n"));
    }

    #[test]
    fn another_drawing_is_put_to_the_same_words() {
        let said = |message: &str, rendered: &str| {
            format!(
                r#"{{"message":"{message}","code":{{"code":"E0308"}},"level":"error","spans":[],"rendered":"{rendered}"}}"#
            )
        };
        let wide = format!("{}\nplain\n", said("whole", "drawn wide"));
        let narrow = format!("{}\nplain\n", said("wh...", "drawn\\nnarrow"));
        let (both, other) = parse(&with_drawings_of(&wide, &narrow));
        assert_eq!(
            (both[0].message.as_str(), both[0].rendered.as_str()),
            ("whole", "drawn\nnarrow")
        );
        assert_eq!(other, "plain\n");
        assert_eq!(
            with_drawings_of(&wide, ""),
            wide,
            "the second one was stopped"
        );
    }

    #[test]
    fn cargos_wrapped_messages_are_read_too() {
        let line = r#"{"reason":"compiler-message","message":{"message":"cannot find","code":null,"level":"error","spans":[],"rendered":"error: cannot find\n"}}"#;
        let (all, _) = parse(line);
        assert_eq!(errors(&all).count(), 1);
    }
}
