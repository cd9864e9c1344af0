//! Atomic changes of several files: all of them change, or none.
//!
//! A run first writes the new texts to a staging folder in the output, `.billing-codegen`. It then writes a journal of the
//! moves to that folder in one step, and makes the moves. If it is killed before the journal exists, the output is
//! unchanged. If it is killed later, the next run makes the remaining moves. A lock on the output folder makes a second run
//! wait.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Component, Path},
};

use super::difference::{Difference, with_path};

/// The staging folder in the output folder.
const STAGE: &str = ".billing-codegen";
/// The file of the journal in [`STAGE`].
const JOURNAL: &str = "moves.json";

/// The remaining moves and removals.
#[derive(Debug, Default)]
struct Journal {
    /// The name of a text in the staging folder, and its destination.
    put: Vec<(String, String)>,
    remove: Vec<String>,
}

/// A lock on the output folder. Other processes wait until it is dropped.
pub(super) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Locks a folder, which is created if it is missing, and completes the moves of a killed run.
    pub(super) fn acquire(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder).map_err(|error| with_path(folder, &error))?;
        let file = handle(folder).map_err(|error| with_path(folder, &error))?;
        let lock = match file.lock() {
            Ok(()) => Some(file),
            // Some network drives have no locks.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => None,
            Err(error) => return Err(with_path(folder, &error)),
        };
        recover(folder)?;
        Ok(Self { _file: lock })
    }

    /// Applies the differences to the folder.
    pub(super) fn commit(&self, folder: &Path, differences: &[Difference]) -> io::Result<()> {
        if differences.is_empty() {
            return Ok(());
        }
        let stage = folder.join(STAGE);
        let journal = stage_texts(folder, differences).inspect_err(|_| discard(&stage))?;
        if let Err(error) = journal.apply(folder) {
            return Err(match roll_back(folder, differences) {
                Ok(()) => {
                    discard(&stage);
                    error
                }
                Err(second) => io::Error::new(
                    error.kind(),
                    format!("{error}; the next run makes the rest of the changes ({second})"),
                ),
            });
        }
        fs::remove_dir_all(&stage).map_err(|error| with_path(&stage, &error))
    }
}

/// Writes the new texts to the staging folder, with copies of the old ones in case a file cannot be replaced.
fn stage_texts(folder: &Path, differences: &[Difference]) -> io::Result<Journal> {
    let stage = folder.join(STAGE);
    let here = |error: io::Error| with_path(&stage, &error);
    fs::create_dir(&stage).map_err(here)?;
    let mut journal = Journal::default();
    // New files come first: without references to them they do no harm.
    let mut ordered: Vec<_> = differences.iter().enumerate().collect();
    ordered.sort_by_key(|(_, difference)| difference.found.is_some());
    for (index, difference) in ordered {
        let path = folder.join(&difference.path);
        if difference.found.is_some() {
            fs::copy(&path, stage.join(old(index))).map_err(|error| with_path(&path, &error))?;
        }
        let Some(text) = &difference.expected else {
            journal.remove.push(difference.path.clone());
            continue;
        };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| with_path(parent, &error))?;
        }
        let staged = index.to_string();
        let file = stage.join(&staged);
        fs::write(&file, text).map_err(|error| with_path(&path, &error))?;
        if let Ok(metadata) = fs::metadata(&path) {
            fs::set_permissions(&file, metadata.permissions())
                .map_err(|error| with_path(&path, &error))?;
        }
        journal.put.push((staged, difference.path.clone()));
    }
    let unnamed = stage.join("moves");
    let mut file = File::create(&unnamed).map_err(here)?;
    serde_json::to_writer(&mut file, &(&journal.put, &journal.remove))?;
    file.flush().map_err(here)?;
    fs::rename(&unnamed, stage.join(JOURNAL)).map_err(here)?;
    Ok(journal)
}

/// The name of a copy of an old text.
fn old(index: usize) -> String {
    format!("{index}.old")
}

impl Journal {
    /// Makes the remaining moves.
    fn apply(&self, folder: &Path) -> io::Result<()> {
        let stage = folder.join(STAGE);
        for (staged, path) in &self.put {
            let (staged, path) = (stage.join(within(staged)?), folder.join(within(path)?));
            match fs::rename(staged, &path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && path.exists() => {}
                result => result.map_err(|error| with_path(&path, &error))?,
            }
        }
        for path in &self.remove {
            let path = folder.join(within(path)?);
            match fs::remove_file(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                result => result.map_err(|error| with_path(&path, &error))?,
            }
        }
        Ok(())
    }
}

/// Resolves a path of the journal, which must not leave the folder.
fn within(path: &str) -> io::Result<&Path> {
    let inner = Path::new(path);
    if inner
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        Ok(inner)
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("`{path}` leads out of the folder"),
        ))
    }
}

