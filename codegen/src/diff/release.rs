//! The part of a crate's version that a change raises, and what changed in a few words.

use std::collections::BTreeMap;

use super::{Check, Finding, Report};

/// The part of the version of a generated crate that rises with a change of its documents, as the chapter `semver.md`
/// lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Release {
    /// Code that uses the crate compiles and does as before.
    Patch,
    /// Code that uses the crate compiles; the crate offers more, or does something else at run time.
    Minor,
    /// Code that uses the crate may no longer compile.
    Major,
}

impl Release {
    /// The word for the part in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// An example of the rise, for versions below and from 1.0 on.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Patch => "0.1.0 to 0.1.1, 1.2.3 to 1.2.4",
            Self::Minor => "0.1.0 to 0.1.1, 1.2.3 to 1.3.0",
            Self::Major => "0.1.0 to 0.2.0, 1.2.3 to 2.0.0",
        }
    }
}

impl Check {
    /// The part of a crate's version that rises with a change of this kind.
    #[must_use]
    pub fn release(self) -> Release {
        use Check as C;
        match self {
            C::ApiVersionReversed => Release::Patch,

            C::OperationRemoved
            | C::DeprecatedOperationRemoved
            | C::OperationRenamed
            | C::OperationIdReused
            | C::PathParameterRenamed
            | C::PagingRemoved
            | C::PagingChanged
            | C::LongRunningRemoved
            | C::RequiredParameterAdded
            | C::ParameterRemoved
            | C::RequiredParameterRemoved
            | C::RequiredBodyAdded
            | C::BodyRemoved
            | C::RequiredBodyRemoved
            | C::ResponseAdded
            | C::ResponseRemoved
            | C::ErrorResponseAdded
            | C::ErrorResponseRemoved
            | C::ResponseBodyAdded
            | C::ResponseBodyRemoved
            | C::HeaderRemoved
            | C::RequiredHeaderRemoved
            | C::TypeRemoved
            | C::TypeRenamed
            | C::TypeReplaced
            | C::RequiredMemberAdded
            | C::MemberRemoved
            | C::RequiredMemberRemoved
            | C::MemberRenamed
            | C::RustNameChanged
            | C::ArgumentsReordered
            | C::BecameRequired
            | C::BecameOptional
            | C::FieldBecameOptional
            | C::FieldBecameRequired
            | C::BecameNullable
            | C::NoLongerNullable
            | C::TypeChanged
            | C::RustTypeChanged
            | C::TypeWidened
            | C::TypeNarrowed
            | C::FormatChanged
            | C::FormatWidened
            | C::FormatNarrowed
            | C::BecameEnumeration
            | C::NoLongerEnumeration
            | C::ValueRemoved
            | C::ValueRenamed
            | C::BecameUnion
            | C::NoLongerUnion
            | C::AlternativeRemoved
            | C::DiscriminatorAdded
            | C::DiscriminatorRemoved
            | C::DiscriminatorChanged
            | C::DiscriminatorValueRemoved
            | C::DiscriminatorValueChanged
            | C::ApiVersionRemoved
            | C::TypeSplit
            | C::TypesMerged => Release::Major,

            C::ServerAdded
            | C::ServerRemoved
            | C::OperationAdded
            | C::DeprecatedOperationAdded
            | C::OperationMoved
            | C::SecurityRequired
            | C::SecurityDropped
            | C::SecurityAlternativeAdded
            | C::SecurityAlternativeRemoved
            | C::SecurityAlternativeTightened
            | C::SecurityAlternativeWeakened
            | C::SecurityScopeAdded
            | C::SecurityScopeRemoved
            | C::SecuritySchemeChanged
            | C::SecuritySchemeRenamed
            | C::ApiVersionParameterAdded
            | C::ApiVersionParameterRemoved
            | C::ApiVersionParameterRenamed
            | C::ApiVersionValueChanged
            | C::PagingAdded
            | C::LongRunningAdded
            | C::LongRunningChanged
            | C::ParameterAdded
            | C::ParameterMoved
            | C::ParameterStyleChanged
            | C::BodyAdded
            | C::HeaderAdded
            | C::RequiredHeaderAdded
            | C::MediaTypeAdded
            | C::MediaTypeRemoved
            | C::TypeAdded
            | C::MemberAdded
            | C::BecameReadOnly
            | C::NoLongerReadOnly
            | C::BecameWriteOnly
            | C::NoLongerWriteOnly
            | C::Deprecated
            | C::NoLongerDeprecated
            | C::SunsetAdded
            | C::SunsetRemoved
            | C::SunsetEarlier
            | C::SunsetLater
            | C::ContentsChanged
            | C::ValueAdded
            | C::BecameExtensible
            | C::NoLongerExtensible
            | C::BecameClosed
            | C::NoLongerClosed
            | C::AlternativeAdded
            | C::DiscriminatorValueAdded
            | C::LimitAdded
            | C::LimitRemoved
            | C::LimitTightened
            | C::LimitLoosened
            | C::LimitChanged
            | C::PatternAdded
            | C::PatternRemoved
            | C::PatternChanged
            | C::DefaultAdded
            | C::DefaultRemoved
            | C::DefaultChanged
            | C::ApiVersionAdded => Release::Minor,
        }
    }
}

impl Report {
    /// The part of the crate's version that rises where the crate is generated from the new documents in place of the old
    /// ones. Descriptions and examples are not compared: a change of these alone is a [`Patch`](Release::Patch).
    #[must_use]
    pub fn release(&self) -> Release {
        let releases = self.findings().map(|finding| finding.change.release);
        releases.max().unwrap_or(Release::Patch)
    }

    /// A sentence on the version of the crate.
    #[must_use]
    pub fn release_in_words(&self) -> String {
        let release = self.release();
        let (part, example) = (release.as_str(), release.example());
        let condition = match self.is_service {
            true => "Raise",
            false => "If the new document replaces the old one, raise",
        };
        format!("{condition} the {part} part of the crate's version ({example}).")
    }
}

/// The numbers of changes by their kinds, in words: `2 members added, 1 type changed`. Kinds are in the order of
/// [`Check::ALL`].
pub(super) fn summary<'f>(findings: impl Iterator<Item = &'f Finding>) -> String {
    let mut counts: BTreeMap<Check, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.change.check).or_default() += 1;
    }
    let phrases = counts.iter().map(|(check, count)| phrase(*check, *count));
    phrases.collect::<Vec<_>>().join(", ")
}

/// A number of changes of one kind: `1 member added`, `3 bodies removed`, `2 became required`.
pub(super) fn phrase(check: Check, count: usize) -> String {
    let words = check.id().replace('-', " ");
    let is_state = ["became ", "no longer ", "deprecated", "security required"]
        .iter()
        .any(|state| words.starts_with(state) && !words.ends_with("ed added"));
    match words.rsplit_once(' ') {
        Some((noun, verb)) if !is_state && count != 1 => {
            format!("{count} {} {verb}", plural(noun))
        }
        _ => format!("{count} {words}"),
    }
}

fn plural(noun: &str) -> String {
    if noun.ends_with('s') || noun.ends_with("ing") {
        noun.to_owned()
    } else if let Some(stem) = noun.strip_suffix('y').filter(|stem| stem.ends_with('d')) {
        format!("{stem}ies")
    } else {
        format!("{noun}s")
    }
}
