//! Documents to histories: the first half of every generator.

use super::{
    Options,
    statistics::{Schemas, Stage, Stopwatch},
};
use crate::{
    diagnostic::Diagnostics,
    history::{History, lineage},
    load::{LoadedSpecs, ModelReader, Reading, VersionInput},
    model::Model,
};

/// The histories of services, and what was read for them.
pub(super) struct Histories {
    pub(super) histories: Vec<History>,
    pub(super) reading: Reading,
    /// The schemas to count; none without statistics.
    pub(super) schemas: Option<Schemas>,
    pub(super) stopwatch: Stopwatch,
}

/// Reads documents and merges the api-versions of each service. Fails with all problems, if one of them is an error.
pub(super) fn lower(
    load: impl FnOnce() -> Vec<LoadedSpecs>,
    options: &Options,
) -> Result<Histories, Box<Reading>> {
    let mut reader = DocumentReader {
        schemas: options.has_statistics.then(Schemas::default),
        stopwatch: Stopwatch::start(),
    };
    let loaded = reader.stopwatch.time(Stage::Source, load);
    let mut reading = Reading::new(&options.load);
    let mut services = Vec::new();
    for one in loaded {
        services.extend(reading.models(one, &options.load, &mut reader));
    }
    reading.check_selections(&options.load);
    if reading.has_errors() {
        return Err(Box::new(reading));
    }
    let DocumentReader {
        schemas,
        mut stopwatch,
    } = reader;
    let mut diagnostics = Diagnostics::with_levels(options.load.levels.clone());
    let histories = stopwatch.time(Stage::History, || {
        let merged = services.iter().map(|service| History {
            is_unversioned: service.is_unversioned,
            latest: service.latest.clone(),
            ..History::merge(&service.name, &service.models)
        });
        let mut histories: Vec<_> = merged.collect();
        options
            .customization
            .apply(&mut histories, &mut diagnostics);
        histories
    });
    let sources = reading.sources();
    reading.report(diagnostics, sources);
    if reading.has_errors() {
        return Err(Box::new(reading));
    }
    Ok(Histories {
        histories,
        reading,
        schemas,
        stopwatch,
    })
}

/// Reads documents, and measures how long each stage takes.
struct DocumentReader {
    schemas: Option<Schemas>,
    stopwatch: Stopwatch,
}

impl ModelReader for DocumentReader {
    fn read(&mut self, input: &mut VersionInput<'_>) -> Model {
        let VersionInput {
            workspace,
            version,
            diagnostics,
            ..
        } = input;
        self.stopwatch.time(Stage::Source, || {
            for path in &version.files {
                _ = workspace.load(path, diagnostics);
            }
        });
        if let Some(schemas) = &mut self.schemas {
            schemas.add(version, workspace, diagnostics);
        }
        let document = self.stopwatch.time(Stage::OpenApi, || input.document());
        if input.is_last {
            input.workspace.release();
        }
        self.stopwatch.time(Stage::Model, || {
            Model::in_history(&document, input.past, input.diagnostics)
        })
    }

    /// Returns false with statistics: the stages follow each other then, so that the time of each is its own.
    fn can_read_ahead(&self) -> bool {
        self.schemas.is_none()
    }

    fn check(&mut self, models: &[Model], diagnostics: &mut Diagnostics) {
        lineage::check(models, diagnostics);
    }
}
