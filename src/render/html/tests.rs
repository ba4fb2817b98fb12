//! The page, read back by another parser.

use super::{
    page::page,
    parsed::{Tag, tags, texts},
};
use crate::{
    catalog::Kind,
    report::{Level, Output, Picture, Report, Solving, Standing, State, Sums, date::Date},
};

/// What a title, a name or an output may try.
const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)> onload=\"x\" </style></pre></svg>&lt;b&gt;\u{1b}]8;;http://x\u{7}<!--\0";

fn date(day: i64) -> Date {
    Date::of(day * 86_400).unwrap()
}

fn solving(title: &str, kind: Kind, state: State) -> Solving {
    let solved = matches!(state, State::Solved(_));
    Solving {
        title: title.to_owned(),
        difficulty: Some(3),
        kind,
        state,
        seconds: 754,
        tries: 4,
        hints: 0,
        output: (solved && kind == Kind::Boss).then(|| Output(format!("{title} printed this"))),
        pictures: Vec::new(),
    }
}

fn level(title: &str, needs: &[usize], exercises: Vec<Solving>) -> Level {
    let solved = exercises.iter().filter(|one| one.is_solved()).count();
    let all = exercises.len();
    Level {
        dir: title.to_owned(),
        title: title.to_owned(),
        summary: format!("{title} in a sentence."),
        needs: needs.to_vec(),
        standing: match solved {
            0 => Standing::Ahead,
            n if n == all => Standing::Done,
            _ => Standing::Begun,
        },
        sums: Sums {
            solved,
            exercises: all,
            seconds: 754,
            tries: 8,
            hints: 1,
        },
        exercises,
    }
}

fn report(word: &str) -> Report {
    let solved = State::Solved(Some(date(20_000)));
    let picture = Picture {
        file: word.to_owned(),
        title: word.to_owned(),
        size: Some((640, 480)),
        svg: format!("<svg><script>{word}</script></svg>").into_bytes(),
    };
    let drawn = Solving {
        pictures: vec![picture.clone(), picture],
        ..solving(word, Kind::Exercise, solved)
    };
    Report {
        course: word.to_owned(),
        made: date(20_100),
        period: Some((date(20_000), date(20_050))),
        totals: Sums {
            solved: 3,
            exercises: 6,
            seconds: 98_000,
            tries: 12_345,
            hints: 0,
        },
        levels: vec![
            level(word, &[], vec![drawn, solving(word, Kind::Boss, solved)]),
            level(
                word,
                &[0],
                vec![
                    solving(word, Kind::Exercise, State::Tried),
                    solving(word, Kind::Quiz, State::Solved(None)),
                ],
            ),
            level(word, &[0], vec![solving(word, Kind::Exercise, State::Open)]),
        ],
        silent: vec![word.to_owned()],
        left_out: 2,
    }
}

/// Names of tags and attributes, in order.
fn skeleton(tags: &[Tag]) -> Vec<String> {
    tags.iter()
        .map(|tag| {
            let names: Vec<_> = tag
                .attributes
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            format!("{} {}", tag.name, names.join(" "))
        })
        .collect()
}

#[test]
fn hostile_words_make_no_tag_and_no_attribute() {
    let (hostile, harmless) = (tags(&page(&report(HOSTILE))), tags(&page(&report("word"))));
    assert_eq!(skeleton(&hostile), skeleton(&harmless));
    for tag in &hostile {
        assert!(tag.name != "script", "{tag:?}");
        assert!(!tag.text.contains(['\u{1b}', '\0', '\u{7}']), "{tag:?}");
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && name != "style", "{tag:?}");
            assert!(!value.contains(['\u{1b}', '\0']), "{tag:?}");
            // Addresses are ours: places on the page, and pictures.
            let address = match name.as_str() {
                "href" => value.starts_with("#level-"),
                "src" => value.starts_with("data:image/svg+xml;base64,"),
                _ => true,
            };
            assert!(address, "{tag:?}");
        }
    }
    assert!(texts(&hostile, "h1")[0].contains("<script>alert(1)</script>"));
    assert!(texts(&hostile, "pre")[0].ends_with(" printed this"));
}

