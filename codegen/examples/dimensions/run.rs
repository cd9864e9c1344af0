//! The command that a dimension measures, which its name begins with: `verify`, `diff`, `import`, or else `generate`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use billing_codegen::{
    CrateGenerator, Error, Spec, diagnostic::Style, diff, import, load::LoadOptions, verify,
};

use super::documents::{CHANGED, DOCUMENT};

/// Runs the command on the documents in a folder, and renders its output. Returns whether the documents have errors.
pub(crate) fn run(name: &str, folder: &Path) -> Result<bool, Box<dyn std::error::Error>> {
    let options = LoadOptions::new();
    let spec = spec(folder, DOCUMENT)?;
    let refused = match name.split_once(": ") {
        Some(("verify", _)) => match verify::run(&[spec], &options) {
            Ok(report) => {
                drop((report.render(Style::Plain), report.json()));
                None
            }
            Err(error) => Some(error),
        },
        Some(("diff", _)) => match diff::run(spec, self::spec(folder, CHANGED)?, &options) {
            Ok(report) => {
                drop((report.to_text(false), report.to_json()));
                None
            }
            Err(error) => Some(error),
        },
        Some(("import", _)) => {
            let options = import::Options {
                out: folder.join("specs/things/1.0.0"),
                root: folder.to_owned(),
                load: options,
            };
            let document = folder.join(DOCUMENT).with_extension("json");
            match import::run(&[document], &options) {
                Ok(report) => {
                    drop(report.render(Style::Plain));
                    None
                }
                Err(error) => Some(error),
            }
        }
        _ => {
            // Without writing, whose time is that of the file system.
            match CrateGenerator::of_documents(spec, folder.join("made")).files() {
                Ok(_) => None,
                Err(Error::Documents(error)) => {
                    drop(error.render(Style::Plain));
                    return Ok(true);
                }
                Err(error) => return Err(error.into()),
            }
        }
    };
    drop(refused.as_ref().map(|error| error.render(Style::Plain)));
    Ok(refused.is_some())
}

/// A document: a file, or the files of a folder, which are fragments or api-versions.
fn spec(folder: &Path, name: &str) -> Result<Spec, Box<dyn std::error::Error>> {
    let found = ["json", "yaml"].map(|extension| folder.join(name).with_extension(extension));
    if let Some(file) = found.into_iter().find(|file| file.exists()) {
        return Ok(file.into());
    }
    let all = folder.join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(&all)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let are_versions = files.iter().any(|file| file.ends_with("v0000.json"));
    Ok(if are_versions {
        all.into()
    } else {
        Spec::fragments(&files)
    })
}
