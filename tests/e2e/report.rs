//! `runner report`: a page about the learner's progress, where it goes, and what it never destroys.

use std::fs;

use html5gum::{Token, Tokenizer};

use crate::support::{Course, ONE, PREPARING, Running, solved, until};

/// What the command says after the page is written.
fn said(solved: &str) -> String {
    format!(
        "{solved} exercises solved; the report is in .runner/report.html\nfile://[ROOT]/.runner/report.html\n"
    )
}

/// The names of all tags of a page.
fn tags(page: &str) -> Vec<String> {
    let names = Tokenizer::new(page).filter_map(|token| match token.unwrap() {
        Token::StartTag(tag) => Some(String::from_utf8_lossy(&tag.name).into_owned()),
        Token::Error(error) => panic!("{error:?}"),
        _ => None,
    });
    names.collect()
}

#[test]
fn an_untouched_course_has_a_page_too() {
    let course = Course::roadmap();
    course.runner("report").is(0, &said("0 of 4"), "");
    let page = course.read(".runner/report.html");
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(page.contains("<h1>Tiny</h1>") && page.contains("Nothing is solved yet"));
    assert!(page.contains("<h3>Words</h3>") && page.contains("Numbers, spelled."));
    assert!(page.contains("2 exercises; builds on Numbers"));
    assert!(
        !course.path(".runner/progress.toml").exists(),
        "a report is a question and changes nothing"
    );
}

#[test]
fn what_a_boss_printed_is_kept_and_shown() {
    let course = Course::roadmap();
    course.write("exercises/02_words/01_greet.rs", solved(ONE));
    course.runner("check greet").is(
        0,
        "02_words/01_greet: passed ([..] s)\n\n1 of 1 passed\n",
        "preparing Words: compiling the crates it uses (once)\n",
    );
    let silent = "without what these bosses print, since nobody has kept it: 02_words/01_greet\n`runner run NAME` keeps it for the next report\n";
    course
        .runner("report")
        .is(0, &format!("{}{silent}", said("1 of 4")), "");
    assert!(!course.read(".runner/report.html").contains("<pre"));

    assert_eq!(course.runner("run greet").code, 0);
    assert_eq!(
        course.read(".runner/results/02_words/01_greet.txt"),
        "one is 1\n"
    );
    course.runner("report").is(0, &said("1 of 4"), "");
    let page = course.read(".runner/report.html");
    assert!(page.contains(">one is 1</pre>"), "{page}");
    assert!(!page.contains(course.root().to_str().unwrap()), "{page}");
}

#[test]
fn a_boss_that_passes_in_watch_is_kept_too() {
    let course = Course::roadmap();
    course.runner("goto greet");
    let mut watch = Running::start(&course, "watch");
    watch.says("watching exercises/02_words/01_greet.rs", 1);
    course.write("exercises/02_words/01_greet.rs", solved(ONE));
    watch.says("02_words/01_greet: passed", 1);
    let kept = course.path(".runner/results/02_words/01_greet.txt");
    until("the result", || fs::read_to_string(&kept).ok());
    assert_eq!(fs::read_to_string(&kept).unwrap(), "one is 1\n");
}

/// Titles are the author's, outputs and pictures those of a program that anybody may have changed.
#[test]
fn no_word_of_others_becomes_markup() {
    let course = Course::one().key("title = \"\\\"><script>alert(1)</script>\"\nkind = \"boss\"");
    let hostile = "<script>alert(2)</script><img src=x onerror=alert(3)>\\x1b[31m</pre>";
    let source = solved(ONE).replace("one is {}", &format!("{hostile}{{}}"));
    course.write("exercises/01_numbers/01_one.rs", source);
    let drawn = format!("<svg><title>\"{hostile}</title><script>alert(4)</script></svg>");
    course.write(".runner/pictures/01_numbers_01_one-\"><script>.svg", &drawn);
    let run = course.runner("run");
    assert_eq!((run.code, run.stderr.as_str()), (0, PREPARING));
    course.runner("report").is(0, &said("1 of 1"), "");
    let page = course.read(".runner/report.html");
    let tags = tags(&page);
    assert_eq!(tags.iter().filter(|name| *name == "img").count(), 1);
    assert!(!tags.contains(&"script".to_owned()), "{tags:?}");
    assert!(
        !page.contains("<script") && !page.contains('\u{1b}'),
        "{page}"
    );
    assert!(page.contains("&lt;script&gt;alert(2)"), "{page}");
}

