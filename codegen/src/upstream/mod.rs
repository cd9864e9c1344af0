//! The fragments against the official documents that they follow.
//!
//! `upstream.yaml` in the folder of a service names the official files of its api-versions, as paths inside a checkout of
//! their repository, and their SHA-256. [`run`] reads them from a checkout that is there (nothing is fetched) and compares
//! what both describe, as [`diff`](crate::diff) does: parameters, bodies, responses, statuses, paging, long-running
//! operations and the types that they reach. What is another name in Rust only, and descriptions, are left alone.
//!
//! Operations that only upstream has are news: one line each in groups that the fragments cover, one line for all others.
//! Everything else is a deviation, and an error unless the fragment declares it where it stands:
//!
//! ```yaml
//! BillingProfileName:
//!   name: billingProfileName
//!   in: path
//!   x-known-deviations:
//!     - check: pattern-changed
//!       reason: Upstream writes the class as [a-zA-Z\d-_], which some engines refuse.
//! ```
//!
//! `check` is the name that the message prints; `name` tells one of several members, values or parameters of a node. A
//! deviation that belongs to no place, such as another security, is declared in the manifest, under `known-deviations` of
//! the api-version. A declaration that nothing needs is an error too.

mod compare;
mod declared;

use std::{fmt, path::PathBuf};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Sources, Style},
    load::{Error, LoadOptions, Specs},
    manifest::{self, Follows, Manifest},
    settings,
    source::{ApiVersion, Service, Workspace},
};

/// The place of the official files, and the choice of what is reported.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The checkout that holds the official files.
    pub against: PathBuf,
    /// Reports operations and definitions whose descriptions changed since they were recorded.
    pub descriptions: bool,
    /// Records the files as they are now.
    pub record: bool,
    /// The folder of services, limits and levels of lints.
    pub load: LoadOptions,
}

/// The result for all api-versions that were compared.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// One for each api-version, in the order of the services.
    pub versions: Vec<Compared>,
    /// The deviations, and what is wrong with declarations.
    pub problems: Diagnostics,
    /// The manifests that were written.
    pub recorded: Vec<PathBuf>,
    sources: Sources,
}

/// An api-version and what upstream has beyond it.
#[derive(Clone, Debug)]
pub struct Compared {
    /// `SERVICE/API-VERSION`.
    pub name: String,
    /// The number of operations that both have.
    pub operations: usize,
    /// The number of declared deviations.
    pub declared: usize,
    /// The operations that only upstream has, in groups that the fragments cover.
    pub news: Vec<String>,
    /// The number of operations that upstream has in other groups.
    pub others: usize,
}

impl Report {
    /// Returns true if something deviates without being declared, or was changed.
    #[must_use]
    pub fn has_deviations(&self) -> bool {
        self.problems.has_errors()
    }

    /// The deviations as rustc would show them.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        self.problems.render(&self.sources, style)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for version in &self.versions {
            let operations = counted(version.operations, "operation");
            write!(f, "{}: {operations} compared", version.name)?;
            if version.declared > 0 {
                write!(f, ", {} declared", counted(version.declared, "deviation"))?;
            }
            writeln!(f)?;
            for id in &version.news {
                writeln!(f, "  {id}: new")?;
            }
            if version.others > 0 {
                let others = counted(version.others, "operation");
                writeln!(f, "  {others} in groups that the fragments do not cover")?;
            }
        }
        for path in &self.recorded {
            writeln!(f, "recorded {}", path.display())?;
        }
        Ok(())
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Compares the fragments of a service, an api-version (`azure/2024-04-01`), or of all that a manifest names.
///
/// # Errors
///
/// Nothing of that name has a manifest, or documents cannot be read.
pub fn run(named: Option<&str>, options: &Options) -> Result<Report, Error> {
    let load = &options.load;
    let mut diagnostics = Diagnostics::with_levels(load.levels.clone());
    let folder = load.specs_dir.clone().unwrap_or_default();
    let mut ours = Workspace::new(&folder).limits(load.limits);
    settings::add_service_levels(&mut ours, &mut diagnostics);
    let specs = Specs::discover(&ours, &mut diagnostics);
    let mut chosen = Vec::new();
    for service in &specs.services {
        let folder = PathBuf::from(&service.name);
        let found = manifest::read(&mut ours, &folder, service, &mut diagnostics);
        let Some(manifest) = found else {
            continue;
        };
        chosen.extend(of_service(service, &manifest, named));
    }
    fail_on_errors(diagnostics, &ours)?;
    if chosen.is_empty() {
        let message = match named {
            Some(named) => format!(
                "no manifest names official files of `{named}`: they are in `{}`, in the folder of a service",
                manifest::FILE
            ),
            None => format!(
                "no service in `{}` has a `{}`",
                folder.display(),
                manifest::FILE
            ),
        };
        return Err(usage(message));
    }
    let mut report = Report {
        problems: Diagnostics::with_levels(load.levels.clone()),
        ..Report::default()
    };
    for (name, version, follows) in chosen {
        compare::version(&name, &version, &follows, &mut ours, options, &mut report)?;
    }
    report.sources.extend(ours.sources());
    Ok(report)
}

type Chosen = (String, ApiVersion, Follows);

/// The api-versions of a service that a manifest follows and a user means.
fn of_service(service: &Service, manifest: &Manifest, named: Option<&str>) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for version in &service.versions {
        let name = format!("{}/{}", service.name, version.name);
        let is_meant = named.is_none_or(|named| {
            let named = named.trim_end_matches('/');
            named == name || named == service.name || named == version.name
        });
        if let Some(follows) = manifest.versions.get(&version.name).filter(|_| is_meant) {
            chosen.push((name, version.clone(), follows.clone()));
        }
    }
    chosen
}

fn fail_on_errors(diagnostics: Diagnostics, workspace: &Workspace) -> Result<(), Error> {
    match diagnostics.has_errors() {
        true => Err(Error::new(vec![(diagnostics, workspace.sources().clone())])),
        false => Ok(()),
    }
}

/// An error about what was named.
fn usage(message: impl Into<String>) -> Error {
    Error::of(Diagnostic::new(Code::Comparison, message))
}
