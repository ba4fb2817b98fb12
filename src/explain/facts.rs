//! What rules ask a diagnostic for.

use super::types::Type;
use crate::diagnostics::{Child, Diagnostic, Span};

/// Longest piece of the learner's code that a sentence repeats.
const LONGEST_CODE: usize = 40;

/// Both sides of an operator that does not fit them.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) left: Type,
    /// `*`, `+=`, `==`.
    pub(super) operator: String,
    pub(super) right: Type,
    /// The sides as they are written, where rustc marks them.
    pub(super) code: Option<(String, String)>,
}

/// What is wanted, and what is there.
#[derive(Debug)]
pub(super) struct Mismatch {
    pub(super) expected: Type,
    pub(super) found: Type,
}

impl Diagnostic {
    pub(super) fn primary(&self) -> Option<&Span> {
        self.spans.iter().find(|span| span.is_primary)
    }

    /// The label of the first primary span.
    pub(super) fn label(&self) -> &str {
        self.primary()
            .and_then(|span| span.label.as_deref())
            .unwrap_or_default()
    }

    /// The code that the error is about; empty if it covers several lines.
    pub(super) fn code_there(&self) -> &str {
        self.primary().map_or("", |span| span.text.as_str())
    }

    /// The first span whose label contains `words`.
    pub(super) fn labelled(&self, words: &str) -> Option<&Span> {
        self.spans.iter().find(|span| {
            span.label
                .as_ref()
                .is_some_and(|label| label.contains(words))
        })
    }

    /// The first note or help that contains `words`.
    pub(super) fn child(&self, words: &str) -> Option<&Child> {
        self.children
            .iter()
            .find(|child| child.message.contains(words))
    }

    /// All that rustc suggests to write.
    pub(super) fn replacements(&self) -> impl Iterator<Item = &str> {
        self.children
            .iter()
            .flat_map(|child| &child.spans)
            .filter_map(|span| span.replacement.as_deref())
    }

    /// A copy would compile.
    pub(super) fn can_be_cloned(&self) -> bool {
        self.replacements().any(|text| text.contains("clone"))
    }

    /// The method that is called is not the learner's own: of that rustc would mark the parameters too.
    pub(super) fn is_defined_elsewhere(&self) -> bool {
        self.child("method defined here")
            .is_some_and(|note| note.spans.len() == 1)
    }

    /// The trait that has the missing method and is only not imported: its name, the method's, and the import. In a test build rustc
    /// also knows the one of the test harness, which nobody may use.
    pub(super) fn trait_out_of_scope(&self) -> Option<(&str, &str, &str)> {
        let help = self.child("but not in scope; perhaps you want to import it")?;
        let (name, rest) = help
            .message
            .strip_prefix("trait `")?
            .split_once("` which provides `")?;
        let (method, _) = rest.split_once('`')?;
        let mut replacements = help
            .spans
            .iter()
            .filter_map(|span| span.replacement.as_deref());
        let import = replacements.next()?.trim();
        (import.starts_with("use ") && !import.contains("test::stats::"))
            .then_some((name, method, import))
    }

    /// The `n`th name in backticks of the message.
    pub(super) fn named(&self, n: usize) -> Option<&str> {
        quoted(&self.message).nth(n)
    }

    /// `X` and `Trait<Y>` of "the trait bound `X: Trait<Y>` is not satisfied". On a narrow screen rustc cuts both short there, and
    /// says the one in full in the help below.
    pub(super) fn bound(&self) -> Option<(Type, &str)> {
        let bound = self
            .message
            .strip_prefix("the trait bound `")?
            .strip_suffix("` is not satisfied")?;
        let (subject, name) = bound.split_once(": ")?;
        let (long_name, long_subject) = self.not_implemented().unwrap_or((name, subject));
        let same_trait = |one: &str, other: &str| one.split('<').next() == other.split('<').next();
        let name = if name.contains("...") && same_trait(name, long_name) {
            long_name
        } else {
            name
        };
        Some((Type::parse(subject).with(Type::parse(long_subject)), name))
    }

    /// `Trait<Y>` and `X` of "the trait `Trait<Y>` is not implemented for `X`", in the label or in a help.
    fn not_implemented(&self) -> Option<(&str, &str)> {
        let helps = self.children.iter().map(|child| child.message.as_str());
        std::iter::once(self.label())
            .chain(helps)
            .find_map(|text| {
                text.strip_prefix("the trait `")?
                    .split_once("` is not implemented for `")
            })
            .map(|(name, subject)| (name, subject.trim_end_matches('`')))
    }

