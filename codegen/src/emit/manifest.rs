//! The generated blocks of a `Cargo.toml`: dependencies and features.

use std::{error::Error, fmt};

use super::{
    Conversion, OutputForm,
    dependency::{find_dependency, missing_dependencies, missing_features},
    layer_crates::{SERDE, optional},
    runtime::Origin,
};
use crate::history::{Foreign, History};

/// The line that the generated features follow.
const BEGIN: &str = "# generated: api-versions";
/// The line that the generated dependencies follow.
const DEPENDENCIES: &str = "# generated: dependencies";
/// The line that ends them.
const END: &str = "# end of generated";

/// A feature on top of the types.
pub(super) struct LayerFeature {
    pub(super) name: &'static str,
    /// Another one of these features that it implies.
    base: Option<&'static str>,
    /// The crates that a copy of the runtime needs for it, and after a slash their features.
    pub(super) crates: &'static [&'static str],
}

pub(super) const LAYERS: [LayerFeature; 8] = [
    LayerFeature {
        name: "http",
        base: None,
        crates: &["http", "httpdate"],
    },
    LayerFeature {
        name: "client",
        base: Some("http"),
        crates: &[
            "bytes",
            "futures-core",
            "http-body",
            "reqwest",
            "rustls",
            "tokio",
        ],
    },
    LayerFeature {
        name: "blocking",
        base: Some("http"),
        crates: &["rustls", "ureq"],
    },
    LayerFeature {
        name: "azure-identity",
        base: Some("client"),
        crates: &["azure_core"],
    },
    LayerFeature {
        name: "gzip",
        base: None,
        crates: &["reqwest?/gzip", "ureq?/gzip"],
    },
    LayerFeature {
        name: "tracing",
        base: None,
        crates: &["tracing"],
    },
    LayerFeature {
        name: "patterns",
        base: None,
        crates: &["regex-lite"],
    },
    LayerFeature {
        name: "testing",
        base: Some("http"),
        crates: &[],
    },
];

/// The features on top of the types that are on by default.
const DEFAULT: [&str; 1] = ["http"];

/// An error for a manifest that cannot have the generated features.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ManifestError {
    /// The manifest has no block for them.
    NoBlock,
    /// Cargo does not accept this name of a feature.
    FeatureName(String),
    /// Cargo or rustc does not accept this name of a package, or generated code has it for another crate.
    PackageName {
        /// The name.
        name: String,
        /// A similar name that is accepted.
        usable: String,
    },
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBlock => write!(
                f,
                "[features] of Cargo.toml lacks the lines `{BEGIN}` and, after it, `{END}`"
            ),
            Self::FeatureName(name) => write!(f, "`{name}` cannot be the name of a cargo feature"),
            Self::PackageName { name, usable } => write!(
                f,
                "`{}` cannot be the name of the package: write for instance `{usable}`",
                name.escape_debug()
            ),
        }
    }
}

impl Error for ManifestError {}

/// Options for the manifest of a crate.
#[derive(Clone, Debug, Default)]
pub struct ManifestOptions {
    /// The name of the package.
    pub crate_name: String,
    /// Path of the folder of `billing-macros`, relative to the crate. Without it the dependency is on the registry's.
    pub macros: Option<String>,
    /// Path of the folder of `billing-runtime`, likewise.
    pub runtime_dir: Option<String>,
    /// True if a new crate is the root of a workspace of its own, because the enclosing one does not list it.
    pub is_root: bool,
}

/// Creates the manifest of a new crate of services, with a block for its features.
#[cfg(feature = "services")]
pub(super) fn of_services(options: &ManifestOptions, origin: &Origin) -> String {
    let mut dependencies = dependencies(OutputForm::Definitions, origin, options, &[]);
    if *origin == Origin::Copy {
        dependencies += &(optional() + &converted(&Conversion::ALL));
    }
    format!(
        "{}\n[dependencies]\n{dependencies}\n[dev-dependencies]\nserde_json = \"1\"\n\n[features]\n{BEGIN}\n{END}\n",
        package(options, "")
    )
}

fn package(options: &ManifestOptions, more: &str) -> String {
    let root = if options.is_root { ROOT } else { "" };
    format!(
        "{root}[package]\nname = {}\nversion = \"0.1.0\"\nedition = \"2024\"\n{more}{}",
        quoted(&options.crate_name),
        library(&options.crate_name)
    )
}

/// Returns the lines that give the library of a package a name in snake case, if that of the package is not.
fn library(package: &str) -> String {
    let name = package.replace('-', "_");
    if !name.contains(|letter: char| letter.is_ascii_uppercase()) && !name.contains("__") {
        return String::new();
    }
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let name = words.join("_").to_ascii_lowercase();
    format!("\n[lib]\nname = {}\n", quoted(&name))
}

