//! The block of generated features in a `Cargo.toml`.

use std::{error::Error, fmt};

use super::{Form, feature};
use crate::history::History;

/// The line that the generated features follow.
const BEGIN: &str = "# generated: api-versions";
/// The line that the generated dependencies follow.
const DEPENDENCIES: &str = "# generated: dependencies";
/// The line that the generated features of a crate of one API follow.
const FEATURES: &str = "# generated: features";
/// The line that ends them.
const END: &str = "# end of generated";

/// The manifest has no block for generated features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestError;

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "[features] of Cargo.toml lacks the lines `{BEGIN}` and, after it, `{END}`"
        )
    }
}

impl Error for ManifestError {}

/// The manifest of a crate in definitions form that is not there yet, with a place for its features.
#[must_use]
pub fn new_manifest(crate_name: &str) -> String {
    let conversions: String = CONVERSIONS
        .iter()
        .map(|(name, version)| {
            format!(
                "{name} = {{ version = \"{version}\", default-features = false, features = [\"std\"], optional = true }}\n"
            )
        })
        .collect();
    format!(
        "[package]\nname = \"{crate_name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{}{}{conversions}\n[features]\n{BEGIN}\n{END}\n",
        dependencies(Form::Definitions),
        optional()
    )
}

/// The features on top of the types, and what each needs.
const LAYERS: [(&str, &[&str]); 2] = [
    ("http", &["dep:http", "dep:httpdate"]),
    ("patterns", &["dep:regex-lite"]),
];

/// Those of them that are on by default.
const DEFAULT: [&str; 1] = ["http"];

/// The crates that only these features need.
const OPTIONAL: [(&str, &str); 3] = [("http", "1"), ("httpdate", "1"), ("regex-lite", "0.1")];

/// The crates of values that a crate of services converts to.
const CONVERSIONS: [(&str, &str); 4] = [
    ("chrono", "0.4"),
    ("jiff", "0.2"),
    ("rust_decimal", "1.43"),
    ("time", "0.3"),
];

/// The manifest with its block of generated features brought up to date.
pub(super) fn with_features(
    manifest: &str,
    histories: &[History],
) -> Result<String, ManifestError> {
    let (before, rest) = manifest.split_once(BEGIN).ok_or(ManifestError)?;
    let (_, after) = rest.split_once(END).ok_or(ManifestError)?;
    Ok(format!(
        "{before}{BEGIN}\n{}{END}{after}",
        features(histories)
    ))
}

/// The manifest of a crate that builds by itself: a new one, or the one that is there with its blocks of generated
/// dependencies and features brought up to date. One without the first block is its author's alone.
pub(super) fn of_package(manifest: Option<&str>, crate_name: &str, form: Form) -> String {
    let dependencies = format!("{DEPENDENCIES}\n{}{}{END}", dependencies(form), optional());
    let default = DEFAULT.map(|name| format!("{name:?}")).join(", ");
    let own = format!("{FEATURES}\ndefault = [{default}]\n{}{END}", layers());
    let Some(manifest) = manifest else {
        return format!(
            "[package]\nname = \"{crate_name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\n\n\
             [dependencies]\n{dependencies}\n\n[features]\n{own}\n"
        );
    };
    let Some((before, after)) = around(manifest, DEPENDENCIES) else {
        return manifest.to_owned();
    };
    let manifest = format!("{before}{dependencies}{after}");
    if let Some((before, after)) = around(&manifest, FEATURES) {
        return format!("{before}{own}{after}");
    }
    // One that was written before there were features.
    match manifest.split_once("[features]\n") {
        Some((before, after)) if after.lines().any(|line| line.starts_with("default")) => {
            format!("{before}[features]\n{FEATURES}\n{}{END}\n{after}", layers())
        }
        Some((before, after)) => format!("{before}[features]\n{own}\n{after}"),
        None => format!("{}\n\n[features]\n{own}\n", manifest.trim_end()),
    }
}

/// What stands before and after a block.
fn around<'m>(manifest: &'m str, begin: &str) -> Option<(&'m str, &'m str)> {
    let (before, rest) = manifest.split_once(begin)?;
    Some((before, rest.split_once(END)?.1))
}

fn dependencies(form: Form) -> String {
    let values = "serde = \"1\"\nserde_json = { version = \"1\", features = [\"raw_value\"] }\n";
    match form {
        Form::Expanded => values.to_owned(),
        Form::Definitions => format!(
            "billing-macros = \"{}\"\n{values}",
            env!("CARGO_PKG_VERSION")
        ),
    }
}

/// A feature for each api-version; the newest of each service is on by default, and so are the conversions to the usual crates.
fn features(histories: &[History]) -> String {
    let newest = histories
        .iter()
        .filter_map(|history| Some(feature(&history.service, history.api_versions.last()?)));
    let default: Vec<_> = newest
        .chain(DEFAULT.map(str::to_owned))
        .chain(["rust_decimal".to_owned(), "time".to_owned()])
        .map(|name| format!("{name:?}"))
        .collect();
    let mut lines = format!("default = [{}]\n", default.join(", "));
    for history in histories {
        for api_version in &history.api_versions {
            lines.push_str(&format!(
                "{} = []\n",
                feature(&history.service, api_version)
            ));
        }
    }
    lines + &layers()
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
        .map(|(name, version)| format!("{name} = {{ version = \"{version}\", optional = true }}\n"))
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
             http = [\"dep:http\", \"dep:httpdate\"]\npatterns = [\"dep:regex-lite\"]\n\
             # end of generated\n\n[lints]\n"
        );
        assert_eq!(with_features("[features]\n", &[]), Err(ManifestError));
    }
}
