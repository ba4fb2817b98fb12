//! An HTML or SVG element: texts and attributes are escaped, every tag is closed.

use crate::render::theme::harmless;

pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

enum Node {
    Element(Element),
    Text(String),
    /// The style sheet, which is ours.
    Style(&'static str),
}

/// Elements that have no end tag.
const VOID: [&str; 2] = ["meta", "img"];
/// A line break behind their end tags changes nothing.
const LINES: [&str; 22] = [
    "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "div", "h1",
    "h2", "h3", "p", "ol", "ul", "li", "dl", "table", "tr", "figure", "svg",
];

pub(super) fn element(name: &'static str) -> Element {
    Element {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// An element with nothing but a text.
pub(super) fn with_text(name: &'static str, text: &str) -> Element {
    element(name).text(text)
}

impl Element {
    pub(super) fn attr(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    pub(super) fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.children.push(Node::Text(text.to_owned()));
        self
    }

    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children
            .extend(children.into_iter().map(Node::Element));
        self
    }

    pub(super) fn style(mut self, sheet: &'static str) -> Self {
        self.children.push(Node::Style(sheet));
        self
    }

    pub(super) fn markup(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
        out.push('>');
        if !VOID.contains(&self.name) {
            for child in &self.children {
                match child {
                    Node::Element(element) => element.write(out),
                    Node::Text(text) => escape(text, out),
                    Node::Style(sheet) => out.push_str(sheet),
                }
            }
            out.push_str("</");
            out.push_str(self.name);
            out.push('>');
        }
        if LINES.contains(&self.name) {
            out.push('\n');
        }
    }
}

fn escape(text: &str, out: &mut String) {
    for c in harmless(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_cannot_leave_their_place() {
        let hostile = "\"><script>alert('x')</script>&amp;\u{1b}[31m\0";
        assert_eq!(
            with_text("b", hostile).attr("title", hostile).markup(),
            "<b title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;\u{fffd}\">\
             &quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;\u{fffd}</b>"
        );
    }

    #[test]
    fn every_tag_is_closed_but_those_that_have_no_end() {
        let list = element("ul").children(["a", "b"].map(|text| with_text("li", text)));
        assert_eq!(list.markup(), "<ul><li>a</li>\n<li>b</li>\n</ul>\n");
        assert_eq!(
            element("meta").attr("charset", "utf-8").markup(),
            "<meta charset=\"utf-8\">\n"
        );
        assert_eq!(element("circle").markup(), "<circle></circle>");
    }
}
