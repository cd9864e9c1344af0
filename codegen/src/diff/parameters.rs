//! Comparison of parameters and request bodies.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Check,
    arguments::Argument,
    bodies::{self, Body},
    comparison::{Comparison, Site},
    matching::{self, Side},
    operations::{route, shape, whole},
    reach::{self, Reach},
    words,
};
use crate::model::{Constraints, Content, Location, Operation, Parameter};

/// Returns the names of the parameters of a path template with their positions.
fn names(path: &str) -> HashMap<&str, usize> {
    let parts = path.split('{').skip(1);
    let names = parts.filter_map(|part| Some(part.split_once('}')?.0));
    let mut positions = HashMap::new();
    for (index, name) in names.enumerate() {
        positions.entry(name).or_insert(index);
    }
    positions
}

impl<'m> Comparison<'m> {
    pub(super) fn parameters(&mut self, old: &'m Operation, new: &'m Operation) {
        let outside = |operation: &'m Operation| {
            let parameters = operation.parameters.iter();
            parameters
                .filter(|parameter| parameter.location != Location::Body)
                .cloned()
                .collect::<Vec<_>>()
        };
        let (old_names, new_names) = (names(&old.path), names(&new.path));
        let is_moved = shape(&old.path) != shape(&new.path);
        let position = |names: &HashMap<&str, usize>, wire: &str| names.get(wire).copied();
        let same = |parameter: &Parameter, side| {
            let names = if side == Side::Old {
                &old_names
            } else {
                &new_names
            };
            let key = match parameter.location {
                Location::Path if !is_moved => {
                    format!("{:?}", position(names, &parameter.wire))
                }
                Location::Header => parameter.wire.to_ascii_lowercase(),
                _ => parameter.wire.clone(),
            };
            Some(format!("{:?} {key}", parameter.location))
        };
        let wire = |parameter: &Parameter, _| Some(parameter.wire.clone());
        let (was, is) = (outside(old), outside(new));
        let matched = matching::matched(&was, &is, &[&same, &wire], |one| {
            (&one.name, one.was.as_ref())
        });
        let key = |parameter: &Parameter| format!("{:?} {}", parameter.location, parameter.wire);
        let both = matched.both.iter();
        let mut keys: HashMap<(String, &str), String> = both
            .map(|(was, is)| {
                let own = (format!("{:?}", is.location), is.wire.as_str());
                (own, key(was))
            })
            .collect();
        let body = |operation: &'m Operation| {
            let mut parameters = operation.parameters.iter();
            parameters.find(|parameter| parameter.location == Location::Body)
        };
        if let (Some(was), Some(is)) = (body(old), body(new)) {
            keys.insert((format!("{:?}", is.location), &is.wire), key(was));
        }
        let arguments = (
            Argument::of_parameters(&old.parameters, &HashMap::new()),
            Argument::of_parameters(&new.parameters, &keys),
        );
        let site = whole(Some(old), Some(new));
        self.arguments(&site, &new.name, (&arguments.0, &arguments.1));
        for (was, is) in &matched.both {
            self.parameter((old, new), was, is);
        }
        for parameter in matched.added {
            let check = if parameter.required {
                Check::RequiredParameterAdded
            } else {
                Check::ParameterAdded
            };
            let what = if parameter.required {
                "new and required"
            } else {
                "new and optional"
            };
            self.report(
                check,
                &parameter_site((old, new), None, Some(parameter)),
                what,
            );
        }
        for parameter in matched.removed {
            let check = if parameter.required {
                Check::RequiredParameterRemoved
            } else {
                Check::ParameterRemoved
            };
            self.report(
                check,
                &parameter_site((old, new), Some(parameter), None),
                "gone",
            );
        }
    }

    fn parameter(
        &mut self,
        operations: (&Operation, &Operation),
        old: &Parameter,
        new: &Parameter,
    ) {
        let site = parameter_site(operations, Some(old), Some(new));
        let is_path = old.location == Location::Path && new.location == Location::Path;
        let is_same_wire = match new.location {
            Location::Header => old.wire.eq_ignore_ascii_case(&new.wire),
            _ => old.wire == new.wire,
        };
        if old.location != new.location {
            let what = format!("it was in the {}", words::location(old.location));
            self.report(Check::ParameterMoved, &site, &what);
        }
        let rust = format!("{} is the new name of `{}`", site.rust, old.name);
        if !is_same_wire {
            let check = if is_path {
                Check::PathParameterRenamed
            } else {
                Check::MemberRenamed
            };
            let what = format!("it was `{}`", old.wire);
            self.report_in_rust(check, &site, &what, rust);
        } else if old.name != new.name {
            self.report_in_rust(Check::RustNameChanged, &site, "the same on the wire", rust);
        }
        self.presence(&site, old.required, new.required);
        self.deprecation(&site, &old.docs, &new.docs);
        self.style(&site, old, new);
        self.value(
            &site,
            (&old.ty, &old.constraints),
            (&new.ty, &new.constraints),
        );
    }

    /// Compares the serialization style of a list or an object.
    fn style(&mut self, site: &Site, old: &Parameter, new: &Parameter) {
        let is_alike = old.location == new.location
            && std::mem::discriminant(reach::core(&old.ty))
                == std::mem::discriminant(reach::core(&new.ty));
        let (was, is) = (words::written(old), words::written(new));
        if is_alike && was != is {
            let what = format!("written {is}; it was written {was}");
            let rust = format!("{} is written so", site.rust);
            self.report_in_rust(Check::ParameterStyleChanged, site, &what, rust);
        }
    }

    /// Compares whether a part is required.
    pub(super) fn presence(&mut self, site: &Site, old: bool, new: bool) {
        if new && !old {
            self.report(Check::BecameRequired, site, "now required");
        } else if old && !new {
            self.report(Check::BecameOptional, site, "now optional");
        }
    }

    pub(super) fn body(&mut self, old: &'m Operation, new: &'m Operation) {
        let body = |operation: &'m Operation| {
            let mut parameters = operation.parameters.iter();
            parameters.find(|parameter| parameter.location == Location::Body)
        };
        let (was, is) = (body(old), body(new));
        let site = parameter_site((old, new), was, is);
        match (was, is) {
            (None, None) => {}
            (None, Some(is)) => {
                let (check, what) = if is.required {
                    (Check::RequiredBodyAdded, "new and required")
                } else {
                    (Check::BodyAdded, "new and optional")
                };
                self.report(check, &site, what);
            }
            (Some(was), None) => {
                let check = if was.required {
                    Check::RequiredBodyRemoved
                } else {
                    Check::BodyRemoved
                };
                self.report(check, &site, "gone");
            }
            (Some(was), Some(is)) => {
                self.presence(&site, was.required, is.required);
                self.encodings(&site, was, is);
                self.bodies(&site, &Body::of_request(was), &Body::of_request(is));
            }
        }
    }

    /// Compares how the members of forms are written.
    fn encodings(&mut self, site: &Site, old: &Parameter, new: &Parameter) {
        for is in &new.contents {
            let mut contents = old.contents.iter();
            let Some(was) = contents.find(|was| was.media_type == is.media_type) else {
                continue;
            };
            let by_name = |content: &'_ Content| -> BTreeMap<String, String> {
                let encodings = content.encodings.iter();
                encodings
                    .filter_map(|one| Some((one.name.clone(), words::encoded(one)?)))
                    .collect()
            };
            let (before, after) = (by_name(was), by_name(is));
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in names {
                let (was, is) = (before.get(name), after.get(name));
                if was == is {
                    continue;
                }
                let usual = "as usual".to_owned();
                let (was, is) = (was.unwrap_or(&usual), is.unwrap_or(&usual));
                let inside = Site {
                    wire: format!("{} of the form", words::quoted(name)),
                    ..site.clone()
                };
                let what = format!("written {is}; it was written {was}");
                let rust = format!("{} is written so", site.rust);
                self.report_in_rust(Check::ParameterStyleChanged, &inside, &what, rust);
            }
        }
    }

    pub(super) fn bodies(&mut self, site: &Site, old: &Body<'_>, new: &Body<'_>) {
        self.media_types(site, old.media_types, new.media_types);
        let nothing = Constraints::default();
        for (name, was, is) in bodies::types(old, new) {
            let Some(name) = name else {
                self.value(site, (was, old.constraints), (is, new.constraints));
                continue;
            };
            let inside = Site {
                wire: format!("{} as `{name}`", site.wire),
                types: (words::rust_type(was), words::rust_type(is)),
                ..site.clone()
            };
            self.value(&inside, (was, &nothing), (is, &nothing));
        }
        let what = match (old.is_choice(), new.is_choice()) {
            (false, true) => "now a type for each media type",
            (true, false) => "no longer a type for each media type",
            _ => return,
        };
        self.report(Check::RustTypeChanged, site, what);
    }
}

fn parameter_site(
    operations: (&Operation, &Operation),
    old: Option<&Parameter>,
    new: Option<&Parameter>,
) -> Site {
    let operation = operations.1;
    let site = whole(Some(operations.0), Some(operation));
    let Some(shown) = new.or(old) else {
        return site;
    };
    let part = words::location(shown.location);
    let is_body = shown.location == Location::Body;
    let path = if is_body { "" } else { &shown.wire };
    Site {
        reach: Reach::request(route(operation, part, path)),
        wire: if is_body {
            "request body".to_owned()
        } else {
            format!("{part} `{path}`")
        },
        rust: format!("`{}::{}`", operation.name, shown.name),
        types: (
            old.map(words::parameter_type).unwrap_or_default(),
            new.map(words::parameter_type).unwrap_or_default(),
        ),
        places: (
            old.map(|parameter| parameter.place.clone())
                .or(site.places.0),
            new.map(|parameter| parameter.place.clone())
                .or(site.places.1),
        ),
        subject: site.subject,
    }
}
