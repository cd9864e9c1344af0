//! One contradiction, and where in a value it is.

use std::sync::Arc;

use super::{Check, Effect};
use crate::{
    diagnostic::Place,
    source::{Node, push_segment},
    words::nearest,
};

/// A contradiction between a value and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Of which kind it is.
    pub check: Check,
    /// What the generated types make of it.
    pub effect: Effect,
    /// Where, as the generated types write it: `value[3].properties.amountDue`; empty for the value as a whole.
    pub path: String,
    /// Where, as a JSON pointer from the value.
    pub pointer: String,
    /// Whether the name of the member is meant, not its value.
    pub is_name: bool,
    /// What is wrong, after the name of what it is about: "is no date".
    pub what: String,
    /// What says so, and what it says.
    pub schema: Option<(Place, String)>,
    /// What else to know.
    pub notes: Vec<String>,
    /// What may be meant.
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

    /// Says what the schema says, and where.
    pub(super) fn says(mut self, place: &Place, says: impl Into<String>) -> Self {
        self.schema = Some((place.clone(), says.into()));
        self
    }

    /// Says that the name of the member is meant.
    pub(super) fn name(mut self) -> Self {
        self.is_name = true;
        self
    }

    /// Says which of the known names may be meant.
    pub(super) fn nearest<'k>(
        mut self,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Self {
        self.help = nearest(name, known).map(|known| format!("did you mean `{known}`?"));
        self
    }

    /// It as seen from further out.
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

    /// Where it is in a value that stands at a place.
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

/// The way to a value inside another one.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    pub(super) path: String,
    pub(super) pointer: String,
    /// Whether the value stands in one text, so that no pointer leads into it.
    pub(super) is_one_text: bool,
}

/// What [`Way::leave`] goes back to.
pub(super) struct Back(usize, usize);

impl Way {
    /// The way over some names.
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

/// Appends a member's name to a path, as the runtime writes it.
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

/// A path with `[*]` for the index of each element.
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

/// A value as a message shows it.
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
