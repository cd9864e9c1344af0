//! Comparison of values: types, formats, constraints and defaults.

use std::cmp::Ordering;

use super::{
    Check, Release,
    comparison::{Comparison, Site},
    formats, reach,
    scalar::{Scalar, is_same_as, scalar},
    words,
};
use crate::{
    model::{Constraints, Model, Type, TypeKind, ValueKind, Variant},
    source::parse_json,
    text::JsonValue,
};
use indexmap::IndexMap;

/// Returns whether a value is any JSON, and not only any object.
fn is_any(ty: &Type, constraints: &Constraints) -> bool {
    *ty == Type::Json && !constraints.is_object
}

/// Returns whether a type allows null, and the type without null.
fn without_null(ty: &Type) -> (bool, &Type) {
    match ty {
        Type::Nullable(inner) => (true, without_null(inner).1),
        Type::Boxed(inner) | Type::Erased(inner) => without_null(inner),
        other => (false, other),
    }
}

/// Returns whether a value is an object without declared members, whose values may be anything.
fn is_bare((ty, constraints): Typed<'_>) -> bool {
    match ty {
        Type::Json => constraints.is_object,
        Type::Map(values) => **values == Type::Json && constraints.elements.is_none(),
        _ => false,
    }
}

/// Returns the words for an object without declared members.
fn bare(is_closed: bool) -> &'static str {
    match is_closed {
        true => "an object without members",
        false => "an object of any members",
    }
}

/// A type and its constraints.
type Typed<'t> = (&'t Type, &'t Constraints);

impl<'m> Comparison<'m> {
    /// Compares the values at one position of both documents.
    pub(super) fn value(&mut self, site: &Site, old: Typed<'_>, new: Typed<'_>) {
        let ((old_null, was), (new_null, is)) = (without_null(old.0), without_null(new.0));
        // A null is any JSON, and an object of any members says apart from its Rust type whether it may be null.
        let old_null = old_null || old.1.is_nullable;
        let new_null = new_null || new.1.is_nullable;
        if !is_any(was, old.1) && !is_any(is, new.1) {
            if new_null && !old_null {
                self.report(Check::BecameNullable, site, "may be null");
            } else if old_null && !new_null {
                self.report(Check::NoLongerNullable, site, "may not be null any more");
            }
        }
        if self.kind(site, (was, old.1), (is, new.1)) {
            let is_whole = [was, is].map(|ty| scalar(ty) == Some(Scalar::Whole));
            self.constraints(site, old.1, new.1, is_whole == [true, true]);
        }
    }

