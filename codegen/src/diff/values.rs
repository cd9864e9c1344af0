//! Comparison of values: types, formats, constraints and defaults.

use std::cmp::Ordering;

use super::{
    Check,
    comparison::{Comparison, Site},
    reach, words,
};
use crate::model::{Constraint, Constraints, Model, Type, TypeKind, Union};
use billing_runtime::Decimal;

/// The wire type of a value, which can be more precise than its Rust type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scalar {
    Text,
    Boolean,
    Whole,
    Number,
}

fn scalar(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::String | Type::DateTime | Type::LocalDateTime | Type::Date => Some(Scalar::Text),
        Type::Boolean => Some(Scalar::Boolean),
        Type::Integer(_) => Some(Scalar::Whole),
        Type::Float | Type::Decimal => Some(Scalar::Number),
        Type::Formatted(format) if format.is_text() => Some(Scalar::Text),
        Type::Formatted(_) => Some(Scalar::Whole),
        _ => None,
    }
}

/// Returns whether a type allows null, and the type without null.
fn without_null(ty: &Type) -> (bool, &Type) {
    match ty {
        Type::Nullable(inner) => (true, without_null(inner).1),
        Type::Boxed(inner) | Type::Erased(inner) => without_null(inner),
        other => (false, other),
    }
}

