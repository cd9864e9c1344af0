//! What is checked: documents, api-versions and services.

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    path::PathBuf,
};

use super::{
    Report, declaration,
    verifier::{self, Findings},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Level, Levels, Severity, Sources, Style},
    load::{Input, InputOptions, Specs, named::versions_in_specs},
    model::{Model, TypedSchema},
    openapi::{Document, Examples, SchemaId},
    overrides,
    source::{ApiVersion, ResourceLimits, Workspace},
};

/// Why nothing was checked.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// What was named is not there.
    Usage(String),
    /// The documents have errors; the text shows all of them with their places.
    Documents(String),
}

impl Error {
    /// The error as a diagnostic. Those of documents are as the options say.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        match self {
            Self::Usage(text) => {
                let mut diagnostics = Diagnostics::default();
                diagnostics.push(Diagnostic::new(Code::UnreadableFile, text));
                diagnostics.render(&Sources::default(), style)
            }
            Self::Documents(text) => text.clone(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Style::Plain).trim_end())
    }
}

impl std::error::Error for Error {}

/// Where what is checked is found, and how it is told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the services.
    pub specs: PathBuf,
    /// The api-versions of a folder, oldest first, where their names have no order.
    pub order: Vec<String>,
    /// The folder whose files documents may refer to, instead of the one that holds them.
    pub root: Option<PathBuf>,
    /// The file that fixes what the documents say wrongly, instead of the one beside them.
    pub overrides: Option<PathBuf>,
    /// How much is read.
    pub limits: ResourceLimits,
    /// How diagnostics are shown.
    pub style: Style,
    /// Which kinds of problems are told, and which are errors.
    pub levels: Levels,
}

/// Checks the examples of documents: of all services, where none is named; else of files, of a folder, or, in the folder of
/// the services, of a service or an api-version.
///
/// # Errors
///
/// What is named is not there or has errors.
pub fn run(documents: &[String], options: &Options) -> Result<Report, Error> {
    let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
    let (mut workspace, versions) = discover(documents, options, &mut diagnostics)?;
    let mut findings = Findings::default();
    let mut declared = Vec::new();
    let mut unbound = 0;
    for version in &versions {
        let (document, values) =
            Document::read_with_examples(&mut workspace, version, &mut diagnostics);
        let (model, typed) = understand(&document, &values, &mut diagnostics);
        verifier::verify(&document, &values, &model, &typed, &mut findings);
        declared.extend(values.known_mismatches);
        unbound += values.unreferenced;
    }
    diagnostics.settle(workspace.sources());
    if diagnostics.has_errors() {
        let text = diagnostics.render(workspace.sources(), options.style);
        return Err(Error::Documents(text));
    }
    // A file that several documents refer to declares it once.
    let mut known = BTreeSet::new();
    declared
        .retain(|one| known.insert((one.place.file().to_owned(), one.place.pointer().to_owned())));
    let mut problems = Diagnostics::with_levels(options.levels.clone());
    let mut declarations = declaration::read(&declared, &mut problems);
    declaration::apply(&mut declarations, &mut findings.found);
    declaration::needless(&declarations, &mut problems);
    findings.found.retain_mut(|finding| {
        let level = options.levels.of(finding.mismatch.check.code());
        finding.severity = match level {
            Level::Error => Severity::Error,
            Level::Warning | Level::Off => Severity::Warning,
        };
        level != Level::Off
    });
    let mut report = Report {
        checked: findings.checked,
        unbound,
        findings: findings.found,
        declarations: problems,
        warnings: diagnostics,
        sources: workspace.sources().clone(),
    };
    report.arrange();
    Ok(report)
}

/// What a document means, and what each schema holds that examples are of.
fn understand(
    document: &Document,
    values: &Examples,
    diagnostics: &mut Diagnostics,
) -> (Model, HashMap<SchemaId, TypedSchema>) {
    let mut wanted: BTreeSet<SchemaId> = values.values.iter().map(|shown| shown.schema).collect();
    for exchange in &values.operations {
        let Some(operation) = document.operations.get(exchange.operation) else {
            continue;
        };
        let parameters = operation.parameters.iter();
        wanted.extend(parameters.filter_map(|id| document.parameters.get(*id).schema));
        wanted.extend(operation.body.and_then(|id| document.bodies.get(id).schema));
        for (_, id) in &operation.responses {
            let response = document.responses.get(*id);
            wanted.extend(response.schema);
            let headers = response.headers.iter();
            wanted.extend(headers.filter_map(|(_, id)| document.headers.get(*id).schema));
        }
    }
    let wanted: Vec<SchemaId> = wanted.into_iter().collect();
    let (model, typed) = Model::with_schemas(document, &wanted, diagnostics);
    (model, wanted.into_iter().zip(typed).collect())
}

fn discover(
    documents: &[String],
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Result<(Workspace, Vec<ApiVersion>), Error> {
    let paths: Vec<PathBuf> = documents.iter().map(PathBuf::from).collect();
    let is_named = documents.len() == 1 && !paths.iter().any(|path| path.exists());
    if documents.is_empty() || is_named {
        let mut workspace = Workspace::new(&options.specs).limits(options.limits);
        let specs = Specs::discover(&workspace, diagnostics);
        overrides::apply_to_services(&specs.services, &mut workspace, diagnostics);
        if diagnostics.has_errors() {
            let text = diagnostics.render(workspace.sources(), options.style);
            return Err(Error::Documents(text));
        }
        let versions = match documents.first() {
            Some(name) => {
                versions_in_specs(&specs, name).map_err(|unknown| Error::Usage(unknown.0))?
            }
            None => specs
                .services
                .into_iter()
                .flat_map(|service| service.versions)
                .collect(),
        };
        return Ok((workspace, versions));
    }
    let Input {
        mut workspace,
        service,
        overrides: beside,
        ..
    } = Input::discover(
        &paths,
        InputOptions {
            order: &options.order,
            is_shared: false,
            root: options.root.as_deref(),
            limits: options.limits,
        },
        diagnostics,
    );
    let file = match (&options.overrides, beside) {
        (Some(path), _) => workspace.load_named(path, diagnostics),
        (None, Some(path)) => workspace.load(&path, diagnostics),
        (None, None) => None,
    };
    if let Some(file) = file {
        overrides::apply(&file, &mut workspace, &service.versions, diagnostics);
    }
    Ok((workspace, service.versions))
}
