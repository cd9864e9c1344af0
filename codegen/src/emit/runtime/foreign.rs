//! Parts of the runtime that depend on the crates whose types are in use.

use super::Conversion;
use crate::history::Foreign;

/// The declaration of the module whose text is [`external`].
pub(super) const EXTERNAL: &str = "\nmod external;\n";

/// A crate whose values the runtime converts to and from.
pub(super) struct Converted {
    pub(super) conversion: Conversion,
    /// Members are of its types, so the conversion is behind no feature.
    is_in_use: bool,
}

/// Returns the named crates, and those whose types are in use.
pub(super) fn converted(conversions: &[Conversion], foreign: &Foreign) -> Vec<Converted> {
    let one = |conversion: Conversion| {
        let is_in_use = foreign.crates.contains(conversion.name());
        let is_wanted = is_in_use || conversions.contains(&conversion);
        is_wanted.then_some(Converted {
            conversion,
            is_in_use,
        })
    };
    Conversion::ALL.into_iter().filter_map(one).collect()
}

/// Returns whether a file of the runtime serves only conversions that are not selected.
pub(super) fn is_left_out(path: &str, conversions: &[Converted]) -> bool {
    let Some(name) = path.strip_prefix("convert/") else {
        return false;
    };
    let is_of = |one: &Converted| name.strip_suffix(".rs") == Some(one.conversion.name());
    match name {
        SHARED_FILE => conversions.is_empty(),
        _ => !conversions.iter().any(is_of),
    }
}

/// The file that all conversions share, and its declaration in the text of `convert.rs`.
const SHARED_FILE: &str = "foreign.rs";
const SHARED: &str = ")]\nmod foreign;\n";
/// The start of the condition on what all conversions share.
const CONDITION: &str = "#[cfg(";

/// Returns the text of `convert.rs` with modules for these conversions only, and without conditions on those in use.
pub(super) fn convert_module(text: &str, conversions: &[Converted]) -> String {
    let mut text = shared(text, conversions);
    for conversion in Conversion::ALL {
        let name = conversion.name();
        let condition = condition(name);
        let module = format!("mod {name};\n");
        let declaration = format!("#[cfg({condition})]\n{module}");
        let one = conversions.iter().find(|one| one.conversion == conversion);
        text = match one {
            None => text.replace(&declaration, ""),
            Some(one) if one.is_in_use => text.replace(&declaration, &module),
            Some(_) => text,
        };
    }
    // Where no module is left, neither are the blank lines around them.
    text.replace("\n\n\n", "\n\n")
}

/// Returns the text with the shared module behind a condition on these conversions.
fn shared(text: &str, conversions: &[Converted]) -> String {
    let Some((before, after)) = text.split_once(SHARED) else {
        return text.to_owned();
    };
    let Some(start) = before.rfind(CONDITION) else {
        return text.to_owned();
    };
    let before = before.get(..start).unwrap_or_default();
    let conditions: Vec<_> = conversions
        .iter()
        .map(|one| condition(one.conversion.name()))
        .collect();
    let declaration = match conditions.as_slice() {
        [] => String::new(),
        _ if conversions.iter().any(|one| one.is_in_use) => "mod foreign;\n".to_owned(),
        [only] => format!("{CONDITION}{only}{SHARED}"),
        several => format!("{CONDITION}{}{SHARED}", any(several)),
    };
    format!("{before}{declaration}{after}")
}

fn condition(feature: &str) -> String {
    format!("feature = \"{feature}\"")
}

/// Joins conditions with `any`, with line breaks where rustfmt puts them.
fn any(conditions: &[String]) -> String {
    const WIDEST: usize = 70;
    let line = format!("any({})", conditions.join(", "));
    match line.len() {
        ..=WIDEST => line,
        _ => format!("any(\n    {}\n)", conditions.join(",\n    ")),
    }
}

/// Returns the implementations of `Value` for types of which only serde's traits are known; none if there are no such
/// types.
pub(in crate::emit) fn external(foreign: &Foreign) -> Option<String> {
    if foreign.through_serde.is_empty() {
        return None;
    }
    let mut text = String::from(
        "//! Types from elsewhere, read and written through serde.\n\nuse super::serde::{Serialize, Serializer};\nuse super::{Fit, KeptPath, Source, Value, read_through_serde};\n",
    );
    for path in &foreign.through_serde {
        let expected = format!("a value of `{path}`");
        text.push_str(&format!(
            "\nimpl Value for {path} {{
    const EXPECTED: &'static str = {expected:?};

    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {{
        read_through_serde(source)
    }}

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        Serialize::serialize(self, serializer)
    }}

    fn list_kept(&self, _: &mut KeptPath) {{}}
}}
"
        ));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every choice of conversions leaves the modules of those, with conditions on those that are not in use.
    #[test]
    fn conversions_are_chosen() {
        let (_, text) = super::super::file("convert.rs");
        let all = Conversion::ALL;
        for (chosen, in_use, expected) in [
            (&all[..0], "", ""),
            (&all[..0], "time", "mod foreign;\nmod time;\n"),
            (
                &all[1..2],
                "",
                "#[cfg(feature = \"time\")]\nmod foreign;\n#[cfg(feature = \"time\")]\nmod time;\n",
            ),
            (
                &all[..2],
                "rust_decimal",
                "mod foreign;\nmod rust_decimal;\n#[cfg(feature = \"time\")]\nmod time;\n",
            ),
            (
                &all[1..3],
                "",
                "#[cfg(feature = \"chrono\")]\nmod chrono;\n#[cfg(any(feature = \"time\", feature = \"chrono\"))]\nmod foreign;\n#[cfg(feature = \"time\")]\nmod time;\n",
            ),
        ] {
            let mut foreign = Foreign::default();
            foreign
                .crates
                .extend((!in_use.is_empty()).then_some(in_use));
            let module = convert_module(text, &converted(chosen, &foreign));
            let (_, modules) = module.split_once("\n\n").unwrap();
            let (modules, rest) = modules.split_at(modules.find("use ").unwrap());
            assert_eq!(modules.trim_end(), expected.trim_end());
            assert!(rest.contains("pub struct ConvertError"));
        }
        let every = convert_module(text, &converted(&all, &Foreign::default()));
        assert_eq!(every, text);
    }
}
