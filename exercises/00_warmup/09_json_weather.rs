//! Parse JSON: a weather report
//!
//! Data from the web arrive as JSON. `serde` turns the text into a struct, and the struct says
//! what the data must look like: the check comes with the types.
//!
//!     #[derive(Serialize, Deserialize)]    code for both directions, made by the compiler
//!     #[serde(rename = "location")]        the name of a field in the text
//!     f64, String, Vec<Day>                must be there, and of this type
//!     Option<f64>                          `None` for null, and if the field is missing
//!     serde_json::from_str(text)           the struct, or an error that says what is missing
//!     serde_json::to_string(&x)            and back again
//!
//! Fields that the struct does not name are skipped. null is "not measured": it is not 0 mm,
//! and a mean leaves such days out. The mean of no numbers and the hottest of no days are
//! `None`. JSON has no NaN, so none can come out of it.

use serde::{Deserialize, Serialize};

/// The answer of an (invented) weather service for a week in March.
const WEEK: &str = r#"{
    "location": "Harbour", "version": 3,
    "days": [
        {"date": "03-02", "high_c": 4.5,  "rain_mm": 2.0,  "wind": "W"},
        {"date": "03-03", "high_c": 7.0,  "rain_mm": 0.0,  "wind": "SW"},
        {"date": "03-04", "high_c": 11.5, "rain_mm": null, "wind": "S"},
        {"date": "03-05", "high_c": 11.5, "rain_mm": 0.5,  "wind": "S"},
        {"date": "03-06", "high_c": 6.0,  "rain_mm": 9.5,  "wind": "NW"},
        {"date": "03-07", "high_c": -1.5, "rain_mm": null, "wind": "N"},
        {"date": "03-08", "high_c": 0.0,  "rain_mm": 3.0,  "wind": "N"}
    ]
}"#;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Forecast {
    #[serde(rename = "location")]
    city: String,
    days: Vec<Day>,
}

// TODO 1: a day may be without a measurement of its rain.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Day {
    date: String,
    high_c: f64,
    rain_mm: f64,
}

/// The forecast in a JSON text. Finished, as an example: the type asks for the rest.
fn parse(json: &str) -> Result<Forecast, serde_json::Error> {
    serde_json::from_str(json)
}

/// Date and temperature of the hottest day, of several the first; `None` without days.
// TODO 2: find the hottest day.
fn hottest_day(f: &Forecast) -> Option<(&str, f64)> {
    todo!("the hottest of {} days", f.days.len())
}

/// The mean rain of the days on which it was measured; `None` if there are none.
// TODO 3: average what was measured.
fn mean_rain(f: &Forecast) -> Option<f64> {
    todo!("the mean rain of {} days", f.days.len())
}

fn main() {
    let forecast = match parse(WEEK) {
        Ok(forecast) => forecast,
        Err(error) => return println!("no forecast: {error}"),
    };
    println!("{}, {} days", forecast.city, forecast.days.len());
    for day in &forecast.days {
        let bar = "#".repeat((day.high_c.max(0.0) * 2.0) as usize);
        println!("{}  {:>5.1} C  {bar}", day.date, day.high_c);
    }
    println!("hottest day: {:?}", hottest_day(&forecast));
    println!("mean rain in mm: {:?}", mean_rain(&forecast));
    let broken = WEEK.replace("high_c", "hi");
    println!(
        "without high_c: {}",
        parse(&broken).map(|_| ()).unwrap_err()
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close};

    /// A forecast from pairs of temperature and rain, as written in JSON.
    fn forecast(days: &[(&str, &str)]) -> Forecast {
        let day = |(i, (high, rain)): (usize, &(&str, &str))| {
            format!(r#"{{"date": "day {i}", "high_c": {high}, "rain_mm": {rain}}}"#)
        };
        let days: Vec<String> = days.iter().enumerate().map(day).collect();
        let json = format!(r#"{{"location": "Test", "days": [{}]}}"#, days.join(","));
        parse(&json).expect("a forecast like this is allowed")
    }

    #[test]
    fn a_week_with_days_without_measurement_is_read() {
        let week = parse(WEEK).expect("null is allowed for the rain");
        assert_eq!((week.city.as_str(), week.days.len()), ("Harbour", 7));
        assert_eq!(week.days[5].date, "03-07");
        assert_close!(week.days[5].high_c, -1.5);
    }

    #[test]
    fn a_missing_field_is_an_error_that_names_it() {
        for field in ["date", "high_c", "location", "days"] {
            let json = WEEK.replace(&format!("\"{field}\""), "\"x\"");
            let error = parse(&json).expect_err(field).to_string();
            assert!(error.contains(field), "{field}: {error}");
        }
        let text = WEEK.replace("4.5", "\"warm\"");
        assert!(parse(&text).is_err(), "a text is no temperature");
    }

    #[test]
    fn what_is_written_is_read_again_as_it_was() {
        let week = parse(WEEK).unwrap();
        let text = serde_json::to_string(&week).unwrap();
        assert!(text.contains("\"rain_mm\":null"), "null stays null: {text}");
        assert_eq!(parse(&text).unwrap(), week);
    }

    #[test]
    fn the_hottest_day_is_the_first_of_equals() {
        let week = parse(WEEK).unwrap();
        assert_eq!(hottest_day(&week), Some(("03-04", 11.5)));
    }

    #[test]
    fn a_week_of_frost_has_a_hottest_day() {
        let frost = forecast(&[("-9.5", "0"), ("-7", "0"), ("-8", "0")]);
        assert_eq!(hottest_day(&frost), Some(("day 1", -7.0)));
        assert_eq!(hottest_day(&forecast(&[("3", "0")])), Some(("day 0", 3.0)));
    }

    #[test]
    fn days_without_measurement_are_left_out_of_the_mean() {
        // By hand: (2 + 0 + 0.5 + 9.5 + 3) / 5 = 3.
        let got = mean_rain(&parse(WEEK).unwrap()).expect("five days were measured");
        assert_not_close!(got, 15.0 / 7.0, "a day that is not measured is not dry");
        assert_close!(got, 3.0);
        let dry = forecast(&[("1", "0"), ("2", "0.5"), ("3", "null")]);
        assert_close!(mean_rain(&dry).unwrap(), 0.25);
        assert_close!(mean_rain(&forecast(&[("1", "0")])).unwrap(), 0.0);
    }

    #[test]
    fn nothing_measured_has_no_mean() {
        assert_eq!(mean_rain(&forecast(&[("1", "null"), ("2", "null")])), None);
        let none = forecast(&[]);
        assert_eq!((mean_rain(&none), hottest_day(&none)), (None, None));
    }

    #[test]
    fn rain_may_be_missing_altogether() {
        let json = r#"{"location": "Test", "days": [{"date": "x", "high_c": 1}]}"#;
        assert_eq!(mean_rain(&parse(json).expect("as good as null")), None);
    }
}
