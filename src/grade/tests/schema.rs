//! `JUnit` held against Jenkins' schema: element by element by a validator of our own, and by xmllint where there is one.

use std::{
    collections::HashMap,
    io::{self, Write},
    path::PathBuf,
    process::Command,
};

use roxmltree::{Document, Node};

use super::{junit, with_graded};

fn schema_file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/grade/jenkins-junit.xsd")
}

/// What the schema says about one element.
#[derive(Default)]
struct Rule {
    /// Attributes, and whether they are required.
    attributes: HashMap<String, bool>,
    /// Child elements in their order: name, fewest, most.
    children: Vec<(String, usize, usize)>,
    text: bool,
}

/// The parts of XML Schema that Jenkins' file uses: global elements, sequences of references, attributes, mixed text.
fn rules(schema: &Document) -> HashMap<String, Rule> {
    let elements = schema
        .root_element()
        .children()
        .filter(|node| node.tag_name().name() == "element");
    elements
        .map(|element| {
            let mut rule = Rule {
                text: element.attribute("type") == Some("xs:string"),
                ..Rule::default()
            };
            for node in element.descendants().filter(|node| *node != element) {
                let bound = |name: &str| match node.attribute(name) {
                    None => 1,
                    Some("unbounded") => usize::MAX,
                    Some(number) => number.parse().unwrap(),
                };
                match node.tag_name().name() {
                    "complexType" => rule.text |= node.attribute("mixed") == Some("true"),
                    "attribute" => {
                        let required = node.attribute("use") == Some("required");
                        let name = node.attribute("name").unwrap().to_owned();
                        rule.attributes.insert(name, required);
                    }
                    "element" => rule.children.push((
                        node.attribute("ref").unwrap().to_owned(),
                        bound("minOccurs"),
                        bound("maxOccurs"),
                    )),
                    "sequence" | "" => {}
                    other => panic!("the validator does not know xs:{other}"),
                }
            }
            (element.attribute("name").unwrap().to_owned(), rule)
        })
        .collect()
}

fn problems(node: Node, rules: &HashMap<String, Rule>, found: &mut Vec<String>) {
    let name = node.tag_name().name();
    let Some(rule) = rules.get(name) else {
        found.push(format!("no element <{name}>"));
        return;
    };
    for attribute in node.attributes() {
        if !rule.attributes.contains_key(attribute.name()) {
            found.push(format!("no attribute {} of <{name}>", attribute.name()));
        }
    }
    for (attribute, _) in rule.attributes.iter().filter(|(_, required)| **required) {
        if node.attribute(attribute.as_str()).is_none() {
            found.push(format!("<{name}> lacks {attribute}"));
        }
    }
    let children: Vec<Node> = node.children().filter(Node::is_element).collect();
    let mut rest = children.as_slice();
    for (child, fewest, most) in &rule.children {
        let many = rest
            .iter()
            .take_while(|node| node.tag_name().name() == child)
            .count();
        if many < *fewest || many > *most {
            found.push(format!("{many} times <{child}> in <{name}>"));
        }
        rest = &rest[many..];
    }
    if let Some(node) = rest.first() {
        found.push(format!(
            "<{}> in this place of <{name}>",
            node.tag_name().name()
        ));
    }
    let says = node
        .children()
        .filter(Node::is_text)
        .any(|text| !text.text().unwrap_or_default().trim().is_empty());
    if says && !rule.text {
        found.push(format!("text in <{name}>"));
    }
    for child in children {
        problems(child, rules, found);
    }
}

fn invalid(document: &str) -> Vec<String> {
    let schema = std::fs::read_to_string(schema_file()).unwrap();
    let schema = Document::parse(&schema).unwrap();
    let document = Document::parse(document).unwrap_or_else(|error| panic!("{error}:\n{document}"));
    let mut found = Vec::new();
    problems(document.root_element(), &rules(&schema), &mut found);
    found
}

#[test]
fn junit_is_valid_for_jenkins_schema() {
    let document = with_graded(junit::document);
    assert_eq!(invalid(&document), [""; 0], "{document}");
}

#[test]
fn the_validator_finds_what_is_not_valid() {
    for (document, problem) in [
        ("<suite/>", "no element <suite>"),
        (
            "<testsuites file=\"x\"/>",
            "no attribute file of <testsuites>",
        ),
        ("<testsuite tests=\"0\"/>", "<testsuite> lacks name"),
        ("<properties/>", "0 times <property> in <properties>"),
        (
            "<testcase name=\"a\"><failure/><skipped/></testcase>",
            "<skipped> in this place of <testcase>",
        ),
        ("<testsuites>a</testsuites>", "text in <testsuites>"),
    ] {
        assert_eq!(invalid(document), [problem]);
    }
}

#[test]
fn xmllint_says_so_too() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("junit.xml");
    std::fs::write(&file, with_graded(junit::document)).unwrap();
    let lint = Command::new("xmllint")
        .args(["--noout", "--schema"])
        .arg(schema_file())
        .arg(&file)
        .output();
    match lint {
        Ok(lint) => assert!(
            lint.status.success(),
            "{}",
            String::from_utf8_lossy(&lint.stderr)
        ),
        // The validator above has spoken.
        Err(error) => {
            let said = writeln!(io::stderr(), "skipped, xmllint cannot be started: {error}");
            said.expect("standard error is open");
        }
    }
}
