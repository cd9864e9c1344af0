//! The generated blocks of a `Cargo.toml`: dependencies and features.

use std::{error::Error, fmt};

use super::{Conversion, OutputForm, feature};
use crate::history::{Foreign, History};

/// The line that the generated features follow.
const BEGIN: &str = "# generated: api-versions";
/// The line that the generated dependencies follow.
const DEPENDENCIES: &str = "# generated: dependencies";
/// The line that ends them.
const END: &str = "# end of generated";

/// The features on top of the types, and what each needs.
const LAYERS: [(&str, &[&str]); 5] = [
    ("http", &["dep:http", "dep:httpdate"]),
    (
        "client",
        &["http", "dep:futures-core", "dep:reqwest", "dep:tokio"],
    ),
    ("blocking", &["http", "dep:ureq"]),
    ("azure-identity", &["client", "dep:azure_core"]),
    ("patterns", &["dep:regex-lite"]),
];

/// Those of them that are on by default.
const DEFAULT: [&str; 1] = ["http"];

/// The crates that only these features need.
const OPTIONAL: [(&str, &str); 8] = [
    ("azure_core", "version = \"1\", default-features = false"),
    (
        "futures-core",
        "version = \"0.3\", default-features = false",
    ),
    ("http", "version = \"1\""),
    ("httpdate", "version = \"1\""),
    ("regex-lite", "version = \"0.1\""),
    (
        "reqwest",
        "version = \"0.13\", default-features = false, features = [\"rustls\"]",
    ),
    (
        "tokio",
        "version = \"1\", default-features = false, features = [\"time\"]",
    ),
    (
        "ureq",
        "version = \"3\", default-features = false, features = [\"rustls\"]",
    ),
];

/// Why a manifest cannot have the generated features.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ManifestError {
    /// It has no block for them.
    NoBlock,
    /// This is not what cargo takes for the name of a feature.
    FeatureName(String),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBlock => write!(
                f,
                "[features] of Cargo.toml lacks the lines `{BEGIN}` and, after it, `{END}`"
            ),
            Self::FeatureName(name) => write!(f, "`{name}` cannot be the name of a cargo feature"),
        }
    }
}

impl Error for ManifestError {}

/// What the manifest of a crate has to say.
#[derive(Clone, Debug, Default)]
pub struct ManifestOptions {
    /// The name of the package.
    pub crate_name: String,
    /// Where `billing-macros` is, seen from the crate; none: in the registry.
    pub macros: Option<String>,
    /// Whether a new crate is the root of a workspace of its own, because it lies in one that does not list it.
    pub is_root: bool,
}

/// The manifest of a crate in definitions form that is not there yet, with a place for its features.
#[must_use]
pub fn new_manifest(options: &ManifestOptions) -> String {
    let dependencies =
        dependencies(OutputForm::Definitions, options) + &optional() + &converted(&Conversion::ALL);
    format!(
        "{}\n[dependencies]\n{dependencies}\n[features]\n{BEGIN}\n{END}\n",
        package(options, "")
    )
}

fn package(options: &ManifestOptions, more: &str) -> String {
    let root = if options.is_root { ROOT } else { "" };
    format!(
        "{root}[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{more}",
        options.crate_name
    )
}

/// What keeps cargo from taking a crate for a member of the workspace around it.
const ROOT: &str = "# The workspace around this crate does not list it, so it is one of its own. To make it a member, list it there or depend\n# on it by path, and delete these lines.\n[workspace]\n\n";

/// The manifest with its block of generated features brought up to date.
pub(super) fn with_features(
    manifest: &str,
    histories: &[History],
) -> Result<String, ManifestError> {
    let versions: Vec<_> = histories
        .iter()
        .map(|history| {
            let name = |version: &String| feature(&history.service, version);
            history.api_versions.iter().map(name).collect()
        })
        .collect();
    let features = features(&versions, &[Conversion::RustDecimal, Conversion::Time]);
    replaced(manifest, BEGIN, &features).ok_or(ManifestError::NoBlock)
}

/// What a crate that builds by itself offers.
pub(super) struct Offers<'o> {
    pub(super) form: OutputForm,
    /// The features of its api-versions, oldest first; none: they have none.
    pub(super) features: Option<Vec<String>>,
    pub(super) conversions: &'o [Conversion],
    /// What its types take from elsewhere.
    pub(super) foreign: &'o Foreign,
}

/// The manifest of a crate that builds by itself: a new one, or the one that is there with its generated blocks brought up
/// to date. Dependencies without such a block are its author's alone.
pub(super) fn of_package(
    manifest: Option<&str>,
    options: &ManifestOptions,
    offers: &Offers<'_>,
) -> Result<String, ManifestError> {
    let is_in_use = |one: &Conversion| offers.foreign.crates.contains(one.name());
    let in_use = Conversion::ALL.into_iter().filter(is_in_use);
    let conversions: Vec<Conversion> = offers
        .conversions
        .iter()
        .copied()
        .filter(|one| !is_in_use(one))
        .collect();
    let dependencies = dependencies(offers.form, options)
        + &optional()
        + &converted(&conversions)
        + &in_use
            .map(|one| converted_line(one, ""))
            .collect::<String>();
    let versions = offers.features.iter().cloned().collect::<Vec<_>>();
    if let Some(name) = versions.iter().flatten().find(|name| !is_feature(name)) {
        return Err(ManifestError::FeatureName(name.clone()));
    }
    let features = features(&versions, &conversions);
    let new = || {
        // The macro and what it needs say so themselves.
        let more = match offers.form {
            OutputForm::Expanded => "rust-version = \"1.85\"\n",
            OutputForm::Definitions => "",
        };
        let package = package(options, more);
        format!("{package}\n[dependencies]\n{DEPENDENCIES}\n{END}\n")
    };
    let manifest = manifest.map_or_else(new, str::to_owned);
    let with_dependencies = replaced(&manifest, DEPENDENCIES, &dependencies);
    let is_asked = offers.features.is_some()
        || !offers.conversions.is_empty()
        || !offers.foreign.crates.is_empty();
    // Whoever wrote all of it and asks for nothing keeps it.
    let is_own = with_dependencies.is_none() && !is_asked;
    let manifest = with_dependencies.unwrap_or(manifest);
    match replaced(&manifest, BEGIN, &features) {
        Some(manifest) => Ok(manifest),
        None if is_own => Ok(manifest),
        None if manifest.lines().any(|line| line.trim() == "[features]") => {
            Err(ManifestError::NoBlock)
        }
        None => Ok(format!(
            "{manifest}\n[features]\n{BEGIN}\n{features}{END}\n"
        )),
    }
}

