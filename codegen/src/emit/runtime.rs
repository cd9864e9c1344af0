//! The runtime of generated code: a copy of the sources of `billing-runtime`, or that package itself.

mod foreign;
mod inline;

pub(super) use foreign::external;
pub(super) use inline::content;

use billing_runtime::sources::{FILES, OVERVIEW};

use super::{Conversion, MARK};
use crate::history::Foreign;

/// Name of the package that holds the runtime.
pub(super) const PACKAGE: &str = "billing-runtime";

/// Origin of the runtime of a generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The module `runtime` of the crate is a copy of the sources.
    Copy,
    /// The crate depends on the package and re-exports it as `runtime`.
    Package,
}

impl Origin {
    /// The origin for a crate in definitions form, which depends on a package of ours anyway.
    ///
    /// Types of which only serde's traits are known need implementations of `Value`, and those can be only in the crate of
    /// the trait.
    pub(super) fn of_definitions(foreign: &Foreign) -> Self {
        match foreign.through_serde.is_empty() {
            true => Self::Package,
            false => Self::Copy,
        }
    }

    /// The item that makes `runtime` a module of the crate's root.
    pub(super) fn item(self) -> &'static str {
        match self {
            Self::Copy => "pub mod runtime;\n",
            Self::Package => "pub use billing_runtime as runtime;\n",
        }
    }
}

/// An optional layer on top of the types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Requests and responses of the crate `http`.
    Http,
    /// An asynchronous client on `reqwest` and `tokio`. It includes [`Layer::Http`].
    Client,
    /// A blocking client on `ureq`. It includes [`Layer::Http`].
    Blocking,
    /// Credentials of the crate `azure_core`. It includes [`Layer::Client`].
    AzureIdentity,
    /// Checks of documented patterns by `regex-lite`.
    Patterns,
}

impl Layer {
    /// All layers.
    pub const ALL: [Self; 5] = [
        Self::Http,
        Self::Client,
        Self::Blocking,
        Self::AzureIdentity,
        Self::Patterns,
    ];

    /// Returns the cargo features of a generated crate that enable it.
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

/// Returns the text of the runtime's root module, with its documentation.
fn root_module() -> String {
    let mut text = String::new();
    for line in OVERVIEW.lines() {
        text.push_str("//!");
        if !line.is_empty() {
            text.push(' ');
        }
        text.push_str(line);
        text.push('\n');
    }
    let (_, modules) = file("mod.rs");
    text + "\n" + modules
}

/// Returns a file of the runtime; empty if there is none at the path.
fn file(path: &str) -> (&'static str, &'static str) {
    let mut files = FILES.iter().copied();
    files.find(|(known, _)| *known == path).unwrap_or_default()
}

/// Returns the files of the runtime by path from its folder. Conversions for the named crates are behind features of
/// their names, unless their types are in use.
pub(super) fn files(conversions: &[Conversion], foreign: &Foreign) -> Vec<(String, String)> {
    let conversions = foreign::converted(conversions, foreign);
    let external = external(foreign);
    let mut files = Vec::with_capacity(FILES.len());
    for (path, text) in FILES {
        let text = match *path {
            "mod.rs" if external.is_some() => root_module() + foreign::EXTERNAL,
            "mod.rs" => root_module(),
            "convert.rs" => foreign::convert_module(text, &conversions),
            path if foreign::is_left_out(path, &conversions) => continue,
            _ => (*text).to_owned(),
        };
        files.push(((*path).to_owned(), format!("{MARK}\n{text}")));
    }
    files.extend(external.map(|text| ("external.rs".to_owned(), format!("{MARK}\n{text}"))));
    files
}
