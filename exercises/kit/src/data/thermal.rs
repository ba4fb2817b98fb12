//! A thermal camera above a circuit board on which one component overheats.

use ndarray::{Array1, Array2, Array3};
use rand::Rng as _;
use rand_distr::{Distribution, Normal};

use crate::{Rng, rng};

/// Number of frames in a recording.
const FRAMES: usize = 60;
/// Rows and columns of a frame.
const SIDE: usize = 32;
/// Side of the block of pixels that the overheating component covers.
const BLOCK: usize = 2;
/// Degrees above the frame's median from which a block counts as too hot.
const LIMIT: f64 = 12.0;
/// Standard deviation of the noise of one reading.
const NOISE: f64 = 0.1;
/// Share of the component's heat that reaches the pixels around it.
const GLOW: f64 = 0.3;

/// A recording and what was planted in it; made by [`thermal`].
#[derive(Clone, Debug)]
pub struct Thermal {
    /// Temperatures in degrees Celsius, shape (60, 32, 32): frame, row, column.
    /// A dead pixel reads NaN in every frame.
    pub frames: Array3<f64>,
    /// A block of 2 x 2 pixels is too hot when its mean lies more than this many
    /// degrees above the median of its frame.
    pub limit: f64,
    /// What a solution has to find.
    pub truth: ThermalTruth,
}

/// The facts planted in a recording of [`thermal`].
#[derive(Clone, Debug, PartialEq)]
pub struct ThermalTruth {
    /// Row and column of each dead pixel, in row-major order. One lies in a corner, one
    /// on an edge, two side by side; none within two pixels of the component.
    pub dead: Vec<(usize, usize)>,
    /// What the camera adds to every reading of a frame, shape (60,). It falls by about
    /// ten degrees during the recording.
    pub offsets: Array1<f64>,
    /// The component, as row and column in the (16, 16) grid of 2 x 2 blocks; its pixels
    /// are rows `2 * row` and `2 * row + 1`, columns `2 * column` and `2 * column + 1`.
    pub block: (usize, usize),
    /// The first frame in which the component is above the limit.
    pub frame: usize,
}

/// 60 frames of a thermal camera: a board with warm but harmless parts, dead pixels, a
/// drifting offset, and one component that warms up and crosses the limit.
///
/// The component crosses between two frames, at least 0.4 degrees from the limit in
/// both, and the noise of a block's mean is 0.05 degrees: block and frame can be found
/// exactly. An offset that is not removed frame by frame makes the alarm late.
pub fn thermal(seed: u64) -> Thermal {
    let mut rng = rng(seed);
    let board = board(&mut rng);
    let offsets = offsets(&mut rng);
    let block = (rng.gen_range(3..13), rng.gen_range(3..13));
    let frame = rng.gen_range(42..54);
    let heat = heat(&board, block, frame, &mut rng);
    let dead = dead_pixels(block, &mut rng);

    let noise = Normal::new(0.0, NOISE).expect("the standard deviation is finite");
    let mut frames = Array3::from_shape_simple_fn((FRAMES, SIDE, SIDE), || noise.sample(&mut rng));
    frames += &board;
    let glow = glow(block);
    for (t, mut picture) in frames.outer_iter_mut().enumerate() {
        picture.scaled_add(heat[t], &glow);
        picture += offsets[t];
        for &pixel in &dead {
            picture[pixel] = f64::NAN;
        }
    }
    Thermal {
        frames,
        limit: LIMIT,
        truth: ThermalTruth {
            dead,
            offsets,
            block,
            frame,
        },
    }
}

/// The board at rest, shape (32, 32): warmer towards one corner, with three parts that
/// are warm and well below the limit.
fn board(rng: &mut Rng) -> Array2<f64> {
    let mut board = Array2::from_shape_fn((SIDE, SIDE), |(row, column)| {
        24.0 + 0.03 * row as f64 + 0.05 * column as f64
    });
    for _ in 0..3 {
        let (row, column) = (rng.gen_range(1..SIDE - 5), rng.gen_range(1..SIDE - 5));
        let (height, width) = (rng.gen_range(2..5), rng.gen_range(2..5));
        let warm = rng.gen_range(3.0..6.0);
        for ((i, j), t) in board.indexed_iter_mut() {
            if (row..row + height).contains(&i) && (column..column + width).contains(&j) {
                *t = t.max(25.0 + warm);
            }
        }
    }
    board
}

