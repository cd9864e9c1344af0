//! The cost of many api-versions.

use std::fmt::Write;
use std::time::{Duration, Instant};

use billing_macros_expand::versioned;
use proc_macro2::{Delimiter, TokenTree};

/// Sixty api-versions of six hundred definitions, each of which refers to the next, and a change at the far end of the
/// chain in each api-version.
#[test]
fn many_definitions_in_many_versions_expand_quickly() {
    let versions: Vec<String> = (0..60)
        .map(|year| format!("\"{}-01-01\"", 1960 + year))
        .collect();
    let mut module = "mod definitions {".to_owned();
    for index in 0..600 {
        let next = (index + 1) % 600;
        write!(
            module,
            "pub struct T{index} {{ pub next: Option<Box<T{next}>>, "
        )
        .unwrap();
        for field in 0..8 {
            write!(module, "pub field_{field}: Option<String>, ").unwrap();
        }
        if index % 100 == 99 {
            for (number, version) in versions.iter().enumerate().skip(1).step_by(20) {
                write!(
                    module,
                    "#[versions({version}..)] pub since_{number}: Option<String>, "
                )
                .unwrap();
            }
        }
        module.push_str("} ");
    }
    module.push('}');
    let header = format!(
        "versions({}), runtime = crate::runtime",
        versions.join(", ")
    )
    .parse()
    .unwrap();

    let start = Instant::now();
    let tokens = versioned(header, module.parse().unwrap());
    let taken = start.elapsed();
    // All definitions are one ring: a change of one is a change of all. Three changes, so four shapes of each, and three steps
    // between them; `latest`, `version`, `api_version` and `any` are one module each.
    let modules = tokens.into_iter().filter(
        |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    );
    assert_eq!(modules.count(), 60 + 4 + 3 + 4);
    assert!(taken < Duration::from_secs(20), "{taken:?}");
}
