//! Arguments that name documents and say how to load them: the same for all commands.

use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Failure, limits::LimitArguments, workspace};
use crate::{
    configuration::Configuration,
    diagnostic::Levels,
    load::{LoadOptions, Spec},
    openapi,
    source::reason,
};

/// The name of standard input on the command line.
pub(super) const STDIN: &str = "-";

#[derive(Args, Clone, Debug)]
pub(super) struct LoadArguments {
    /// Folder of services (SERVICE/API-VERSION/*.yaml), in which names such as `azure/2024-04-01` are looked up [default:
    /// specs/ of the workspace]
    #[arg(long, value_name = "DIR")]
    pub(super) specs: Option<PathBuf>,
    /// Configuration file, such as billing-codegen.yaml; arguments override it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// All api-versions, oldest first, if their names have no order
    #[arg(long, value_name = "A,B,C", value_delimiter = ',')]
    pub(super) order: Vec<String>,
    /// Folder whose files the documents may refer to [default: the folder that contains the documents]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// File that corrects errors of the documents [default: overrides.yaml beside the documents]
    #[arg(long, value_name = "FILE")]
    pub(super) overrides: Option<PathBuf>,
    /// Select api-versions; `*` matches any text
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    api_versions: Vec<String>,
    /// Select operations by operationId, with the types that they reach; `*` matches any text
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    operations: Vec<String>,
    /// Type of numbers of `format: float` and `double` [default: binary]
    #[arg(long, value_enum)]
    floats: Option<Floats>,
    #[command(flatten)]
    limits: LimitArguments,
}

/// The type of binary floats.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Floats {
    /// As the documents have it
    Binary,
    /// Exact decimals, as money has to be
    Decimal,
}

impl From<Floats> for openapi::Floats {
    fn from(floats: Floats) -> Self {
        match floats {
            Floats::Binary => Self::Binary,
            Floats::Decimal => Self::Decimal,
        }
    }
}

impl LoadArguments {
    /// The options for all documents of the run.
    pub(super) fn options(&self, levels: Levels) -> LoadOptions {
        let options = LoadOptions::new()
            .limits(self.limits.limits())
            .levels(levels)
            .api_versions(&self.api_versions)
            .operations(&self.operations);
        let options = match self.specs_dir() {
            Some(folder) => options.specs_dir(folder),
            None => options,
        };
        let options = match self.floats {
            Some(floats) => options.floats(floats.into()),
            None => options,
        };
        match &self.config {
            Some(file) => options.config(file),
            None => options,
        }
    }

    /// The folder of services; none where the configuration file names it.
    fn specs_dir(&self) -> Option<PathBuf> {
        let configured = || {
            self.config
                .as_deref()
                .and_then(|file| Configuration::peek(file).specs_dir)
        };
        match (&self.specs, configured()) {
            (Some(folder), _) => Some(folder.clone()),
            (None, Some(_)) => None,
            (None, None) => Some(workspace().join("specs")),
        }
    }

    /// The documents with the options for them alone.
    pub(super) fn spec<P: AsRef<Path>>(&self, documents: &[P]) -> Spec {
        let paths = documents.iter().map(|path| path.as_ref().to_owned());
        self.with_options(Spec::fragments(paths))
    }

    fn with_options(&self, spec: Spec) -> Spec {
        let mut spec = spec.order(&self.order);
        if let Some(root) = &self.root {
            spec = spec.root(root);
        }
        if let Some(file) = &self.overrides {
            spec = spec.overrides(file);
        }
        spec
    }

    /// The documents with the options for them alone, where `-` is standard input.
    pub(super) fn spec_or_stdin<P: AsRef<Path>>(&self, documents: &[P]) -> Result<Spec, Failure> {
        let is_stdin = |path: &P| path.as_ref() == Path::new(STDIN);
        match documents {
            [only] if is_stdin(only) => {}
            several if several.iter().any(is_stdin) => {
                let message =
                    "`-` is a whole document and has no other fragments; save it as a file";
                return Err(Failure::Usage(message.to_owned()));
            }
            paths => return Ok(self.spec(paths)),
        }
        let mut bytes = Vec::new();
        // One byte more than the limit, so that the excess is reported.
        let most = self.limits.limits().file_bytes().saturating_add(1);
        let read = io::stdin().lock().take(most).read_to_end(&mut bytes);
        read.map_err(|error| {
            Failure::Usage(format!("standard input cannot be read: {}", reason(&error)))
        })?;
        Ok(self.with_options(Spec::text("<stdin>", bytes)))
    }

    /// Refuses the options of single documents where no document is named.
    pub(super) fn refuse_spec_options(&self) -> Result<(), Failure> {
        let given = [
            ("--order", !self.order.is_empty()),
            ("--root", self.root.is_some()),
            ("--overrides", self.overrides.is_some()),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(Failure::Usage(format!(
                "`{option}` belongs to the documents of one API: name them (SPEC)"
            ))),
            None => Ok(()),
        }
    }
}
