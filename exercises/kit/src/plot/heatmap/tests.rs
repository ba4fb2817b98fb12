//! Whole drawings of small matrices, and what their files hold.

use super::super::svg::parts::{count, says, texts};
use super::*;
use ndarray::{Array2, array};

fn map(table: impl Table) -> Map {
    Map::numbered("Title", table.grid())
}

fn text(map: &Map, width: usize) -> String {
    map.sheet(Screen {
        width,
        colour: false,
    })
    .text(false)
}

#[test]
fn a_small_matrix_is_drawn_with_its_values() {
    let names = || vec!["area".to_owned(), "age".to_owned()];
    let grid = array![[1.0, -0.25], [-0.25, 1.0]].grid();
    let expected = "\
Title
        area     age
area █  1.00 ░ -0.25
 age ░ -0.25 █  1.00
";
    assert_eq!(
        text(&Map::new("Title", names(), names(), grid), 40),
        expected
    );
    assert_eq!(
        text(&map(array![[8, 0], [1, 9], [4, 4]]), 40),
        "\
Title
    0   1
0 █ 8   0
1   1 █ 9
2 ▒ 4 ▒ 4
"
    );
}

#[test]
fn one_entry_and_constant_entries_lie_in_the_middle_of_the_scale() {
    assert_eq!(text(&map([[4.25]]), 40), "Title\n       0\n0 ▒ 4.25\n");
    assert_eq!(text(&map([[2, 2]]), 40), "Title\n    0   1\n0 ▒ 2 ▒ 2\n");
}

#[test]
fn colour_takes_the_place_of_shades() {
    let sheet = map([[0, 1]]).sheet(Screen {
        width: 40,
        colour: true,
    });
    let expected = "\x1b[1mTitle\x1b[0m\n    0   1\n0 \
        \x1b[38;5;231;48;5;53m  0 \x1b[0m\x1b[38;5;16;48;5;220m  1 \x1b[0m\n";
    assert_eq!(sheet.text(true), expected);
}

#[test]
fn twelve_columns_fit_into_eighty_characters_with_less_air_and_digits() {
    let signed = map(Array2::from_shape_fn((12, 12), |(i, j)| {
        (i as f64 - j as f64) / 11.3
    }));
    let text80 = text(&signed, 80);
    assert!(
        text80.lines().all(|line| line.chars().count() <= 80),
        "{text80}"
    );
    assert!(text80.contains("█ 1.0"), "{text80}");
    assert!(text(&signed, 100).contains("█  0.97"));
    // No room for values.
    assert!(text(&signed, 40).ends_with("-0.973 [##==--.. ░░▒▒▓▓██] 0.973\n"));
}

#[test]
fn a_large_matrix_is_drawn_in_squares() {
    let wide = map(Array2::from_shape_fn((3, 15), |(i, j)| i * j));
    let expected = "\
Title
  0   2   4   6   8   10  12  14
0
1         ░░░░░░░░░░░░░░▒▒▒▒▒▒▒▒
2     ░░░░░░░░▒▒▒▒▒▒▓▓▓▓▓▓▓▓████
0 [  ░░▒▒▓▓██] 28
";
    assert_eq!(text(&wide, 40), expected);
}

#[test]
fn a_huge_matrix_is_reduced_to_means() {
    let huge = map(Array2::from_shape_fn((300, 1000), |(i, j)| (i + j) as f64));
    for width in [40, 80, 100] {
        let text = text(&huge, width);
        assert!(
            text.lines().all(|line| line.chars().count() <= width),
            "{text}"
        );
        assert!(text.lines().count() < 40);
        assert!(text.contains("entries\n"), "{text}");
    }
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let text_of = |map: Map| text(&map, 40);
    let text = text_of(map(array![[1.0, f64::NAN], [0.001, -2.0]]));
    let expected = "\
Title
        0       1
0 ▒  1.00 ×   NaN
1    0.00 █ -2.00
1 entry NaN or infinite
";
    assert_eq!(text, expected);
    assert_eq!(
        text_of(map(Array2::<f64>::zeros((0, 3)))),
        "Title\nnothing to draw: shape (0, 3)\n"
    );
    let unnamed = Map::new(
        "Title",
        vec!["a".to_owned()],
        vec![],
        [[1, 2], [3, 4]].grid(),
    );
    let text = text_of(unnamed);
    assert!(
        text.ends_with("1 name for 2 rows\n0 names for 2 columns\n"),
        "{text}"
    );
}

#[test]
fn the_file_has_a_rectangle_and_a_value_for_each_entry() {
    let svg = map(array![[1.5, -2.0, 0.0], [0.25, f64::NAN, 3.0]]).svg();
    let colours = Map::new("Title", vec![], vec![], [[0; 0]; 0].grid()).svg();
    // Six entries and the edge of the plot.
    assert_eq!(count(&svg, "rect") - count(&colours, "rect"), 6 + 1);
    assert!(
        says(
            &svg,
            &[
                "Title", "1.50", "-2.00", "0.00", "0.25", "NaN", "3.00", "0", "1", "2"
            ]
        ),
        "{svg}"
    );
    assert!(says(&colours, &["nothing to draw: shape (0, 0)"]));
}

#[test]
fn the_first_row_of_the_file_is_the_uppermost() {
    let svg = map([[1], [2]]).svg();
    let height = |value: &str| {
        let text = svg
            .split("<text ")
            .find(|text| text.contains(&format!(">{value}</text>")) && text.contains("middle"));
        let y = text
            .unwrap()
            .split_once("y=\"")
            .unwrap()
            .1
            .split_once('"')
            .unwrap()
            .0;
        y.parse::<f64>().unwrap()
    };
    assert!(height("1") < height("2"), "{svg}");
}

#[test]
fn a_large_file_has_no_values() {
    let large = map(Array2::from_shape_fn((30, 30), |(i, j)| {
        (i * j) as f64 + 0.123
    }));
    assert!(!says(&large.svg(), &["0.12"]));
    assert!(says(&large.svg(), &["0", "28"]));
    let scale = map(Array2::from_shape_fn((30, 30), |(i, j)| i + j)).svg();
    assert!(says(&scale, &["10", "20", "30", "40", "50"]), "{scale}");
}

#[test]
fn the_file_of_a_very_large_matrix_stays_small_and_covers_every_entry() {
    let noise = |(i, j): (usize, usize)| ((i * 7919 + j * 104_729) % 1009) as f64 - 500.0;
    let svg = map(Array2::from_shape_fn((100, 100), noise)).svg();
    assert!(svg.len() < 300_000, "{}", svg.len());
    let (_, tiles) = svg.split_once("crispEdges\">").unwrap();
    let (tiles, _) = tiles.split_once("</g>").unwrap();
    let widths = tiles
        .split('h')
        .skip(1)
        .filter_map(|width| width.split_once('v'));
    let covered: usize = widths
        .map(|(width, _)| width.parse::<usize>().unwrap())
        .sum();
    assert_eq!(covered, 100 * 100);
    assert!(says(&svg, &["0", "95"]), "names and the scale stay");
    assert!(says(&svg, &["-400", "0", "400"]), "{:?}", texts(&svg));
}

#[test]
fn a_title_that_is_wider_than_the_matrix_takes_two_lines() {
    let title = "Truth in rows, prediction in columns: cat, dog, owl";
    let small = Map::numbered(title, array![[1, 0], [0, 1]].grid()).svg();
    assert!(says(&small, &["Truth in rows, prediction in"]), "{small}");
    let large = Array2::from_shape_fn((10, 10), |(i, j)| i * j);
    assert!(says(&Map::numbered(title, large.grid()).svg(), &[title]));
}
