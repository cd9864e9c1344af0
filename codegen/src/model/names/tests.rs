use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{NameRequest, PastNames, Rank, Role, Scope, assign, is_identifier};
use crate::{
    diagnostic::{Diagnostics, Place},
    openapi::Spanned,
};

/// Names the texts of a first api-version.
fn assign_first(
    role: Role,
    wanted: &[NameRequest<'_>],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    assign(
        role,
        &Scope::Types,
        wanted,
        &mut PastNames::default(),
        diagnostics,
    )
}

fn names(role: Role, texts: &[&str]) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let wanted: Vec<_> = texts
        .iter()
        .map(|text| NameRequest::new(text, None))
        .collect();
    let names = assign_first(role, &wanted, &mut diagnostics);
    assert!(diagnostics.is_empty());
    names
}

#[test]
fn texts_become_names() {
    for (role, text, expected) in [
        (Role::Type, "createdByType", "CreatedByType"),
        (Role::Type, "InvoiceURL", "InvoiceUrl"),
        (Role::Type, "Option", "Option"),
        (Role::Type, "json", "Json"),
        (Role::Operation, "Option", "OptionModel"),
        (Role::Operation, "json", "JsonModel"),
        (Role::Type, "self", "SelfModel"),
        (Role::Type, "v2.Invoice", "V2Invoice"),
        (Role::Type, "Operation/display", "OperationDisplay"),
        (
            Role::Field,
            "invoicePeriodStartDate",
            "invoice_period_start_date",
        ),
        (Role::Field, "$top", "top"),
        (Role::Field, "type", "type"),
        (Role::Field, "gen", "gen"),
        (Role::Field, "self", "self_"),
        (Role::Field, "super", "super_"),
        (Role::Field, "crate", "crate_"),
        (Role::Field, "kept", "kept_"),
        (Role::Field, "@odata.type", "odata_type"),
        (Role::Field, "1st", "n1st"),
        (Role::Field, "", "empty"),
        (Role::Field, "$", "dollar"),
        (Role::Field, "_", "underscore"),
        (Role::Variant, "Usage Charge", "UsageCharge"),
        (Role::Variant, "billing_line_items", "BillingLineItems"),
        (Role::Variant, "+1", "Plus1"),
        (Role::Variant, "-1", "Minus1"),
        (Role::Variant, "1.5", "N1Dot5"),
        (Role::Variant, "2.0.1", "N2Dot0Dot1"),
        (Role::Variant, "", "Empty"),
        (Role::Variant, "*", "Asterisk"),
        (Role::Variant, "Self", "Self_"),
        (Role::Variant, "UnknownValue", "UnknownValue_"),
        (Role::Variant, "None", "None"),
        (Role::Variant, "ä", "Ue4"),
    ] {
        assert_eq!(names(role, &[text]), [expected], "{text:?}");
    }
}

#[test]
fn texts_that_come_out_alike_are_told_apart() {
    for (role, texts, expected) in [
        (
            Role::Field,
            ["foo-bar", "foo_bar"],
            ["foo_dash_bar", "foo_underscore_bar"],
        ),
        (
            Role::Field,
            ["fooBar", "foo_bar"],
            ["foo_bar", "foo_underscore_bar"],
        ),
        (Role::Field, ["ID", "id"], ["id_upper", "id"]),
        (Role::Field, ["kept", "kept_"], ["kept_", "kept_underscore"]),
        (Role::Variant, ["all", "All"], ["AllLower", "All"]),
        (Role::Variant, ["ALL", "all"], ["AllUpper", "AllLower"]),
        (Role::Variant, ["1", "N1"], ["N1X31", "N1"]),
        (Role::Type, ["foo.bar", "FooBar"], ["FooDotBar", "FooBar"]),
        (
            Role::Operation,
            ["Option", "OptionModel"],
            ["OptionX3b3ba7d4", "OptionModel"],
        ),
    ] {
        let found = names(role, &texts);
        // The value of a hash does not matter.
        let matches =
            found
                .iter()
                .zip(expected)
                .all(|(found, expected)| match expected.split_once('X') {
                    Some((before, _)) => found.starts_with(&format!("{before}X")),
                    None => found == expected,
                });
        assert!(matches, "{texts:?} became {found:?}, not {expected:?}");
    }
}

#[test]
fn a_definition_keeps_its_name_before_an_inline_type() {
    let inline = NameRequest {
        rank: Rank::Inline,
        ..NameRequest::new("Things/get", None)
    };
    let wanted = [inline, NameRequest::new("thingsGet", None)];
    let names = assign_first(Role::Type, &wanted, &mut Diagnostics::default());
    assert_eq!(names, ["ThingsGetInline", "ThingsGet"]);
}

