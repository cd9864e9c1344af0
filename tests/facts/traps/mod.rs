//! Traps of the APIs and their documents: contradictions between sources, and payloads that a plain reading of the
//! documents would refuse or alter. Each trap of `table.rs` has a test with a payload, or with facts of the model and
//! the operations.

mod dates;
mod documentation;
mod enumerations;
mod identifiers;
mod numbers;
mod paging;
mod presence;
mod structure;
mod table;

use std::collections::BTreeSet;

use billing_api::{Operation, Version, runtime::Location};

/// A trap and its test.
struct Case {
    module: &'static str,
    test: &'static str,
    trap: &'static str,
}

/// The modules that consist of tests of traps.
const MODULES: &[(&str, &str)] = &[
    ("dates", include_str!("dates.rs")),
    ("documentation", include_str!("documentation.rs")),
    ("enumerations", include_str!("enumerations.rs")),
    ("identifiers", include_str!("identifiers.rs")),
    ("numbers", include_str!("numbers.rs")),
    ("paging", include_str!("paging.rs")),
    ("presence", include_str!("presence.rs")),
    ("structure", include_str!("structure.rs")),
];

/// The modules with tests of traps among other tests: the tests that follow links.
const OTHERS: &[(&str, &str)] = &[("http/paging", include_str!("../../http/paging.rs"))];

#[test]
fn each_trap_has_one_test() {
    let listed: BTreeSet<_> = table::CASES
        .iter()
        .map(|case| (case.module, case.test))
        .collect();
    assert_eq!(listed.len(), table::CASES.len(), "a test is listed twice");
    let mut found: BTreeSet<_> = MODULES.iter().flat_map(tests).collect();
    found.extend(
        OTHERS
            .iter()
            .flat_map(tests)
            .filter(|test| listed.contains(test)),
    );
    assert_eq!(found, listed);
}

#[test]
fn each_trap_is_described_once() {
    let mut described = BTreeSet::new();
    let cases = table::CASES.iter().map(|case| case.trap);
    for trap in cases.chain(table::WITHOUT_A_TEST.iter().map(|(trap, _)| *trap)) {
        assert!(trap.ends_with('.'), "{trap}");
        assert!(described.insert(trap), "{trap}");
    }
    assert!(
        table::WITHOUT_A_TEST
            .iter()
            .all(|(_, reason)| reason.ends_with('.'))
    );
}

/// Returns the tests of a module, each with the name of the module.
fn tests<'s>((module, source): &'s (&'s str, &'s str)) -> Vec<(&'s str, &'s str)> {
    let lines: Vec<&str> = source.lines().collect();
    let name = |pair: &[&'s str]| {
        let name = pair[1].strip_prefix("fn ")?;
        let (name, _) = name.split_once('(')?;
        (pair[0] == "#[test]").then_some((*module, name))
    };
    lines.windows(2).filter_map(name).collect()
}

/// Returns an object with these `properties`.
fn resource(properties: &str) -> String {
    format!(r#"{{"properties":{properties}}}"#)
}

/// Returns the parameters of an operation: wire name, location, and `true` if it is required.
fn parameters<V: Version, O: Operation<V>>() -> Vec<(&'static str, Location, bool)> {
    O::PARAMETERS
        .iter()
        .map(|parameter| (parameter.name, parameter.location, parameter.required))
        .collect()
}

/// Returns the wire names of the query parameters of an operation, without `api-version`.
fn query<V: Version, O: Operation<V>>() -> Vec<&'static str> {
    let query = parameters::<V, O>()
        .into_iter()
        .filter(|(_, location, _)| *location == Location::Query);
    query.map(|(name, ..)| name).collect()
}

/// Returns method and path of an operation.
fn place<V: Version, O: Operation<V>>() -> (&'static str, &'static str) {
    (O::METHOD, O::PATH)
}

/// Returns the type of an operation's result.
fn output<V: Version, O: Operation<V>>() -> std::any::TypeId
where
    O::Output: 'static,
{
    std::any::TypeId::of::<O::Output>()
}
