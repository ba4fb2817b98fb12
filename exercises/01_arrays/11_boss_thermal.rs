//! Boss: find the hot spot in a thermal camera
//!
//! A camera films a circuit board on which one component overheats. When, and where? The
//! recording `frames` has shape (t, h, w): t frames of h x w temperatures in degrees
//! Celsius. The camera has three faults, and each of them needs its own cure:
//!
//!     dead pixels read NaN             repair: the median of the living neighbours, that
//!                                      is up to 8 pixels around, of the same frame
//!     noise in every reading           block_mean: a b x b block becomes its mean
//!     an offset, drifting over time,   remove_offset: each frame minus its own median; the
//!     on all pixels of a frame         component is small, it does not move the median
//!
//! What is left is compared with a limit: `first_alarm` and the chain `inspect` are given.
//!
//! No loop over all pixels is needed: one over the dead pixels, one over the frames, and
//! none for the blocks. `frames.indexed_iter()` yields ((frame, row, column), &value) in
//! this order, `frames.outer_iter_mut()` each frame as a view (h, w) that can be written.

use ndarray::{Array3, Axis, s};

/// Frame, row and column.
type Place = (usize, usize, usize);

/// Frames of this size cannot be cut into whole blocks of side `block`.
#[derive(Debug, PartialEq)]
struct NotDivisible {
    height: usize,
    width: usize,
    block: usize,
}

