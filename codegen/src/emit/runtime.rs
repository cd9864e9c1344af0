//! The module that goes with generated code, as text: [`crate::runtime`], file by file.

use super::{Conversion, MARK};
use crate::history::Foreign;

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
struct Layer {
    /// Which features it is behind, as `cfg` has it.
    features: &'static str,
    files: &'static [(&'static str, &'static str)],
    /// What `mod.rs` says of it.
    module: &'static str,
}

const LAYERS: &[Layer] = &[
    Layer {
        features: "feature = \"http\"",
        files: embedded!["http.rs" "http/reply.rs" "http/retry_after.rs"],
        module: "pub mod http;\n\n#[cfg(feature = \"http\")]\n#[doc(inline)]\npub use self::http::{\n    ErrorBody, HttpCall, Reply, ResponseError, RetryAfter, ServiceError, Unreadable,\n};\n",
    },
    Layer {
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
    Layer {
        features: "feature = \"patterns\"",
        files: embedded!["patterns.rs"],
        module: "pub mod patterns;\n\n#[cfg(feature = \"patterns\")]\n#[doc(inline)]\npub use self::patterns::Check;\n",
    },
];

/// The files of the runtime by path from its folder, with conversions for the named crates behind features of their names,
/// and always for those whose types are in use.
pub(super) fn files(conversions: &[Conversion], foreign: &Foreign) -> Vec<(String, String)> {
    let is_in_use = |conversion: &Conversion| foreign.crates.contains(conversion.name());
    let all = Conversion::ALL
        .iter()
        .filter(|one| conversions.contains(one) || is_in_use(one));
    let conversions: Vec<_> = all
        .filter_map(|conversion| {
            let name = conversion.name();
            let path = format!("convert/{name}.rs");
            let (_, text) = CONVERSIONS.iter().find(|(found, _)| *found == path)?;
            Some((name, path, *text, is_in_use(conversion)))
        })
        .collect();
    let module = |(name, path, _, is_in_use): &(&str, String, &str, bool)| {
        let cfg = match is_in_use {
            true => String::new(),
            false => format!("#[cfg(feature = \"{name}\")]\n"),
        };
        format!("\n{cfg}#[path = \"{path}\"]\nmod convert_{name};\n")
    };
    let shared = (!conversions.is_empty()).then(|| {
        let names = conversions
            .iter()
            .map(|(name, ..)| format!("feature = \"{name}\""));
        let names: Vec<_> = names.collect();
        let cfg = match names.as_slice() {
            _ if conversions.iter().any(|(.., is_in_use)| *is_in_use) => String::new(),
            [only] => format!("#[cfg({only})]\n"),
            names => format!("#[cfg(any({}))]\n", names.join(", ")),
        };
        format!("\n{cfg}#[path = \"{}\"]\nmod foreign;\n", FOREIGN.0)
    });
    let external = external(foreign);
    let external_module = external.as_ref().map(|_| "\nmod external;\n".to_owned());
    let layer = |layer: &Layer| format!("\n#[cfg({})]\n{}", layer.features, layer.module);
    let layers: String = LAYERS.iter().map(layer).collect();
    let modules: String = conversions.iter().map(module).collect();
    let shared = shared.into_iter();
    let has_shared = shared.len() > 0;
    let modules = layers
        + &shared
            .chain([modules])
            .chain(external_module)
            .collect::<String>();
    let own = FILES.iter().map(|(path, text)| {
        let more = if *path == "mod.rs" {
            modules.as_str()
        } else {
            ""
        };
        ((*path).to_owned(), format!("{MARK}\n{text}{more}"))
    });
    let conversions = conversions
        .iter()
        .map(|(_, path, text, _)| (path.clone(), format!("{MARK}\n{text}")));
    let layered = LAYERS.iter().flat_map(|layer| layer.files);
    let layered = layered.map(|(path, text)| ((*path).to_owned(), format!("{MARK}\n{text}")));
    let shared = has_shared.then(|| (FOREIGN.0.to_owned(), format!("{MARK}\n{}", FOREIGN.1)));
    let external = external.map(|text| ("external.rs".to_owned(), text));
    own.chain(layered)
        .chain(conversions)
        .chain(shared)
        .chain(external)
        .collect()
}

/// What lets members hold types of which serde's traits are all that is known.
fn external(foreign: &Foreign) -> Option<String> {
    if foreign.through_serde.is_empty() {
        return None;
    }
    let mut text = format!(
        "{MARK}\n//! Types from elsewhere, read and written through serde.\n\nuse super::serde::{{Serialize, Serializer}};\nuse super::{{Fit, KeptPath, Source, Value, read_through_serde}};\n"
    );
    for path in &foreign.through_serde {
        text.push_str(&format!(
            "\nimpl Value for {path} {{
    const EXPECTED: &'static str = \"a value of `{path}`\";

    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {{
        read_through_serde(source)
    }}

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        Serialize::serialize(self, serializer)
    }}

    fn list_kept(&self, _: &mut KeptPath) {{}}
}}
"
        ));
    }
    Some(text)
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
