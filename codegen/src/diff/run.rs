//! Runs a comparison: loads both sides and compares them.

use std::cmp::Ordering;

use billing_macros_expand::version;

use super::{
    Change, Check, Comparison, Reach, Report, Subject,
    arguments::Constructors,
    compare,
    shapes::{ShapeChange, definitions, listed, shape_changes},
};
use crate::{
    configuration::Configuration,
    diagnostic::{Code, Diagnostic, Sources},
    history::History,
    load::{Error, LoadOptions, ModelReader, Reading, Spec, Warnings},
    model::Model,
};

/// Compares two documents, or all api-versions of two states of a service.
///
/// Each side is a [`Spec`]: files, a folder of api-versions, a service or an api-version, with overrides and an order of its
/// own.
///
/// # Errors
///
/// A side does not exist or has errors, or one side is a document and the other one a set of api-versions.
pub fn run(
    old: impl Into<Spec>,
    new: impl Into<Spec>,
    options: &LoadOptions,
) -> Result<Report, Error> {
    Ok(Sides::read(old.into(), new.into(), options)?.report())
}

/// Both sides of a comparison.
pub(crate) struct Sides {
    /// The sides as the user named them.
    names: (String, String),
    pub(crate) old: Side,
    pub(crate) new: Side,
    sources: (Sources, Sources),
    warnings: Warnings,
}

impl Sides {
    pub(crate) fn read(old: Spec, new: Spec, options: &LoadOptions) -> Result<Self, Error> {
        let (options, _) = Configuration::resolve(options);
        let shared = |spec: Spec| Spec {
            is_order_shared: true,
            ..spec
        };
        let (old, new) = (shared(old), shared(new));
        let names = (old.to_string(), new.to_string());
        let (was, old_reading) = Side::read(&old, &options);
        let (is, new_reading) = Side::read(&new, &options);
        let (mut old_reading, mut new_reading) = old_reading.both_checked(new_reading)?;
        old_reading.check_selections_with(&mut new_reading, &options);
        let (old_reading, new_reading) = old_reading.both_checked(new_reading)?;
        for name in old.order.iter().chain(&new.order) {
            if !was.has(name) && !is.has(name) {
                let (old, new) = names;
                let message = format!(
                    "`--order` names `{name}`, which is an api-version of neither `{old}` nor `{new}`"
                );
                return Err(Error::of(Diagnostic::new(Code::Comparison, message)));
            }
        }
        if was.is_document != is.is_document {
            let (one, service) = match was.is_document {
                true => names,
                false => (names.1, names.0),
            };
            let message = format!("`{one}` is one document, but `{service}` has api-versions");
            let problem = Diagnostic::new(Code::Comparison, message);
            return Err(Error::of(problem.help(format!(
                "name one of its api-versions: `{service}/API-VERSION`"
            ))));
        }
        Ok(Self {
            names,
            old: was,
            new: is,
            sources: (old_reading.sources(), new_reading.sources()),
            warnings: Warnings::of_both(old_reading, new_reading),
        })
    }

    /// Compares the sides.
    pub(crate) fn report(&self) -> Report {
        let (old, new) = (self.names.0.as_str(), self.names.1.as_str());
        let sources = (&self.sources.0, &self.sources.1);
        let comparisons = match self.new.is_document {
            true => {
                let both = self.old.models.first().zip(self.new.models.first());
                let both = both.map(|(was, is)| {
                    let mut changes: Vec<Change> = reversed(was, is).into_iter().collect();
                    changes.extend(compare(was, is));
                    Comparison::new((old, new), changes, sources)
                });
                both.into_iter().collect()
            }
            false => services((old, new), (&self.old.models, &self.new.models), sources),
        };
        Report {
            old: old.to_owned(),
            new: new.to_owned(),
            is_service: !self.new.is_document,
            is_detailed: false,
            comparisons,
            warnings: self.warnings.clone(),
        }
    }
}

