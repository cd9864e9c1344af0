//! The root module of a generated crate.

use billing_macros_expand::version_module_name;

use super::{Conversion, docs, feature, module_of};
use crate::{history::History, output::MARK, words::listed};

/// The text of `lib.rs`.
pub(super) fn text(histories: &[History], crate_name: &str) -> String {
    let titles: Vec<_> = histories
        .iter()
        .map(|history| docs::title(history.title.as_deref().unwrap_or(&history.service)))
        .collect();
    let mut out = format!(
        "{MARK}\n\
         #![cfg_attr(docsrs, feature(doc_cfg))]\n\
         \n\
         //! Types and operations of {}, for every documented api-version.\n\
         //!\n\
         //! | api-version | module | cargo feature |\n\
         //! | --- | --- | --- |\n",
        listed(&titles)
    );
    for history in histories {
        let module = module_of(history);
        for (index, api_version) in history.api_versions.iter().enumerate() {
            let default = if index + 1 == history.api_versions.len() {
                ", on by default"
            } else {
                ""
            };
            out.push_str(&format!(
                "//! | {} {api_version} | `{crate_name}::{module}::{}` | `{}`{default} |\n",
                history.service,
                version_module_name(api_version),
                feature(&history.service, api_version),
            ));
        }
    }
    out.push_str(PROMISES);
    out.push_str(CONVERSIONS);
    out.push_str("\npub mod runtime;\n");
    for history in histories {
        // A formatter of the workspace must not touch what `check` compares.
        out.push_str(&format!(
            "\n#[rustfmt::skip]\npub mod {};\n",
            module_of(history)
        ));
    }
    out.push('\n');
    out.push_str(&exports());
    out
}

/// What a user of the crate names often.
pub(super) const NAMES: &str = "
    Base64, Base64Url, Call, Date, DateTime, Decimal, DecimalText, Duration, Endpoint, HttpDate,
    Json, Kept, KeptItem, LocalDateTime, LongRunning, MissingMembers, MoveError, Nullable,
    Operation, Page, Paged, RequestError, UnixTime, Uuid, Version, decode, decode_strict, encode,
";

/// The same of what goes on top of `http`.
pub(super) const HTTP_NAMES: &str =
    "ErrorBody, HttpCall, Reply, ResponseError, RetryAfter, ServiceError";

/// What a crate exports of its runtime.
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

/// What a reader of the crate's docs has to know about every type.
pub(super) const PROMISES: &str = "\
//!
//! A type that did not change from one api-version to the next is the same type in both.
//!
//! - Reading a value and writing it gives the same JSON value: the same members, numbers by their text (`2.00` stays
//!   `2.00`), strings by their content.
//! - What the documents do not foresee is kept and written back: an unlisted member, an unlisted value of an
//!   enumeration, a date that no calendar has, a null or a scalar that its member cannot hold. `kept()` of a value lists
//!   all of it; [`decode_strict`] refuses it.
//! - A container where none belongs, a missing required member and a repeated member are errors that name the type and
//!   the path.
//! - Money is a [`Decimal`], an instant a [`DateTime`], a day a [`Date`]: the text as the service sent it, compared by
//!   value.";

/// What becomes of these values elsewhere, in a crate that converts to some.
pub(super) fn conversions(conversions: &[Conversion]) -> String {
    let names: Vec<_> = conversions
        .iter()
        .map(|conversion| format!("`{}`", conversion.name()))
        .collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!(" The feature {only} converts them; it is on by default."),
        _ => format!(
            " The features {} convert them; they are on by default.",
            listed(&names)
        ),
    }
}

/// What becomes of these values elsewhere, where it always does.
pub(super) fn conversions_of_module(conversions: &[Conversion]) -> String {
    let names: Vec<_> = conversions
        .iter()
        .map(|conversion| format!("`{}`", conversion.name()))
        .collect();
    match names.as_slice() {
        [] => String::new(),
        names => format!(" They convert to and from values of {}.", listed(names)),
    }
}

/// What becomes of these values elsewhere.
const CONVERSIONS: &str = " The features `rust_decimal`, `time`, `chrono` and `jiff` convert them; the first two are on by default.\n";
