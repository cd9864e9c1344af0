//! The life of every operation, type, member, value and parameter of a service, from its first api-version to its last.
//!
//! ```
//! use billing_codegen::{
//!     diagnostic::Diagnostics,
//!     load::Specs,
//!     model::{Model, PastNames},
//!     openapi::Document,
//!     source::Workspace,
//!     timeline::{EventKind, Timeline},
//! };
//!
//! # let folder = tempfile::tempdir()?;
//! # let root = folder.path();
//! let fragment = "
//! openapi: 3.0.3
//! info: { title: Shop, version: VERSION }
//! paths: {}
//! components:
//!   schemas:
//!     Price:
//!       type: object
//!       properties:
//!         value: { type: number }
//! ";
//! let member = "        currency: { type: string }\n";
//! for (version, more) in [("2020-05-01", ""), ("2024-04-01", member)] {
//!     let folder = root.join("shop").join(version);
//!     std::fs::create_dir_all(&folder)?;
//!     std::fs::write(folder.join("prices.yaml"), fragment.replace("VERSION", version) + more)?;
//! }
//!
//! let mut diagnostics = Diagnostics::default();
//! let mut workspace = Workspace::new(root);
//! let specs = Specs::discover(&workspace, &mut diagnostics);
//! let service = specs.services.first().ok_or("no service")?;
//! let mut models = Vec::new();
//! let mut past = PastNames::default();
//! for version in &service.versions {
//!     let document = Document::read(&mut workspace, version, &mut diagnostics);
//!     models.push(Model::in_history(&document, &mut past, &mut diagnostics));
//! }
//!
//! let timeline = Timeline::new(&service.name, &models, workspace.sources());
//! let price = timeline.types.first().ok_or("no type")?;
//! assert_eq!(price.events[0].version, 1);
//! assert_eq!(price.events[0].kind, EventKind::Changes);
//! assert_eq!(timeline.range_in_words(price.parts[1].range), "since 2024-04-01");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod html;
mod json;
mod markdown;
mod run;
mod text;
mod trace;

pub use self::{
    html::Page,
    run::{Timelines, run, run_diff},
};
use crate::{
    diagnostic::Sources,
    diff::{self, Class, Comparison, compare},
    history::{History, Range},
    load::Warnings,
    model::{Docs, Location, Model},
};

/// A service and everything in it, each with the api-versions that have it.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The service, as its folder names it.
    pub service: String,
    /// The title of the newest document.
    pub title: Option<String>,
    /// The api-versions, oldest first.
    pub api_versions: Vec<String>,
    /// The operations, by name.
    pub operations: Vec<Life>,
    /// The types and aliases, by name.
    pub types: Vec<Life>,
    /// The differences between neighbouring api-versions, oldest first: one comparison fewer than there are api-versions.
    pub steps: Vec<Comparison>,
}

/// An operation, a type or an alias in all forms that it takes, under whatever names.
#[derive(Clone, Debug)]
pub struct Life {
    /// The newest Rust name.
    pub name: String,
    /// The newest description.
    pub docs: Docs,
    /// The forms, oldest first. Their ranges do not overlap; there may be gaps between them.
    pub forms: Vec<Form>,
    /// The members, values, alternatives, targets, parameters and responses.
    pub parts: Vec<Part>,
    /// The api-versions in which something happens to it, oldest first.
    pub events: Vec<Event>,
}

/// A definition that keeps its name and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The api-versions that have it.
    pub range: Range,
    /// The Rust name.
    pub name: String,
    /// The kind of definition.
    pub kind: FormKind,
}

/// The kind of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// An object with known members.
    Struct,
    /// A text out of a list.
    Enumeration,
    /// One of several types.
    Union,
    /// Another name of a type.
    Alias,
    /// A request.
    Operation {
        /// The operationId.
        id: String,
        /// The HTTP method, in capitals.
        method: String,
        /// The path template.
        path: String,
    },
}

/// A part of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The kind of part.
    pub kind: PartKind,
    /// The Rust name; empty for a response and for a target.
    pub name: String,
    /// The name or text on the wire; the status of a response; empty for an alternative and for a target.
    pub wire: String,
    /// The Rust type; none for a value of an enumeration and for a response without a typed body.
    pub ty: Option<String>,
    /// True if it must be present.
    pub required: bool,
    /// True if the newest document that has it marks it as deprecated.
    pub deprecated: bool,
    /// The api-versions that have it in this form.
    pub range: Range,
}

/// The kind of a part of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A member of an object.
    Member,
    /// A value of an enumeration.
    Value,
    /// An alternative of a union.
    Alternative,
    /// The type that an alias means.
    Target,
    /// A parameter of an operation.
    Parameter(Location),
    /// A response of an operation.
    Response,
}

/// A difference between an api-version and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The newer api-version, as an index into [`Timeline::api_versions`].
    pub version: usize,
    /// The kind of change.
    pub kind: EventKind,
    /// The number of breaking changes that [`compare`] reports for it.
    pub breaking: usize,
    /// The number of compatible ones.
    pub compatible: usize,
}

/// A kind of change of a definition in an api-version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The api-version is the first to have it, or has it again.
    Begins,
    /// It differs from the api-version before.
    Changes,
    /// The api-version is the first that lacks it.
    Ends,
}

impl FormKind {
    /// The word for the kind in reports.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enumeration => "enumeration",
            Self::Union => "union",
            Self::Alias => "alias",
            Self::Operation { .. } => "operation",
        }
    }
}