#[test]
fn the_policy_comes_before_anything_it_could_forbid() {
    let tags = tags(&page(&report("word")));
    let head: Vec<_> = tags[..4].iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(head, ["html", "head", "meta", "meta"]);
    assert_eq!(tags[2].get("charset"), Some("utf-8"));
    assert_eq!(
        tags[3].get("content"),
        Some(
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        )
    );
}

#[test]
fn pictures_are_images_and_keep_their_bytes() {
    let tags = tags(&page(&report("<word>")));
    let image = tags.iter().find(|tag| tag.name == "img").unwrap();
    assert_eq!(image.get("alt"), Some("<word>"));
    assert_eq!(
        (image.get("width"), image.get("height")),
        (Some("640"), Some("480"))
    );
    let data = image.get("src").unwrap();
    let data = data.strip_prefix("data:image/svg+xml;base64,").unwrap();
    use base64::{Engine, engine::general_purpose::STANDARD};
    let svg = STANDARD.decode(data).unwrap();
    assert_eq!(svg, b"<svg><script><word></script></svg>");
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for text in [page(&report("word")), super::style::STYLE.to_owned()] {
        for word in [
            "http:", "https:", "//", "@import", "url(", "<script", "<link",
        ] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn headings_are_in_order_and_ids_are_unique() {
    let tags = tags(&page(&report("word")));
    let mut depth = 0;
    for tag in &tags {
        if let ["h", level] = [&tag.name[..1], &tag.name[1..]]
            && let Ok(level) = level.parse::<usize>()
        {
            assert!(level <= depth + 1, "{tag:?}");
            depth = level;
        }
    }
    assert_eq!(texts(&tags, "h1"), ["word"]);
    let mut ids: Vec<_> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    let named: Vec<_> = tags
        .iter()
        .filter_map(|tag| tag.get("aria-labelledby"))
        .flat_map(str::split_whitespace)
        .chain(
            tags.iter()
                .filter_map(|tag| tag.get("href")?.strip_prefix('#')),
        )
        .collect();
    for name in named {
        assert!(ids.contains(&name), "{name}");
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn every_drawing_says_what_it_shows() {
    let tags = tags(&page(&report("word")));
    for tag in tags.iter().filter(|tag| tag.get("role") == Some("img")) {
        let named = tag.get("aria-label").or(tag.get("aria-labelledby"));
        assert!(named.is_some(), "{tag:?}");
    }
    assert_eq!(
        texts(&tags, "desc"),
        ["word: done. word: begun, builds on word. word: still to come, builds on word"]
    );
}

#[test]
fn the_numbers_are_on_the_page() {
    let tags = tags(&page(&report("word")));
    assert_eq!(
        texts(&tags, "dd"),
        ["3 of 6", "1 of 3", "27 h", "12\u{202f}345", "0"]
    );
    let rows = texts(&tags, "tr");
    assert_eq!(
        rows,
        [
            "ExerciseDifficultySolvedTimeTriesHints",
            "word\u{25cf}\u{25cf}\u{25cf}\u{25cb}\u{25cb}4 Oct 202412 min4\u{2013}",
            "word boss\u{25cf}\u{25cf}\u{25cf}\u{25cb}\u{25cb}4 Oct 202412 min4\u{2013}",
            "ExerciseDifficultySolvedTimeTriesHints",
            "word\u{25cf}\u{25cf}\u{25cf}\u{25cb}\u{25cb}begun12 min4\u{2013}",
            "word quiz\u{25cf}\u{25cf}\u{25cf}\u{25cb}\u{25cb}yes12 min4\u{2013}",
        ]
    );
    assert!(
        texts(&tags, "footer")[0].starts_with("2 pictures are left out, since"),
        "{:?}",
        texts(&tags, "footer")
    );
}

#[test]
fn a_course_that_nobody_has_touched_is_welcomed() {
    let mut untouched = report("word");
    for level in &mut untouched.levels {
        level.standing = Standing::Ahead;
    }
    untouched.period = None;
    let tags = tags(&page(&untouched));
    assert_eq!(texts(&tags, "h2"), ["Roadmap", "What it teaches"]);
    let paragraphs = texts(&tags, "p");
    assert_eq!(paragraphs[0], "Progress report of 12 January 2025");
    assert!(paragraphs[1].starts_with("Nothing is solved yet"));
    assert_eq!(texts(&tags, "table"), [""; 0]);
}
