//! `--shard K/N`: which submissions one of several machines grades.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::toolchain::fingerprint::hash_of;

/// The `number`-th of `of` parts, from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shard {
    pub(crate) number: u32,
    pub(crate) of: u32,
}

impl Shard {
    pub(crate) const WHOLE: Self = Self { number: 1, of: 1 };

    /// By the name alone, so that every machine comes to the same parts, whatever else it sees.
    pub(crate) fn has(self, name: &str) -> bool {
        let hash = hash_of(name.as_bytes());
        let place = u64::from_str_radix(&hash[..15], 16).expect("a hash is hexadecimal digits");
        place % u64::from(self.of) == u64::from(self.number - 1)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text
            .split_once('/')
            .and_then(|(number, of)| Some((number.trim().parse().ok()?, of.trim().parse().ok()?)));
        match numbers {
            Some((number, of)) if 1 <= number && number <= of => Ok(Self { number, of }),
            Some((number, of)) => Err(format!(
                "parts are numbered from 1 to their count, so {number} of {of} is none"
            )),
            None => Err("it is written K/N, such as 2/8".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_submission_is_in_one_part() {
        let mut sizes = [0; 7];
        for name in (0..700).map(|n| format!("student-{n}")) {
            let parts: Vec<u32> = (1..=7)
                .filter(|&number| Shard { number, of: 7 }.has(&name))
                .collect();
            assert_eq!(parts.len(), 1, "{name}");
            sizes[parts[0] as usize - 1] += 1;
        }
        assert!(
            sizes.iter().all(|size| (60..=140).contains(size)),
            "{sizes:?}"
        );
        // It stays so: machines with other versions of the program must come to the same parts.
        assert!(Shard { number: 4, of: 7 }.has("student-9"));
        assert!(Shard { number: 5, of: 5 }.has("ada"));
    }

    #[test]
    fn k_of_n_is_read_and_nothing_else() {
        assert_eq!("2/8".parse(), Ok(Shard { number: 2, of: 8 }));
        assert_eq!(Shard { number: 2, of: 8 }.to_string(), "2/8");
        for text in ["", "2", "0/8", "9/8", "a/b", "1/0", "-1/2"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
