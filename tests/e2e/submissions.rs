//! `runner check --courses` and `runner grade merge`: many learners, one course.

use std::{fs, path::Path};

use crate::support::{Course, ONE, PREPARING, TWO, solved, wrong};

fn write(dir: &Path, file: &str, text: impl AsRef<[u8]>) {
    let path = dir.join(file);
    fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    fs::write(path, text).expect("it can be written");
}

/// Three who did something, and one who sent something else.
fn hand_in(course: &Course) -> std::path::PathBuf {
    let all = course.beside("handed-in");
    write(&all, "ada/exercises/01_numbers/01_one.rs", solved(ONE));
    write(&all, "ada/exercises/01_numbers/02_two.rs", solved(TWO));
    // A manifest of one's own is nobody's concern.
    write(&all, "ada/info.toml", "nonsense");
    write(&all, "ada/build.rs", "fn main() { panic!() }");
    write(&all, "bob/02_two.rs", wrong(TWO));
    write(&all, "cem/course/exercises/01_numbers/01_one.rs", ONE);
    write(&all, "cem/course/exercises/01_numbers/02_two.rs", b"\xff");
    write(&all, "=dan/essay.txt", "");
    all
}

const TABLE: &str = "\
submission,passed,total,points,of_points,01_numbers/01_one,01_numbers/02_two,seconds,remarks\r
'=dan,0,2,0,2,missing,missing,0,none of the exercise files is in it\r
ada,2,2,2,2,passed,passed,S,\r
bob,0,2,0,2,missing,tests_failed,S,missing: 01_numbers/01_one\r
cem,0,2,0,2,not_attempted,unreadable,S,01_numbers/02_two: line 1 is not UTF-8 text\r
";

/// The table without the seconds, which nobody knows.
fn table(results: &Path) -> String {
    let text = fs::read_to_string(results.join("all.csv")).expect("it was written");
    let mut lines: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[0] != "'=dan" && cells[7].parse::<f64>().is_ok() {
            cells[7] = "S";
        }
        lines.push(cells.join(","));
    }
    lines.concat()
}

#[test]
fn each_has_a_result_and_all_are_in_a_table() {
    let course = Course::two();
    let before = course.read("exercises/01_numbers/01_one.rs");
    hand_in(&course);
    let done = course.runner("check --courses ../handed-in");
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(
        done.stderr
            .contains("2/4 ada: 2 of 2 passed, 2 of 2 points\n"),
        "{}",
        done.stderr
    );
    let results = course.beside("handed-in-results");
    assert_eq!(table(&results), TABLE);
    let ada = fs::read_to_string(results.join("ada.json")).expect("it was written");
    let ada: serde_json::Value = serde_json::from_str(&ada).expect("it is JSON");
    assert_eq!(ada["passed"], 2);
    // The teacher's own course is as it was, and so is the teacher's progress.
    assert_eq!(course.read("exercises/01_numbers/01_one.rs"), before);
    assert!(!course.path(".runner/progress.toml").exists());

    let again = course.runner("check --courses ../handed-in");
    assert_eq!(again.code, 2);
    assert!(
        again.stderr.contains("has results already"),
        "{}",
        again.stderr
    );
    write(&course.beside("handed-in"), "bob/02_two.rs", solved(TWO));
    let again = course.runner("check --courses ../handed-in --resume");
    assert!(
        again
            .stdout
            .contains("4 submissions of 2 exercises: 1 graded in")
            && again.stdout.contains(", 3 unchanged"),
        "{}",
        again.stdout
    );
    assert!(table(&results).contains("bob,1,2,1,2,missing,passed,S,"));
}

#[test]
fn shards_are_joined_to_the_same_table() {
    let course = Course::two();
    hand_in(&course);
    for shard in ["1", "2", "3"] {
        let done = course.runner(&format!(
            "check --courses ../handed-in --format junit --jobs 1 --shard {shard}/3 --output ../part-{shard}"
        ));
        assert_eq!(done.code, 0, "{}", done.stderr);
        assert_eq!(
            done.stderr.contains(PREPARING),
            shard == "1",
            "{}",
            done.stderr
        );
    }
    let merge = course.runner("grade merge ../part-1 ../part-3 --output ../all");
    assert_eq!(merge.code, 2);
    assert!(
        merge.stderr.contains("shard 2/3 is missing"),
        "{}",
        merge.stderr
    );
    assert!(!course.beside("all").exists());
    let merge = course.runner("grade merge ../part-1 ../part-3 ../part-2 --output ../all");
    assert_eq!(merge.code, 0, "{}", merge.stderr);
    assert_eq!(table(&course.beside("all")), TABLE);
    assert!(course.beside("all").join("ada.xml").exists());
}