#[test]
fn a_report_goes_where_it_is_told_and_replaces_a_report_only() {
    let course = Course::one();
    let page = course.beside("me.html");
    let args = format!("report --output {}", page.display());
    let place = page.display().to_string();
    let written = format!("0 of 1 exercises solved; the report is in {place}\nfile://{place}\n");
    course.runner(&args).is(0, &written, "");
    course.runner(&args).is(0, &written, "");
    assert!(!course.path(".runner").exists());

    let before = course.snapshot();
    course
        .runner("report --output exercises/01_numbers/01_one.rs")
        .is(
            2,
            "",
            "\
error: cannot write the report to exercises/01_numbers/01_one.rs
caused by: another file is there, which is no report
help: name another file, or remove that one first; nothing was changed
",
        );
    course.runner("report --output exercises").is(
        2,
        "",
        "\
error: cannot write the report to exercises
caused by: it is a directory
help: name a file: exercises/report.html
",
    );
    course.runner("report --output nowhere/me.html").is(
        2,
        "",
        "\
error: cannot write the report to nowhere/me.html
caused by: No such file or directory (os error 2)
help: name a file in a directory that exists and can be written to: `runner report --output FILE`
",
    );
    assert_eq!(course.snapshot(), before);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let course = Course::one();
    let (page, link) = (course.beside("me.html"), course.beside("link.html"));
    fs::write(&page, "").unwrap();
    symlink(&page, &link).unwrap();
    let done = course.runner(&format!("report --output {}", link.display()));
    assert_eq!(done.code, 0, "{done:?}");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&page).unwrap().ends_with("</html>"));

    let pipe = course.beside("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::read_to_string(pipe))
    };
    let done = course.runner(&format!("report --output {}", pipe.display()));
    assert_eq!(done.code, 0, "{done:?}");
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    let read = reader.join().unwrap().unwrap();
    assert!(read.starts_with("<!DOCTYPE html>"), "{read}");
}

#[cfg(unix)]
#[test]
fn a_course_that_cannot_be_written_to_has_a_report_elsewhere() {
    use crate::support::unprivileged;
    use std::os::unix::fs::PermissionsExt;

    let course = Course::one();
    let allow = |mode| fs::set_permissions(course.root(), fs::Permissions::from_mode(mode));
    allow(0o555).unwrap();
    let elsewhere = course.beside("me.html");
    let refused = unprivileged(&course.command("report"));
    let written =
        unprivileged(&course.command(&format!("report --output {}", elsewhere.display())));
    if let (Some(mut refused), Some(mut written)) = (refused, written) {
        course.finish(&mut refused).is(
            2,
            "",
            "\
error: cannot write the report to .runner/report.html
caused by: Permission denied (os error 13)
help: name a file in a directory that exists and can be written to: `runner report --output FILE`
",
        );
        assert_eq!(course.finish(&mut written).code, 0);
        assert!(elsewhere.is_file());
    }
    allow(0o755).unwrap();
}

#[cfg(unix)]
#[test]
fn a_browser_shows_the_page_on_demand() {
    let course = Course::one();
    let script = course.beside("browser");
    let seen = course.beside("seen");
    fs::write(&script, format!("echo \"$1\" > {}\n", seen.display())).unwrap();
    let shown = course.finish(
        course
            .command("report --open")
            .env("BROWSER", format!("sh {}", script.display())),
    );
    shown.is(0, &said("0 of 1"), "");
    let page = course.path(".runner/report.html");
    assert_eq!(
        fs::read_to_string(seen).unwrap().trim(),
        page.display().to_string()
    );

    let failed = course.finish(course.command("report --open").env("BROWSER", "false"));
    failed.is(
        2,
        &said("0 of 1"),
        "\
error: cannot show [ROOT]/.runner/report.html with false
caused by: it ended with exit status: 1
help: open the file in a browser yourself; BROWSER names another program to do it
",
    );
    let missing = course.finish(
        course
            .command("report --open")
            .env("BROWSER", "no-such-program"),
    );
    missing.is(
        2,
        &said("0 of 1"),
        "\
error: cannot show [ROOT]/.runner/report.html with no-such-program
caused by: No such file or directory (os error 2)
help: open the file in a browser yourself; BROWSER names another program to do it
",
    );
}
