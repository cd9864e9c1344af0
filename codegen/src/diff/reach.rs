//! Pairs of types at the same position of two documents, and the routes to them.

use std::collections::{HashMap, HashSet, VecDeque};

use indexmap::IndexMap;

use super::words;
use crate::model::{Alternative, Field, Location, Model, Operation, Type, TypeKind, Union};

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

/// The matched parts of two documents, and the parts that only one has.
pub(super) struct Matched<'m, T> {
    pub(super) both: Vec<(&'m T, &'m T)>,
    pub(super) removed: Vec<&'m T>,
    pub(super) added: Vec<&'m T>,
}

/// Matches parts by wire name, then by lineage declared in either document.
pub(super) fn matched<'m, T>(
    old: &'m [T],
    new: &'m [T],
    same: impl Fn(&T, &T) -> bool,
    continues: impl Fn(&T, &T) -> bool,
) -> Matched<'m, T> {
    let mut left: Vec<&T> = old.iter().collect();
    let mut found: Vec<(usize, (&T, &T))> = Vec::new();
    let mut fresh: Vec<(usize, &T)> = new.iter().enumerate().collect();
    for matches in [&same as &dyn Fn(&T, &T) -> bool, &continues] {
        fresh.retain(|(order, part)| {
            let Some(index) = left.iter().position(|was| matches(was, part)) else {
                return true;
            };
            found.push((*order, (left.remove(index), part)));
            false
        });
    }
    found.sort_by_key(|(order, _)| *order);
    Matched {
        both: found.into_iter().map(|(_, pair)| pair).collect(),
        removed: left,
        added: fresh.into_iter().map(|(_, part)| part).collect(),
    }
}

/// Returns whether one name continues another, in either direction.
pub(super) fn continues(old: (&str, Option<&String>), new: (&str, Option<&String>)) -> bool {
    new.1.is_some_and(|was| was == old.0) || old.1.is_some_and(|was| was == new.0)
}

/// Matches the members of two structs.
pub(super) fn fields<'m>(old: &'m [Field], new: &'m [Field]) -> Matched<'m, Field> {
    matched(
        old,
        new,
        |old, new| old.wire == new.wire,
        |old, new| continues((&old.name, old.was.as_ref()), (&new.name, new.was.as_ref())),
    )
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
            |old, new| old.name == new.name,
            |old, new| continues((&old.name, old.was.as_ref()), (&new.name, new.was.as_ref())),
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
        for parameter in &new.parameters {
            let same = old.parameters.iter().find(|other| {
                other.location == parameter.location
                    && (other.wire == parameter.wire || other.location == Location::Body)
            });
            if let Some(same) = same {
                let part = words::location(parameter.location);
                let is_body = parameter.location == Location::Body;
                let path = if is_body { "" } else { &parameter.wire };
                let route = route(new, part, path);
                self.link(&same.ty, &parameter.ty, Direction::Request, route);
            }
        }
        for response in &new.responses {
            let same = old
                .responses
                .iter()
                .find(|other| other.status == response.status);
            if let Some((Some(was), Some(is))) = same.map(|same| (&same.body, &response.body)) {
                let route = route(new, &response.status, "");
                self.link(was, is, Direction::Response, route);
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
            (TypeKind::Union(union), _) if holds(union, new) => self.pair(new, new, direction, way),
            (_, TypeKind::Union(union)) if holds(union, old) => self.pair(old, old, direction, way),
            _ => {}
        }
    }
}

/// Returns whether a definition is one of the alternatives of a union.
pub(super) fn holds(union: &Union, name: &str) -> bool {
    let mut alternatives = union.alternatives.iter();
    alternatives
        .any(|alternative| matches!(core(&alternative.ty), Type::Named(held) if held == name))
}

/// Matches the alternatives of two unions. Inline alternatives are named after their position, which an insertion
/// shifts, so alternatives with equal members and constants are matched first, then those with equal names.
pub(super) fn alternatives<'m>(
    models: (&Model, &Model),
    old: &'m Union,
    new: &'m Union,
) -> Matched<'m, Alternative> {
    let looks = |model: &Model, alternative: &Alternative| {
        let name = match core(&alternative.ty) {
            Type::Named(name) => name,
            other => return words::rust_type(other),
        };
        let Some(TypeKind::Struct(fields)) = model.types.get(name).map(|ty| &ty.kind) else {
            return name.clone();
        };
        let members = fields.iter().map(|field| {
            let fixed = match core(&field.ty) {
                Type::Named(name) => match model.types.get(name).map(|ty| &ty.kind) {
                    Some(TypeKind::Enumeration(values)) => match values.as_slice() {
                        [only] => only.wire.as_str(),
                        _ => "",
                    },
                    _ => "",
                },
                _ => "",
            };
            format!("{} {fixed}", field.wire)
        });
        let mut members: Vec<_> = members.collect();
        members.sort();
        members.join("\n")
    };
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
    let alike = |old: &Alternative, new: &Alternative| match was.get(old.name.as_str()) {
        Some(look) => is.get(new.name.as_str()) == Some(look),
        None => false,
    };
    let same_name = |old: &Alternative, new: &Alternative| old.name == new.name;
    matched(&old.alternatives, &new.alternatives, alike, same_name)
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
