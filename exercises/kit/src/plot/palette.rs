//! Colours and markers: those of Okabe and Ito, which all kinds of colour vision tell apart, and a marker for each,
//! so that no picture depends on colour.

use super::numbers::NO_CLASS;
use super::sheet::Ink;

/// A colour of a series.
struct Hue {
    /// On white paper.
    light: Rgb,
    /// On dark paper.
    dark: Rgb,
    /// In a terminal, light or dark: its number in the 256-colour table, none for the terminal's own.
    terminal: Option<u8>,
}

/// Okabe and Ito's order is changed so that the faint ones come last; their black is a grey here, and on white their
/// yellow is darkened.
const HUES: [Hue; 8] = [
    hue(0x0072b2, 0x3b8fd4, Some(32)),  // blue
    hue(0xd55e00, 0xe8772e, Some(202)), // vermillion
    hue(0x009e73, 0x1db88e, Some(36)),  // green
    hue(0xcc79a7, 0xd98cb7, Some(175)), // purple
    hue(0xe69f00, 0xe6a817, Some(178)), // orange
    hue(0x56b4e9, 0x8ccbf2, Some(74)),  // sky
    hue(0x42464b, 0xc9ccd1, None),      // black
    hue(0xb8a400, 0xf0e442, Some(142)), // yellow
];

/// The pages' own colours. None of them is a plain white or grey that a cell of a heat map could also have: the page's
/// style finds them by their value.
pub(super) const PAPER: Paper = Paper {
    light: rgb(0xfefefc),
    dark: rgb(0x16181d),
};
pub(super) const TEXT: Paper = Paper {
    light: rgb(0x1f2329),
    dark: rgb(0xe4e6ea),
};
/// Of a subtitle, for which kuva mixes text and paper.
const MUTED: Paper = Paper {
    light: rgb(0x787b7d),
    dark: rgb(0xa3a6ab),
};
pub(super) const AXIS: Paper = Paper {
    light: rgb(0x5b6169),
    dark: rgb(0xa9afb9),
};
pub(super) const GRID: Paper = Paper {
    light: rgb(0xe3e5e9),
    dark: rgb(0x2e323a),
};

/// Of a cell that has no number, on any paper.
pub(super) const MISSING: Rgb = rgb(0xb3b3b3);

