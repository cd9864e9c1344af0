//! The documents of one API, as a user names them.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::{
    LoadOptions, Specs, bundled,
    candidate::InputOptions,
    git::Checkout,
    input::Input,
    named::{self, Name},
    text::Text,
};
#[cfg(feature = "checks")]
use crate::manifest;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    overrides,
    selection::Selection,
    settings,
    source::{Service, Workspace},
    words::nearest,
};

/// The documents of one API: what names them, and the options for this API alone.
///
/// A path is a document, or a folder that has a file or folder for each api-version. A text that is no path names a service
/// (`azure`) or an api-version (`azure/2024-04-01`) in the folder of services of the [`LoadOptions`], an API by the name that a
/// configuration file gives it, documents that come with this package (`bundled:azure`), or the state of a file or folder in a commit
/// (`v1.0:specs/azure`), which `git` reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spec {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) text: Option<Text>,
    pub(crate) bundled: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) order: Vec<String>,
    /// True if the order lists api-versions of other documents as well.
    pub(crate) is_order_shared: bool,
    pub(crate) root: Option<PathBuf>,
    pub(crate) overrides: Option<PathBuf>,
    pub(crate) selection: Selection,
}

/// The files of the documents that a [`Spec`] names, with the overrides applied.
#[derive(Debug)]
pub struct LoadedSpecs {
    /// The files that the documents may refer to.
    pub workspace: Workspace,
    /// The services with their api-versions, oldest first: one service, or none where nothing was found.
    pub services: Vec<Service>,
    /// True if the name stands for one document and not for a set of api-versions.
    pub is_document: bool,
    /// True if a file, or fragments, are named that are one document, so that its types need no module for its api-version.
    pub is_unversioned: bool,
    /// The problems so far.
    pub diagnostics: Diagnostics,
    pub(crate) selection: Selection,
    /// The folder that was listed to find the documents.
    pub(crate) folder: Option<PathBuf>,
    /// The copy of the files of a commit.
    pub(crate) checkout: Option<Checkout>,
}

