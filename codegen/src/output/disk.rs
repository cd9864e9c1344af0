//! Reads of files in the output folder. Links below the folder are not followed, and special files are not opened.

use std::{
    fs::{self, FileType, Metadata},
    io,
    path::Path,
};

use super::error::with_path;

/// Returns the metadata of a regular file at a path from the folder; none if there is nothing.
///
/// # Errors
///
/// A part of the path is a link, or something else than a folder, or the last part is no regular file.
pub(super) fn metadata(folder: &Path, path: &str) -> io::Result<Option<Metadata>> {
    let mut here = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        here.push(part);
        let Some(metadata) = entry(&here)? else {
            return Ok(None);
        };
        let kind = metadata.file_type();
        let obstacle = match parts.peek() {
            _ if kind.is_symlink() => LINK,
            Some(_) if !kind.is_dir() => "is not a folder",
            None if kind.is_dir() => "is a folder, not a file",
            None if !kind.is_file() => "is not a regular file",
            None => return Ok(Some(metadata)),
            Some(_) => continue,
        };
        return Err(refused(&here, obstacle));
    }
    Ok(None)
}

/// Returns the text of a file at a path from the folder; none if there is nothing.
pub(crate) fn read(folder: &Path, path: &str) -> io::Result<Option<String>> {
    if metadata(folder, path)?.is_none() {
        return Ok(None);
    }
    let full = folder.join(path);
    match fs::read(&full) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(with_path(&full, &error)),
    }
}

/// Returns whether there is a folder at a path from the output folder, and no link on the way to it.
pub(super) fn is_folder(folder: &Path, path: &str) -> io::Result<bool> {
    let mut here = folder.to_owned();
    for part in path.split('/') {
        here.push(part);
        if !entry(&here)?.is_some_and(|metadata| metadata.file_type().is_dir()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Lists the names and types of the entries of a folder, ordered by name. Names that are not Unicode are left out.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<(String, FileType)>> {
    let here = |error: io::Error| with_path(folder, &error);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(here)? {
        let entry = entry.map_err(here)?;
        if let Ok(name) = entry.file_name().into_string() {
            names.push((name, entry.file_type().map_err(here)?));
        }
    }
    names.sort_by(|(name, _), (other, _)| name.cmp(other));
    Ok(names)
}

const LINK: &str = "is a link, and links in the output folder are not followed; remove it";

fn entry(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(with_path(path, &error)),
    }
}

fn refused(path: &Path, obstacle: &str) -> io::Error {
    let message = format!("{} {obstacle}", path.display());
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
