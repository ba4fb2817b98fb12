//! Rules on messages; `tests/explain` makes the panics themselves.

use super::*;
use crate::verdict::origin::Origin;

fn said(message: &str, code: &str) -> Option<String> {
    explain(&failure(message, code)).map(|explanation| explanation.sentence)
}

fn failure(message: &str, code: &str) -> Failure {
    Failure {
        message: message.to_owned(),
        file: "a.rs".to_owned(),
        line: 1,
        output: String::new(),
        origin: Origin {
            whose: Some(Whose::Learner),
            code: code.to_owned(),
            ..Origin::default()
        },
    }
}

#[test]
fn what_is_unwrapped_is_read_from_the_line() {
    let unwrapped = |code| {
        Panicked {
            message: "",
            code,
            inside: None,
        }
        .unwrapped()
    };
    assert_eq!(unwrapped("let m = x.mean().unwrap();"), Some("mean"));
    assert_eq!(
        unwrapped("f(a.get(g(1)).expect(\"it is there\"))"),
        Some("get")
    );
    assert_eq!(unwrapped("t.parse::<f64>().unwrap()"), Some("parse"));
    assert_eq!(
        unwrapped("Array1::<f64>::zeros(0).mean().unwrap()"),
        Some("mean")
    );
    assert_eq!(unwrapped("a.b.unwrap()"), None);
    assert_eq!(unwrapped("x.first().unwrap() + x.last().unwrap()"), None);
    assert_eq!(unwrapped(").unwrap()"), None);
}

#[test]
fn an_expectation_is_a_none_only_where_the_line_says_so() {
    let code = "let a = v.first().expect(\"v has entries\");";
    assert!(said("v has entries", code).unwrap().starts_with("`first`"));
    assert_eq!(said("v has entries", "panic!(\"v has entries\")"), None);
    assert_eq!(said("v has entries", ""), None);
}

#[test]
fn messages_of_tests_and_learners_are_left_alone() {
    for message in [
        "",
        "still to write: index",
        "assertion `left == right` failed\n  left: 3\n right: 2",
        "assertion failed: axis < self.ndim()",
        "index 3 is wrong",
        "Slice of bread",
        "range of values",
        "attempt to fly with overflow",
        "ndarray: index x is out of bounds for array of shape y",
        "ndarray: index [0, 0] is out of bounds for array of shape [2]",
    ] {
        assert_eq!(said(message, "x"), None, "{message}");
    }
}

#[test]
fn in_a_test_the_way_out_is_in_the_learners_code() {
    let mut failure = failure("attempt to divide by zero", "1 / f()");
    failure.origin.whose = Some(Whose::Test);
    let way_out = explain(&failure).unwrap().way_out;
    assert!(way_out.starts_with("The test does this"), "{way_out}");
}

#[test]
fn shapes_of_a_product_suggest_a_transpose_only_where_one_fits() {
    let way_out = |message: &str| explain(&failure(message, "")).unwrap().way_out;
    let of = |sizes: &str| {
        way_out(&format!(
            "ndarray: inputs {sizes} are not compatible for matrix multiplication"
        ))
    };
    assert!(of("2 × 3 and 4 × 3").contains("the right one transposed, 2 x 3 times 3 x 4"));
    assert!(of("2 × 3 and 2 × 5").contains("the left one transposed, 3 x 2 times 2 x 5"));
    assert!(!of("2 × 3 and 4 × 5").contains("transposed"));
    assert!(!of("2 × 1 and 4 × 1").contains("transposed"));
}
