//! Configuration files: all options of the generators and commands in a file.
//!
//! ```yaml
//! # billing-codegen.yaml: paths are relative to its folder.
//! specs:
//!   - api/shop
//!   - { path: api/things.yaml, name: things, operations: Things_* }
//! conversions: rust_decimal
//!
//! extern-types: { Money: crate::Money }
//! derive: { "*": "Eq, Hash" }
//! rename:
//!   types: { "*Dto": "*" }
//!   members: { Invoice: { amountDue: due } }
//! dates: time
//! ```
//!
//! [`customizing`](crate::guide::customizing) lists the keys. Options that the caller sets count more than the file. Paths are relative to the folder of the file. The file is read only
//! where somebody names it ([`Generator::config`](crate::Generator::config), `--config`): generated code does not depend on a
//! file that happens to be there. The exception is `billing-codegen.yaml` in a folder of services, which sets only the levels of
//! lints for the services of that folder.

mod rules;
mod specs;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    customize::Customization,
    diagnostic::{Code, Diagnostic, Diagnostics, Levels, Sources},
    emit::{self, Conversion, Layer, ManifestError, OutputForm, Runtime},
    load::{LoadOptions, Spec},
    openapi::Floats,
    settings::{self, LEVEL_KEYS},
    source::{File, NodeRef, ResourceLimits, Workspace},
};

/// The keys for the documents and the generated code.
const KEYS: [&str; 14] = [
    "specs",
    "specs-dir",
    "api-versions",
    "operations",
    "conversions",
    "out",
    "crate-name",
    "features",
    "form",
    "layers",
    "runtime",
    "macros",
    "floats",
    "limit",
];

const CONVERSIONS: [(&str, Conversion); 4] = [
    ("rust_decimal", Conversion::RustDecimal),
    ("time", Conversion::Time),
    ("chrono", Conversion::Chrono),
    ("jiff", Conversion::Jiff),
];

const LAYERS: [(&str, Layer); 7] = [
    ("http", Layer::Http),
    ("client", Layer::Client),
    ("blocking", Layer::Blocking),
    ("azure-identity", Layer::AzureIdentity),
    ("tracing", Layer::Tracing),
    ("patterns", Layer::Patterns),
    ("testing", Layer::Testing),
];

const FORMS: [(&str, OutputForm); 2] = [
    ("expanded", OutputForm::Expanded),
    ("definitions", OutputForm::Definitions),
];

const FLOATS: [(&str, Floats); 2] = [("binary", Floats::Binary), ("decimal", Floats::Decimal)];

/// The options of a configuration file. An option that the file does not set is empty or `None`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Configuration {
    pub(crate) specs: Vec<Spec>,
    pub(crate) specs_dir: Option<PathBuf>,
    pub(crate) api_versions: Vec<String>,
    pub(crate) operations: Vec<String>,
    pub(crate) levels: Levels,
    pub(crate) limits: ResourceLimits,
    pub(crate) floats: Option<Floats>,
    pub(crate) conversions: Option<Vec<Conversion>>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) crate_name: Option<String>,
    pub(crate) features: Option<String>,
    pub(crate) form: Option<OutputForm>,
    pub(crate) layers: Option<Vec<Layer>>,
    pub(crate) runtime: Option<Runtime>,
    pub(crate) macros: Option<PathBuf>,
    pub(crate) customization: Customization,
}

impl Configuration {
    /// Reads the configuration file of load options, and adds to these what they do not set. Without a file, nothing changes.
    pub(crate) fn resolve(options: &LoadOptions) -> (LoadOptions, Self) {
        let mut options = options.clone();
        let Some(path) = options.config.take() else {
            return (options, Self::default());
        };
        let inputs = &mut options.inputs;
        inputs.diagnostics = Diagnostics::with_levels(options.levels.clone());
        let (found, sources) = Self::read(&path, &mut inputs.diagnostics);
        inputs.sources.extend(&sources);
        inputs.paths.insert(path);
        options.configured.clone_from(&found.specs);
        options.specs_dir = options.specs_dir.take().or(found.specs_dir.clone());
        options.levels = options.levels.or(&found.levels);
        options.limits = options.limits.or(found.limits);
        options.floats = options.floats.or(found.floats);
        let selection = &mut options.selection;
        for (own, found) in [
            (&mut selection.api_versions, &found.api_versions),
            (&mut selection.operations, &found.operations),
        ] {
            if own.is_empty() {
                own.clone_from(found);
            }
        }
        (options, found)
    }

    /// Reads a file, and returns its text for diagnostics as well.
    fn read(path: &Path, diagnostics: &mut Diagnostics) -> (Self, Sources) {
        let mut workspace = Workspace::new(path.parent().unwrap_or(Path::new("")));
        let file = workspace.load_named(path, diagnostics);
        let found = file.map(|file| Self::of(&file, path, diagnostics));
        (found.unwrap_or_default(), workspace.sources().clone())
    }

