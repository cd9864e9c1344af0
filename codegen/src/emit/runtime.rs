//! The module that goes with generated code, as text: [`crate::runtime`], file by file.

mod foreign;
mod inline;

pub(super) use inline::content;

use super::{Conversion, MARK};
use crate::history::Foreign;

/// What goes on top of the types, where somebody wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Requests and responses of the crate `http`.
    Http,
    /// A client without blocking, on `reqwest` and `tokio`; has [`Layer::Http`] in it.
    Client,
    /// A client that blocks, on `ureq`; has [`Layer::Http`] in it.
    Blocking,
    /// Credentials of the crate `azure_core`; has [`Layer::Client`] in it.
    AzureIdentity,
    /// Checks of documented patterns, with `regex-lite`.
    Patterns,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Http,
        Self::Client,
        Self::Blocking,
        Self::AzureIdentity,
        Self::Patterns,
    ];

    /// The cargo features that have it in a crate.
    pub(super) fn features(self) -> &'static [&'static str] {
        match self {
            Self::Http => &["http"],
            Self::Client => &["http", "client"],
            Self::Blocking => &["http", "blocking"],
            Self::AzureIdentity => &["http", "client", "azure-identity"],
            Self::Patterns => &["patterns"],
        }
    }
}

macro_rules! embedded {
    ($($path:literal)*) => { &[$(($path, include_str!(concat!("../runtime/", $path)))),*] };
}

/// The files of the runtime by path from its folder.
const FILES: &[(&str, &str)] = embedded![
    "api_version.rs"
    "base64.rs"
    "calendar.rs"
    "convert.rs"
    "date.rs"
    "date_time.rs"
    "decimal.rs"
    "decimal_text.rs"
    "decode.rs"
    "duration.rs"
    "enumeration.rs"
    "http_date.rs"
    "implement.rs"
    "json.rs"
    "json/node.rs"
    "json/tape.rs"
    "json/text.rs"
    "json/write.rs"
    "kept.rs"
    "lineage.rs"
    "local_date_time.rs"
    "mod.rs"
    "model.rs"
    "moves.rs"
    "operation.rs"
    "operation/endpoint.rs"
    "operation/error.rs"
    "operation/facts.rs"
    "operation/parts.rs"
    "operation/received.rs"
    "operation/text.rs"
    "order.rs"
    "path.rs"
    "plain.rs"
    "scalar.rs"
    "source.rs"
    "source/stream.rs"
    "source/text.rs"
    "step.rs"
    "text_value.rs"
    "through_serde.rs"
    "tuple.rs"
    "union.rs"
    "unix_time.rs"
    "uuid.rs"
    "value.rs"
];

/// The conversions to and from the values of another crate.
const CONVERSIONS: &[(&str, &str)] =
    embedded!["convert/rust_decimal.rs" "convert/time.rs" "convert/chrono.rs" "convert/jiff.rs"];

/// What all conversions share.
const FOREIGN: (&str, &str) = (
    "convert/foreign.rs",
    include_str!("../runtime/convert/foreign.rs"),
);

/// What goes on top of it behind a feature.
struct Part {
    /// Which features it is behind, as `cfg` has it.
    features: &'static str,
    files: &'static [(&'static str, &'static str)],
    /// What `mod.rs` says of it.
    module: &'static str,
}

const PARTS: &[Part] = &[
    Part {
        features: "feature = \"http\"",
        files: embedded!["http.rs" "http/reply.rs" "http/retry_after.rs"],
        module: "pub mod http;\n\n#[cfg(feature = \"http\")]\n#[doc(inline)]\npub use self::http::{\n    ErrorBody, HttpCall, Reply, ResponseError, RetryAfter, ServiceError, Unreadable,\n};\n",
    },
    Part {
        features: "any(feature = \"client\", feature = \"blocking\")",
        files: embedded![
            "client.rs"
            "client/asynchronous.rs"
            "client/azure_identity.rs"
            "client/blocking.rs"
            "client/blocking/pages.rs"
            "client/blocking/poller.rs"
            "client/blocking/ureq.rs"
            "client/credential.rs"
            "client/error.rs"
            "client/exchange.rs"
            "client/link.rs"
            "client/pages.rs"
            "client/paging.rs"
            "client/poller.rs"
            "client/polling.rs"
            "client/reqwest.rs"
            "client/retry.rs"
            "client/settings.rs"
            "client/transport.rs"
        ],
        module: "pub mod client;\n",
    },
    Part {
        features: "feature = \"patterns\"",
        files: embedded!["patterns.rs"],
        module: "pub mod patterns;\n\n#[cfg(feature = \"patterns\")]\n#[doc(inline)]\npub use self::patterns::Check;\n",
    },
];

/// The files of the runtime by path from its folder, with conversions for the named crates behind features of their names,
/// and always for those whose types are in use.
pub(super) fn files(conversions: &[Conversion], foreign: &Foreign) -> Vec<(String, String)> {
    let conversions = foreign::converted(conversions, foreign);
    let part = |part: &Part| format!("\n#[cfg({})]\n{}", part.features, part.module);
    let mut modules: String = PARTS.iter().map(part).collect();
    modules.extend(foreign::modules(&conversions, foreign));
    let own = FILES.iter().map(|(path, text)| {
        let more = if *path == "mod.rs" {
            modules.as_str()
        } else {
            ""
        };
        ((*path).to_owned(), format!("{MARK}\n{text}{more}"))
    });
    let on_top = PARTS.iter().flat_map(|part| part.files);
    let on_top = on_top.chain(conversions.iter().map(|one| one.file));
    let shared = (!conversions.is_empty()).then_some(&FOREIGN);
    let on_top = on_top
        .chain(shared)
        .map(|(path, text)| ((*path).to_owned(), format!("{MARK}\n{text}")));
    let external = foreign::external(foreign)
        .map(|text| ("external.rs".to_owned(), format!("{MARK}\n{text}")));
    own.chain(on_top).chain(external).collect()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// The paths of the files below a folder.
    fn listed(folder: &Path, below: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder.join(below)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{below}{}", entry.file_name().into_string().unwrap());
            if entry.path().is_dir() {
                listed(folder, &format!("{path}/"), found);
            } else {
                found.insert(path);
            }
        }
    }

    #[test]
    fn every_file_of_the_runtime_is_embedded() {
        let mut found = BTreeSet::new();
        listed(
            Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/runtime")),
            "",
            &mut found,
        );
        let embedded = files(&Conversion::ALL, &Foreign::default())
            .into_iter()
            .map(|(path, _)| path);
        assert_eq!(embedded.collect::<BTreeSet<_>>(), found);
    }
}
