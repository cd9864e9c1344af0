//! `--limit`: limits on the size of documents.

use clap::Args;

use crate::source::{ResourceLimits, UnknownLimit};

#[derive(Args, Clone, Debug)]
pub(super) struct LimitArguments {
    /// Change a limit on the size of documents: file-bytes, total-bytes, aliases, types or work
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = parse)]
    limits: Vec<(String, u64)>,
}

impl LimitArguments {
    pub(super) fn limits(&self) -> ResourceLimits {
        let mut limits = ResourceLimits::default();
        for (name, value) in &self.limits {
            // The parser refuses unknown names.
            limits = limits.with(name, *value).unwrap_or(limits);
        }
        limits
    }
}

fn parse(text: &str) -> Result<(String, u64), String> {
    let (name, number) = text
        .split_once('=')
        .ok_or("write a name, `=` and a number: `file-bytes=100000000`")?;
    let number = number.replace('_', "").parse();
    let number = number.map_err(|_| "the value after `=` is a whole number without a sign")?;
    ResourceLimits::default()
        .with(name, number)
        .map_err(|error: UnknownLimit| error.to_string())?;
    Ok((name.to_owned(), number))
}
