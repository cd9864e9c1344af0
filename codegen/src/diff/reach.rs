//! Pairs of types at the same position of two documents, and the routes to them.

use std::collections::{HashMap, HashSet, VecDeque};

use indexmap::IndexMap;

use super::{
    bodies::{self, Body},
    matching::{Matched, Side, UNNAMED, matched},
    words,
};
use crate::model::{
    AdditionalProperties, Alternative, Field, Header, Location, Model, Operation, Parameter,
    Presence, Response, Stream, Type, TypeDefinition, TypeKind, Union,
};

/// The shortest routes to something, from requests and from responses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The route from a request.
    pub requests: Option<Route>,
    /// The route from a response.
    pub responses: Option<Route>,
}

/// A route from an operation to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The id of the operation.
    pub operation: String,
    /// The part of the operation: `body`, a status, or the location of a parameter.
    pub part: String,
    /// The path of members; empty for the body itself.
    pub path: String,
}

impl Reach {
    /// Creates a reach from requests only.
    pub(super) fn request(route: Route) -> Self {
        Self {
            requests: Some(route),
            responses: None,
        }
    }

    /// Creates a reach from responses only.
    pub(super) fn response(route: Route) -> Self {
        Self {
            requests: None,
            responses: Some(route),
        }
    }

    /// Returns the path to show.
    #[must_use]
    pub fn path(&self) -> &str {
        let route = self.responses.as_ref().or(self.requests.as_ref());
        route.map_or("", |route| route.path.as_str())
    }

    /// Returns `requests`, `responses`, `requests and responses`, or `nothing`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match (&self.requests, &self.responses) {
            (Some(_), Some(_)) => "requests and responses",
            (Some(_), None) => "requests",
            (None, Some(_)) => "responses",
            (None, None) => "nothing",
        }
    }

    /// Extends both routes by a step.
    pub(super) fn step(&self, step: impl Fn(&str) -> String) -> Self {
        let further = |route: &Option<Route>| {
            route.as_ref().map(|route| Route {
                path: step(&route.path),
                ..route.clone()
            })
        };
        Self {
            requests: further(&self.requests),
            responses: further(&self.responses),
        }
    }

    /// Restricts the reach to the directions in which a read-only or write-only member is sent.
    pub(super) fn member(&self, old: Option<&Field>, new: Option<&Field>) -> Self {
        let all = |holds: fn(&Field) -> bool| {
            let mut fields = old.into_iter().chain(new);
            fields.all(holds)
        };
        Self {
            requests: self
                .requests
                .clone()
                .filter(|_| !all(|field| field.read_only)),
            responses: self
                .responses
                .clone()
                .filter(|_| !all(|field| field.write_only)),
        }
    }
}

/// The pairs of type names at the same position of both documents, with the routes to them.
pub(super) type Pairs = IndexMap<(String, String), Reach>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Response,
}

pub(super) struct Walk<'m> {
    pub(super) old: &'m Model,
    pub(super) new: &'m Model,
    pairs: Pairs,
    waiting: VecDeque<(String, String, Direction)>,
}

/// Matches the members of two structs, without the fields for those that an object does not list.
pub(super) fn fields<'m>(old: &'m [Field], new: &'m [Field]) -> Matched<'m, Field> {
    let mut matched = matched(
        old,
        new,
        &[&|field: &Field, _| Some(field.wire.clone())],
        |field| (&field.name, field.was.as_ref()),
    );
    let is_listed = |field: &Field| field.presence != Presence::Others;
    matched
        .both
        .retain(|(was, is)| is_listed(was) && is_listed(is));
    matched.added.retain(|field| is_listed(field));
    matched.removed.retain(|field| is_listed(field));
    matched
}

/// Returns the type of an item of a stream.
pub(super) fn item(stream: &Stream) -> &Type {
    stream.item.as_ref().unwrap_or(&Type::String)
}

/// Matches the headers of two responses.
pub(super) fn headers<'m>(old: &'m Response, new: &'m Response) -> Matched<'m, Header> {
    let name = |header: &Header, _| Some(header.wire.to_ascii_lowercase());
    matched(&old.headers, &new.headers, &[&name], |_| UNNAMED)
}

