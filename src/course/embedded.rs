//! The course inside the program: every file that `init` writes, with its path.

use std::collections::BTreeMap;

use super::archive;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

const ARCHIVE: &str = "exercises/untouched.txt";
const MANIFEST: &str = "Cargo.toml";
/// In the repository the manifest is the runner's as well; the course's part begins with this line.
const COURSE_PART: &str = "# From here on it is the course's manifest too";

/// How the repository's editor tasks start the runner, and how a course's do.
const STARTED: [(&str, &str); 2] = [
    ("\"command\": \"cargo\"", "\"command\": \"runner\""),
    ("\"run\", \"--release\", \"--quiet\", \"--\", ", ""),
];

/// Files that the repository has in another form.
const EXTRA: [(&str, &str); 2] = [
    (".gitignore", "target/\n.runner/\n"),
    (
        "README.md",
        "\
# Machine learning in Rust

Open this folder in an editor, and in a terminal beside it:

    runner watch

Edit the file that it names, save, and read what it says. `runner hint` helps, `runner list` shows the way.
Every level's folder in `exercises/` has a page about what it teaches.

VS Code, Zed and Helix find their settings for rust-analyzer here, and `runner watch` among their tasks. Other editors are told the
same in their own configuration: `checkOnSave = false`, because the runner checks, and `cargo.targetDir = true`, so that neither
waits for the other's cargo. In RustRover, CLion and IntelliJ IDEA, open the folder as a Cargo project and leave
External Linters off. In watch, `o` opens the file at the line that fails.
",
    ),
];

/// All files of a fresh course, by path.
pub(super) fn files() -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = generated::FILES
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
        .collect();
    if let Some(archive) = files.get(ARCHIVE) {
        let texts = archive::read(&String::from_utf8_lossy(archive));
        files.extend(
            texts
                .into_iter()
                .map(|(path, text)| (path, text.into_bytes())),
        );
    }
    if let Some(manifest) = files.get_mut(MANIFEST) {
        *manifest = course_manifest(&String::from_utf8_lossy(manifest)).into_bytes();
    }
    for (path, bytes) in &mut files {
        if path.ends_with("/tasks.json") {
            *bytes = with_installed_runner(&String::from_utf8_lossy(bytes)).into_bytes();
        }
    }
    files.extend(EXTRA.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    files
}

fn with_installed_runner(tasks: &str) -> String {
    STARTED
        .iter()
        .fold(tasks.to_owned(), |tasks, (here, there)| {
            tasks.replace(here, there)
        })
}

/// The workspace without the runner's own package.
fn course_manifest(manifest: &str) -> String {
    let part = manifest
        .find(COURSE_PART)
        .map_or(manifest, |start| &manifest[start..]);
    part.lines()
        .skip(1)
        .filter(|line| !line.starts_with("default-members"))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_is_a_workspace_and_no_package() {
        let files = files();
        let manifest: toml::Table = String::from_utf8_lossy(&files[MANIFEST]).parse().unwrap();
        assert!(!manifest.contains_key("package") && !manifest.contains_key("dependencies"));
        let workspace = manifest["workspace"].as_table().unwrap();
        assert!(
            workspace.contains_key("dependencies") && !workspace.contains_key("default-members")
        );
        assert_eq!(
            manifest["profile"]["dev"]["opt-level"].as_integer(),
            Some(1)
        );
    }

    #[test]
    fn every_exercise_and_what_it_is_built_from_is_there() {
        let files = files();
        for file in [
            "info.toml",
            "Cargo.lock",
            "exercises/kit/src/lib.rs",
            "exercises/01_arrays/Cargo.toml",
        ] {
            assert!(files.contains_key(file), "{file}");
        }
        for solution in files
            .keys()
            .filter_map(|path| path.strip_prefix("solutions/"))
        {
            assert!(
                files.contains_key(&format!("exercises/{solution}")),
                "{solution}"
            );
        }
    }
}