impl Comparison<'_> {
    /// Compares the values at one position of both documents.
    pub(super) fn value(
        &mut self,
        site: &Site,
        old: (&Type, &Constraints),
        new: (&Type, &Constraints),
    ) {
        let ((old_null, was), (new_null, is)) = (without_null(old.0), without_null(new.0));
        if *was != Type::Json && *is != Type::Json {
            if new_null && !old_null {
                self.report(Check::BecameNullable, site, "may be null");
            } else if old_null && !new_null {
                self.report(Check::NoLongerNullable, site, "may not be null any more");
            }
        }
        if self.kind(site, (was, old.1), (is, new.1)) {
            self.constraints(site, old.1, new.1);
        }
    }

    /// Compares types. Returns whether their constraints can be compared too.
    fn kind(
        &mut self,
        site: &Site,
        old: (&Type, &Constraints),
        new: (&Type, &Constraints),
    ) -> bool {
        let inner = |constraints: &'_ Constraints| {
            constraints.elements.as_deref().cloned().unwrap_or_default()
        };
        let (was, is) = (old.0, new.0);
        match (was, is) {
            (Type::Json, Type::Json) => return true,
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
            (Type::Map(was), Type::Map(is)) => {
                let site = step(site, ".*");
                self.value(&site, (was, &inner(old.1)), (is, &inner(new.1)));
                return true;
            }
            (Type::Named(was), Type::Named(is)) => return self.named(site, was, is),
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
            let what = self.was_is(old.0, new.0);
            self.report(check, site, &what);
            return false;
        }
        let enumeration = |model: &Model, ty: &Type| matches!(ty, Type::Named(name) if matches!(model.types.get(name).map(|ty| &ty.kind), Some(TypeKind::Enumeration(_))));
        let union = |model: &Model, ty: &Type| match ty {
            Type::Named(name) => match model.types.get(name).map(|ty| &ty.kind) {
                Some(TypeKind::Union(union)) => Some(union.clone()),
                _ => None,
            },
            _ => None,
        };
        let holds = |union: &Union, ty: &Type| {
            let mut alternatives = union.alternatives.iter();
            alternatives.any(|alternative| reach::core(&alternative.ty) == ty)
        };
        let (check, what) = match (was, is) {
            (_, Type::Json) => (Check::TypeWidened, self.was_is(was, is)),
            (Type::Json, _) => (Check::TypeNarrowed, self.was_is(was, is)),
            (Type::String, ty) if enumeration(self.new, ty) => (
                Check::BecameEnumeration,
                "one out of a list; it was any text".to_owned(),
            ),
            (ty, Type::String) if enumeration(self.old, ty) => (
                Check::NoLongerEnumeration,
                "any text; it was one out of a list".to_owned(),
            ),
            (was, is) if union(self.new, is).is_some_and(|union| holds(&union, was)) => (
                Check::BecameUnion,
                "one of several types; it was one of them".to_owned(),
            ),
            (was, is) if union(self.old, was).is_some_and(|union| holds(&union, is)) => (
                Check::NoLongerUnion,
                "one type; it was one of several".to_owned(),
            ),
            _ => (Check::TypeChanged, self.was_is(was, is)),
        };
        self.report(check, site, &what);
        false
    }

    fn was_is(&self, was: &Type, is: &Type) -> String {
        let shown = |model: &Model, ty: &Type| match ty {
            Type::Named(name) => model
                .types
                .get(name)
                .map_or("a definition", |ty| kind(&ty.kind)),
            other => words::kind(other),
        };
        format!("{}; it was {}", shown(self.new, is), shown(self.old, was))
    }

    /// Compares the names and kinds of the definitions that a value refers to.
    fn named(&mut self, site: &Site, was: &str, is: &str) -> bool {
        let (Some(old), Some(new)) = (self.old.types.get(was), self.new.types.get(is)) else {
            return false;
        };
        let (old, new) = (&old.kind, &new.kind);
        match (old, new) {
            (TypeKind::Union(_), TypeKind::Union(_))
            | (TypeKind::Struct(_), TypeKind::Struct(_))
            | (TypeKind::Enumeration(_), TypeKind::Enumeration(_)) => {
                if !self.is_same(was, is) {
                    let what = format!("defined by `{is}`; it was defined by `{was}`");
                    self.report(Check::TypeReplaced, site, &what);
                }
                return true;
            }
            (_, TypeKind::Union(union)) if reach::holds(union, was) => {
                let what = format!("one of several types; it was `{was}`");
                self.report(Check::BecameUnion, site, &what);
            }
            (TypeKind::Union(union), _) if reach::holds(union, is) => {
                let what = format!("always `{is}`; it was one of several types");
                self.report(Check::NoLongerUnion, site, &what);
            }
            _ => {
                let what = format!("{}; it was {}", kind(new), kind(old));
                self.report(Check::TypeChanged, site, &what);
            }
        }
        false
    }

    fn format(&mut self, site: &Site, scalar: Scalar, old: &Constraints, new: &Constraints) {
        let (was, is) = (old.format.as_deref(), new.format.as_deref());
        if was == is {
            return;
        }
        let rank = |format: Option<&str>| match (scalar, format) {
            (_, None) => Some(3),
            (Scalar::Whole, Some("int32")) | (Scalar::Number, Some("float")) => Some(1),
            (Scalar::Whole, Some("int64")) | (Scalar::Number, Some("double")) => Some(2),
            _ => None,
        };
        let check = match (was, is, rank(was), rank(is)) {
            (None, _, _, _) => Check::FormatNarrowed,
            (_, None, _, _) => Check::FormatWidened,
            (_, _, Some(was), Some(is)) if was < is => Check::FormatWidened,
            (_, _, Some(_), Some(_)) => Check::FormatNarrowed,
            _ => Check::FormatChanged,
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
            &format!("{}; it was {}", shown(is), shown(was)),
        );
    }

    fn constraints(&mut self, site: &Site, old: &Constraints, new: &Constraints) {
        if old == new {
            return;
        }
        self.listed(site, old, new);
        self.contents(site, old, new);
        let limits: std::collections::BTreeSet<Constraint> = old
            .keywords
            .keys()
            .chain(new.keywords.keys())
            .copied()
            .collect();
        for limit in limits {
            self.limit(
                site,
                limit,
                old.keywords.get(&limit),
                new.keywords.get(&limit),
            );
        }
        let rust = || site.documented();
        match (&old.default, &new.default) {
            (None, Some(new)) => {
                let what = format!("the default is `{new}`");
                self.report_in_rust(Check::DefaultAdded, site, &what, rust());
            }
            (Some(old), None) => {
                let what = format!("no default any more; it was `{old}`");
                self.report_in_rust(Check::DefaultRemoved, site, &what, rust());
            }
            (Some(old), Some(new)) if old != new => {
                let what = format!("the default is `{new}`; it was `{old}`");
                self.report_in_rust(Check::DefaultChanged, site, &what, rust());
            }
            _ => {}
        }
    }

    /// Compares content media types and encodings of texts.
    fn contents(&mut self, site: &Site, old: &Constraints, new: &Constraints) {
        let shown =
            |constraints: &Constraints| match (&constraints.media_type, &constraints.encoding) {
                (None, None) => "nothing but text".to_owned(),
                (Some(only), None) | (None, Some(only)) => format!("`{only}`"),
                (Some(media_type), Some(encoding)) => format!("`{media_type}` as `{encoding}`"),
            };
        let (was, is) = (shown(old), shown(new));
        if was != is {
            let rust = site.documented();
            let what = format!("it holds {is}; it held {was}");
            self.report_in_rust(Check::ContentsChanged, site, &what, rust);
        }
    }

    /// Compares listed values that have no type of their own.
    fn listed(&mut self, site: &Site, old: &Constraints, new: &Constraints) {
        let rust = || site.documented();
        match (old.listed.is_empty(), new.listed.is_empty()) {
            (true, true) => {}
            (true, false) => {
                let what = format!("one of {}; it was any value", new.listed.join(", "));
                self.report_in_rust(Check::BecameEnumeration, site, &what, rust());
            }
            (false, true) => {
                let what = format!("any value; it was one of {}", old.listed.join(", "));
                self.report_in_rust(Check::NoLongerEnumeration, site, &what, rust());
            }
            (false, false) => {
                for value in new
                    .listed
                    .iter()
                    .filter(|value| !old.listed.contains(value))
                {
                    let what = format!("may be {value}");
                    self.report_in_rust(Check::ValueAdded, site, &what, rust());
                }
                for value in old
                    .listed
                    .iter()
                    .filter(|value| !new.listed.contains(value))
                {
                    let what = format!("may not be {value} any more");
                    self.report_in_rust(Check::ValueRemoved, site, &what, rust());
                }
            }
        }
    }

    fn limit(
        &mut self,
        site: &Site,
        limit: Constraint,
        old: Option<&String>,
        new: Option<&String>,
    ) {
        let is_pattern = limit == Constraint::Pattern;
        let keyword = limit.keyword();
        let (check, what) = match (old, new) {
            (None, Some(new)) => (
                if is_pattern {
                    Check::PatternAdded
                } else {
                    Check::LimitAdded
                },
                format!("`{keyword}` is `{new}`; there was none"),
            ),
            (Some(old), None) => (
                if is_pattern {
                    Check::PatternRemoved
                } else {
                    Check::LimitRemoved
                },
                format!("no `{keyword}` any more; it was `{old}`"),
            ),
            (Some(old), Some(new)) if old != new => {
                let what = format!("`{keyword}` is `{new}`; it was `{old}`");
                match moved(limit, old, new) {
                    Some(check) => (check, what),
                    None => return,
                }
            }
            _ => return,
        };
        let rust = site.documented();
        self.report_in_rust(check, site, &what, rust);
    }
}

