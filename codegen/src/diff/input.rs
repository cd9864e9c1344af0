//! What is compared: api-versions, files and folders.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use super::{
    Change, Check, Comparison, Reach, Report, Subject, compare,
    shapes::{ShapeChange, shape_changes},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Levels, Sources, Style},
    history::History,
    load::{
        Input, InputOptions, Specs,
        named::{Found, in_specs},
    },
    model::Model,
    openapi::Document,
    overrides,
    source::{ApiVersion, ResourceLimits, Workspace},
};

/// Why nothing was compared.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// What was named is not there, or the two cannot be compared.
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
                diagnostics.push(Diagnostic::new(Code::Comparison, text));
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

/// Where what is compared is found, and how it is told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The folder of the services.
    pub specs: PathBuf,
    /// The api-versions of folders, oldest first, where their names have no order: all that either folder has.
    pub order: Vec<String>,
    /// The folder whose files documents may refer to, instead of the one that holds them; it holds them too.
    pub root: Option<PathBuf>,
    /// How much is read.
    pub limits: ResourceLimits,
    /// How diagnostics are shown.
    pub style: Style,
    /// Which kinds of problems are errors.
    pub levels: Levels,
}

/// Compares two documents, or all api-versions of two states of a service.
///
/// `old` and `new` each name a file, a folder of fragments, a folder of api-versions, or else, in the folder of the services,
/// a service, an api-version (`azure/2020-05-01`), or an api-version by itself where only one service has it.
///
/// # Errors
///
/// One of them is not there or has errors, or one is a document and the other a service.
pub fn run(old: &str, new: &str, options: &Options) -> Result<Report, Error> {
    let (was, is) = (Side::read(old, options)?, Side::read(new, options)?);
    let has = |side: &Side, name: &String| match &side.models {
        Models::One(_) => false,
        Models::Service(models) => models.iter().any(|model| model.api_version == *name),
    };
    let is_absent = |name: &&String| !has(&was, name) && !has(&is, name);
    if let Some(name) = options.order.iter().find(is_absent) {
        return Err(Error::Usage(format!(
            "`--order` names `{name}`, which is an api-version of neither `{old}` nor `{new}`"
        )));
    }
    let sources = (&was.sources, &is.sources);
    let comparisons = match (&was.models, &is.models) {
        (Models::One(was), Models::One(is)) => {
            vec![Comparison::new((old, new), compare(was, is), sources)]
        }
        (Models::Service(was), Models::Service(is)) => services((old, new), (was, is), sources),
        (was, _) => {
            let (one, service) = match was {
                Models::One(_) => (old, new),
                Models::Service(_) => (new, old),
            };
            return Err(Error::Usage(format!(
                "`{one}` is one document, but `{service}` is a folder of api-versions: name one of them"
            )));
        }
    };
    Ok(Report {
        old: old.to_owned(),
        new: new.to_owned(),
        is_service: matches!(is.models, Models::Service(_)),
        comparisons,
    })
}

pub(crate) fn timelines(
    named: &[String],
    options: &Options,
) -> Result<Vec<crate::timeline::Timeline>, Error> {
    named
        .iter()
        .map(|named| {
            let side = Side::read(named, options)?;
            Ok(match &side.models {
                Models::One(model) => crate::timeline::Timeline::new(
                    named,
                    std::slice::from_ref(&**model),
                    &side.sources,
                ),
                Models::Service(models) => {
                    crate::timeline::Timeline::new(named, models, &side.sources)
                }
            })
        })
        .collect()
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
            changes.push(version(
                Check::ApiVersionAdded,
                &model.api_version,
                "a new api-version",
            ));
        }
    }
    for model in models.0 {
        if find(models.1, &model.api_version).is_none() {
            let what = "the api-version is gone";
            changes.push(version(Check::ApiVersionRemoved, &model.api_version, what));
        }
    }
    let histories = (
        History::merge("old", models.0),
        History::merge("new", models.1),
    );
    changes.extend(shape_changes(&histories.0, &histories.1).iter().map(shape));
    let mut comparisons = vec![Comparison::new(names, changes, sources)];
    for is in models.1 {
        let was = find(models.0, &is.api_version).and_then(|index| models.0.get(index));
        if let Some(was) = was {
            let path = |side: &str| format!("{}/{}", side.trim_end_matches('/'), is.api_version);
            let names = (path(names.0), path(names.1));
            comparisons.push(Comparison::new(
                (&names.0, &names.1),
                compare(was, is),
                sources,
            ));
        }
    }
    comparisons
}

fn version(check: Check, name: &str, what: &str) -> Change {
    Change {
        check,
        class: check.class(&Reach::default()),
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
        class: shape.check.class(&Reach::default()),
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

enum Models {
    One(Box<Model>),
    /// Oldest first.
    Service(Vec<Model>),
}

struct Side {
    models: Models,
    sources: Sources,
}

impl Side {
    fn read(named: &str, options: &Options) -> Result<Self, Error> {
        let style = options.style;
        let path = Path::new(named);
        let mut diagnostics = Diagnostics::with_levels(options.levels.clone());
        let (mut workspace, found) = if path.exists() {
            let Input {
                mut workspace,
                service,
                overrides,
                is_document,
            } = Input::discover(
                &[path.to_owned()],
                InputOptions {
                    order: &options.order,
                    is_shared: true,
                    root: options.root.as_deref(),
                    limits: options.limits,
                },
                &mut diagnostics,
            );
            if let Some(file) = overrides.and_then(|path| workspace.load(&path, &mut diagnostics)) {
                overrides::apply(&file, &mut workspace, &service.versions, &mut diagnostics);
            }
            (workspace, Found::new(service.versions, is_document))
        } else {
            let mut workspace = Workspace::new(&options.specs).limits(options.limits);
            let known = Specs::discover(&workspace, &mut diagnostics);
            overrides::apply_to_services(&known.services, &mut workspace, &mut diagnostics);
            if diagnostics.has_errors() {
                return Err(Error::Documents(
                    diagnostics.render(workspace.sources(), style),
                ));
            }
            let found = in_specs(&known, named).map_err(|unknown| Error::Usage(unknown.0))?;
            (workspace, found)
        };
        let mut model = |version: &ApiVersion| {
            let document = Document::read(&mut workspace, version, &mut diagnostics);
            Model::from_document(&document, &mut diagnostics)
        };
        let models = match found {
            Found::One(version) => Models::One(Box::new(model(&version))),
            Found::Service(versions) => Models::Service(versions.iter().map(model).collect()),
        };
        diagnostics.settle(workspace.sources());
        if diagnostics.has_errors() {
            return Err(Error::Documents(
                diagnostics.render(workspace.sources(), style),
            ));
        }
        Ok(Self {
            models,
            sources: workspace.sources().clone(),
        })
    }
}
