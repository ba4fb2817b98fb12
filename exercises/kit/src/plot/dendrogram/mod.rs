//! Trees of clusters.

mod tree;

use super::axis::Axis;
use super::canvas::Canvas;
use super::ruler::{centred, ruler};
use super::screen::Screen;
use super::sheet::{Ink, Line, Sheet, clean, cut, widest};
use super::{Picture, palette, show, svg};
use kuva::plot::line::LinePlot;
use kuva::render::plots::Plot;
use kuva::render::render::render_multiple;
use std::fmt::Display;
use tree::Tree;

/// Larger trees are folded.
const MOST_LINES: usize = 30;
const MOST_LEAVES: usize = 120;

/// Clusters of clusters: leaves on the left, each merge at its height to the right.
///
/// A merge `(a, b, height)` joins clusters `a` and `b`. As in scipy the n leaves are clusters 0 to n - 1, and merge i
/// makes cluster n + i. A tree too large to be shown is folded: a leaf may stand for a whole cluster, and says so.
///
/// ```no_run
/// kit::plot::dendrogram("Three cities", &[(0, 2, 1.5), (1, 3, 4.0)], &["Bonn", "Rome", "Köln"]);
/// ```
pub fn dendrogram<L: Display>(title: &str, merges: &[(usize, usize, f64)], labels: &[L]) {
    let labels = labels.iter().map(|label| clean(&label.to_string()));
    show(&Dendrogram {
        title: clean(title),
        tree: Tree::new(merges, labels.collect()),
    });
}

struct Dendrogram {
    title: String,
    /// Or why there is none.
    tree: Result<Tree, String>,
}

impl Picture for Dendrogram {
    fn title(&self) -> &str {
        &self.title
    }

    fn sheet(&self, screen: Screen) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.push_text(&self.title, Ink::BOLD, screen.width);
        match &self.tree {
            Ok(tree) => {
                draw(&tree.folded(MOST_LINES), screen, &mut sheet);
                sheet.push_text(&folding(tree, MOST_LINES), Ink::PLAIN, screen.width);
            }
            Err(why) => sheet.push_text(&format!("not drawn: {why}"), Ink::PLAIN, screen.width),
        }
        sheet
    }

    fn svg(&self) -> String {
        match &self.tree {
            Ok(tree) => page(
                &self.title,
                &tree.folded(MOST_LEAVES),
                folding(tree, MOST_LEAVES),
            ),
            Err(why) => {
                let notes = [format!("not drawn: {why}")];
                let layout = svg::plain_layout(&self.title, &notes, (0.0, 1.0), (0.0, 1.0));
                svg::document(render_multiple(vec![], layout), &self.title)
            }
        }
    }
}

/// Nothing if all leaves are shown.
fn folding(tree: &Tree, most: usize) -> String {
    match tree.leaves.len() {
        n if n > most => format!("the last {} of {} merges", most - 1, n - 1),
        _ => String::new(),
    }
}

/// Directions in which a line leaves the middle of a character.
const UP: usize = 1;
const DOWN: usize = 2;
const LEFT: usize = 4;
const RIGHT: usize = 8;

/// By the sum of directions.
const LINES: [char; 16] = [
    ' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼',
];

