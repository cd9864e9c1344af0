//! Customizations of the generated code.
//!
//! A [`Customization`] is a list of rules. Each rule has a pattern, in which `*` matches any text, and a change for the parts
//! that match. Rules are applied to histories, so they hold for every api-version. A pattern matches the Rust name that a
//! part has without customizations, or its name in the document.
//!
//! ```
//! use billing_codegen::{
//!     customize::{Customization, DateTypes},
//!     diagnostic::Diagnostics,
//!     history::History,
//! };
//!
//! let rules = Customization::new()
//!     .extern_type("Money", "crate::Money")
//!     .derive("*", "Eq, Hash")
//!     .rename_type("*Dto", "*")
//!     .dates(DateTypes::Time);
//!
//! let mut histories: Vec<History> = Vec::new();
//! let mut diagnostics = Diagnostics::default();
//! rules.apply(&mut histories, &mut diagnostics);
//!
//! // A rule that matches nothing is an error.
//! assert_eq!(diagnostics.iter().next().map(|one| one.message.as_str()), Some("there is no type `Money`"));
//! ```
//!
//! [`customizing`](crate::guide::customizing) shows each rule with its result.

mod apply;
mod attributes;
mod derives;
mod foreign;
mod matched;
mod names;
mod rule;
mod walk;

use std::{fmt, sync::Arc};

use self::rule::{Part, Rule, RuleOrigin, Rules};
use crate::{
    diagnostic::{Diagnostics, Place},
    history::History,
    pattern::Pattern,
};

pub(crate) use self::rule::{Change, PartKind};

/// Types of date fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateTypes {
    /// Types of the runtime: the text as it was sent, compared by its meaning.
    #[default]
    Own,
    /// `String`.
    Text,
    /// `time::OffsetDateTime`, `PrimitiveDateTime` and `Date`.
    Time,
    /// `chrono::DateTime<FixedOffset>`, `NaiveDateTime` and `NaiveDate`.
    Chrono,
    /// Like `Chrono`, but with `chrono::DateTime<Utc>`; an instant that is not in UTC is kept.
    ChronoUtc,
    /// `jiff::Timestamp`, `civil::DateTime` and `civil::Date`; an instant that is not in UTC is kept.
    Jiff,
    /// Like `Jiff`, but with `jiff::Zoned`.
    JiffZoned,
}

/// Type of decimal fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalType {
    /// Type of the runtime: a number of any size and precision.
    #[default]
    Own,
    /// `rust_decimal::Decimal`; a number that it cannot represent digit by digit is kept.
    RustDecimal,
    /// `f64`, the nearest binary float. The digits of the number are lost.
    Float,
}

/// A type of yours that replaces a generated one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternType {
    path: String,
    through_serde: bool,
}

impl ExternType {
    /// Creates an extern type from a path. The type implements `Value` of the runtime, `Clone`, `Debug` and
    /// `PartialEq`.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            through_serde: false,
        }
    }

    /// Implements `Value` through serde, for a type that has only `Serialize`, `Deserialize`, `Clone`, `Debug` and
    /// `PartialEq`.
    #[must_use]
    pub fn through_serde(mut self) -> Self {
        self.through_serde = true;
        self
    }
}

impl From<&str> for ExternType {
    fn from(path: &str) -> Self {
        Self::new(path)
    }
}

impl From<String> for ExternType {
    fn from(path: String) -> Self {
        Self::new(path)
    }
}

type Hook = Arc<dyn Fn(&History) -> Customization + Send + Sync>;
type FileHook = Arc<dyn Fn(&str, String) -> String + Send + Sync>;

/// Rules that change the generated code.
#[derive(Clone, Default)]
pub struct Customization {
    rules: Vec<Rule>,
    dates: DateTypes,
    decimals: DecimalType,
    hooks: Vec<Hook>,
    file_hooks: Vec<FileHook>,
}

