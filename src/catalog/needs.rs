//! Levels that need each other could never be begun.

use std::collections::HashMap;

use super::Level;

/// A circle of levels, each needing the next: indices, the first again at the end. A level may need itself.
pub(super) fn circle(levels: &[Level]) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let by_dir: HashMap<&str, usize> = levels
        .iter()
        .enumerate()
        .map(|(index, level)| (level.dir.as_str(), index))
        .collect();
    let mut state = vec![State::New; levels.len()];
    // By hand instead of by recursion: a chain may be as long as the course.
    for start in 0..levels.len() {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open;
        let mut path = vec![(start, 0)];
        while let Some((level, next)) = path.last_mut() {
            let Some(need) = levels[*level].needs.get(*next) else {
                state[*level] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match by_dir.get(need.as_str()) {
                Some(&need) if state[need] == State::Open => {
                    let from = path.iter().position(|(level, _)| *level == need)?;
                    let mut circle: Vec<usize> =
                        path[from..].iter().map(|(level, _)| *level).collect();
                    circle.push(need);
                    return Some(circle);
                }
                Some(&need) if state[need] == State::New => {
                    state[need] = State::Open;
                    path.push((need, 0));
                }
                Some(_) | None => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(needs: &[&[usize]]) -> Vec<Level> {
        needs
            .iter()
            .enumerate()
            .map(|(index, needs)| Level {
                dir: index.to_string(),
                title: String::new(),
                summary: String::new(),
                needs: needs.iter().map(ToString::to_string).collect(),
            })
            .collect()
    }

    #[test]
    fn circles_are_found_wherever_they_begin() {
        assert_eq!(circle(&levels(&[&[], &[0], &[0, 1]])), None);
        assert_eq!(circle(&levels(&[&[2], &[], &[1]])), None, "in any order");
        assert_eq!(circle(&levels(&[&[0]])), Some(vec![0, 0]));
        assert_eq!(
            circle(&levels(&[&[1], &[2, 3], &[], &[1]])),
            Some(vec![1, 3, 1])
        );
    }

    #[test]
    fn a_chain_may_be_long() {
        let needs: Vec<Vec<usize>> = (0..100_000).map(|level| vec![level + 1]).collect();
        let needs: Vec<&[usize]> = needs.iter().map(Vec::as_slice).collect();
        assert_eq!(circle(&levels(&needs)), None);
    }
}
