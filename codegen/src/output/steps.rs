//! The changes to a disk that a commit is made of. A test interrupts a commit at any of them.

use std::{fs, io, path::Path};

use super::error::with_path;

/// Creates a folder and those around it.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    run(path, || fs::create_dir_all(path))
}

pub(super) fn write(path: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    run(path, || fs::write(path, text))
}

pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    run(from, || fs::copy(from, to).map(|_| ()))
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    run(to, || fs::rename(from, to))
}

/// Removes a file, if there is one.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    run(path, || unless_missing(fs::remove_file(path)))
}

/// Removes a folder with its content, if there is one.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    run(path, || unless_missing(fs::remove_dir_all(path)))
}

fn unless_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn run(path: &Path, change: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    #[cfg(test)]
    interruption::point()?;
    change().map_err(|error| with_path(path, &error))
}

/// Interruptions of the changes on this thread.
#[cfg(test)]
pub(super) mod interruption {
    use std::{cell::Cell, io, panic};

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(in super::super) enum Interruption {
        /// The process is killed.
        Kill,
        /// The disk refuses this change.
        Failure,
        /// The disk refuses this change and all later ones.
        Failures,
    }

    thread_local! {
        static PLANNED: Cell<Option<(usize, Interruption)>> = const { Cell::new(None) };
        static HAPPENED: Cell<bool> = const { Cell::new(false) };
    }

    /// Runs an action that is interrupted before the change with this index. The result is none if the action has fewer
    /// changes.
    pub(in super::super) fn interrupt<T>(
        index: usize,
        how: Interruption,
        action: impl FnOnce() -> T,
    ) -> Option<()> {
        HAPPENED.set(false);
        PLANNED.set(Some((index, how)));
        let result = panic::catch_unwind(panic::AssertUnwindSafe(action));
        PLANNED.set(None);
        match result {
            Err(payload) if !HAPPENED.get() => panic::resume_unwind(payload),
            _ => HAPPENED.get().then_some(()),
        }
    }

    pub(super) fn point() -> io::Result<()> {
        match PLANNED.get() {
            Some((0, how)) => {
                HAPPENED.set(true);
                if how != Interruption::Failures {
                    PLANNED.set(None);
                }
                match how {
                    // Unlike a panic, it prints nothing.
                    Interruption::Kill => panic::resume_unwind(Box::new("killed")),
                    _ => Err(io::Error::other("the disk is full")),
                }
            }
            Some((left, how)) => {
                PLANNED.set(Some((left - 1, how)));
                Ok(())
            }
            None => Ok(()),
        }
    }
}