/// Returns the parameters at the same location and with the same name, and the bodies.
pub(super) fn parameters<'m>(
    old: &'m Operation,
    new: &'m Operation,
) -> impl Iterator<Item = (&'m Parameter, &'m Parameter)> {
    let key = |parameter: &'m Parameter| match parameter.location {
        Location::Body => (Location::Body, ""),
        location => (location, parameter.wire.as_str()),
    };
    let mut by_key: HashMap<(Location, &str), &Parameter> = HashMap::new();
    for parameter in &old.parameters {
        by_key.entry(key(parameter)).or_insert(parameter);
    }
    let new = new.parameters.iter();
    new.filter_map(move |parameter| Some((*by_key.get(&key(parameter))?, parameter)))
}

/// Returns the responses with the same status.
pub(super) fn responses<'m>(
    old: &'m Operation,
    new: &'m Operation,
) -> impl Iterator<Item = (&'m Response, &'m Response)> {
    let mut by_status: HashMap<&str, &Response> = HashMap::new();
    for response in &old.responses {
        by_status.entry(&response.status).or_insert(response);
    }
    let new = new.responses.iter();
    new.filter_map(move |response| Some((*by_status.get(response.status.as_str())?, response)))
}

/// Returns the type inside lists, maps and nullable values.
pub(super) fn core(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => core(inner),
        other => other,
    }
}

impl<'m> Walk<'m> {
    pub(super) fn new(old: &'m Model, new: &'m Model) -> Self {
        Self {
            old,
            new,
            pairs: Pairs::new(),
            waiting: VecDeque::new(),
        }
    }

    /// Returns everything that the operations reach, each with its shortest routes.
    pub(super) fn pairs(mut self, operations: &[(&Operation, &Operation)]) -> Pairs {
        for (old, new) in operations {
            self.operation(old, new);
        }
        if self.old.operations.is_empty() && self.new.operations.is_empty() {
            self.definitions();
        }
        while let Some((old, new, direction)) = self.waiting.pop_front() {
            self.contents(&old, &new, direction);
        }
        // The order of the new document.
        self.pairs
            .sort_by(|(old, new), _, (other_old, other_new), _| {
                let order = |name: &str| self.new.types.get_index_of(name);
                let before = |name: &str| self.old.types.get_index_of(name);
                (order(new), before(old)).cmp(&(order(other_new), before(other_old)))
            });
        self.pairs
    }

    /// Treats all definitions of documents without operations as reached, since others send and receive them.
    fn definitions(&mut self) {
        let old: Vec<_> = self.old.types.values().cloned().collect();
        let new: Vec<_> = self.new.types.values().cloned().collect();
        let both = matched(
            &old,
            &new,
            &[&|ty: &TypeDefinition, _| Some(ty.name.clone())],
            |ty| (&ty.name, ty.was.as_ref()),
        )
        .both;
        for (old, new) in both {
            let route = Route {
                operation: String::new(),
                part: "definition".to_owned(),
                path: String::new(),
            };
            let (old, new) = (Type::Named(old.name.clone()), Type::Named(new.name.clone()));
            self.link(&old, &new, Direction::Request, route.clone());
            self.link(&old, &new, Direction::Response, route);
        }
    }

    fn operation(&mut self, old: &Operation, new: &Operation) {
        for (same, parameter) in parameters(old, new) {
            let part = words::location(parameter.location);
            let is_body = parameter.location == Location::Body;
            let path = if is_body { "" } else { &parameter.wire };
            let both = (Body::of_request(same), Body::of_request(parameter));
            for (_, was, is) in bodies::types(&both.0, &both.1) {
                self.link(was, is, Direction::Request, route(new, part, path));
            }
        }
        for (same, response) in responses(old, new) {
            if let (Some(was), Some(is)) = (Body::of_response(same), Body::of_response(response)) {
                for (_, was, is) in bodies::types(&was, &is) {
                    let route = route(new, &response.status, "");
                    self.link(was, is, Direction::Response, route);
                }
            }
            if let (Some(was), Some(is)) = (&same.stream, &response.stream) {
                let route = route(new, &response.status, "");
                self.link(item(was), item(is), Direction::Response, route);
            }
            for (was, is) in headers(same, response).both {
                let route = route(new, &response.status, &is.wire);
                self.link(&was.ty, &is.ty, Direction::Response, route);
            }
        }
    }

