//! A page read back by a parser that is not ours, for tests: which tags there are, and which text.

use html5gum::{Token, Tokenizer};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// Its text and that of its children.
    pub(super) text: String,
}

impl Tag {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// All tags in order. Panics if one is not closed, or closed by another's end.
pub(super) fn tags(page: &str) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for token in Tokenizer::new(page) {
        match token.expect("reading a string does not fail") {
            Token::StartTag(start) => {
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                let name = text(&start.name);
                if !matches!(name.as_str(), "meta" | "img") {
                    open.push(tags.len());
                }
                let attributes = start.attributes.iter();
                tags.push(Tag {
                    name,
                    attributes: attributes
                        .map(|(name, value)| (text(name), text(value)))
                        .collect(),
                    text: String::new(),
                });
            }
            Token::EndTag(end) => {
                let opened = open.pop().expect("it was opened");
                let name = String::from_utf8(end.name.to_vec()).unwrap();
                assert_eq!(tags[opened].name, name, "{:?}", tags[opened]);
            }
            Token::String(text) => {
                let text = String::from_utf8(text.to_vec()).unwrap();
                for &tag in &open {
                    tags[tag].text.push_str(&text);
                }
            }
            Token::Doctype(_) => assert!(tags.is_empty(), "it comes first"),
            other @ (Token::Comment(_) | Token::Error(_)) => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty(), "all are closed");
    tags
}

/// The texts of all tags of that name.
pub(super) fn texts(tags: &[Tag], name: &str) -> Vec<String> {
    let of_name = tags.iter().filter(|tag| tag.name == name);
    of_name.map(|tag| tag.text.trim().to_owned()).collect()
}
