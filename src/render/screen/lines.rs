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

/// A line cut into pieces of at most `width` columns. Colours do not survive a cut inside them, text does.
pub(in crate::render) fn folded(line: &str, width: usize) -> Vec<String> {
    if console::measure_text_width(line) <= width {
        return vec![line.to_owned()];
    }
    let plain = console::strip_ansi_codes(line);
    let mut pieces = vec![String::new()];
    let mut used = 0;
    for char in plain.chars() {
        let wide = console::measure_text_width(char.encode_utf8(&mut [0; 4]));
        if used + wide > width {
            pieces.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(char);
        }
    }
    pieces
}

pub(in crate::render) fn clipped(line: &str, width: usize) -> String {
    if console::measure_text_width(line) <= width {
        line.to_owned()
    } else {
        console::truncate_str(&console::strip_ansi_codes(line), width, "").into_owned()
    }
}
