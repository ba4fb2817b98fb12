//! The passengers of a ferry that sank, with gaps in the list.

use rand::{Rng as _, seq::SliceRandom as _};

use crate::{Rng, rng};

/// One line of the passenger list.
#[derive(Clone, Debug, PartialEq)]
pub struct Passenger {
    /// Family name, title and first name: "Larsen, Mrs. Karen". Some have no title: "Larsen, Karen".
    pub name: String,
    /// Class of the ticket: 1, 2 or 3.
    pub class: u8,
    pub female: bool,
    /// Age in years; one in five is not known.
    pub age: Option<f64>,
    /// Relatives on board.
    pub family: usize,
    /// Price of the ticket in euro. A negative number stands for an unknown price.
    pub fare: f64,
    /// Most passengers have none on the list.
    pub cabin: Option<String>,
    /// "Harwich", "Rotterdam" or "Esbjerg"; a few lines have something else.
    pub port: String,
    pub survived: bool,
}

/// `n` passengers of a ferry disaster that never happened; about four in ten survive.
///
/// Women and children come first, and the first class before the others; large families stay together and are lost.
/// The title tells age and sex where the age is missing: boys are "Master".
pub fn passengers(seed: u64, n: usize) -> Vec<Passenger> {
    let mut rng = rng(seed);
    (0..n).map(|_| passenger(&mut rng)).collect()
}

fn passenger(rng: &mut Rng) -> Passenger {
    let class = *[1, 1, 2, 2, 3, 3, 3, 3]
        .choose(rng)
        .expect("a list of classes");
    let female = rng.gen_bool(0.38);
    let child = rng.gen_bool(0.13);
    let age: f64 = if child {
        rng.gen_range(0.0..14.0)
    } else {
        14.0 + 50.0 * rng.gen_range(0.0f64..1.0).powf(1.4)
    };
    let family = *[0, 0, 0, 0, 0, 1, 1, 2, 3, 6]
        .choose(rng)
        .expect("a list of sizes");
    let base = [0.0, 82.0, 26.0, 13.0][class as usize];
    let fare = base * rng.gen_range(0.7..1.5) * (1.0 + 0.3 * family as f64);

    let mut logit = [0.0, 0.2, -1.1, -2.3][class as usize];
    logit += if female { 3.0 } else { -0.5 };
    logit += if child { 2.2 } else { 0.0 } - if age > 50.0 { 0.9 } else { 0.0 };
    logit -= if family > 3 { 1.6 } else { 0.0 };
    let survived = rng.gen_bool(1.0 / (1.0 + f64::exp(-logit)));

    let pick = |list: &[&'static str], rng: &mut Rng| *list.choose(rng).expect("a list of words");
    let title = match (female, child) {
        (false, true) => "Master. ",
        (false, false) => pick(
            &[
                "Mr. ", "Mr. ", "Mr. ", "Mr. ", "Mr. ", "Mr. ", "Mr. ", "Dr. ",
            ],
            rng,
        ),
        (true, true) => "Miss. ",
        (true, false) => pick(&["Mrs. ", "Mrs. ", "Miss. "], rng),
    };
    let title = if rng.gen_bool(0.03) { "" } else { title };
    let first = if female {
        pick(&["Karen", "Ida", "Emma", "Ruth"], rng)
    } else {
        pick(&["Jan", "Otto", "Peter", "Hugh"], rng)
    };
    let last = pick(
        &["Larsen", "Visser", "Brown", "Nielsen", "Bakker", "Jones"],
        rng,
    );
    let cabin = rng.gen_bool([0.0, 0.75, 0.2, 0.05][class as usize]);
    Passenger {
        name: format!("{last}, {title}{first}"),
        class,
        female,
        age: (!rng.gen_bool(0.2)).then(|| (2.0 * age).round() / 2.0),
        family,
        fare: if rng.gen_bool(0.03) {
            -1.0
        } else {
            (100.0 * fare).round() / 100.0
        },
        cabin: cabin.then(|| format!("{}{}", pick(&["A", "B", "C"], rng), rng.gen_range(1..60))),
        port: pick(
            &[
                "Harwich",
                "Harwich",
                "Harwich",
                "Harwich",
                "Rotterdam",
                "Rotterdam",
                "Esbjerg",
            ],
            rng,
        )
        .repeat(usize::from(!rng.gen_bool(0.02))),
        survived,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_its_passengers() {
        assert_eq!(passengers(1, 5), passengers(1, 5));
        assert_ne!(passengers(1, 5), passengers(2, 5));
        assert_eq!(passengers(1, 3), passengers(1, 5)[..3]);
    }

    #[test]
    fn the_planted_facts_are_there() {
        let all = passengers(3, 4000);
        let share = |of: &dyn Fn(&Passenger) -> bool, has: &dyn Fn(&Passenger) -> bool| {
            let of: Vec<&Passenger> = all.iter().filter(|p| of(p)).collect();
            of.iter().filter(|p| has(p)).count() as f64 / of.len() as f64
        };
        let survived = |p: &Passenger| p.survived;
        let rate = share(&|_| true, &survived);
        assert!((0.34..0.44).contains(&rate), "{rate}");
        assert!(share(&|p| p.female, &survived) > share(&|p| !p.female, &survived) + 0.4);
        assert!(share(&|p| p.class == 1, &survived) > share(&|p| p.class == 3, &survived) + 0.2);
        assert!(share(&|p| p.name.contains("Master. "), &survived) > 0.5);
        let gaps = share(&|_| true, &|p| p.age.is_none());
        assert!(
            (gaps - 0.2).abs() < 0.032,
            "{gaps}, 5 standard errors are 0.032"
        );
        assert!(all.iter().any(|p| p.fare < 0.0) && all.iter().any(|p| p.port.is_empty()));
        assert!(
            all.iter().any(|p| !p.name.contains(". ")),
            "some have no title"
        );
    }
}
