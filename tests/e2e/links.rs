//! Links on the screen, read back out of what the terminal gets, by the rules of OSC 8 and RFC 3986.

use std::{fs, path::Path};

use crate::{
    screen::Screen,
    support::{Course, ONE, solved, wrong},
};

const FILE: &str = "exercises/01_numbers/01_one.rs";

/// What a terminal is told, as far as links are concerned.
#[derive(Debug, PartialEq)]
enum Piece {
    /// Opened with this target.
    Open(String),
    Close,
    /// A new line, or a move of the cursor.
    Move,
}

fn pieces(raw: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = raw;
    while let Some(at) = rest.find(['\x1b', '\n', '\r']) {
        rest = &rest[at..];
        if let Some(command) = rest.strip_prefix("\x1b]") {
            let end = command
                .find("\x1b\\")
                .expect("a command to the terminal ends");
            if let Some(link) = command[..end].strip_prefix("8;") {
                let (parameters, target) = link.split_once(';').expect("parameters and target");
                assert_eq!(parameters, "");
                pieces.push(match target {
                    "" => Piece::Close,
                    target => Piece::Open(target.to_owned()),
                });
            }
            rest = &command[end + 2..];
        } else if let Some(sequence) = rest.strip_prefix("\x1b[") {
            let end = sequence
                .find(|c: char| ('@'..='~').contains(&c))
                .expect("a sequence ends");
            if sequence.as_bytes()[end] != b'm' {
                pieces.push(Piece::Move);
            }
            rest = &sequence[end + 1..];
        } else {
            pieces.push(Piece::Move);
            rest = &rest[1..];
        }
    }
    pieces
}

/// The path of a `file:` target.
fn decoded(target: &str) -> String {
    let path = target.strip_prefix("file://").expect("a file");
    let may_stand = |c: char| c.is_ascii_alphanumeric() || "/-_.~:%".contains(c);
    assert!(
        path.starts_with('/') && path.chars().all(may_stand),
        "{target}"
    );
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).expect("two digits")
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_link_is_closed_in_its_line_and_leads_to_a_file() {
    for (rows, columns) in [(24, 80), (30, 46)] {
        let course = Course::one();
        let root = course.beside("Kurs für mich");
        fs::rename(course.root(), &root).unwrap();
        let mut command = course.command("watch");
        command.current_dir(&root).env("VTE_VERSION", "7006");
        let mut screen = Screen::sized(command, rows, columns);
        screen.settles("still to write");
        fs::write(root.join(FILE), wrong(ONE)).unwrap();
        screen.settles("left: 3");
        fs::write(root.join(FILE), solved(ONE)).unwrap();
        screen.settles("[ok] 01_numbers/01_one solved");
        screen.press("q");
        let raw = screen.raw();
        assert_eq!(screen.end().0, 0);

        let mut open = false;
        let mut seen = 0;
        for piece in pieces(&raw) {
            match piece {
                Piece::Open(target) => {
                    assert!(!open, "{columns} columns: a link within a link");
                    let path = decoded(&target);
                    assert!(Path::new(&path).is_file(), "{columns} columns: {path}");
                    assert!(Path::new(&path).starts_with(&root), "{path}");
                    (open, seen) = (true, seen + 1);
                }
                Piece::Close => {
                    assert!(open, "{columns} columns: closed without being open");
                    open = false;
                }
                Piece::Move => assert!(!open, "{columns} columns: a link over the end of its line"),
            }
        }
        assert!(!open && seen > 3, "{columns} columns: {seen} links");
    }
}
