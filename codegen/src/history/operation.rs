//! Merges the operations of a service.

use super::{
    Range, Ranged, is_continuation,
    merge::{self, Merged},
    predecessor, to_ranged,
};
use crate::model::{Constraint, Docs, Example, Model, Operation, Parameter, Response};

/// An operation with its range of api-versions.
#[derive(Clone, Debug)]
pub struct OperationHistory {
    /// Range of api-versions.
    pub range: Range,
    /// Rust name before the range, if it changed.
    pub was: Option<String>,
    /// The operation in its newest api-version.
    pub newest: Operation,
    /// Parameters with their ranges.
    pub parameters: Vec<Ranged<Parameter>>,
    /// Example bodies of the responses in each api-version.
    pub examples: Vec<DocumentedResponse>,
}

/// An example body with its response and its api-version.
#[derive(Clone, Debug)]
pub struct DocumentedResponse {
    /// Index of the api-version.
    pub version: usize,
    /// Response without its examples.
    pub response: Response,
    /// Example.
    pub example: Example,
}

/// Merges the operations of all api-versions.
pub(super) fn merge(models: &[Model]) -> Vec<OperationHistory> {
    let lists = models
        .iter()
        .map(|model| model.operations.iter().collect())
        .collect();
    let merged = merge::merge(
        lists,
        |old: &&Operation, new| is_same_operation(old, new),
        |old, new| {
            has_same_route(old, new) || is_continuation(&old.name, &new.name, new.was.as_ref())
        },
    );
    merged
        .iter()
        .map(|operation| history(operation, models))
        .collect()
}

fn history(operation: &Merged<&Operation>, models: &[Model]) -> OperationHistory {
    let Merged {
        range,
        oldest,
        newest,
    } = *operation;
    let alive = |version: usize, model: &'_ Model| {
        let here = range.contains(version).then(|| {
            model
                .operations
                .iter()
                .find(|other| other.name == newest.name)
        });
        here.flatten().cloned()
    };
    let forms: Vec<Option<Operation>> = models
        .iter()
        .enumerate()
        .map(|(version, model)| alive(version, model))
        .collect();
    let parameters = forms
        .iter()
        .map(|form| form.iter().flat_map(|form| &form.parameters).collect())
        .collect();
    let parameters = merge::merge(
        parameters,
        |old: &&Parameter, new| is_same_parameter(old, new),
        |old, new| is_continuation(&old.name, &new.name, new.was.as_ref()),
    );
    OperationHistory {
        range,
        was: predecessor(oldest.was.as_ref(), range)
            .or_else(|| previous_name(oldest, range, models)),
        newest: newest.clone(),
        parameters: to_ranged(parameters, |range, oldest, newest| Parameter {
            was: predecessor(oldest.was.as_ref(), range),
            ..(*newest).clone()
        }),
        examples: forms
            .iter()
            .enumerate()
            .flat_map(|(version, form)| documented_responses(version, form.as_ref()))
            .collect(),
    }
}

/// Returns the name of the operation with the same method and path in the previous api-version, if it is another one.
fn previous_name(oldest: &Operation, range: Range, models: &[Model]) -> Option<String> {
    let before = models.get(range.first.checked_sub(1)?)?;
    let predecessor = before
        .operations
        .iter()
        .find(|other| has_same_route(other, oldest))?;
    (predecessor.name != oldest.name).then(|| predecessor.name.clone())
}

pub(super) fn has_same_route(old: &Operation, new: &Operation) -> bool {
    old.method == new.method && old.path == new.path
}

fn documented_responses(version: usize, form: Option<&Operation>) -> Vec<DocumentedResponse> {
    let responses = form.into_iter().flat_map(|form| &form.responses);
    let documented = |response: &Response, example: &Example| DocumentedResponse {
        version,
        response: Response {
            examples: Vec::new(),
            ..response.clone()
        },
        example: example.clone(),
    };
    responses
        .flat_map(|response| {
            response
                .examples
                .iter()
                .map(move |example| documented(response, example))
        })
        .collect()
}

/// Returns whether only parameters and descriptions differ.
fn is_same_operation(old: &Operation, new: &Operation) -> bool {
    let forms = |operation: &Operation| {
        let responses = operation.responses.iter();
        responses
            .map(|response| {
                let (status, body) = (response.status.clone(), response.body.clone());
                (status, body, response.media_type.clone())
            })
            .collect::<Vec<_>>()
    };
    old.name == new.name
        && old.id == new.id
        && has_same_route(old, new)
        && old.api_version_parameter == new.api_version_parameter
        && old.api_version_value == new.api_version_value
        && old.paging == new.paging
        && old.long_running == new.long_running
        && old.security == new.security
        && forms(old) == forms(new)
}

fn is_same_parameter(old: &Parameter, new: &Parameter) -> bool {
    old.name == new.name
        && old.wire == new.wire
        && old.location == new.location
        && old.ty == new.ty
        && old.required == new.required
        && old.style == new.style
        && old.media_type == new.media_type
        && enforced_constraints(old) == enforced_constraints(new)
}

/// Returns the constraints that a request checks. Patterns are left out: they are documentation, so a changed one
/// makes no new request type.
fn enforced_constraints(parameter: &Parameter) -> Vec<(Constraint, &str)> {
    let limits = parameter.constraints.keywords.iter();
    limits
        .filter(|(limit, _)| **limit != Constraint::Pattern)
        .map(|(limit, bound)| (*limit, bound.as_str()))
        .collect()
}

impl OperationHistory {
    /// Returns the newest description.
    #[must_use]
    pub fn docs(&self) -> &Docs {
        &self.newest.docs
    }
}