impl Customization {
    /// Creates a customization without rules.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn rule(&mut self, part: Part, change: Change, origin: RuleOrigin) {
        self.rules.push(Rule {
            part,
            change,
            origin,
        });
    }

    fn on(mut self, kind: PartKind, name: &str, change: Change, call: &str) -> Self {
        let origin = RuleOrigin::Call(format!("{call}({name:?}, ..)"));
        let part = Part {
            kind,
            owner: None,
            name: Pattern::new(name),
        };
        self.rule(part, change, origin);
        self
    }

    fn on_part(mut self, kind: PartKind, part: [&str; 2], change: Change, call: &str) -> Self {
        let [owner, name] = part;
        let origin = RuleOrigin::Call(format!("{call}({owner:?}, {name:?}, ..)"));
        let part = Part {
            kind,
            owner: Some(Pattern::new(owner)),
            name: Pattern::new(name),
        };
        self.rule(part, change, origin);
        self
    }

    /// Adds a rule of a configuration file, with the locations of its key and its value.
    pub(crate) fn add(
        &mut self,
        kind: PartKind,
        owner: Option<&str>,
        name: &str,
        change: Change,
        [key, value]: [Place; 2],
    ) {
        let part = Part {
            kind,
            owner: owner.map(Pattern::new),
            name: Pattern::new(name),
        };
        self.rule(part, change, RuleOrigin::File { key, value });
    }

    pub(crate) fn set_dates(&mut self, types: Option<DateTypes>) {
        self.dates = types.unwrap_or_default();
    }

    pub(crate) fn set_decimals(&mut self, ty: Option<DecimalType>) {
        self.decimals = ty.unwrap_or_default();
    }

    /// Replaces generated types by a type of yours. Its path starts with a crate, or it is a type in scope everywhere,
    /// such as `String`, or `Json` of the runtime. A `*` in the path is the text that the `*` of the pattern matched.
    #[must_use]
    pub fn extern_type(self, types: &str, with: impl Into<ExternType>) -> Self {
        self.on(
            PartKind::Type,
            types,
            Change::Extern(with.into()),
            "extern_type",
        )
    }

    /// Derives further traits for types: `Eq, Hash`. Traits that a type has anyway are skipped. A trait that cannot be
    /// derived is an error if the pattern names the type, and a warning if a wildcard matches it.
    #[must_use]
    pub fn derive(self, types: &str, traits: &str) -> Self {
        self.on(
            PartKind::Type,
            types,
            Change::Derive(traits.to_owned()),
            "derive",
        )
    }

    /// Adds an attribute to types.
    #[must_use]
    pub fn attribute(self, types: &str, attribute: &str) -> Self {
        let change = Change::Attribute(attribute.to_owned());
        self.on(PartKind::Type, types, change, "attribute")
    }

    /// Adds an attribute to members of types.
    #[must_use]
    pub fn member_attribute(self, types: &str, members: &str, attribute: &str) -> Self {
        let change = Change::Attribute(attribute.to_owned());
        self.on_part(
            PartKind::Member,
            [types, members],
            change,
            "member_attribute",
        )
    }

    /// Renames types. A `*` in the new name is the text that the `*` of the pattern matched. Types that are named
    /// after their position inside a renamed type keep their names.
    #[must_use]
    pub fn rename_type(self, types: &str, name: &str) -> Self {
        self.on(
            PartKind::Type,
            types,
            Change::Rename(name.to_owned()),
            "rename_type",
        )
    }

    /// Renames members of types.
    #[must_use]
    pub fn rename_member(self, types: &str, members: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on_part(PartKind::Member, [types, members], change, "rename_member")
    }

    /// Renames values of an enumeration or alternatives of a union.
    #[must_use]
    pub fn rename_value(self, types: &str, values: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on_part(PartKind::Value, [types, values], change, "rename_value")
    }

    /// Renames the request types of operations. The pattern matches the Rust name or the operationId.
    #[must_use]
    pub fn rename_operation(self, operations: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on(PartKind::Operation, operations, change, "rename_operation")
    }

    /// Renames parameters of operations.
    #[must_use]
    pub fn rename_parameter(self, operations: &str, parameters: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        let part = [operations, parameters];
        self.on_part(PartKind::Parameter, part, change, "rename_parameter")
    }

    /// Renames the modules of services and of api-versions. The pattern matches the name of a service, the Rust name of the module of
    /// an api-version, or the api-version.
    #[must_use]
    pub fn rename_module(self, services: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on(PartKind::Module, services, change, "rename_module")
    }

    /// Replaces the documentation of types; the text is Markdown.
    #[must_use]
    pub fn docs(self, types: &str, text: &str) -> Self {
        self.on(PartKind::Type, types, Change::Docs(text.to_owned()), "docs")
    }

    /// Replaces the documentation of members.
    #[must_use]
    pub fn member_docs(self, types: &str, members: &str, text: &str) -> Self {
        let change = Change::Docs(text.to_owned());
        self.on_part(PartKind::Member, [types, members], change, "member_docs")
    }

    /// Replaces the documentation of operations.
    #[must_use]
    pub fn operation_docs(self, operations: &str, text: &str) -> Self {
        let change = Change::Docs(text.to_owned());
        self.on(PartKind::Operation, operations, change, "operation_docs")
    }

    /// Sets the types of date fields.
    #[must_use]
    pub fn dates(mut self, types: DateTypes) -> Self {
        self.dates = types;
        self
    }

    /// Sets the type of decimal fields.
    #[must_use]
    pub fn decimals(mut self, ty: DecimalType) -> Self {
        self.decimals = ty;
        self
    }

    /// Adds rules that depend on the histories. The hook receives each history after all other rules were applied, and its
    /// patterns match the names of parts at that point. Hooks of the returned customization are not called.
    ///
    /// ```
    /// use billing_codegen::customize::Customization;
    ///
    /// // Hide everything that the documents deprecate.
    /// let rules = Customization::new().post_process(|history| {
    ///     let types = history.types.iter().filter(|one| one.docs.deprecated);
    ///     types.fold(Customization::new(), |rules, one| {
    ///         rules.attribute(&one.name, "#[doc(hidden)]")
    ///     })
    /// });
    /// # let _ = rules;
    /// ```
    #[must_use]
    pub fn post_process(mut self, hook: impl Fn(&History) -> Self + Send + Sync + 'static) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Changes the text of each generated file except `Cargo.toml` before it is written. The hook receives path and
    /// text. The first line marks a file as generated: a text that loses it gets it back, and a comment may precede it.
    #[must_use]
    pub fn edit_files(
        mut self,
        hook: impl Fn(&str, String) -> String + Send + Sync + 'static,
    ) -> Self {
        self.file_hooks.push(Arc::new(hook));
        self
    }

    /// Appends the rules and hooks of another customization.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.rules.extend(other.rules);
        if other.dates != DateTypes::Own {
            self.dates = other.dates;
        }
        if other.decimals != DecimalType::Own {
            self.decimals = other.decimals;
        }
        self.hooks.extend(other.hooks);
        self.file_hooks.extend(other.file_hooks);
        self
    }

    /// Applies the rules and hooks to histories. Rules that match nothing, and changes that are not possible, are
    /// reported.
    pub fn apply(&self, histories: &mut [History], diagnostics: &mut Diagnostics) {
        self.apply_rules(histories, diagnostics);
        for hook in &self.hooks {
            for history in histories.iter_mut() {
                let more = hook(history);
                more.apply_rules(std::slice::from_mut(history), diagnostics);
            }
        }
    }

    fn apply_rules(&self, histories: &mut [History], diagnostics: &mut Diagnostics) {
        let rules = Rules(&self.rules);
        rules.check(histories, diagnostics);
        for history in histories {
            let found = apply::change_parts(history, rules, diagnostics);
            foreign::replace_value_types(history, self.dates, self.decimals);
            derives::apply(history, &found, diagnostics);
            foreign::replace_extern_types(history, &found.externs, diagnostics);
            found.names.apply(history, diagnostics);
        }
    }

    /// Returns the text of a generated file after all hooks.
    #[must_use]
    pub(crate) fn edit_file(&self, path: &str, text: String) -> String {
        let mut text = text;
        for hook in &self.file_hooks {
            text = hook(path, text);
        }
        text
    }
}

impl fmt::Debug for Customization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Customization")
            .field("rules", &self.rules)
            .field("dates", &self.dates)
            .field("decimals", &self.decimals)
            .field("hooks", &(self.hooks.len() + self.file_hooks.len()))
            .finish()
    }
}
