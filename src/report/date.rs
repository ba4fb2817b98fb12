//! Days of the calendar, from the seconds that the progress file keeps.

use std::{
    fmt,
    time::{SystemTime, UNIX_EPOCH},
};

const SECONDS_A_DAY: i64 = 24 * 60 * 60;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day, UTC, between 1970 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: u16,
    /// From 1.
    month: u8,
    day: u8,
}

impl Date {
    pub(crate) fn today() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok();
        now.and_then(|since| i64::try_from(since.as_secs()).ok())
            .and_then(Self::of)
            .unwrap_or(Self {
                year: 1970,
                month: 1,
                day: 1,
            })
    }

    /// The day of a Unix time; nothing for one before 1970 or behind the year 9999, which no clock has said.
    pub(crate) fn of(seconds: i64) -> Option<Self> {
        let days = seconds.div_euclid(SECONDS_A_DAY);
        // Counted from 1 March of the year 0, so that the leap day is the last of its year; 400 years repeat.
        let days = days.checked_add(719_468).filter(|_| seconds >= 0)?;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march_based = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_based + 2) / 5 + 1;
        let month = (march_based + 2) % 12 + 1;
        let year = era * 400 + year + i64::from(month <= 2);
        Some(Self {
            year: u16::try_from(year).ok().filter(|&year| year <= 9999)?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// `2026-11-21`
    pub(crate) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `21 Nov 2026`
    pub(crate) fn short(self) -> String {
        format!("{} {} {}", self.day, &self.month_name()[..3], self.year)
    }

    fn month_name(self) -> &'static str {
        MONTHS[usize::from(self.month - 1)]
    }
}

/// `21 November 2026`
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.day, self.month_name(), self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (seconds, iso) in [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (86_400, "1970-01-02"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_709_164_800, "2024-02-29"),
            (1_767_225_599, "2025-12-31"),
            (1_767_225_600, "2026-01-01"),
            (4_107_542_400, "2100-03-01"),
            (253_402_300_799, "9999-12-31"),
        ] {
            assert_eq!(Date::of(seconds).unwrap().iso(), iso, "{seconds}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut before = Date::of(0).unwrap();
        for day in 1..60_000 {
            let date = Date::of(day * SECONDS_A_DAY).unwrap();
            let next_day = (before.year, before.month, before.day + 1);
            let first = date.day == 1
                && before.day >= 28
                && (date.month == before.month + 1
                    || (date.year, date.month, before.month) == (before.year + 1, 1, 12));
            assert!(
                first || (date.year, date.month, date.day) == next_day,
                "{before} {date}"
            );
            before = date;
        }
    }

    #[test]
    fn times_that_no_clock_has_said_are_no_days() {
        for seconds in [-1, i64::MIN, i64::MAX, 253_402_300_800] {
            assert_eq!(Date::of(seconds), None, "{seconds}");
        }
    }

    #[test]
    fn a_day_is_written_in_three_ways() {
        let date = Date::of(1_795_219_200).unwrap();
        assert_eq!(
            (date.to_string(), date.short(), date.iso()),
            (
                "21 November 2026".to_owned(),
                "21 Nov 2026".to_owned(),
                "2026-11-21".to_owned()
            )
        );
    }
}
