//! Services and api-versions by the names that users give them.

use std::path::PathBuf;

use super::{LoadOptions, Spec, Specs, git::Revision, names::stem};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Service, Workspace, is_fragment_name},
    words::{listed, nearest},
};

/// The start of a name that stands for documents that come with this package: `bundled:azure`.
pub(super) const BUNDLED: &str = "bundled:";

/// The documents that a spec names.
pub(super) enum Name<'o> {
    /// A document without a file.
    Text,
    /// Files, or a folder.
    Paths(Vec<PathBuf>),
    /// A service that comes with this package, or one api-version of it.
    Bundled {
        service: String,
        version: Option<String>,
    },
    /// Documents that the configuration file lists, or one api-version of them.
    Configured {
        spec: &'o Spec,
        version: Option<String>,
    },
    /// A file or folder of a commit.
    OfCommit(Revision<'o>),
    /// A service or api-version in the folder of services.
    InServices(String),
}

/// Decides what a spec names: paths that exist come first, then the configuration file, then commits, then the folder of
/// services.
pub(super) fn resolve<'o>(spec: &'o Spec, options: &'o LoadOptions) -> Name<'o> {
    let split = |text: &str| match text.split_once('/') {
        Some((service, version)) => (service.to_owned(), Some(version.to_owned())),
        None => (text.to_owned(), None),
    };
    if spec.text.is_some() {
        return Name::Text;
    }
    if let Some(service) = &spec.bundled {
        let (service, version) = split(service);
        return Name::Bundled { service, version };
    }
    let paths = || Name::Paths(spec.paths.clone());
    let [only] = spec.paths.as_slice() else {
        return paths();
    };
    let Some(text) = only.to_str().filter(|_| !only.exists()) else {
        return paths();
    };
    if let Some(service) = text.strip_prefix(BUNDLED) {
        let (service, version) = split(service);
        return Name::Bundled { service, version };
    }
    let text = text.trim_end_matches('/');
    let (service, version) = split(text);
    for configured in &options.configured {
        let name = configured_name(configured);
        if name.as_deref() == Some(text) {
            return Name::Configured {
                spec: configured,
                version: None,
            };
        }
        if version.is_some() && name.as_deref() == Some(&service) {
            return Name::Configured {
                spec: configured,
                version,
            };
        }
    }
    if let Some(revision) = only.to_str().and_then(Revision::parse) {
        return Name::OfCommit(revision);
    }
    match options.existing_specs_dir() {
        Some(_) if !is_fragment_name(text) => Name::InServices(text.to_owned()),
        _ => paths(),
    }
}

/// The name of documents that the configuration file lists: their own, or that of their folder or file.
fn configured_name(spec: &Spec) -> Option<String> {
    if let Some(name) = spec.name.as_ref().or(spec.bundled.as_ref()) {
        return Some(name.clone());
    }
    match spec.paths.as_slice() {
        [only] => Some(stem(only.file_name()?.to_str()?).to_owned()),
        _ => None,
    }
}

/// Finds a service or api-version in the folder of services: the service with all its api-versions, and the name of the
/// api-version if it is one. Problems of other services are not reported.
pub(super) fn in_services(
    workspace: &Workspace,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Result<(Service, Option<String>), Box<Diagnostic>> {
    let mut problems = Diagnostics::default();
    let specs = Specs::discover(workspace, &mut problems);
    let found = find(&specs, name);
    match &found {
        Ok((service, _)) => {
            let folder = workspace.display_name(service.name.as_ref());
            let is_about = |file: &str| {
                let rest = file.strip_prefix(&*folder);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            for problem in problems.iter() {
                if problem
                    .place
                    .as_ref()
                    .is_none_or(|place| is_about(place.file()))
                {
                    diagnostics.push(problem.clone());
                }
            }
        }
        // A broken folder may be the reason.
        Err(_) => diagnostics.extend(problems),
    }
    found
}

fn find(specs: &Specs, name: &str) -> Result<(Service, Option<String>), Box<Diagnostic>> {
    let mut all = Vec::new();
    for service in &specs.services {
        if service.name == name {
            return Ok((service.clone(), None));
        }
        for version in &service.versions {
            all.push((
                format!("{}/{}", service.name, version.name),
                service,
                version,
            ));
        }
    }
    let found: Vec<_> = all
        .iter()
        .filter(|(path, _, version)| path == name || version.name == name)
        .collect();
    let unknown = |message: String| Diagnostic::new(Code::UnreadableFile, message);
    match found.as_slice() {
        [(_, service, version)] => Ok(((*service).clone(), Some(version.name.clone()))),
        [] => {
            let names: Vec<&str> = all
                .iter()
                .map(|(path, _, version)| match name.contains('/') {
                    true => path.as_str(),
                    false => version.name.as_str(),
                })
                .chain(specs.services.iter().map(|service| service.name.as_str()))
                .collect();
            let message = format!(
                "`{name}` is no file or folder, and no service or api-version of the specs"
            );
            let diagnostic = unknown(message);
            Err(Box::new(match nearest(name, names) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => {
                    let known: Vec<_> =
                        all.iter().map(|(path, _, _)| format!("`{path}`")).collect();
                    match known.as_slice() {
                        [] => diagnostic,
                        known => diagnostic.help(format!("there is {}", listed(known))),
                    }
                }
            }))
        }
        several => {
            let paths: Vec<_> = several
                .iter()
                .map(|(path, _, _)| format!("`{path}`"))
                .collect();
            let message = format!("several services have an api-version `{name}`");
            let help = format!("write {}", paths.join(" or "));
            Err(Box::new(unknown(message).help(help)))
        }
    }
}
