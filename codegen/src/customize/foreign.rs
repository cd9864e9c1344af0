//! Replaces generated types and types of the runtime by types of other crates.

use std::collections::HashMap;

use super::{
    DateTypes, DecimalType, ExternType,
    rule::{Change, Rule},
    walk,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    history::History,
    model::{Format, Integer, Type},
};

/// Replacement of a generated type.
struct Replacement {
    ty: Type,
    through_serde: bool,
}

/// Replaces generated types by extern types and removes them.
pub(super) fn replace_extern_types(
    history: &mut History,
    externs: &HashMap<String, &Rule>,
    diagnostics: &mut Diagnostics,
) {
    if externs.is_empty() {
        return;
    }
    let mut names: Vec<&String> = externs.keys().collect();
    names.sort();
    let mut replacements: HashMap<&str, Replacement> = HashMap::new();
    for name in names {
        let Some(rule) = externs.get(name) else {
            continue;
        };
        let Change::Extern(with) = &rule.change else {
            continue;
        };
        match with.replacement_for(name, rule) {
            Ok(one) => {
                if let (true, Type::Foreign { path, .. }) = (one.through_serde, &one.ty) {
                    history.foreign.through_serde.insert(path.clone());
                }
                replacements.insert(name, one);
            }
            Err(error) => diagnostics.push(*error),
        }
    }
    walk::visit_types(history, &mut |ty| {
        // The compiler looks into extern types, which have no reader in the table of erased ones.
        if let Type::Erased(inner) = ty
            && let Type::Named(name) = &**inner
            && replacements.contains_key(name.as_str())
        {
            *ty = Type::Boxed(inner.clone());
        }
        if let Type::Named(name) = ty
            && let Some(one) = replacements.get(name.as_str())
        {
            *ty = one.ty.clone();
        }
    });
    history
        .types
        .retain(|definition| !replacements.contains_key(definition.name.as_str()));
    let gone = |was: &Option<String>| {
        let was = was.as_deref();
        was.is_some_and(|was| replacements.contains_key(was))
    };
    for definition in &mut history.types {
        if gone(&definition.was) {
            definition.was = None;
        }
    }
    for operation in history.operations.iter_mut().map(|one| &mut one.newest) {
        let is_foreign = |body: &Option<Type>| matches!(body, Some(Type::Foreign { .. }));
        let mut bodies = operation.responses.iter().map(|response| &response.body);
        if operation.paging.is_some() && bodies.any(is_foreign) {
            operation.paging = None;
            diagnostics.push(
                Diagnostic::new(
                    Code::Paging,
                    format!(
                        "`{}` cannot be paged: the extern type of its page is not known here",
                        operation.id
                    ),
                )
                .at(operation.place.clone()),
            );
        }
    }
}

impl ExternType {
    /// Returns the replacement of the type with a name.
    fn replacement_for(&self, name: &str, rule: &Rule) -> Result<Replacement, Box<Diagnostic>> {
        let refuse = |message: String, help: &str| {
            Box::new(rule.problem(Code::ExternType, message).help(help))
        };
        let Some(path) = rule.part.name.replaced(name, &self.path).or_else(|| {
            // The pattern may have matched the name of the schema.
            (!self.path.contains('*')).then(|| self.path.clone())
        }) else {
            return Err(refuse(
                format!(
                    "`{}` has more `*` than `{}`",
                    self.path,
                    rule.part.name.as_str()
                ),
                "each is replaced by the text that a `*` of the pattern matched",
            ));
        };
        if let Some(ty) = builtin_type(&path) {
            return Ok(Replacement {
                ty,
                through_serde: false,
            });
        }
        let is_path = matches!(
            syn::parse_str::<syn::Type>(&path),
            Ok(syn::Type::Path(ty)) if ty.qself.is_none() && is_absolute(&ty.path)
        );
        if !is_path {
            return Err(refuse(
                format!("`{path}` is not an absolute path of a type"),
                "start with the crate: `crate::Money` or `::money::Money`",
            ));
        }
        Ok(Replacement {
            ty: Type::Foreign {
                path,
                stands_for: Box::new(Type::Named(name.to_owned())),
            },
            through_serde: self.through_serde,
        })
    }
}