impl Spec {
    /// Names the document in a file, or the api-versions in a folder.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self::fragments([path])
    }

    /// Names one document that is split into several files.
    #[must_use]
    pub fn fragments(paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self {
            paths: paths.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Gives the text of one document, JSON or YAML, that messages call by `name`. Its references to files are relative to
    /// the current folder, or to the [`root`](Self::root) if that folder is not in it.
    ///
    /// ```
    /// use billing_codegen::{Spec, load::LoadOptions};
    ///
    /// let spec = Spec::text("<generated>", "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}");
    /// assert_eq!(spec.load(&LoadOptions::new()).services[0].versions[0].name, "v1");
    /// ```
    #[must_use]
    pub fn text(name: impl Into<String>, text: impl AsRef<[u8]>) -> Self {
        Self {
            text: Some(Text {
                name: name.into(),
                bytes: text.as_ref().into(),
            }),
            ..Self::default()
        }
    }

    /// Names documents that come with this package: `azure` or `partner-center`.
    #[must_use]
    pub fn bundled(service: impl Into<String>) -> Self {
        Self {
            bundled: Some(service.into()),
            ..Self::default()
        }
    }

    /// Sets the name of the API, instead of that of its folder or file.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Lists all api-versions, oldest first, where their names have no order.
    #[must_use]
    pub fn order(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.order = names.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the folder whose files the documents may refer to, instead of the one that holds them. The documents lie in it
    /// too. Nothing outside of it is read.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.root = Some(folder.into());
        self
    }

    /// Sets the file of overrides, instead of `overrides.yaml` in the folder of the documents.
    #[must_use]
    pub fn overrides(mut self, file: impl Into<PathBuf>) -> Self {
        self.overrides = Some(file.into());
        self
    }

    /// Selects api-versions of this API, instead of those selected for the whole run; `*` matches any text.
    #[must_use]
    pub fn api_versions(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.selection.api_versions = names.into_iter().map(Into::into).collect();
        self
    }

    /// Selects operations of this API with the types that they reach, instead of those selected for the whole run; `*`
    /// matches any text.
    #[must_use]
    pub fn operations(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.selection.operations = names.into_iter().map(Into::into).collect();
        self
    }

    /// Finds the files of the documents and applies the overrides. Problems are in the result's diagnostics.
    ///
    /// ```
    /// use billing_codegen::load::{LoadOptions, Spec};
    ///
    /// let azure = Spec::bundled("azure").load(&LoadOptions::new());
    /// assert!(azure.services[0].versions.iter().any(|version| version.name == "2024-04-01"));
    /// ```
    #[must_use]
    pub fn load(&self, options: &LoadOptions) -> LoadedSpecs {
        let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
        match named::resolve(self, options) {
            Name::Text => self.find(&[], None, options, diagnostics),
            Name::Paths(paths) => self.find(&paths, None, options, diagnostics),
            Name::Bundled { service, version } => match bundled::folder(&service) {
                Ok(folder) => {
                    let found = self.find(&[folder], None, options, diagnostics);
                    found.narrowed(version.as_deref())
                }
                Err(problem) => LoadedSpecs::nothing(*problem, diagnostics),
            },
            Name::Configured { spec, version } => {
                let found = self.over(spec).load(options);
                found.narrowed(version.as_deref())
            }
            Name::OfCommit(revision) => {
                match Checkout::new(revision, self.root.as_deref(), options.limits) {
                    Ok(checkout) => {
                        let path = checkout.path.clone();
                        self.find(&[path], Some(checkout), options, diagnostics)
                    }
                    Err(refusal) => LoadedSpecs::nothing(refusal.into_diagnostic(), diagnostics),
                }
            }
            Name::InServices(name) => {
                let Some(folder) = options.existing_specs_dir() else {
                    return self.find(&self.paths, None, options, diagnostics);
                };
                let mut workspace = Workspace::new(folder).limits(options.limits);
                settings::add_service_levels(&mut workspace, &mut diagnostics);
                let (mut service, version) =
                    match named::in_services(&workspace, &name, &mut diagnostics) {
                        Ok(found) => found,
                        Err(problem) => return LoadedSpecs::nothing(*problem, diagnostics),
                    };
                self.apply_overrides(None, &service, &mut workspace, &mut diagnostics);
                #[cfg(feature = "checks")]
                manifest::check_services(
                    std::slice::from_ref(&service),
                    &mut workspace,
                    &mut diagnostics,
                );
                if let Some(name) = &self.name {
                    service.name.clone_from(name);
                }
                let found = LoadedSpecs {
                    workspace,
                    services: vec![service],
                    is_document: false,
                    is_unversioned: false,
                    diagnostics,
                    selection: self.selection.or(&options.selection),
                    folder: Some(folder.to_owned()),
                    checkout: None,
                };
                found.narrowed(version.as_deref())
            }
        }
    }

    fn find(
        &self,
        paths: &[PathBuf],
        checkout: Option<Checkout>,
        options: &LoadOptions,
        mut diagnostics: Diagnostics,
    ) -> LoadedSpecs {
        let root = self.root.as_deref();
        let input = InputOptions {
            order: &self.order,
            is_shared: self.is_order_shared,
            root: match &checkout {
                Some(checkout) => root.map(|_| checkout.root.as_path()),
                None => root,
            },
            shown_root: checkout.as_ref().map(|checkout| &checkout.shown_root),
            limits: options.limits,
            text: self.text.as_ref(),
        };
        let Input {
            mut workspace,
            mut service,
            overrides,
            is_document,
            is_unversioned,
        } = Input::discover(paths, input, &mut diagnostics);
        self.apply_overrides(
            Some(overrides.as_deref()),
            &service,
            &mut workspace,
            &mut diagnostics,
        );
        if let Some(name) = &self.name {
            service.name.clone_from(name);
        }
        let folder = match paths {
            // A copy is nothing to watch.
            _ if checkout.is_some() => None,
            [only] if only.is_dir() => Some(only.clone()),
            _ => None,
        };
        LoadedSpecs {
            workspace,
            services: vec![service],
            is_document,
            is_unversioned,
            diagnostics,
            selection: self.selection.or(&options.selection),
            folder,
            checkout,
        }
    }

    /// Applies the overrides that the user names, or else those beside the documents. `beside` is the path of the latter;
    /// without one, they are in the service's folder.
    fn apply_overrides(
        &self,
        beside: Option<Option<&Path>>,
        service: &Service,
        workspace: &mut Workspace,
        diagnostics: &mut Diagnostics,
    ) {
        let file = match (&self.overrides, beside) {
            (Some(path), _) => workspace.load_named(path, diagnostics),
            (None, Some(Some(path))) => workspace.load(path, diagnostics),
            (None, Some(None)) => None,
            (None, None) => {
                let services = std::slice::from_ref(service);
                overrides::apply_to_services(services, workspace, diagnostics);
                None
            }
        };
        if let Some(file) = file {
            overrides::apply(&file, workspace, &service.versions, diagnostics);
        }
    }

    /// The documents of another spec, with the options of this one where it has any.
    fn over(&self, other: &Self) -> Self {
        let mut spec = other.clone();
        spec.name = self.name.clone().or(spec.name);
        if !self.order.is_empty() {
            spec.order.clone_from(&self.order);
        }
        spec.is_order_shared = self.is_order_shared;
        spec.root = self.root.clone().or(spec.root);
        spec.overrides = self.overrides.clone().or(spec.overrides);
        spec.selection = self.selection.or(&spec.selection);
        spec
    }
}

impl LoadedSpecs {
    fn nothing(problem: Diagnostic, mut diagnostics: Diagnostics) -> Self {
        diagnostics.push(problem);
        Self {
            workspace: Workspace::new(""),
            services: Vec::new(),
            is_document: false,
            is_unversioned: false,
            diagnostics,
            selection: Selection::default(),
            folder: None,
            checkout: None,
        }
    }

    /// Leaves only one api-version, if one is named.
    fn narrowed(mut self, version: Option<&str>) -> Self {
        let Some(version) = version else {
            return self;
        };
        let Some(service) = self.services.first_mut() else {
            return self;
        };
        let known: Vec<String> = service
            .versions
            .iter()
            .map(|one| one.name.clone())
            .collect();
        service.versions.retain(|one| one.name == version);
        self.is_document = true;
        if service.versions.is_empty() && !known.is_empty() {
            let message = format!("`{}` has no api-version `{version}`", service.name);
            let diagnostic = Diagnostic::new(Code::NothingSelected, message);
            self.diagnostics
                .push(match nearest(version, known.iter().map(String::as_str)) {
                    Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                    None => diagnostic.help(format!("there is: {}", known.join(", "))),
                });
        }
        self
    }
}

/// Loads all services in a folder: `<service>/<api-version>/*.{yaml,yml,json}`.
#[must_use]
pub fn services(folder: &Path, options: &LoadOptions) -> LoadedSpecs {
    let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
    let mut workspace = Workspace::new(folder).limits(options.limits);
    settings::add_service_levels(&mut workspace, &mut diagnostics);
    let specs = Specs::discover(&workspace, &mut diagnostics);
    overrides::apply_to_services(&specs.services, &mut workspace, &mut diagnostics);
    #[cfg(feature = "checks")]
    manifest::check_services(&specs.services, &mut workspace, &mut diagnostics);
    LoadedSpecs {
        workspace,
        services: specs.services,
        is_document: false,
        is_unversioned: false,
        diagnostics,
        selection: options.selection.clone(),
        folder: Some(folder.to_owned()),
        checkout: None,
    }
}

/// Shows the documents as the user named them: `azure/2024-04-01`, `a.yaml + b.yaml`.
impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(service) = &self.bundled {
            return write!(f, "{}{service}", named::BUNDLED);
        }
        if let Some(text) = &self.text {
            return f.write_str(&text.name);
        }
        for (index, path) in self.paths.iter().enumerate() {
            let separator = if index > 0 { " + " } else { "" };
            write!(f, "{separator}{}", path.display())?;
        }
        Ok(())
    }
}

impl From<&str> for Spec {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl From<&String> for Spec {
    fn from(path: &String) -> Self {
        Self::new(path)
    }
}

impl From<String> for Spec {
    fn from(path: String) -> Self {
        Self::new(path)
    }
}

impl From<&Path> for Spec {
    fn from(path: &Path) -> Self {
        Self::new(path)
    }
}

impl From<&PathBuf> for Spec {
    fn from(path: &PathBuf) -> Self {
        Self::new(path)
    }
}

impl From<PathBuf> for Spec {
    fn from(path: PathBuf) -> Self {
        Self::new(path)
    }
}
