//! Merges the operations of a service.

use std::collections::HashMap;

use super::{
    Range, Ranged, identity,
    merge::{self, Identity, Merged},
    predecessor, to_ranged,
};
use crate::model::{
    Constraint, Docs, Example, ExampleReply, Model, Operation, Parameter, Response, Type,
};

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
    /// Other examples of responses, with the index of the api-version.
    pub replies: Vec<(usize, ExampleReply)>,
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
        is_same_operation,
        |old, new| declared(old).eq(declared(new)),
        |operation: &Operation| Identity {
            route: Some((&operation.method, &operation.path)),
            ..identity(&operation.name, operation.was.as_ref())
        },
    );
    let indexed: Vec<Operations<'_>> = models.iter().map(Operations::new).collect();
    merged
        .iter()
        .map(|operation| history(operation, &indexed))
        .collect()
}

/// The operations of a model by name, and by method and path. Of equal keys the first one counts.
pub(super) struct Operations<'m> {
    all: &'m [Operation],
    by_name: HashMap<&'m str, usize>,
    by_route: HashMap<(&'m str, &'m str), usize>,
}

impl<'m> Operations<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let (mut by_name, mut by_route) = (HashMap::new(), HashMap::new());
        for (index, operation) in model.operations.iter().enumerate() {
            by_name.entry(operation.name.as_str()).or_insert(index);
            by_route.entry(route(operation)).or_insert(index);
        }
        Self {
            all: &model.operations,
            by_name,
            by_route,
        }
    }

    fn named(&self, name: &str) -> Option<&'m Operation> {
        self.all.get(*self.by_name.get(name)?)
    }

    fn with_route_of(&self, operation: &Operation) -> Option<&'m Operation> {
        self.all.get(*self.by_route.get(&route(operation))?)
    }

    /// Returns the first operation that a later one may continue, by method and path or by name.
    pub(super) fn predecessor(&self, operation: &Operation) -> Option<&'m Operation> {
        let names = [Some(&operation.name), operation.was.as_ref()];
        let named = names
            .into_iter()
            .flatten()
            .filter_map(|name| self.by_name.get(name.as_str()));
        let index = self.by_route.get(&route(operation));
        self.all.get(*index.into_iter().chain(named).min()?)
    }
}

fn route(operation: &Operation) -> (&str, &str) {
    (&operation.method, &operation.path)
}

fn history(operation: &Merged<&Operation>, models: &[Operations<'_>]) -> OperationHistory {
    let Merged {
        range,
        oldest,
        newest,
        ..
    } = *operation;
    let forms: Vec<Option<&Operation>> = models
        .iter()
        .enumerate()
        .map(|(version, model)| {
            let here = range.contains(version).then(|| model.named(&newest.name));
            here.flatten()
        })
        .collect();
    let parameters = forms
        .iter()
        .map(|form| form.iter().flat_map(|form| &form.parameters).collect())
        .collect();
    let parameters = merge::merge(
        parameters,
        is_same_parameter,
        |old, new| old.declared == new.declared,
        |parameter: &Parameter| identity(&parameter.name, parameter.was.as_ref()),
    );
    OperationHistory {
        range,
        was: predecessor(oldest.was.as_ref(), range)
            .or_else(|| previous_name(oldest, range, models)),
        newest: newest_form(newest, operation.is_alike),
        parameters: to_ranged(parameters, |part: &Merged<&Parameter>| Parameter {
            was: predecessor(part.oldest.was.as_ref(), part.range),
            declared: part.newest.declared.clone().filter(|_| part.is_alike),
            ..part.newest.clone()
        }),
        examples: forms
            .iter()
            .enumerate()
            .flat_map(|(version, form)| documented_responses(version, *form))
            .collect(),
        replies: forms
            .iter()
            .enumerate()
            .flat_map(|(version, form)| {
                let replies = form.iter().flat_map(|form| &form.replies);
                replies.map(move |reply| (version, reply.clone()))
            })
            .collect(),
    }
}

fn declared(operation: &Operation) -> impl Iterator<Item = &Option<Box<Type>>> {
    let responses = operation.responses.iter();
    responses.flat_map(|response| {
        let headers = response.headers.iter().map(|header| &header.declared);
        std::iter::once(&response.declared).chain(headers)
    })
}

/// Returns the newest form of an operation, without aliases that not all of its api-versions have.
fn newest_form(newest: &Operation, is_alike: bool) -> Operation {
    let mut newest = newest.clone();
    if !is_alike {
        for response in &mut newest.responses {
            response.declared = None;
            for header in &mut response.headers {
                header.declared = None;
            }
        }
    }
    newest
}

/// Returns the name of the operation with the same method and path in the previous api-version, if it is another one.
fn previous_name(oldest: &Operation, range: Range, models: &[Operations<'_>]) -> Option<String> {
    let before = models.get(range.first.checked_sub(1)?)?;
    let predecessor = before.with_route_of(oldest)?;
    (predecessor.name != oldest.name).then(|| predecessor.name.clone())
}

fn has_same_route(old: &Operation, new: &Operation) -> bool {
    old.method == new.method && old.path == new.path
}

fn documented_responses(version: usize, form: Option<&Operation>) -> Vec<DocumentedResponse> {
    let mut documented = Vec::new();
    for response in form.into_iter().flat_map(|form| &form.responses) {
        if response.examples.is_empty() {
            continue;
        }
        let mut without_examples = response.clone();
        without_examples.examples = Vec::new();
        documented.extend(response.examples.iter().map(|example| DocumentedResponse {
            version,
            response: without_examples.clone(),
            example: example.clone(),
        }));
    }
    documented
}

/// Returns whether only parameters and descriptions differ.
fn is_same_operation(old: &Operation, new: &Operation) -> bool {
    let forms = |operation: &Operation| {
        let responses = operation.responses.iter();
        responses
            .map(|response| {
                let (status, body) = (response.status.clone(), response.body.clone());
                let headers = response.headers.iter();
                let headers = headers.map(|header| (header.wire.clone(), header.ty.clone()));
                let headers: Vec<_> = headers.collect();
                let contents = (response.contents.clone(), response.stream.clone());
                (status, body, contents, headers)
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
        && old.servers == new.servers
        && old.security == new.security
        && forms(old) == forms(new)
}

fn is_same_parameter(old: &Parameter, new: &Parameter) -> bool {
    old.name == new.name
        && old.wire == new.wire
        && old.location == new.location
        && old.ty == new.ty
        && old.required == new.required
        && old.constant == new.constant
        && old.style == new.style
        && old.contents == new.contents
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
