//! The dependencies of a crate that includes generated modules.

use super::{
    Conversion, Layer,
    layer_crates::{OPTIONAL, SERDE},
    manifest::{LAYERS, converted_line},
};
use crate::history::History;

/// A crate that generated code names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ModuleDependency {
    /// The name of the package.
    pub(crate) name: &'static str,
    /// The line for `[dependencies]`.
    pub(crate) line: String,
}

/// Lists the crates that modules with a copy of the runtime name, each once.
pub(crate) fn module_dependencies(
    histories: &[History],
    layers: &[Layer],
    conversions: &[Conversion],
) -> Vec<ModuleDependency> {
    let mut all: Vec<ModuleDependency> = Vec::new();
    let mut add = |name: &'static str, line: String| {
        if all.iter().all(|one| one.name != name) {
            all.push(ModuleDependency { name, line });
        }
    };
    for line in SERDE.lines() {
        add(
            line.split([' ', '=']).next().unwrap_or_default(),
            line.to_owned(),
        );
    }
    let features = layers.iter().flat_map(|layer| layer.features());
    let features = features.filter_map(|name| LAYERS.iter().find(|one| one.name == *name));
    for name in features.flat_map(|feature| feature.crates) {
        if let Some((name, what)) = OPTIONAL.iter().find(|(one, _)| one == name) {
            add(name, format!("{name} = {{ {what} }}"));
        }
    }
    let foreign = super::foreign(histories);
    for conversion in Conversion::ALL {
        if conversions.contains(&conversion) || foreign.crates.contains(conversion.name()) {
            let line = converted_line(conversion, "");
            add(conversion.name(), line.trim_end().to_owned());
        }
    }
    all
}
