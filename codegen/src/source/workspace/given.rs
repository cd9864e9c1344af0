//! Documents without a file, and the formats of files.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::de::IgnoredAny;

use super::Workspace;
use crate::{
    diagnostic::Diagnostics,
    source::files::{admit, too_much},
    text::Format,
};

impl Workspace {
    /// Adds a document without a file, and returns its path from the root. Its references start at the current folder, or at
    /// the root if that folder is not below it.
    pub(crate) fn add_text(
        &mut self,
        name: &str,
        text: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> PathBuf {
        let below = || {
            let here = Path::new(".").canonicalize().ok()?;
            let below = here.strip_prefix(self.whole_root().ok()?).ok()?;
            Some(below.join(name))
        };
        let path = below().unwrap_or_else(|| name.into());
        self.given.insert(path.clone(), None);
        let name = self.display_name(&path);
        let file = match admit(self.limits, text.len() as u64, &mut self.bytes) {
            Ok(()) => self.parse(&path, name, text, diagnostics),
            Err(excess) => {
                diagnostics.push(too_much(&name, excess));
                None
            }
        };
        self.given.insert(path.clone(), file.map(Into::into));
        path
    }

    /// Returns the name of a document without a file; none for another path.
    pub(super) fn given_name(&self, path: &Path) -> Option<Arc<str>> {
        let name = self.given.contains_key(path).then(|| path.file_name())??;
        Some(name.to_string_lossy().into())
    }

    /// Returns the format of a file by its extension, and that of a document without a file by its text.
    pub(super) fn format(&self, path: &Path, text: &[u8]) -> Format {
        let has_json_extension = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let is_json = match self.given.contains_key(path) {
            true => serde_json::from_slice::<IgnoredAny>(text).is_ok(),
            false => has_json_extension,
        };
        if is_json { Format::Json } else { Format::Yaml }
    }
}
