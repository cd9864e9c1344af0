//! From documents to histories: what all generators do first.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{
    Options,
    statistics::{Schemas, Stage, Watch},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Problem, Sources},
    history::{History, lineage},
    load::{Input, InputOptions, Spec, bundled},
    model::Model,
    openapi::Document,
    overrides,
    selection::{Offer, Selection},
    source::{ApiVersion, ResourceLimits, Service, Workspace},
};

/// What was read.
pub(super) struct Reading {
    /// The histories of the services; none where something is wrong.
    pub(super) histories: Vec<History>,
    /// What was found wrong, or worth a warning, as text.
    pub(super) text: String,
    /// The same in one line each.
    pub(super) problems: Vec<Problem>,
    /// Whether something is wrong.
    pub(super) has_errors: bool,
    /// The files that were read or looked for, and the folders that were listed.
    pub(super) inputs: BTreeSet<PathBuf>,
    /// None where nobody counts.
    pub(super) schemas: Option<Schemas>,
    pub(super) watch: Watch,
    /// The services that have none of the selected api-versions.
    unselected: Diagnostics,
    /// The texts that were read.
    sources: Sources,
}

/// Services whose documents lie under one root.
struct Found {
    workspace: Workspace,
    services: Vec<Service>,
    selection: Selection,
    /// What was listed to find them.
    folder: Option<PathBuf>,
    diagnostics: Diagnostics,
}

/// Reads the services in a folder.
#[cfg(feature = "services")]
pub(super) fn services(folder: &Path, options: &Options) -> Reading {
    let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
    let mut workspace = Workspace::new(folder).limits(options.limits);
    let specs = crate::load::Specs::discover(&workspace, &mut diagnostics);
    overrides::apply_to_services(&specs.services, &mut workspace, &mut diagnostics);
    let found = Found {
        workspace,
        services: specs.services,
        selection: options.selection.clone(),
        folder: Some(folder.to_owned()),
        diagnostics,
    };
    understood(vec![found], options, Watch::start())
}

/// Reads the documents of APIs.
pub(super) fn specs(specs: &[Spec], options: &Options) -> Reading {
    let mut watch = Watch::start();
    let found = specs
        .iter()
        .map(|spec| watch.time(Stage::Source, || spec.find(options)))
        .collect();
    understood(found, options, watch)
}

impl Spec {
    fn find(&self, options: &Options) -> Found {
        let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
        let bundled = self.bundled.as_deref().map(bundled::folder);
        let paths = match bundled.transpose() {
            Ok(Some(folder)) => vec![folder],
            Ok(None) => self.paths.clone(),
            Err(diagnostic) => return Found::nothing(*diagnostic),
        };
        let input = InputOptions {
            order: &self.order,
            root: self.root.as_deref(),
            limits: options.limits,
            ..InputOptions::default()
        };
        let Input {
            mut workspace,
            mut service,
            overrides: beside,
            ..
        } = Input::discover(&paths, input, &mut diagnostics);
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
        let folder = match paths.as_slice() {
            [only] if only.is_dir() => Some(only.clone()),
            _ => None,
        };
        Found {
            workspace,
            services: vec![service],
            selection: self.selection.or(&options.selection),
            folder,
            diagnostics,
        }
    }
}

impl Found {
    fn nothing(why: Diagnostic) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(why);
        Self {
            workspace: Workspace::new(""),
            services: Vec::new(),
            selection: Selection::default(),
            folder: None,
            diagnostics,
        }
    }
}

fn understood(found: Vec<Found>, options: &Options, watch: Watch) -> Reading {
    let mut reading = Reading {
        histories: Vec::new(),
        text: String::new(),
        problems: Vec::new(),
        has_errors: false,
        inputs: BTreeSet::new(),
        schemas: options.has_statistics.then(Schemas::default),
        watch,
        unselected: Diagnostics::default(),
        sources: options.before.sources.clone(),
    };
    reading.inputs.extend(options.before.inputs.iter().cloned());
    reading.report(
        &options.before.diagnostics,
        &options.before.sources,
        options,
    );
    let mut models = Vec::new();
    let mut offers: Vec<(Selection, Offer)> = Vec::new();
    for one in found {
        // A pattern that is meant for several services need not select something of each.
        let at = offers.iter().position(|(known, _)| *known == one.selection);
        let (selection, mut offer) = match at {
            Some(at) => offers.swap_remove(at),
            None => (one.selection.clone(), Offer::default()),
        };
        models.extend(reading.understand(one, &mut offer, options));
        offers.push((selection, offer));
    }
    let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
    for (selection, offer) in &offers {
        selection.check_api_versions(offer, &mut diagnostics);
    }
    if diagnostics.is_empty() {
        // A name that no service has is enough to say.
        diagnostics.extend(std::mem::take(&mut reading.unselected));
    }
    if !reading.has_errors && diagnostics.is_empty() {
        for (selection, offer) in &offers {
            selection.check_operations(offer, &mut diagnostics);
        }
    }
    reading.report(&diagnostics, &Sources::default(), options);
    if !reading.has_errors {
        reading.histories = reading.watch.time(Stage::History, || {
            let merged = models
                .iter()
                .map(|(name, models)| History::merge(name, models));
            merged.collect()
        });
        reading.customize(options);
    }
    reading
}

