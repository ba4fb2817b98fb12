//! `runner report`: the learner's progress as a page of its own.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{
    Outcome, cli,
    error::{Context, Error, Result},
    files, process,
    render::{html, url},
    report::{Found, Report, date::Date},
    session::{Session, print},
};

const ELSEWHERE: &str =
    "name a file in a directory that exists and can be written to: `runner report --output FILE`";

pub(crate) fn report(session: &Session, args: &cli::Report) -> Result<Outcome> {
    let catalog = &session.catalog;
    let file = args.output.clone().unwrap_or_else(|| catalog.report_file());
    let shown = catalog.shown(&file);
    refuse_foreign(&file, &shown)?;
    let report = Report::of(
        catalog,
        &session.progress,
        Found::in_course(catalog),
        Date::today(),
    );
    let page = html::page::page(&report);
    write(&file, &page, args.output.is_some())
        .context(|| unwritable(&shown))
        .map_err(|error| error.help(ELSEWHERE))?;

    let file = absolute(&file);
    let mut text = format!(
        "{} of {} exercises solved; the report is in {}\n{}\n",
        report.totals.solved,
        report.totals.exercises,
        catalog.shown(&file),
        url::of_file(&file)
    );
    if report.left_out > 0 {
        text.push_str(&format!("{}\n", html::page::left_out(report.left_out)));
    }
    if !report.silent.is_empty() {
        text.push_str(&format!(
            "without what these bosses print, since nobody has kept it: {}\n`runner run NAME` keeps it for the next report\n",
            report.silent.join(", ")
        ));
    }
    print(&text)?;
    if args.open {
        process::browse(&file)?;
    }
    Ok(Outcome::Fine)
}

/// A slip of the hand, such as the name of an exercise, must not cost a file.
fn refuse_foreign(file: &Path, shown: &str) -> Result<()> {
    // Whatever else is wrong with the place is told when it is written to.
    let Ok(about) = fs::metadata(file) else {
        return Ok(());
    };
    if about.is_dir() {
        return Err(Error::new(unwritable(shown))
            .caused_by("it is a directory")
            .help(format!(
                "name a file: {}",
                file.join("report.html").display()
            )));
    }
    if !about.is_file() || about.len() == 0 {
        return Ok(());
    }
    let mut start = Vec::new();
    File::open(file)
        .and_then(|file| file.take(1024).read_to_end(&mut start))
        .context(|| unwritable(shown))
        .map_err(|error| error.help(ELSEWHERE))?;
    if String::from_utf8_lossy(&start).contains(html::page::GENERATOR) {
        return Ok(());
    }
    Err(Error::new(unwritable(shown))
        .caused_by("another file is there, which is no report")
        .help("name another file, or remove that one first; nothing was changed"))
}

fn unwritable(shown: &str) -> String {
    format!("cannot write the report to {shown}")
}

fn write(file: &Path, page: &str, chosen: bool) -> io::Result<()> {
    match fs::metadata(file) {
        // The file behind a link, and not the link, is replaced.
        Ok(about) if about.is_file() => {
            files::write_atomically(&fs::canonicalize(file)?, page.as_bytes())
        }
        // A pipe or a device is written to as it is.
        Ok(_) => fs::write(file, page),
        Err(error) => {
            let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty());
            if chosen && dir.is_some_and(|dir| !dir.is_dir()) {
                // A directory of the caller's that does not exist is a slip.
                return Err(error);
            }
            files::write_atomically(file, page.as_bytes())
        }
    }
}

fn absolute(file: &Path) -> PathBuf {
    let known = fs::canonicalize(file).or_else(|_| std::path::absolute(file));
    known.unwrap_or_else(|_| file.to_path_buf())
}
