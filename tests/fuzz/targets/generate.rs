//! Reads any text as a document in YAML and in JSON: the result is a crate of valid Rust or a diagnostic.
#![no_main]

use std::{cell::RefCell, fs, path::PathBuf};

use billing_codegen::{CrateGenerator, Error};
use libfuzzer_sys::fuzz_target;

/// Returns a folder for this process, in memory if possible.
fn folder() -> PathBuf {
    thread_local!(static FOLDER: RefCell<Option<PathBuf>> = const { RefCell::new(None) });
    FOLDER.with_borrow_mut(|folder| {
        let make = || {
            let memory = PathBuf::from("/dev/shm");
            let base = if memory.is_dir() {
                memory
            } else {
                std::env::temp_dir()
            };
            let folder = base.join(format!("billing-fuzz-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            folder
        };
        folder.get_or_insert_with(make).clone()
    })
}

fuzz_target!(|text: &[u8]| {
    for name in ["api.yaml", "api.json"] {
        let file = folder().join(name);
        fs::write(&file, text).unwrap();
        match CrateGenerator::of_documents(file, folder().join("crate")).files() {
            Ok(generated) => {
                for (path, text) in generated.files.iter() {
                    // The runtime does not depend on the document.
                    if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
                        assert!(syn::parse_file(text).is_ok(), "{path} is no Rust:\n{text}");
                    }
                }
            }
            Err(Error::Documents(error)) => {
                let text = error.to_string();
                assert!(text.contains("error"), "{text}");
            }
            // Contradictory lineage is reported without a location.
            Err(Error::Expansion(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
});
