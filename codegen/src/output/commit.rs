//! Atomic changes of several files: all of them change, or none.
//!
//! A run first writes the new texts to a staging folder in the output, `.billing-codegen`, beside copies of the old ones. It
//! then writes a journal of the moves to that folder in one step, and makes the moves. If it is killed before the journal
//! exists, the output is unchanged. If it is killed later, the next run makes the remaining moves before it does anything
//! else. If a move fails, a journal of the moves back replaces the first one, and is made likewise. A lock on the output
//! folder makes a second run wait.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use super::{
    Error,
    difference::Difference,
    disk,
    error::with_path,
    journal::{self, Journal, STAGE},
    mark::{is_foreign, is_marked},
    steps,
};

/// A lock on the output folder. Other processes wait until it is dropped.
pub(super) struct Lock {
    _file: Option<File>,
}

/// Completes the moves of a killed run in the output folder. A run that writes does this first, so that it repairs the output
/// also where it has nothing to write itself.
pub(crate) fn complete(folder: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(folder.join(STAGE)) {
        Ok(_) => Lock::acquire(folder).map(drop),
        // A folder that cannot be read is reported when it is written.
        Err(_) => Ok(()),
    }
}

impl Lock {
    /// Locks a folder, which is created if it is missing, and completes the moves of a killed run.
    pub(super) fn acquire(folder: &Path) -> Result<Self, Error> {
        steps::create_folder(folder)?;
        let file = handle(folder).map_err(|error| with_path(folder, &error))?;
        let lock = match file.lock() {
            Ok(()) => Some(file),
            // Some network drives have no locks.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => None,
            Err(error) => return Err(with_path(folder, &error).into()),
        };
        recover(folder)?;
        Ok(Self { _file: lock })
    }

    /// Applies the differences to the folder.
    pub(super) fn commit(&self, folder: &Path, differences: &[Difference]) -> io::Result<()> {
        if differences.is_empty() {
            return Ok(());
        }
        let staged = Staged::write(folder, differences).inspect_err(|_| discard(folder))?;
        if let Err((moved, error)) = staged.journal.apply(folder) {
            let back = staged.reversed(moved);
            let undone = back
                .store(folder)
                .and_then(|()| back.apply(folder).map_err(|(_, error)| error));
            return Err(match undone {
                Ok(()) => {
                    discard(folder);
                    error
                }
                Err(second) => io::Error::new(
                    error.kind(),
                    format!(
                        "{error}; the next run makes or undoes the rest of the changes ({second})"
                    ),
                ),
            });
        }
        finish(folder)
    }
}

/// The content of the staging folder.
struct Staged {
    journal: Journal,
    /// The name of the old text for each put and removal of the journal; none for a new file.
    old: Vec<Option<String>>,
}

impl Staged {
    /// Writes the new texts to the staging folder, with copies of the old ones in case a file cannot be replaced.
    fn write(folder: &Path, differences: &[Difference]) -> io::Result<Self> {
        let stage = folder.join(STAGE);
        steps::create_folder(&stage)?;
        let mut journal = Journal::default();
        let mut old = Vec::new();
        // New files come first: without references to them they do no harm. Removals come last.
        let mut ordered: Vec<_> = differences.iter().enumerate().collect();
        ordered.sort_by_key(|(_, one)| (one.expected.is_none(), one.found.is_some()));
        for (index, difference) in ordered {
            let path = folder.join(&difference.path);
            let permissions = match &difference.found {
                Some(_) => {
                    let name = format!("{index}.old");
                    steps::copy(&path, &stage.join(&name))?;
                    old.push(Some(name));
                    disk::metadata(folder, &difference.path)?
                }
                None => {
                    old.push(None);
                    None
                }
            };
            let Some(text) = &difference.expected else {
                journal.remove.push(difference.path.clone());
                continue;
            };
            let staged = index.to_string();
            let file = stage.join(&staged);
            steps::write(&file, text)?;
            if let Some(metadata) = permissions {
                fs::set_permissions(&file, metadata.permissions())
                    .map_err(|error| with_path(&path, &error))?;
            }
            journal.put.push((staged, difference.path.clone()));
        }
        journal.store(folder)?;
        Ok(Self { journal, old })
    }

    /// Returns the moves back of the first moves.
    fn reversed(&self, moved: usize) -> Journal {
        let mut back = Journal::default();
        for (path, old) in self.journal.paths().zip(&self.old).take(moved) {
            match old {
                Some(old) => back.put.push((old.clone(), path.clone())),
                None => back.remove.push(path.clone()),
            }
        }
        back
    }
}

/// Completes the moves of a killed run, or removes its incomplete staging folder.
fn recover(folder: &Path) -> Result<(), Error> {
    if let Some(journal) = Journal::read(folder)? {
        let mut foreign = Vec::new();
        for (staged, path) in &journal.put {
            // Somebody may have written a file since the run was killed.
            let staged = disk::read(folder, &format!("{STAGE}/{staged}"))?;
            if staged.is_some_and(|text| is_marked(&text))
                && disk::read(folder, path)?.is_some_and(|text| is_foreign(&text))
            {
                foreign.push(path.clone());
            }
        }
        if !foreign.is_empty() {
            return Err(Error::Foreign(foreign));
        }
        journal.apply(folder).map_err(|(_, error)| error)?;
    }
    Ok(finish(folder)?)
}

/// Removes the staging folder, the journal first: the rest without it is of no meaning.
fn finish(folder: &Path) -> io::Result<()> {
    let stage = folder.join(STAGE);
    if disk::is_folder(folder, STAGE)? {
        steps::remove_file(&stage.join(journal::FILE))?;
    }
    steps::remove_folder(&stage)
}

fn discard(folder: &Path) {
    // The next run removes the rest.
    let _ = finish(folder);
}

#[cfg(unix)]
fn handle(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Opens a file for the lock: the folder itself, or a file named after it where folders cannot be opened.
#[cfg(not(unix))]
fn handle(folder: &Path) -> io::Result<File> {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    folder.canonicalize()?.hash(&mut hasher);
    let name = format!("billing-codegen-{:016x}.lock", hasher.finish());
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(std::env::temp_dir().join(name))
}
