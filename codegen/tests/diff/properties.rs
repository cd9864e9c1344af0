//! Properties of all comparisons.

use std::collections::BTreeMap;

use billing_codegen::diff::{Check, Class, Format, Report};
use proptest::prelude::*;

use crate::{
    checks::{cases, document},
    compare,
    golden::specs,
};

/// Counts the findings of each check. With `mirrored` a finding counts for the mirror of its check.
fn count_findings(report: &Report, mirrored: bool) -> BTreeMap<&'static str, usize> {
    let mut counted = BTreeMap::new();
    for finding in report.findings() {
        let check = finding.change.check;
        if check == Check::ApiVersionReversed {
            // An api-version that goes forward is no change.
            continue;
        }
        let reported = if mirrored { check.mirror() } else { check };
        *counted.entry(reported.id()).or_default() += 1 + finding.change.also.len();
    }
    counted
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for (_, _, at, old, new) in cases() {
        for text in [old, new] {
            let text = document(*at, text);
            assert_eq!(compare(&text, &text).findings().count(), 0, "{text}");
        }
    }
    for version in [
        "azure/2017-02-27-preview",
        "azure/2020-05-01",
        "azure/2024-04-01",
        "v1",
    ] {
        assert_eq!(specs(version, version).findings().count(), 0, "{version}");
    }
}

#[test]
fn the_reverse_comparison_is_mirrored() {
    for (id, _, at, old, new) in cases() {
        let (old, new) = (document(*at, old), document(*at, new));
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        assert_eq!(
            count_findings(&there, true),
            count_findings(&back, false),
            "{id}\n{old}\n{new}"
        );
    }
    let versions = [
        "azure/2017-02-27-preview",
        "azure/2020-05-01",
        "azure/2024-04-01",
        "v1",
    ];
    for old in versions {
        for new in versions {
            let (there, back) = (specs(old, new), specs(new, old));
            assert_eq!(
                count_findings(&there, true),
                count_findings(&back, false),
                "{old} {new}"
            );
        }
    }
}

#[test]
fn mirroring_twice_is_the_identity() {
    for check in billing_codegen::diff::Check::ALL {
        assert_eq!(check.mirror().mirror(), *check);
    }
}

#[test]
fn breaking_changes_come_first_and_runs_agree() {
    let report = specs("azure/2017-02-27-preview", "azure/2024-04-01");
    let classes: Vec<Class> = report
        .findings()
        .map(|finding| finding.change.on_the_wire)
        .collect();
    assert!(classes.is_sorted(), "{classes:?}");
    assert!(classes.contains(&Class::Breaking) && classes.contains(&Class::Compatible));
    let again = specs("azure/2017-02-27-preview", "azure/2024-04-01");
    for format in [Format::Text, Format::Markdown, Format::Json] {
        assert_eq!(
            report.to_string(format, true),
            again.to_string(format, true)
        );
    }
}

/// Returns a strategy for schemas of objects, a few levels deep.
fn schema() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("{ type: string }".to_owned()),
        Just("{ type: string, nullable: true }".to_owned()),
        Just("{ type: string, format: date }".to_owned()),
        Just("{ type: integer, minimum: 3 }".to_owned()),
        Just("{ type: number }".to_owned()),
        Just("{ type: string, enum: [x, y] }".to_owned()),
        Just("{ type: string, enum: [y, z] }".to_owned()),
        Just("{}".to_owned()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_map(|items| format!("{{ type: array, items: {items} }}")),
            inner
                .clone()
                .prop_map(|values| format!("{{ type: object, additionalProperties: {values} }}")),
            (
                prop::collection::btree_map("[a-c]", inner, 1..4),
                any::<bool>()
            )
                .prop_map(|(members, required)| {
                    let first = members.keys().next().cloned().unwrap_or_default();
                    let members: Vec<_> = members
                        .iter()
                        .map(|(name, schema)| format!("{name}: {schema}"))
                        .collect();
                    let required = if required {
                        format!("required: [{first}], ")
                    } else {
                        String::new()
                    };
                    format!(
                        "{{ type: object, {required}properties: {{ {} }} }}",
                        members.join(", ")
                    )
                }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_two_documents_are_mirrored(old in schema(), new in schema()) {
        let (old, new) = (document(crate::checks::At::Both, &old), document(crate::checks::At::Both, &new));
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        prop_assert_eq!(count_findings(&there, true), count_findings(&back, false));
        prop_assert_eq!(there.findings().count() == 0, back.findings().count() == 0);
    }
}
