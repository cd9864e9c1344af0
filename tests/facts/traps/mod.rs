//! The traps that the APIs and their documents hold, each as a case of its own with a payload or with what the model and
//! the operations say. Every trap has a number, so that none can be forgotten; a case is named after its own.

mod dates;
mod documentation;
mod enumerations;
mod identifiers;
mod numbers;
mod paging;
mod presence;
mod structure;

use billing_api::{Operation, Version, runtime::Location};

/// How many traps are known.
const TRAPS: u32 = 68;

/// The traps that nothing here can fall into, and why.
const ELSEWHERE: &[(u32, &str)] = &[
    (
        48,
        "the order of query parameters in a URL matters to who compares URLs, not to a request value",
    ),
    (58, "about calls of other SDKs that do not compile"),
    (62, "about which agreements an operation is offered for"),
    (
        68,
        "about how the fragments were written: not from the reference pages alone",
    ),
];

/// The modules with the cases.
const CASES: &[&str] = &[
    include_str!("dates.rs"),
    include_str!("documentation.rs"),
    include_str!("enumerations.rs"),
    include_str!("identifiers.rs"),
    include_str!("numbers.rs"),
    include_str!("paging.rs"),
    include_str!("presence.rs"),
    include_str!("structure.rs"),
    // Where links are followed.
    include_str!("../../http/paging.rs"),
];

#[test]
fn every_trap_is_met_exactly_once() {
    let mut met: Vec<u32> = CASES.iter().flat_map(|source| cases(source)).collect();
    met.extend(ELSEWHERE.iter().map(|(number, _)| number));
    met.sort_unstable();
    assert_eq!(met, (1..=TRAPS).collect::<Vec<u32>>());
}

/// The numbers of the tests of a module that are named after a trap.
fn cases(source: &str) -> Vec<u32> {
    let lines: Vec<&str> = source.lines().collect();
    let number = |pair: &[&str]| {
        let name = pair[1].strip_prefix("fn trap_")?;
        let (number, _) = name.split_once('_')?;
        assert_eq!(pair[0], "#[test]", "{name} is no test");
        number.parse().ok()
    };
    lines.windows(2).filter_map(number).collect()
}

/// An object whose member `properties` is this.
fn resource(properties: &str) -> String {
    format!(r#"{{"properties":{properties}}}"#)
}

/// What an operation says about its parameters: wire name, location, whether it is required.
fn parameters<V: Version, O: Operation<V>>() -> Vec<(&'static str, Location, bool)> {
    O::PARAMETERS
        .iter()
        .map(|parameter| (parameter.name, parameter.location, parameter.required))
        .collect()
}

/// The wire names of the query parameters of an operation, the one with the api-version aside.
fn query<V: Version, O: Operation<V>>() -> Vec<&'static str> {
    let query = parameters::<V, O>()
        .into_iter()
        .filter(|(_, location, _)| *location == Location::Query);
    query.map(|(name, ..)| name).collect()
}

/// The method and path of an operation.
fn place<V: Version, O: Operation<V>>() -> (&'static str, &'static str) {
    (O::METHOD, O::PATH)
}

/// The type of an operation's result.
fn output<V: Version, O: Operation<V>>() -> std::any::TypeId
where
    O::Output: 'static,
{
    std::any::TypeId::of::<O::Output>()
}
