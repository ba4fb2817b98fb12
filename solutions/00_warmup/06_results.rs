//! Result and `?` in place of exceptions
//!
//! A file of measurements has a bad line sooner or later. `unwrap` ends the program there and
//! tells the author's line, not the file's; to skip the line would be worse. This parser
//! unwraps everywhere. Make it tell which line is bad, and why.
//!
//!     7, 1.82, adult          id: u32, height: f64, label: String
//!
//! What may fail returns `Result<T, E>`: `Ok(value)` or `Err(reason)`, and the type says so.
//!
//!     let x = f()?;                  the value, or at once `return Err(reason)`
//!     result.map_err(|e| ..)         the same Ok, another reason
//!     option.ok_or(reason)           Some(x) as Ok(x), None as Err(reason)
//!     match fields.as_slice() {      fields that must be exactly three
//!         [a, b, c] => .., _ => .. }
//!     iterator.collect()             into Result<Vec<T>, E>: all values, or the first reason
//!
//! Spaces around a field do not matter. A height is a finite number: "NaN" and "inf" parse as
//! `f64` and are refused all the same. An empty label is refused. Lines count from 1, and an
//! empty one is a bad line, wherever it is; the newline that ends the last line adds none.

use std::{fmt, str::FromStr};

#[derive(Debug, PartialEq)]
struct Row {
    id: u32,
    height: f64,
    label: String,
}

#[derive(Debug, PartialEq)]
enum ParseError {
    /// This many fields, not three.
    FieldCount(usize),
    /// The field of this name is no number, or none that is allowed.
    BadNumber(&'static str),
    NoLabel,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, {}, {}", self.id, self.height, self.label)
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::FieldCount(n) => write!(f, "it has {n} fields, not 3"),
            Self::BadNumber(name) => write!(f, "its {name} is no number"),
            Self::NoLabel => write!(f, "it has no label"),
        }
    }
}

/// The number in a field; `BadNumber(name)` if there is none. `FromStr` is the trait of
/// everything that `parse` can make.
fn number<T: FromStr>(field: &str, name: &'static str) -> Result<T, ParseError> {
    // `parse` has its own error type, another one for each T. The caller wants to know the
    // field: `map_err` puts one reason in place of the other.
    let number = field.trim().parse();
    number.map_err(|_| ParseError::BadNumber(name))
}

/// One line. If several things are wrong, the number of fields comes first, then the fields
/// from left to right.
fn parse_row(line: &str) -> Result<Row, ParseError> {
    // Each `?` is an early return with the reason; what is left reads as if nothing could go
    // wrong. The pattern names three fields and refuses two or four. "NaN" parses: f64 has it,
    // a measurement has not.
    let fields: Vec<&str> = line.split(',').collect();
    let [id, height, label] = fields.as_slice() else {
        return Err(ParseError::FieldCount(fields.len()));
    };
    let id = number(id, "id")?;
    let height: f64 = number(height, "height")?;
    if !height.is_finite() {
        return Err(ParseError::BadNumber("height"));
    }
    let label = label.trim().to_string();
    if label.is_empty() {
        return Err(ParseError::NoLabel);
    }
    Ok(Row { id, height, label })
}

/// All rows, or the number of the first bad line and its reason.
fn parse_all(text: &str) -> Result<Vec<Row>, (usize, ParseError)> {
    // `collect` into a Result stops at the first Err. `filter_map(Result::ok)` compiles as
    // well and hides the bad lines: a model is then trained on what happens to be left.
    // `enumerate` counts from 0, editors count lines from 1.
    let numbered = text.lines().enumerate();
    numbered
        .map(|(i, line)| parse_row(line).map_err(|reason| (i + 1, reason)))
        .collect()
}