    /// Compares types. Returns whether their constraints can be compared too.
    fn kind(&mut self, site: &Site, old: Typed<'_>, new: Typed<'_>) -> bool {
        let inner = |constraints: &'_ Constraints| {
            constraints.elements.as_deref().cloned().unwrap_or_default()
        };
        let (was, is) = (old.0, new.0);
        match (was, is) {
            (Type::Json, Type::Json) => return self.any_json(site, old.1, new.1),
            (Type::Map(was), Type::Map(is)) => {
                let site = step(site, ".*");
                self.value(&site, (was, &inner(old.1)), (is, &inner(new.1)));
                return true;
            }
            _ if is_bare(old) || is_bare(new) => return self.bare_object(site, old, new),
            (Type::Array(was), Type::Array(is)) => {
                let site = step(site, "[]");
                self.value(&site, (was, &inner(old.1)), (is, &inner(new.1)));
                return true;
            }
            (Type::Tuple(was), Type::Tuple(is)) if was.len() == is.len() => {
                for (index, (was, is)) in was.iter().zip(is).enumerate() {
                    let site = step(site, &format!("[{index}]"));
                    let nothing = Constraints::default();
                    self.value(&site, (was, &nothing), (is, &nothing));
                }
                return true;
            }
            // One for each media type.
            (Type::OneOf(was), Type::OneOf(is)) if was.len() == is.len() => {
                for (was, is) in was.iter().zip(is) {
                    let nothing = Constraints::default();
                    self.value(site, (was, &nothing), (is, &nothing));
                }
                return true;
            }
            (Type::Named(was), Type::Named(is)) => return self.named(site, was, is),
            (
                Type::Bytes | Type::Content | Type::File,
                Type::Bytes | Type::Content | Type::File,
            ) => {
                if was != is {
                    self.report(Check::RustTypeChanged, site, "bytes as before");
                }
                return true;
            }
            _ => {}
        }
        if let (Some(was), Some(is)) = (scalar(was), scalar(is)) {
            if was == is {
                self.format(site, was, old.1, new.1);
                return true;
            }
            let check = match (was, is) {
                (Scalar::Whole, Scalar::Number) => Check::TypeWidened,
                (Scalar::Number, Scalar::Whole) => Check::TypeNarrowed,
                _ => Check::TypeChanged,
            };
            let what = self.was_is(old, new);
            self.report(check, site, &what);
            return false;
        }
        let kind_of = |model: &'m Model, ty: &Type| match ty {
            Type::Named(name) => model.types.get(name).map(|ty| &ty.kind),
            _ => None,
        };
        let (check, what) = match (kind_of(self.old, was), kind_of(self.new, is)) {
            _ if *is == Type::Json => (Check::TypeWidened, self.was_is(old, new)),
            _ if *was == Type::Json => (Check::TypeNarrowed, self.was_is(old, new)),
            (_, Some(TypeKind::Enumeration(ValueKind::Text, _))) if *was == Type::String => (
                Check::BecameEnumeration,
                "one out of a list; it was any text".to_owned(),
            ),
            (Some(TypeKind::Enumeration(ValueKind::Text, _)), _) if *is == Type::String => (
                Check::NoLongerEnumeration,
                "any text; it was one out of a list".to_owned(),
            ),
            (_, Some(TypeKind::Enumeration(ValueKind::Integer, variants)))
                if scalar(was) == Some(Scalar::Whole) =>
            {
                if !old.1.listed.is_empty() {
                    self.report(
                        Check::RustTypeChanged,
                        site,
                        "an integer out of a list as before",
                    );
                    let (was, is) = (&old.1.listed, listed_integers(variants));
                    self.listed_values(site, was, &is);
                    return false;
                }
                (
                    Check::BecameEnumeration,
                    "one out of a list; it was any integer".to_owned(),
                )
            }
            (Some(TypeKind::Enumeration(ValueKind::Integer, variants)), _)
                if scalar(is) == Some(Scalar::Whole) =>
            {
                if !new.1.listed.is_empty() {
                    self.report(
                        Check::RustTypeChanged,
                        site,
                        "an integer out of a list as before",
                    );
                    let (was, is) = (listed_integers(variants), &new.1.listed);
                    self.listed_values(site, &was, is);
                    return false;
                }
                (
                    Check::NoLongerEnumeration,
                    "any integer; it was one out of a list".to_owned(),
                )
            }
            (_, Some(TypeKind::Enumeration(ValueKind::Integer, _)))
                if scalar(was) == Some(Scalar::Number) =>
            {
                (Check::TypeNarrowed, self.was_is(old, new))
            }
            (Some(TypeKind::Enumeration(ValueKind::Integer, _)), _)
                if scalar(is) == Some(Scalar::Number) =>
            {
                (Check::TypeWidened, self.was_is(old, new))
            }
            (_, Some(TypeKind::Union(union))) if is_same_as((self.new, union), (was, old.1)) => {
                let what = "the same values as before";
                self.report(Check::RustTypeChanged, site, what);
                return false;
            }
            (Some(TypeKind::Union(union)), _) if is_same_as((self.old, union), (is, new.1)) => {
                let what = "the same values as before";
                self.report(Check::RustTypeChanged, site, what);
                return false;
            }
            (_, Some(TypeKind::Union(union)))
                if reach::alternative((self.new, union), (self.old, was)).is_some() =>
            {
                (
                    Check::BecameUnion,
                    "one of several types; it was one of them".to_owned(),
                )
            }
            (Some(TypeKind::Union(union)), _)
                if reach::alternative((self.old, union), (self.new, is)).is_some() =>
            {
                (
                    Check::NoLongerUnion,
                    "one type; it was one of several".to_owned(),
                )
            }
            _ => (Check::TypeChanged, self.was_is(old, new)),
        };
        self.report(check, site, &what);
        false
    }

    /// Compares two values of any JSON, of which one may be an object.
    fn any_json(&mut self, site: &Site, old: &Constraints, new: &Constraints) -> bool {
        let check = match (old.is_object, new.is_object) {
            (true, false) => Check::TypeWidened,
            (false, true) => Check::TypeNarrowed,
            _ => {
                self.closed(site, old.is_closed, new.is_closed);
                return true;
            }
        };
        let what = self.was_is((&Type::Json, old), (&Type::Json, new));
        self.report(check, site, &what);
        false
    }

    /// Compares whether objects without declared members allow any.
    fn closed(&mut self, site: &Site, old: bool, new: bool) {
        let (check, what) = match (old, new) {
            (false, true) => (Check::BecameClosed, "an object without members"),
            (true, false) => (Check::NoLongerClosed, "an object of any members"),
            _ => return,
        };
        let what = format!("{what}; it was {}", bare(old));
        let release = check.release().min(Release::Minor);
        self.report_with(
            check,
            release,
            site,
            &what,
            format!("{} is as before", site.rust),
        );
    }

    /// Compares an object without declared members with another type.
    fn bare_object(&mut self, site: &Site, old: Typed<'_>, new: Typed<'_>) -> bool {
        let (bare, other, model) = match (is_bare(old), is_bare(new)) {
            (true, true) => {
                self.report(Check::RustTypeChanged, site, "an object as before");
                self.closed(site, old.1.is_closed, new.1.is_closed);
                return true;
            }
            (true, false) => (old.1, new, self.new),
            _ => (new.1, old, self.old),
        };
        let kind = match other.0 {
            Type::Named(name) => model.types.get(name).map(|ty| &ty.kind),
            _ => None,
        };
        let is_object = match (other.0, kind) {
            (_, Some(TypeKind::Struct(fields))) => {
                // An object without members lacks those that are required.
                !bare.is_closed || fields.iter().all(|field| !field.required)
            }
            (Type::Map(_), _) | (_, Some(TypeKind::Union(_))) => !bare.is_closed,
            _ => false,
        };
        let check = match (is_object, is_bare(old) != bare.is_closed) {
            (false, _) => Check::TypeChanged,
            (true, true) => Check::TypeNarrowed,
            (true, false) => Check::TypeWidened,
        };
        let what = self.was_is(old, new);
        self.report(check, site, &what);
        false
    }

    pub(super) fn was_is(&self, was: Typed<'_>, is: Typed<'_>) -> String {
        let shown = |model: &Model, (ty, constraints): Typed<'_>| match ty {
            Type::Named(name) => model
                .types
                .get(name)
                .map_or("a definition", |ty| kind(&ty.kind)),
            Type::Json if constraints.is_object => bare(constraints.is_closed),
            other => words::kind(other),
        };
        let (was, is) = (shown(self.old, was), shown(self.new, is));
        match was == is {
            true => format!("{is} of another kind"),
            false => format!("{is}; it was {was}"),
        }
    }

    /// Compares the names and kinds of the definitions that a value refers to.
    fn named(&mut self, site: &Site, was: &str, is: &str) -> bool {
        let (Some(old), Some(new)) = (self.old.types.get(was), self.new.types.get(is)) else {
            return false;
        };
        let (old, new) = (&old.kind, &new.kind);
        let named = |name: &str| Type::Named(name.to_owned());
        match (old, new) {
            (TypeKind::Union(_), TypeKind::Union(_))
            | (TypeKind::Struct(_), TypeKind::Struct(_))
            | (TypeKind::Enumeration(..), TypeKind::Enumeration(..))
                if old.is_same_kind(new) =>
            {
                if !self.is_same(was, is) {
                    let what = format!("defined by `{is}`; it was defined by `{was}`");
                    self.report(Check::TypeReplaced, site, &what);
                }
                return true;
            }
            _ => {}
        }
        let (check, what) = match (old, new) {
            (_, TypeKind::Union(union))
                if reach::alternative((self.new, union), (self.old, &named(was))).is_some() =>
            {
                let what = format!("one of several types; it was `{was}`");
                (Check::BecameUnion, what)
            }
            (TypeKind::Union(union), _)
                if reach::alternative((self.old, union), (self.new, &named(is))).is_some() =>
            {
                let what = format!("always `{is}`; it was one of several types");
                (Check::NoLongerUnion, what)
            }
            _ => {
                let what = format!("{}; it was {}", kind(new), kind(old));
                (Check::TypeChanged, what)
            }
        };
        // The name may be the same, and the type is not.
        let rust = match was == is {
            true => format!("`{is}` is {}; it was {}", definition(new), definition(old)),
            false => site.held(),
        };
        self.report_in_rust(check, site, &what, rust);
        false
    }

    fn format(&mut self, site: &Site, scalar: Scalar, old: &Constraints, new: &Constraints) {
        let (was, is) = (formats::restriction(old), formats::restriction(new));
        if was == is {
            return;
        }
        let check = match formats::compare(scalar, was, is) {
            Some(Ordering::Less) => Check::FormatWidened,
            Some(Ordering::Greater) => Check::FormatNarrowed,
            Some(Ordering::Equal) if site.has_same_type() => return,
            Some(Ordering::Equal) => Check::RustTypeChanged,
            None => Check::FormatChanged,
        };
        let shown = |format: Option<&str>| {
            format.map_or_else(
                || "no format".to_owned(),
                |format| format!("format `{format}`"),
            )
        };
        self.report(
            check,
            site,
            &format!(
                "{}; it was {}",
                shown(new.format.as_deref()),
                shown(old.format.as_deref())
            ),
        );
    }

    fn constraints(&mut self, site: &Site, old: &Constraints, new: &Constraints, is_whole: bool) {
        if old == new {
            return;
        }
        self.listed(site, old, new);
        self.contents(site, old, new);
        self.limits(site, old, new, is_whole);
        match (&old.default, &new.default) {
            (None, Some(new)) => {
                let what = format!("the default is `{new}`");
                self.report_documented(Check::DefaultAdded, site, &what);
            }
            (Some(old), None) => {
                let what = format!("no default any more; it was `{old}`");
                self.report_documented(Check::DefaultRemoved, site, &what);
            }
            (Some(old), Some(new)) if old != new && json(old) != json(new) => {
                let what = format!("the default is `{new}`; it was `{old}`");
                self.report_documented(Check::DefaultChanged, site, &what);
            }
            _ => {}
        }
    }

    /// Compares content media types and encodings of texts.
    fn contents(&mut self, site: &Site, old: &Constraints, new: &Constraints) {
        let shown = |constraints: &Constraints| match (
            constraints.media_type.as_deref(),
            formats::encoding(constraints),
        ) {
            (None, None) => "nothing but text".to_owned(),
            (Some(only), None) | (None, Some(only)) => format!("`{only}`"),
            (Some(media_type), Some(encoding)) => format!("`{media_type}` as `{encoding}`"),
        };
        let (was, is) = (shown(old), shown(new));
        if was != is {
            let what = format!("it holds {is}; it held {was}");
            self.report_documented(Check::ContentsChanged, site, &what);
        }
    }

    /// Compares listed values that have no type of their own.
    fn listed(&mut self, site: &Site, old: &Constraints, new: &Constraints) {
        match (old.listed.is_empty(), new.listed.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let what = format!("one of {}; it was any value", new.listed.join(", "));
                self.report_documented(Check::BecameEnumeration, site, &what);
            }
            (false, true) => {
                let what = format!("any value; it was one of {}", old.listed.join(", "));
                self.report_documented(Check::NoLongerEnumeration, site, &what);
            }
            (false, false) => self.listed_values(site, &old.listed, &new.listed),
        }
    }

    fn listed_values(&mut self, site: &Site, old: &[String], new: &[String]) {
        let (was, is) = (values(old), values(new));
        for value in is.iter().filter(|(value, _)| !was.contains_key(*value)) {
            let value = value.1;
            let what = format!("may be {value}");
            self.report_documented(Check::ValueAdded, site, &what);
        }
        for value in was.iter().filter(|(value, _)| !is.contains_key(*value)) {
            let value = value.1;
            let what = format!("may not be {value} any more");
            self.report_documented(Check::ValueRemoved, site, &what);
        }
    }
}

