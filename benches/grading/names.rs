//! Variables that can be called something else without a change to what the program does.

/// Names that `let` gives in the code before the tests, and that stand for nothing else: no field, no parameter, no
/// argument of a macro by name, nothing that a test mentions.
pub(crate) fn local(text: &str) -> Vec<String> {
    let (code, tests) = split(text);
    let mut names: Vec<String> = Vec::new();
    for line in code.lines() {
        let Some(rest) = line.trim_start().strip_prefix("let ") else {
            continue;
        };
        let rest = rest.strip_prefix("mut ").unwrap_or(rest);
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let plain = behind.trim_start().starts_with('=') && name.starts_with(char::is_alphabetic);
        let name = name.to_owned();
        if plain && name.len() > 1 && !names.contains(&name) {
            names.push(name);
        }
    }
    names.retain(|name| {
        let mut places = words(code).filter(|(at, word)| *word == name && !in_comment(code, *at));
        let only_a_variable = places.all(|(at, word)| {
            let (before, behind) = (&code[..at], &code[at + word.len()..]);
            let is_field = before.ends_with('.') && !before.ends_with("..");
            let is_named = behind.starts_with(':');
            let is_called = behind.starts_with(['(', '!']) || before.ends_with("::");
            // As an argument of `format!` it names a place in the text: `n = count`.
            let is_argument = behind.starts_with(" = ") && !is_statement(before);
            !(is_field || is_named || is_called || is_argument)
        });
        only_a_variable && !words(tests).any(|(_, word)| word == name)
    });
    names
}

/// `text` with another name for a variable. Comments keep the old one.
pub(crate) fn renamed(text: &str, old: &str, new: &str) -> String {
    let (code, tests) = split(text);
    let mut all = String::with_capacity(text.len());
    let mut done = 0;
    for (at, word) in words(code) {
        if word == old && !in_comment(code, at) {
            all.push_str(&code[done..at]);
            all.push_str(new);
            done = at + word.len();
        }
    }
    all.push_str(&code[done..]);
    all.push_str(tests);
    all
}

fn split(text: &str) -> (&str, &str) {
    text.split_at(text.find("#[cfg(test)]").unwrap_or(text.len()))
}

/// Whether an assignment may follow.
fn is_statement(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with([';', '{', '}'])
        || before.ends_with("let")
        || before.ends_with("mut")
}

fn in_comment(code: &str, at: usize) -> bool {
    let start = code[..at].rfind('\n').map_or(0, |end| end + 1);
    code[start..at].contains("//")
}

/// The names in a text, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_name)?;
        let rest = &text[start..];
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        from = start + end;
        Some((start, &rest[..end]))
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
