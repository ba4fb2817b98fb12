//! The README's table of faults names tests that there are.

use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn every_row_of_the_table_names_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## What may go wrong\n").unwrap();
    let section = section.split_once("\n## ").map_or(section, |(own, _)| own);
    let rows: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .collect();
    assert!(rows.len() > 20, "{rows:#?}");

    let mut sources = String::new();
    for dir in ["tests/faults", "tests/e2e", "src"] {
        for file in files_below(&root.join(dir)) {
            sources.push_str(&fs::read_to_string(file).unwrap());
        }
    }
    for row in rows {
        let tests = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row}");
        for name in names {
            assert!(
                sources.contains(&format!("#[test]\nfn {name}()"))
                    || sources.contains(&format!("#[test]\n    fn {name}()")),
                "no test is called {name}: {row}"
            );
        }
    }
}

fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
