//! Courses of other shapes: one package with a dependency and a build script, and files that lie flat.

use crate::support::{Course, ONE, TWO, solved};

const PREPARING: &str = "preparing Exercises: compiling the crates it uses (once)\n";

const FLAT: &str = "format_version = 1\n\n[[exercises]]\nname = \"one\"\nhint = \"One.\"\n\n[[exercises]]\nname = \"two\"\nhint = \"Two.\"\n";

const MANIFEST: &str = r#"bin = [
  { name = "one", path = "exercises/one.rs" },
  { name = "one_sol", path = "solutions/one.rs" },
  { name = "two", path = "exercises/two.rs" },
  { name = "two_sol", path = "solutions/two.rs" },
]

[package]
name = "flat"
version = "0.0.0"
edition = "2024"
"#;

/// `one` and `two` in one package, without directories.
fn flat() -> Course {
    let course = Course::new();
    course.remove("exercises/untouched.txt");
    course.remove("Cargo.lock");
    course.write("info.toml", FLAT);
    course.write("Cargo.toml", MANIFEST);
    for (name, stub) in [("one", ONE), ("two", TWO)] {
        course.write(&format!("exercises/{name}.rs"), stub);
        course.write(&format!("solutions/{name}.rs"), solved(stub));
    }
    course
}

#[test]
fn a_course_without_directories_is_one_level() {
    let course = flat();
    course.runner("list").is(
        0,
        "\
course  [------------] 0/2

Exercises  [------------] 0/2
> [  ] one                        One
  [  ] two                        Two
",
        "",
    );
    course
        .runner("run one")
        .is(1, "one: not_attempted ([..] s)\n[...]\n", PREPARING);
    course.solve("one");
    course
        .runner("run exercises/one.rs")
        .is(0, "one: passed ([..] s)\n[...]\n", "");
    course
        .runner("hint two")
        .is(0, "two: hint 1 of 1\n  Two.\n", "");
    course.write("exercises/one.rs", "fn main() {}\n");
    assert_eq!(course.runner("reset one").code, 0);
    assert_eq!(course.read("exercises/one.rs"), ONE);
}

/// The build script gives a variable, a cfg and a generated file; the dependency is a crate of the course.
#[test]
fn dependencies_and_build_scripts_are_cargos() {
    let course = flat();
    course.write(
        "Cargo.toml",
        format!("{MANIFEST}\n[dependencies]\nhelper = {{ path = \"helper\" }}\n\n[lints.rust]\nunexpected_cfgs = \"allow\"\n"),
    );
    course.write(
        "helper/Cargo.toml",
        "[package]\nname = \"helper\"\nversion = \"0.0.0\"\nedition = \"2024\"\n",
    );
    course.write(
        "helper/src/lib.rs",
        "pub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n",
    );
    course.write(
        "build.rs",
        "fn main() {\n    println!(\"cargo::rustc-env=ZERO=0\");\n    println!(\"cargo::rustc-cfg=counts\");\n    \
         let dir = std::env::var(\"OUT_DIR\").unwrap();\n    std::fs::write(format!(\"{dir}/step.rs\"), \"1\").unwrap();\n}\n",
    );
    let body = "    #[cfg(counts)]\n    let step = include!(concat!(env!(\"OUT_DIR\"), \"/step.rs\"));\n    \
                helper::add(env!(\"ZERO\").parse().unwrap(), step)\n";
    let solution = ONE.replace("    todo!(\"the number after zero\")\n", body);
    course
        .runner("run one")
        // Cargo writes a lock file, and says so.
        .is(
            1,
            "one: not_attempted ([..] s)\n[...]\n",
            &format!("{PREPARING}[...]\n"),
        );
    course.write("exercises/one.rs", &solution);
    course
        .runner("run one")
        .is(0, "one: passed ([..] s)\n[...]\n", "");
    // Another script, other code: what was recorded does not hold any more.
    course.edit("build.rs", "\"1\"", "\"2\"");
    course
        .runner("run one")
        .is(1, "one: tests_failed ([..] s)\n[...]\n", PREPARING);
    course.edit("helper/src/lib.rs", "a + b", "a + b - 1");
    course
        .runner("run one")
        .is(0, "one: passed ([..] s)\n[...]\n", PREPARING);
}

/// What rustlings calls done: tests that pass, a `main` that ends well, nothing that the package denies clippy.
#[test]
fn in_rustlings_form_main_and_denied_lints_count_too() {
    let course = flat();
    course.write(
        "Cargo.toml",
        format!("{MANIFEST}\n[lints.clippy]\ntodo = \"forbid\"\n"),
    );
    assert_eq!(course.runner("run one").code, 1);
    let solution = solved(ONE);
    let failing = solution.replace(
        "    println!(\"one is {}\", one());\n",
        "    println!(\"one is {}\", one());\n    std::process::exit(3);\n",
    );
    course.write("exercises/one.rs", &failing);
    course.runner("run one").is(
        1,
        "\
one: crashed ([..] s)

  [ok] one_is_one
  [ok] it_is_odd

The program ended with exit code 3.
A panic, an error returned from main, or std::process::exit.

It printed:
  one is 1
",
        "",
    );
    course.write(
        "exercises/one.rs",
        format!("{solution}\npub fn later() {{\n    todo!()\n}}\n"),
    );
    course.runner("run one").is(
        1,
        "\
one: does_not_compile ([..] s)

It works. This exercise also asks for what clippy says:

error: `todo` should not be present in production code
[...]
",
        "",
    );
    // A remark that nobody denies is advice.
    course.write(
        "exercises/one.rs",
        solution.replace("    1\n}", "    return 1;\n}"),
    );
    let done = course.runner("run one");
    assert!(
        done.code == 0 && done.stdout.contains("It works. Clippy suggests:"),
        "{done:?}"
    );
}