    /// `X` and `Y` of "the trait `Sub<Y>` is not implemented for `X`" or "`X` does not implement `Sub<Y>`".
    fn sides_in_full(&self) -> Option<(Type, Type)> {
        let noted = self.children.iter().find_map(|child| {
            let (left, name) = child
                .message
                .strip_prefix('`')?
                .split_once("` does not implement `")?;
            Some((name.trim_end_matches('`'), left))
        });
        let (name, left) = self.not_implemented().or(noted)?;
        let (_, right) = name.strip_suffix('>')?.split_once('<')?;
        Some((Type::parse(left), Type::parse(right)))
    }

    /// The operator that is not there for these types.
    pub(super) fn operation(&self) -> Option<Operation> {
        let short = self.operation_as_marked()?;
        Some(match self.sides_in_full() {
            Some((left, right)) => Operation {
                left: short.left.with(left),
                right: short.right.with(right),
                ..short
            },
            None => short,
        })
    }

    fn operation_as_marked(&self) -> Option<Operation> {
        if let Some(both) = self
            .label()
            .strip_prefix("no implementation for `")
            .and_then(|label| label.strip_suffix('`'))
        {
            let operator = self.code_there();
            let (left, right) = both.split_once(&format!(" {operator} "))?;
            return Some(Operation {
                left: Type::parse(left),
                operator: operator.to_owned(),
                right: Type::parse(right),
                code: None,
            });
        }
        let sides: Vec<&Span> = self.spans.iter().filter(|span| !span.is_primary).collect();
        let [left, right] = sides.as_slice() else {
            return None;
        };
        (self.code.as_deref() == Some("E0369")).then_some(())?;
        Some(Operation {
            left: Type::parse(left.label.as_deref()?),
            operator: self.code_there().to_owned(),
            right: Type::parse(right.label.as_deref()?),
            code: Some((left.text.clone(), right.text.clone())),
        })
    }

    /// Both types of "mismatched types", from the label and from the note below it.
    pub(super) fn mismatch(&self) -> Option<Mismatch> {
        let noted = self
            .children
            .iter()
            .find(|child| child.message.trim_start().starts_with("expected "))
            .and_then(|child| child.message.split_once('\n'))
            .and_then(|(expected, found)| {
                Some((
                    Type::parse(quoted(expected).next()?),
                    Type::parse(quoted(found).next()?),
                ))
            });
        let labelled = self
            .label()
            .strip_prefix("expected ")
            .and_then(|label| label.split_once(", found "))
            .and_then(|(expected, found)| Some((in_label(expected)?, in_label(found)?)));
        let (expected, found) = match (labelled, noted) {
            (Some(short), Some(long)) => (short.0.with(long.0), short.1.with(long.1)),
            (Some(both), None) | (None, Some(both)) => both,
            (None, None) => return None,
        };
        Some(Mismatch { expected, found })
    }
}

impl Operation {
    pub(super) fn is_arithmetic(&self) -> bool {
        matches!(
            self.operator.as_str(),
            "+" | "-" | "*" | "/" | "%" | "+=" | "-=" | "*=" | "/=" | "%="
        )
    }

    pub(super) fn is_comparison(&self) -> bool {
        matches!(
            self.operator.as_str(),
            "==" | "!=" | "<" | "<=" | ">" | ">="
        )
    }
}

fn in_label(text: &str) -> Option<Type> {
    match text {
        "integer" => Some(Type::parse("{integer}")),
        "floating-point number" => Some(Type::parse("{float}")),
        _ => Some(Type::parse(text.strip_prefix('`')?.strip_suffix('`')?)),
    }
}

/// The pieces in backticks.
pub(super) fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Code that is short enough to be repeated.
pub(super) fn short(code: &str) -> Option<&str> {
    (!code.is_empty() && code.chars().count() <= LONGEST_CODE).then_some(code)
}

/// A name, or a field: `x`, `self.w`.
pub(super) fn is_name(code: &str) -> bool {
    code.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && code
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '.')
}

/// A number as it is written in code.
pub(super) fn is_literal(code: &str) -> bool {
    code.starts_with(|c: char| c.is_ascii_digit())
        && code
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == '_')
}
