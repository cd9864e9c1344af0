//! The clients of an API without a parameter for the api-version, as aliases of those of the runtime.

use super::rust::from_inside;
use crate::history::History;

/// The conditions under which clients are compiled.
#[derive(Clone, Copy)]
pub(super) enum Conditions {
    /// The cargo features of the layers.
    Features,
    /// No features: these clients are there.
    Present {
        has_client: bool,
        has_blocking: bool,
    },
}

impl Conditions {
    /// Returns the attribute of an item that a layer has; none if it is left out.
    fn of(self, layer: &str) -> Option<String> {
        match self {
            Self::Features => Some(format!("#[cfg(feature = \"{layer}\")]\n")),
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
            Self::Features => {
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
pub(super) fn of_versions(history: &History, runtime: &str, conditions: Conditions) -> String {
    if history.latest().is_none() {
        return String::new();
    }
    let mut out = String::new();
    if let Some(condition) = conditions.of("client") {
        out.push_str(&format!(
            "\n/// Asynchronous client for the api-version of `latest`.\n{condition}pub type Client<T = {runtime}::client::Reqwest> =\n    {runtime}::client::Client<version::Latest, T>;\n"
        ));
    }
    if let Some(condition) = conditions.of("blocking") {
        let runtime = format!("{}::client::blocking", from_inside(runtime));
        out.push_str(&format!(
            "\n/// Clients that send in the thread of the caller.\n{condition}pub mod blocking {{\n    /// Blocking client for the api-version of `latest`.\n    \
             pub type Client<T = {runtime}::Ureq> =\n        {runtime}::Client<super::version::Latest, T>;\n}}\n"
        ));
    }
    out
}

/// Returns the module `client` of a document, whose clients have no parameter for the api-version.
pub(super) fn of_document(runtime: &str, conditions: Conditions) -> String {
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
