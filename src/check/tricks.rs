//! What a text alone shows of the ways around its tests.

mod methods;

use std::path::{Path, PathBuf};

use crate::{
    dev::source::{self, Line},
    verdict::Unproven,
};

/// Names with which a program can end itself, or take the place of the test harness. Comments and strings do not count.
const ENDS: [&str; 15] = [
    "exit",
    "_exit",
    "quick_exit",
    "exec",
    "abort",
    "no_main",
    "no_mangle",
    "link_section",
    "link_name",
    "export_name",
    "asm",
    "global_asm",
    "naked_asm",
    "unsafe",
    "extern",
];
const ASSERTIONS: [&str; 3] = ["assert", "assert_eq", "assert_ne"];

/// Whether a pass needs a proof that the last test was reached.
pub(super) fn may_end_itself(text: &str) -> bool {
    let lines = source::lines(text);
    lines
        .iter()
        .any(|line| words(&line.code).any(|(word, _)| ENDS.contains(&word)))
}

/// The first of the files that the compiler read that lies among the solutions.
pub(super) fn borrowed(included: &[PathBuf], solutions: &Path) -> Option<Unproven> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let solutions = real(solutions);
    let file = included.iter().map(|file| real(file));
    let file = file.into_iter().find(|file| file.starts_with(&solutions))?;
    let below = file.strip_prefix(&solutions).unwrap_or(&file);
    Some(Unproven::Borrowed {
        file: format!("solutions/{}", below.display()).replace('\\', "/"),
    })
}

/// A line of the learner's that names the solutions in a string.
pub(super) fn names_solutions(original: &str, text: &str) -> Option<Unproven> {
    let given: Vec<&str> = original.lines().map(str::trim).collect();
    let lines = source::lines(text);
    let names = |line: &Line| {
        let code = line
            .text
            .strip_suffix(line.comment.as_str())
            .unwrap_or(line.text);
        let quoted = code.contains('"') || line.continues;
        quoted
            && ["solutions/", "solutions\\", "\"solutions\""]
                .iter()
                .any(|form| code.contains(form))
            && !given.contains(&line.text.trim())
    };
    let at = lines.iter().position(names)?;
    Some(Unproven::Borrowed {
        file: format!("line {} names solutions/", at + 1),
    })
}

/// A macro, a module, a method, or something imported that the tests of `original` use, and that the learner's file
/// defines anew.
pub(super) fn redefined(original: &str, text: &str) -> Option<Unproven> {
    redefined_name(original, text)
        .or_else(|| methods::overridden(original, text))
        .or_else(|| macros_of_any_name(original, text))
}

fn redefined_name(original: &str, text: &str) -> Option<Unproven> {
    let (_, tests) = original.split_once("#[cfg(test)]")?;
    let mut used: Vec<(String, char)> = Vec::new();
    for line in source::lines(tests) {
        for (word, after) in words(&line.code) {
            let mark = if after.starts_with('!') && !after.starts_with("!=") {
                '!'
            } else if after.starts_with("::") {
                ':'
            } else {
                continue;
            };
            used.push((word.to_owned(), mark));
        }
    }
    let given = definitions(original);
    let imported = imports(original);
    let still_imported = imports(text);
    let is_replaced = |name: &str| {
        let mut places = imported.iter().filter(|one| one.name == name);
        places.any(|one| tests_name(tests, name) && !still_imported.contains(one))
    };
    definitions(text)
        .into_iter()
        .filter(|new| {
            !given
                .iter()
                .any(|old| old.name == new.name && old.kind == new.kind)
        })
        .find(|new| match new.kind {
            Kind::Macro => used.contains(&(new.name.clone(), '!')),
            Kind::Module => used.contains(&(new.name.clone(), ':')),
            Kind::Item => is_replaced(&new.name),
        })
        .map(|new| Unproven::Redefined {
            what: match new.kind {
                Kind::Macro => format!("{}!", new.name),
                Kind::Module | Kind::Item => new.name,
            },
            line: new.line,
        })
}