/// Restores the old texts.
fn roll_back(folder: &Path, differences: &[Difference]) -> io::Result<()> {
    let stage = folder.join(STAGE);
    let mut result = Ok(());
    for (index, difference) in differences.iter().enumerate() {
        let path = folder.join(&difference.path);
        let undone = if difference.found.is_some() {
            fs::copy(stage.join(old(index)), &path).map(|_| ())
        } else {
            match fs::remove_file(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                result => result,
            }
        };
        if undone.is_err() && !is_unchanged(&path, difference.found.as_deref()) {
            result = result.and(undone);
        }
    }
    result
}

fn is_unchanged(path: &Path, found: Option<&str>) -> bool {
    fs::read(path).ok().as_deref() == found.map(str::as_bytes)
}

/// Completes the moves of a killed run, or removes its incomplete staging folder.
fn recover(folder: &Path) -> io::Result<()> {
    let stage = folder.join(STAGE);
    match fs::read(stage.join(JOURNAL)) {
        Ok(text) => {
            let (put, remove) = serde_json::from_slice(&text)?;
            Journal { put, remove }.apply(folder)?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(with_path(&stage, &error)),
    }
    match fs::remove_dir_all(&stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(with_path(&stage, &error)),
        _ => Ok(()),
    }
}

fn discard(stage: &Path) {
    // The next run removes the rest.
    let _ = fs::remove_dir_all(stage);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Files, MARK};

    fn files(texts: &[(&str, &str)]) -> Files {
        let mut files = Files::default();
        for (path, text) in texts {
            files.insert(*path, format!("{MARK}{text}"));
        }
        files
    }

    fn old_and_new() -> (Files, Files) {
        let old = files(&[("src/a.rs", "a"), ("src/b.rs", "b"), ("src/gone/c.rs", "c")]);
        let new = files(&[("src/a.rs", "A"), ("src/b.rs", "B"), ("src/new/d.rs", "D")]);
        (old, new)
    }

    /// Leaves the state of a run that was killed after this number of moves.
    fn killed_after(moves: usize, folder: &Path) {
        let (old, new) = old_and_new();
        old.write(folder).unwrap();
        let mut journal = stage_texts(folder, &new.differences(folder).unwrap()).unwrap();
        journal.put.truncate(moves);
        if moves < 4 {
            journal.remove.clear();
        }
        journal.apply(folder).unwrap();
    }

    #[test]
    fn what_a_killed_run_has_left_to_do_is_done() {
        let (old, new) = old_and_new();
        for moves in 0..=4 {
            let folder = tempfile::tempdir().unwrap();
            killed_after(moves, folder.path());
            let is_done = new.differences(folder.path()).unwrap().is_empty();
            assert_eq!(is_done, moves == 4, "after {moves} moves");

            drop(Lock::acquire(folder.path()).unwrap());
            assert!(new.differences(folder.path()).unwrap().is_empty());
            assert!(!folder.path().join(STAGE).exists());

            // The next run is an ordinary one.
            old.write(folder.path()).unwrap();
            assert!(old.differences(folder.path()).unwrap().is_empty());
        }
    }

    #[test]
    fn what_a_killed_run_had_not_put_together_is_cleared_away() {
        let (old, new) = old_and_new();
        let folder = tempfile::tempdir().unwrap();
        killed_after(0, folder.path());
        fs::remove_file(folder.path().join(STAGE).join(JOURNAL)).unwrap();
        drop(Lock::acquire(folder.path()).unwrap());
        assert!(old.differences(folder.path()).unwrap().is_empty());
        assert!(!new.differences(folder.path()).unwrap().is_empty());
        assert!(!folder.path().join(STAGE).exists());
    }

    #[test]
    fn a_file_that_cannot_take_its_place_puts_all_of_them_back() {
        let (old, _) = old_and_new();
        let folder = tempfile::tempdir().unwrap();
        old.write(folder.path()).unwrap();
        // A non-empty folder is in the place of a file.
        fs::create_dir_all(folder.path().join("src/e.rs/x")).unwrap();
        let new = files(&[("src/a.rs", "A"), ("src/d.rs", "D")]);
        let mut differences = new.differences(folder.path()).unwrap();
        differences.push(Difference {
            path: "src/e.rs".to_owned(),
            found: None,
            expected: Some(String::new()),
        });
        let lock = Lock::acquire(folder.path()).unwrap();
        let error = lock.commit(folder.path(), &differences).unwrap_err();
        assert!(error.to_string().contains("src/e.rs: "), "{error}");
        assert!(old.differences(folder.path()).unwrap().is_empty());
        assert!(!folder.path().join(STAGE).exists());
    }

    #[test]
    fn a_list_of_moves_leads_nowhere_else() {
        let folder = tempfile::tempdir().unwrap();
        for journal in [
            r#"[[["0", "../out.rs"]], []]"#,
            r#"[[["../0", "a.rs"]], []]"#,
            r#"[[], ["/etc/hosts"]]"#,
        ] {
            fs::create_dir_all(folder.path().join(STAGE)).unwrap();
            fs::write(folder.path().join(STAGE).join(JOURNAL), journal).unwrap();
            let error = Lock::acquire(folder.path()).err().unwrap();
            assert!(
                error.to_string().contains("leads out of the folder"),
                "{error}"
            );
        }
    }
}