/// The lines that keep cargo from taking a crate for a member of the enclosing workspace.
const ROOT: &str = "# The enclosing workspace does not list this crate, so the crate is the root of a workspace of its own. To make it a\n# member, add it to `workspace.members` there and delete these lines.\n[workspace]\n\n";

/// Updates the block of generated features of a manifest: those of the api-versions of each service, oldest first, of
/// layers and of conversions.
#[cfg(feature = "services")]
pub(super) fn with_features(
    manifest: &str,
    services: &[VersionFeatures],
    origin: &Origin,
) -> Result<String, ManifestError> {
    let on = [Conversion::RustDecimal, Conversion::Time];
    check_feature_names(services)?;
    let features = features(services, &on, &Conversion::ALL, origin);
    replaced(manifest, BEGIN, &features).ok_or(ManifestError::NoBlock)
}

/// The features and dependencies of a standalone crate.
pub(super) struct Offers<'o> {
    pub(super) form: OutputForm,
    pub(super) origin: &'o Origin,
    /// The features of its api-versions, oldest first; none if they have no features.
    pub(super) features: Option<VersionFeatures>,
    pub(super) conversions: &'o [Conversion],
    /// The foreign types that its types use.
    pub(super) foreign: &'o Foreign,
}

/// The manifest of a standalone crate.
pub(super) struct PackageManifest {
    pub(super) text: String,
    /// Sentences about the generated blocks that it lacks, and with them dependencies or features.
    pub(super) missing_blocks: Vec<String>,
}

/// Creates the manifest of a standalone crate, or updates the generated blocks of an existing one. Without the block of
/// dependencies, these are left to the author.
pub(super) fn of_package(
    manifest: Option<&str>,
    options: &ManifestOptions,
    offers: &Offers<'_>,
) -> Result<PackageManifest, ManifestError> {
    let is_in_use = |one: &Conversion| offers.foreign.crates.contains(one.name());
    let in_use: Vec<Conversion> = Conversion::ALL.into_iter().filter(is_in_use).collect();
    let conversions: Vec<Conversion> = offers
        .conversions
        .iter()
        .copied()
        .filter(|one| !is_in_use(one))
        .collect();
    let mut dependencies = dependencies(offers.form, offers.origin, options, &in_use);
    if *offers.origin == Origin::Copy {
        dependencies += &(optional() + &converted(&conversions));
    }
    dependencies.extend(in_use.into_iter().map(|one| converted_line(one, "")));
    let versions = offers.features.iter().cloned().collect::<Vec<_>>();
    check_feature_names(&versions)?;
    let features = features(&versions, &conversions, &conversions, offers.origin);
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
    let is_unmarked = with_dependencies.is_none();
    let manifest = with_dependencies.unwrap_or(manifest);
    let with_features = match replaced(&manifest, BEGIN, &features) {
        Some(manifest) => Some(manifest),
        None if is_own => None,
        None if manifest.lines().any(|line| line.trim() == "[features]") => {
            return Err(ManifestError::NoBlock);
        }
        None => Some(format!(
            "{manifest}\n[features]\n{BEGIN}\n{features}{END}\n"
        )),
    };
    let mut missing_blocks = Vec::new();
    if is_unmarked {
        let lines = missing_dependencies(&manifest, &dependencies, with_features.is_some());
        if !lines.is_empty() {
            missing_blocks.push(format!(
                "[dependencies] of Cargo.toml lacks the lines `{DEPENDENCIES}` and, after it, `{END}`, so add them, or:\n    {}",
                lines.join("\n    ")
            ));
        }
    }
    if with_features.is_none() {
        let names = missing_features(&manifest, &features);
        if !names.is_empty() {
            missing_blocks.push(format!(
                "[features] of Cargo.toml lacks the lines `{BEGIN}` and, after it, `{END}`, so these features are missing: {}",
                names.join(", ")
            ));
        }
    }
    Ok(PackageManifest {
        text: with_features.unwrap_or(manifest),
        missing_blocks,
    })
}

/// Replaces the text of a block of a manifest; none if it has no such block.
fn replaced(manifest: &str, begin: &str, text: &str) -> Option<String> {
    let (before, rest) = manifest.split_once(begin)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{begin}\n{text}{END}{after}"))
}

