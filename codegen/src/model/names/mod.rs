//! Rust names for what a document names.
//!
//! A name is decided by its own text: `plain` spelling first; where several texts of one scope come out alike, the best
//! ranked one keeps it and the others are spelled out, then told apart by a hash of their text. The order in which they
//! stand never matters.

mod spelling;

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    openapi::Spanned,
};

/// What a name is for, which decides its case and the names it must not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A type or an operation's request.
    Type,
    /// A listed value or an alternative of a union.
    Variant,
    /// A member or a parameter.
    Field,
}

/// Who keeps a name that several texts come out as: the best ranked, if it is alone in its rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is a definition or a member.
    Definition,
    /// It stands inside a definition.
    Inline,
    /// It is an operation.
    Operation,
}

/// A text that needs a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameRequest<'a> {
    pub(super) text: &'a str,
    /// The name that the author chose.
    pub(super) chosen: Option<&'a Spanned<String>>,
    pub(super) rank: Rank,
}

impl<'a> NameRequest<'a> {
    pub(super) fn new(text: &'a str, chosen: Option<&'a Spanned<String>>) -> Self {
        Self {
            text,
            chosen,
            rank: Rank::Definition,
        }
    }
}

/// The texts that names are made from, of wire names and the names that a document gives for clients. A given name counts
/// where it is nothing else's.
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

/// One distinct name for each text, in their order.
pub(super) fn assign(
    role: Role,
    wanted: &[NameRequest<'_>],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut slots: Vec<Slot<'_>> = wanted
        .iter()
        .map(|wanted| Slot::new(role, wanted, diagnostics))
        .collect();
    // Every round moves a text on to its next spelling, of which there are few; the last ones are distinct.
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
    slots.into_iter().map(Slot::into_name).collect()
}

/// The texts that come out alike, those of each name together.
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

struct Slot<'a> {
    text: &'a str,
    chosen: Option<&'a Spanned<String>>,
    rank: Rank,
    /// The first of them only, until another text comes out as it does.
    spellings: Vec<String>,
    current: usize,
}

impl<'a> Slot<'a> {
    fn new(role: Role, wanted: &NameRequest<'a>, diagnostics: &mut Diagnostics) -> Self {
        let chosen = wanted
            .chosen
            .filter(|chosen| is_usable(role, chosen, diagnostics));
        let first = match chosen {
            Some(chosen) => chosen.value.clone(),
            None => spelling::first(role, wanted.text),
        };
        Self {
            text: wanted.text,
            chosen,
            rank: wanted.rank,
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

    /// Finds all its spellings.
    fn spell(&mut self, role: Role) {
        if self.chosen.is_none() && self.spellings.len() == 1 {
            self.spellings = spelling::spellings(role, self.text, self.rank == Rank::Operation);
        }
    }

    /// How strong its claim to its current name is; the least wins. A text that has no further spelling is as strong as a
    /// chosen name, so that the others give way.
    fn claim(&self, role: Role) -> (bool, Rank, bool) {
        let is_last = self.current + 1 >= self.spellings.len();
        let is_own_spelling = self
            .spellings
            .first()
            .is_some_and(|first| spelling::is_own(role, self.text, first));
        (
            !(self.chosen.is_some() || is_last),
            self.rank,
            !is_own_spelling,
        )
    }

    fn advance(&mut self) -> bool {
        let can = self.current + 1 < self.spellings.len();
        self.current += usize::from(can);
        can
    }
}

/// Names that are still alike were all chosen, or stand for one and the same text.
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
                    format!("two things are to be named `{}`", second.value),
                )
                .at(second.place.clone())
                .label("again here")
                .also(first.place.clone(), "first here")
                .help("give one of them another `x-rust-name`"),
            ),
            _ if first.contains_key(slot.name()) => {
                diagnostics.push(Diagnostic::new(
                    Code::NameClash,
                    format!("two things come out as `{}`", slot.name()),
                ));
            }
            _ => {
                first.insert(slot.name(), slot);
            }
        }
    }
}

/// Whether an author's choice is a name that Rust and the generated code leave free.
fn is_usable(role: Role, chosen: &Spanned<String>, diagnostics: &mut Diagnostics) -> bool {
    let name = chosen.value.as_str();
    let Some((problem, example)) = problem(role, name) else {
        return true;
    };
    diagnostics.push(
        Diagnostic::new(Code::UnusableName, format!("`{name}` {problem}"))
            .at(chosen.place.clone())
            .help(format!("write for example `{example}`")),
    );
    false
}

/// What keeps a text from being a name, and one that it could be instead.
pub(crate) fn problem(role: Role, name: &str) -> Option<(&'static str, String)> {
    let problem = if !is_identifier(name) {
        "is not a Rust name"
    } else if spelling::is_reserved(role, name) {
        "is a name that the generated code needs"
    } else {
        return None;
    };
    let example = spelling::spellings(role, name, false).into_iter().next();
    Some((problem, example.unwrap_or_default()))
}

/// Whether a text is an identifier, perhaps only as a raw one (`r#type`).
pub(super) fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let begins = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    begins
        && characters.all(|next| next.is_ascii_alphanumeric() || next == '_')
        && text.chars().any(|any| any != '_')
}

/// The name in the previous api-version that an author gives, if it can be one.
pub(super) fn previous_name(
    spoken: Option<&Spanned<String>>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let spoken = spoken?;
    if is_identifier(&spoken.value) {
        return Some(spoken.value.clone());
    }
    diagnostics.push(
        Diagnostic::new(
            Code::UnusableName,
            format!("`{}` is not a Rust name", spoken.value),
        )
        .at(spoken.place.clone()),
    );
    None
}

#[cfg(test)]
mod tests;
