//! Rule 2: a solution passes, says nothing to compiler and clippy, and is the exercise outside its holes.

use crate::{
    catalog::Exercise,
    dev::{
        course::Files,
        holes, parts,
        problem::{Problem, Rule, quoted},
        source,
        words::first_error,
    },
    libtest,
    process::{Ending, Finished},
    render::unproven,
    verdict::{Unproven, Verdict},
};

/// What the text alone says: differences outside the holes, and what was left to do.
pub(in crate::dev) fn text_problems(files: &Files) -> Vec<Problem> {
    let (Some(untouched), Some(solution)) = (&files.untouched, &files.solution) else {
        return Vec::new();
    };
    let problem = |line: usize, message: String| {
        Problem::new(&files.exercise.solution, line, Rule::Solution, message)
    };
    let mut problems = leftovers(solution)
        .into_iter()
        .map(|(line, message)| problem(line, message))
        .collect::<Vec<_>>();
    problems.extend(
        holes::differences(untouched, solution)
            .into_iter()
            .map(|difference| problem(difference.line, difference.message)),
    );
    problems
}

/// Lines with something still to do.
fn leftovers(solution: &str) -> Vec<(usize, String)> {
    let lines = source::lines(solution);
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let todo = parts::todos(std::slice::from_ref(line))
            .first()
            .map(|_| "TODO");
        let macros = ["todo!", "unimplemented!"]
            .into_iter()
            .find(|name| calls(&line.code, name));
        if let Some(what) = todo.or(macros) {
            found.push((at + 1, format!("`{what}` is left in the solution")));
        }
    }
    found
}

