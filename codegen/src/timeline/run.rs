//! Loads documents for their timelines.

use std::collections::HashMap;

use super::{Page, Timeline};
use crate::{
    configuration::Configuration,
    diagnostic::{Code, Diagnostic},
    diff::{Class, Report, Sides, report::counted},
    load::{self, Error, LoadOptions, ModelReader, Reading, Spec, Warnings},
    model::Model,
};

/// The timelines of services and documents.
#[derive(Clone, Debug)]
pub struct Timelines {
    /// The services and documents, in the order in which the user names them.
    pub services: Vec<Timeline>,
    /// The warnings about the documents.
    pub warnings: Warnings,
}

/// Returns the timelines of services and documents.
///
/// Without a [`Spec`], the documents are those of the configuration file, or else all services in the folder of services.
///
/// # Errors
///
/// A document does not exist or has errors.
pub fn run(specs: &[Spec], options: &LoadOptions) -> Result<Timelines, Error> {
    let (options, _) = Configuration::resolve(options);
    let mut reading = Reading::new(&options);
    let specs = match specs {
        [] => options.configured.as_slice(),
        specs => specs,
    };
    let mut found = Vec::new();
    let mut labels = Vec::new();
    if let ([], Some(folder)) = (specs, &options.specs_dir) {
        let loaded = load::services(folder, &options);
        for service in reading.models(loaded, &options, &mut DocumentReader) {
            found.push((service.name, service.models));
        }
    } else if specs.is_empty() {
        let problem = Diagnostic::new(Code::NothingThere, "there are no documents to show");
        return Err(Error::of(
            problem.help("name a file, or a folder of services"),
        ));
    }
    for spec in specs {
        let loaded = spec.load(&options);
        let services = reading.models(loaded, &options, &mut DocumentReader);
        for service in services {
            found.push((service.name, service.models));
            labels.push(spec.to_string());
        }
    }
    reading.check_selections(&options);
    if reading.has_errors() {
        return Err(reading.into_error());
    }
    // Two states of one service have names of their own.
    let mut uses: HashMap<String, usize> = HashMap::new();
    for (name, _) in &found {
        *uses.entry(name.clone()).or_default() += 1;
    }
    for ((name, _), label) in found.iter_mut().zip(labels) {
        if uses.get(name).is_some_and(|count| *count > 1) {
            *name = label;
        }
    }
    let sources = reading.sources();
    let timelines = found
        .iter()
        .map(|(name, models)| Timeline::new(name, models, &sources));
    Ok(Timelines {
        services: timelines.collect(),
        warnings: reading.into(),
    })
}

/// Compares two documents, or two states of a service: the report, and its HTML page.
///
/// # Errors
///
/// The same as of [`diff::run`](crate::diff::run).
pub fn run_diff(
    old: impl Into<Spec>,
    new: impl Into<Spec>,
    options: &LoadOptions,
) -> Result<(Report, String), Error> {
    let sides = Sides::read(old.into(), new.into(), options)?;
    let report = sides.report();
    let page = page(&sides, &report);
    Ok((report, page))
}

fn page(sides: &Sides, report: &Report) -> String {
    let title = format!("{} \u{2192} {}", report.old, report.new);
    let counts = counted(
        report.count(Class::Breaking),
        report.count(Class::Compatible),
    );
    let lead = match report.findings().next() {
        Some(_) => format!("{counts}. {}", report.release_in_words()),
        None => format!("{counts}."),
    };
    let (own, pairs) = match (report.comparisons.as_slice(), sides.new.is_document) {
        ([own, pairs @ ..], false) => (Some(own), pairs),
        (pairs, _) => (None, pairs),
    };
    let old: HashMap<&str, &Model> = named(&sides.old.models);
    let new: HashMap<&str, &Model> = named(&sides.new.models);
    let timelines: Vec<Timeline> = match sides.new.is_document {
        true => {
            let both = sides.old.models.first().zip(sides.new.models.first());
            let both = both.zip(pairs.first());
            both.map(|((old, new), pair)| Timeline::between(old, new, pair.clone()))
                .into_iter()
                .collect()
        }
        false => {
            let changed = pairs.iter().filter(|pair| !pair.findings.is_empty());
            let timelines = changed.filter_map(|pair| {
                let version = pair.new.rsplit_once('/').map(|(_, version)| version)?;
                let (old, new) = (old.get(version)?, new.get(version)?);
                Some(Timeline::between(old, new, pair.clone()))
            });
            timelines.collect()
        }
    };
    let page = Page::new(&title).lead(&lead);
    let page = match own.filter(|own| !own.findings.is_empty()) {
        Some(own) => page.changes(own),
        None => page,
    };
    timelines.iter().fold(page, Page::timeline).render()
}

fn named(models: &[Model]) -> HashMap<&str, &Model> {
    models
        .iter()
        .map(|model| (model.api_version.as_str(), model))
        .collect()
}

struct DocumentReader;

impl ModelReader for DocumentReader {}
