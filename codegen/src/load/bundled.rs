//! Documents that come with this package.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Code, Diagnostic},
    words::nearest,
};

/// The folder of the documents: `<service>/<api-version>/*.yaml`.
fn folder_of_services() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bundled")
}

/// Returns the folder of a service that comes with this package.
pub(super) fn folder(service: &str) -> Result<PathBuf, Box<Diagnostic>> {
    let mut names: Vec<String> = fs::read_dir(folder_of_services())
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    if names.iter().any(|name| name == service) {
        return Ok(folder_of_services().join(service));
    }
    let message = format!("billing-codegen has no documents of a service `{service}`");
    let help = match nearest(service, names.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if names.is_empty() => {
            format!("the folder `{}` is missing", folder_of_services().display())
        }
        None => format!("there is: {}", names.join(", ")),
    };
    Err(Box::new(
        Diagnostic::new(Code::NothingSelected, message).help(help),
    ))
}
