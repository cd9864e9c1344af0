//! A mismatch and its position in a value.

use std::sync::Arc;

use super::{Check, Effect};
use crate::{
    diagnostic::Place,
    source::{Node, push_segment},
    words::Suggestions,
};

/// A mismatch between a value and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The check that found it.
    pub check: Check,
    /// The effect on the generated types.
    pub effect: Effect,
    /// The path in the notation of the generated types, `value[3].properties.amountDue`; empty for the whole value.
    pub path: String,
    /// The JSON pointer, relative to the value.
    pub pointer: String,
    /// True if the name of the member is wrong, not its value.
    pub is_name: bool,
    /// The predicate of the message, which follows the name of the subject: "is no date".
    pub what: String,
    /// The place in the schema, and its text.
    pub schema: Option<(Place, String)>,
    /// Further facts.
    pub notes: Vec<String>,
    /// A suggestion for what to write instead.
    pub help: Option<String>,
}

impl Mismatch {
    pub(super) fn new(check: Check, effect: Effect, what: String) -> Self {
        Self {
            check,
            effect,
            path: String::new(),
            pointer: String::new(),
            is_name: false,
            what,
            schema: None,
            notes: Vec::new(),
            help: None,
        }
    }

    /// Sets the place in the schema and its text.
    pub(super) fn says(mut self, place: &Place, says: impl Into<String>) -> Self {
        self.schema = Some((place.clone(), says.into()));
        self
    }

    /// Marks the name of the member as wrong, not its value.
    pub(super) fn name(mut self) -> Self {
        self.is_name = true;
        self
    }

    /// Suggests the most similar of the known names.
    pub(super) fn nearest<'k>(
        mut self,
        suggestions: &mut Suggestions,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Self {
        let nearest = suggestions.nearest(name, known);
        self.help = nearest.map(|known| format!("did you mean `{known}`?"));
        self
    }

    /// Returns the mismatch relative to an enclosing value.
    pub(super) fn below(mut self, way: &Way) -> Self {
        let is_index = self.path.is_empty() || self.path.starts_with('[');
        let dot = if is_index || way.path.is_empty() {
            ""
        } else {
            "."
        };
        self.path = format!("{}{dot}{}", way.path, self.path);
        self.pointer = format!("{}{}", way.pointer, self.pointer);
        self
    }

    /// Returns its place in a value at a base place.
    pub(super) fn place(&self, base: &Place) -> Place {
        let pointer = format!("{}{}", base.pointer(), self.pointer);
        let file = Arc::from(base.file());
        match (pointer.is_empty(), self.is_name) {
            (true, _) => Place::whole(&file),
            (false, true) => Place::key(&file, pointer),
            (false, false) => Place::value(&file, pointer),
        }
    }
}

/// The path to a value inside another one.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    pub(super) path: String,
    pub(super) pointer: String,
    /// True if the value is inside a string, into which no pointer leads.
    pub(super) is_one_text: bool,
}

/// The lengths to which [`Way::leave`] truncates.
pub(super) struct Back(usize, usize);

impl Way {
    /// Creates a path from names.
    pub(super) fn to(names: &[&str]) -> Self {
        let mut way = Self::default();
        for name in names {
            way.member(name);
        }
        way
    }

    pub(super) fn member(&mut self, name: &str) -> Back {
        let back = Back(self.path.len(), self.pointer.len());
        push_member(&mut self.path, name);
        self.point(name);
        back
    }

    pub(super) fn element(&mut self, index: usize) -> Back {
        let back = Back(self.path.len(), self.pointer.len());
        let index = index.to_string();
        self.path.push('[');
        self.path.push_str(&index);
        self.path.push(']');
        self.point(&index);
        back
    }

    fn point(&mut self, segment: &str) {
        if !self.is_one_text {
            push_segment(&mut self.pointer, segment);
        }
    }

    pub(super) fn leave(&mut self, back: &Back) {
        self.path.truncate(back.0);
        self.pointer.truncate(back.1);
    }
}

/// Appends the name of a member to a path in the notation of the runtime.
fn push_member(path: &mut String, name: &str) {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@');
    if !name.is_empty() && name.chars().all(plain) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
    } else {
        path.push('[');
        path.push_str(&Node::String(name.to_owned()).to_json(false));
        path.push(']');
    }
}

/// Returns a path with `[*]` in place of each index.
pub(super) fn general(path: &str) -> String {
    let mut general = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('[') {
        general.push_str(before);
        general.push('[');
        let end = after.find(']').unwrap_or(after.len());
        let (index, tail) = after.split_at(end);
        let is_index = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
        if is_index {
            general.push('*');
            rest = tail;
        } else {
            rest = after;
        }
    }
    general.push_str(rest);
    general
}

/// Formats a value for a message.
pub(super) fn shown(node: &Node) -> String {
    const MOST: usize = 60;
    let text = node.to_json(false);
    if text.chars().count() <= MOST {
        return format!("`{text}`");
    }
    let start: String = text.chars().take(MOST).collect();
    format!("`{start}…`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_generalized_and_names_are_not() {
        for (path, expected) in [
            ("", ""),
            (
                "value[3].properties.amountDue",
                "value[*].properties.amountDue",
            ),
            ("[0][12]", "[*][*]"),
            (r#"tags["cost.center"][1]"#, r#"tags["cost.center"][*]"#),
            (r#"a["[1"]"#, r#"a["[1"]"#),
        ] {
            assert_eq!(general(path), expected);
        }
    }
}