pub(super) struct Paper {
    pub(super) light: Rgb,
    pub(super) dark: Rgb,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

const fn rgb(hex: u32) -> Rgb {
    Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn hue(light: u32, dark: u32, terminal: Option<u8>) -> Hue {
    Hue {
        light: rgb(light),
        dark: rgb(dark),
        terminal,
    }
}

impl Rgb {
    /// `#rrggbb`
    pub(super) fn hex(self) -> String {
        let Self(r, g, b) = self;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// `share` 0 is `self`, 1 is `other`.
    fn mix(self, other: Self, share: f64) -> Self {
        let mix =
            |a: u8, b: u8| (f64::from(a) + share * (f64::from(b) - f64::from(a))).round() as u8;
        Self(
            mix(self.0, other.0),
            mix(self.1, other.1),
            mix(self.2, other.2),
        )
    }

    /// Black or white, whichever is easier to read on this colour.
    pub(super) fn ink_on_it(self) -> Self {
        let linear = |c: u8| (f64::from(c) / 255.0).powf(2.2);
        let luminance = 0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2);
        if luminance > 0.2 {
            Self(0, 0, 0)
        } else {
            Self(255, 255, 255)
        }
    }

    /// The nearest colour of the 256-colour table's cube and greys.
    pub(super) fn terminal(self) -> u8 {
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        let distance = |Self(r, g, b): Self| {
            let square = |a: u8, b: u8| (i32::from(a) - i32::from(b)).pow(2);
            square(self.0, r) + square(self.1, g) + square(self.2, b)
        };
        let cube = (0..216u8).map(|i| {
            let [r, g, b] = [i / 36, i / 6 % 6, i % 6].map(|step| STEPS[usize::from(step)]);
            (16 + i, Self(r, g, b))
        });
        let greys = (0..24u8).map(|i| (232 + i, Self(8 + 10 * i, 8 + 10 * i, 8 + 10 * i)));
        let nearest = cube
            .chain(greys)
            .min_by_key(|(_, colour)| distance(*colour));
        nearest.map_or(16, |(number, _)| number)
    }
}

/// The colour of series number `index` on white paper.
pub(super) fn colour(index: usize) -> Rgb {
    HUES[index % HUES.len()].light
}

/// The same colour, faint, for a surface of which points of any colour stand out.
pub(super) fn tint(index: usize) -> Rgb {
    colour(index).mix(PAPER.light, 0.75)
}

/// The ink of series number `index` in a terminal.
pub(super) fn ink(index: usize) -> Ink {
    Ink::front(HUES[index % HUES.len()].terminal)
}

/// Each colour of a picture on white paper with the one that takes its place on dark paper.
pub(super) fn dark_colours() -> Vec<(Rgb, Rgb)> {
    let own = [PAPER, TEXT, MUTED, AXIS, GRID].map(|paper| (paper.light, paper.dark));
    let hues = HUES.iter().map(|hue| (hue.light, hue.dark));
    let tints = (0..HUES.len()).map(|i| (tint(i), HUES[i].dark.mix(PAPER.dark, 0.75)));
    own.into_iter().chain(hues).chain(tints).collect()
}

/// Markers of series of points in a terminal.
const SYMBOLS: [char; 10] = ['o', 'x', '+', '*', '#', '@', '%', '&', '=', '~'];

pub(super) fn symbol(index: usize) -> char {
    SYMBOLS[index % SYMBOLS.len()]
}

/// The number of the colour of a class; what has no class is grey.
pub(super) fn class_colour(class: usize) -> usize {
    const GREY: usize = 6;
    if class == NO_CLASS { GREY } else { class }
}

/// The number of a class, or a question mark.
pub(super) fn class_name(class: usize) -> String {
    if class == NO_CLASS {
        "?".to_owned()
    } else {
        class.to_string()
    }
}

/// The marker of a class is its number, as far as one character can say it: 0 to 9, then A to Z.
pub(super) fn class_symbol(class: usize) -> char {
    let digit = u32::try_from(class).ok().filter(|class| *class < 36);
    digit
        .and_then(|class| char::from_digit(class, 36))
        .map_or('?', |symbol| symbol.to_ascii_uppercase())
}

/// How the region of a class is filled in a terminal: neighbours in the list differ most.
const FILLS: [char; 10] = ['.', '░', '-', '▒', ':', '▓', '=', '\'', '"', '~'];

pub(super) fn fill(class: usize) -> char {
    FILLS[class % FILLS.len()]
}

/// The colours of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// From small to large, dark to bright.
    Rising,
    /// Both sides of 0.
    Signed,
    /// Black to white.
    Grey,
}

impl Scale {
    /// `share` runs from 0 to 1; of [`Scale::Signed`] 0.5 is the middle.
    pub(super) fn colour(self, share: f64) -> Rgb {
        let stops: &[u32] = match self {
            // Viridis at even distances.
            Self::Rising => &[
                0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59,
                0xb4de2c, 0xfde725,
            ],
            Self::Signed => &[0x004c7a, 0x5aa5d0, 0xf7f7f7, 0xec9a5e, 0x9c4300],
            Self::Grey => &[0x000000, 0xffffff],
        };
        let place = share.clamp(0.0, 1.0) * (stops.len() - 1) as f64;
        let below = (place as usize).min(stops.len() - 2);
        rgb(stops[below]).mix(rgb(stops[below + 1]), place - below as f64)
    }
}

/// How full a cell is drawn where there is no colour: `share` from -1 to 1.
pub(super) fn shade(share: f64) -> char {
    const FULL: [char; 5] = [' ', '░', '▒', '▓', '█'];
    const NEGATIVE: [char; 5] = [' ', '.', '-', '=', '#'];
    let shades = if share < 0.0 { NEGATIVE } else { FULL };
    let step = (share.abs().min(1.0) * (shades.len() - 1) as f64).round();
    shades[step as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Contrast of two colours as the Web Content Accessibility Guidelines define it, 1 to 21.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let luminance = |Rgb(r, g, b): Rgb| {
            let linear = |c: u8| match f64::from(c) / 255.0 {
                c if c <= 0.04045 => c / 12.92,
                c => ((c + 0.055) / 1.055).powf(2.4),
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn colours_stand_out_on_light_and_on_dark_paper() {
        for hue in &HUES {
            assert!(contrast(hue.light, PAPER.light) > 2.0, "{:?}", hue.light);
            assert!(contrast(hue.dark, PAPER.dark) > 4.5, "{:?}", hue.dark);
        }
        assert!(contrast(TEXT.light, PAPER.light) > 12.0);
        assert!(contrast(TEXT.dark, PAPER.dark) > 12.0);
        for (light, dark) in dark_colours().into_iter().skip(5 + HUES.len()) {
            assert!(contrast(TEXT.light, light) > 6.0, "{light:?}");
            assert!(contrast(TEXT.dark, dark) > 6.0, "{dark:?}");
        }
    }

    #[test]
    fn each_colour_has_one_dark_counterpart() {
        let colours = dark_colours();
        let light: BTreeSet<String> = colours.iter().map(|(light, _)| light.hex()).collect();
        assert_eq!(light.len(), colours.len());
    }

    #[test]
    fn ten_classes_are_told_apart_by_marker_and_by_fill() {
        let symbols: BTreeSet<char> = (0..36).map(class_symbol).collect();
        assert_eq!(symbols.len(), 36);
        assert_eq!(class_symbol(7), '7');
        assert_eq!(class_symbol(10), 'A');
        assert_eq!(class_symbol(NO_CLASS), '?');
        assert_eq!(
            (class_name(12), class_name(NO_CLASS)),
            ("12".to_owned(), "?".to_owned())
        );
        assert_eq!(colour(class_colour(NO_CLASS)).hex(), "#42464b");
        assert_eq!((0..10).map(symbol).collect::<BTreeSet<_>>().len(), 10);
        assert_eq!((0..10).map(fill).collect::<BTreeSet<_>>().len(), 10);
    }

    #[test]
    fn scales_reach_both_ends() {
        assert_eq!(Scale::Grey.colour(0.0), Rgb(0, 0, 0));
        assert_eq!(Scale::Grey.colour(0.5), Rgb(128, 128, 128));
        assert_eq!(Scale::Grey.colour(1.0), Rgb(255, 255, 255));
        assert_eq!(Scale::Signed.colour(0.5).hex(), "#f7f7f7");
        assert_eq!(Scale::Rising.colour(1.0).hex(), "#fde725");
        assert_eq!(Scale::Rising.colour(7.0).hex(), "#fde725");
    }

    #[test]
    fn no_number_has_a_colour_that_dark_paper_replaces() {
        let replaced: BTreeSet<String> = dark_colours()
            .iter()
            .map(|(light, _)| light.hex())
            .collect();
        for scale in [Scale::Rising, Scale::Signed, Scale::Grey] {
            for step in 0..=10_000 {
                let colour = scale.colour(f64::from(step) / 10_000.0).hex();
                assert!(!replaced.contains(&colour), "{scale:?} {step}: {colour}");
            }
        }
    }

    #[test]
    fn text_on_a_cell_is_readable_whatever_its_colour() {
        for scale in [Scale::Rising, Scale::Signed, Scale::Grey] {
            for step in 0..=50 {
                let cell = scale.colour(f64::from(step) / 50.0);
                assert!(contrast(cell, cell.ink_on_it()) > 4.0, "{scale:?} {step}");
            }
        }
    }

    #[test]
    fn the_nearest_terminal_colour() {
        assert_eq!(Rgb(0, 0, 0).terminal(), 16);
        assert_eq!(Rgb(255, 255, 255).terminal(), 231);
        assert_eq!(Rgb(0, 95, 175).terminal(), 25);
        assert_eq!(Rgb(18, 18, 18).terminal(), 233);
    }

    #[test]
    fn shades_grow_with_size_and_show_the_sign() {
        let shades: String = [-1.0, -0.5, 0.0, 0.25, 0.5, 0.75, 1.0]
            .map(shade)
            .iter()
            .collect();
        assert_eq!(shades, "#- ░▒▓█");
    }
}