/// Returns the required dependencies, among them the crates whose types are the types of members.
fn dependencies(
    form: OutputForm,
    origin: &Origin,
    options: &ManifestOptions,
    in_use: &[Conversion],
) -> String {
    let mut lines = String::new();
    match (form, &options.macros) {
        (OutputForm::Expanded, _) => {}
        (OutputForm::Definitions, Some(path)) => {
            lines.push_str(&format!("billing-macros = {{ path = {} }}\n", quoted(path)))
        }
        (OutputForm::Definitions, None) => lines.push_str(&format!(
            "billing-macros = \"{}\"\n",
            env!("CARGO_PKG_VERSION")
        )),
    }
    match origin {
        Origin::Copy => lines.push_str(SERDE),
        Origin::Package => lines.push_str(&runtime_line(origin, options, in_use)),
        Origin::Path { .. } => {}
    }
    lines
}

/// The line of the dependency that has the runtime; empty for a copy. Members are of types of the crates that are in use.
fn runtime_line(origin: &Origin, options: &ManifestOptions, in_use: &[Conversion]) -> String {
    let Some(name) = origin.dependency() else {
        return String::new();
    };
    let is_package = name.replace('_', "-") == Origin::Package.dependency().unwrap_or_default();
    let place = match &options.runtime_dir {
        Some(path) if is_package => format!("path = {}", quoted(path)),
        _ if is_package => format!("version = {:?}", env!("CARGO_PKG_VERSION")),
        _ => format!("path = \"../{name}\""),
    };
    let types = is_package.then_some("types");
    let features: Vec<&str> = types
        .into_iter()
        .chain(in_use.iter().map(|one| one.name()))
        .collect();
    let features = match features.as_slice() {
        [] => String::new(),
        names => format!(", features = [{}]", list(names.iter().copied())),
    };
    format!("{name} = {{ {place}, default-features = false{features} }}\n")
}

/// Returns the line that `[dependencies]` of a manifest lacks for a runtime at a path.
pub(super) fn missing_dependency(
    manifest: &str,
    origin: &Origin,
    options: &ManifestOptions,
    foreign: &Foreign,
) -> Option<String> {
    let name = origin.dependency()?;
    if find_dependency(manifest, &name.replace('-', "_")).is_some() {
        return None;
    }
    let is_in_use = |one: &Conversion| foreign.crates.contains(one.name());
    let in_use: Vec<Conversion> = Conversion::ALL.into_iter().filter(is_in_use).collect();
    Some(runtime_line(origin, options, &in_use).trim_end().to_owned())
}

/// Formats names as the elements of a TOML array.
fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("{name:?}")).collect();
    names.join(", ")
}

/// Quotes a text for TOML.
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

/// Returns the optional dependencies for conversions, each with a feature of its name.
fn converted(conversions: &[Conversion]) -> String {
    let line = |conversion: &Conversion| converted_line(*conversion, ", optional = true");
    conversions.iter().map(line).collect()
}

pub(super) fn converted_line(conversion: Conversion, more: &str) -> String {
    let (name, version) = (conversion.name(), conversion.version());
    format!(
        "{name} = {{ version = \"{version}\", default-features = false, features = [\"std\"]{more} }}\n"
    )
}

fn check_feature_names(services: &[VersionFeatures]) -> Result<(), ManifestError> {
    let mut names = services.iter().flat_map(|one| &one.names);
    match names.find(|name| !is_feature(name)) {
        Some(name) => Err(ManifestError::FeatureName(name.clone())),
        None => Ok(()),
    }
}

/// Returns whether cargo accepts a name as a feature.
fn is_feature(name: &str) -> bool {
    let is_own = |c: char| c.is_ascii_alphanumeric() || "-_+.".contains(c);
    let taken = Conversion::ALL.iter().map(|conversion| conversion.name());
    name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().all(is_own)
        && !taken.chain(["default"]).any(|taken| taken == name)
        && LAYERS.iter().all(|layer| layer.name != name)
}

/// Cargo features of the api-versions of a service.
#[derive(Clone, Debug)]
pub(super) struct VersionFeatures {
    /// Names of the features, oldest api-version first.
    pub(super) names: Vec<String>,
    /// Position of the feature that is on by default: that of the newest stable api-version.
    pub(super) default: Option<usize>,
}

impl VersionFeatures {
    /// Names the features of a history's api-versions.
    pub(super) fn new(history: &History, name: impl FnMut(&String) -> String) -> Self {
        Self {
            names: history.api_versions.iter().map(name).collect(),
            default: history.latest(),
        }
    }
}