/// Returns the check for a changed constraint; none if both bounds are the same number.
fn moved(limit: Constraint, old: &str, new: &str) -> Option<Check> {
    if limit == Constraint::Pattern {
        return Some(Check::PatternChanged);
    }
    let (Ok(was), Ok(is)) = (old.parse::<Decimal>(), new.parse::<Decimal>()) else {
        return Some(Check::LimitChanged);
    };
    let order = is.cmp(&was);
    let is_lower_bound = match limit {
        Constraint::Minimum
        | Constraint::ExclusiveMinimum
        | Constraint::MinLength
        | Constraint::MinItems
        | Constraint::MinProperties => true,
        Constraint::MultipleOf => {
            let (was, is) = (was.to_f64(), is.to_f64());
            let divides = |divisor: f64, number: f64| divisor != 0.0 && number % divisor == 0.0;
            return match order {
                Ordering::Equal => None,
                _ if divides(was, is) => Some(Check::LimitTightened),
                _ if divides(is, was) => Some(Check::LimitLoosened),
                _ => Some(Check::LimitChanged),
            };
        }
        _ => false,
    };
    match (order, is_lower_bound) {
        (Ordering::Equal, _) => None,
        (Ordering::Greater, true) | (Ordering::Less, false) => Some(Check::LimitTightened),
        _ => Some(Check::LimitLoosened),
    }
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "an object",
        TypeKind::Enumeration(_) => "a text out of a list",
        TypeKind::Union(_) => "one of several types",
    }
}

/// Returns the site of the elements of a value.
fn step(site: &Site, step: &str) -> Site {
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
