//! Paths and bytes of the files below a root.

use std::{
    fs,
    io::{self, Read as _},
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use crate::{
    diagnostic::{Code, Diagnostic},
    text::{Excess, Place, ResourceLimits},
};

/// Resolves `.` and `..` in a path; none if it leaves the root.
pub(super) fn clean(path: &Path) -> Option<PathBuf> {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                if !clean.pop() {
                    return None;
                }
            }
            Component::Normal(name) => clean.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(clean)
}

/// Reads a regular file. A special file such as a named pipe might not end.
pub(crate) fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
    match fs::metadata(path)?.is_file() {
        true => fs::read(path),
        false => Err(no_file()),
    }
}

/// The error about a folder or a special file in the place of a regular one.
pub(super) fn no_file() -> io::Error {
    io::Error::other("it is not a file")
}

/// Reads a file, unless it exceeds the limits together with the bytes that were read before.
pub(super) fn read(
    limits: ResourceLimits,
    path: &Path,
    before: &mut u64,
) -> io::Result<Result<Vec<u8>, Excess>> {
    let mut file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    let left = limits.total_bytes().saturating_sub(*before);
    let most = limits.file_bytes().min(left);
    let mut bytes = Vec::new();
    if size <= most {
        // The size of special files is not reliable.
        let mut allowed = (&mut file).take(most.saturating_add(1));
        allowed.read_to_end(&mut bytes)?;
    }
    let size = size.max(bytes.len() as u64);
    Ok(admit(limits, size, before).map(|()| bytes))
}

/// Counts the bytes of a file, unless it exceeds the limits together with those that were read before.
pub(super) fn admit(limits: ResourceLimits, size: u64, before: &mut u64) -> Result<(), Excess> {
    let left = limits.total_bytes().saturating_sub(*before);
    if size <= limits.file_bytes().min(left) {
        *before = before.saturating_add(size);
        return Ok(());
    }
    Err(if size > limits.file_bytes() {
        Excess {
            message: format!(
                "this file has {size} bytes; the limit is {}",
                limits.file_bytes()
            ),
            help: ResourceLimits::help("file-bytes", size),
        }
    } else {
        let total = before.saturating_add(size);
        Excess {
            message: format!(
                "with this file, {total} bytes are to be read; the limit is {}",
                limits.total_bytes()
            ),
            help: ResourceLimits::help("total-bytes", total),
        }
    })
}

/// Returns the diagnostic for a file that exceeds a limit.
pub(super) fn too_much(name: &Arc<str>, excess: Excess) -> Diagnostic {
    Diagnostic::new(Code::Limit, excess.message)
        .at(Place::whole(name))
        .help(excess.help)
}

/// Describes an I/O error without the number of the operating system.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Decodes the percent escapes of a reference; none if they are broken.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let value = digit(rest.next())? * 16 + digit(rest.next())?;
                u8::try_from(value).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}
