//! Assigns Rust names.
//!
//! A name depends on its own text. If several texts of one scope have the same first spelling, the text with the highest
//! rank keeps it; the others spell out their punctuation, and then append a hash of the text. The order of the texts
//! does not matter. A text that has a name in an earlier api-version keeps it.

mod past;
mod spelling;

use std::collections::BTreeMap;

pub use past::PastNames;
pub(super) use past::Scope;

use past::PastName;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    openapi::Spanned,
};

/// Role of a name, which determines its case and the reserved names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A type.
    Type,
    /// The request type of an operation.
    Operation,
    /// A value of an enumeration or an alternative of a union.
    Variant,
    /// A property or a parameter.
    Field,
}

/// Precedence among texts with the same spelling: the first rank keeps the name if only one text has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A component or a property.
    Definition,
    /// An inline definition.
    Inline,
    /// A component that is another name of a type.
    Alias,
}

/// A text that needs a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameRequest<'a> {
    pub(super) text: &'a str,
    /// Name given by the document (`x-rust-name`).
    pub(super) chosen: Option<&'a Spanned<String>>,
    pub(super) rank: Rank,
    /// The texts of equal definitions, which have no name of their own.
    pub(super) equals: &'a [String],
    /// True if `x-rust-was` says that the name of the earlier api-versions is not kept.
    pub(super) is_renamed: bool,
}

impl<'a> NameRequest<'a> {
    pub(super) fn new(text: &'a str, chosen: Option<&'a Spanned<String>>) -> Self {
        Self {
            text,
            chosen,
            rank: Rank::Definition,
            equals: &[],
            is_renamed: false,
        }
    }

    /// Gives up the name of the earlier api-versions if there is an `x-rust-was`.
    pub(super) fn renamed(self, was: Option<&Spanned<String>>) -> Self {
        Self {
            is_renamed: was.is_some(),
            ..self
        }
    }

    fn texts(&self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.text).chain(self.equals.iter().map(String::as_str))
    }
}

/// Returns the texts to make names from: the client name if it is unique among all names, else the wire name.
pub(super) fn source_texts<'a>(texts: &[(&'a str, Option<&'a str>)]) -> Vec<&'a str> {
    if texts.iter().all(|(_, given)| given.is_none()) {
        return texts.iter().map(|(wire, _)| *wire).collect();
    }
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for (wire, given) in texts {
        *uses.entry(wire).or_default() += 1;
        if let Some(given) = given.filter(|given| given != wire) {
            *uses.entry(given).or_default() += 1;
        }
    }
    let text = |(wire, given): &(&'a str, Option<&'a str>)| {
        given
            .filter(|given| !given.is_empty() && uses.get(given) == Some(&1))
            .unwrap_or(wire)
    };
    texts.iter().map(text).collect()
}

/// Assigns a distinct name to each text of a scope, in their order.
pub(super) fn assign(
    role: Role,
    scope: &Scope,
    wanted: &[NameRequest<'_>],
    past: &mut PastNames,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut slots: Vec<Slot<'_>> = wanted
        .iter()
        .map(|wanted| {
            let kept = (!wanted.is_renamed).then(|| past.find(scope, wanted.texts()));
            Slot::new(role, wanted, kept.flatten(), diagnostics)
        })
        .collect();
    // Each round advances texts to their next spelling. There are few of them, and the last ones are distinct.
    loop {
        let groups = group_by_name(&slots);
        if groups.is_empty() {
            break;
        }
        let mut moved = false;
        for group in groups {
            for index in &group {
                if let Some(slot) = slots.get_mut(*index) {
                    slot.spell(role);
                }
            }
            let claims = group
                .iter()
                .filter_map(|index| slots.get(*index))
                .map(|slot| slot.claim(role));
            let best = claims.clone().min();
            let alone = claims.filter(|claim| Some(*claim) == best).count() == 1;
            for index in group {
                if let Some(slot) = slots.get_mut(index)
                    && !(alone && Some(slot.claim(role)) == best)
                {
                    moved |= slot.advance();
                }
            }
        }
        if !moved {
            report_clashes(&slots, diagnostics);
            break;
        }
    }
    let names: Vec<String> = slots.into_iter().map(Slot::into_name).collect();
    for (wanted, name) in wanted.iter().zip(&names) {
        past.note(scope, name, wanted.texts());
    }
    names
}

/// Returns the indices of slots with the same name, in groups.
fn group_by_name(slots: &[Slot<'_>]) -> Vec<Vec<usize>> {
    let mut named: Vec<(&str, usize)> = slots
        .iter()
        .enumerate()
        .map(|(index, slot)| (slot.name(), index))
        .collect();
    named.sort_unstable();
    named
        .chunk_by(|one, other| one.0 == other.0)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|(_, index)| *index).collect())
        .collect()
}

/// The strength of a claim to a name; the least wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// The document gives the name, or the text has no other.
    Given,
    /// The text has the name in an earlier api-version.
    Past,
    /// An equal definition gave the text the name in an earlier api-version.
    Shared,
    /// The name is made from the text.
    New,
}