fn calls(code: &str, name: &str) -> bool {
    code.match_indices(name)
        .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// Why a solution is no solution.
pub(in crate::dev) fn failure(exercise: &Exercise, verdict: &Verdict) -> Option<Problem> {
    let (line, message) = match verdict.on_the_code() {
        Verdict::Passed { .. } => return None,
        Verdict::TestsFailed { .. } => match verdict.failures().next() {
            Some((test, failure)) => {
                let line = if failure.file == exercise.solution {
                    failure.line
                } else {
                    1
                };
                (
                    line,
                    format!(
                        "the test `{}` fails: {}",
                        libtest::short(&test.name),
                        quoted(failure.message.lines().next().unwrap_or_default())
                    ),
                )
            }
            None => (1, "tests fail".to_owned()),
        },
        Verdict::DoesNotCompile { .. } => {
            (1, format!("it does not compile: {}", first_error(verdict)))
        }
        Verdict::TimedOut { limit, running, .. } => (
            1,
            format!(
                "it does not end within {} s{}",
                limit.as_secs_f64(),
                in_test(running.as_deref())
            ),
        ),
        Verdict::Crashed {
            running, output, ..
        } => {
            let said = output
                .lines()
                .rev()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            (
                1,
                format!(
                    "it crashes{}: {}",
                    in_test(running.as_deref()),
                    quoted(said)
                ),
            )
        }
        Verdict::NothingChecked {
            why: Unproven::TestsGone { missing },
        } if !missing.is_empty() => (
            1,
            format!("tests of the exercise did not run: {}", missing.join(", ")),
        ),
        Verdict::NothingChecked {
            why: Unproven::TestsGone { .. },
        } => (1, "no test ran".to_owned()),
        Verdict::NothingChecked { why } => (1, unproven::reason(why)),
        Verdict::NotAttempted { .. } => (1, "it was not judged".to_owned()),
    };
    Some(Problem::new(
        &exercise.solution,
        line,
        Rule::Solution,
        message,
    ))
}

fn in_test(running: Option<&str>) -> String {
    running.map_or_else(String::new, |test| {
        format!(" in the test `{}`", libtest::short(test))
    })
}

/// Why the program that a learner sees run after a pass is not fit to be shown.
pub(in crate::dev) fn program_failure(exercise: &Exercise, run: &Finished) -> Option<Problem> {
    let how = match run.ending {
        Ending::Exited(0) => return None,
        Ending::Exited(code) => format!("ends with exit code {code}"),
        Ending::Signalled(number) => format!("is ended by signal {number}"),
        Ending::TimedOut => format!("does not end within {} s", exercise.limit.as_secs_f64()),
        Ending::TooMuchOutput => "prints without end".to_owned(),
        Ending::Cancelled => "was stopped".to_owned(),
    };
    let panic = run
        .stderr
        .lines()
        .skip_while(|line| !line.contains(" panicked at "))
        .nth(1);
    let said = panic.map_or_else(String::new, |message| format!(": {}", quoted(message)));
    Some(Problem::new(
        &exercise.solution,
        1,
        Rule::Solution,
        format!("`main` {how}{said}"),
    ))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        catalog::Catalog,
        dev::rules::testing,
        verdict::{Crash, Failure, Test, TestOutcome},
    };

    fn course() -> Catalog {
        testing::catalog(
            "levels = [{ dir = \"01_a\" }]\nexercises = [{ dir = \"01_a\", name = \"01_x\" }]",
        )
    }

    fn texts(untouched: &str, solution: &str) -> Vec<String> {
        let catalog = course();
        let mut files = testing::course(&catalog).exercises.remove(0);
        files.untouched = Some(untouched.to_owned());
        files.solution = Some(solution.to_owned());
        text_problems(&files)
            .iter()
            .map(Problem::to_string)
            .collect()
    }

    #[test]
    fn nothing_is_left_to_do() {
        let untouched = "// TODO: f\nfn f() {\n    todo!()\n}\n";
        assert_eq!(
            texts(
                untouched,
                "fn f() {\n    // There was a TODO; my_todo!() and `todo!` are no calls.\n    g(\"todo!()\");\n}\n"
            ),
            [""; 0]
        );
        let left = |text: &str, what: &str, line: usize| {
            assert_eq!(
                texts(untouched, text),
                [format!(
                    "solutions/01_a/01_x.rs:{line}: solution: `{what}` is left in the solution"
                )]
            );
        };
        left("fn f() {\n    todo!()\n}\n", "todo!", 2);
        left(
            "fn f() {\n    unimplemented!(\"later\")\n}\n",
            "unimplemented!",
            2,
        );
        left("// TODO: f\nfn f() {}\n", "TODO", 1);
    }

    #[test]
    fn outside_the_holes_it_is_the_exercise() {
        let problems = texts(
            "fn given() {}\n\n// TODO: f\nfn f() {}\n",
            "fn gives() {}\n\nfn f() {\n    1;\n}\n",
        );
        assert_eq!(
            problems,
            [
                "solutions/01_a/01_x.rs:1: solution: differs from the exercise in the given code: `fn gives() {}` for line 1 of the exercise, `fn given() {}`"
            ]
        );
    }

    fn told(verdict: &Verdict) -> String {
        failure(&course().exercises()[0], verdict)
            .map_or_else(String::new, |problem| problem.to_string())
    }

    #[test]
    fn it_passes() {
        assert_eq!(
            told(&Verdict::Passed {
                tests: Vec::new(),
                warnings: Vec::new(),
                output: String::new()
            }),
            ""
        );
        let failure = Failure {
            message: "it differs\n  more".into(),
            file: "solutions/01_a/01_x.rs".into(),
            line: 7,
            output: String::new(),
            origin: Default::default(),
        };
        let tests = vec![Test {
            name: "tests::a".to_owned(),
            outcome: TestOutcome::Failed(failure),
        }];
        assert_eq!(
            told(&Verdict::TestsFailed {
                tests,
                warnings: Vec::new()
            }),
            "solutions/01_a/01_x.rs:7: solution: the test `a` fails: `it differs`"
        );
        let late = Verdict::TimedOut {
            limit: Duration::from_millis(1500),
            tests: Vec::new(),
            running: Some("tests::b".into()),
            last_line: None,
        };
        assert_eq!(
            told(&late),
            "solutions/01_a/01_x.rs:1: solution: it does not end within 1.5 s in the test `b`"
        );
        let crash = Verdict::Crashed {
            crash: Crash::StackOverflow,
            tests: Vec::new(),
            running: None,
            output: "a\nb\n\n".into(),
        };
        assert_eq!(
            told(&crash),
            "solutions/01_a/01_x.rs:1: solution: it crashes: `b`"
        );
        assert_eq!(
            told(&Verdict::NothingChecked {
                why: Unproven::TestsGone {
                    missing: Vec::new()
                }
            }),
            "solutions/01_a/01_x.rs:1: solution: no test ran"
        );
    }

    #[test]
    fn its_main_ends_well() {
        let run = |ending, stderr: &str| Finished {
            ending,
            stdout: String::new(),
            stderr: stderr.to_owned(),
        };
        let told = |run: Finished| {
            program_failure(&course().exercises()[0], &run).map(|problem| problem.message)
        };
        assert_eq!(told(run(Ending::Exited(0), "")), None);
        let panic =
            "\nthread 'main' (1) panicked at solutions/x.rs:3:5:\nno rows\nnote: run with\n";
        assert_eq!(
            told(run(Ending::Exited(101), panic)).as_deref(),
            Some("`main` ends with exit code 101: `no rows`")
        );
        assert_eq!(
            told(run(Ending::TimedOut, "")).as_deref(),
            Some("`main` does not end within 10 s")
        );
    }
}
