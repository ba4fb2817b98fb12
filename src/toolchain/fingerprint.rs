//! Whether a recorded command still is what cargo would run: one hash over all that decides it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use sha2::{Digest, Sha256};

/// Hash of a text, as kept in progress and cache files.
pub(crate) fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Hash over the contents of `files` (absent ones count as such), the environment that steers cargo, and the compiler.
pub(super) fn of(root: &Path, files: &[PathBuf], rustc: &Path) -> String {
    let mut hasher = Sha256::new();
    let mut add = |name: &str, value: &[u8]| {
        hasher.update(name.as_bytes());
        hasher.update((value.len() as u64).to_le_bytes());
        hasher.update(value);
    };
    add("runner", env!("CARGO_PKG_VERSION").as_bytes());
    for file in files {
        let content = fs::read(file).unwrap_or_else(|_| b"absent".to_vec());
        add(&file.to_string_lossy(), &content);
    }
    for (name, value) in steering_variables() {
        add(&name, value.as_bytes());
    }
    add("toolchain", chosen_toolchain(root).as_bytes());
    add("rustc", age(rustc).as_bytes());
    hex(&hasher.finalize())
}

/// Files that decide the command whatever the course: cargo's configuration along the path, and the lock file.
pub(super) fn common_files(root: &Path, manifest: &Path) -> Vec<PathBuf> {
    let mut files = vec![
        root.join("Cargo.toml"),
        root.join("Cargo.lock"),
        manifest.to_path_buf(),
    ];
    let homes = root
        .ancestors()
        .map(|dir| dir.join(".cargo"))
        .chain(home("CARGO_HOME", ".cargo"));
    for dir in homes {
        files.extend([dir.join("config.toml"), dir.join("config")]);
    }
    files.dedup();
    files
}

/// Only those that change what cargo does. `cargo run` sets many others (`CARGO_PKG_NAME`, ...) that do not.
fn steering_variables() -> Vec<(String, String)> {
    const NAMES: [&str; 8] = [
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_HOME",
        "CARGO_INCREMENTAL",
        "RUSTC",
        "RUSTC_WRAPPER",
        "RUSTFLAGS",
        "RUSTUP_HOME",
        "RUSTC_BOOTSTRAP",
    ];
    const PREFIXES: [&str; 4] = [
        "CARGO_BUILD_",
        "CARGO_PROFILE_",
        "CARGO_TARGET_",
        "CARGO_UNSTABLE_",
    ];
    let mut variables: Vec<_> = env::vars_os()
        .filter_map(|(name, value)| {
            Some((
                name.into_string().ok()?,
                value.to_string_lossy().into_owned(),
            ))
        })
        .filter(|(name, _)| {
            NAMES.contains(&name.as_str()) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        })
        .collect();
    variables.sort();
    variables
}

/// The toolchain that rustup would choose, without starting it: `RUSTUP_TOOLCHAIN`, or what the files say.
///
/// `cargo run` sets the variable to what the files say, so the two ways to start the runner agree.
fn chosen_toolchain(root: &Path) -> String {
    if let Some(chosen) = env::var_os("RUSTUP_TOOLCHAIN") {
        return chosen.to_string_lossy().into_owned();
    }
    let by_file = root
        .ancestors()
        .flat_map(|dir| [dir.join("rust-toolchain.toml"), dir.join("rust-toolchain")])
        .find_map(|file| fs::read_to_string(file).ok());
    let settings = home("RUSTUP_HOME", ".rustup")
        .and_then(|dir| fs::read_to_string(dir.join("settings.toml")).ok())
        .and_then(|text| text.parse::<toml::Table>().ok())
        .unwrap_or_default();
    let overridden = settings.get("overrides").and_then(|overrides| {
        root.ancestors()
            .find_map(|dir| overrides.get(dir.to_str()?)?.as_str())
    });
    let default = settings
        .get("default_toolchain")
        .and_then(toml::Value::as_str);
    by_file
        .as_deref()
        .or(overridden)
        .or(default)
        .unwrap_or_default()
        .to_owned()
}

fn home(variable: &str, fallback: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(fallback)))
}

/// Size and time of the compiler's file: `rustup update` changes them.
fn age(file: &Path) -> String {
    let Ok(meta) = fs::metadata(file) else {
        return "absent".to_owned();
    };
    let modified = meta
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{} {:?}", meta.len(), modified)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .take(16)
        .fold(String::with_capacity(32), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_an_absent_and_a_new_file_all_show() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("Cargo.toml");
        let print = || {
            of(
                dir.path(),
                std::slice::from_ref(&file),
                Path::new("/no/rustc"),
            )
        };
        let absent = print();
        assert_eq!(absent, print());
        fs::write(&file, "a").unwrap();
        let first = print();
        fs::write(&file, "b").unwrap();
        let second = print();
        assert!(absent != first && first != second);
    }

    #[test]
    fn hashes_are_short_and_stable() {
        // The first 16 bytes of SHA-256("abc") (FIPS 180-4, example 1).
        assert_eq!(hash_of(b"abc"), "ba7816bf8f01cfea414140de5dae2223");
    }
}