fn services(
    names: (&str, &str),
    models: (&[Model], &[Model]),
    sources: (&Sources, &Sources),
) -> Vec<Comparison> {
    let find = |models: &'_ [Model], version: &str| {
        models.iter().position(|model| model.api_version == version)
    };
    let mut changes = Vec::new();
    for model in models.1 {
        if find(models.0, &model.api_version).is_none() {
            changes.push(version_change(
                Check::ApiVersionAdded,
                &model.api_version,
                "a new api-version",
            ));
        }
    }
    for model in models.0 {
        if find(models.1, &model.api_version).is_none() {
            let what = "the api-version is gone";
            changes.push(version_change(
                Check::ApiVersionRemoved,
                &model.api_version,
                what,
            ));
        }
    }
    let histories = (
        History::merge("old", models.0),
        History::merge("new", models.1),
    );
    changes.extend(shape_changes(&histories.0, &histories.1).iter().map(shape));
    // One order holds for all api-versions: that of the oldest one.
    let constructors = |history| Constructors::new(&definitions(history));
    let orders = constructors(&histories.0).reordered(&constructors(&histories.1));
    changes.extend(orders.into_iter().map(order));
    let mut comparisons = vec![Comparison::new(names, changes, sources)];
    for is in models.1 {
        let was = find(models.0, &is.api_version).and_then(|index| models.0.get(index));
        if let Some(was) = was {
            let path = |side: &str| format!("{}/{}", side.trim_end_matches('/'), is.api_version);
            let names = (path(names.0), path(names.1));
            let mut changes = compare(was, is);
            changes.retain(|change| change.check != Check::ArgumentsReordered);
            comparisons.push(Comparison::new((&names.0, &names.1), changes, sources));
        }
    }
    comparisons
}

/// Returns the change that an api-version goes back.
fn reversed(old: &Model, new: &Model) -> Option<Change> {
    let (was, is) = (&old.api_version, &new.api_version);
    let is_older = version::compare(is, was) == Some(Ordering::Less);
    is_older.then(|| Change {
        rust: "nothing by itself".to_owned(),
        ..version_change(
            Check::ApiVersionReversed,
            is,
            &format!("older than `{was}`, which the old document has"),
        )
    })
}

fn version_change(check: Check, name: &str, what: &str) -> Change {
    Change {
        check,
        on_the_wire: check.class(&Reach::default()),
        release: check.release(),
        subject: Subject::Document,
        reach: Reach::default(),
        wire: format!("`{name}`: {what}"),
        rust: match check {
            Check::ApiVersionAdded => format!("a new module for `{name}`"),
            _ => format!("the module for `{name}` is gone"),
        },
        also: Vec::new(),
        old: None,
        new: None,
    }
}

fn shape(shape: &ShapeChange) -> Change {
    Change {
        check: shape.check,
        on_the_wire: shape.check.class(&Reach::default()),
        release: shape.check.release(),
        subject: Subject::Type(shape.name.clone()),
        reach: Reach::default(),
        wire: "nothing by itself".to_owned(),
        rust: shape.to_string(),
        also: Vec::new(),
        old: None,
        new: None,
    }
}

fn order((name, what, versions): (String, String, Vec<String>)) -> Change {
    Change {
        check: Check::ArgumentsReordered,
        on_the_wire: Check::ArgumentsReordered.class(&Reach::default()),
        release: Check::ArgumentsReordered.release(),
        subject: Subject::Type(name),
        reach: Reach::default(),
        wire: "nothing by itself".to_owned(),
        rust: format!("{what} (in {})", listed(&versions)),
        also: Vec::new(),
        old: None,
        new: None,
    }
}

/// One side of a comparison.
pub(crate) struct Side {
    /// Oldest first.
    pub(crate) models: Vec<Model>,
    /// Returns true if it is one document, and not a set of api-versions.
    pub(crate) is_document: bool,
}

impl Side {
    fn read(spec: &Spec, options: &LoadOptions) -> (Self, Reading) {
        let mut reading = Reading::new(options);
        let loaded = spec.load(options);
        let is_document = loaded.is_document;
        let services = reading.models(loaded, options, &mut DocumentReader);
        let models = services.into_iter().flat_map(|service| service.models);
        let side = Self {
            models: models.collect(),
            is_document,
        };
        (side, reading)
    }

    fn has(&self, name: &str) -> bool {
        !self.is_document && self.models.iter().any(|model| model.api_version == name)
    }
}

struct DocumentReader;

impl ModelReader for DocumentReader {}
