//! Whole drawings of small figures, and what their files hold.

use super::super::svg::parts::{count, says};
use super::*;

const NARROW: Screen = Screen {
    width: 40,
    colour: false,
};

fn text(figure: &Figure) -> String {
    figure.sheet(NARROW).text(false)
}

/// The lines below the axes.
fn below(figure: &Figure) -> Vec<String> {
    let text = text(figure);
    let lines = text.lines().skip_while(|line| !line.contains('└'));
    lines.skip(2).map(str::to_owned).collect()
}

fn none() -> [f64; 0] {
    []
}

fn mixed() -> Figure {
    Figure::new("Two series")
        .x("x in m")
        .y("y in kg")
        .points("a", [0.0, 1.0, 2.0], [0.0, 1.0, 0.5])
        .points("b", [2.0, 3.0], [1.0, f64::NAN])
        .line("fit", [0.0, 3.0], [0.2, 0.9])
        .hline(0.5, "half")
        .vline(1.5, "cut")
}

#[test]
fn points_lines_and_levels_over_two_axes() {
    let expected = "\
Two series
y in kg
1.0 ┤          o     ┆    x
    │                ┆
    │                ┆            ⢀⡠⠒⠁
    │                ┆         ⢀⠤⠊⠁
    │                ┆      ⣀⠔⠊⠁
    │                ┆   ⡠⠔⠊
    │                ⢀⡠⠔⠉
0.5 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌⢀⡠⠒⠁╌╌╌╌o╌╌╌╌╌╌╌╌╌╌╌╌
    │          ⢀⠤⠊⠁  ┆
    │       ⣀⠔⠊⠁     ┆
    │    ⡠⠔⠊         ┆
    │⢀⡠⠔⠉            ┆
    │⠁               ┆
    │                ┆
0.0 ┤o               ┆
    └┬────────────────────┬────────────
     0                    2
                   x in m
o a   x b   ⠤⠤⠤⠤⠤ fit   ╌╌╌ half   ┆ cut
b: 1 value left out, NaN or infinite
";
    assert_eq!(text(&mixed()), expected);
}

#[test]
fn a_line_has_a_gap_where_a_value_is_missing() {
    let figure = Figure::new("Gap")
        .line(
            "loss",
            [0, 1, 2, 3, 4],
            [4.0, 2.0, f64::NAN, 1.0, f64::INFINITY],
        )
        .line("other", [0, 4], [0.5, 0.25]);
    let expected = "\
Gap
4 ┤⢄
  │⠈⢆
  │  ⢣
  │   ⠣⡀
3 ┤    ⠱⡀
  │     ⠘⡄
  │      ⠘⢄
2 ┤       ⠈⢆
  │
  │
  │
1 ┤                         ⠠
  │
  │⠒⠒ ⠒⠢ ⠤⠤ ⠤⠤ ⠤⣀ ⣀⣀ ⣀⣀ ⡀
  │                     ⠈⠉ ⠉⠉ ⠉⠉ ⠒⠒ ⠒⠂
  └┬────────────────┬────────────────┬─
   0                2                4
⠤⠤⠤⠤⠤ loss   ⠤⠤ ⠤⠤ other
loss: 2 values left out, NaN or infinite
";
    assert_eq!(text(&figure), expected);
}

#[test]
fn classes_are_marked_by_their_numbers_and_the_majority_is_seen() {
    let places = [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [1.0, 1.0], [2.0, 0.5]];
    let figure = Figure::new("Majority")
        .points_by("class", places, [0, 1, 1, 0, 12])
        .points("centre", [1.0], [0.5]);
    let expected = "\
Majority
1.0 ┤                0
    │
    │
    │
    │
    │
    │
0.5 ┤                x               C
    │
    │
    │
    │
    │
    │
0.0 ┤1
    └┬───────────────┬───────────────┬─
     0               1               2
0 1 C class   x centre
";
    assert_eq!(text(&figure), expected);
}

#[test]
fn negative_values_keep_their_order() {
    let figure = Figure::new("Negative").points("p", [-2.5, -1.5], [-300.0, -100.0]);
    let expected = "\
Negative
-100 ┤                               o
     │
     │
     │
-150 ┤
     │
     │
-200 ┤
     │
     │
-250 ┤
     │
     │
     │
-300 ┤ o
     └─┬──────────────┬──────────────┬─
     -2.5           -2.0           -1.5
o p
";
    assert_eq!(text(&figure), expected);
}

