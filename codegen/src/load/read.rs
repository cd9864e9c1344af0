//! Reads documents into models, and collects the problems of a run.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use billing_macros_expand::version::newest_stable;

use super::{
    Error, LoadOptions, LoadedSpecs,
    ahead::{DocumentSettings, read_ahead, read_document},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Levels, Problem, Sources, Style},
    model::{Model, PastNames},
    openapi::{Document, Floats},
    selection::{Focus, Offer, Selection},
    source::{ApiVersion, ResourceLimits, Service, Workspace},
};

/// Reads the document of each api-version into its model.
pub(crate) trait ModelReader {
    /// Reads one document. What the selection leaves out is read too, since names depend on it.
    fn read(&mut self, input: &mut VersionInput<'_>) -> Model {
        let document = input.document();
        Model::in_history(&document, input.past, input.diagnostics)
    }

    /// Returns whether reading is what [`read`](Self::read) does by default, so that documents can be read ahead of their
    /// models.
    fn can_read_ahead(&self) -> bool {
        true
    }

    /// Checks the selected models of a service, oldest first.
    fn check(&mut self, _models: &[Model], _diagnostics: &mut Diagnostics) {}
}

/// One api-version that is to be read.
pub(crate) struct VersionInput<'v> {
    pub(crate) workspace: &'v mut Workspace,
    pub(crate) version: &'v ApiVersion,
    pub(crate) diagnostics: &'v mut Diagnostics,
    /// The names that the older api-versions chose.
    pub(crate) past: &'v mut PastNames,
    /// True if the api-version is selected, and not only read for the names that lead through it.
    pub(crate) is_selected: bool,
    /// True if nothing is read from the workspace after it.
    pub(crate) is_last: bool,
    pub(super) focus: &'v mut Focus,
    has_focus: bool,
    floats: Floats,
}

impl VersionInput<'_> {
    /// Reads the document.
    pub(crate) fn document(&mut self) -> Document {
        read_document(self.workspace, self.version, self.floats, self.diagnostics)
    }

    /// Makes the binary floats of a document what the options say.
    #[cfg(feature = "checks")]
    pub(crate) fn convert_floats(&self, document: &mut Document) {
        if self.floats == Floats::Decimal {
            document.floats_as_decimals();
        }
    }

    /// Notes what the selected operations of a model reach.
    pub(crate) fn focus_on(&mut self, model: &Model) {
        if !std::mem::replace(&mut self.has_focus, true) {
            let (workspace, version) = (&*self.workspace, self.version);
            self.focus.add(workspace, version, model, self.is_selected);
        }
    }
}

/// The selected models of a service, oldest first.
pub(crate) struct ServiceModels {
    pub(crate) name: String,
    pub(crate) models: Vec<Model>,
    /// True if they are one document that is named as such.
    pub(crate) is_unversioned: bool,
    /// The newest stable api-version of all that were found, selected or not.
    pub(crate) latest: Option<String>,
}

/// The documents that were read in a run: their problems, their texts and the files.
pub(crate) struct Reading {
    pub(super) reports: Vec<(Diagnostics, Sources)>,
    /// The files that were read or looked for, and the folders that were listed.
    pub(crate) inputs: BTreeSet<PathBuf>,
    /// Each selection, with the names that its patterns are compared with.
    pub(super) offers: Vec<(Selection, Offer)>,
    /// The services that have none of the selected api-versions.
    pub(super) unselected: Diagnostics,
    /// The levels of lints: those of the options, and those of the folders of services that were read.
    pub(crate) levels: Levels,
}

impl Reading {
    /// Starts with the problems of the configuration file.
    pub(crate) fn new(options: &LoadOptions) -> Self {
        let config = &options.inputs;
        let mut reading = Self {
            reports: Vec::new(),
            inputs: config.paths.clone(),
            offers: Vec::new(),
            unselected: Diagnostics::default(),
            levels: options.levels.clone(),
        };
        reading.report(config.diagnostics.clone(), config.sources.clone());
        reading
    }

    /// Adds problems, and the texts that they are about.
    pub(crate) fn report(&mut self, diagnostics: Diagnostics, sources: Sources) {
        self.reports.push((diagnostics, sources));
    }

