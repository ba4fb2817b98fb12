//! linfa: what `fit` and `predict` are given, and traits that are not satisfied.

use super::{
    Explanation, Rule,
    facts::short,
    operators::entries_of,
    say,
    types::{Axes, Kind, Type},
};
use crate::diagnostics::Diagnostic;

pub(super) const RULES: &[Rule] = &[
    Rule::on("E0271", targets_of_another_number),
    Rule::on("E0271", targets_with_two_axes),
    Rule::on("E0277", records_of_whole_numbers),
    Rule::on("E0277", predict_wants_rows),
    Rule::on("E0599", not_fitted_yet),
    Rule::on("E0599", metric_of_another_number),
    Rule::on("E0308", array_for_a_dataset),
    Rule::on("E0308", dataset_not_lent),
    Rule::on("E0061", fit_takes_a_dataset),
];

/// `fit` where records are `f64` and targets `usize`.
fn targets_of_another_number(error: &Diagnostic) -> Option<Explanation> {
    let (there, wanted) = entries_of(error)?;
    error.child("` to implement `AsTargets`")?;
    error.child("` to implement `Fit<")?;
    if !wanted.is_float() || !there.is_number() || there.number() == wanted.number() {
        return None;
    }
    say(
        format!(
            "The targets are {}s, and this model wants floats of the same type as in the records.",
            there.number_in_words().trim_start_matches("a ")
        ),
        format!(
            "Convert them before the dataset is made: `y.mapv(|v| v as {})`.",
            wanted.float_name()
        ),
    )
}

/// A matrix of targets where one number for each row is wanted.
fn targets_with_two_axes(error: &Diagnostic) -> Option<Explanation> {
    let about_targets = error.message.starts_with("type mismatch resolving `<")
        && error
            .message
            .ends_with(" as AsTargets>::Ix == Dim<[usize; 1]>`");
    about_targets.then_some(())?;
    let note = error.child("expected struct `Dim<[usize; 1]>`")?;
    note.message
        .ends_with("found struct `Dim<[usize; 2]>`")
        .then_some(())?;
    say(
        "This model learns one number for each row, and the targets are a matrix.",
        "Make a vector of them: `y.column(0).to_owned()`.",
    )
}

fn records_of_whole_numbers(error: &Diagnostic) -> Option<Explanation> {
    let (number, name) = error.bound()?;
    if !number.is_integer() || number.refs != 0 || name != "linfa::Float" {
        return None;
    }
    say(
        format!(
            "linfa calculates with floats, and these arrays hold {}.",
            match number.number() {
                Some("{integer}") | None => "whole numbers".to_owned(),
                Some(name) => format!("`{name}`"),
            }
        ),
        "Write the numbers with a point, or convert the arrays: `x.mapv(|v| v as f64)`.",
    )
}

/// `predict` with a single row.
fn predict_wants_rows(error: &Diagnostic) -> Option<Explanation> {
    let bound = &error.message;
    if !bound.contains(": Predict<") && !bound.contains("::Predict<") {
        return None;
    }
    // The message itself is cut short; what is given stands in full in the label or in the help.
    let helps = error.children.iter().map(|child| child.message.as_str());
    let given = std::iter::once(error.label())
        .chain(helps)
        .find_map(|text| {
            let (_, rest) = text
                .split_once("PredictInplace<")
                .or_else(|| text.split_once("Predict<"))?;
            let (given, _) = rest.split_once(", _>` is not implemented")?;
            Some(Type::parse(given))
        })?;
    if given.array()?.axes != Axes::Fixed(1) {
        return None;
    }
    say(
        "`predict` wants a matrix, one row for each sample, and this is a single vector.",
        "Make a matrix with one row of it: `x.insert_axis(Axis(0))`.",
    )
}

