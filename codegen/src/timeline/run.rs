//! Loads documents for their timelines.

use super::Timeline;
use crate::{
    configuration::Configuration,
    diagnostic::{Code, Diagnostic},
    load::{self, Error, LoadOptions, ModelReader, Reading, Spec, VersionInput},
    model::Model,
};

/// Returns the timelines of services and documents.
///
/// Without a [`Spec`], the documents are those of the configuration file, or else all services in the folder of services.
///
/// # Errors
///
/// A document does not exist or has errors.
pub fn run(specs: &[Spec], options: &LoadOptions) -> Result<Vec<Timeline>, Error> {
    let (options, _) = Configuration::resolve(options);
    let mut reading = Reading::new(&options);
    let specs = match specs {
        [] => options.configured.as_slice(),
        specs => specs,
    };
    let mut found = Vec::new();
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
        let models = services.into_iter().flat_map(|service| service.models);
        found.push((spec.to_string(), models.collect()));
    }
    reading.check_selections(&options);
    if reading.has_errors() {
        return Err(reading.into_error());
    }
    let sources = reading.sources();
    let timelines = found
        .iter()
        .map(|(name, models)| Timeline::new(name, models, &sources));
    Ok(timelines.collect())
}

struct DocumentReader;

impl ModelReader for DocumentReader {
    fn read(&mut self, input: &mut VersionInput<'_>) -> Model {
        let document = input.document();
        Model::from_document(&document, input.diagnostics)
    }
}