/// Names the texts of api-versions, oldest first, and returns the names of the last one.
fn names_in_history(versions: &[&[NameRequest<'_>]]) -> Vec<String> {
    let mut past = PastNames::default();
    let mut diagnostics = Diagnostics::default();
    let mut names = Vec::new();
    for wanted in versions {
        names = assign(
            Role::Type,
            &Scope::Types,
            wanted,
            &mut past,
            &mut diagnostics,
        );
    }
    assert!(diagnostics.is_empty());
    names
}

#[test]
fn a_newcomer_gives_way_to_a_name_of_an_older_api_version() {
    let plain = |text| NameRequest::new(text, None);
    let chosen = Spanned {
        value: "Label".to_owned(),
        place: Place::default(),
    };
    let equals = ["Order/tag".to_owned()];
    let shared = NameRequest {
        equals: &equals,
        rank: Rank::Inline,
        ..plain("Item/tag")
    };
    let inline = |text| NameRequest {
        rank: Rank::Inline,
        ..plain(text)
    };
    let renamed = NameRequest {
        is_renamed: true,
        ..plain("label")
    };
    let cases: &[(&[&[NameRequest<'_>]], &[&str])] = &[
        // Alone, `GroupJoin` would have the better claim.
        (
            &[&[plain("GroupJoin"), plain("group_join")]],
            &["GroupJoin", "GroupUnderscoreJoin"],
        ),
        (
            &[
                &[plain("group_join")],
                &[plain("GroupJoin"), plain("group_join")],
            ],
            &["GroupJoinXebfd0c4c", "GroupJoin"],
        ),
        // A name that was given once is kept, until the author says that it changed.
        (
            &[
                &[NameRequest::new("label", Some(&chosen))],
                &[plain("label")],
            ],
            &["Label"],
        ),
        (&[&[plain("tag")], &[renamed]], &["Label"]),
        // Of two definitions that were equal, the one that the type was named after keeps the name.
        (&[&[shared], &[inline("Order/tag")]], &["ItemTag"]),
        (
            &[&[shared], &[inline("Order/tag"), inline("Item/tag")]],
            &["OrderTag", "ItemTag"],
        ),
    ];
    for (versions, expected) in cases {
        assert_eq!(names_in_history(versions), *expected, "{versions:?}");
    }
}

#[test]
fn what_an_author_chose_is_kept_and_others_give_way() {
    let mut diagnostics = Diagnostics::default();
    let chosen = Spanned {
        value: "top".to_owned(),
        place: Place::default(),
    };
    let wanted = [
        NameRequest::new("limit", Some(&chosen)),
        NameRequest::new("top", None),
    ];
    let names = assign_first(Role::Field, &wanted, &mut diagnostics);
    assert_eq!(names.first().map(String::as_str), Some("top"));
    assert_ne!(names.get(1).map(String::as_str), Some("top"));
    assert!(diagnostics.is_empty());
}

#[test]
fn what_an_author_chose_is_refused_where_it_cannot_be_a_name() {
    for (role, text, message) in [
        (Role::Field, "a b", "`a b` is not a Rust identifier"),
        (Role::Field, "", "`` is not a Rust identifier"),
        (Role::Field, "_", "`_` is not a Rust identifier"),
        (Role::Field, "x) -> (", "`x) -> (` is not a Rust identifier"),
        (
            Role::Field,
            "kept",
            "`kept` is reserved for the generated code",
        ),
        (
            Role::Operation,
            "Vec",
            "`Vec` is reserved for the generated code",
        ),
        (
            Role::Type,
            "runtime",
            "`runtime` is reserved for the generated code",
        ),
        (
            Role::Variant,
            "Self",
            "`Self` is reserved for the generated code",
        ),
    ] {
        let mut diagnostics = Diagnostics::default();
        let chosen = Spanned {
            value: text.to_owned(),
            place: Place::default(),
        };
        assign_first(
            role,
            &[NameRequest::new("plain", Some(&chosen))],
            &mut diagnostics,
        );
        let messages: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        assert_eq!(messages, [message]);
    }
}

/// Returns texts that are likely to have the same name.
fn texts() -> impl Strategy<Value = BTreeSet<String>> {
    let text = prop_oneof![
        "[aA][bB]?[-_ .]?[aA1]?",
        "\\PC{0,4}",
        "[kK]ept_?",
        "x?[0-9a-fX]{0,6}",
        "(Option|Self|Unknown)(Model|Value)?_?"
    ];
    proptest::collection::btree_set(text, 0..12)
}

proptest! {
    #[test]
    fn names_are_distinct_identifiers_whatever_the_order(
        (texts, shuffled) in texts().prop_flat_map(|texts| {
            let texts: Vec<String> = texts.into_iter().collect();
            (Just(texts.clone()), Just(texts).prop_shuffle())
        }),
        role in prop_oneof![
            Just(Role::Type),
            Just(Role::Operation),
            Just(Role::Variant),
            Just(Role::Field)
        ],
    ) {
        let map = |texts: &[String]| -> BTreeMap<String, String> {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            texts.iter().map(|text| (*text).to_owned()).zip(names(role, &texts)).collect()
        };
        let named = map(&texts);
        prop_assert_eq!(&named, &map(&shuffled));
        prop_assert_eq!(named.values().collect::<BTreeSet<_>>().len(), texts.len(), "{:?}", named);
        for name in named.values() {
            prop_assert!(is_identifier(name), "{}", name);
            prop_assert!(syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok(), "{}", name);
            prop_assert!(!super::spelling::is_reserved(role, name), "{}", name);
        }
    }
}