    fn link(&mut self, old: &Type, new: &Type, direction: Direction, mut route: Route) {
        match (core(old), core(new)) {
            (Type::Array(old), Type::Array(new)) => {
                route.path = format!("{}[]", route.path);
                self.link(old, new, direction, route);
            }
            (Type::Tuple(old), Type::Tuple(new)) => {
                for (index, (old, new)) in old.iter().zip(new).enumerate() {
                    let path = format!("{}[{index}]", route.path);
                    let route = Route {
                        path,
                        ..route.clone()
                    };
                    self.link(old, new, direction, route);
                }
            }
            (Type::OneOf(old), Type::OneOf(new)) => {
                for (old, new) in old.iter().zip(new) {
                    self.link(old, new, direction, route.clone());
                }
            }
            (Type::Map(old), Type::Map(new)) => {
                route.path = format!("{}.*", route.path);
                self.link(old, new, direction, route);
            }
            (Type::Named(old), Type::Named(new)) => self.pair(old, new, direction, route),
            _ => {}
        }
    }

    fn pair(&mut self, old: &str, new: &str, direction: Direction, route: Route) {
        let reach = self
            .pairs
            .entry((old.to_owned(), new.to_owned()))
            .or_default();
        let way = match direction {
            Direction::Request => &mut reach.requests,
            Direction::Response => &mut reach.responses,
        };
        if way.is_none() {
            *way = Some(route);
            self.waiting
                .push_back((old.to_owned(), new.to_owned(), direction));
        }
    }

    fn contents(&mut self, old: &str, new: &str, direction: Direction) {
        let key = (old.to_owned(), new.to_owned());
        let way = self.pairs.get(&key).and_then(|reach| match direction {
            Direction::Request => reach.requests.clone(),
            Direction::Response => reach.responses.clone(),
        });
        let Some(way) = way else { return };
        let (Some(was), Some(is)) = (self.old.types.get(old), self.new.types.get(new)) else {
            return;
        };
        if let (AdditionalProperties::Typed(was), AdditionalProperties::Typed(is)) =
            (&was.additional_properties, &is.additional_properties)
        {
            let path = format!("{}.*", way.path);
            self.link(
                was,
                is,
                direction,
                Route {
                    path,
                    ..way.clone()
                },
            );
        }
        match (&was.kind, &is.kind) {
            (TypeKind::Struct(was), TypeKind::Struct(is)) => {
                for (was, is) in fields(was, is).both {
                    let hidden = match direction {
                        Direction::Request => was.read_only && is.read_only,
                        Direction::Response => was.write_only && is.write_only,
                    };
                    if !hidden {
                        let route = Route {
                            path: words::member(&way.path, &is.wire),
                            ..way.clone()
                        };
                        self.link(&was.ty, &is.ty, direction, route);
                    }
                }
            }
            (TypeKind::Union(was), TypeKind::Union(is)) => {
                for (was, is) in alternatives((self.old, self.new), was, is).both {
                    self.link(&was.ty, &is.ty, direction, way.clone());
                }
            }
            // What is now one of several is still compared with the one that it was.
            (TypeKind::Union(union), _) => {
                let ty = Type::Named(new.to_owned());
                if let Some(one) = alternative((self.old, union), (self.new, &ty)) {
                    self.link(one, &ty, direction, way);
                }
            }
            (_, TypeKind::Union(union)) => {
                let ty = Type::Named(old.to_owned());
                if let Some(one) = alternative((self.new, union), (self.old, &ty)) {
                    self.link(&ty, one, direction, way);
                }
            }
            _ => {}
        }
    }
}

/// Returns the alternative of a union that is a type of the other document: the one of the same name, or else the only one
/// with the same contents, because inline definitions are named after their place.
pub(super) fn alternative<'m>(
    (model, union): (&'m Model, &'m Union),
    (other, ty): (&Model, &Type),
) -> Option<&'m Type> {
    let types = || {
        let alternatives = union.alternatives.iter();
        alternatives.map(|alternative| &alternative.ty)
    };
    if let Some(same) = types().find(|one| core(one) == ty) {
        return Some(same);
    }
    let wanted = look(other, ty, true);
    let mut alike = types().filter(|one| look(model, one, true) == wanted);
    alike.next().filter(|_| alike.next().is_none())
}