struct Slot<'a> {
    text: &'a str,
    chosen: Option<&'a Spanned<String>>,
    rank: Rank,
    /// The name in an earlier api-version, if the text keeps it.
    past: Option<PastName>,
    /// Holds only the first spelling until another text has the same one.
    spellings: Vec<String>,
    current: usize,
}

impl<'a> Slot<'a> {
    fn new(
        role: Role,
        wanted: &NameRequest<'a>,
        past: Option<&PastName>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let chosen = wanted
            .chosen
            .filter(|chosen| is_usable(role, chosen, diagnostics));
        let past = past.filter(|_| chosen.is_none());
        let first = match (chosen, past) {
            (Some(chosen), _) => chosen.value.clone(),
            (None, Some(past)) => past.name.clone(),
            (None, None) => spelling::first(role, wanted.text),
        };
        Self {
            text: wanted.text,
            chosen,
            rank: wanted.rank,
            past: past.cloned(),
            spellings: vec![first],
            current: 0,
        }
    }

    fn name(&self) -> &str {
        self.spellings.get(self.current).map_or("", String::as_str)
    }

    fn into_name(mut self) -> String {
        if self.current < self.spellings.len() {
            self.spellings.swap_remove(self.current)
        } else {
            String::new()
        }
    }

    /// Computes all spellings.
    fn spell(&mut self, role: Role) {
        if self.chosen.is_none() && self.spellings.len() == 1 {
            let own = spelling::spellings(role, self.text, self.rank);
            match self.past {
                Some(_) => self.spellings.extend(own),
                None => self.spellings = own,
            }
        }
    }

    /// Returns the precedence for the current name; the least wins. A text without further spellings has the
    /// precedence of a given name, so that the others change.
    fn claim(&self, role: Role) -> (Strength, Rank, bool) {
        let is_last = self.current + 1 >= self.spellings.len();
        let strength = match &self.past {
            _ if self.chosen.is_some() || is_last => Strength::Given,
            Some(past) if self.current == 0 && past.is_own => Strength::Past,
            Some(_) if self.current == 0 => Strength::Shared,
            _ => Strength::New,
        };
        let is_own_spelling = self
            .spellings
            .first()
            .is_some_and(|first| spelling::is_own(role, self.text, first));
        (strength, self.rank, !is_own_spelling)
    }

    fn advance(&mut self) -> bool {
        let can = self.current + 1 < self.spellings.len();
        self.current += usize::from(can);
        can
    }
}

/// Reports names that are still equal: the document gives both, or both have the same text.
fn report_clashes(slots: &[Slot<'_>], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&str, &Slot<'_>> = BTreeMap::new();
    for slot in slots {
        match (
            first.get(slot.name()).and_then(|first| first.chosen),
            slot.chosen,
        ) {
            (Some(first), Some(second)) => diagnostics.push(
                Diagnostic::new(
                    Code::NameClash,
                    format!("two items have the name `{}`", second.value),
                )
                .at(second.place.clone())
                .label("again here")
                .also(first.place.clone(), "first here")
                .help("give one of them another `x-rust-name`"),
            ),
            _ if first.contains_key(slot.name()) => {
                diagnostics.push(Diagnostic::new(
                    Code::NameClash,
                    format!("two items have the name `{}`", slot.name()),
                ));
            }
            _ => {
                first.insert(slot.name(), slot);
            }
        }
    }
}

/// Checks that a given name is an identifier and not reserved; reports it otherwise.
fn is_usable(role: Role, chosen: &Spanned<String>, diagnostics: &mut Diagnostics) -> bool {
    let name = chosen.value.as_str();
    let Some((problem, example)) = problem(role, name) else {
        return true;
    };
    diagnostics.push(
        Diagnostic::new(Code::UnusableName, format!("`{name}` {problem}"))
            .at(chosen.place.clone())
            .help(format!("write `{example}`, for example")),
    );
    false
}

/// Returns why a text cannot be a name, and a name to use instead.
pub(crate) fn problem(role: Role, name: &str) -> Option<(&'static str, String)> {
    let problem = if !is_identifier(name) {
        "is not a Rust identifier"
    } else if spelling::is_reserved(role, name) {
        "is reserved for the generated code"
    } else {
        return None;
    };
    let example = spelling::spellings(role, name, Rank::Definition)
        .into_iter()
        .next();
    Some((problem, example.unwrap_or_default()))
}

/// Returns the name that a text has if no other text has it.
pub(super) fn first_spelling(role: Role, text: &str) -> String {
    spelling::first(role, text)
}

/// Returns whether a text is an identifier, possibly a raw one (`r#type`).
pub(super) fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let begins = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    begins
        && characters.all(|next| next.is_ascii_alphanumeric() || next == '_')
        && text.chars().any(|any| any != '_')
}

/// Returns the value of `x-rust-was` if it is an identifier; reports it otherwise.
pub(super) fn previous_name(
    given: Option<&Spanned<String>>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let given = given?;
    if is_identifier(&given.value) {
        return Some(given.value.clone());
    }
    diagnostics.push(
        Diagnostic::new(
            Code::UnusableName,
            format!("`{}` is not a Rust identifier", given.value),
        )
        .at(given.place.clone()),
    );
    None
}

#[cfg(test)]
mod tests;
