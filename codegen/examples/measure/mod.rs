//! The time that a crate takes to compile, without its dependencies.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A crate that is compiled again and again.
pub(crate) struct Timed {
    folder: PathBuf,
    /// The command of cargo: `check` or `build`.
    task: &'static str,
    /// CPU seconds of the fastest time.
    pub(crate) seconds: f64,
}

impl Timed {
    pub(crate) fn new(folder: &Path, task: &'static str) -> Self {
        Self {
            folder: folder.to_owned(),
            task,
            seconds: f64::INFINITY,
        }
    }

    fn run(&self, target: &Path, settings: &[(&str, &str)]) -> Result<f64> {
        let before = seconds_of_children()?;
        let status = Command::new("cargo")
            .arg(self.task)
            .args(["--quiet", "--offline", "--target-dir"])
            .arg(target)
            .env("CARGO_INCREMENTAL", "0")
            .envs(settings.iter().copied())
            .current_dir(&self.folder)
            .status()?;
        if !status.success() {
            return Err(format!("{} does not build", self.folder.display()).into());
        }
        Ok(seconds_of_children()? - before)
    }
}

/// Compiles all by turns, so that what else the machine does troubles all alike. The first turn also compiles what they
/// depend on, and does not count.
pub(crate) fn by_turns(
    all: &mut [Timed],
    turns: usize,
    target: &Path,
    settings: &[(&str, &str)],
) -> Result<()> {
    for timed in &mut *all {
        timed.run(target, settings)?;
    }
    for _ in 0..turns {
        for timed in &mut *all {
            let root = timed.folder.join("src/lib.rs");
            fs::write(&root, fs::read_to_string(&root)? + "\n")?;
            timed.seconds = timed.seconds.min(timed.run(target, settings)?);
        }
    }
    Ok(())
}

/// The CPU time of all processes that were waited for, from `/proc`.
fn seconds_of_children() -> Result<f64> {
    let text = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = text.rsplit_once(')').ok_or("no process")?;
    let ticks = fields.split_whitespace().skip(13).take(2);
    let total: f64 = ticks.map(|field| field.parse().unwrap_or(0.0)).sum();
    // Linux counts in hundredths of a second, whatever the machine.
    Ok(total / 100.0)
}
