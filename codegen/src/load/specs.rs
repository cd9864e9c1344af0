//! Finds services and api-versions in a folder of services.

use std::{
    cmp::Ordering,
    fs,
    path::{Path, PathBuf},
};

use billing_macros_expand::version::compare;

use super::names::{DATE, is_version};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    source::{
        ApiVersion, LEVELS, OVERRIDES, Service, UPSTREAM, Workspace, is_fragment_name, reason,
    },
};

/// The services and api-versions in a folder: `<service>/<api-version>/*.{yaml,yml,json}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Specs {
    /// Services, by name.
    pub services: Vec<Service>,
}

impl Specs {
    /// Finds all services in the root folder of a workspace.
    pub fn discover(workspace: &Workspace, diagnostics: &mut Diagnostics) -> Self {
        let mut finder = Finder {
            workspace,
            diagnostics,
        };
        let mut services = Vec::new();
        for entry in finder.entries(Path::new("")) {
            if entry.is_folder {
                services.extend(finder.service(&entry));
            } else if entry.name != LEVELS {
                finder.misplaced(&entry);
            }
        }
        if services.is_empty() && !diagnostics.has_errors() {
            let name = workspace.display_name(Path::new(""));
            diagnostics.push(
                Diagnostic::new(Code::NothingThere, format!("`{name}` contains no service"))
                    .at(Place::whole(&name))
                    .help(format!(
                        "put fragments at `{name}/<service>/<api-version>/<name>.yaml`"
                    )),
            );
        }
        Self { services }
    }

    /// Finds the fragments of one api-version in a folder, whose path starts at the root of a workspace.
    #[cfg(feature = "checks")]
    pub(crate) fn discover_version(
        workspace: &Workspace,
        folder: &Path,
        diagnostics: &mut Diagnostics,
    ) -> Option<ApiVersion> {
        let entry = Entry {
            name: folder.file_name()?.to_str()?.to_owned(),
            path: folder.to_owned(),
            is_folder: true,
        };
        Finder::new(workspace, diagnostics).version(&entry)
    }

    /// Finds the api-versions of one service whose folder is the root of a workspace.
    pub fn discover_service(
        workspace: &Workspace,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Service> {
        let entry = Entry {
            name: name.to_owned(),
            path: PathBuf::new(),
            is_folder: true,
        };
        Finder {
            workspace,
            diagnostics,
        }
        .service(&entry)
    }
}

pub(super) struct Entry {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) is_folder: bool,
}

pub(super) struct Finder<'f> {
    workspace: &'f Workspace,
    diagnostics: &'f mut Diagnostics,
}

impl<'f> Finder<'f> {
    pub(super) fn new(workspace: &'f Workspace, diagnostics: &'f mut Diagnostics) -> Self {
        Self {
            workspace,
            diagnostics,
        }
    }

    fn error(&mut self, code: Code, path: &Path, message: impl FnOnce(&str) -> String, help: &str) {
        let name = self.workspace.display_name(path);
        let diagnostic = Diagnostic::new(code, message(&name)).at(Place::whole(&name));
        self.diagnostics.push(if help.is_empty() {
            diagnostic
        } else {
            diagnostic.help(help)
        });
    }

