//! The definitions form of a small service, as a file that can be reviewed. `BLESS=1` rewrites it.

use std::{env, fs, path::Path};

use billing_codegen::CrateGenerator;

use crate::folder::{self, MANIFEST};

#[test]
fn definitions_form() {
    let crate_folder = tempfile::tempdir().unwrap();
    fs::write(crate_folder.path().join("Cargo.toml"), MANIFEST).unwrap();
    let generated = CrateGenerator::of_services(folder::example(), crate_folder.path())
        .files()
        .unwrap_or_else(|error| panic!("{error}"));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generation/golden");
    for (path, file) in [
        ("src/things.rs", "things.rs"),
        ("src/lib.rs", "lib.rs"),
        ("Cargo.toml", "Cargo.toml.golden"),
    ] {
        let (_, text) = generated
            .files
            .iter()
            .find(|(found, _)| *found == path)
            .unwrap();
        if env::var_os("BLESS").is_some() {
            fs::create_dir_all(&golden).unwrap();
            fs::write(golden.join(file), text).unwrap();
        }
        assert_eq!(
            text,
            fs::read_to_string(golden.join(file)).unwrap(),
            "{path}"
        );
    }
    assert_eq!(generated.warnings, "");
}
