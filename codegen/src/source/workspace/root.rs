//! The root of a workspace, which nothing leaves.

use std::{
    io,
    path::{Component, Path, PathBuf},
};

use super::Workspace;
#[cfg(feature = "checks")]
use crate::source::files::read_regular;

impl Workspace {
    /// Returns whether a file or folder is below the root, also if a link leads there. One that cannot be found is reported when
    /// it is read.
    pub(crate) fn is_inside(&self, path: &Path) -> bool {
        let full = self.root.join(path);
        if full.as_os_str().is_empty() {
            return true;
        }
        match (full.canonicalize(), self.whole_root()) {
            (Ok(full), Ok(root)) => full.starts_with(root),
            _ => true,
        }
    }

    /// Reads the bytes of a file by its path from the root.
    #[cfg(feature = "checks")]
    pub(crate) fn bytes(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.is_inside(path) {
            true => read_regular(&self.root.join(path)),
            false => Err(io::Error::other("it lies outside of the root")),
        }
    }

    pub(super) fn whole_root(&self) -> io::Result<PathBuf> {
        match self.root.as_os_str().is_empty() {
            true => Path::new(".").canonicalize(),
            false => self.root.canonicalize(),
        }
    }

    /// Returns the folder above the root that contains a path, as the user would write it.
    pub(super) fn wider_root(&self, path: &Path) -> Option<String> {
        if !self.is_widened {
            return None;
        }
        let (mut level, mut lowest) = (0_isize, 0);
        for component in path.components() {
            match component {
                Component::Normal(_) => level += 1,
                Component::ParentDir => level -= 1,
                _ => {}
            }
            lowest = lowest.min(level);
        }
        // Without `.`.
        let root = self
            .shown_root
            .as_ref()
            .map_or(&self.root, |shown| &shown.path);
        let mut root: PathBuf = root.components().collect();
        if root == Path::new(".") {
            root.clear();
        }
        for _ in lowest..0 {
            let ends_in_name = matches!(root.components().next_back(), Some(Component::Normal(_)));
            if !(ends_in_name && root.pop()) {
                root.push("..");
            }
        }
        match root.as_os_str().is_empty() {
            true => Some(".".to_owned()),
            false => Some(root.to_string_lossy().into_owned()),
        }
    }
}