/// Returns a feature for each api-version, layer and conversion. The newest stable api-version of each service and some
/// conversions are on by default.
fn features(
    services: &[VersionFeatures],
    on: &[Conversion],
    conversions: &[Conversion],
    origin: &Origin,
) -> String {
    let on_by_default = services
        .iter()
        .filter_map(|versions| versions.names.get(versions.default?));
    let default = on_by_default
        .map(String::as_str)
        .chain(DEFAULT)
        .chain(on.iter().map(|conversion| conversion.name()));
    let default = list(default);
    let line = |name: &String| match name.contains(['.', '+']) {
        true => format!("{name:?} = []\n"),
        false => format!("{name} = []\n"),
    };
    let lines: String = services
        .iter()
        .flat_map(|one| &one.names)
        .map(line)
        .collect();
    let layers: String = LAYERS.iter().map(|layer| layer.line(origin)).collect();
    // With a copy, an optional dependency is its own feature.
    let conversions: String = match origin.dependency() {
        None => String::new(),
        Some(dependency) => conversions
            .iter()
            .map(|one| format!("{0} = [\"{dependency}/{0}\"]\n", one.name()))
            .collect(),
    };
    format!("default = [{default}]\n{lines}{layers}{conversions}")
}

impl LayerFeature {
    /// Returns the line that declares the feature. It enables the crates that a copy of the runtime needs, or the
    /// feature of the package.
    fn line(&self, origin: &Origin) -> String {
        let needed: Vec<String> = match origin.dependency() {
            None => self
                .crates
                .iter()
                .map(|name| match name.contains('/') {
                    true => (*name).to_owned(),
                    false => format!("dep:{name}"),
                })
                .collect(),
            Some(dependency) => vec![format!("{dependency}/{}", self.name)],
        };
        let enabled = self
            .base
            .into_iter()
            .chain(needed.iter().map(String::as_str));
        format!("{} = [{}]\n", self.name, list(enabled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "services")]
    #[test]
    fn only_the_block_changes() {
        let features = ["azure-2020-05-01", "azure-2024-04-01"];
        let services = [VersionFeatures {
            names: features.map(str::to_owned).to_vec(),
            default: Some(1),
        }];
        let manifest = format!("[features]\nown = []\n{BEGIN}\nold = []\n{END}\n\n[lints]\n");
        let head = "[features]\nown = []\n# generated: api-versions\n\
             default = [\"azure-2024-04-01\", \"http\", \"rust_decimal\", \"time\"]\nazure-2020-05-01 = []\nazure-2024-04-01 = []\n";
        let copied = "http = [\"dep:http\", \"dep:httpdate\"]\n\
             client = [\"http\", \"dep:bytes\", \"dep:futures-core\", \"dep:http-body\", \"dep:reqwest\", \"dep:rustls\", \"dep:tokio\"]\n\
             blocking = [\"http\", \"dep:rustls\", \"dep:ureq\"]\nazure-identity = [\"client\", \"dep:azure_core\"]\n\
             gzip = [\"reqwest?/gzip\", \"ureq?/gzip\"]\ntracing = [\"dep:tracing\"]\n\
             patterns = [\"dep:regex-lite\"]\ntesting = [\"http\"]\n";
        let forwarded = "http = [\"billing-runtime/http\"]\n\
             client = [\"http\", \"billing-runtime/client\"]\n\
             blocking = [\"http\", \"billing-runtime/blocking\"]\n\
             azure-identity = [\"client\", \"billing-runtime/azure-identity\"]\n\
             gzip = [\"billing-runtime/gzip\"]\ntracing = [\"billing-runtime/tracing\"]\n\
             patterns = [\"billing-runtime/patterns\"]\ntesting = [\"http\", \"billing-runtime/testing\"]\n\
             rust_decimal = [\"billing-runtime/rust_decimal\"]\ntime = [\"billing-runtime/time\"]\n\
             chrono = [\"billing-runtime/chrono\"]\njiff = [\"billing-runtime/jiff\"]\n";
        for (origin, block) in [(Origin::Copy, copied), (Origin::Package, forwarded)] {
            assert_eq!(
                with_features(&manifest, &services, &origin).unwrap(),
                format!("{head}{block}# end of generated\n\n[lints]\n")
            );
        }
        assert_eq!(
            with_features("[features]\n", &[], &Origin::Package),
            Err(ManifestError::NoBlock)
        );
    }

    #[test]
    fn dependencies_by_the_name_of_their_crate() {
        let manifest = "[package]\nname = \"shop-api\"\n[dev-dependencies]\nb-c = \"1\"\n[dependencies]\nserde.workspace = true\n\
             \"a-b\" = \"1\"\n[dependencies.d_e]\nversion = \"1\"\n[features]\nf = []\n";
        for (name, expected) in [
            ("serde", Some("serde")),
            ("a_b", Some("a-b")),
            ("d_e", Some("d_e")),
            ("b_c", None),
            ("f", None),
            ("name", None),
        ] {
            assert_eq!(find_dependency(manifest, name), expected, "{name}");
        }
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