/// A manifest with other text in one of its blocks; none if it has no such block.
fn replaced(manifest: &str, begin: &str, text: &str) -> Option<String> {
    let (before, rest) = manifest.split_once(begin)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{begin}\n{text}{END}{after}"))
}

fn dependencies(form: OutputForm, options: &ManifestOptions) -> String {
    let values = "serde = \"1\"\nserde_json = { version = \"1\", features = [\"raw_value\"] }\n";
    let macros = match (form, &options.macros) {
        (OutputForm::Expanded, _) => String::new(),
        (OutputForm::Definitions, Some(path)) => {
            format!("billing-macros = {{ path = {} }}\n", quoted(path))
        }
        (OutputForm::Definitions, None) => {
            format!("billing-macros = \"{}\"\n", env!("CARGO_PKG_VERSION"))
        }
    };
    macros + values
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            control if control.is_control() => {
                quoted.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

/// The crates whose values are converted to and from, each behind the feature of its name.
fn converted(conversions: &[Conversion]) -> String {
    let line = |conversion: &Conversion| converted_line(*conversion, ", optional = true");
    conversions.iter().map(line).collect()
}

fn converted_line(conversion: Conversion, more: &str) -> String {
    let (name, version) = (conversion.name(), conversion.version());
    format!(
        "{name} = {{ version = \"{version}\", default-features = false, features = [\"std\"]{more} }}\n"
    )
}

/// Whether cargo takes a name for that of a feature of an api-version.
fn is_feature(name: &str) -> bool {
    let is_own = |c: char| c.is_ascii_alphanumeric() || "-_+.".contains(c);
    let taken = Conversion::ALL.iter().map(|conversion| conversion.name());
    name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().all(is_own)
        && !taken.chain(["default"]).any(|taken| taken == name)
        && LAYERS.iter().all(|(layer, _)| *layer != name)
}

/// A feature for each api-version; the newest of each service is on by default, and so are conversions.
fn features(services: &[Vec<String>], conversions: &[Conversion]) -> String {
    let newest = services.iter().filter_map(|versions| versions.last());
    let default: Vec<_> = newest
        .map(String::as_str)
        .chain(DEFAULT)
        .chain(conversions.iter().map(|conversion| conversion.name()))
        .map(|name| format!("{name:?}"))
        .collect();
    let line = |name: &String| match name.contains(['.', '+']) {
        true => format!("{name:?} = []\n"),
        false => format!("{name} = []\n"),
    };
    let lines: String = services.iter().flatten().map(line).collect();
    let layers = layers();
    format!("default = [{}]\n{lines}{layers}", default.join(", "))
}

/// The features of what goes on top of the types.
fn layers() -> String {
    let list = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        names.join(", ")
    };
    LAYERS
        .iter()
        .map(|(feature, enabled)| format!("{feature} = [{}]\n", list(enabled)))
        .collect()
}

/// The crates that only these features need.
fn optional() -> String {
    OPTIONAL
        .iter()
        .map(|(name, what)| format!("{name} = {{ {what}, optional = true }}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    #[test]
    fn only_the_block_changes() {
        let model = |version: &str| Model {
            api_version: version.to_owned(),
            ..Model::default()
        };
        let history = History::merge("azure", &[model("2020-05-01"), model("2024-04-01")]);
        let manifest = format!("[features]\nown = []\n{BEGIN}\nold = []\n{END}\n\n[lints]\n");
        assert_eq!(
            with_features(&manifest, &[history]).unwrap(),
            "[features]\nown = []\n# generated: api-versions\n\
             default = [\"azure-2024-04-01\", \"http\", \"rust_decimal\", \"time\"]\nazure-2020-05-01 = []\nazure-2024-04-01 = []\n\
             http = [\"dep:http\", \"dep:httpdate\"]\n\
             client = [\"http\", \"dep:futures-core\", \"dep:reqwest\", \"dep:tokio\"]\n\
             blocking = [\"http\", \"dep:ureq\"]\nazure-identity = [\"client\", \"dep:azure_core\"]\n\
             patterns = [\"dep:regex-lite\"]\n\
             # end of generated\n\n[lints]\n"
        );
        assert_eq!(
            with_features("[features]\n", &[]),
            Err(ManifestError::NoBlock)
        );
    }

    #[test]
    fn texts_of_toml() {
        assert_eq!(
            quoted("../a\"b\\e\u{301}\n"),
            "\"../a\\\"b\\\\e\u{301}\\u000A\""
        );
    }

    #[test]
    fn names_of_features() {
        let cases = [
            ("shop-1.0", true),
            ("2024-04-01", true),
            ("-v1", false),
            ("a/v1", false),
            ("a\"v1", false),
            ("", false),
            ("default", false),
            ("time", false),
            ("http", false),
        ];
        for (name, expected) in cases {
            assert_eq!(is_feature(name), expected, "{name}");
        }
    }
}
