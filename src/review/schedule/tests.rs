//! The schedule, with dates.

use super::*;

/// Unix time of a day of March 2026 at noon; day 32 is the first of April.
fn march(day: i64) -> i64 {
    const FIRST_OF_MARCH_2026: i64 = 20_513;
    (FIRST_OF_MARCH_2026 + day - 1) * DAY + DAY / 2
}

fn easy() -> Effort {
    Effort::default()
}

fn hard() -> Effort {
    Effort {
        attempts: 5,
        hints: 2,
        ..Effort::default()
    }
}

/// Solved at the first moment it is due, with this effort; the day of March on which that is.
fn reviewed(memory: &Memory, effort: Effort) -> (Memory, i64) {
    let day = (1..1000)
        .find(|&day| memory.is_due(march(day)))
        .expect("it comes");
    (memory.after(&Recall::Solved(effort), march(day)), day)
}

#[test]
fn effort_lowers_the_grade() {
    let effort = |attempts, hints| Effort {
        attempts,
        hints,
        ..Effort::default()
    };
    assert_eq!(grade(&effort(0, 0)), 5);
    assert_eq!(grade(&effort(2, 0)), 5);
    assert_eq!(grade(&effort(3, 0)), 4);
    assert_eq!(grade(&effort(7, 0)), 3);
    assert_eq!(grade(&effort(0, 1)), 4);
    assert_eq!(grade(&effort(0, 3)), 3);
    assert_eq!(grade(&effort(u32::MAX, u32::MAX)), 1);
    let timed = |seconds, usual_seconds| Effort {
        seconds,
        usual_seconds,
        ..Effort::default()
    };
    assert_eq!(grade(&timed(600, Some(300))), 5, "twice is not more");
    assert_eq!(grade(&timed(601, Some(300))), 4);
    assert_eq!(grade(&timed(u64::MAX, None)), 5, "nothing to compare with");
    let difficult = |difficulty| Effort {
        difficulty,
        ..Effort::default()
    };
    assert_eq!(grade(&difficult(Some(3))), 5);
    assert_eq!(grade(&difficult(Some(4))), 4);
    assert_eq!(
        grade(&Effort {
            attempts: 9,
            hints: 9,
            seconds: 9,
            usual_seconds: Some(1),
            difficulty: Some(5)
        }),
        0
    );
}

#[test]
fn what_was_hard_comes_back_sooner() {
    let passed = march(1);
    let days = |effort: Effort| {
        let memory = Memory::first(passed, &effort);
        (1..30).find(|&day| memory.is_due(march(day)))
    };
    assert_eq!(days(easy()), Some(8));
    let one_hint = Effort {
        hints: 1,
        ..Effort::default()
    };
    assert_eq!(days(one_hint), Some(5));
    assert_eq!(days(hard()), Some(3));
    let hopeless = Effort {
        attempts: 99,
        hints: 99,
        ..Effort::default()
    };
    assert_eq!(days(hopeless), Some(3), "a first pass is a pass");
}

/// By hand: ease 2.6 after an easy pass, and 0.1 more for each easy review.
#[test]
fn easy_reviews_lengthen_the_interval() {
    let memory = Memory::first(march(1), &easy());
    let (memory, day) = reviewed(&memory, easy());
    assert_eq!((day, memory.interval), (8, 19)); // ceil(7 * 2.6) = ceil(18.2)
    let (memory, day) = reviewed(&memory, easy());
    assert_eq!((day, memory.interval), (27, 52)); // ceil(19 * 2.7) = ceil(51.3)
    let (memory, day) = reviewed(&memory, easy());
    assert_eq!((day, memory.interval), (79, 146)); // ceil(52 * 2.8) = ceil(145.6)
    let (memory, _) = reviewed(&memory, easy());
    assert_eq!(memory.interval, 365, "a year at most");
    assert_eq!(memory.lapses, 0);
}

/// The table of SM-2: 1, 6, 6 * ease, ... with grade 4, which leaves the ease.
#[test]
fn after_forgetting_the_intervals_are_those_of_sm_2() {
    let memory = Memory {
        since: march(1),
        interval: 40,
        ease: 2.5,
        lapses: 0,
    };
    let forgotten = memory.after(&Recall::GivenUp, march(41));
    assert_eq!(
        forgotten,
        Memory {
            since: march(41),
            interval: 1,
            ease: 2.5,
            lapses: 1
        }
    );
    assert!(!forgotten.is_due(march(41)) && forgotten.is_due(march(42)));
    let hesitating = Effort {
        hints: 1,
        ..Effort::default()
    };
    let mut memory = forgotten;
    let mut intervals = Vec::new();
    for _ in 0..4 {
        memory = reviewed(&memory, hesitating).0;
        intervals.push(memory.interval);
    }
    assert_eq!(intervals, [6, 15, 38, 95]);
    assert!((memory.ease - 2.5).abs() < 1e-9, "{}", memory.ease);
    assert_eq!(memory.lapses, 1);
}

