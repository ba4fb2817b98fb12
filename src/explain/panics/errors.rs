//! `unwrap` and `expect` of an `Err`: texts that are no numbers, files that are not there, fits that linfa refuses.

use super::{Panicked, Rule};
use crate::explain::{Explanation, say};

pub(super) const RULES: &[Rule] = &[numbers_in_texts, files, fits, of_anything];

fn numbers_in_texts(panicked: Panicked) -> Option<Explanation> {
    let error = panicked.error()?;
    let sentence = match error {
        "ParseFloatError { kind: Invalid }" => {
            "A text was to be read as a float, and it is not the text of one."
        }
        "ParseFloatError { kind: Empty }" => "A text was to be read as a float, and it is empty.",
        "ParseIntError { kind: InvalidDigit }" => {
            "A text was to be read as a whole number, and it has something in it that is no digit."
        }
        "ParseIntError { kind: Empty }" => {
            "A text was to be read as a whole number, and it is empty."
        }
        "ParseIntError { kind: PosOverflow }" | "ParseIntError { kind: NegOverflow }" => {
            "A text was to be read as a whole number, and the number does not fit the type."
        }
        _ => return None,
    };
    say(
        sentence,
        "`dbg!` shows the text in quotation marks: `.trim()` takes blanks and the line's end off; a heading or a missing value needs a decision (`match`, `?`).",
    )
}

fn files(panicked: Panicked) -> Option<Explanation> {
    let kind = panicked
        .error()?
        .strip_prefix("Os { code: ")?
        .split_once("kind: ")?
        .1
        .split_once(',')?
        .0;
    match kind {
        "NotFound" => say(
            "A file or directory is not there.",
            "Print the path, and `std::env::current_dir()`: a path that does not begin with `/` begins there. In an exercise, use the place that it gives you.",
        ),
        "PermissionDenied" => say(
            "The system does not allow that file or directory to be used so.",
            "Print the path; in an exercise, use the place that it gives you.",
        ),
        "AlreadyExists" => say(
            "The file or directory is there already.",
            "Remove it first, or use `create_dir_all` or `File::create`, which take what is there.",
        ),
        _ => None,
    }
}

/// linfa's own errors, inside those of its families.
fn fits(panicked: Panicked) -> Option<Explanation> {
    let error = panicked.error()?;
    let inner = ["LinfaError(", "BaseCrate("]
        .iter()
        .find_map(|wrap| error.strip_prefix(wrap)?.strip_suffix(')'))
        .unwrap_or(error);
    if inner == "NotEnoughSamples" {
        return say(
            "There are not enough samples for what is asked here.",
            "Print the shape of the data: rows are samples. Was it split so that nothing is left, or is it transposed?",
        );
    }
    if let Some(sizes) = inner
        .strip_prefix("MismatchedShapes(")
        .and_then(|sizes| sizes.strip_suffix(')'))
        && let Some((left, right)) = sizes.split_once(", ")
    {
        return say(
            format!("Two numbers of samples must be the same, and they are {left} and {right}."),
            "Print the shapes of both: one entry, or one row, is one sample.",
        );
    }
    if inner.starts_with("NotConverged(\"") {
        return say(
            "The fit did not come to rest within its number of steps.",
            "Allow more steps, a larger tolerance, or scale the features to one size first.",
        );
    }
    None
}

fn of_anything(panicked: Panicked) -> Option<Explanation> {
    panicked.error()?;
    let taker = if panicked.message.starts_with("called `") {
        "unwrap"
    } else {
        "expect"
    };
    say(
        format!(
            "`{taker}` insists on an `Ok`, and this is an error: an `Err`, whose text stands at the end of the message."
        ),
        "Decide what an error means here: `?` hands it to the caller, `match` takes both cases apart.",
    )
}
