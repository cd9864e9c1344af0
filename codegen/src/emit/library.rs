//! Texts of the root module of a generated crate.

use super::{
    Conversion,
    clients::{self, Conditions},
    docs,
};
use crate::{history::History, words::listed};

/// Lints that the author of a workspace may have enabled for the code that people write. The default ones are not among them.
pub(super) const ALLOW: &str = "
#![allow(
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    elided_lifetimes_in_paths,
    let_underscore_drop,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unreachable_pub,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic,
    clippy::restriction,
    reason = \"it is generated\"
)]
";

/// The names that users of a crate need most often.
pub(super) const NAMES: &str = "
    Base64, Base64Url, Call, Date, DateTime, Decimal, DecimalText, Duration, Endpoint, HttpDate,
    Json, Kept, KeptItem, LocalDateTime, LongRunning, MissingMembers, MoveError, Nullable,
    Operation, Page, Paged, RequestError, UnixTime, Uuid, Version, decode, decode_fitting,
    decode_strict, encode,
";

/// The names that users need most often of the layer `http`.
pub(super) const HTTP_NAMES: &str = "
    ErrorBody, HttpCall, Reply, ResponseError, RetryAfter, ServiceError, ServiceFailure,
";

/// The functions beside the types of a document, whose names could be those of other items.
pub(super) const FUNCTIONS: &str = "decode, decode_fitting, decode_strict, encode";

/// The items for users in the root of a crate of one API, beside its types.
pub(super) fn exports_of(history: &History) -> String {
    let conditions = Conditions::Features;
    match history.is_unversioned {
        true => {
            let clients = clients::of_document("self::runtime", conditions);
            format!("pub use runtime::{{{FUNCTIONS}}};\n{clients}")
        }
        false => exports() + &clients::of_versions(history, "crate::runtime", conditions),
    }
}

/// The `pub use` items of a crate's root.
pub(super) fn exports() -> String {
    format!(
        "\
pub use runtime::{{{NAMES}}};

#[cfg(feature = \"patterns\")]
pub use runtime::Check;

#[cfg(feature = \"http\")]
pub use runtime::{{{HTTP_NAMES}}};

#[cfg(any(feature = \"client\", feature = \"blocking\"))]
pub use runtime::client;
"
    )
}

/// The part of the docs of one API that names the modules of its api-versions, where all of them are compiled.
pub(super) fn version_modules(history: &History) -> String {
    let mut out = "//!\n//! | api-version | module |\n//! | --- | --- |\n".to_owned();
    for api_version in &history.api_versions {
        let module = history.version_module(api_version);
        let name = docs::title(api_version).replace('|', "\\|");
        out.push_str(&format!("//! | {name} | [`{module}`] |\n"));
    }
    out
}

/// The part of the crate's docs that holds for every type.
pub(super) fn promises<'h>(histories: impl IntoIterator<Item = &'h History>) -> String {
    let (mut has_several, mut is_unversioned) = (false, false);
    for history in histories {
        has_several |= history.api_versions.len() > 1;
        is_unversioned |= history.is_unversioned;
    }
    let sharing = if has_several { SHARING } else { "" };
    // A document can have a type of the same name.
    let values = match is_unversioned {
        true => VALUES_IN_RUNTIME,
        false => VALUES,
    };
    format!("{sharing}{PROMISES}{values}")
}

/// The promise of a history of several api-versions.
const SHARING: &str = "\
//!
//! A type that is the same in two api-versions is one Rust type.
";

const PROMISES: &str = "\
//!
//! - Decoding a value and encoding it again gives the same JSON value: the same fields, the same digits (`2.00` stays
//!   `2.00`), the same strings.
//! - Data that the documents do not list is preserved and encoded again: unknown fields, unknown values of an
//!   enumeration, dates that do not exist, and nulls and scalars that do not fit the type of their field. `kept()` lists
//!   it; [`decode_strict`] refuses it.
//! - A value of another kind (an object for a string), a missing required field and a repeated field are errors that
//!   name the type and the JSON path.
";

const VALUES: &str = "\
//! - Decimal numbers are [`Decimal`], timestamps [`DateTime`] and dates [`Date`]. Each holds the text that the service
//!   sent and is compared by value.";

const VALUES_IN_RUNTIME: &str = "\
//! - Decimal numbers are [`runtime::Decimal`], timestamps [`runtime::DateTime`] and dates [`runtime::Date`]. Each holds
//!   the text that the service sent and is compared by value.";

/// The sentence on conversions of these values, for a crate that has some behind features.
pub(super) fn conversions(conversions: &[Conversion]) -> String {
    let names: Vec<_> = conversions
        .iter()
        .map(|conversion| format!("`{}`", conversion.name()))
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => {
            format!("\n//!   The cargo feature {only}, which is on by default, converts them.")
        }
        _ => format!(
            "\n//!   The cargo features {}, which are on by default, convert them.",
            listed(&names)
        ),
    }
}

/// The sentence on conversions of these values, for a module that always has them.
pub(super) fn conversions_of_module(conversions: &[Conversion]) -> String {
    let names: Vec<_> = conversions
        .iter()
        .map(|conversion| format!("`{}`", conversion.name()))
        .collect();
    match names.as_slice() {
        [] => String::new(),
        names => format!(
            "\n//!   They convert to and from the types of {}.",
            listed(names)
        ),
    }
}
