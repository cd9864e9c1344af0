//! The keys for customization.

use crate::{
    customize::{Change, Customization, DateTypes, DecimalType, ExternType, PartKind},
    diagnostic::Diagnostics,
    settings::Entry,
    source::NodeRef,
};

pub(super) const KEYS: [&str; 8] = [
    "extern-types",
    "derive",
    "attributes",
    "member-attributes",
    "dates",
    "decimals",
    "rename",
    "docs",
];

pub(super) const RENAMED: [&str; 6] = [
    "types",
    "members",
    "values",
    "operations",
    "parameters",
    "modules",
];

pub(super) const DESCRIBED: [&str; 3] = ["types", "members", "operations"];

pub(super) const DATES: [(&str, DateTypes); 7] = [
    ("own", DateTypes::Own),
    ("text", DateTypes::Text),
    ("time", DateTypes::Time),
    ("chrono", DateTypes::Chrono),
    ("chrono-utc", DateTypes::ChronoUtc),
    ("jiff", DateTypes::Jiff),
    ("jiff-zoned", DateTypes::JiffZoned),
];

pub(super) const DECIMALS: [(&str, DecimalType); 3] = [
    ("own", DecimalType::Own),
    ("rust_decimal", DecimalType::RustDecimal),
    ("f64", DecimalType::Float),
];

/// Adds the rules of a key to the customization.
pub(super) fn read(entry: &Entry<'_>, rules: &mut Customization, diagnostics: &mut Diagnostics) {
    let value = &entry.value;
    match entry.name {
        "extern-types" => {
            for one in value.checked_entries(diagnostics) {
                if let Some(with) = extern_type(&one.value, diagnostics) {
                    add(rules, PartKind::Type, None, &one, Change::Extern(with));
                }
            }
        }
        "derive" => {
            for one in value.checked_entries(diagnostics) {
                for traits in one.value.texts(diagnostics) {
                    add(rules, PartKind::Type, None, &one, Change::Derive(traits));
                }
            }
        }
        "attributes" => texts(rules, PartKind::Type, value, Change::Attribute, diagnostics),
        "member-attributes" => {
            for owner in value.checked_entries(diagnostics) {
                for one in owner.value.checked_entries(diagnostics) {
                    for text in one.value.texts(diagnostics) {
                        let change = Change::Attribute(text);
                        add(rules, PartKind::Member, Some(owner.name), &one, change);
                    }
                }
            }
        }
        "dates" => rules.set_dates(value.word(&DATES, diagnostics)),
        "decimals" => rules.set_decimals(value.word(&DECIMALS, diagnostics)),
        "rename" => {
            for kind in value.known(&RENAMED, diagnostics) {
                part(rules, &kind, Change::Rename, diagnostics);
            }
        }
        "docs" => {
            for kind in value.known(&DESCRIBED, diagnostics) {
                part(rules, &kind, Change::Docs, diagnostics);
            }
        }
        _ => {}
    }
}

/// Adds a rule with a text for each part of a kind.
fn part(
    rules: &mut Customization,
    kind: &Entry<'_>,
    change: fn(String) -> Change,
    diagnostics: &mut Diagnostics,
) {
    let nested = |rules: &mut Customization, one, diagnostics: &mut Diagnostics| {
        for owner in kind.value.checked_entries(diagnostics) {
            for part in owner.value.checked_entries(diagnostics) {
                if let Some(text) = part.value.text(diagnostics) {
                    add(rules, one, Some(owner.name), &part, change(text.to_owned()));
                }
            }
        }
    };
    match kind.name {
        "types" => texts(rules, PartKind::Type, &kind.value, change, diagnostics),
        "operations" => texts(rules, PartKind::Operation, &kind.value, change, diagnostics),
        "modules" => texts(rules, PartKind::Module, &kind.value, change, diagnostics),
        "members" => nested(rules, PartKind::Member, diagnostics),
        "values" => nested(rules, PartKind::Value, diagnostics),
        _ => nested(rules, PartKind::Parameter, diagnostics),
    }
}

fn texts(
    rules: &mut Customization,
    kind: PartKind,
    section: &NodeRef<'_>,
    change: fn(String) -> Change,
    diagnostics: &mut Diagnostics,
) {
    for one in section.checked_entries(diagnostics) {
        for text in one.value.texts(diagnostics) {
            add(rules, kind, None, &one, change(text));
        }
    }
}

fn add(
    rules: &mut Customization,
    kind: PartKind,
    owner: Option<&str>,
    part: &Entry<'_>,
    change: Change,
) {
    let places = [part.value.key(), part.value.value()];
    rules.add(kind, owner, part.name, change, places);
}

/// Reads the path of a type, or a mapping with more options.
fn extern_type(section: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> Option<ExternType> {
    if !section.is_mapping() {
        return section.text(diagnostics).map(ExternType::new);
    }
    let mut path = None;
    let mut through_serde = false;
    for entry in section.known(&["path", "through"], diagnostics) {
        match entry.name {
            "path" => path = entry.value.text(diagnostics),
            _ => through_serde = entry.value.word(&[("serde", true)], diagnostics)?,
        }
    }
    let Some(path) = path else {
        section.wrong("`path: crate::Money`", diagnostics);
        return None;
    };
    let with = ExternType::new(path);
    Some(match through_serde {
        true => with.through_serde(),
        false => with,
    })
}
