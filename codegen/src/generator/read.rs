//! From documents to histories: what all generators do first.

use std::path::Path;

use super::{Options, Spec};
use crate::{
    diagnostic::Diagnostics,
    history::History,
    model::Model,
    openapi::Document,
    overrides,
    source::{Input, InputOptions, Service, Specs, Workspace},
    statistics::{Schemas, Stage, Watch},
};

/// What was read.
pub(super) struct Reading {
    /// The histories of the services; none where something is wrong.
    pub(super) histories: Vec<History>,
    /// What was found wrong, or worth a warning, as text.
    pub(super) text: String,
    /// Whether something is wrong.
    pub(super) has_errors: bool,
    pub(super) schemas: Schemas,
    pub(super) watch: Watch,
}

/// Services whose documents lie under one root.
struct Found {
    workspace: Workspace,
    services: Vec<Service>,
    diagnostics: Diagnostics,
}

/// Reads the services in a folder.
pub(super) fn services(folder: &Path, options: &Options) -> Reading {
    let mut diagnostics = Diagnostics::default();
    let mut workspace = Workspace::new(folder);
    let specs = Specs::discover(&workspace, &mut diagnostics);
    overrides::apply_to_services(&specs.services, &mut workspace, &mut diagnostics);
    let found = Found {
        workspace,
        services: specs.services,
        diagnostics,
    };
    understood(vec![found], options, Watch::start())
}

/// Reads the documents of APIs.
pub(super) fn specs(specs: &[Spec], options: &Options) -> Reading {
    let mut watch = Watch::start();
    let found = specs
        .iter()
        .map(|spec| watch.time(Stage::Source, || spec.find()))
        .collect();
    understood(found, options, watch)
}

impl Spec {
    fn find(&self) -> Found {
        let mut diagnostics = Diagnostics::default();
        let options = InputOptions {
            order: &self.order,
            root: self.root.as_deref(),
            ..InputOptions::default()
        };
        let Input {
            mut workspace,
            mut service,
            overrides: beside,
            ..
        } = Input::discover(&self.paths, options, &mut diagnostics);
        let file = match (&self.overrides, beside) {
            (Some(path), _) => workspace.load_named(path, &mut diagnostics),
            (None, Some(path)) => workspace.load(&path, &mut diagnostics),
            (None, None) => None,
        };
        if let Some(file) = file {
            overrides::apply(&file, &mut workspace, &service.versions, &mut diagnostics);
        }
        if let Some(name) = &self.name {
            service.name.clone_from(name);
        }
        Found {
            workspace,
            services: vec![service],
            diagnostics,
        }
    }
}

fn understood(found: Vec<Found>, options: &Options, watch: Watch) -> Reading {
    let mut reading = Reading {
        histories: Vec::new(),
        text: String::new(),
        has_errors: false,
        schemas: Schemas::default(),
        watch,
    };
    let mut models = Vec::new();
    for one in found {
        models.extend(reading.understand(one, options));
    }
    if !reading.has_errors {
        reading.histories = reading.watch.time(Stage::History, || {
            let merged = models
                .iter()
                .map(|(name, models)| History::merge(name, models));
            merged.collect()
        });
    }
    reading
}

impl Reading {
    /// The models of all api-versions of each service, and adds what was found wrong.
    fn understand(&mut self, found: Found, options: &Options) -> Vec<(String, Vec<Model>)> {
        let Found {
            mut workspace,
            services,
            mut diagnostics,
        } = found;
        let last = services.len().saturating_sub(1);
        let mut all = Vec::new();
        for (index, service) in services.into_iter().enumerate() {
            let models = self.service(&service, index == last, &mut workspace, &mut diagnostics);
            all.push((service.name, models));
        }
        self.text += &diagnostics.render(workspace.sources(), options.style);
        self.has_errors |= diagnostics.has_errors();
        all
    }

    /// Reads and understands the documents of all api-versions of a service, which may be the last one that is read.
    fn service(
        &mut self,
        service: &Service,
        is_last: bool,
        workspace: &mut Workspace,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Model> {
        let mut models = Vec::new();
        for version in &service.versions {
            self.watch.time(Stage::Source, || {
                for path in &version.files {
                    _ = workspace.load(path, diagnostics);
                }
            });
            self.schemas.add(version, workspace, diagnostics);
            let document = self.watch.time(Stage::OpenApi, || {
                Document::read(workspace, version, diagnostics)
            });
            if is_last && models.len() + 1 == service.versions.len() {
                workspace.release();
            }
            models.push(self.watch.time(Stage::Model, || {
                Model::from_document(&document, diagnostics)
            }));
        }
        models
    }
}