fn draw(tree: &Tree, screen: Screen, sheet: &mut Sheet) {
    // Few leaves stand apart.
    let spacing = if tree.leaves.len() <= 10 { 2 } else { 1 };
    let gutter = widest(&tree.leaves).min(screen.width / 3);
    let columns = screen.width - gutter - 2;
    let x = Axis::exactly(
        0.0,
        if tree.highest() > 0.0 {
            tree.highest()
        } else {
            1.0
        },
    );
    let order = tree.order();
    let rows = (spacing * order.len()).saturating_sub(spacing - 1);

    let canvas = Canvas::new(columns, rows);
    let mut lines = vec![vec![0; columns]; rows];
    let mut places = vec![(0, 0); tree.leaves.len()];
    for (i, leaf) in order.iter().enumerate() {
        places[*leaf] = (spacing * i, 0);
        lines[spacing * i][0] |= LEFT;
    }
    for join in &tree.joins {
        let (_, column) = Canvas::cell_of(canvas.dot_at(x.share(join.height), 0.0));
        let [a, b] = join.children.map(|child| places[child]);
        for (row, start) in [a, b] {
            let (from, to) = (start.min(column), start.max(column));
            for line in &mut lines[row][from..to] {
                *line |= RIGHT;
            }
            for line in &mut lines[row][from + 1..to + 1] {
                *line |= LEFT;
            }
        }
        let (top, bottom) = (a.0.min(b.0), a.0.max(b.0));
        for line in &mut lines[top..bottom] {
            line[column] |= DOWN;
        }
        for line in &mut lines[top + 1..=bottom] {
            line[column] |= UP;
        }
        places.push(((top + bottom) / 2, column));
    }
    let names = order.iter().map(|leaf| cut(&tree.leaves[*leaf], gutter));
    let names: Vec<String> = names.collect();
    for (row, directions) in lines.iter().enumerate() {
        let name = if row % spacing == 0 {
            names[row / spacing].as_str()
        } else {
            ""
        };
        let mut line = Line::of(&format!("{name:>gutter$} "));
        let glyphs: String = directions.iter().map(|sum| LINES[*sum]).collect();
        line.push(&glyphs, palette::ink(0));
        sheet.push(line);
    }
    sheet.push(ruler(x, gutter + 1, columns).labels);
    sheet
        .0
        .extend(centred("height", gutter + 1, columns, screen.width));
}

/// Each join is one line with two corners.
fn page(title: &str, tree: &Tree, note: String) -> String {
    let order = tree.order();
    let n = order.len();
    let mut places = vec![(0.0, 0.0); tree.leaves.len()];
    for (i, leaf) in order.iter().enumerate() {
        places[*leaf] = (0.0, (n - i) as f64);
    }
    let mut plots: Vec<Plot> = vec![];
    for join in &tree.joins {
        let [a, b] = join.children.map(|child| places[child]);
        let branch = [a, (join.height, a.1), (join.height, b.1), b];
        let line = LinePlot::new()
            .with_data(branch)
            .with_color(palette::colour(0).hex())
            .with_stroke_width(1.6);
        plots.push(line.into());
        places.push((join.height, (a.1 + b.1) / 2.0));
    }
    let highest = if tree.highest() > 0.0 {
        tree.highest()
    } else {
        1.0
    };
    let x = Axis::exactly(0.0, highest * 1.03);
    let y = Axis::exactly(0.5, n.max(1) as f64 + 0.5);
    let names = order
        .iter()
        .rev()
        .map(|leaf| svg::label(&cut(&tree.leaves[*leaf], 32)));
    let notes = if note.is_empty() { vec![] } else { vec![note] };
    let layout = svg::layout(title, &notes, x, y)
        .with_y_categories(names.collect())
        .with_x_label("height")
        .with_show_grid(false);
    let layout = svg::with_plot_size(layout, 600.0, (n as f64 * 17.0).max(220.0));
    svg::document(render_multiple(plots, layout), title)
}

#[cfg(test)]
mod tests {
    use super::super::svg::parts::{count, says};
    use super::*;

    const CITIES: [&str; 5] = ["Bonn", "Rome", "Köln", "Florence", "Oslo"];
    const MERGES: [(usize, usize, f64); 4] = [(0, 2, 1.5), (1, 3, 2.0), (5, 6, 4.0), (4, 7, 5.0)];

    fn picture(merges: &[(usize, usize, f64)], labels: &[&str]) -> Dendrogram {
        let labels = labels.iter().map(|label| (*label).to_owned());
        Dendrogram {
            title: "Cities".to_owned(),
            tree: Tree::new(merges, labels.collect()),
        }
    }

    fn text(picture: &Dendrogram, width: usize) -> String {
        picture
            .sheet(Screen {
                width,
                colour: false,
            })
            .text(false)
    }

