//! The clients of an API without a parameter for the api-version, as aliases of those of the runtime.

use billing_macros_expand::{version::is_preview, version_type_name};

use super::{docs::title, rust::from_inside};
use crate::history::History;

/// The conditions under which clients are compiled.
#[derive(Clone, Copy)]
pub(super) enum Conditions<'c> {
    /// Cargo features, among them that of the newest stable api-version if it has one.
    Features(Option<&'c str>),
    /// No features: these clients are there.
    Present {
        has_client: bool,
        has_blocking: bool,
    },
}

impl Conditions<'_> {
    /// Returns the attribute of an item that a layer has; none if it is left out.
    fn of(self, layer: &str) -> Option<String> {
        match self {
            Self::Features(None) => Some(format!("#[cfg(feature = \"{layer}\")]\n")),
            Self::Features(Some(version)) => Some(format!(
                "#[cfg(all(feature = \"{layer}\", feature = \"{version}\"))]\n"
            )),
            Self::Present {
                has_client,
                has_blocking,
            } => {
                let is_present = match layer {
                    "client" => has_client,
                    _ => has_blocking,
                };
                is_present.then(String::new)
            }
        }
    }

    /// Returns the attribute of an item that either layer has; none if it is left out.
    fn of_any(self) -> Option<String> {
        match self {
            Self::Features(_) => {
                Some("#[cfg(any(feature = \"client\", feature = \"blocking\"))]\n".to_owned())
            }
            Self::Present {
                has_client,
                has_blocking,
            } => (has_client || has_blocking).then(String::new),
        }
    }
}

/// Returns the items for clients beside the modules of the api-versions: aliases for the newest stable one, if it is there.
pub(super) fn of_versions(history: &History, runtime: &str, conditions: Conditions<'_>) -> String {
    let latest = history
        .latest()
        .and_then(|latest| history.api_versions.get(latest));
    let Some(latest) = latest else {
        return String::new();
    };
    let version = format!("version::{}", version_type_name(latest));
    let docs = match is_preview(latest) {
        true => format!("client for the newest api-version, {}.", title(latest)),
        false => format!(
            "client for the newest stable api-version, {}.",
            title(latest)
        ),
    };
    let mut out = String::new();
    if let Some(condition) = conditions.of("client") {
        let docs = format!("Asynchronous {docs}");
        out.push_str(&format!(
            "\n/// {docs}\n{condition}pub type Client<T = {runtime}::client::Reqwest> =\n    {runtime}::client::Client<{version}, T>;\n"
        ));
    }
    if let Some(condition) = conditions.of("blocking") {
        let runtime = format!("{}::client::blocking", from_inside(runtime));
        let docs = format!("Blocking {docs}");
        out.push_str(&format!(
            "\n/// Clients that send in the thread of the caller.\n{condition}pub mod blocking {{\n    /// {docs}\n    \
             pub type Client<T = {runtime}::Ureq> =\n        {runtime}::Client<super::{version}, T>;\n}}\n"
        ));
    }
    out
}

/// Returns the module `client` of a document, whose clients have no parameter for the api-version.
pub(super) fn of_document(runtime: &str, conditions: Conditions<'_>) -> String {
    let Some(condition) = conditions.of_any() else {
        return String::new();
    };
    let runtime = from_inside(runtime);
    let mut out = format!(
        "\n/// Clients that send operations.\n{condition}pub mod client {{\n    use super::document::Document;\n    \
         use {runtime}::client as any;\n\n    pub use {runtime}::client::*;\n"
    );
    if let Some(condition) = conditions.of("client") {
        out.push_str(&aliases("    ", &condition, "any", "Reqwest"));
    }
    if let Some(condition) = conditions.of("blocking") {
        let condition = indented("    ", &condition);
        out.push_str(&format!(
            "\n    /// Clients that send in the thread of the caller.\n{condition}    pub mod blocking {{\n        \
             use super::Document;\n        use super::any::blocking as any;\n\n        pub use super::any::blocking::*;\n"
        ));
        out.push_str(&aliases("        ", "", "any", "Ureq"));
        out.push_str("    }\n");
    }
    out.push_str("}\n");
    out
}

/// Returns aliases of a client and of its builder for a document.
fn aliases(indent: &str, condition: &str, module: &str, transport: &str) -> String {
    let condition = indented(indent, condition);
    [("Client", "Client for the operations."), ("Builder", "Builder of a [`Client`].")]
        .map(|(name, docs)| {
            format!(
                "\n{indent}/// {docs}\n{condition}{indent}pub type {name}<T = {transport}> = {module}::{name}<Document, T>;\n"
            )
        })
        .concat()
}

fn indented(indent: &str, line: &str) -> String {
    match line {
        "" => String::new(),
        line => format!("{indent}{line}"),
    }
}
