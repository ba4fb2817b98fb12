//! Rules on what the compiler once said; `tests/explain` asks the compiler itself.

use serde::Deserialize;
use serde_json::Value;

use super::{
    explain,
    types::{Axes, Kind, Owner, Type},
};
use crate::diagnostics::{self, Diagnostic, Level};

const STORED: &str = include_str!("tests/stored.jsonl");

#[derive(Deserialize)]
struct Stored {
    sentence: String,
    diagnostic: Value,
}

fn stored() -> Vec<(String, Diagnostic)> {
    STORED
        .lines()
        .map(|line| {
            let stored: Stored = serde_json::from_str(line).unwrap();
            let (mut found, other) = diagnostics::parse(&stored.diagnostic.to_string());
            assert_eq!((found.len(), other.as_str()), (1, ""));
            (stored.sentence, found.remove(0))
        })
        .collect()
}

fn sentence(error: &Diagnostic) -> Option<String> {
    explain(error).map(|explanation| explanation.sentence)
}

#[test]
fn stored_errors_get_their_sentences() {
    for (expected, error) in stored() {
        assert_eq!(
            sentence(&error).as_deref(),
            Some(expected.as_str()),
            "{}",
            error.message
        );
    }
}

#[test]
fn the_same_words_under_another_code_or_as_a_warning_are_not_explained() {
    for (_, mut error) in stored() {
        let code = error.code.replace("E0001".to_owned());
        assert_eq!(sentence(&error), None, "{}", error.message);
        error.code = code;
        error.level = Level::Warning;
        assert_eq!(sentence(&error), None, "{}", error.message);
    }
}

/// Another version of the compiler may say less. Then there is no sentence, or the same one, but never another.
#[test]
fn with_less_to_go_by_nothing_else_is_said() {
    let mut wrong = String::new();
    for (expected, error) in stored() {
        let mut poorer = vec![error.clone(); 4];
        poorer[0].children.clear();
        poorer[1].spans.clear();
        for span in &mut poorer[2].spans {
            span.label = None;
        }
        for span in &mut poorer[3].spans {
            (span.before, span.text, span.after) = Default::default();
        }
        for poorer in poorer {
            if let Some(said) = sentence(&poorer)
                && said != expected
            {
                wrong.push_str(&format!("{expected}\n  {said}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn arrays_are_read_from_the_compilers_types() {
    let read = Type::parse("&ArrayBase<OwnedRepr<f64>, Dim<[usize; 2]>>");
    let array = read.array().unwrap();
    assert_eq!(
        (read.refs, array.owner, array.axes),
        (1, Owner::Itself, Axes::Fixed(2))
    );
    assert_eq!(array.entry.number(), Some("f64"));
    assert_eq!(array.name(), "Array2");

    let read = Type::parse("ArrayBase<ViewRepr<&mut f32>, Dim<IxDynImpl>>");
    let array = read.array().unwrap();
    assert_eq!((array.owner, array.axes), (Owner::ViewMut, Axes::Dynamic));
    assert_eq!((array.entry.number(), array.entry.refs), (Some("f32"), 0));

    let read = Type::parse("Option<ArrayBase<..., ...>>");
    let Kind::Option(inner) = read.kind else {
        panic!("{read:?}");
    };
    assert_eq!(inner.array().unwrap().axes, Axes::Unknown);
}

#[test]
fn references_tuples_and_unknown_parts_are_read() {
    assert_eq!(Type::parse("&&{float}").refs, 2);
    assert!(Type::parse("&'a mut Vec<f64>").mutable);
    assert!(
        matches!(Type::parse("(usize, Vec<(f64, f64)>)").kind, Kind::Tuple(parts) if parts.len() == 2)
    );
    assert_eq!(Type::parse("_").kind, Kind::Unknown);
    assert_eq!(Type::parse("...").kind, Kind::Unknown);
    assert_eq!(
        Type::parse("ndarray::Axis").kind,
        Kind::Other("ndarray::Axis".to_owned())
    );
}
