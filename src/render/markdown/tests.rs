//! Pages as text, wide and narrow.

use super::*;

fn plain(width: usize) -> Theme {
    Theme {
        color: false,
        width,
        plain: false,
        unicode: true,
    }
}

const PAGE: &str = "\
# Arrays & shapes

Everything is an **array**: a `table` of numbers, or\nmore. See the [quiz](12_quiz.rs) and [ndarray](https://docs.rs/ndarray).
<!-- not for readers -->

## Lists

- a **shape**, one length for each axis
- axes
  1. first, and its words go on for more than one line
  2. second

```
x   1 2
    3 4
```

| Formula | In ndarray |
|---|---|
| mean | `x.mean_axis(Axis(0))` |
| a \\| b | `\\|v\\| v + 1` |

> said
";

#[test]
fn a_page_at_60_columns() {
    assert_eq!(
        text(PAGE, &plain(60)),
        "\
Arrays & shapes
===============

Everything is an array: a `table` of numbers, or more. See
the quiz and ndarray <https://docs.rs/ndarray>.

Lists
-----

- a shape, one length for each axis
- axes
  1. first, and its words go on for more than one line
  2. second

  x   1 2
      3 4

Formula  In ndarray
-------  ----------------------
mean     `x.mean_axis(Axis(0))`
a | b    `|v| v + 1`

| said"
    );
}

#[test]
fn a_page_at_24_columns() {
    assert_eq!(
        text(PAGE, &plain(24)),
        "\
Arrays & shapes
===============

Everything is an array:
a `table` of numbers, or
more. See the quiz and
ndarray
<https://docs.rs/ndarray
>.

Lists
-----

- a shape, one length
  for each axis
- axes
  1. first, and its
     words go on for
     more than one line
  2. second

  x   1 2
      3 4

Formula  In ndarray
-------  ---------------
mean     `x.mean_axis(Ax
         is(0))`

a | b    `|v| v + 1`

| said"
    );
}

#[test]
fn a_table_without_room_stands_one_row_below_the_other() {
    let page = "\
| | NumPy | ndarray | remark |
|---|---|---|---|
| create an array of zeros | `np.zeros((3, 4))` | `Array2::zeros((3, 4))` | the shape is a pair |
| transpose | `x.T` | `x.t()` | |
";
    assert_eq!(
        text(page, &plain(40)),
        "\
create an array of zeros
  NumPy: `np.zeros((3, 4))`
  ndarray: `Array2::zeros((3, 4))`
  remark: the shape is a pair

transpose
  NumPy: `x.T`
  ndarray: `x.t()`"
    );
}

#[test]
fn colours_take_the_place_of_marks() {
    let theme = Theme {
        color: true,
        ..plain(60)
    };
    let painted = text("A **b** `c`.", &theme);
    assert_eq!(console::strip_ansi_codes(&painted), "A b c.");
    assert!(painted.contains("\x1b[1mb") && painted.contains("\x1b[35mc"));
}

#[test]
fn what_would_steer_the_terminal_is_shown_as_text() {
    assert!(!text("a\x1b[2Jb \x07", &plain(60)).contains(['\x1b', '\x07']));
}

/// No page of the course is wider than the terminal, apart from what is drawn, and none loses a word.
#[test]
fn the_pages_of_the_course_fit() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("exercises");
    let mut pages = 0;
    for entry in std::fs::read_dir(root).unwrap().flatten() {
        let Ok(page) = std::fs::read_to_string(entry.path().join("README.md")) else {
            continue;
        };
        pages += 1;
        let drawn: Vec<&str> = page
            .split("```")
            .skip(1)
            .step_by(2)
            .flat_map(str::lines)
            .collect();
        for width in [40, 60, 100] {
            let shown = text(&page, &plain(width));
            for line in shown.lines() {
                assert!(
                    console::measure_text_width(line) <= width
                        || drawn.iter().any(|drawn| drawn.trim() == line.trim()),
                    "{} at {width}: {line}",
                    entry.path().display()
                );
            }
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
            assert!(
                letters(&shown) * 10 > letters(&page) * 8,
                "{} at {width}: {} of {}",
                entry.path().display(),
                letters(&shown),
                letters(&page)
            );
        }
    }
    assert!(pages >= 7, "{pages}");
}