/// What the camera adds to each frame, shape (60,): a fall, a wobble and some jitter.
fn offsets(rng: &mut Rng) -> Array1<f64> {
    let phase = rng.gen_range(0.0..std::f64::consts::TAU);
    Array1::from_shape_fn(FRAMES, |t| {
        let passed = t as f64 / (FRAMES - 1) as f64;
        5.0 - 10.0 * passed + 0.3 * (12.0 * passed + phase).sin() + rng.gen_range(-0.2..0.2)
    })
}

/// The component's own heat in each frame, shape (60,): zero, then rising steadily, so
/// that the mean of its block crosses the limit half-way between `frame - 1` and `frame`.
fn heat(board: &Array2<f64>, block: (usize, usize), frame: usize, rng: &mut Rng) -> Array1<f64> {
    let sum: f64 = pixels(block).map(|pixel| board[pixel]).sum();
    let at_rest = sum / (BLOCK * BLOCK) as f64 - median(board);
    let per_frame = rng.gen_range(0.8..1.2);
    Array1::from_shape_fn(FRAMES, |t| {
        let above_limit = per_frame * (t as f64 - frame as f64 + 0.5);
        (LIMIT + above_limit - at_rest).max(0.0)
    })
}

/// Share of the heat that each pixel gets, shape (32, 32): all of it on the component,
/// a part on the ring of pixels around it.
fn glow(block: (usize, usize)) -> Array2<f64> {
    Array2::from_shape_fn((SIDE, SIDE), |pixel| match far_from(block, pixel) {
        0 => 1.0,
        1 => GLOW,
        _ => 0.0,
    })
}

/// Between six and eight dead pixels, in row-major order.
fn dead_pixels(block: (usize, usize), rng: &mut Rng) -> Vec<(usize, usize)> {
    let last = SIDE - 1;
    let corner = (last * rng.gen_range(0..2), last * rng.gen_range(0..2));
    let edge = (rng.gen_range(3..SIDE - 3), last * rng.gen_range(0..2));
    let mut dead = vec![corner, edge];

    // Not beside another dead pixel, and too far from the component to be repaired with
    // a reading that its heat has reached.
    let free = |dead: &[(usize, usize)], pixel| {
        dead.iter().all(|&other| distance(pixel, other) > 1) && far_from(block, pixel) > 2
    };
    while dead.len() < 4 {
        let left = (rng.gen_range(1..last), rng.gen_range(1..last - 1));
        let right = (left.0, left.1 + 1);
        if free(&dead, left) && free(&dead, right) {
            dead.extend([left, right]);
        }
    }
    let count = rng.gen_range(6..=8);
    while dead.len() < count {
        let pixel = (rng.gen_range(1..last), rng.gen_range(1..last));
        if free(&dead, pixel) {
            dead.push(pixel);
        }
    }
    dead.sort_unstable();
    dead
}

/// Row and column of each pixel of a block.
fn pixels(block: (usize, usize)) -> impl Iterator<Item = (usize, usize)> {
    let (row, column) = (BLOCK * block.0, BLOCK * block.1);
    (0..BLOCK * BLOCK).map(move |n| (row + n / BLOCK, column + n % BLOCK))
}

/// Distance of a pixel from the nearest pixel of a block.
fn far_from(block: (usize, usize), pixel: (usize, usize)) -> usize {
    let distances = pixels(block).map(|other| distance(pixel, other));
    distances.min().expect("a block has pixels")
}

/// The larger of the distances in rows and in columns.
fn distance(a: (usize, usize), b: (usize, usize)) -> usize {
    a.0.abs_diff(b.0).max(a.1.abs_diff(b.1))
}

