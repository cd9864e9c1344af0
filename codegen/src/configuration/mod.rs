//! All that generators can be told, from a file.
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
//! [`customizing`](crate::guide::customizing) lists the keys. The file is read only where somebody names it
//! ([`Generator::config`](crate::Generator::config), `--config`): what is generated does not depend on a file that happens to
//! lie around.

mod node_ref;
mod rules;
mod specs;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    customize::Customization,
    diagnostic::{Diagnostics, Sources},
    emit::{Conversion, Layer, OutputForm, Runtime},
    load::Spec,
    source::{File, NodeRef, Workspace},
};

/// The keys that say what is generated.
const KEYS: [&str; 10] = [
    "specs",
    "api-versions",
    "operations",
    "conversions",
    "out",
    "crate-name",
    "features",
    "form",
    "layers",
    "runtime",
];

const CONVERSIONS: [(&str, Conversion); 4] = [
    ("rust_decimal", Conversion::RustDecimal),
    ("time", Conversion::Time),
    ("chrono", Conversion::Chrono),
    ("jiff", Conversion::Jiff),
];

const LAYERS: [(&str, Layer); 5] = [
    ("http", Layer::Http),
    ("client", Layer::Client),
    ("blocking", Layer::Blocking),
    ("azure-identity", Layer::AzureIdentity),
    ("patterns", Layer::Patterns),
];

const FORMS: [(&str, OutputForm); 2] = [
    ("expanded", OutputForm::Expanded),
    ("definitions", OutputForm::Definitions),
];

/// What a file says; what it does not say is left to whoever reads it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Configuration {
    pub(crate) specs: Vec<Spec>,
    pub(crate) api_versions: Option<Vec<String>>,
    pub(crate) operations: Option<Vec<String>>,
    pub(crate) conversions: Option<Vec<Conversion>>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) crate_name: Option<String>,
    pub(crate) features: Option<String>,
    pub(crate) form: Option<OutputForm>,
    pub(crate) layers: Option<Vec<Layer>>,
    pub(crate) runtime: Option<Runtime>,
    pub(crate) customization: Customization,
}

impl Configuration {
    /// What a file says, and its text for diagnostics.
    pub(crate) fn read(path: &Path, diagnostics: &mut Diagnostics) -> (Self, Sources) {
        let mut workspace = Workspace::new(path.parent().unwrap_or(Path::new("")));
        let file = workspace.load_named(path, diagnostics);
        let found = file.map(|file| Self::of(&file, path, diagnostics));
        (found.unwrap_or_default(), workspace.sources().clone())
    }

    /// Whether a file says what is read, and not only how.
    #[cfg(feature = "cli")]
    pub(crate) fn names_specs(path: &Path) -> bool {
        let mut diagnostics = Diagnostics::default();
        let file = Workspace::new("").load_named(path, &mut diagnostics);
        file.is_some_and(|file| file.node.get("specs").is_some())
    }

    fn of(file: &Arc<File>, path: &Path, diagnostics: &mut Diagnostics) -> Self {
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut found = Self::default();
        let keys: Vec<&str> = KEYS.into_iter().chain(rules::KEYS).collect();
        for entry in NodeRef::root(file).known(&keys, diagnostics) {
            let value = &entry.value;
            match entry.name {
                "specs" => {
                    let specs = value.one_or_more();
                    let specs = specs
                        .iter()
                        .filter_map(|one| specs::read(one, folder, diagnostics));
                    found.specs = specs.collect();
                }
                "api-versions" => found.api_versions = Some(value.texts(diagnostics)),
                "operations" => found.operations = Some(value.texts(diagnostics)),
                "conversions" => found.conversions = Some(words(value, &CONVERSIONS, diagnostics)),
                "layers" => found.layers = Some(words(value, &LAYERS, diagnostics)),
                "out" => found.out = text(value, diagnostics).map(|out| folder.join(out)),
                "crate-name" => found.crate_name = text(value, diagnostics),
                "features" => found.features = text(value, diagnostics),
                "runtime" => found.runtime = text(value, diagnostics).map(Runtime::from),
                "form" => found.form = value.word(&FORMS, diagnostics),
                _ => rules::read(&entry, &mut found.customization, diagnostics),
            }
        }
        found
    }
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
        assert_eq!(
            words("/properties"),
            set(KEYS.into_iter().chain(rules::KEYS))
        );
        assert_eq!(words("/properties/rename/properties"), set(rules::RENAMED));
        assert_eq!(words("/properties/docs/properties"), set(rules::DESCRIBED));
        assert_eq!(words("/$defs/spec/anyOf/1/properties"), set(specs::KEYS));
        assert_eq!(words("/properties/dates/enum"), first(&rules::DATES));
        assert_eq!(words("/properties/decimals/enum"), first(&rules::DECIMALS));
        assert_eq!(words("/$defs/conversion/enum"), first(&CONVERSIONS));
        assert_eq!(words("/$defs/layer/enum"), first(&LAYERS));
        assert_eq!(words("/properties/form/enum"), first(&FORMS));
    }
}