/// The median of all numbers that are not NaN, `None` if there are none; of an even count,
/// the mean of the middle two. Given.
fn median<'a>(values: impl IntoIterator<Item = &'a f64>) -> Option<f64> {
    let known = values.into_iter().copied().filter(|v| !v.is_nan());
    let mut sorted: Vec<f64> = known.collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    (n > 0).then(|| (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0)
}

/// Replaces every NaN by the median of its neighbours, in place, and returns how many were
/// replaced. Neighbours count as they were recorded, before any repair. A pixel without
/// living neighbours stays NaN and is not counted. (t, h, w)
// TODO 1: repair the dead pixels.
fn repair(frames: &mut Array3<f64>) -> usize {
    todo!("NaN in {} readings", frames.len())
}

/// The mean of each block of b x b pixels; NaN if one of them is NaN.
/// (t, h, w) -> (t, h / b, w / b). An error if `b` does not divide h and w, or is 0.
// TODO 2: shrink every frame by `b`.
fn block_mean(frames: &Array3<f64>, b: usize) -> Result<Array3<f64>, NotDivisible> {
    todo!("blocks of {b} x {b} in shape {:?}", frames.shape())
}

/// Each frame minus the median of its own pixels. NaN stays NaN, and so does a frame of
/// nothing else. (t, h, w) -> (t, h, w)
// TODO 3: bring the median of every frame to 0.
fn remove_offset(frames: &Array3<f64>) -> Array3<f64> {
    todo!("one median for each of {} frames", frames.len_of(Axis(0)))
}

/// The first place above the limit: first in time, then by row, then by column. Given.
fn first_alarm(frames: &Array3<f64>, limit: f64) -> Option<Place> {
    let mut hot = frames.indexed_iter().filter(|&(_, &value)| value > limit);
    hot.next().map(|(place, _)| place)
}

/// The whole chain, on blocks of 2 x 2: how many readings were repaired, the frames that
/// were judged, and the first alarm. Given.
fn inspect(
    mut frames: Array3<f64>,
    limit: f64,
) -> Result<(usize, Array3<f64>, Option<Place>), NotDivisible> {
    let repaired = repair(&mut frames);
    let aligned = remove_offset(&block_mean(&frames, 2)?);
    let alarm = first_alarm(&aligned, limit);
    Ok((repaired, aligned, alarm))
}

fn main() {
    let thermal = kit::data::thermal(2024);
    let offset = |t| median(thermal.frames.index_axis(Axis(0), t)).unwrap_or(f64::NAN);
    let (first, last) = (offset(0), offset(59));
    println!("median of the first frame {first:.1} C, of the last {last:.1} C");
    match inspect(thermal.frames.clone(), thermal.limit) {
        Ok((repaired, judged, Some((t, row, column)))) => {
            println!("{repaired} readings repaired");
            println!("alarm in frame {t}, block ({row}, {column})");
            let degrees = judged.slice(s![t - 3..=t, row, column]);
            println!("there, frame by frame up to the alarm: {degrees:.1} C\n");
            for line in judged.index_axis(Axis(0), t).rows() {
                let shade = |&v: &f64| ["  ", "..", "::", "++", "##"][(v / 3.0).min(4.0) as usize];
                println!("|{}|", line.iter().map(shade).collect::<String>());
            }
            println!("Blocks in the frame of the alarm, a shade for each 3 C: ## is 12 or more.");
        }
        Ok(_) => println!("no alarm"),
        Err(error) => println!("cannot cut blocks: {error:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::{assert_close, assert_not_close, assert_same, assert_shape};
    use ndarray::array;

    // Expected values are worked out by hand, or planted in the recording by the kit.
    const NAN: f64 = f64::NAN;

    #[test]
    fn a_dead_pixel_gets_the_median_of_its_eight_neighbours() {
        let mut frames = array![[[1.0, 2.0, 3.0], [4.0, NAN, 60.0], [70.0, 8.0, 9.0]]];
        assert_same!(repair(&mut frames), 1, "one reading was replaced");
        assert_not_close!(frames[[0, 1, 1]], 157.0 / 8.0, "the median, not the mean");
        // Sorted: 1, 2, 3, 4, 8, 9, 60, 70.
        assert_close!(
            frames,
            array![[[1.0, 2.0, 3.0], [4.0, 6.0, 60.0], [70.0, 8.0, 9.0]]]
        );
    }

    #[test]
    fn a_corner_has_three_neighbours_all_of_its_own_frame() {
        let mut frames = array![
            [[NAN, 5.0, 99.0], [7.0, 30.0, 98.0]],
            [[1.0, 2.0, 4.0], [8.0, 16.0, NAN]],
        ];
        assert_same!(repair(&mut frames), 2);
        assert_close!(frames[[0, 0, 0]], 7.0, "the neighbours are 5, 7 and 30");
        assert_close!(frames[[1, 1, 2]], 4.0, "the neighbours are 2, 4 and 16");
    }

    #[test]
    fn a_repaired_pixel_does_not_repair_its_neighbour() {
        let mut frames = array![[[NAN, NAN, 4.0], [1.0, 2.0, 8.0]]];
        assert_same!(repair(&mut frames), 2);
        assert_close!(frames[[0, 0, 0]], 1.5, "the living neighbours are 1 and 2");
        let got = frames[[0, 0, 1]]; // the living neighbours are 1, 2, 4 and 8
        assert_not_close!(got, 2.0, "1.5 was repaired, not recorded");
        assert_close!(got, 3.0);
    }

    #[test]
    fn a_pixel_without_living_neighbours_stays_dead() {
        let mut frames = array![[[NAN, NAN, 1.0, 1.0]], [[NAN, 2.0, 2.0, 2.0]]];
        assert_same!(
            repair(&mut frames),
            2,
            "all but the one on the left of frame 0"
        );
        assert!(frames[[0, 0, 0]].is_nan());
        assert_close!([frames[[0, 0, 1]], frames[[1, 0, 0]]], [1.0, 2.0]);
        assert_same!(repair(&mut Array3::zeros((0, 4, 4))), 0, "no frames");
    }

    #[test]
    fn a_block_becomes_the_mean_of_its_rows_and_columns() {
        let frames = array![[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 9.0]]];
        let got = block_mean(&frames, 2).expect("2 divides 2 and 4");
        assert_not_close!(got, array![[[2.5, 6.75]]], "a block is 2 pixels high");
        assert_close!(got, array![[[3.5, 5.75]]]);
        assert_close!(block_mean(&frames, 1).expect("1 divides all"), frames);
        let dead = array![[[1.0, NAN, 3.0, 4.0], [5.0, 6.0, 7.0, 9.0]]];
        let got = block_mean(&dead, 2).expect("2 divides 2 and 4");
        assert!(got[[0, 0, 0]].is_nan(), "a block with a NaN, got {got}");
        assert_close!(got[[0, 0, 1]], 5.75, "a block without");
    }

    #[test]
    fn blocks_keep_the_mean_and_their_place() {
        let frames = Array3::from_shape_fn((2, 4, 6), |(t, r, c)| (t * t + 10 * r * c) as f64);
        let small = block_mean(&frames, 2).expect("2 divides 4 and 6");
        assert_shape!(small, [2, 2, 3]);
        assert_close!(
            small.mean().unwrap(),
            frames.mean().unwrap(),
            "the mean of all"
        );
        // Frame 1, rows 2 and 3, columns 0 and 1: 1 + (0 + 20 + 0 + 30) / 4.
        assert_close!(small[[1, 1, 0]], 13.5);
        let turned = block_mean(&frames.permuted_axes([0, 2, 1]), 2).expect("6 and 4");
        assert_close!(turned, small.permuted_axes([0, 2, 1]), "rows for columns");
    }

    #[test]
    fn blocks_that_do_not_fit_are_an_error() {
        for (height, width, block) in [(5, 4, 2), (4, 5, 2), (4, 4, 8), (4, 4, 0)] {
            let got = block_mean(&Array3::zeros((1, height, width)), block);
            let expected = NotDivisible {
                height,
                width,
                block,
            };
            assert_eq!(got, Err(expected));
        }
    }

    #[test]
    fn every_frame_loses_its_own_median() {
        let frames = array![[[1.0, 2.0, 9.0]], [[11.0, 12.0, 40.0]]];
        let got = remove_offset(&frames);
        assert_not_close!(
            got,
            &frames - 10.0,
            "10 is the median of the whole recording"
        );
        let expected = array![[[-1.0, 0.0, 7.0]], [[-1.0, 0.0, 28.0]]];
        assert_close!(got, expected);
        assert_close!(
            remove_offset(&got),
            expected,
            "a second time changes nothing"
        );
    }

    #[test]
    fn dead_pixels_do_not_disturb_the_median() {
        let got = remove_offset(&array![[[NAN, 2.0, 9.0, 3.0]], [[NAN, NAN, NAN, NAN]]]);
        assert_close!(got.slice(s![0, 0, 1..]), array![-1.0, 6.0, 0.0]);
        assert_same!(got.iter().filter(|v| v.is_nan()).count(), 5);
    }

    #[test]
    fn an_alarm_needs_more_than_the_limit() {
        let frames = array![[[12.0, NAN]], [[0.0, 12.5]], [[13.0, 13.0]]];
        assert_same!(first_alarm(&frames, 12.0), Some((1, 0, 1)));
        assert_same!(first_alarm(&frames, 13.0), None);
    }

    #[test]
    fn the_planted_hot_spot_is_found() {
        for seed in [1, 2, 3] {
            let recording = kit::data::thermal(seed);
            let truth = recording.truth;
            let found = inspect(recording.frames, recording.limit);
            let (repaired, _, alarm) = found.expect("2 divides 32");
            assert_same!(
                repaired,
                60 * truth.dead.len(),
                "seed {seed}: readings repaired"
            );
            let (row, column) = truth.block;
            let expected = Some((truth.frame, row, column));
            assert_same!(alarm, expected, "seed {seed}: frame, row, column");
        }
    }

    #[test]
    fn before_the_component_is_hot_there_is_no_alarm() {
        for seed in [4, 5, 6] {
            let recording = kit::data::thermal(seed);
            let before = s![..recording.truth.frame, .., ..];
            let frames = recording.frames.slice_move(before);
            let (_, _, alarm) = inspect(frames, recording.limit).expect("2 divides 32");
            assert_same!(alarm, None, "seed {seed}");
        }
    }
}
