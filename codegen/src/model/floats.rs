//! Lints for binary floats, which hold most decimal fractions only approximately.

use super::{Model, Type, TypeKind};
use crate::{
    case,
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
};

/// Words of names of money. `value` alone is money in a type whose own name says so.
const MONEY: [&str; 22] = [
    "amount", "balance", "charge", "charges", "cost", "costs", "credit", "debit", "discount",
    "due", "fee", "fees", "money", "paid", "payment", "price", "prices", "refund", "revenue",
    "subtotal", "tax", "total",
];

/// Reports members and parameters that are binary floats, if somebody asks for it.
pub(super) fn lint(model: &Model, diagnostics: &mut Diagnostics) {
    let is_asked = |code| diagnostics.is_enabled(code);
    if !is_asked(Code::MoneyAsFloat) && !is_asked(Code::BinaryFloat) {
        return;
    }
    for (name, ty) in &model.types {
        if let TypeKind::Struct(fields) = &ty.kind {
            for field in fields.iter().filter(|field| has_float(&field.ty)) {
                let is_money = is_money(&field.wire) || field.wire == "value" && is_money(name);
                let what = format!("`{name}.{}`", field.wire);
                report(&what, is_money, &field.place, diagnostics);
            }
        }
    }
    for operation in &model.operations {
        for parameter in operation.parameters.iter().filter(|one| has_float(&one.ty)) {
            let what = format!("the parameter `{}`", parameter.wire);
            report(
                &what,
                is_money(&parameter.wire),
                &parameter.place,
                diagnostics,
            );
        }
    }
}

fn report(what: &str, is_money: bool, place: &Place, diagnostics: &mut Diagnostics) {
    let help = "make it exact: `--floats decimal`, or an override with `floats: decimal`";
    let (code, message) = match is_money {
        true => (
            Code::MoneyAsFloat,
            format!("{what} looks like money, and is a binary float"),
        ),
        false => (Code::BinaryFloat, format!("{what} is a binary float")),
    };
    diagnostics.push(Diagnostic::new(code, message).at(place.clone()).help(help));
    if is_money {
        let message = format!("{what} is a binary float");
        let diagnostic = Diagnostic::new(Code::BinaryFloat, message).at(place.clone());
        diagnostics.push(diagnostic.help(help));
    }
}

fn has_float(ty: &Type) -> bool {
    match ty {
        Type::Float => true,
        Type::Array(inner)
        | Type::Map(inner)
        | Type::Nullable(inner)
        | Type::Boxed(inner)
        | Type::Erased(inner) => has_float(inner),
        Type::Tuple(elements) | Type::OneOf(elements) => elements.iter().any(has_float),
        _ => false,
    }
}

fn is_money(name: &str) -> bool {
    let snake = case::snake(name);
    snake.split('_').any(|word| MONEY.contains(&word)) || snake.contains("sub_total")
}