    /// Reads a file without reporting its problems: a later [`resolve`](Self::resolve) does.
    #[cfg(feature = "cli")]
    pub(crate) fn peek(path: &Path) -> Self {
        Self::read(path, &mut Diagnostics::default()).0
    }

    fn of(file: &Arc<File>, path: &Path, diagnostics: &mut Diagnostics) -> Self {
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut found = Self::default();
        let keys: Vec<&str> = all_keys().collect();
        let mut levels = Vec::new();
        for entry in NodeRef::root(file).known(&keys, diagnostics) {
            let value = &entry.value;
            match entry.name {
                key if LEVEL_KEYS.contains(&key) => levels.push((key, value.clone())),
                "limit" => found.limits = settings::limits(value, diagnostics),
                "specs-dir" => {
                    found.specs_dir = text(value, diagnostics).map(|path| folder.join(path));
                }
                "macros" => found.macros = text(value, diagnostics).map(|path| folder.join(path)),
                "specs" => {
                    let specs = value.one_or_more();
                    let specs = specs
                        .iter()
                        .filter_map(|one| specs::read(one, folder, diagnostics));
                    found.specs = specs.collect();
                }
                "api-versions" => found.api_versions = value.texts(diagnostics),
                "operations" => found.operations = value.texts(diagnostics),
                "conversions" => found.conversions = Some(words(value, &CONVERSIONS, diagnostics)),
                "layers" => found.layers = Some(words(value, &LAYERS, diagnostics)),
                "out" => found.out = text(value, diagnostics).map(|out| folder.join(out)),
                "crate-name" => found.crate_name = package_name(value, diagnostics),
                "features" => found.features = text(value, diagnostics),
                "runtime" => found.runtime = text(value, diagnostics).map(Runtime::from),
                "floats" => found.floats = value.word(&FLOATS, diagnostics),
                "form" => found.form = value.word(&FORMS, diagnostics),
                _ => rules::read(&entry, &mut found.customization, diagnostics),
            }
        }
        found.levels = settings::levels(&levels, diagnostics);
        found
    }
}

/// All keys of the file.
fn all_keys() -> impl Iterator<Item = &'static str> {
    KEYS.into_iter().chain(LEVEL_KEYS).chain(rules::KEYS)
}

/// Reads the name of a package. One that cargo does not accept is reported.
fn package_name(section: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = section.text(diagnostics)?;
    if !emit::is_package_name(name) {
        let error = ManifestError::PackageName {
            name: name.to_owned(),
            usable: emit::package_name(name),
        };
        let diagnostic = Diagnostic::new(Code::MalformedConfiguration, error.to_string());
        diagnostics.push(diagnostic.at(section.value()));
        return None;
    }
    Some(name.to_owned())
}

fn text(section: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    section.text(diagnostics).map(str::to_owned)
}

fn words<T: Copy>(
    section: &NodeRef<'_>,
    words: &[(&str, T)],
    diagnostics: &mut Diagnostics,
) -> Vec<T> {
    let elements = section.one_or_more();
    let found = elements
        .iter()
        .filter_map(|one| one.word(words, diagnostics));
    found.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names under a JSON pointer of the schema.
    fn known(schema: &serde_json::Value, pointer: &str) -> BTreeSet<String> {
        match schema.pointer(pointer) {
            Some(serde_json::Value::Object(members)) => members.keys().cloned().collect(),
            Some(serde_json::Value::Array(words)) => words
                .iter()
                .filter_map(|word| word.as_str().map(str::to_owned))
                .collect(),
            _ => BTreeSet::new(),
        }
    }

    fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        names.into_iter().map(str::to_owned).collect()
    }

    fn first<T>(words: &[(&'static str, T)]) -> BTreeSet<String> {
        set(words.iter().map(|(word, _)| *word))
    }

    #[test]
    fn the_schema_knows_all_keys_and_words() {
        let schema = include_str!("../../docs/billing-codegen.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        let words = |pointer| known(&schema, pointer);
        assert_eq!(words("/properties"), set(all_keys()));
        assert_eq!(
            words("/properties/limit/properties"),
            set(ResourceLimits::NAMES)
        );
        assert_eq!(words("/properties/rename/properties"), set(rules::RENAMED));
        assert_eq!(words("/properties/docs/properties"), set(rules::DESCRIBED));
        assert_eq!(words("/$defs/spec/anyOf/1/properties"), set(specs::KEYS));
        assert_eq!(words("/properties/dates/enum"), first(&rules::DATES));
        assert_eq!(words("/properties/decimals/enum"), first(&rules::DECIMALS));
        assert_eq!(words("/$defs/conversion/enum"), first(&CONVERSIONS));
        assert_eq!(words("/$defs/layer/enum"), first(&LAYERS));
        assert_eq!(words("/properties/form/enum"), first(&FORMS));
        assert_eq!(words("/properties/floats/enum"), first(&FLOATS));
    }
}