    #[test]
    fn clusters_are_joined_at_their_heights() {
        let expected = "\
Cities
    Oslo ─────────────────────────────┐
                                      │
    Bonn ─────────┐                   │
                  ├─────────────┐     │
    Köln ─────────┘             │     │
                                ├─────┘
    Rome ────────────┐          │
                     ├──────────┘
Florence ────────────┘
         0           2          4
                     height
";
        assert_eq!(text(&picture(&MERGES, &CITIES), 40), expected);
    }

    /// Each leaf joins the cluster of those before it.
    fn chain(n: usize) -> Vec<(usize, usize, f64)> {
        (1..n)
            .map(|i| (if i == 1 { 0 } else { n + i - 2 }, i, i as f64))
            .collect()
    }

    #[test]
    fn many_leaves_stand_close_together() {
        let labels: Vec<String> = (0..11).map(|i| i.to_string()).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let text = text(&picture(&chain(11), &labels), 40);
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(
            rows[1..4],
            [" 0 ───┬───┐", " 1 ───┘   ├──┐", " 2 ───────┘  ├───┐"]
        );
        assert_eq!(rows.len(), 1 + 11 + 2);
    }

    #[test]
    fn a_tree_too_large_is_folded() {
        let labels: Vec<String> = (0..150).map(|i| format!("leaf {i}")).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let picture = picture(&chain(150), &labels);
        let text = text(&picture, 80);
        assert!(text.contains("\n(121 leaves) ──"), "{text}");
        assert!(
            text.ends_with("height\nthe last 29 of 149 merges\n"),
            "{text}"
        );
        let svg = picture.svg();
        assert_eq!(count(&svg, "path"), 119);
        assert!(says(
            &svg,
            &["(31 leaves)", "leaf 149", "the last 119 of 149 merges"]
        ));
    }

    #[test]
    fn joins_at_height_zero_or_below_their_children_are_drawn() {
        let flat = text(&picture(&[(0, 1, 0.0), (3, 2, 0.0)], &["a", "b", "c"]), 40);
        assert!(flat.starts_with("Cities\na ┐\n"), "{flat}");
        let inverted = text(&picture(&[(0, 1, 2.0), (3, 2, 1.0)], &["a", "b", "c"]), 40);
        assert!(
            inverted.lines().all(|line| line.chars().count() <= 40),
            "{inverted}"
        );
    }

    #[test]
    fn what_makes_no_tree_is_told() {
        let text = |merges: &[_], labels: &[&str]| text(&picture(merges, labels), 80);
        let expected =
            "Cities\nnot drawn: merge 0 names cluster 9, which does not exist yet: 2 labels\n";
        assert_eq!(text(&[(0, 9, 1.0)], &["a", "b"]), expected);
        assert!(text(&[], &["a"]).starts_with("Cities\na "), "one leaf");
        assert!(text(&[], &[]).starts_with("Cities\n"), "no leaf");
        let svg = picture(&[(0, 9, 1.0)], &["a", "b"]).svg();
        assert!(says(&svg, &["Cities"]) && svg.contains("not drawn: merge 0"));
        assert!(picture(&[], &[]).svg().contains("Cities"));
    }

    #[test]
    fn long_labels_are_cut_and_no_line_is_wider_than_the_screen() {
        let long = "Oslo, a long way up in the north of Europe";
        for width in [40, 80, 100] {
            let text = text(&picture(&[(0, 1, 1.0)], &[long, "b"]), width);
            assert!(
                text.lines().all(|line| line.chars().count() <= width),
                "{text}"
            );
        }
    }

    #[test]
    fn the_file_has_a_path_for_each_merge_and_the_labels() {
        let svg = picture(&MERGES, &CITIES).svg();
        assert_eq!(count(&svg, "path"), 4);
        assert!(says(&svg, &CITIES));
        assert!(says(&svg, &["Cities", "height", "0", "5"]), "{svg}");
    }
}