/// Matches the alternatives of two unions. Inline alternatives are named after their position, which an insertion
/// shifts, so alternatives with equal members and constants are matched first, then those with equal names, then those that
/// the same values of a discriminator choose.
pub(super) fn alternatives<'m>(
    models: (&Model, &Model),
    old: &'m Union,
    new: &'m Union,
) -> Matched<'m, Alternative> {
    let looks = |model: &Model, alternative: &Alternative| look(model, &alternative.ty, true);
    // Where several look alike, only their names tell them apart.
    let unique = |model: &Model, union: &'m Union| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut found: HashMap<&str, String> = HashMap::new();
        for alternative in &union.alternatives {
            let look = looks(model, alternative);
            *counts.entry(look.clone()).or_default() += 1;
            found.insert(&alternative.name, look);
        }
        found.retain(|_, look| counts.get(look) == Some(&1));
        found
    };
    let (was, is) = (unique(models.0, old), unique(models.1, new));
    let alike = |alternative: &Alternative, side| {
        let looks = if side == Side::Old { &was } else { &is };
        looks.get(alternative.name.as_str()).cloned()
    };
    let name = |alternative: &Alternative, _| Some(alternative.name.clone());
    let (chosen_before, chosen) = (choices(old), choices(new));
    let choice = |alternative: &Alternative, side| {
        let choices = match side {
            Side::Old => &chosen_before,
            Side::New => &chosen,
        };
        choices.get(alternative.name.as_str()).cloned()
    };
    matched(
        &old.alternatives,
        &new.alternatives,
        &[&alike, &name, &choice],
        |_| UNNAMED,
    )
}

/// Returns the discriminating values of each alternative that has some.
fn choices(union: &Union) -> HashMap<&str, String> {
    let mut choices: HashMap<&str, String> = HashMap::new();
    for stage in &union.stages {
        for case in &stage.cases {
            if let Some(alternative) = union.alternatives.get(case.alternative) {
                let choice = choices.entry(&alternative.name).or_default();
                *choice += &format!("{:?}={:?};", stage.pointers, case.values);
            }
        }
    }
    choices
}

/// Describes a type without the names of inline definitions: the members of an object and those of their values that
/// are fixed, the values of an enumeration, the alternatives of a union. `is_outer` is false inside of another
/// definition.
fn look(model: &Model, ty: &Type, is_outer: bool) -> String {
    let name = match core(ty) {
        Type::Named(name) => name,
        Type::Array(inner) => return format!("[{}]", look(model, inner, is_outer)),
        Type::Map(inner) => return format!("{{{}}}", look(model, inner, is_outer)),
        other => return words::rust_type(other),
    };
    let kind = model.types.get(name).map(|ty| &ty.kind);
    let sorted = |mut looks: Vec<String>, separator| {
        looks.sort();
        looks.join(separator)
    };
    match kind {
        Some(TypeKind::Struct(fields)) => {
            let fixed = |field: &Field| match core(&field.ty) {
                Type::Named(name) if is_outer => only_value(model, name),
                _ => None,
            };
            let members = fields.iter().map(|field| match fixed(field) {
                Some(value) => format!("{} {value:?}", field.wire),
                None => field.wire.clone(),
            });
            sorted(members.collect(), "\n")
        }
        Some(TypeKind::Enumeration(_, values)) => {
            let values = values.iter().map(|value| format!("{:?}", value.wire));
            sorted(values.collect(), "|")
        }
        Some(TypeKind::Union(union)) if is_outer => {
            let alternatives = union.alternatives.iter();
            let looks = alternatives.map(|alternative| look(model, &alternative.ty, false));
            sorted(looks.collect(), " or ")
        }
        Some(TypeKind::Union(_)) => "a union".to_owned(),
        None => name.clone(),
    }
}

/// Returns the value of an enumeration that has one.
fn only_value<'m>(model: &'m Model, name: &str) -> Option<&'m str> {
    match model.types.get(name).map(|ty| &ty.kind) {
        Some(TypeKind::Enumeration(_, values)) => match values.as_slice() {
            [only] => Some(&only.wire),
            _ => None,
        },
        _ => None,
    }
}

fn route(operation: &Operation, part: &str, path: &str) -> Route {
    Route {
        operation: operation.id.clone(),
        part: part.to_owned(),
        path: path.to_owned(),
    }
}

/// Returns the types that the operations of one document reach, with their routes.
pub(super) fn reached(model: &Model) -> HashMap<String, Reach> {
    let both: Vec<_> = model
        .operations
        .iter()
        .map(|operation| (operation, operation))
        .collect();
    let pairs = Walk::new(model, model).pairs(&both);
    let mut seen = HashSet::new();
    pairs
        .into_iter()
        .filter(|((name, _), _)| seen.insert(name.clone()))
        .map(|((name, _), reach)| (name, reach))
        .collect()
}
