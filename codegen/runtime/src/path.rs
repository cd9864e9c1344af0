//! JSON paths, for errors and for lists of kept values.

use std::fmt::{self, Display, Write};

use serde::de;

use super::json::quote;

/// The maximum depth of objects and arrays that are read into types.
pub(super) const DEPTH_LIMIT: usize = 128;

/// The JSON path of a value in the document that is being read: a chain up to the root.
///
/// `Display` writes `value[3].properties.amountDue`; a name that is not a plain word stands in brackets,
/// `tags["cost.center"]`.
#[derive(Clone, Copy, Debug)]
pub struct ValuePath<'p> {
    parent: Option<&'p ValuePath<'p>>,
    segment: Segment<'p>,
    owner: &'static str,
    depth: usize,
}

#[derive(Clone, Copy, Debug)]
enum Segment<'p> {
    Root,
    Member(&'p str),
    Index(usize),
}

impl<'p> ValuePath<'p> {
    pub(super) const ROOT: ValuePath<'static> = ValuePath {
        parent: None,
        segment: Segment::Root,
        owner: "",
        depth: 0,
    };

    /// The path of a member; `owner` is the name of the type that has it, or empty for the enclosing one.
    #[inline]
    pub(super) fn member(&'p self, name: &'p str, owner: &'static str) -> ValuePath<'p> {
        ValuePath {
            parent: Some(self),
            segment: Segment::Member(name),
            owner: if owner.is_empty() { self.owner } else { owner },
            depth: self.depth + 1,
        }
    }

    #[inline]
    pub(super) fn element(&'p self, index: usize) -> ValuePath<'p> {
        ValuePath {
            parent: Some(self),
            segment: Segment::Index(index),
            owner: self.owner,
            depth: self.depth + 1,
        }
    }

    #[inline]
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Creates an error at this path that names the enclosing type.
    #[cold]
    pub(super) fn error<E: de::Error>(&self, message: impl Display) -> E {
        self.error_in(self.owner, message)
    }

    /// Creates an error at this path that names the type `name`.
    #[cold]
    pub(super) fn error_in<E: de::Error>(&self, name: &str, message: impl Display) -> E {
        let mut text = String::new();
        let written = match (self.parent, name) {
            (None, "") => write!(text, "{message}"),
            (None, name) => write!(text, "{name}: {message}"),
            (Some(_), "") => write!(text, "at `{self}`: {message}"),
            (Some(_), name) => write!(text, "at `{self}`: {name}: {message}"),
        };
        match written {
            Ok(()) => E::custom(text),
            Err(error) => E::custom(error),
        }
    }

    #[cold]
    pub(super) fn too_deep<E: de::Error>(&self) -> E {
        self.error(format_args!("nested more than {DEPTH_LIMIT} levels deep"))
    }
}

impl Display for ValuePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = Vec::with_capacity(self.depth);
        let mut place = Some(self);
        while let Some(path) = place {
            steps.push(path.segment);
            place = path.parent;
        }
        let mut text = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Segment::Root => {}
                Segment::Member(name) => push_member(&mut text, name),
                Segment::Index(index) => push_index(&mut text, index),
            }
        }
        f.write_str(&text)
    }
}

/// Appends a member name to a path.
pub(super) fn push_member(path: &mut String, name: &str) {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@');
    if !name.is_empty() && name.chars().all(plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        path.push('[');
        quote(name, path);
        path.push(']');
    }
}

/// Appends the index of an element to a path.
pub(super) fn push_index(path: &mut String, index: usize) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}
