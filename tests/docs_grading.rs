//! The ready files for teachers in `docs/grading/` call the runner as it can be called.

use std::{fs, path::Path, process::Command};

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/grading")
        .join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Indented by spaces, in steps of two, without a key twice in one block of the top.
#[test]
fn the_workflows_have_the_form_of_yaml() {
    for name in ["github-actions.yml", "gitlab-ci.yml"] {
        let text = read(name);
        let mut keys = Vec::new();
        for line in text.lines() {
            let indent = line.len() - line.trim_start().len();
            assert!(!line.contains('\t') && indent % 2 == 0, "{name}: {line}");
            assert_eq!(line.trim_end(), line, "{name}: {line}");
            if indent == 0 && !line.is_empty() && !line.starts_with('#') {
                let (key, _) = line
                    .split_once(':')
                    .unwrap_or_else(|| panic!("{name}: {line}"));
                assert!(!keys.contains(&key), "{name}: {key} is there twice");
                keys.push(key);
            }
        }
        assert!(keys.len() >= 3, "{name}: {keys:?}");
    }
}

/// Every option they use is one that the help of its command names.
#[test]
fn the_options_exist() {
    let help = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_runner"))
            .args(args)
            .arg("--help")
            .output();
        String::from_utf8(output.expect("the runner starts").stdout).expect("it is text")
    };
    let (check, merge) = (help(&["check"]), help(&["grade", "merge"]));
    for name in ["github-actions.yml", "gitlab-ci.yml", "Containerfile"] {
        let mut seen = 0;
        for line in read(name).lines() {
            let known = if line.contains(" check 04_regression --courses") {
                &check
            } else if line.contains("runner grade merge") {
                &merge
            } else {
                continue;
            };
            seen += 1;
            for option in line
                .split_whitespace()
                .filter(|word| word.starts_with("--"))
            {
                assert!(known.contains(option), "{name}: {option}");
            }
        }
        assert!(seen >= 1, "{name}");
    }
}
