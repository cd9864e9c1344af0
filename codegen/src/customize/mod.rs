//! What a user wants otherwise than the documents and this generator have it.
//!
//! A [`Customization`] is a list of rules. Each names parts by a pattern, in which `*` stands for any text, and says what
//! is to be done with them; it is applied to histories, so that it holds for every api-version and for all that is made of
//! them. A pattern means a part by its name in Rust, as it would be without any customization, or by its name in the
//! document.
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
//! // A rule that has nothing to do is an error.
//! assert_eq!(diagnostics.iter().next().map(|one| one.message.as_str()), Some("there is no type `Money`"));
//! ```
//!
//! [`customizing`](crate::guide::customizing) shows each with what it makes.

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

/// The types of members that hold dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateTypes {
    /// Those of the runtime: the text that was sent, compared by what it means.
    #[default]
    Own,
    /// `String`.
    Text,
    /// `time::OffsetDateTime`, `PrimitiveDateTime` and `Date`.
    Time,
    /// `chrono::DateTime<FixedOffset>`, `NaiveDateTime` and `NaiveDate`.
    Chrono,
    /// The same with `chrono::DateTime<Utc>`; an instant that is not in UTC is kept.
    ChronoUtc,
    /// `jiff::Timestamp`, `civil::DateTime` and `civil::Date`; an instant that is not in UTC is kept.
    Jiff,
    /// The same with `jiff::Zoned`.
    JiffZoned,
}

/// The type of members that hold decimal numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalType {
    /// That of the runtime: a number of any size and precision.
    #[default]
    Own,
    /// `rust_decimal::Decimal`; a number that it would not give back digit by digit is kept.
    RustDecimal,
    /// `f64`, the nearest binary float. The digits that were sent are given up.
    Float,
}

/// A type that stands for a generated one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternType {
    path: String,
    through_serde: bool,
}

impl ExternType {
    /// The type at a path, which implements the runtime's `Value`, `Clone`, `Debug` and `PartialEq`.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            through_serde: false,
        }
    }

    /// Of the type is only known that it implements serde's traits (and `Clone`, `Debug` and `PartialEq`): the runtime's
    /// `Value` is implemented through these.
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

/// What is to be otherwise in what is generated.
#[derive(Clone, Default)]
pub struct Customization {
    rules: Vec<Rule>,
    dates: DateTypes,
    decimals: DecimalType,
    hooks: Vec<Hook>,
    file_hooks: Vec<FileHook>,
}

impl Customization {
    /// Nothing is otherwise.
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

    /// Adds what a file says, with the places of its key and its value.
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

    /// A type of the user's stands for generated ones, which are not generated. Its path begins with its crate, or it is
    /// one that every module knows, as `String`, or the runtime's `Json`; a `*` in it is what that of the pattern stood for.
    #[must_use]
    pub fn extern_type(self, types: &str, with: impl Into<ExternType>) -> Self {
        self.on(
            PartKind::Type,
            types,
            Change::Extern(with.into()),
            "extern_type",
        )
    }

    /// Derives more for types: `Eq, Hash`. What a type has without being asked is not derived twice. Where one can't have
    /// a trait, that is an error, or a warning if a wildcard means it among others.
    #[must_use]
    pub fn derive(self, types: &str, traits: &str) -> Self {
        self.on(
            PartKind::Type,
            types,
            Change::Derive(traits.to_owned()),
            "derive",
        )
    }

    /// Puts an attribute on types.
    #[must_use]
    pub fn attribute(self, types: &str, attribute: &str) -> Self {
        let change = Change::Attribute(attribute.to_owned());
        self.on(PartKind::Type, types, change, "attribute")
    }

    /// Puts an attribute on members of types.
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

    /// Gives a type another name. A `*` in it is what that of the pattern stood for. What stands inside of the type and
    /// is called after it keeps its name.
    #[must_use]
    pub fn rename_type(self, types: &str, name: &str) -> Self {
        self.on(
            PartKind::Type,
            types,
            Change::Rename(name.to_owned()),
            "rename_type",
        )
    }

    /// Gives a member of types another name.
    #[must_use]
    pub fn rename_member(self, types: &str, members: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on_part(PartKind::Member, [types, members], change, "rename_member")
    }

    /// Gives a listed value, or an alternative of a union, another name.
    #[must_use]
    pub fn rename_value(self, types: &str, values: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on_part(PartKind::Value, [types, values], change, "rename_value")
    }

    /// Gives the request type of an operation another name. The operation may be meant by its operationId.
    #[must_use]
    pub fn rename_operation(self, operations: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on(PartKind::Operation, operations, change, "rename_operation")
    }

    /// Gives a parameter of operations another name.
    #[must_use]
    pub fn rename_parameter(self, operations: &str, parameters: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        let part = [operations, parameters];
        self.on_part(PartKind::Parameter, part, change, "rename_parameter")
    }

    /// Gives the module of a service another name.
    #[must_use]
    pub fn rename_module(self, services: &str, name: &str) -> Self {
        let change = Change::Rename(name.to_owned());
        self.on(PartKind::Module, services, change, "rename_module")
    }

    /// Describes types in other words, in Markdown.
    #[must_use]
    pub fn docs(self, types: &str, text: &str) -> Self {
        self.on(PartKind::Type, types, Change::Docs(text.to_owned()), "docs")
    }

    /// Describes members in other words.
    #[must_use]
    pub fn member_docs(self, types: &str, members: &str, text: &str) -> Self {
        let change = Change::Docs(text.to_owned());
        self.on_part(PartKind::Member, [types, members], change, "member_docs")
    }

    /// Describes operations in other words.
    #[must_use]
    pub fn operation_docs(self, operations: &str, text: &str) -> Self {
        let change = Change::Docs(text.to_owned());
        self.on(PartKind::Operation, operations, change, "operation_docs")
    }

    /// The types of members that hold dates.
    #[must_use]
    pub fn dates(mut self, types: DateTypes) -> Self {
        self.dates = types;
        self
    }

    /// The type of members that hold decimal numbers.
    #[must_use]
    pub fn decimals(mut self, ty: DecimalType) -> Self {
        self.decimals = ty;
        self
    }

    /// Looks at each history, as the rules have made it, and says what else is to be otherwise. Patterns mean parts by the
    /// names that they have by then; hooks of what is returned are not called.
    ///
    /// ```
    /// use billing_codegen::customize::Customization;
    ///
    /// // Whatever the documents say is deprecated is hidden.
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

    /// Changes the text of each generated file but `Cargo.toml` before it is written; the hook gets its path and its text.
    /// A text that keeps its first line is still known as generated.
    #[must_use]
    pub fn edit_files(
        mut self,
        hook: impl Fn(&str, String) -> String + Send + Sync + 'static,
    ) -> Self {
        self.file_hooks.push(Arc::new(hook));
        self
    }

    /// All that another customization says, after what this one says.
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

    /// Changes histories. A rule that means nothing in any of them is reported, and so is what can't be done.
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

    /// The text of a file as the hooks make it.
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