impl Reading {
    /// Changes the histories as the user wants them.
    fn customize(&mut self, options: &Options) {
        let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
        let customization = &options.customization;
        self.watch.time(Stage::History, || {
            customization.apply(&mut self.histories, &mut diagnostics);
        });
        let sources = std::mem::take(&mut self.sources);
        self.report(&diagnostics, &sources, options);
    }

    fn report(&mut self, diagnostics: &Diagnostics, sources: &Sources, options: &Options) {
        self.text += &diagnostics.render(sources, options.style);
        self.problems.extend(diagnostics.problems(sources));
        self.has_errors |= diagnostics.has_errors();
    }

    /// The models of the selected api-versions of each service; adds what was found wrong.
    fn understand(
        &mut self,
        found: Found,
        offer: &mut Offer,
        options: &Options,
    ) -> Vec<(String, Vec<Model>)> {
        let Found {
            mut workspace,
            services,
            selection,
            folder,
            mut diagnostics,
        } = found;
        let last = services.len().saturating_sub(1);
        let mut all = Vec::new();
        for (index, mut service) in services.into_iter().enumerate() {
            self.select(&mut service, &selection, offer);
            let models = self.service(
                &service,
                index == last,
                options,
                &mut workspace,
                &mut diagnostics,
            );
            for model in &models {
                if selection.has_api_version(&model.api_version) {
                    offer.operations(model);
                }
            }
            let models = selection.of(models);
            lineage::check(&models, &mut diagnostics);
            all.push((service.name, models));
        }
        self.inputs.extend(folder);
        self.inputs
            .extend(workspace.files_read().map(Path::to_owned));
        diagnostics.settle(workspace.sources());
        self.report(&diagnostics, workspace.sources(), options);
        self.sources.extend(workspace.sources());
        all
    }

    /// Reads and understands the documents of all api-versions of a service, which may be the last one that is read.
    fn service(
        &mut self,
        service: &Service,
        is_last: bool,
        options: &Options,
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
            if let Some(schemas) = &mut self.schemas {
                schemas.add(version, workspace, diagnostics);
            }
            let document = self.watch.time(Stage::OpenApi, || {
                Document::read(workspace, version, diagnostics)
            });
            if is_last && models.len() + 1 == service.versions.len() {
                workspace.release();
            }
            let model = self.watch.time(Stage::Model, || {
                Model::from_document(&document, diagnostics)
            });
            count_types(options.limits, version, model.types.len(), diagnostics);
            models.push(model);
        }
        models
    }
    /// Leaves out the api-versions of a service that need not be read.
    fn select(&mut self, service: &mut Service, selection: &Selection, offer: &mut Offer) {
        let versions = service.versions.iter();
        let names: Vec<&str> = versions.map(|version| version.name.as_str()).collect();
        names.iter().for_each(|name| offer.api_version(name));
        let needed = selection.needed(&names);
        if needed.is_empty() && !names.is_empty() {
            let message = format!("`{}` has none of the selected api-versions", service.name);
            let help = format!("it has: {}; a spec can select for itself", names.join(", "));
            self.unselected
                .push(Diagnostic::new(Code::NothingSelected, message).help(help));
        }
        service.versions.truncate(needed.end);
        service.versions.drain(..needed.start);
    }
}

/// Reports an api-version with more types than there may be.
fn count_types(
    limits: ResourceLimits,
    version: &ApiVersion,
    count: usize,
    diagnostics: &mut Diagnostics,
) {
    let count = count as u64;
    if count > limits.types {
        let message = format!(
            "the api-version `{}` has {count} types; the limit is {}",
            version.name, limits.types
        );
        diagnostics
            .push(Diagnostic::new(Code::Limit, message).help(ResourceLimits::help("types", count)));
    }
}
