//! The moves that a commit still has to make, as a file in the staging folder.

use std::{
    fmt::Display,
    io,
    path::{Component, Path},
};

use super::{disk, steps};

/// The staging folder in the output folder.
pub(super) const STAGE: &str = ".billing-codegen";
/// The file of the journal in [`STAGE`].
pub(super) const FILE: &str = "moves.json";

/// Moves and removals, in the order in which they are made.
#[derive(Clone, Debug, Default)]
pub(super) struct Journal {
    /// The name of a text in the staging folder, and its destination.
    pub(super) put: Vec<(String, String)>,
    pub(super) remove: Vec<String>,
}

impl Journal {
    /// Reads the journal of a killed run; none if it left none.
    pub(super) fn read(folder: &Path) -> io::Result<Option<Self>> {
        let Some(text) = disk::read(folder, &format!("{STAGE}/{FILE}"))? else {
            return Ok(None);
        };
        let refuse = |error: &dyn Display| {
            let stage = folder.join(STAGE);
            let message = format!(
                "{}: {error}; remove this folder and run again",
                stage.display()
            );
            io::Error::new(io::ErrorKind::InvalidData, message)
        };
        let (put, remove) = serde_json::from_str(&text).map_err(|error| refuse(&error))?;
        let journal = Self { put, remove };
        let mut staged = journal.put.iter().map(|(staged, _)| staged);
        if let Some(path) = staged
            .by_ref()
            .chain(journal.paths())
            .find(|path| !is_within(path))
        {
            return Err(refuse(&format!("`{path}` leads out of the folder")));
        }
        Ok(Some(journal))
    }

    /// Writes the journal in one step, in the place of another one if there is one.
    pub(super) fn store(&self, folder: &Path) -> io::Result<()> {
        let stage = folder.join(STAGE);
        let unnamed = stage.join("moves");
        steps::write(&unnamed, serde_json::to_vec(&(&self.put, &self.remove))?)?;
        steps::rename(&unnamed, &stage.join(FILE))
    }

    /// Makes the moves that are not made yet. An error comes with the number of those that were made.
    pub(super) fn apply(&self, folder: &Path) -> Result<(), (usize, io::Error)> {
        let puts = self.put.iter().map(|(staged, path)| (Some(staged), path));
        let removals = self.remove.iter().map(|path| (None, path));
        for (index, (staged, path)) in puts.chain(removals).enumerate() {
            make(folder, staged, path).map_err(|error| (index, error))?;
        }
        Ok(())
    }

    /// Returns the paths that change.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        let put = self.put.iter().map(|(_, path)| path);
        put.chain(&self.remove)
    }
}

/// Moves a staged text to its place, or removes the file there.
fn make(folder: &Path, staged: Option<&String>, path: &str) -> io::Result<()> {
    // A link may have come since the run that was killed.
    disk::metadata(folder, path)?;
    let full = folder.join(path);
    let Some(staged) = staged else {
        return steps::remove_file(&full);
    };
    // A text that is not there any more was moved.
    if disk::metadata(folder, &format!("{STAGE}/{staged}"))?.is_none() {
        return Ok(());
    }
    if let Some(parent) = full.parent() {
        steps::create_folder(parent)?;
    }
    steps::rename(&folder.join(STAGE).join(staged), &full)
}

/// Returns whether a path of the journal stays in the folder.
fn is_within(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::Normal(_)))
}
