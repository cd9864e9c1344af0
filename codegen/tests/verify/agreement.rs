//! The findings of `verify` agree with the behaviour of the types of `billing-api`, for the fragments' examples and for
//! mutations of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::LazyLock,
};

use billing_api::{
    azure::{v2017_02_27_preview, v2020_05_01, v2024_04_01, v2024_08_01_preview},
    partner_center::v1,
    runtime::{Value, decode, decode_strict, encode},
};
use billing_codegen::{
    diagnostic::{Diagnostics, Place},
    load::Specs,
    model::{Constraints, Model, PastNames, Type, TypedSchema},
    openapi::{Direction, Document},
    source::{Members, Node, Workspace},
    verify::{Effect, Expected, Reading, Role, read},
};
use proptest::{prelude::*, sample::Index};

/// Reads JSON as a generated type. Returns the paths of the kept parts, or nothing if the type refuses the JSON.
type Decode = fn(&str) -> Option<Vec<String>>;

fn kept<T: Value>(json: &str) -> Option<Vec<String>> {
    let value: T = decode(json.as_bytes()).ok()?;
    let kept = match decode_strict::<T>(json.as_bytes()) {
        Ok(_) => Vec::new(),
        Err(error) => error.kept().to_vec(),
    };
    let paths: Vec<String> = kept.into_iter().map(|item| item.path).collect();
    // Another spelling of the whole is not remembered.
    if !paths.contains(&String::new()) {
        let written: serde_json::Value = serde_json::from_slice(&encode(&value).unwrap()).unwrap();
        assert_eq!(
            written,
            serde_json::from_str::<serde_json::Value>(json).unwrap()
        );
    }
    Some(paths)
}

macro_rules! types {
    ($($version:literal $module:ident: $($name:ident)*;)*) => {
        BTreeMap::from([$($((($version, stringify!($name)), kept::<$module::$name> as Decode)),*),*])
    };
}

/// The types of response bodies.
static TYPES: LazyLock<BTreeMap<(&str, &str), Decode>> = LazyLock::new(|| {
    types! {
        "2017-02-27-preview" v2017_02_27_preview: ErrorResponse Invoice InvoicesListResult OperationListResult;
        "2020-05-01" v2020_05_01: DownloadUrl ErrorResponse Invoice InvoiceListResult TransactionListResult;
        "2024-04-01" v2024_04_01: DocumentDownloadResult ErrorResponse Invoice InvoiceListResult TransactionListResult TransactionSummary;
        "2024-08-01-preview" v2024_08_01_preview: DocumentDownloadResult ErrorResponse Invoice InvoiceListResult OperationStatusResult PaynowEligibilityResult TransactionListResult TransactionSummary;
        "v1" v1: Invoice InvoiceCollection InvoiceLineItemCollection;
    }
});

/// Model and examples of an api-version. Each example has its type.
struct Fragments {
    version: String,
    model: Model,
    examples: Vec<(String, Node)>,
}

static FRAGMENTS: LazyLock<Vec<Fragments>> = LazyLock::new(|| {
    let mut workspace = Workspace::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"));
    let mut diagnostics = Diagnostics::default();
    let specs = Specs::discover(&workspace, &mut diagnostics);
    let versions = specs.services.into_iter().flat_map(|it| it.versions);
    let known: BTreeSet<&str> = TYPES.keys().map(|(version, _)| *version).collect();
    // The types of a newer api-version are not listed here before somebody adds them.
    let (listed, newer): (Vec<_>, Vec<_>) =
        versions.partition(|version| known.contains(version.name.as_str()));
    assert_eq!(listed.len(), known.len(), "beside {newer:?}");
    listed
        .into_iter()
        .map(|version| {
            let (document, values) =
                Document::read_with_examples(&mut workspace, &version, &mut diagnostics);
            let schemas: Vec<_> = values.values.iter().map(|shown| shown.schema).collect();
            let (model, typed) = Model::with_schemas(
                &document,
                &schemas,
                &mut PastNames::default(),
                &mut diagnostics,
            );
            let examples = values
                .values
                .iter()
                .zip(typed)
                .filter_map(|(shown, typed)| {
                    let is_body = shown.direction == Direction::Response;
                    match typed.ty {
                        Type::Named(name) if is_body => Some((name, shown.value.clone())),
                        _ => None,
                    }
                });
            Fragments {
                version: version.name,
                examples: examples.collect(),
                model,
            }
        })
        .collect()
});

fn verify(model: &Model, name: &str, value: &Node) -> Reading {
    let typed = TypedSchema {
        ty: Type::Named(name.to_owned()),
        constraints: Constraints::default(),
        place: Place::default(),
    };
    let expected = Expected {
        typed: &typed,
        direction: Direction::Response,
        role: Role::Body,
    };
    read(model, expected, value)
}

/// Returns true if a path is equal to `outer` or inside of it.
fn is_within(path: &str, outer: &str) -> bool {
    let rest = path.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || outer.is_empty() || rest.starts_with(['.', '[']))
}