/// Returns the values of an enumeration of integers as JSON texts.
fn listed_integers(variants: &[Variant]) -> Vec<String> {
    variants
        .iter()
        .map(|variant| variant.wire.clone())
        .collect()
}

/// Returns the value of a JSON text, to compare it.
fn json(text: &str) -> Option<JsonValue> {
    parse_json(text).map(|node| JsonValue::new(&node))
}

/// Returns listed values with their texts.
fn values(listed: &[String]) -> IndexMap<Option<JsonValue>, &str> {
    let listed = listed.iter();
    listed.map(|text| (json(text), text.as_str())).collect()
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "an object",
        TypeKind::Enumeration(ValueKind::Text, _) => "a text out of a list",
        TypeKind::Enumeration(ValueKind::Integer, _) => "an integer out of a list",
        TypeKind::Union(_) => "one of several types",
    }
}

/// Returns the Rust kind of a definition, in words.
pub(super) fn definition(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "a struct",
        TypeKind::Enumeration(ValueKind::Text, _) => "an enum of texts",
        TypeKind::Enumeration(ValueKind::Integer, _) => "an enum of integers",
        TypeKind::Union(_) => "an enum of types",
    }
}

/// Returns the site of the elements of a value.
pub(super) fn step(site: &Site, step: &str) -> Site {
    let wire = match site.wire.strip_suffix('`') {
        Some(path) => format!("{path}{step}`"),
        None => format!("elements of the {}", site.wire.trim_start_matches("the ")),
    };
    Site {
        wire,
        reach: site.reach.step(|path| format!("{path}{step}")),
        ..site.clone()
    }
}
