//! What the runtime needs where types take something from elsewhere.

use super::{CONVERSIONS, Conversion, FOREIGN};
use crate::history::Foreign;

/// A crate whose values are converted to and from.
pub(in crate::emit) struct Converted {
    pub(in crate::emit) conversion: Conversion,
    /// The path and the text of what converts.
    pub(super) file: &'static (&'static str, &'static str),
    /// Whether members are of its types, so that it is always needed.
    is_in_use: bool,
}

/// The named crates, and those whose types are in use.
pub(in crate::emit) fn converted(conversions: &[Conversion], foreign: &Foreign) -> Vec<Converted> {
    let one = |conversion: Conversion| {
        let is_in_use = foreign.crates.contains(conversion.name());
        let path = format!("convert/{}.rs", conversion.name());
        let file = CONVERSIONS.iter().find(|(known, _)| *known == path)?;
        let is_wanted = is_in_use || conversions.contains(&conversion);
        is_wanted.then_some(Converted {
            conversion,
            file,
            is_in_use,
        })
    };
    Conversion::ALL.into_iter().filter_map(one).collect()
}

/// What `mod.rs` says of them.
pub(super) fn modules(conversions: &[Converted], foreign: &Foreign) -> Vec<String> {
    let condition = |one: &Converted| format!("feature = \"{}\"", one.conversion.name());
    let mut all = Vec::new();
    let conditions: Vec<_> = conversions.iter().map(condition).collect();
    let cfg = match conditions.as_slice() {
        _ if conversions.iter().any(|one| one.is_in_use) => String::new(),
        [only] => format!("#[cfg({only})]\n"),
        several => format!("#[cfg({})]\n", any(several)),
    };
    if !conversions.is_empty() {
        all.push(format!(
            "\n{cfg}#[path = \"{}\"]\nmod foreign;\n",
            FOREIGN.0
        ));
    }
    for (one, condition) in conversions.iter().zip(conditions) {
        let cfg = match one.is_in_use {
            true => String::new(),
            false => format!("#[cfg({condition})]\n"),
        };
        let (name, (path, _)) = (one.conversion.name(), one.file);
        all.push(format!(
            "\n{cfg}#[path = \"{path}\"]\nmod convert_{name};\n"
        ));
    }
    if !foreign.through_serde.is_empty() {
        all.push("\nmod external;\n".to_owned());
    }
    all
}

/// Any of these conditions, broken into lines where a formatter would do so.
fn any(conditions: &[String]) -> String {
    const WIDEST: usize = 70;
    let line = format!("any({})", conditions.join(", "));
    match line.len() {
        ..=WIDEST => line,
        _ => format!("any(\n    {}\n)", conditions.join(",\n    ")),
    }
}

/// What lets members hold types of which serde's traits are all that is known.
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
