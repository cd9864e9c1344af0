//! cargo for crates in temporary folders.

use std::{env, fs, path::Path, process::Command};

/// Returns cargo for the crate in a folder. It selects the dependencies of this workspace, which are available offline, and uses
/// what the workspace has compiled of them.
pub(crate) fn cargo_in(folder: &Path) -> Command {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(folder)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_QUIET", "true")
        .env("CARGO_TARGET_DIR", target);
    if env::var_os("CARGO_PROFILE_DEV_DEBUG").is_none() {
        // The profile of the workspace.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    }
    cargo
}

/// Runs cargo, and asserts success without a warning.
#[allow(dead_code, reason = "some of the tests read what cargo says")]
pub(crate) fn assert_clean(cargo: &mut Command) {
    let output = cargo.output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    let is_clean = output.status.success() && !err.contains("warning: ");
    assert!(is_clean, "{cargo:?}: {err}");
}