#[test]
fn solved_with_all_the_help_there_is_counts_as_forgotten() {
    let memory = Memory::first(march(1), &easy());
    let helped = Effort {
        attempts: 3,
        hints: 3,
        ..Effort::default()
    };
    let after = memory.after(&Recall::Solved(helped), march(8));
    assert_eq!((after.interval, after.lapses), (1, 1));
    let after = memory.after(&Recall::Solved(hard()), march(8));
    assert_eq!((after.interval, after.lapses), (19, 0));
    assert!(after.ease < memory.ease);
}

#[test]
fn the_ease_has_a_floor() {
    let mut memory = Memory::first(march(1), &hard());
    for _ in 0..50 {
        memory = memory.after(&Recall::Solved(hard()), memory.due_at(memory.since));
    }
    assert!((memory.ease - LEAST_EASE).abs() < 1e-9, "{}", memory.ease);
    assert_eq!(memory.interval, LONGEST, "1.3 still lengthens it");
}

#[test]
fn an_early_review_gets_its_share() {
    let memory = Memory::kept(march(1), 10, 2.5, 0);
    let early = |day| memory.after(&Recall::Solved(easy()), march(day));
    assert_eq!(early(1).interval, 10, "at once: nothing is gained");
    assert_eq!(early(5).interval, 16); // 10 + 15 * 4/10
    assert_eq!(early(11).interval, 25);
    assert_eq!(early(11).since, march(11));
    assert_eq!(early(90).interval, 25, "lateness gains nothing");
    assert_eq!(memory.after(&Recall::GivenUp, march(2)).interval, 1);
}

#[test]
fn due_in_the_evening_is_due_in_the_morning() {
    let evening = march(1) + DAY / 3;
    let memory = Memory::first(evening, &hard());
    assert!(memory.is_due(evening + 2 * DAY - DAY / 2));
    assert!(!memory.is_due(evening + 2 * DAY - DAY / 2 - 1));
    assert_eq!(memory.days_left(evening), 2);
    assert_eq!(memory.days_left(evening + DAY), 1);
    assert_eq!(memory.days_left(evening + 2 * DAY), 0);
    assert_eq!(memory.days_left(evening + 200 * DAY), 0);
}

#[test]
fn a_clock_that_goes_backwards_neither_panics_nor_hides_an_exercise() {
    let memory = Memory::kept(march(20), 6, 2.5, 0);
    // Set back by a few days: it may wait, but no longer than twice its interval.
    assert!(!memory.is_due(march(17)));
    assert_eq!(memory.days_left(march(14)), 12);
    // Set back by more than the interval: the time of the review is not believed.
    assert!(memory.is_due(march(13)));
    assert!(memory.is_due(0));
    assert_eq!(memory.days_left(0), 0);
    let after = memory.after(&Recall::Solved(easy()), 0);
    assert_eq!((after.since, after.interval), (0, 15));
    // An early review before the time from which it counts.
    let after = memory.after(&Recall::Solved(easy()), march(19));
    assert_eq!((after.since, after.interval), (march(19), 6));

    for since in [i64::MIN, -1, 0, i64::MAX] {
        for now in [i64::MIN, -1, 0, march(1), i64::MAX] {
            let memory = Memory::kept(since, u32::MAX, f64::NAN, u32::MAX);
            assert!(
                memory.days_left(now) <= 2 * i64::from(LONGEST),
                "{since} {now}"
            );
            for recall in [Recall::GivenUp, Recall::Solved(easy())] {
                let after = memory.after(&recall, now);
                assert!((1..=LONGEST).contains(&after.interval));
            }
        }
    }
}

#[test]
fn what_was_kept_is_brought_into_its_bounds() {
    let kept = |interval, ease| {
        let memory = Memory::kept(0, interval, ease, 0);
        (memory.interval, memory.ease)
    };
    assert_eq!(kept(0, 0.0), (1, 1.3));
    assert_eq!(kept(9999, f64::INFINITY), (365, 2.5));
    assert_eq!(kept(14, -3.0), (14, 1.3));
    assert_eq!(kept(14, 2.36), (14, 2.36));
}