/// A macro that defines macros under names that it is given: what they are called cannot be read.
fn macros_of_any_name(original: &str, text: &str) -> Option<Unproven> {
    let lines = source::lines(text);
    let count = |text: &str| {
        source::lines(text)
            .iter()
            .map(unnamed_macros)
            .sum::<usize>()
    };
    if count(text) <= count(original) {
        return None;
    }
    let at = lines.iter().position(|line| unnamed_macros(line) > 0)?;
    Some(Unproven::Redefined {
        what: "macro_rules!".to_owned(),
        line: at + 1,
    })
}

/// How many times `macro_rules` is followed by something else than a name; at the end of a line nobody knows by what.
fn unnamed_macros(line: &Line) -> usize {
    words(&line.code)
        .filter(|(word, after)| {
            let name = after.trim_start().strip_prefix('!').map(str::trim_start);
            *word == "macro_rules"
                && !name.is_some_and(|name| name.is_empty() || name.starts_with(is_name))
        })
        .count()
}

fn tests_name(tests: &str, name: &str) -> bool {
    let lines = source::lines(tests);
    lines
        .iter()
        .any(|line| words(&line.code).any(|(word, _)| word == name))
}

/// A name that a text takes from a crate.
#[derive(PartialEq, Eq)]
struct Import {
    root: String,
    name: String,
}

/// The names in the `use` items of a text.
fn imports(text: &str) -> Vec<Import> {
    let mut found = Vec::new();
    let mut root: Option<String> = None;
    for line in source::lines(text) {
        let code = line.code.trim_start();
        let mut words = words(code).map(|(word, _)| word.to_owned()).peekable();
        if root.is_none() {
            if words.next_if(|word| word == "pub").is_some() {
                words.next_if(|word| word == "crate");
            }
            if words.next_if(|word| word == "use").is_none() {
                continue;
            }
            root = words.next();
        }
        if let Some(root) = &root {
            found.extend(words.map(|name| Import {
                root: root.clone(),
                name,
            }));
        }
        if code.contains(';') {
            root = None;
        }
    }
    found
}

/// What a text gives a name to.
struct Definition {
    name: String,
    kind: Kind,
    line: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Macro,
    Module,
    Item,
}

/// Everything that a text defines, renames to, or gives to a macro that may define it.
fn definitions(text: &str) -> Vec<Definition> {
    let mut found = Vec::new();
    let mut before = String::new();
    // Elsewhere `as` is a conversion.
    let mut in_use = false;
    for (at, line) in source::lines(text).iter().enumerate() {
        for (word, after) in words(&line.code) {
            let kinds: &[Kind] = match before.as_str() {
                "macro_rules" | "macro" => &[Kind::Macro],
                "mod" => &[Kind::Module, Kind::Item],
                "as" if in_use => &[Kind::Macro, Kind::Module, Kind::Item],
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" => &[Kind::Item],
                // Not called: given to a macro that defines it, or imported from elsewhere.
                _ if ASSERTIONS.contains(&word) && !after.trim_start().starts_with('!') => {
                    &[Kind::Macro]
                }
                _ => &[],
            };
            found.extend(kinds.iter().map(|&kind| Definition {
                name: word.to_owned(),
                kind,
                line: at + 1,
            }));
            in_use |= matches!(word, "use" | "extern");
            let behind = after.split(is_name).next().unwrap_or_default();
            in_use &= !behind.contains(';');
            before = word.to_owned();
        }
    }
    found
}

