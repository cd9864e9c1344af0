//! Comparison of operations and their parts.

use std::collections::{HashMap, HashSet};

use super::{
    Check, Subject,
    bodies::Body,
    comparison::{Comparison, Site},
    matching::{self, Matched},
    reach::{self, Reach, Route},
    words,
};
use crate::model::{
    Constraints, Docs, Header, Model, Operation, Response, Type, canonical_media_type,
};

/// Matches operations by method and path, then without the names of path parameters, then by lineage.
pub(super) fn matched<'m>(old: &'m Model, new: &'m Model) -> Matched<'m, Operation> {
    matching::matched(
        &old.operations,
        &new.operations,
        &[
            &|operation: &Operation, _| Some(subject(operation)),
            &|operation: &Operation, _| {
                Some(format!("{} {}", operation.method, shape(&operation.path)))
            },
        ],
        |operation| (&operation.name, operation.was.as_ref()),
    )
}

/// Returns a path template without the names of its parameters.
pub(crate) fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut is_name = false;
    for character in path.chars() {
        is_name &= character != '}';
        if !is_name {
            shape.push(character);
        }
        is_name |= character == '{';
    }
    shape
}

fn subject(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

/// Returns the site of a change of a whole operation.
pub(super) fn whole(old: Option<&Operation>, new: Option<&Operation>) -> Site {
    let shown = new.or(old);
    Site {
        subject: shown.map_or(Subject::Document, |operation| {
            Subject::Operation(subject(operation))
        }),
        reach: Reach::default(),
        wire: shown
            .map(|operation| format!("`{}`", operation.id))
            .unwrap_or_default(),
        rust: shown
            .map(|operation| format!("`{}`", operation.name))
            .unwrap_or_default(),
        types: (String::new(), String::new()),
        places: (
            old.map(|operation| operation.place.clone()),
            new.map(|operation| operation.place.clone()),
        ),
    }
}

pub(super) fn route(operation: &Operation, part: &str, path: &str) -> Route {
    Route {
        operation: operation.id.clone(),
        part: part.to_owned(),
        path: path.to_owned(),
    }
}

impl<'m> Comparison<'m> {
    /// Compares servers and operations.
    pub(super) fn documents(&mut self, operations: &Matched<'m, Operation>) {
        self.servers();
        let renamed = self.security_schemes();
        for (old, new) in &operations.both {
            self.operation(old, new);
        }
        self.security(&operations.both, &renamed);
        for operation in &operations.added {
            let check = if operation.docs.deprecated {
                Check::DeprecatedOperationAdded
            } else {
                Check::OperationAdded
            };
            let rust = format!("`{}` is new", operation.name);
            self.report_in_rust(
                check,
                &whole(None, Some(operation)),
                "a new operation",
                rust,
            );
        }
        for operation in &operations.removed {
            let (check, what) = if operation.docs.deprecated {
                (
                    Check::DeprecatedOperationRemoved,
                    "this deprecated operation is gone",
                )
            } else {
                (Check::OperationRemoved, "the operation is gone")
            };
            let what = match &operation.docs.sunset {
                Some(day) => format!("{what}; that was announced for {day}"),
                None => what.to_owned(),
            };
            let rust = format!("`{}` is gone", operation.name);
            self.report_in_rust(check, &whole(Some(operation), None), &what, rust);
        }
        self.reused_ids(operations);
    }

    /// Reports operationIds that now identify a different request.
    fn reused_ids(&mut self, operations: &Matched<'m, Operation>) {
        let (old, new) = (self.old, self.new);
        let mut known: HashMap<&str, &Operation> = HashMap::new();
        for was in &old.operations {
            known.entry(&was.id).or_insert(was);
        }
        let pairs = operations.both.iter();
        let pairs: HashSet<(&str, &str)> = pairs
            .map(|(was, is)| (was.id.as_str(), is.id.as_str()))
            .collect();
        for is in &new.operations {
            let Some(was) = known.get(is.id.as_str()) else {
                continue;
            };
            if !pairs.contains(&(was.id.as_str(), is.id.as_str())) {
                let what = format!(
                    "this operationId now stands for `{}`; it stood for `{}`",
                    subject(is),
                    subject(was)
                );
                let rust = format!("`{}` makes another request than before", is.name);
                self.report_in_rust(
                    Check::OperationIdReused,
                    &whole(Some(was), Some(is)),
                    &what,
                    rust,
                );
            }
        }
    }

    fn operation(&mut self, old: &'m Operation, new: &'m Operation) {
        let site = whole(Some(old), Some(new));
        if old.method != new.method || shape(&old.path) != shape(&new.path) {
            let what = format!("now at `{}`; it was at `{}`", subject(new), subject(old));
            let rust = format!("`{}` sends to another path", new.name);
            self.report_in_rust(Check::OperationMoved, &site, &what, rust);
        }
        let has_id = |operation: &Operation| operation.id != subject(operation);
        if old.id != new.id && (has_id(old) || has_id(new)) {
            let what = format!("the operationId was `{}`", old.id);
            let rust = renamed(&new.name, &old.name);
            self.report_in_rust(Check::OperationRenamed, &site, &what, rust);
        } else if old.name != new.name {
            let rust = renamed(&new.name, &old.name);
            self.report_in_rust(Check::RustNameChanged, &site, "the same on the wire", rust);
        }
        self.deprecation(&site, &old.docs, &new.docs);
        self.own_servers(old, new);
        self.api_version(&site, old, new);
        self.paging(&site, old, new);
        self.long_running(&site, old, new);
        self.parameters(old, new);
        self.body(old, new);
        self.responses(old, new);
    }

    /// Compares deprecation and sunset dates.
    pub(super) fn deprecation(&mut self, site: &Site, old: &Docs, new: &Docs) {
        let marked = |what: &str| format!("{} {what} `#[deprecated]`", site.rust);
        let rust = (marked("is marked"), marked("is no longer marked"));
        self.deprecation_with(site, old, new, rust);
    }

    /// Compares deprecations, with what a mark and its end are in Rust.
    fn deprecation_with(&mut self, site: &Site, old: &Docs, new: &Docs, rust: (String, String)) {
        self.sunset(site, old.sunset.as_deref(), new.sunset.as_deref());
        let (marked, unmarked) = rust;
        if new.deprecated && !old.deprecated {
            self.report_in_rust(Check::Deprecated, site, "now deprecated", marked);
        } else if old.deprecated && !new.deprecated {
            self.report_in_rust(
                Check::NoLongerDeprecated,
                site,
                "no longer deprecated",
                unmarked,
            );
        }
    }

    fn sunset(&mut self, site: &Site, old: Option<&str>, new: Option<&str>) {
        let (check, what) = match (old, new) {
            (None, Some(day)) => (Check::SunsetAdded, format!("gone from {day} on")),
            (Some(day), None) => (
                Check::SunsetRemoved,
                format!("no day is announced any more; it was {day}"),
            ),
            // Dates of one form are in the order of their texts.
            (Some(was), Some(is)) if is < was => (
                Check::SunsetEarlier,
                format!("gone from {is} on; it was {was}"),
            ),
            (Some(was), Some(is)) if is > was => (
                Check::SunsetLater,
                format!("gone from {is} on; it was {was}"),
            ),
            _ => return,
        };
        let rust = site.documented();
        self.report_in_rust(check, site, &what, rust);
    }

    fn api_version(&mut self, site: &Site, old: &Operation, new: &Operation) {
        let (check, what) = match (&old.api_version_parameter, &new.api_version_parameter) {
            (None, Some(name)) => (
                Check::ApiVersionParameterAdded,
                format!("the api-version is now said in the query `{name}`"),
            ),
            (Some(name), None) => (
                Check::ApiVersionParameterRemoved,
                format!("the api-version is no longer said in the query `{name}`"),
            ),
            (Some(old), Some(new)) if old != new => (
                Check::ApiVersionParameterRenamed,
                format!("the api-version is said in the query `{new}` instead of `{old}`"),
            ),
            (Some(name), Some(_)) if self.has_other_version(old, new) => {
                let say = |operation: &Operation| match &operation.api_version_value {
                    Some(value) => format!("`{value}`"),
                    None => "the requested api-version".to_owned(),
                };
                let (old, new) = (say(old), say(new));
                (
                    Check::ApiVersionValueChanged,
                    format!("the query `{name}` now says {new}; it said {old}"),
                )
            }
            _ => return,
        };
        let rust = match check {
            Check::ApiVersionParameterRemoved => format!("{} no longer fills it in", site.rust),
            _ => format!("{} fills it in", site.rust),
        };
        self.report_in_rust(check, site, &what, rust);
    }

    /// Returns true if one side sends an api-version of its own, and another one than the other side.
    fn has_other_version(&self, old: &Operation, new: &Operation) -> bool {
        let (own, other) = (&old.api_version_value, &new.api_version_value);
        let sent = |model: &Model, own: &Option<String>| {
            own.clone().unwrap_or_else(|| model.api_version.clone())
        };
        own != other && sent(self.old, own) != sent(self.new, other)
    }

    fn long_running(&mut self, site: &Site, old: &Operation, new: &Operation) {
        let via = |state: &str| match state {
            "" => "where the document does not say".to_owned(),
            state => format!("at `{state}`"),
        };
        let (check, what) = match (&old.long_running, &new.long_running) {
            (None, Some(state)) => (
                Check::LongRunningAdded,
                format!("now long-running: the result is found {}", via(state)),
            ),
            (Some(_), None) => (
                Check::LongRunningRemoved,
                "no longer long-running".to_owned(),
            ),
            (Some(old), Some(new)) if old != new => (
                Check::LongRunningChanged,
                format!(
                    "the result is found {}; it was found {}",
                    via(new),
                    via(old)
                ),
            ),
            _ => return,
        };
        let rust = format!("`LONG_RUNNING` of {} says so", site.rust);
        self.report_in_rust(check, site, &what, rust);
    }

    pub(super) fn media_types(&mut self, site: &Site, old: &[String], new: &[String]) {
        let none = "the other media types are sent and read as before".to_owned();
        let keys = |names: &[String]| -> HashSet<String> {
            names
                .iter()
                .map(|name| canonical_media_type(name))
                .collect()
        };
        let (was, is) = (keys(old), keys(new));
        let is_in = |keys: &HashSet<String>, name: &str| keys.contains(&canonical_media_type(name));
        for name in new.iter().filter(|name| !is_in(&was, name)) {
            let what = format!("`{name}` is a new media type");
            self.report_in_rust(Check::MediaTypeAdded, site, &what, none.clone());
        }
        for name in old.iter().filter(|name| !is_in(&is, name)) {
            let what = format!("the media type `{name}` is gone");
            self.report_in_rust(Check::MediaTypeRemoved, site, &what, none.clone());
        }
    }

    fn responses(&mut self, old: &'m Operation, new: &'m Operation) {
        let matched = matching::matched(
            &old.responses,
            &new.responses,
            &[&|response: &Response, _| Some(response.status.clone())],
            |_| matching::UNNAMED,
        );
        for (was, is) in &matched.both {
            let site = response_site((old, new), Some(was), Some(is));
            match (&was.body, &is.body) {
                (None, Some(_)) => self.report(Check::ResponseBodyAdded, &site, "it has a body"),
                (Some(_), None) => {
                    self.report(Check::ResponseBodyRemoved, &site, "it has no body any more");
                }
                (Some(_), Some(_)) | (None, None) => {}
            }
            if let (Some(was), Some(is)) = (Body::of_response(was), Body::of_response(is)) {
                self.bodies(&site, &was, &is);
            }
            self.streams((old, new), was, is);
            self.headers((old, new), was, is);
        }
        for response in matched.added {
            let check = if is_error(response) {
                Check::ErrorResponseAdded
            } else {
                Check::ResponseAdded
            };
            let rust = format!("`RESPONSES` of `{}` has one more", new.name);
            let site = response_site((old, new), None, Some(response));
            self.report_in_rust(check, &site, "a new response", rust);
        }
        for response in matched.removed {
            let check = if is_error(response) {
                Check::ErrorResponseRemoved
            } else {
                Check::ResponseRemoved
            };
            let rust = format!("`RESPONSES` of `{}` has one less", new.name);
            let site = response_site((old, new), Some(response), None);
            self.report_in_rust(check, &site, "the response is gone", rust);
        }
    }

    /// Compares the items of streams. Their media types are those of the bodies.
    fn streams(
        &mut self,
        operations: (&Operation, &Operation),
        old: &'m Response,
        new: &'m Response,
    ) {
        let (Some(was), Some(is)) = (old.stream.as_ref(), new.stream.as_ref()) else {
            return;
        };
        let (was, is) = (reach::item(was), reach::item(is));
        let site = response_site(operations, Some(old), Some(new));
        let site = Site {
            wire: format!("an item of {}", site.wire),
            rust: format!("the item of `{}`", operations.1.name),
            types: (words::rust_type(was), words::rust_type(is)),
            ..site
        };
        let unlimited = Constraints::default();
        self.value(&site, (was, &unlimited), (is, &unlimited));
    }

    fn headers(
        &mut self,
        operations: (&Operation, &Operation),
        old: &'m Response,
        new: &'m Response,
    ) {
        let whole = whole(Some(operations.0), Some(operations.1));
        let matched = reach::headers(old, new);
        let site = |was: Option<&Header>, is: Option<&Header>| {
            let name = is
                .or(was)
                .map(|header| header.wire.as_str())
                .unwrap_or_default();
            Site {
                subject: whole.subject.clone(),
                reach: Reach::response(route(operations.1, &new.status, name)),
                wire: format!("header `{name}` of {}", status(&new.status)),
                rust: format!("the constant of `{name}`"),
                types: (header_type(was), header_type(is)),
                places: (
                    was.map(|header| header.place.clone())
                        .or_else(|| whole.places.0.clone()),
                    is.map(|header| header.place.clone())
                        .or_else(|| whole.places.1.clone()),
                ),
            }
        };
        for (was, is) in &matched.both {
            let site = site(Some(was), Some(is));
            self.presence(&site, was.required, is.required);
            // The compiler does not warn of a constant that only some responses fill.
            let as_before = format!("{} is as before", site.rust);
            let rust = (as_before.clone(), as_before);
            self.deprecation_with(&site, &was.docs, &is.docs, rust);
            self.value(
                &site,
                (without_null(&was.ty), &was.constraints),
                (without_null(&is.ty), &is.constraints),
            );
        }
        for header in matched.added {
            let check = if header.required {
                Check::RequiredHeaderAdded
            } else {
                Check::HeaderAdded
            };
            self.report(check, &site(None, Some(header)), "a new header");
        }
        for header in matched.removed {
            let check = if header.required {
                Check::RequiredHeaderRemoved
            } else {
                Check::HeaderRemoved
            };
            self.report(check, &site(Some(header), None), "the header is gone");
        }
    }
}

/// Returns the Rust type of a response header; an empty text if there is none.
fn header_type(header: Option<&Header>) -> String {
    header.map_or_else(String::new, |header| {
        words::rust_type(without_null(&header.ty))
    })
}

/// Returns the type of the value of a header, which is text and no null.
fn without_null(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => inner,
        ty => ty,
    }
}