impl PartKind {
    /// The word for the kind in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Value => "value",
            Self::Alternative => "alternative",
            Self::Target => "target",
            Self::Parameter(_) => "parameter",
            Self::Response => "response",
        }
    }
}

impl EventKind {
    /// The word for the event in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Begins => "begins",
            Self::Changes => "changes",
            Self::Ends => "ends",
        }
    }
}

impl Event {
    /// The character that stands for the event in tables: `+` begins, `~` changes, `!` breaks clients, `x` ends.
    #[must_use]
    pub fn symbol(&self) -> char {
        match self.kind {
            EventKind::Begins => '+',
            EventKind::Ends => 'x',
            EventKind::Changes if self.breaking > 0 => '!',
            EventKind::Changes => '~',
        }
    }

    /// The event in a few words: `changes, 2 breaking and 1 compatible`.
    fn in_words(&self) -> String {
        let count = match (self.breaking, self.compatible) {
            (0, 0) => return self.kind.as_str().to_owned(),
            (breaking, 0) => format!("{breaking} breaking"),
            (0, compatible) => format!("{compatible} compatible"),
            (breaking, compatible) => format!("{breaking} breaking and {compatible} compatible"),
        };
        format!("{}, {count}", self.kind.as_str())
    }
}

impl Life {
    /// The form in an api-version.
    #[must_use]
    pub fn form(&self, version: usize) -> Option<&Form> {
        self.forms.iter().find(|form| form.range.contains(version))
    }

    /// The event in an api-version.
    #[must_use]
    pub fn event(&self, version: usize) -> Option<&Event> {
        let index = self
            .events
            .binary_search_by_key(&version, |event| event.version);
        self.events.get(index.ok()?)
    }

    /// The older names, newest first.
    #[must_use]
    pub fn former_names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for form in self.forms.iter().rev() {
            if form.name != self.name && !names.contains(&form.name.as_str()) {
                names.push(form.name.as_str());
            }
        }
        names
    }
}

impl Timeline {
    /// Traces a service through the models of its api-versions, oldest first.
    ///
    /// The sources look up where changes are in the documents.
    #[must_use]
    pub fn new(service: &str, models: &[Model], sources: &Sources) -> Self {
        let history = History::merge(service, models);
        let pairs = models.iter().zip(models.iter().skip(1));
        let steps = pairs.map(|(old, new)| {
            let names = (old.api_version.as_str(), new.api_version.as_str());
            let mut changes = compare(old, new);
            // One order holds for all api-versions.
            changes.retain(|change| change.check != diff::Check::ArgumentsReordered);
            Comparison::new(names, changes, (sources, sources))
        });
        Self::of_history(history, steps.collect())
    }

    /// Traces two documents, under the names that a comparison gives them.
    fn between(old: &Model, new: &Model, comparison: Comparison) -> Self {
        let models = [old, new].map(Clone::clone);
        let mut history = History::merge(&comparison.new, &models);
        history.api_versions = vec![comparison.old.clone(), comparison.new.clone()];
        Self::of_history(history, vec![comparison])
    }

    fn of_history(history: History, steps: Vec<Comparison>) -> Self {
        let (operations, types) = trace::lives(&history, &steps);
        Self {
            service: history.service,
            title: history.title,
            api_versions: history.api_versions,
            operations,
            types,
            steps,
        }
    }

    /// The name of an api-version.
    fn version(&self, index: usize) -> &str {
        self.api_versions.get(index).map_or("", String::as_str)
    }

    /// A range for people: `always`, `since 2020-05-01`, `only 2020-05-01`, or `2017-02-27-preview to 2020-05-01`, whose
    /// last api-version is in the range.
    #[must_use]
    pub fn range_in_words(&self, range: Range) -> String {
        let last = range.end.map(|end| end.saturating_sub(1));
        match last {
            None if range.first == 0 => "always".to_owned(),
            None => format!("since {}", self.version(range.first)),
            Some(last) if last <= range.first => format!("only {}", self.version(range.first)),
            Some(last) => format!("{} to {}", self.version(range.first), self.version(last)),
        }
    }

    /// The number of changes of a class in all steps.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        let findings = self.steps.iter().flat_map(|step| &step.findings);
        findings
            .filter(|finding| finding.change.on_the_wire == class)
            .count()
    }

    /// The steps as a report of `diff`.
    fn report(&self) -> diff::Report {
        let name = |version: Option<&String>| version.cloned().unwrap_or_default();
        diff::Report {
            old: name(self.api_versions.first()),
            new: name(self.api_versions.last()),
            is_service: false,
            is_detailed: true,
            comparisons: self.steps.clone(),
            warnings: Warnings::default(),
        }
    }
}

/// The format of a history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a pull request or a wiki.
    Markdown,
    /// For tools.
    Json,
    /// For a browser: one file that loads nothing.
    Html,
}

/// Writes the histories of services; colours are for terminals, and only text has them.
///
/// The JSON has the version [`JSON_VERSION`] and follows `codegen/docs/history.schema.json`.
#[must_use]
pub fn write(timelines: &[Timeline], format: Format, colored: bool) -> String {
    match format {
        Format::Text => text::render(timelines, colored),
        Format::Markdown => markdown::render(timelines),
        Format::Json => json::render(timelines),
        Format::Html => {
            let names: Vec<_> = timelines.iter().map(|one| one.service.as_str()).collect();
            let title = format!("History of {}", names.join(", "));
            let page = timelines.iter().fold(Page::new(&title), Page::timeline);
            page.render()
        }
    }
}

/// The version of the JSON form. Members may be added within a version; none is renamed or removed.
pub const JSON_VERSION: u32 = 1;