/// The names in a line of code, each with what follows it.
fn words(code: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = code;
    std::iter::from_fn(move || {
        let start = rest.find(is_name)?;
        let word = &rest[start..];
        let end = word.find(|c| !is_name(c)).unwrap_or(word.len());
        let (mut word, mut after) = word.split_at(end);
        // `r#name` is that name.
        if let Some(name) = after.strip_prefix('#').filter(|_| word == "r")
            && name.starts_with(is_name)
        {
            let end = name.find(|c| !is_name(c)).unwrap_or(name.len());
            (word, after) = name.split_at(end);
        }
        rest = after;
        Some((word, after))
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGINAL: &str = "use ndarray::array;\nfn a() {}\n#[cfg(test)]\nmod tests {\n    use super::*;\n    use std::panic;\n    fn b() {\n        assert_eq!(kit::near(1.0), array![2]);\n        assert!(x != y);\n    }\n}\n";

    fn with(code: &str) -> Option<Unproven> {
        redefined(ORIGINAL, &format!("{code}\n{ORIGINAL}"))
    }

    #[test]
    fn what_the_tests_call_may_not_be_defined_anew() {
        for (code, what) in [
            ("macro_rules! assert_eq { ($($t:tt)*) => {} }", "assert_eq!"),
            ("macro_rules!\nassert { () => {} }", "assert!"),
            ("mod m { macro_rules! array { () => {} } }", "array!"),
            ("use m::fake as assert_eq;", "assert_eq!"),
            ("make!(assert_eq);", "assert_eq!"),
            ("extern crate fake as kit;", "kit"),
            ("use m::{a,\nfake as array};", "array!"),
            ("mod kit { pub fn near(_: f64) {} }", "kit"),
        ] {
            let Some(Unproven::Redefined { what: found, line }) = with(code) else {
                panic!("{code}");
            };
            assert_eq!((found.as_str(), line), (what, code.lines().count()));
        }
    }

    #[test]
    fn what_learners_write_is_not_taken_for_it() {
        for code in [
            "use ndarray::{array, Array1};",
            "macro_rules! square { ($x:expr) => { $x * $x } }",
            "mod helpers {}",
            "fn f() { let array = 1; assert_eq!(array, 1); assert!(true); }",
            "// macro_rules! assert_eq\nconst A: &str = \"use x as assert_eq\";",
            "let x = y as f64;",
            "use a::b; fn f() { x as kit }",
        ] {
            assert_eq!(with(code), None, "{code}");
        }
        // A method of that name, with the function still imported.
        let imported = ORIGINAL
            .replace("use ndarray::array;", "use kit::{\n    close,\n};")
            .replace("kit::near", "close");
        let method = imported.replace("fn a() {}", "impl A { fn close(&self) {} }");
        assert_eq!(redefined(&imported, &method), None);
        let own = imported.replace(
            "use kit::{\n    close,\n};",
            "fn close(_: f64) -> bool { true }",
        );
        assert_eq!(
            redefined(&imported, &own),
            Some(Unproven::Redefined {
                what: "close".to_owned(),
                line: 1
            })
        );
        let elsewhere = imported.replace(
            "use kit::{\n    close,\n};",
            "mod m { pub fn close(_: f64) {} }\nuse m::close;",
        );
        assert!(redefined(&imported, &elsewhere).is_some());

        let given = ORIGINAL.replace("fn a() {}", "mod kit {}");
        assert_eq!(redefined(&given, &given), None, "the course's own");
    }

    #[test]
    fn ways_to_leave_are_known_by_name() {
        for code in [
            "std::process::exit(0)",
            "use std::process::exit as leave;",
            "#![no_main]",
            "#[unsafe(link_section = \".init_array\")]",
            "r#exit(0)",
        ] {
            assert!(may_end_itself(code), "{code}");
        }
        for code in [
            "// exit",
            "let s = \"exit\";",
            "fn exits() {}",
            "let exit_code = 1;",
        ] {
            assert!(!may_end_itself(code), "{code}");
        }
    }

    #[test]
    fn a_solution_is_known_by_its_place() {
        let course = tempfile::tempdir().unwrap();
        let file = course.path().join("solutions/l/a.rs");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::create_dir_all(course.path().join("exercises/l")).unwrap();
        std::fs::write(&file, "").unwrap();
        let through = course.path().join("exercises/l/../../solutions/l/a.rs");
        let solutions = course.path().join("solutions");
        assert_eq!(
            borrowed(
                &[course.path().join("exercises/data.csv"), through],
                &solutions
            ),
            Some(Unproven::Borrowed {
                file: "solutions/l/a.rs".to_owned()
            })
        );
        assert_eq!(
            borrowed(&[course.path().join("exercises/data.csv")], &solutions),
            None
        );
    }

    #[test]
    fn a_solution_is_known_by_its_name_in_a_string() {
        let names = |text: &str| {
            names_solutions("// given\nlet p = \"solutions/given\";\n", text).is_some()
        };
        assert!(names("fs::read(\"../../solutions/x.rs\")"));
        assert!(names("dir.join(\"solutions\")"));
        assert!(names("let t = \"\n../solutions/x.rs\";"));
        assert!(!names("// see \"solutions/x.rs\""));
        assert!(!names("println!(\"{n} solutions\");"));
        assert!(!names("let p = \"solutions/given\";"));
    }
}
