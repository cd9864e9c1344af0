//! Reads the bytes of files, within the limits.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use crate::{
    diagnostic::{Code, Diagnostic},
    text::{Excess, Place, ResourceLimits},
};

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
    if size <= most {
        *before = before.saturating_add(size);
        return Ok(Ok(bytes));
    }
    Ok(Err(if size > limits.file_bytes() {
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
                "with this file, {total} bytes are read; the limit is {}",
                limits.total_bytes()
            ),
            help: ResourceLimits::help("total-bytes", total),
        }
    }))
}

/// Creates the error about a file that exceeds a limit.
pub(super) fn exceeded(name: &Arc<str>, excess: Excess) -> Diagnostic {
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