#[test]
fn one_point_lies_in_the_middle() {
    let figure = Figure::new("One").points("p", [3.0], [-7.0]);
    let text = text(&figure);
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows[8], "-7 ┤                 o", "{text}");
    assert_eq!(
        text.matches('o').count(),
        2,
        "the point and the legend:\n{text}"
    );
}

#[test]
fn constant_values_have_an_axis_around_them() {
    let figure = Figure::new("Constant").line("c", [0.0, 1.0], [0.25, 0.25]);
    let text = text(&figure);
    assert!(text.contains("\n0.25 ┤⠤⠤⠤⠤"), "{text}");
}

#[test]
fn nothing_to_draw_is_told() {
    let figure = Figure::new("Nothing").points("p", none(), none());
    assert_eq!(below(&figure), ["o p", "p: no values"]);
    assert_eq!(below(&Figure::new("No series")).len(), 0);
    let figure = Figure::new("NaN")
        .points("p", [f64::NAN], [1.0])
        .hline(f64::NAN, "mean");
    let notes = [
        "p: 1 value left out, NaN or infinite",
        "mean: not drawn, it is at NaN",
    ];
    assert_eq!(below(&figure)[1..], notes);
}

#[test]
fn lists_of_different_lengths_are_drawn_as_far_as_they_go() {
    let figure = Figure::new("t").points("p", [1.0, 2.0, 3.0], [1.0, 2.0]);
    assert_eq!(below(&figure)[1], "p: 3 x values but 2 y values, the first");
    assert_eq!(below(&figure)[2], "2 are drawn");
    let figure = Figure::new("t").points_by("class", [[1.0, 2.0]], none().map(|_: f64| 0usize));
    assert!(
        below(&figure)
            .join(" ")
            .contains("class: 1 point but 0 labels")
    );
    let figure = Figure::new("t").points_by("class", [[1.0], [2.0]], [0, 1]);
    assert!(
        below(&figure)
            .join(" ")
            .contains("class: points need two columns, 1 given")
    );
    let figure = Figure::new("t").points_by("class", [[1.0, 2.0, 3.0]], [0]);
    assert!(
        below(&figure)
            .join(" ")
            .contains("the first two of 3 columns are drawn")
    );
}

#[test]
fn values_too_large_for_an_axis_count_as_infinite() {
    let figure = Figure::new("t")
        .points("p", [0.0, 1e308], [0.0, -1e308])
        .points("q", [1.0], [1.0]);
    assert!(below(&figure).join(" ").contains("p: 1 value left out"));
}

#[test]
fn a_large_cloud_is_drawn_in_dots_but_never_beside_something_else() {
    let xs: Vec<f64> = (0..5000).map(|i| f64::from(i % 71)).collect();
    let ys: Vec<f64> = (0..5000).map(|i| f64::from(i % 67)).collect();
    let cloud = Figure::new("Draws").points("draws", &xs, &ys);
    assert_eq!(below(&cloud)[0], "⢕ draws");
    assert!(!text(&cloud).contains('o'));
    let with_line = cloud.clone().line("mean", [0.0, 70.0], [33.0, 33.0]);
    assert_eq!(below(&with_line)[0], "o draws   ⠤⠤⠤⠤⠤ mean");
    let two = cloud.points("more", [1.0], [2.0]);
    assert_eq!(below(&two)[0], "o draws   x more");
}

#[test]
fn ten_series_and_ten_classes_have_markers_of_their_own() {
    let ten = (0..10).fold(Figure::new("Ten"), |figure, i| {
        figure.points(&format!("s{i}"), [i], [i])
    });
    let legend = below(&ten).join(" ");
    for (symbol, i) in "ox+*#@%&=~".chars().zip(0..) {
        assert!(legend.contains(&format!("{symbol} s{i}")), "{legend}");
    }
    let places: Vec<[usize; 2]> = (0..10).map(|i| [i, i]).collect();
    let classes = Figure::new("Ten").points_by("digit", places, (0..10).collect::<Vec<usize>>());
    assert_eq!(below(&classes)[0], "0 1 2 3 4 5 6 7 8 9 digit");
    let svg = classes.svg();
    let names: Vec<String> = (0..10).map(|i| format!("digit {i}")).collect();
    assert!(
        says(&svg, &names.iter().map(String::as_str).collect::<Vec<_>>()),
        "{svg}"
    );
}

