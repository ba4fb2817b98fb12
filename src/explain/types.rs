//! The types in rustc's messages, as far as explanations look at them: numbers, arrays, `Option`, `Result`, `Vec`.

/// A type as rustc writes it. Parts that it leaves out (`...`, `_`) are unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Type {
    /// How many `&` stand before it.
    pub(super) refs: usize,
    /// One of them is `&mut`.
    pub(super) mutable: bool,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// `f64`, `f32`, or `{float}` while it is open.
    Float(String),
    /// `usize`, ..., or `{integer}`.
    Integer(String),
    Bool,
    Array(Array),
    Vec(Box<Type>),
    /// `[T]` and `[T; n]`.
    Slice(Box<Type>),
    Option(Box<Type>),
    Result(Box<Type>),
    Unit,
    Tuple(Vec<Type>),
    /// Anything else, by its text.
    Other(String),
    Unknown,
}

/// An ndarray array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Array {
    pub(super) owner: Owner,
    pub(super) entry: Box<Type>,
    pub(super) axes: Axes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Itself,
    View,
    ViewMut,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axes {
    Fixed(usize),
    Dynamic,
    Unknown,
}

impl Type {
    pub(super) fn parse(text: &str) -> Self {
        let mut rest = text.trim();
        let (mut refs, mut mutable) = (0, false);
        while let Some(behind) = rest.strip_prefix('&') {
            refs += 1;
            rest = behind.trim_start();
            if rest.starts_with('\'') {
                rest = rest.split_once(' ').map_or("", |(_, behind)| behind);
            }
            if let Some(behind) = rest.strip_prefix("mut ") {
                mutable = true;
                rest = behind;
            }
        }
        Self {
            refs,
            mutable,
            kind: kind(rest.trim()),
        }
    }

    pub(super) fn array(&self) -> Option<&Array> {
        match &self.kind {
            Kind::Array(array) => Some(array),
            _ => None,
        }
    }

    pub(super) fn is_float(&self) -> bool {
        matches!(self.kind, Kind::Float(_))
    }

    pub(super) fn is_integer(&self) -> bool {
        matches!(self.kind, Kind::Integer(_))
    }

    pub(super) fn is_number(&self) -> bool {
        self.is_float() || self.is_integer()
    }

    /// A `Vec` or slice of numbers.
    pub(super) fn is_list_of_numbers(&self) -> bool {
        match &self.kind {
            Kind::Vec(entry) | Kind::Slice(entry) => entry.refs == 0 && entry.is_number(),
            _ => false,
        }
    }

    /// The name of a number's type: `f64`, `{integer}`.
    pub(super) fn number(&self) -> Option<&str> {
        match &self.kind {
            Kind::Float(name) | Kind::Integer(name) => Some(name),
            _ => None,
        }
    }

    /// "`f64`", "a float": a number's type in words.
    pub(super) fn number_in_words(&self) -> String {
        match self.number() {
            Some("{float}") => "a float".to_owned(),
            Some("{integer}") => "a whole number".to_owned(),
            Some(name) => format!("`{name}`"),
            None => "a number".to_owned(),
        }
    }

    /// The float type to convert to: `f32` only where that is asked for.
    pub(super) fn float_name(&self) -> &str {
        self.number()
            .filter(|_| self.is_float())
            .filter(|name| *name != "{float}")
            .unwrap_or("f64")
    }

    /// What one of two texts leaves out, from the other.
    pub(super) fn with(self, other: Self) -> Self {
        if self.refs != other.refs {
            return self;
        }
        let kind = match (self.kind, other.kind) {
            (Kind::Unknown, kind) => kind,
            (Kind::Array(mine), Kind::Array(theirs)) => Kind::Array(Array {
                owner: if mine.owner == Owner::Unknown {
                    theirs.owner
                } else {
                    mine.owner
                },
                entry: Box::new(mine.entry.with(*theirs.entry)),
                axes: if mine.axes == Axes::Unknown {
                    theirs.axes
                } else {
                    mine.axes
                },
            }),
            (kind, _) => kind,
        };
        Self { kind, ..self }
    }
}

impl Array {
    /// `Array2`, `ArrayView1`; without a number where the axes are not known.
    pub(super) fn name(&self) -> String {
        let owner = match self.owner {
            Owner::Itself | Owner::Unknown => "Array",
            Owner::View => "ArrayView",
            Owner::ViewMut => "ArrayViewMut",
        };
        match self.axes {
            Axes::Fixed(n) => format!("{owner}{n}"),
            Axes::Dynamic => format!("{owner}D"),
            Axes::Unknown => owner.to_owned(),
        }
    }

    pub(super) fn is_view(&self) -> bool {
        matches!(self.owner, Owner::View | Owner::ViewMut)
    }
}

fn kind(text: &str) -> Kind {
    match text {
        "f32" | "f64" | "{float}" => return Kind::Float(text.to_owned()),
        "usize" | "isize" | "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32"
        | "u64" | "u128" | "{integer}" => return Kind::Integer(text.to_owned()),
        "bool" => return Kind::Bool,
        "()" => return Kind::Unit,
        "_" | "..." | "" => return Kind::Unknown,
        _ => {}
    }
    if let Some(inner) = enclosed(text, '[', ']') {
        let entry = inner.split_once(';').map_or(inner, |(entry, _)| entry);
        return Kind::Slice(Box::new(Type::parse(entry)));
    }
    if let Some(inner) = enclosed(text, '(', ')') {
        return Kind::Tuple(arguments(inner).into_iter().map(Type::parse).collect());
    }
    let (path, generics) = match text.split_once('<') {
        Some((path, rest)) => (path, arguments(rest.strip_suffix('>').unwrap_or(rest))),
        None => (text, Vec::new()),
    };
    let first = || Box::new(Type::parse(generics.first().copied().unwrap_or_default()));
    match path.rsplit("::").next().unwrap_or(path) {
        "ArrayBase" => Kind::Array(array(&generics)),
        "Option" => Kind::Option(first()),
        "Result" => Kind::Result(first()),
        "Vec" => Kind::Vec(first()),
        _ => Kind::Other(text.to_owned()),
    }
}

/// From the two parameters of `ArrayBase`.
fn array(generics: &[&str]) -> Array {
    let storage = generics.first().copied().unwrap_or_default();
    let (owner, entry) = match (
        storage.strip_prefix("OwnedRepr<"),
        storage.strip_prefix("ViewRepr<"),
    ) {
        (Some(entry), _) => (Owner::Itself, Type::parse(entry.trim_end_matches('>'))),
        (_, Some(entry)) => {
            let entry = Type::parse(entry.strip_suffix('>').unwrap_or(entry));
            let owner = if entry.mutable {
                Owner::ViewMut
            } else {
                Owner::View
            };
            let refs = entry.refs.saturating_sub(1);
            (
                owner,
                Type {
                    refs,
                    mutable: false,
                    ..entry
                },
            )
        }
        (None, None) => (Owner::Unknown, Type::parse("_")),
    };
    let axes = match generics.get(1).copied().unwrap_or_default() {
        "Dim<IxDynImpl>" => Axes::Dynamic,
        fixed => fixed
            .strip_prefix("Dim<[usize; ")
            .and_then(|n| n.strip_suffix("]>"))
            .and_then(|n| n.parse().ok())
            .map_or(Axes::Unknown, Axes::Fixed),
    };
    Array {
        owner,
        entry: Box::new(entry),
        axes,
    }
}

fn enclosed(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// `A, B<C, D>` at its outer commas.
fn arguments(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '<' | '[' | '(' => depth += 1,
            '>' | ']' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}