fn is_absolute(path: &syn::Path) -> bool {
    let first = path.segments.first().map(|first| first.ident.to_string());
    let is_relative = matches!(first.as_deref(), Some("self" | "super" | "Self") | None);
    path.leading_colon.is_some() || (!is_relative && path.segments.len() > 1)
}

/// Returns a type that is in scope everywhere.
fn builtin_type(name: &str) -> Option<Type> {
    Some(match name {
        "String" => Type::String,
        "bool" => Type::Boolean,
        "f64" => Type::Float,
        "i8" => Type::Integer(Integer::I8),
        "i16" => Type::Integer(Integer::I16),
        "i32" => Type::Integer(Integer::I32),
        "i64" => Type::Integer(Integer::I64),
        "u8" => Type::Integer(Integer::U8),
        "u16" => Type::Integer(Integer::U16),
        "u32" => Type::Integer(Integer::U32),
        "u64" => Type::Integer(Integer::U64),
        "Json" => Type::Json,
        _ => return None,
    })
}

/// Replaces dates and decimals of the runtime by the chosen types.
pub(super) fn replace_value_types(history: &mut History, dates: DateTypes, decimals: DecimalType) {
    let mut crates = Vec::new();
    walk::visit_types(history, &mut |ty| {
        let Some((krate, new)) =
            date_replacement(dates, ty).or_else(|| decimal_replacement(decimals, ty))
        else {
            return;
        };
        crates.extend(krate);
        *ty = match new {
            NewType::Own(own) => own,
            NewType::Path(path) => Type::Foreign {
                path: path.to_owned(),
                stands_for: Box::new(ty.clone()),
            },
        };
    });
    history.foreign.crates.extend(crates);
}

enum NewType {
    Own(Type),
    Path(&'static str),
}

fn date_replacement(dates: DateTypes, ty: &Type) -> Option<(Option<&'static str>, NewType)> {
    let (krate, instant, local, day) = match dates {
        DateTypes::Own => return None,
        DateTypes::Text => {
            let is_date = matches!(
                ty,
                Type::DateTime
                    | Type::LocalDateTime
                    | Type::Date
                    | Type::Formatted(Format::HttpDate | Format::Duration)
            );
            return is_date.then_some((None, NewType::Own(Type::String)));
        }
        DateTypes::Time => (
            "time",
            "::time::OffsetDateTime",
            "::time::PrimitiveDateTime",
            "::time::Date",
        ),
        DateTypes::Chrono => (
            "chrono",
            "::chrono::DateTime<::chrono::FixedOffset>",
            "::chrono::NaiveDateTime",
            "::chrono::NaiveDate",
        ),
        DateTypes::ChronoUtc => (
            "chrono",
            "::chrono::DateTime<::chrono::Utc>",
            "::chrono::NaiveDateTime",
            "::chrono::NaiveDate",
        ),
        DateTypes::Jiff => (
            "jiff",
            "::jiff::Timestamp",
            "::jiff::civil::DateTime",
            "::jiff::civil::Date",
        ),
        DateTypes::JiffZoned => (
            "jiff",
            "::jiff::Zoned",
            "::jiff::civil::DateTime",
            "::jiff::civil::Date",
        ),
    };
    let path = match ty {
        Type::DateTime => instant,
        Type::LocalDateTime => local,
        Type::Date => day,
        _ => return None,
    };
    Some((Some(krate), NewType::Path(path)))
}

fn decimal_replacement(
    decimals: DecimalType,
    ty: &Type,
) -> Option<(Option<&'static str>, NewType)> {
    match (decimals, ty) {
        (DecimalType::RustDecimal, Type::Decimal) => Some((
            Some("rust_decimal"),
            NewType::Path("::rust_decimal::Decimal"),
        )),
        (DecimalType::Float, Type::Decimal) => Some((None, NewType::Own(Type::Float))),
        _ => None,
    }
}