fn main() {
    println!("A line is refused if");
    use ParseError::{BadNumber, FieldCount, NoLabel};
    for reason in [FieldCount(2), BadNumber("id"), NoLabel] {
        println!("    {reason}");
    }
    let good = "7, 1.82, adult\n8, 1.31, child\n";
    let bad = good.replace("1.31", "1,31");
    for text in [good, &bad] {
        match parse_all(text) {
            Ok(rows) => rows.iter().for_each(|row| println!("row: {row}")),
            Err((line, reason)) => println!("line {line} is bad: {reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParseError::{BadNumber, FieldCount, NoLabel};

    fn row(id: u32, height: f64, label: &str) -> Row {
        let label = label.to_string();
        Row { id, height, label }
    }

    #[test]
    fn a_reason_is_a_sentence() {
        let said = [FieldCount(2), BadNumber("id"), NoLabel].map(|reason| reason.to_string());
        assert!(said[0].contains("2 fields") && said[1].contains("its id"));
        assert!(said[2].contains("no label"));
    }

    #[test]
    fn a_good_line_is_a_row() {
        assert_eq!(parse_row("7,1.82,adult"), Ok(row(7, 1.82, "adult")));
        assert_eq!(parse_row("0,-2.5e1,x y"), Ok(row(0, -25.0, "x y")));
    }

    #[test]
    fn spaces_around_a_field_do_not_matter() {
        let got = parse_row("  7 ,\t1.82,  young adult ");
        assert_eq!(got, Ok(row(7, 1.82, "young adult")));
    }

    #[test]
    fn a_field_without_a_number_is_named() {
        assert_eq!(number::<u32>("7a", "id"), Err(BadNumber("id")));
        assert_eq!(parse_row("7,tall,adult"), Err(BadNumber("height")));
        assert_eq!(parse_row("7,,adult"), Err(BadNumber("height")), "empty");
        for id in ["", "-1", "1.5", "4294967296"] {
            let line = format!("{id},1.82,adult");
            assert_eq!(parse_row(&line), Err(BadNumber("id")), "{line}");
        }
    }

    #[test]
    fn a_height_is_a_finite_number() {
        for height in ["NaN", "inf", "-infinity", "1e999"] {
            let line = format!("7,{height},adult");
            assert_eq!(parse_row(&line), Err(BadNumber("height")), "{line}");
        }
    }

    #[test]
    fn a_row_has_exactly_three_fields() {
        assert_eq!(parse_row("7,1.82"), Err(FieldCount(2)));
        assert_eq!(parse_row("7,1,82,adult"), Err(FieldCount(4)));
        assert_eq!(parse_row("7,1.82,adult,"), Err(FieldCount(4)));
        assert_eq!(parse_row(""), Err(FieldCount(1)));
    }

    #[test]
    fn a_label_of_nothing_but_spaces_is_none() {
        assert_eq!(parse_row("7,1.82,"), Err(NoLabel));
        assert_eq!(parse_row("7,1.82,  "), Err(NoLabel));
    }

    #[test]
    fn the_number_of_fields_comes_first_then_left_to_right() {
        assert_eq!(parse_row("x,tall"), Err(FieldCount(2)));
        assert_eq!(parse_row("x,tall,"), Err(BadNumber("id")));
        assert_eq!(parse_row("7,NaN,"), Err(BadNumber("height")));
    }

    #[test]
    fn good_lines_are_all_rows_and_print_as_they_were() {
        let text = "7, 1.82, adult\n8, 1.31, child\n9, 0.6, infant\n";
        let rows = parse_all(text).expect("three good lines");
        assert_eq!(rows.len(), 3);
        let again: String = rows.iter().map(|row| format!("{row}\n")).collect();
        assert_eq!(again, text);
        assert_eq!(parse_all(text.trim_end()), Ok(rows), "no newline");
        assert_eq!(parse_all(""), Ok(vec![]));
    }

    #[test]
    fn the_first_bad_line_is_told_by_its_number_from_1() {
        let got = parse_all("7,1.82,adult\n8,small,child\n9,0.6\n");
        assert!(got.is_err(), "a bad line must not be dropped: {got:?}");
        assert_eq!(got, Err((2, BadNumber("height"))));
        assert_eq!(parse_all("x,1.82,adult"), Err((1, BadNumber("id"))));
    }

    #[test]
    fn an_empty_line_is_a_bad_line() {
        let got = parse_all("7,1.82,adult\n\n8,1.31,child\n");
        assert_eq!(got, Err((2, FieldCount(1))));
        assert_eq!(parse_all("\n7,1.82,adult"), Err((1, FieldCount(1))));
        assert_eq!(parse_all("7,1.82,adult\n\n"), Err((2, FieldCount(1))));
    }
}
