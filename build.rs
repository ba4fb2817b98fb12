//! Puts the course into the program, so that `runner init` needs nothing else.
//!
//! The exercise files themselves are the learner's in a clone; their untouched text comes from `exercises/untouched.txt`.
//! So editing an exercise neither rebuilds the runner nor gets into it.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    for file in [
        "info.toml",
        "Cargo.toml",
        "Cargo.lock",
        "exercises/untouched.txt",
        "rust-analyzer.toml",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        ".zed/settings.json",
        ".zed/tasks.json",
        ".helix/languages.toml",
    ] {
        files.push(root.join(file));
    }
    for entry in fs::read_dir(root.join("exercises"))? {
        let dir = entry?.path();
        if dir.join("src").is_dir() {
            collect(&dir, &mut files)?;
        } else if dir.is_dir() {
            files.extend([dir.join("Cargo.toml"), dir.join("README.md")]);
        }
    }
    collect(&root.join("solutions"), &mut files)?;
    files.retain(|file| file.is_file());
    files.sort();

    let mut list = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
        let name = file
            .strip_prefix(&root)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        list.push_str(&format!(
            "    ({name:?}, include_bytes!({:?})),\n",
            file.display().to_string()
        ));
    }
    list.push_str("];\n");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=info.toml");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("embedded.rs"), list)
}

/// All files below `dir`.
fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
