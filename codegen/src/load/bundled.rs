//! The documents that come with this package.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Code, Diagnostic},
    words::nearest,
};

/// Where the documents are: `<service>/<api-version>/*.yaml`.
fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bundled")
}

/// The folder of a service that comes with this package.
pub(crate) fn folder(service: &str) -> Result<PathBuf, Box<Diagnostic>> {
    let mut names: Vec<String> = fs::read_dir(home())
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    if names.iter().any(|name| name == service) {
        return Ok(home().join(service));
    }
    let message = format!("no service that comes with billing-codegen is called `{service}`");
    let help = match nearest(service, names.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if names.is_empty() => format!("`{}` is not there", home().display()),
        None => format!("there is: {}", names.join(", ")),
    };
    Err(Box::new(
        Diagnostic::new(Code::NothingSelected, message).help(help),
    ))
}
