//! The files of a generated crate.

use std::{collections::BTreeMap, io, path::Path};

use super::{
    Error,
    commit::Lock,
    difference::Difference,
    disk,
    journal::{self, STAGE},
    mark::{MARK, is_foreign, is_marked},
};

/// The texts of the files of a generated crate, by path from its folder, with `/` as separator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// Iterates over the files, ordered by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Edits the texts of all files except the manifest, which the user edits too. A text that loses its [`MARK`] gets it
    /// back, because the next run would take the file for the user's.
    #[must_use]
    pub(crate) fn edited(self, edit: impl Fn(&str, String) -> String) -> Self {
        let edited = self.0.into_iter().map(|(path, text)| {
            if path == "Cargo.toml" {
                return (path, text);
            }
            let was_marked = is_marked(&text);
            let mut text = edit(&path, text);
            if was_marked && !is_marked(&text) {
                text.insert_str(0, MARK);
            }
            (path, text)
        });
        Self(edited.collect())
    }

    /// Compares a folder with the files.
    ///
    /// # Errors
    ///
    /// A file cannot be read, a link or a file that was not generated is in the place of a generated file; the error has the
    /// paths.
    pub fn differences(&self, folder: &Path) -> Result<Vec<Difference>, Error> {
        let mut differences = Vec::new();
        let mut foreign = Vec::new();
        for (path, expected) in &self.0 {
            let found = disk::read(folder, path)?;
            if let Some(twin) = twin(path)
                && disk::metadata(folder, &twin).is_ok_and(|found| found.is_some())
                && disk::read(folder, &twin)?.is_some_and(|text| !is_marked(&text))
            {
                foreign.push(twin);
            }
            if found.as_ref() == Some(expected) {
                continue;
            }
            if is_marked(expected) && found.as_deref().is_some_and(is_foreign) {
                foreign.push(path.clone());
            }
            differences.push(Difference {
                path: path.clone(),
                found,
                expected: Some(expected.clone()),
            });
        }
        if !foreign.is_empty() {
            return Err(Error::Foreign(foreign));
        }
        let mut generated = Vec::new();
        for below in ["src", "tests/generated"] {
            if disk::is_folder(folder, below)? {
                add_marked(folder, below, &mut generated)?;
            }
        }
        for (path, text) in generated {
            if !self.0.contains_key(&path) {
                differences.push(Difference {
                    path,
                    found: Some(text),
                    expected: None,
                });
            }
        }
        // The moves of a killed run, which the next run that writes makes.
        let journal = format!("{STAGE}/{}", journal::FILE);
        if let Some(text) = disk::read(folder, &journal)? {
            differences.push(Difference {
                path: journal,
                found: Some(text),
                expected: None,
            });
        }
        Ok(differences)
    }

    /// Writes the files that differ and returns their paths. The change is atomic: if the run fails or is killed, the folder
    /// stays unchanged, or the next run completes the change. A second run that writes to the folder waits for the first.
    ///
    /// # Errors
    ///
    /// The errors of [`differences`](Self::differences), and files that cannot be written. Nothing is written then.
    pub fn write(&self, folder: &Path) -> Result<Vec<String>, Error> {
        self.replace(folder, &[])
    }

    /// Writes the files that differ and removes others, given by their paths from the folder, like [`write`](Self::write).
    pub(crate) fn replace(&self, folder: &Path, removed: &[String]) -> Result<Vec<String>, Error> {
        let lock = Lock::acquire(folder)?;
        let mut differences = self.differences(folder)?;
        for path in removed {
            differences.push(Difference {
                path: path.clone(),
                found: disk::read(folder, path)?,
                expected: None,
            });
        }
        lock.commit(folder, &differences)?;
        Ok(differences
            .into_iter()
            .map(|difference| difference.path)
            .collect())
    }
}

/// Returns the other path of the module in a file. A module that has both does not compile.
fn twin(path: &str) -> Option<String> {
    let module = path.strip_suffix(".rs")?;
    if module.ends_with("/lib") {
        return None;
    }
    Some(match module.strip_suffix("/mod") {
        Some(folder) => format!("{folder}.rs"),
        None => format!("{module}/mod.rs"),
    })
}

/// Adds the generated files below a folder with their texts, ordered by path from the output folder. Links and special files
/// are left alone.
fn add_marked(folder: &Path, below: &str, found: &mut Vec<(String, String)>) -> io::Result<()> {
    for (name, kind) in disk::entries(&folder.join(below))? {
        let path = format!("{below}/{name}");
        if kind.is_dir() {
            add_marked(folder, &path, found)?;
        } else if kind.is_file()
            && name.ends_with(".rs")
            && let Some(text) = disk::read(folder, &path)?
            && is_marked(&text)
        {
            found.push((path, text));
        }
    }
    Ok(())
}