/// Compares the findings of `verify` with the behaviour of the type.
fn agree(reading: &Reading, done: Option<Vec<String>>) -> Result<(), String> {
    let found = || reading.mismatches.iter();
    match done {
        None if !reading.is_refused => Err("it is refused, and verify would read it".to_owned()),
        None if !found().any(|one| one.effect == Effect::Refused) => {
            Err("it is refused, and verify does not say why".to_owned())
        }
        None => Ok(()),
        Some(_) if reading.is_refused => Err("it is read, and verify refuses it".to_owned()),
        Some(kept) => {
            let kept: BTreeSet<String> = kept.into_iter().collect();
            let said: BTreeSet<String> = reading.kept.iter().cloned().collect();
            if kept != said {
                return Err(format!("{kept:?} are kept, and verify says {said:?}"));
            }
            // One misfit element keeps the whole list, so a finding can be inside of a kept part.
            let about = |path: &String| found().any(|one| is_within(&one.path, path));
            if let Some(path) = kept.iter().find(|path| !about(path)) {
                return Err(format!("`{path}` is kept, and verify finds nothing there"));
            }
            let is_kept = |path: &str| kept.iter().any(|outer| is_within(path, outer));
            match found().find(|one| one.effect != Effect::Unnoticed && !is_kept(&one.path)) {
                Some(one) => Err(format!("nothing is kept at `{}`: {}", one.path, one.what)),
                None => Ok(()),
            }
        }
    }
}

fn check(fragments: &Fragments, name: &str, value: &Node) -> Result<(), String> {
    let decode = TYPES
        .get(&(fragments.version.as_str(), name))
        .ok_or_else(|| format!("`{name}` of {} is not among the types", fragments.version))?;
    let json = value.to_json(false);
    let reading = verify(&fragments.model, name, value);
    agree(&reading, decode(&json))
        .map_err(|problem| format!("{problem}\n{name} {json}\n{:#?}", reading.mismatches))
}

#[test]
fn documented_examples() {
    let mut count = 0;
    for fragments in FRAGMENTS.iter() {
        for (name, value) in &fragments.examples {
            count += 1;
            if let Err(problem) = check(fragments, name, value) {
                panic!("{problem}");
            }
        }
    }
    assert!(count > 10, "only {count} examples");
}

/// A mutation of a part of a value.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Replace(Node),
    Remove,
    Rename(String),
    Add(String, Node),
    Wrap,
}

fn scalar() -> impl Strategy<Value = Node> {
    let texts = [
        "",
        "x",
        "PastDue",
        "Paid",
        "USD",
        "2018-02-30",
        "2018-02-28",
        "2018-02-30T17:32:28Z",
        "2018-02-28T17:32:28Z",
        "2016-03-11T00:00:00",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "P1D",
        "12.50",
    ];
    let numbers = [
        "0",
        "-1",
        "9.0",
        "2.00",
        "1e3",
        "2147483648",
        "99999999999999999999",
        "0.1",
        "-475.0",
    ];
    prop_oneof![
        Just(Node::Null),
        any::<bool>().prop_map(Node::Bool),
        proptest::sample::select(numbers.to_vec()).prop_map(|text| Node::Number(text.to_owned())),
        proptest::sample::select(texts.to_vec()).prop_map(|text| Node::String(text.to_owned())),
    ]
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    let name = proptest::sample::select(vec!["kind", "a.b", "", "value", "Status", "properties"]);
    let node = prop_oneof![
        4 => scalar(),
        1 => Just(Node::Mapping(Members::new())),
        1 => Just(Node::Sequence(Vec::new())),
        1 => scalar().prop_map(|one| Node::Sequence(vec![one])),
        1 => scalar().prop_map(|one| Node::Mapping([("a".to_owned(), one)].into_iter().collect())),
    ];
    prop_oneof![
        6 => node.clone().prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => name.clone().prop_map(|name| Change::Rename(name.to_owned())),
        2 => (name, node).prop_map(|(name, node)| Change::Add(name.to_owned(), node)),
        1 => Just(Change::Wrap),
    ]
}

/// Counts the parts of a value, including itself.
pub(crate) fn count_parts(node: &Node) -> usize {
    1 + match node {
        Node::Sequence(elements) => elements.iter().map(count_parts).sum(),
        Node::Mapping(members) => members.values().map(count_parts).sum(),
        _ => 0,
    }
}

/// Applies a mutation to one part of a value. Parts are counted in text order.
pub(crate) fn apply_change(node: &Node, part: &mut usize, change: &Change) -> Option<Node> {
    if *part == 0 {
        *part = usize::MAX;
        return match change {
            Change::Replace(node) => Some(node.clone()),
            Change::Remove => None,
            Change::Wrap => Some(Node::Sequence(vec![node.clone()])),
            Change::Add(name, value) => match node {
                Node::Mapping(members) => {
                    let mut members = members.clone();
                    members.insert(name.clone(), value.clone());
                    Some(Node::Mapping(members))
                }
                Node::Sequence(elements) => {
                    let mut elements = elements.clone();
                    elements.push(value.clone());
                    Some(Node::Sequence(elements))
                }
                _ => Some(value.clone()),
            },
            Change::Rename(_) => Some(node.clone()),
        };
    }
    *part = part.saturating_sub(usize::from(*part != usize::MAX));
    Some(match node {
        Node::Sequence(elements) => Node::Sequence(
            elements
                .iter()
                .filter_map(|element| apply_change(element, part, change))
                .collect(),
        ),
        Node::Mapping(members) => Node::Mapping(
            members
                .iter()
                .filter_map(|(name, value)| {
                    let name = match (*part, change) {
                        (0, Change::Rename(other)) => other,
                        _ => name,
                    };
                    Some((name.clone(), apply_change(value, part, change)?))
                })
                .collect(),
        ),
        other => other.clone(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_examples(
        version in any::<Index>(),
        example in any::<Index>(),
        changes in proptest::collection::vec((any::<Index>(), change()), 1..4),
    ) {
        let fragments = version.get(&FRAGMENTS);
        let (name, value) = example.get(&fragments.examples);
        let mut value = value.clone();
        for (part, change) in &changes {
            let mut part = part.index(count_parts(&value));
            value = apply_change(&value, &mut part, change).unwrap_or(Node::Null);
        }
        if let Err(problem) = check(fragments, name, &value) {
            prop_assert!(false, "{problem}");
        }
    }
}
