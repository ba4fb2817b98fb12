//! `check --format classroom`: the result of a GitHub Classroom autograder, a test an exercise.

use serde_json::{Value, json};

use super::{Graded, Standing, Sum, cases, count, number, pretty, text};
use crate::catalog::Catalog;

/// What one test may say; all of them travel in one environment variable.
const LONGEST: usize = 1000;

pub(crate) fn document(_: &Catalog, graded: &[Graded]) -> String {
    pretty(&result(graded))
}

/// The line for the file that `$GITHUB_OUTPUT` names: the result, as the reporter reads it.
pub(crate) fn output_line(graded: &[Graded]) -> String {
    format!("result={}\n", base64(result(graded).to_string().as_bytes()))
}

fn result(graded: &[Graded]) -> Value {
    let status = if count(graded, Standing::Passed) == graded.len() {
        "pass"
    } else if count(graded, Standing::Error) > 0 {
        "error"
    } else {
        "fail"
    };
    let tests: Vec<Value> = graded.iter().map(test).collect();
    json!({
        "version": 1,
        "status": status,
        "max_score": number(Sum::of(graded).points),
        "tests": tests,
    })
}

fn test(graded: &Graded) -> Value {
    let exercise = graded.exercise;
    let mut message = match graded.standing() {
        Standing::Passed => String::new(),
        Standing::Failed | Standing::Error | Standing::NotAttempted => cases::details(graded),
    };
    if graded.tests_modified && message.is_empty() {
        message = "The tests in the file are not those of the course.".to_owned();
    }
    json!({
        "name": exercise.id,
        "status": match graded.standing() {
            Standing::Passed => "pass",
            Standing::Failed | Standing::NotAttempted => "fail",
            Standing::Error => "error",
        },
        "score": number(graded.score()),
        "max_score": number(exercise.points),
        "message": text::shortened(&message, LONGEST),
        "test_code": format!("runner run {}", exercise.id),
        "filename": exercise.path,
        "line_no": cases::place(graded).map_or(0, |place| place.line),
        "duration": number((graded.seconds() * 1000.0).round()),
        "outcome": graded.verdict().name(),
        "tests_modified": graded.tests_modified,
    })
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let index = (bits >> (18 - 6 * at)) & 63;
            text.push(if at > chunk.len() {
                '='
            } else {
                char::from(ALPHABET[index as usize])
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    /// The vectors of RFC 4648, and the last letters of the alphabet.
    #[test]
    fn bytes_become_text() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }
}