    /// Reads the selected api-versions of all services into models.
    pub(crate) fn models(
        &mut self,
        loaded: LoadedSpecs,
        options: &LoadOptions,
        reader: &mut impl ModelReader,
    ) -> Vec<ServiceModels> {
        let LoadedSpecs {
            mut workspace,
            services,
            is_document: _,
            is_unversioned,
            mut diagnostics,
            selection,
            folder,
            // It is there until all is read.
            checkout: _checkout,
        } = loaded;
        self.levels = std::mem::take(&mut self.levels).or(diagnostics.levels());
        // Several services may share a selection; a pattern matches something in one of them.
        let at = self
            .offers
            .iter()
            .position(|(known, _)| *known == selection);
        let (_, mut offer) = match at {
            Some(at) => self.offers.swap_remove(at),
            None => (selection.clone(), Offer::default()),
        };
        let mut focus = Focus::new(&selection);
        let last = services.len().saturating_sub(1);
        let mut all = Vec::new();
        for (index, mut service) in services.into_iter().enumerate() {
            let latest = latest(&service);
            self.select(&mut service, &selection, &mut offer);
            let mut models = Vec::new();
            let mut past = PastNames::default();
            let settings = DocumentSettings {
                limits: options.limits,
                floats: options.floats.unwrap_or_default(),
            };
            let is_read = reader.can_read_ahead()
                && focus.is_everything()
                && service.versions.len() > 1
                && read_ahead(
                    &mut workspace,
                    &service.versions,
                    settings,
                    index == last,
                    Diagnostics::with_levels(diagnostics.levels().clone()),
                    |version, document, problems| {
                        diagnostics.continue_with(problems);
                        let model = Model::in_history(document, &mut past, &mut diagnostics);
                        offer.operations(&model);
                        count_types(options.limits, version, model.types.len(), &mut diagnostics);
                        models.push(model);
                    },
                );
            let others = service.versions.iter().filter(|_| !is_read);
            for version in others {
                diagnostics.start_work(options.limits);
                let mut input = VersionInput {
                    workspace: &mut workspace,
                    version,
                    diagnostics: &mut diagnostics,
                    past: &mut past,
                    is_selected: selection.has_api_version(&version.name),
                    is_last: focus.is_everything()
                        && index == last
                        && models.len() + 1 == service.versions.len(),
                    focus: &mut focus,
                    has_focus: false,
                    floats: settings.floats,
                };
                let model = reader.read(&mut input);
                input.focus_on(&model);
                if input.is_selected {
                    offer.operations(&model);
                }
                count_types(options.limits, version, model.types.len(), &mut diagnostics);
                models.push(model);
            }
            let models = selection.of(models);
            reader.check(&models, &mut diagnostics);
            all.push(ServiceModels {
                name: service.name,
                models,
                is_unversioned,
                latest,
            });
        }
        self.inputs.extend(folder);
        self.inputs
            .extend(workspace.files_read().map(Path::to_owned));
        diagnostics.settle(workspace.sources());
        diagnostics.retain(|diagnostic| focus.has(diagnostic));
        self.report(diagnostics, workspace.into_sources());
        self.offers.push((selection, offer));
        all
    }

    /// Leaves out the api-versions of a service that are newer than all selected ones: what they add decides no name.
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
        // The older ones are read too, because they decide names.
        service.versions.truncate(needed.end);
    }

    /// Reports the patterns of all selections that match nothing. To be called once, when all is read.
    pub(crate) fn check_selections(&mut self, options: &LoadOptions) {
        let offers = std::mem::take(&mut self.offers);
        let unselected = std::mem::take(&mut self.unselected);
        self.check_offers(&offers, unselected, options);
    }

    fn check_offers(
        &mut self,
        offers: &[(Selection, Offer)],
        unselected: Diagnostics,
        options: &LoadOptions,
    ) {
        let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
        for (selection, offer) in offers {
            selection.check_api_versions(offer, &mut diagnostics);
        }
        if diagnostics.is_empty() {
            // A pattern that no service matches is reported already.
            diagnostics.extend(unselected);
        }
        if !self.has_errors() && diagnostics.is_empty() {
            for (selection, offer) in offers {
                selection.check_operations(offer, &mut diagnostics);
            }
        }
        self.report(diagnostics, Sources::default());
    }

    /// Returns whether there is a problem that stops the run.
    pub(crate) fn has_errors(&self) -> bool {
        self.reports
            .iter()
            .any(|(diagnostics, _)| diagnostics.has_errors())
    }

    /// The problems with the lines of the documents.
    pub(crate) fn render(&self, style: Style) -> String {
        let reports = self.reports.iter();
        reports
            .map(|(diagnostics, sources)| diagnostics.render(sources, style))
            .collect()
    }

    /// The problems in one line each.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let reports = self.reports.iter();
        reports
            .flat_map(|(diagnostics, sources)| diagnostics.problems(sources))
            .collect()
    }

    /// The texts of all documents.
    pub(crate) fn sources(&self) -> Sources {
        let mut all = Sources::default();
        for (_, sources) in &self.reports {
            all.extend(sources);
        }
        all
    }

    /// Turns the problems into an error.
    pub(crate) fn into_error(self) -> Error {
        Error::new(self.reports)
    }
}

/// Returns the newest stable api-version of a service.
fn latest(service: &Service) -> Option<String> {
    let versions = service.versions.iter();
    let names: Vec<&str> = versions.map(|version| version.name.as_str()).collect();
    let latest = newest_stable(&names)?;
    names.get(latest).map(|name| (*name).to_owned())
}

/// Reports an api-version with more types than the limit.
fn count_types(
    limits: ResourceLimits,
    version: &ApiVersion,
    count: usize,
    diagnostics: &mut Diagnostics,
) {
    let count = count as u64;
    if count > limits.types() {
        let message = format!(
            "the api-version `{}` has {count} types; the limit is {}",
            version.name,
            limits.types()
        );
        let help = ResourceLimits::help("types", count);
        diagnostics.push(Diagnostic::new(Code::Limit, message).help(help));
    }
}
