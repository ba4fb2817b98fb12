//! Writes XML 1.0: elements, attributes and text, with everything escaped that must be.

use super::text::clean;

/// A document under construction. Names come from this program, values from anywhere.
pub(super) struct Writer {
    text: String,
    open: Vec<&'static str>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, String)]) {
        self.start(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.text.push_str(&format!("</{name}>\n"));
        }
    }

    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, String)]) {
        self.start(name, attributes);
        self.text.push_str("/>\n");
    }

    pub(super) fn with_text(
        &mut self,
        name: &'static str,
        attributes: &[(&str, String)],
        text: &str,
    ) {
        self.start(name, attributes);
        self.text
            .push_str(&format!(">{}</{name}>\n", escaped(text)));
    }

    /// The document, with all that was open closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, attributes: &[(&str, String)]) {
        self.indent();
        self.text.push_str(&format!("<{name}"));
        for (name, value) in attributes {
            // A line end or tab would be read as a space.
            let value = escaped(value).replace('\n', "&#10;").replace('\t', "&#9;");
            self.text.push_str(&format!(" {name}=\"{value}\""));
        }
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.open.len()));
    }
}

/// `>` too: `]]>` may not stand in text.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_back(text: &str) -> (String, String) {
        let mut xml = Writer::new();
        xml.open("a", &[]);
        xml.with_text("b", &[("c", text.to_owned())], text);
        let document = xml.finish();
        let read = roxmltree::Document::parse(&document)
            .unwrap_or_else(|error| panic!("{error}: {document}"));
        let b = read
            .descendants()
            .find(|node| node.has_tag_name("b"))
            .unwrap();
        (
            b.attribute("c").unwrap().to_owned(),
            b.text().unwrap_or_default().to_owned(),
        )
    }

    #[test]
    fn what_is_text_is_read_back_as_it_was() {
        for text in [
            "a ]]> b",
            "<!-- & -->",
            "'\"&amp;&#10;",
            "one\n\ttwo\n",
            "snow \u{2603} \u{1f980}",
            "",
        ] {
            assert_eq!(read_back(text), (text.to_owned(), text.to_owned()));
        }
    }

    #[test]
    fn every_character_that_is_no_text_is_replaced() {
        let forbidden = ('\0'..='\u{20}')
            .chain('\u{7f}'..='\u{9f}')
            .chain(['\u{fffe}', '\u{ffff}'])
            .filter(|c| !"\n\t ".contains(*c) && *c != '\u{1b}' && *c != '\u{9b}');
        for c in forbidden {
            let expected = "a\u{fffd}b".to_owned();
            assert_eq!(
                read_back(&format!("a{c}b")),
                (expected.clone(), expected),
                "{c:?}"
            );
        }
        assert_eq!(read_back("\x1b[31mred\x1b[0m").1, "red");
        for c in ['\u{1b}', '\u{9b}'] {
            assert!(!read_back(&format!("a{c} b")).0.contains(c));
        }
    }
}
