//! Lines made to fit a terminal: without tabs, folded, cut.

/// A line with blanks up to the next stop in place of each tab: a terminal would go there, and nobody could tell how wide the
/// line is.
pub(super) fn without_tabs(line: &str) -> String {
    const STOP: usize = 8;
    let mut parts = line.split('\t');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let width = console::measure_text_width(&text);
        text.push_str(&" ".repeat(STOP - width % STOP));
        text.push_str(part);
    }
    text
}

/// A line cut into pieces of at most `width` columns, between words where there is a gap near the end of a piece. Colours do not
/// survive a cut inside them, text does.
pub(in crate::render) fn folded(line: &str, width: usize) -> Vec<String> {
    if console::measure_text_width(line) <= width {
        return vec![line.to_owned()];
    }
    let plain = console::strip_ansi_codes(line);
    let mut pieces = Vec::new();
    let mut rest: &str = &plain;
    while !rest.is_empty() {
        let end = end_of_piece(rest, width);
        pieces.push(rest[..end].to_owned());
        rest = &rest[end..];
        // The gap at which it is cut is not seen anyway.
        if let Some(behind) = rest.strip_prefix(' ')
            && !behind.starts_with(' ')
        {
            rest = behind;
        }
    }
    pieces
}

/// Where a piece of at most `width` columns ends: one letter at least, so that there is an end.
fn end_of_piece(text: &str, width: usize) -> usize {
    let mut used = 0;
    let mut gap = None;
    for (at, char) in text.char_indices() {
        if char == ' ' {
            gap = Some((at, used));
        }
        let wide = console::measure_text_width(char.encode_utf8(&mut [0; 4]));
        if used + wide > width && at > 0 {
            // A gap far from the end would leave too much of the line empty.
            let near = gap.filter(|&(at, used)| at > 0 && used * 3 >= width * 2);
            return near.map_or(at, |(at, _)| at);
        }
        used += wide;
    }
    text.len()
}

pub(in crate::render) fn clipped(line: &str, width: usize) -> String {
    if console::measure_text_width(line) <= width {
        line.to_owned()
    } else {
        console::truncate_str(&console::strip_ansi_codes(line), width, "").into_owned()
    }
}