fn renamed(new: &str, old: &str) -> String {
    if new == old {
        format!("`{new}` keeps its name")
    } else {
        format!("`{new}` is the new name of `{old}`")
    }
}

fn status(status: &str) -> String {
    match status {
        "default" => "the default response".to_owned(),
        status => format!("response {status}"),
    }
}

fn is_error(response: &Response) -> bool {
    !response.status.starts_with(['1', '2', '3'])
}

fn response_site(
    operations: (&Operation, &Operation),
    old: Option<&Response>,
    new: Option<&Response>,
) -> Site {
    let operation = operations.1;
    let site = whole(Some(operations.0), Some(operation));
    let shown = new.or(old);
    let code = shown
        .map(|response| response.status.as_str())
        .unwrap_or_default();
    let rust = match shown.is_some_and(is_error) {
        true => format!("the error of `{}`", operation.name),
        false => format!("the result of `{}`", operation.name),
    };
    let body = |response: Option<&Response>| match response.map(|response| &response.body) {
        Some(Some(body)) => words::rust_type(body),
        Some(None) => "()".to_owned(),
        None => String::new(),
    };
    Site {
        reach: Reach::response(route(operation, code, "")),
        wire: status(code),
        rust,
        types: (body(old), body(new)),
        places: (
            old.map(|response| response.place.clone()).or(site.places.0),
            new.map(|response| response.place.clone()).or(site.places.1),
        ),
        subject: site.subject,
    }
}
