//! Documents of several api-versions are read ahead of their models, and the result is that of reading one after the other.

use std::{collections::BTreeMap, fs, path::Path};

use super::Folder;

/// Returns the files below a folder, by path.
fn files(folder: &Path, into: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, into),
            false => {
                let text = fs::read_to_string(&path).unwrap();
                into.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), text);
            }
        }
    }
}

/// A document with a warning of reading, one of the model, and what a case adds.
fn document(version: usize, others: &str) -> String {
    format!(
        "openapi: 3.0.3\n\
         info: {{ title: Shop, version: v{version} }}\n\
         paths: {{}}\n\
         components:\n\
         \x20 schemas:\n\
         \x20   Thing:\n\
         \x20     type: object\n\
         \x20     propertis: {{}}\n\
         \x20     properties:\n\
         \x20       price: {{ type: number, format: double }}\n\
         \x20       member{version}: {{ $ref: '#/components/schemas/Other' }}\n\
         \x20   Other: {{ $ref: '#/components/schemas/Other' }}\n\
         {others}"
    )
}

#[test]
fn problems_and_files_are_those_of_reading_one_after_the_other() {
    let dangling = "    Broken: { $ref: '#/components/schemas/Missing' }\n";
    let cases: [(&str, [&str; 5], i32); 3] = [
        ("warnings", [""; 5], 0),
        ("errors", ["", dangling, "", dangling, ""], 2),
        ("no YAML", ["", "    - [", "", "", "  -"], 2),
    ];
    for (name, others, expected) in cases {
        let folder = Folder::new(&[]);
        for (index, others) in others.iter().enumerate() {
            let version = index + 1;
            let text = document(version, others);
            folder.write(&format!("shop/v{version}.yaml"), &text);
        }
        let options = "--warn B0808,B0809 --crate-name shop";
        let (code, _, ahead) = folder.run(&format!("generate shop --out ahead {options}"));
        assert_eq!(code, expected, "{name}: {ahead}");
        // With statistics, each stage is timed for itself.
        let (code, _, after) = folder.run(&format!("generate shop --out after {options} --stats"));
        assert_eq!(code, expected, "{name}: {after}");
        assert_eq!(ahead, after, "{name}");
        if expected == 0 {
            let [ahead, after] = ["ahead", "after"].map(|out| {
                let mut found = BTreeMap::new();
                files(&folder.path(out), &mut found);
                found
            });
            assert_eq!(ahead, after, "{name}");
        }
    }
}