/// `predict` on the settings of a model.
fn not_fitted_yet(error: &Diagnostic) -> Option<Explanation> {
    const SETTINGS: &[&str] = &[
        "LinearRegression",
        "IsotonicRegression",
        "LogisticRegression",
        "MultiLogisticRegression",
    ];
    let settings = error
        .message
        .strip_prefix("no method named `predict` found for struct `")?
        .split(['`', '<'])
        .next()?;
    if !SETTINGS.contains(&settings) && !settings.ends_with("Params") {
        return None;
    }
    // Where the trait is missing, that is what is wrong.
    error.trait_out_of_scope().is_none().then_some(())?;
    // A struct of the learner's own is marked in the file.
    error
        .labelled("not found for this struct")
        .is_none()
        .then_some(())?;
    say(
        format!(
            "`{settings}` holds only the settings; what can predict is the model that `fit` returns."
        ),
        "Fit it first: `let model = settings.fit(&dataset).unwrap();`, then `model.predict(...)`.",
    )
}

/// `r2` of whole numbers, `confusion_matrix` of floats.
fn metric_of_another_number(error: &Diagnostic) -> Option<Explanation> {
    const OF_FLOATS: &[&str] = &[
        "r2",
        "mean_squared_error",
        "mean_absolute_error",
        "max_error",
        "median_absolute_error",
        "explained_variance",
    ];
    let method = error
        .message
        .strip_prefix("no method named `")?
        .split_once("` found for struct `ArrayBase<")?
        .0;
    let owner = error
        .label()
        .strip_prefix("method not found in `")?
        .strip_suffix('`')?;
    let owner = Type::parse(owner);
    let entry = &owner.array()?.entry;
    error.trait_out_of_scope().is_none().then_some(())?;
    if OF_FLOATS.contains(&method) && entry.is_integer() {
        return say(
            format!("`{method}` compares floats, and these are whole numbers."),
            "Convert both sides: `y.mapv(|v| v as f64)`.",
        );
    }
    if method == "confusion_matrix" && entry.is_float() {
        return say(
            "`confusion_matrix` counts classes, and a float is no name of a class.",
            "Decide first: `p.mapv(|v| v > 0.5)`, or whole numbers as classes.",
        );
    }
    None
}

/// `fit(&x)`.
fn array_for_a_dataset(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let Kind::Other(wanted) = &mismatch.expected.kind else {
        return None;
    };
    mismatch.found.array()?;
    wanted.starts_with("DatasetBase<").then_some(())?;
    a_dataset()
}

fn a_dataset() -> Option<Explanation> {
    say(
        "A dataset is wanted here, which holds records and targets together, and this is an array.",
        "Make one: `let dataset = Dataset::new(x, y);`, then `fit(&dataset)`.",
    )
}

/// `fit(&x, &y)`.
fn fit_takes_a_dataset(error: &Diagnostic) -> Option<Explanation> {
    error.is_defined_elsewhere().then_some(())?;
    let span = error.labelled("unexpected argument #2 of type `")?;
    let second = Type::parse(
        span.label
            .as_deref()
            .and_then(|label| label.split('`').nth(1))?,
    );
    if error.code_there() != "fit"
        || second.array().is_none()
        || !error
            .message
            .starts_with("this method takes 1 argument but 2")
    {
        return None;
    }
    a_dataset()
}

/// `fit(dataset)`.
fn dataset_not_lent(error: &Diagnostic) -> Option<Explanation> {
    let mismatch = error.mismatch()?;
    let (Kind::Other(wanted), Kind::Other(given)) = (&mismatch.expected.kind, &mismatch.found.kind)
    else {
        return None;
    };
    let both = wanted.starts_with("DatasetBase<") && given.starts_with("DatasetBase<");
    if !both || (mismatch.expected.refs, mismatch.found.refs) != (1, 0) {
        return None;
    }
    let dataset = short(error.code_there()).unwrap_or("dataset");
    say(
        "The dataset is only borrowed here, and it is handed over.",
        format!("Put `&` in front of it: `&{dataset}`."),
    )
}
