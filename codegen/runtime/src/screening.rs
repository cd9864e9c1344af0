//! Judgement of JSON values by the names of their members, before they are read.

use super::json::NodeSource;

/// Member names, each with true if the member is required.
pub type MemberNames = &'static [(&'static str, bool)];

/// Judgement, by its member names, whether a JSON value can be of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screening {
    /// The value can't be of the type: it has another JSON type, or lacks a required member.
    Excluded,
    /// The value is an object with this many members that the type does not name.
    Unlisted(usize),
    /// Only reading the value can tell.
    Undecided,
}

impl Screening {
    /// Judges whether a value can be an object with these members.
    pub(super) fn of<E>(node: NodeSource<'_, '_, E>, members: MemberNames) -> Self {
        let Some(names) = node.names() else {
            return Screening::Excluded;
        };
        let (mut unlisted, mut present) = (0, 0);
        for name in names {
            match members.iter().find(|(known, _)| *known == name) {
                Some((_, is_required)) => present += usize::from(*is_required),
                None => unlisted += 1,
            }
        }
        let required = members.iter().filter(|(_, is_required)| *is_required);
        if required.count() > present {
            Screening::Excluded
        } else {
            Screening::Unlisted(unlisted)
        }
    }
}
