//! Runs a check of examples: loads the documents and verifies each of them.

use std::collections::{BTreeSet, HashMap};

use super::{
    Report, declaration,
    verifier::{self, Findings},
};
use crate::{
    configuration::Configuration,
    diagnostic::{Code, Diagnostic, Diagnostics, Level, Severity},
    load::{self, Error, LoadOptions, ModelReader, Reading, Spec, VersionInput},
    model::{Model, PastNames, TypedSchema},
    openapi::{Document, Examples, KnownMismatch, SchemaId},
};

/// Checks the examples of documents against their schemas.
///
/// Without a [`Spec`], the documents are those of the configuration file, or else all services in the folder of services.
/// Examples of operations and api-versions that are not selected are not checked.
///
/// # Errors
///
/// A document does not exist or has errors.
pub fn run(specs: &[Spec], options: &LoadOptions) -> Result<Report, Error> {
    let (options, _) = Configuration::resolve(options);
    let mut reading = Reading::new(&options);
    let mut reader = ExampleReader::default();
    let specs = match specs {
        [] => options.configured.as_slice(),
        specs => specs,
    };
    let loaded = match (specs, &options.specs_dir) {
        ([], Some(folder)) => vec![load::services(folder, &options)],
        ([], None) => {
            let problem = Diagnostic::new(Code::NothingThere, "there are no documents to check");
            return Err(Error::of(
                problem.help("name a file, or a folder of services"),
            ));
        }
        (specs, _) => specs.iter().map(|spec| spec.load(&options)).collect(),
    };
    for one in loaded {
        reading.models(one, &options, &mut reader);
    }
    reading.check_selections(&options);
    if reading.has_errors() {
        return Err(reading.into_error());
    }
    let ExampleReader {
        mut findings,
        mut declared,
        unreferenced,
    } = reader;
    // A file that several documents refer to declares it once.
    let mut known = BTreeSet::new();
    declared
        .retain(|one| known.insert((one.place.file().to_owned(), one.place.pointer().to_owned())));
    let mut problems = Diagnostics::with_levels(reading.levels.clone());
    let mut declarations = declaration::read(&declared, &mut problems);
    declaration::apply(&mut declarations, &mut findings.found);
    declaration::needless(&declarations, &mut problems);
    findings.found.retain_mut(|finding| {
        let level = reading.levels.of(finding.mismatch.check.code());
        finding.severity = match level {
            Level::Error => Severity::Error,
            Level::Warning | Level::Off => Severity::Warning,
        };
        level != Level::Off
    });
    let (warnings, sources) = reading.merged(&options);
    let mut report = Report {
        checked: findings.checked,
        unbound: unreferenced,
        findings: findings.found,
        declarations: problems,
        warnings,
        sources,
    };
    report.arrange();
    Ok(report)
}

/// Reads documents with their examples, and verifies these.
#[derive(Default)]
struct ExampleReader {
    findings: Findings,
    declared: Vec<KnownMismatch>,
    unreferenced: usize,
}

impl ModelReader for ExampleReader {
    fn read(&mut self, input: &mut VersionInput<'_>) -> Model {
        let (mut document, mut examples) =
            Document::read_with_examples(input.workspace, input.version, input.diagnostics);
        input.convert_floats(&mut document);
        let (model, typed) = understand(&document, &examples, input.past, input.diagnostics);
        if input.is_selected {
            input.focus_on(&model);
            if input.is_everything_selected() {
                self.unreferenced += examples.unreferenced;
            }
            examples.values.retain(|one| input.is_in_focus(&one.place));
            examples.operations.retain(|one| {
                let operation = document.operations.get(one.operation);
                operation.is_some_and(|operation| input.is_in_focus(&operation.place))
            });
            let tries = input.diagnostics.work_left();
            let exhausted = verifier::verify(
                input.workspace,
                &document,
                &examples,
                &model,
                &typed,
                tries,
                &mut self.findings,
            );
            if let Some(place) = exhausted {
                input.diagnostics.spend_all(&place);
            }
            let declared = examples.known_mismatches.into_iter();
            self.declared
                .extend(declared.filter(|one| input.is_in_focus(&one.holder)));
        }
        model
    }

    /// The examples are read with the document.
    fn can_read_ahead(&self) -> bool {
        false
    }
}

/// The meaning of a document, and the content of each schema that examples are of.
fn understand(
    document: &Document,
    values: &Examples,
    past: &mut PastNames,
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
    let (model, typed) = Model::with_schemas(document, &wanted, past, diagnostics);
    (model, wanted.into_iter().zip(typed).collect())
}
