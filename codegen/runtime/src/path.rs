//! Where in a document a value stands, for errors and for lists of what was kept.

use std::fmt::{self, Display, Write};

use serde::de;

use super::json::quote;

/// As deep as objects and arrays may nest where they are read into types.
pub(super) const DEPTH_LIMIT: usize = 128;

/// The place of a value in the document being read: a chain up to the document's root.
///
/// It is printed as `value[3].properties.amountDue`; a name that is not a plain word is
/// printed in brackets, `tags["cost.center"]`.
#[derive(Clone, Copy, Debug)]
pub struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
    owner: &'static str,
    depth: usize,
}

#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    Root,
    Member(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(super) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
        owner: "",
        depth: 0,
    };

    /// The place of a member; `owner` names the type that has it, empty for the one around.
    #[inline]
    pub(super) fn member(&'p self, name: &'p str, owner: &'static str) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Member(name),
            owner: if owner.is_empty() { self.owner } else { owner },
            depth: self.depth + 1,
        }
    }

    #[inline]
    pub(super) fn element(&'p self, index: usize) -> Path<'p> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
            owner: self.owner,
            depth: self.depth + 1,
        }
    }

    #[inline]
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// An error at this place, told of the type around it.
    #[cold]
    pub(super) fn error<E: de::Error>(&self, message: impl Display) -> E {
        self.error_in(self.owner, message)
    }

    /// An error at this place, told of the type `name`.
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

impl Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = Vec::with_capacity(self.depth);
        let mut place = Some(self);
        while let Some(path) = place {
            steps.push(path.step);
            place = path.parent;
        }
        let mut text = String::new();
        for step in steps.into_iter().rev() {
            match step {
                Step::Root => {}
                Step::Member(name) => push_member(&mut text, name),
                Step::Index(index) => push_index(&mut text, index),
            }
        }
        f.write_str(&text)
    }
}

/// Appends a member's name to a path.
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

/// Appends an element's index to a path.
pub(super) fn push_index(path: &mut String, index: usize) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}