/// The median of numbers without NaN; of an even count, the mean of the middle two.
fn median<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        (sorted[middle - 1] + sorted[middle]) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Axis;

    const SEEDS: std::ops::Range<u64> = 0..40;

    /// Mean of each 2 x 2 block, shape (60, 16, 16); blocks with a dead pixel are NaN.
    fn blocks(frames: &Array3<f64>) -> Array3<f64> {
        let small = SIDE / BLOCK;
        Array3::from_shape_fn((FRAMES, small, small), |(t, i, j)| {
            let readings = pixels((i, j)).map(|(row, column)| frames[[t, row, column]]);
            readings.sum::<f64>() / (BLOCK * BLOCK) as f64
        })
    }

    /// Frame, row and column of the first block above the limit, in row-major order.
    fn first_alarm(frames: &Array3<f64>, limit: f64) -> Option<(usize, usize, usize)> {
        blocks(frames)
            .indexed_iter()
            .find(|&(_, &mean)| mean > limit)
            .map(|(index, _)| index)
    }

    fn living(frame: ndarray::ArrayView2<f64>) -> Vec<f64> {
        frame.iter().copied().filter(|t| !t.is_nan()).collect()
    }

    #[test]
    fn same_seed_same_recording() {
        let (a, b, other) = (thermal(1), thermal(1), thermal(2));
        let bits = |x: &Array3<f64>| x.mapv(f64::to_bits);
        assert_eq!(bits(&a.frames), bits(&b.frames));
        assert_eq!(a.truth, b.truth);
        assert_ne!(bits(&a.frames), bits(&other.frames));
        assert_eq!(a.frames.dim(), (60, 32, 32));
    }

    #[test]
    fn dead_pixels_are_nan_in_every_frame_and_nothing_else_is() {
        for seed in SEEDS {
            let Thermal { frames, truth, .. } = thermal(seed);
            for frame in frames.outer_iter() {
                let dead: Vec<_> = frame
                    .indexed_iter()
                    .filter(|(_, t)| t.is_nan())
                    .map(|(pixel, _)| pixel)
                    .collect();
                assert_eq!(dead, truth.dead, "seed {seed}");
            }
            assert!((6..=8).contains(&truth.dead.len()), "seed {seed}");
        }
    }

    #[test]
    fn one_dead_pixel_lies_in_a_corner_and_two_are_neighbours() {
        for seed in SEEDS {
            let dead = thermal(seed).truth.dead;
            let corner = |&&(row, column): &&(usize, usize)| row % 31 == 0 && column % 31 == 0;
            assert_eq!(dead.iter().filter(corner).count(), 1, "seed {seed}");
            let pairs = dead.iter().enumerate();
            let adjacent = pairs
                .flat_map(|(n, &a)| dead[n + 1..].iter().map(move |&b| distance(a, b)))
                .filter(|&d| d == 1)
                .count();
            assert_eq!(adjacent, 1, "seed {seed}");
        }
    }

    #[test]
    fn offsets_fall_by_about_ten_degrees() {
        for seed in SEEDS {
            let offsets = thermal(seed).truth.offsets;
            let fall = offsets[0] - offsets[FRAMES - 1];
            assert!((8.5..11.5).contains(&fall), "seed {seed}: {fall}");
        }
    }

    #[test]
    fn the_planted_block_is_the_first_alarm_once_each_frame_has_median_zero() {
        for seed in SEEDS {
            let Thermal {
                mut frames,
                limit,
                truth,
            } = thermal(seed);
            for mut frame in frames.axis_iter_mut(Axis(0)) {
                let middle = median(&living(frame.view()));
                frame -= middle;
            }
            let (row, column) = truth.block;
            let expected = Some((truth.frame, row, column));
            assert_eq!(first_alarm(&frames, limit), expected, "seed {seed}");
            // Far from the limit on both sides, so that the noise decides nothing.
            let means = blocks(&frames);
            assert!(means[[truth.frame, row, column]] > limit + 0.2);
            assert!(means[[truth.frame - 1, row, column]] < limit - 0.2);
        }
    }

    #[test]
    fn one_median_for_the_whole_recording_makes_the_alarm_late() {
        for seed in SEEDS {
            let Thermal {
                mut frames,
                limit,
                truth,
            } = thermal(seed);
            let all: Vec<f64> = frames.iter().copied().filter(|t| !t.is_nan()).collect();
            frames -= median(&all);
            let (frame, row, column) = first_alarm(&frames, limit).expect("late, but an alarm");
            assert_eq!((row, column), truth.block, "seed {seed}");
            assert!(frame > truth.frame, "seed {seed}");
        }
    }
}
