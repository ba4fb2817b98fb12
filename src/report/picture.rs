//! A picture that the learner's code drew: the bytes of an SVG file, its title and its size.
//!
//! The file comes from a program that anybody may have changed. It is shown as an image, which runs nothing.

/// Larger ones are left out.
pub(super) const LARGEST: usize = 1 << 20;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Without its folder: what the program said that it wrote.
    pub(crate) file: String,
    pub(crate) title: String,
    /// Width and height, if the file says them.
    pub(crate) size: Option<(u32, u32)>,
    pub(crate) svg: Vec<u8>,
}

impl Picture {
    /// Nothing if the bytes do not look like an SVG file.
    pub(super) fn of(file: String, svg: Vec<u8>) -> Option<Self> {
        let text = std::str::from_utf8(&svg).ok()?;
        let start = text.find("<svg")?;
        // An XML declaration, comments and a document type may stand before the root.
        if !text.trim_start().starts_with('<') {
            return None;
        }
        let (root, rest) = text[start..].split_once('>')?;
        let said = rest
            .split_once("<title>")
            .and_then(|(_, rest)| rest.split_once("</title>"))
            .map(|(title, _)| title.trim())
            .filter(|title| !title.is_empty() && !title.contains('<'));
        let title = said.map_or_else(|| words(&file), unescaped);
        let size = number(root, "width").zip(number(root, "height"));
        Some(Self {
            title,
            size,
            file,
            svg,
        })
    }
}

/// `01_arrays_05_plot-price-against-area.svg` -> `price against area`
fn words(file: &str) -> String {
    let stem = file.strip_suffix(".svg").unwrap_or(file);
    let slug = stem.split_once('-').map_or(stem, |(_, slug)| slug);
    slug.replace('-', " ")
}

fn number(root: &str, attribute: &str) -> Option<u32> {
    let (_, value) = root.split_once(&format!(" {attribute}=\""))?;
    let value: f64 = value.split_once('"')?.0.parse().ok()?;
    // What is wider cannot be meant.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked"
    )]
    (1.0..=10_000.0)
        .contains(&value)
        .then(|| value.round() as u32)
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(svg: &str) -> Option<Picture> {
        Picture::of("a_b-price-of-it-2.svg".to_owned(), svg.as_bytes().to_vec())
    }

    #[test]
    fn a_picture_says_its_title_and_size() {
        let svg = "<svg xmlns=\"x\" width=\"640.4\" height=\"480\" role=\"img\">\n  <title>a &lt; b &amp;lt;</title></svg>";
        let picture = picture(svg).unwrap();
        assert_eq!(picture.title, "a < b &lt;");
        assert_eq!(picture.size, Some((640, 480)));
    }

    #[test]
    fn without_a_title_the_files_name_is_one() {
        for svg in [
            "<svg></svg>",
            "<svg><title></title></svg>",
            "<svg><title><b></title></svg>",
            "<?xml version=\"1.0\"?><svg width=\"-3\" height=\"NaN\"></svg>",
        ] {
            let picture = picture(svg).unwrap();
            assert_eq!(picture.title, "price of it 2", "{svg}");
            assert_eq!(picture.size, None, "{svg}");
        }
    }

    #[test]
    fn what_is_no_svg_is_no_picture() {
        for svg in ["", "hello", "see <svg></svg>", "<html></html>", "<svg"] {
            assert_eq!(picture(svg), None, "{svg}");
        }
        let binary = b"<svg>\xff</svg>".to_vec();
        assert_eq!(Picture::of("a.svg".to_owned(), binary), None);
    }
}
