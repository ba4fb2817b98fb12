//! Text, compared line by line.

use crate::report::{MOST_WIDTH, excerpts, first_difference, right, width};

/// Two texts that differ.
pub(super) fn report(got: &str, expected: &str) -> String {
    let short = format!("got {got:?}, expected {expected:?}");
    if width(&short) <= MOST_WIDTH && !got.contains('\n') && !expected.contains('\n') {
        return short;
    }
    // `split` and not `lines`: a line break at the end is a difference, too.
    let got: Vec<&str> = got.split('\n').collect();
    let expected: Vec<&str> = expected.split('\n').collect();
    let line = first_differing_line(&got, &expected);
    let (g, e) = (got.get(line), expected.get(line));
    let column = first_difference(g.unwrap_or(&""), e.unwrap_or(&""));
    let quoted = |line: Option<&&str>| line.map_or("no such line".to_owned(), |l| format!("{l:?}"));
    let (g, e) = excerpts(&quoted(g), &quoted(e));
    format!(
        "the texts differ in line {}, column {}: got {g}, expected {e}\n{}",
        line + 1,
        column + 1,
        side_by_side(&got, &expected, line)
    )
}

/// Counted from 0.
pub(super) fn first_differing_line(got: &[&str], expected: &[&str]) -> usize {
    let same = got.iter().zip(expected).take_while(|(g, e)| g == e);
    same.count()
}

/// Both texts with numbered lines, `differing` marked; of long ones the part around it.
pub(super) fn side_by_side(got: &[&str], expected: &[&str], differing: usize) -> String {
    let got = numbered("got", got, differing);
    let expected = numbered("expected", expected, differing);
    (got + &expected).trim_end().to_owned()
}

fn numbered(heading: &str, lines: &[&str], differing: usize) -> String {
    const BEFORE: usize = 4;
    const ALL: usize = 20;
    let start = match lines.len() {
        0..=ALL => 0,
        _ => differing.saturating_sub(BEFORE),
    };
    let shown = lines
        .iter()
        .enumerate()
        .skip(start)
        .take(ALL)
        .map(|(i, line)| {
            let mark = if i == differing { ">" } else { " " };
            let number = right(&(i + 1).to_string(), 4);
            format!("{}\n", format!("{mark}{number} | {line}").trim_end())
        });
    std::iter::once(format!("{heading}\n"))
        .chain(shown)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stand_in_one_line() {
        assert_eq!(report("spam", "ham"), r#"got "spam", expected "ham""#);
        assert_eq!(report("", "a\tb"), r#"got "", expected "a\tb""#);
    }

    #[test]
    fn the_first_differing_line_is_named_and_marked() {
        assert_eq!(
            report("id,height\n1,1.70\n2,1.8", "id,height\n1,1.75\n2,1.8"),
            "the texts differ in line 2, column 6: got \"1,1.70\", expected \"1,1.75\"\n\
             got\n\
             \x20   1 | id,height\n\
             >   2 | 1,1.70\n\
             \x20   3 | 2,1.8\n\
             expected\n\
             \x20   1 | id,height\n\
             >   2 | 1,1.75\n\
             \x20   3 | 2,1.8"
        );
    }

    #[test]
    fn a_missing_line_break_at_the_end_is_seen() {
        assert_eq!(
            report("done", "done\n"),
            "the texts differ in line 2, column 1: got no such line, expected \"\"\n\
             got\n\
             \x20   1 | done\n\
             expected\n\
             \x20   1 | done\n\
             >   2 |"
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_difference() {
        let got = format!("{}cat{}", "x".repeat(60), "y".repeat(60));
        let expected = got.replace("cat", "dog");
        let first = report(&got, &expected);
        assert_eq!(
            first.lines().next(),
            Some(
                "the texts differ in line 1, column 61: \
                 got ..xxxxxxxxxxxxcatyyyyyyyyyyyyyyyyy.., expected ..xxxxxxxxxxxxdogyyyyyyyyyyyyyyyyy.."
            )
        );
    }

    #[test]
    fn of_long_texts_the_part_around_the_difference_is_shown() {
        let lines: Vec<String> = (1..=100).map(|i| i.to_string()).collect();
        let got = lines.join("\n");
        let report = report(&got, &got.replace("50", "fifty"));
        let shown: Vec<&str> = report.lines().skip(1).collect();
        assert_eq!(shown.len(), 2 * 21);
        assert_eq!(shown[1], "   46 | 46");
        assert_eq!(shown[5], ">  50 | 50");
        assert_eq!(shown[26], ">  50 | fifty");
    }
}