#[test]
fn two_classes_given_as_bool_are_0_and_1() {
    let figure = Figure::new("Two").points_by("ill", [[0.0, 0.0], [1.0, 1.0]], [false, true]);
    assert_eq!(below(&figure)[0], "0 1 ill");
    let noise = Figure::new("Noise").points_by("cluster", [[0.0, 0.0], [1.0, 1.0]], [3, -1]);
    assert_eq!(below(&noise)[0], "3 ? cluster");
    assert!(says(&noise.svg(), &["cluster 3", "cluster ?"]));
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let long =
        "a label that is a great deal longer than labels have any right to be in a small picture";
    for width in [40, 64, 80, 100] {
        for decimals in [1e-9, 1.0, 123_456.789, 1e9] {
            let figure = mixed()
                .x(long)
                .y(long)
                .points(long, [decimals], [decimals])
                .hline(2.0, long);
            for colour in [false, true] {
                let sheet = figure.sheet(Screen { width, colour });
                for line in &sheet.0 {
                    assert!(line.width() <= width, "{width}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let sheet = mixed().sheet(Screen {
        width: 60,
        colour: true,
    });
    let coloured = sheet.text(true);
    assert!(coloured.contains("\x1b[1mTwo series\x1b[0m"));
    assert!(coloured.contains("\x1b[1;38;5;202mx\x1b[0m"));
    let mut plain = String::new();
    for (i, part) in coloured.split('\x1b').enumerate() {
        plain += if i == 0 {
            part
        } else {
            part.split_once('m').unwrap().1
        };
    }
    assert_eq!(plain, sheet.text(false));
    assert_eq!(
        sheet.text(false),
        mixed()
            .sheet(Screen {
                width: 60,
                colour: false
            })
            .text(false)
    );
}

#[test]
fn the_file_holds_each_point_each_line_and_the_labels() {
    let svg = mixed().svg();
    // One more circle and triangle each, and three lines, are in the legend.
    assert_eq!(count(&svg, "circle"), 3 + 1);
    assert_eq!(count(&svg, "path"), 1 + 1 + 1);
    assert_eq!(svg.matches("stroke-dasharray=").count(), 2 + 2);
    let labels = [
        "Two series",
        "x in m",
        "y in kg",
        "a",
        "b",
        "fit",
        "half",
        "cut",
        "0.5",
        "2.0",
    ];
    assert!(says(&svg, &labels), "{svg}");
    assert!(says(&svg, &["b: 1 value left out, NaN or infinite"]));
}

#[test]
fn the_file_of_a_line_with_gaps_has_a_path_for_each_stretch() {
    let ys = [1.0, 2.0, f64::NAN, 3.0, 4.0, f64::NAN, 5.0];
    let svg = Figure::new("Gaps")
        .line("l", [0, 1, 2, 3, 4, 5, 6], ys)
        .svg();
    assert_eq!(count(&svg, "path"), 2);
    assert_eq!(count(&svg, "circle"), 1, "a single place is a dot");
}

#[test]
fn the_file_of_nothing_still_has_axes() {
    let svg = Figure::new("Nothing").points("p", none(), none()).svg();
    assert!(
        says(&svg, &["Nothing", "0.0", "1.0", "p: no values"]),
        "{svg}"
    );
    assert!(says(&Figure::new("").svg(), &["0.0", "1.0"]));
}

/// Where the file repeats the marker of a cloud.
fn places_of_clouds(svg: &str) -> Vec<usize> {
    let clouds = svg.split("marker-start=").skip(1);
    let paths = clouds.filter_map(|cloud| cloud.split_once("<path d=\"")?.1.split_once('"'));
    paths
        .map(|(path, _)| path.matches(['M', 'L']).count())
        .collect()
}

#[test]
fn many_points_are_all_in_the_file() {
    let xs: Vec<usize> = (0..5000).collect();
    let svg = Figure::new("Many").points("", &xs, &xs).svg();
    assert_eq!(places_of_clouds(&svg), [5000]);
    let few = Figure::new("Many").points("", &xs[..1500], &xs[..1500]);
    assert_eq!(count(&few.svg(), "circle"), 1500);
}

#[test]
fn clouds_are_small_files_in_which_no_group_hides_another() {
    let n = 15_000;
    let points: Vec<[f64; 2]> = (0..n)
        .map(|i| [((i * 7919) % n) as f64, ((i * 104_729) % n) as f64])
        .collect();
    let mut classes: Vec<usize> = (0..n).map(|i| i % 10).collect();
    // A class of one point among thousands.
    classes[77] = 10;
    let figure = Figure::new("Cloud").points_by("", &points, &classes);
    let svg = figure.points("centre", [100.0], [200.0]).svg();
    let mut expected = [1500; 10];
    expected[7] -= 1;
    assert_eq!(places_of_clouds(&svg), expected);
    assert!(svg.len() < 300_000, "{}", svg.len());
    for marker in svg.split("<marker ").skip(1) {
        let (marker, _) = marker.split_once("</marker>").unwrap();
        assert!(marker.contains("opacity=\"0.5\""), "{marker}");
    }
    let last_cloud = svg.rfind("marker-start=").unwrap();
    let (_, above) = svg.split_at(last_cloud);
    assert!(
        above.contains("<path"),
        "the centre lies on top of the clouds"
    );
}

#[test]
fn a_long_line_is_thinned_in_the_file_and_keeps_its_peak() {
    let xs: Vec<usize> = (0..10_000).collect();
    let mut ys = vec![1.0; 10_000];
    ys[6180] = 3.0;
    let svg = Figure::new("Long").line("", &xs, &ys).svg();
    assert!(svg.len() < 60_000, "{}", svg.len());
    let short = Figure::new("Long").line("", [0.0, 6180.0, 9999.0], [1.0, 3.0, 1.0]);
    let places = |svg: &str| -> Vec<String> {
        let path = svg
            .split("<path d=\"")
            .find(|path| path.contains("stroke-width=\"2\""));
        let path = path.unwrap().split('"').next().unwrap();
        path.split(['M', 'L'])
            .skip(1)
            .map(|at| at.trim().to_owned())
            .collect()
    };
    let all = places(&svg);
    assert!(places(&short.svg()).iter().all(|place| all.contains(place)));
}

#[test]
fn names_are_written_as_they_are() {
    let figure = Figure::new("<b> & $x^2$ 'a'").points("$5 \n or \\alpha", [1.0], [1.0]);
    let svg = figure.svg();
    assert!(
        says(
            &svg,
            &["&lt;b&gt; &amp; $x^2$ &apos;a&apos;", "$5   or \\alpha"]
        ),
        "{svg}"
    );
}

/// Columns and rows between the axes.
fn size(figure: &Figure, width: usize) -> (usize, usize) {
    let screen = Screen {
        width,
        colour: false,
    };
    let text = figure.sheet(screen).text(false);
    let edge = text.lines().find(|line| line.contains('└')).unwrap();
    let columns = edge.chars().skip_while(|c| *c != '└').count() - 1;
    let is_row = |line: &&str| line.contains(['│', '┤']);
    assert!(
        text.lines().all(|line| line.chars().count() <= width),
        "{text}"
    );
    (columns, text.lines().filter(is_row).count())
}

fn box_of(width: f64, height: f64) -> Figure {
    Figure::new("Box").line("", [0.0, width, width, 0.0], [0.0, 0.0, height, height])
}

#[test]
fn to_scale_a_unit_is_as_long_to_the_right_as_it_is_upwards() {
    // A character is twice as high as it is wide.
    assert_eq!(size(&box_of(10.0, 10.0).to_scale(), 100), (48, 24));
    let (columns, rows) = size(&box_of(10.0, 10.0).to_scale(), 40);
    assert!(columns.abs_diff(2 * rows) <= 1, "{columns} {rows}");
    let (columns, rows) = size(&box_of(80.0, 10.0).to_scale(), 100);
    assert!(columns > 90 && rows == 6, "{columns} {rows}");
    assert_eq!(size(&box_of(10.0, 10.0), 100).1, 15, "without it as ever");
}

#[test]
fn to_scale_nothing_and_extremes_are_drawn_as_well() {
    for (width, height) in [(0.0, 0.0), (1e300, 1e-300), (1e-300, 1e300), (1e9, 1.0)] {
        for columns in [40, 60, 100] {
            let (across, up) = size(&box_of(width, height).to_scale(), columns);
            assert!(across >= 20 && up >= 6, "{width} {height}: {across} {up}");
        }
        let svg = box_of(width, height).to_scale().svg();
        assert!(
            !svg.contains("NaN") && !svg.contains("inf"),
            "{width} {height}"
        );
    }
}

#[test]
fn a_few_points_among_many_are_larger() {
    let (many, few) = ([0.0; 80], [1.0; 3]);
    let radius = |svg: &str| {
        let radii = svg
            .split(" r=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        radii
            .filter_map(|r| r.parse::<f64>().ok())
            .fold(0.0, f64::max)
    };
    let alone = Figure::new("Few").points("few", few, few).svg();
    let among = Figure::new("Few")
        .points("few", few, few)
        .points("many", many, many)
        .svg();
    assert!(
        radius(&among) > radius(&alone) + 2.0,
        "{} {}",
        radius(&among),
        radius(&alone)
    );
}
