//! Decision regions.

use super::axis::Axis;
use super::counted;
use super::figure::{Areas, Figure};
use super::numbers::{Classes, Table};

/// Samples across and up. Enough for smooth borders, few enough for a slow classifier.
const COLUMNS: usize = 140;
const ROWS: usize = 105;

/// The class that a classifier gives to each place, with the labelled points, shape (n, 2), over it.
///
/// `class_at` is asked at about 15 thousand places. A note counts the points it gives another class than their label.
///
/// ```no_run
/// use ndarray::array;
///
/// let points = array![[0.0, 0.5], [1.0, 1.5], [2.0, 0.0]];
/// kit::plot::regions("Right of 0.8", &points, &[0, 1, 1], |x, _| usize::from(x > 0.8));
/// ```
pub fn regions(
    title: &str,
    points: impl Table,
    classes: impl Classes,
    class_at: impl FnMut(f64, f64) -> usize,
) {
    Figure::new(title)
        .points_by("class", points, classes)
        .regions(class_at)
        .show();
}

impl Figure {
    /// The class that a classifier gives to each place, below the points and lines given so far, whose range sets the
    /// axes. See [`regions`](crate::plot::regions).
    pub fn regions(self, mut class_at: impl FnMut(f64, f64) -> usize) -> Self {
        self.with_regions(&mut class_at)
    }

    fn with_regions(self, class_at: &mut dyn FnMut(f64, f64) -> usize) -> Self {
        let (x, y) = self.axes();
        let labelled: Vec<_> = self.labelled_places().collect();
        let elsewhere = labelled
            .iter()
            .filter(|(class, (x, y))| class_at(*x, *y) != *class);
        let elsewhere = elsewhere.count();
        let all = counted(labelled.len(), "point");
        let areas = sample(x, y, class_at);
        let figure = self.areas(areas);
        if labelled.is_empty() {
            return figure;
        }
        let verb = if elsewhere == 1 { "lies" } else { "lie" };
        figure.note(format!(
            "{elsewhere} of {all} {verb} in the region of another class"
        ))
    }
}

fn sample(x: Axis, y: Axis, class_at: &mut dyn FnMut(f64, f64) -> usize) -> Areas {
    let middle = |axis: Axis, i: usize, count: usize| axis.at((i as f64 + 0.5) / count as f64);
    let mut classes = Vec::with_capacity(ROWS * COLUMNS);
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            classes.push(class_at(middle(x, column, COLUMNS), middle(y, row, ROWS)));
        }
    }
    Areas {
        x,
        y,
        columns: COLUMNS,
        rows: ROWS,
        classes,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Picture;
    use super::super::screen::Screen;
    use super::super::svg::parts::{count, says};
    use super::*;

    fn right_of_1() -> Figure {
        Figure::new("Right of 1")
            .points_by("class", [[0.0, 0.0], [2.0, 1.0], [0.5, 0.8]], [0, 1, 1])
            .regions(|x, _| usize::from(x > 1.0))
    }

    fn text(figure: &Figure) -> String {
        let screen = Screen {
            width: 40,
            colour: false,
        };
        figure.sheet(screen).text(false)
    }

    #[test]
    fn each_place_is_filled_by_its_class_and_the_points_lie_over_it() {
        let expected = "\
Right of 1
1.0 ┤................░░░░░░░░░░░░░░░░1░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │........1.......░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
0.5 ┤................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
    │................░░░░░░░░░░░░░░░░░░
0.0 ┤0...............░░░░░░░░░░░░░░░░░░
    └┬───────────────┬───────────────┬─
     0               1               2
0 1 class   0 ..  1 ░░ regions
1 of 3 points lies in the region of
another class
";
        assert_eq!(text(&right_of_1()), expected);
    }

    #[test]
    fn the_classifier_is_asked_for_x_and_y_from_below() {
        let figure = Figure::new("Above").points_by("class", [[0.0, 0.0], [4.0, 2.0]], [0, 1]);
        let text = text(&figure.regions(|_, y| usize::from(y > 1.0)));
        assert!(text.lines().nth(1).unwrap().contains("░░░"), "{text}");
        assert!(
            text.contains("0 of 2 points lie in the region of another class")
                || text.contains("0 of 2 points")
        );
    }

    #[test]
    fn ten_classes_are_filled_differently() {
        let figure = Figure::new("Ten").points_by("class", [[0.0, 0.0], [10.0, 1.0]], [0, 9]);
        let figure = figure.regions(|x, _| (x as usize).min(9));
        let text = text(&figure);
        let row = text.lines().nth(3).unwrap();
        let fills: std::collections::BTreeSet<char> =
            row.chars().skip_while(|c| *c != '│').skip(1).collect();
        assert_eq!(fills.len(), 10, "{text}");
    }

    #[test]
    fn without_points_the_regions_are_drawn_over_the_unit_square() {
        let figure = Figure::new("No points").points_by("class", [[0.0; 2]; 0], [0; 0]);
        let text = text(&figure.regions(|x, _| usize::from(x > 0.5)));
        assert!(text.contains("1.0 ┤.................░░░░"), "{text}");
        assert!(!text.contains("another class"));
    }

    #[test]
    fn what_is_added_later_widens_the_axes_but_not_the_regions() {
        let figure = right_of_1().points("far", [4.0], [0.5]);
        let text = text(&figure);
        let row = text.lines().nth(3).unwrap();
        assert!(row.ends_with('░') && row.chars().count() < 30, "{text}");
    }

    #[test]
    fn the_file_has_rectangles_below_the_points_and_says_which_is_which() {
        let svg = right_of_1().svg();
        let first_circle = svg.find("<circle ").unwrap();
        let first_rectangle = svg.find("<rect x=").unwrap();
        assert!(first_rectangle < first_circle);
        // Two in each of the rows.
        assert!((2 * ROWS..2 * ROWS + 8).contains(&count(&svg, "rect")));
        assert!(says(
            &svg,
            &["class 0", "class 1", "region of 0", "region of 1"]
        ));
    }
}
