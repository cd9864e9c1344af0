//! The module that goes with generated code, as text: [`crate::runtime`], file by file.

use super::MARK;

/// The files of the runtime by path from its folder.
const FILES: &[(&str, &str)] = &[
    ("mod.rs", include_str!("../runtime/mod.rs")),
];

/// The conversions to and from a crate of values, by the feature that turns them on.
const CONVERSIONS: &[(&str, &str)] = &[
    ("rust_decimal", include_str!("../runtime/convert/rust_decimal.rs")),
    ("time", include_str!("../runtime/convert/time.rs")),
    ("chrono", include_str!("../runtime/convert/chrono.rs")),
    ("jiff", include_str!("../runtime/convert/jiff.rs")),
];

/// The files of the runtime by path from its folder, with conversions for the named crates behind features of their names.
pub(super) fn files(crates: &[&str]) -> Vec<(String, String)> {
    let wanted = || CONVERSIONS.iter().filter(|(name, _)| crates.contains(name));
    let modules: String = wanted()
        .map(|(name, _)| format!("#[cfg(feature = {name:?})]\n#[path = \"convert/{name}.rs\"]\nmod convert_{name};\n"))
        .collect();
    let own = FILES.iter().map(|(path, text)| {
        let text = if *path == "mod.rs" { format!("{MARK}\n{text}\n{modules}") } else { format!("{MARK}\n{text}") };
        ((*path).to_owned(), text)
    });
    let conversions = wanted().map(|(name, text)| (format!("convert/{name}.rs"), format!("{MARK}\n{text}")));
    own.chain(conversions).collect()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// The paths of the files below a folder.
    fn listed(folder: &Path, below: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder.join(below)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{below}{}", entry.file_name().into_string().unwrap());
            if entry.path().is_dir() {
                listed(folder, &format!("{path}/"), found);
            } else {
                found.insert(path);
            }
        }
    }

    #[test]
    fn every_file_of_the_runtime_is_embedded() {
        let mut found = BTreeSet::new();
        listed(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/runtime")), "", &mut found);
        let embedded = files(&["rust_decimal", "time", "chrono", "jiff"]).into_iter().map(|(path, _)| path);
        assert_eq!(embedded.collect::<BTreeSet<_>>(), found);
    }
}
