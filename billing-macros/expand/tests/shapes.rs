//! The types that api-versions share.

use std::collections::BTreeMap;

use billing_macros_expand::{check, expand, parse};
use quote::quote;
use syn::Item;

/// The names of the types in each private module.
fn modules(definitions: &str) -> BTreeMap<String, Vec<String>> {
    let header = quote!(versions("1", "2", "3", "4"), runtime = crate::runtime);
    let parsed = parse(
        header,
        format!("mod definitions {{ {definitions} }}")
            .parse()
            .unwrap_or_default(),
    );
    let (checked, errors) = check(parsed.definitions);
    let errors: Vec<String> = parsed
        .errors
        .iter()
        .chain(&errors)
        .map(ToString::to_string)
        .collect();
    assert_eq!(errors, [""; 0], "{definitions}");
    let name = |item: &Item| match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    };
    expand(&checked)
        .into_iter()
        .filter_map(|item| match item {
            Item::Mod(module)
                if matches!(module.vis, syn::Visibility::Inherited)
                    && module.ident != "api_version"
                    && !module.ident.to_string().contains("_to_") =>
            {
                let (_, items) = module.content?;
                Some((
                    module.ident.to_string(),
                    items.iter().filter_map(name).collect(),
                ))
            }
            _ => None,
        })
        .collect()
}

/// The purpose of a case, its definitions, and the types of each module.
type Case = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

#[test]
fn a_shape_includes_the_shapes_it_refers_to() {
    let cases: &[Case] = &[
        (
            "nothing changes",
            "pub struct A { pub b: Option<B> } pub struct B {}",
            &[("all_versions", "A B")],
        ),
        (
            "a change splits what refers to it, and nothing else",
            "pub struct A { pub b: Option<Vec<B>> } pub struct B { #[versions(\"3\"..)] pub c: String } pub struct C {}",
            &[
                ("all_versions", "C"),
                ("before_3", "A B"),
                ("since_3", "A B"),
            ],
        ),
        (
            "the order of definitions does not matter",
            "pub struct B { #[versions(\"3\"..)] pub c: String } pub struct A { pub b: Option<Vec<B>> }",
            &[("before_3", "B A"), ("since_3", "B A")],
        ),
        (
            "changes far away come through",
            "pub struct A { pub b: B } pub struct B { pub c: C } pub struct C { pub d: D } pub enum D { One, #[versions(..\"2\")] Two }",
            &[("only_1", "A B C D"), ("since_2", "A B C D")],
        ),
        (
            "recursion ends, and a type that refers to itself is one",
            "pub struct A { pub a: Option<Box<A>>, pub b: Option<Box<B>> } pub struct B { pub a: Option<Box<A>> }",
            &[("all_versions", "A B")],
        ),
        (
            "a change in a ring is a change of the ring",
            "pub struct A { pub b: Option<Box<B>> } pub struct B { pub a: Option<Box<A>>, #[versions(\"4\"..)] pub c: String }",
            &[("before_4", "A B"), ("since_4", "A B")],
        ),
        (
            "a field that comes back makes the old shape again",
            "pub struct A { #[versions(..\"2\")] pub a: u8, #[versions(\"3\"..)] pub a: u8 }",
            &[("from_1_with_gaps_1", "A"), ("only_2", "A")],
        ),
        (
            "a field of another type does not",
            "pub struct A { #[versions(..\"2\")] pub a: u8, #[versions(\"3\"..)] pub a: u16 }",
            &[("only_1", "A"), ("only_2", "A"), ("since_3", "A")],
        ),
        (
            "a definition that comes back unchanged is the same type, whatever its docs say",
            "/// Old.\n #[versions(..\"2\")] pub struct A { pub a: u8 } /// New.\n #[versions(\"3\"..)] pub struct A { pub a: u8 }",
            &[("from_1_with_gaps_1", "A")],
        ),
        (
            "another attribute is another type",
            "#[versions(..\"2\")] pub struct A {} #[derive(Eq)] #[versions(\"2\"..)] pub struct A {}",
            &[("only_1", "A"), ("since_2", "A")],
        ),
        (
            "another wire name is another type",
            "#[versions(..\"2\")] pub struct A { pub a: u8 } #[versions(\"2\"..)] pub struct A { #[wire(\"b\")] pub a: u8 }",
            &[("only_1", "A"), ("since_2", "A")],
        ),
        (
            "the rules of a union are part of it",
            "pub struct A {} #[versions(..\"2\")] pub enum U { #[when(\"/k\" = \"a\")] A(A) } #[versions(\"2\"..)] pub enum U { #[when(\"/k\" = \"b\")] A(A) }",
            &[("all_versions", "A"), ("only_1", "U"), ("since_2", "U")],
        ),
        (
            "an operation splits by its output and its parameters",
            "pub struct A { #[versions(\"2\"..)] pub a: u8 } \
             #[operation(GET \"/\", id = \"O\", responses(200 = A))] pub struct O { #[versions(\"4\"..)] #[query] pub q: Option<u8> } \
             #[operation(GET \"/\", id = \"P\", responses(200))] pub struct P {}",
            &[
                ("only_1", "A"),
                ("operations_all_versions", "P"),
                ("operations_from_2_before_4", "O"),
                ("operations_only_1", "O"),
                ("operations_since_4", "O"),
                ("since_2", "A"),
            ],
        ),
    ];
    for (what, definitions, expected) in cases {
        let expected: BTreeMap<String, Vec<String>> = expected
            .iter()
            .map(|(module, types)| {
                (
                    module.to_string(),
                    types.split(' ').map(str::to_owned).collect(),
                )
            })
            .collect();
        assert_eq!(modules(definitions), expected, "{what}");
    }
}