    /// Lists a folder by name, without hidden files and `README.md`.
    pub(super) fn entries(&mut self, folder: &Path) -> Vec<Entry> {
        if !self.workspace.is_inside(folder) {
            let root = self.workspace.display_name(Path::new(""));
            let message = |name: &str| format!("`{name}` lies outside of `{root}`");
            self.error(Code::OutsideRoot, folder, message, "");
            return Vec::new();
        }
        let full = self.workspace.root().join(folder);
        let listed = fs::read_dir(if full.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &full
        })
        .and_then(|listed| listed.collect::<Result<Vec<_>, _>>());
        let listed = match listed {
            Ok(listed) => listed,
            Err(error) => {
                self.error(
                    Code::UnreadableFile,
                    folder,
                    |name| format!("cannot list `{name}`: {}", reason(&error)),
                    "",
                );
                return Vec::new();
            }
        };
        let mut entries = Vec::new();
        for entry in listed {
            let path = folder.join(entry.file_name());
            let Ok(name) = entry.file_name().into_string() else {
                self.error(
                    Code::NotUtf8,
                    &path,
                    |name| format!("the name of `{name}` is not UTF-8"),
                    "",
                );
                continue;
            };
            if !(name.starts_with('.') || name.eq_ignore_ascii_case("README.md")) {
                entries.push(Entry {
                    is_folder: entry.path().is_dir(),
                    name,
                    path,
                });
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries
    }

    /// Reports a file in a place for folders.
    fn misplaced(&mut self, entry: &Entry) {
        let message = |name: &str| format!("`{name}` is not in the folder of an api-version");
        self.error(
            Code::MisplacedFile,
            &entry.path,
            message,
            "put fragments at `<service>/<api-version>/<name>.yaml`",
        );
    }

    fn service(&mut self, service: &Entry) -> Option<Service> {
        let mut characters = service.name.chars();
        let is_name = characters
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
            && characters.all(|next| next.is_ascii_alphanumeric() || next == '-' || next == '_');
        if !is_name {
            let message = |name: &str| format!("`{name}` is not a valid name of a service");
            self.error(
                Code::FolderName,
                &service.path,
                message,
                "write ASCII letters, digits and `-`, starting with a letter: `partner-center`",
            );
            return None;
        }
        let mut versions = Vec::new();
        let mut entries = self.entries(&service.path);
        entries.retain(|entry| {
            entry.is_folder || ![OVERRIDES, UPSTREAM].contains(&entry.name.as_str())
        });
        if entries.is_empty() {
            let message = |name: &str| format!("`{name}` contains no api-version");
            self.error(
                Code::NothingThere,
                &service.path,
                message,
                "put fragments at `<service>/<api-version>/<name>.yaml`",
            );
        }
        for entry in entries {
            if !entry.is_folder {
                self.misplaced(&entry);
            } else if !is_version(&entry.name) {
                let message =
                    |name: &str| format!("`{name}` is not a valid name of an api-version");
                self.error(
                    Code::FolderName,
                    &entry.path,
                    message,
                    "name the folder like `2024-04-01`, `2017-02-27-preview` or `v1`",
                );
            } else if let Some(version) = self.version(&entry) {
                versions.push((version, entry.path));
            }
        }
        self.sort(&mut versions);
        let versions: Vec<_> = versions.into_iter().map(|(version, _)| version).collect();
        (!versions.is_empty()).then(|| Service {
            name: service.name.clone(),
            versions,
        })
    }

    /// Sorts api-versions by their names, and reports names that cannot be compared.
    fn sort(&mut self, versions: &mut [(ApiVersion, PathBuf)]) {
        versions.sort_by(|(a, _), (b, _)| {
            let kind = |name: &str| compare(name, DATE).is_none();
            kind(&a.name)
                .cmp(&kind(&b.name))
                .then_with(|| compare(&a.name, &b.name).unwrap_or(Ordering::Equal))
        });
        for pair in versions.windows(2) {
            let [(a, _), (b, path)] = pair else { continue };
            let (code, problem) = match compare(&a.name, &b.name) {
                None => (Code::NoOrder, "neither is older than the other"),
                Some(Ordering::Equal) => (Code::SameVersion, "they name the same api-version"),
                Some(_) => continue,
            };
            let names = format!("`{}` and `{}`: {problem}", a.name, b.name);
            self.error(
                code,
                path,
                |_| names,
                "name all api-versions of a service alike",
            );
        }
    }

    pub(super) fn version(&mut self, version: &Entry) -> Option<ApiVersion> {
        let mut files = Vec::new();
        // Nested folders contain targets of references.
        for entry in self
            .entries(&version.path)
            .into_iter()
            .filter(|entry| !entry.is_folder)
        {
            if is_fragment_name(&entry.name) {
                files.push(entry.path);
            } else {
                let message = |name: &str| format!("`{name}` is not a fragment");
                self.error(
                    Code::MisplacedFile,
                    &entry.path,
                    message,
                    "the name of a fragment ends in `.yaml`, `.yml` or `.json`",
                );
            }
        }
        if files.is_empty() {
            self.error(
                Code::NothingThere,
                &version.path,
                |name| format!("`{name}` contains no fragment"),
                "put fragments into it: `<name>.yaml`",
            );
            return None;
        }
        Some(ApiVersion {
            name: version.name.clone(),
            files,
        })
    }
}
