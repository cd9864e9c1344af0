//! The runtime of generated code: a copy of the sources of `billing-runtime`, or that package itself.

mod foreign;
mod inline;

pub(super) use foreign::external;
pub(super) use inline::content;

use std::fmt;

use billing_runtime::sources::{FILES, OVERVIEW};

use super::{Conversion, MARK, OutputForm, dependency::find_dependency};
use crate::history::Foreign;

/// Name of the package that holds the runtime.
const PACKAGE: &str = "billing-runtime";

/// The runtime that generated code uses.
///
/// ```
/// use billing_codegen::emit::Runtime;
///
/// assert_eq!(Runtime::from("copy"), Runtime::Copy);
/// assert_eq!(Runtime::from("billing_runtime"), Runtime::Path("billing_runtime".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// A copy of the sources of `billing-runtime`.
    Copy,
    /// The module at a path: `billing_runtime`, or that of a crate with a copy, such as `shop_api::runtime`.
    Path(String),
}

impl From<&str> for Runtime {
    /// Reads `copy` or a path.
    fn from(text: &str) -> Self {
        match text {
            "copy" => Self::Copy,
            path => Self::Path(path.to_owned()),
        }
    }
}

impl From<String> for Runtime {
    /// Reads `copy` or a path.
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

/// An error for a runtime that a crate cannot use.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeError {
    /// The text is not the path of a module.
    NotAPath(String),
    /// The path leads into the generated crate itself.
    InsideTheCrate(String),
    /// A type that is read through serde needs an implementation in the crate of the runtime.
    ThroughSerde {
        /// The path of the type.
        ty: String,
        /// The path of the runtime.
        runtime: String,
    },
}

impl fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPath(text) => write!(
                f,
                "the runtime `{text}` is not a path: write `copy`, or a path such as `billing_runtime` or `shop_api::runtime`"
            ),
            Self::InsideTheCrate(path) => write!(
                f,
                "the runtime `{path}` would be in the crate that is generated: write `copy`, or a path in a dependency such as `billing_runtime`"
            ),
            Self::ThroughSerde { ty, runtime } => write!(
                f,
                "`{ty}` is read through serde, which takes an implementation in the crate of the runtime `{runtime}`: write the runtime `copy`"
            ),
        }
    }
}

impl std::error::Error for RuntimeError {}

/// Origin of the runtime of a generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The module `runtime` of the crate is a copy of the sources.
    Copy,
    /// The crate depends on the package, and its manifest says so.
    Package,
    /// A module of a dependency, which the author of the manifest adds.
    Path {
        path: String,
        /// The name of the dependency in the manifest.
        dependency: String,
    },
}

impl Origin {
    /// Determines the origin for a crate from the choice of its author, or else from its form.
    ///
    /// A crate in definitions form depends on the macro anyway, so it depends on the package too. But types of which only
    /// serde's traits are known need implementations of `Value`, and only the crate of that trait may have them.
    pub(super) fn new(
        runtime: Option<&Runtime>,
        form: OutputForm,
        foreign: &Foreign,
        manifest: Option<&str>,
    ) -> Result<Self, RuntimeError> {
        let path = match (runtime, form) {
            (None, OutputForm::Definitions) if foreign.through_serde.is_empty() => {
                return Ok(Self::Package);
            }
            (None | Some(Runtime::Copy), _) => return Ok(Self::Copy),
            (Some(Runtime::Path(path)), _) => path,
        };
        let mut segments = path.split("::");
        let first = segments.next().unwrap_or_default();
        if matches!(first, "crate" | "self" | "super") {
            return Err(RuntimeError::InsideTheCrate(path.clone()));
        }
        let is_name = |name: &str| syn::parse_str::<syn::Ident>(name).is_ok();
        if !is_name(first) || !segments.all(is_name) {
            return Err(RuntimeError::NotAPath(path.clone()));
        }
        if let Some(ty) = foreign.through_serde.first() {
            let (ty, runtime) = (ty.clone(), path.clone());
            return Err(RuntimeError::ThroughSerde { ty, runtime });
        }
        let known = manifest.and_then(|manifest| find_dependency(manifest, first));
        let dependency = known.map_or_else(|| first.replace('_', "-"), str::to_owned);
        let path = path.clone();
        Ok(Self::Path { path, dependency })
    }

    /// The item that makes `runtime` a module of the crate's root.
    pub(super) fn item(&self) -> String {
        match self {
            Self::Copy => "pub mod runtime;\n".to_owned(),
            Self::Package => "pub use billing_runtime as runtime;\n".to_owned(),
            Self::Path { path, .. } if path.ends_with("::runtime") => format!("pub use {path};\n"),
            Self::Path { path, .. } => format!("pub use {path} as runtime;\n"),
        }
    }

    /// The name of the dependency that has the runtime; none for a copy.
    pub(super) fn dependency(&self) -> Option<&str> {
        match self {
            Self::Copy => None,
            Self::Package => Some(PACKAGE),
            Self::Path { dependency, .. } => Some(dependency),
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
    /// Spans and events of the crate `tracing` for the calls of clients.
    Tracing,
    /// Checks of documented patterns by `regex-lite`.
    Patterns,
    /// Tests without a server: a fake that answers clients, and requests that are read back. It includes [`Layer::Http`].
    Testing,
}

impl Layer {
    /// All layers.
    pub const ALL: [Self; 7] = [
        Self::Http,
        Self::Client,
        Self::Blocking,
        Self::AzureIdentity,
        Self::Tracing,
        Self::Patterns,
        Self::Testing,
    ];

    /// Returns the cargo features of a generated crate that enable it.
    pub(super) fn features(self) -> &'static [&'static str] {
        match self {
            Self::Http => &["http"],
            Self::Client => &["http", "client"],
            Self::Blocking => &["http", "blocking"],
            Self::AzureIdentity => &["http", "client", "azure-identity"],
            Self::Tracing => &["tracing"],
            Self::Patterns => &["patterns"],
            Self::Testing => &["http", "testing"],
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
