//! A definition that is unchanged, with everything it refers to, is one type in both api-versions. A changed one is two
//! types.

use std::{any::TypeId, collections::BTreeSet};

use billing_api::azure::{
    v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
    v2024_08_01_preview as v2024_08,
};
use billing_codegen::model::{Model, Type, TypeKind};

use crate::models::model;

/// Compiles only for two values of one type.
fn is_same<T: PartialEq>(one: &T, other: &T) -> bool {
    one == other
}

#[test]
fn unchanged_from_2017_to_2020() {
    assert!(is_same(
        &v2017::DownloadUrl::default(),
        &v2020::DownloadUrl::default()
    ));
    assert!(is_same(
        &v2017::Resource::default(),
        &v2020::Resource::default()
    ));
    assert_eq!(
        unchanged("2017-02-27-preview", "2020-05-01"),
        ["DownloadUrl", "Resource"]
    );
}

#[test]
fn unchanged_from_2020_to_2024() {
    assert!(is_same(
        &v2020::Amount::default(),
        &v2024::Amount::default()
    ));
    assert!(is_same(
        &v2020::RebillDetails::default(),
        &v2024::RebillDetails::default()
    ));
    assert_eq!(
        unchanged("2020-05-01", "2024-04-01"),
        ["Amount", "RebillDetails"]
    );
}

/// Lists and payments changed, and what holds them; all other types are shared.
#[test]
fn unchanged_from_2024_04_to_2024_08() {
    assert!(is_same(
        &v2024::TransactionProperties::default(),
        &v2024_08::TransactionProperties::default()
    ));
    let unchanged = unchanged("2024-04-01", "2024-08-01-preview");
    for name in [
        "Amount",
        "ErrorResponse",
        "InvoiceDocument",
        "Transaction",
        "RebillDetails",
    ] {
        assert!(unchanged.contains(&name.to_owned()), "{name}");
    }
    assert_eq!(unchanged.len(), 30);
}

#[test]
fn a_shared_type_passes_between_api_versions() {
    let amount = v2020::Amount {
        currency: Some("USD".to_owned()),
        ..v2020::Amount::default()
    };
    let old = v2020::InvoiceProperties {
        amount_due: Some(amount),
        ..v2020::InvoiceProperties::default()
    };
    let new = v2024::InvoiceProperties {
        amount_due: old.amount_due,
        ..v2024::InvoiceProperties::default()
    };
    assert_eq!(new.amount_due.unwrap().currency.as_deref(), Some("USD"));
}

macro_rules! assert_distinct {
    ($old:ident, $new:ident: $($name:ident),+ $(,)?) => {
        $(
            let (old, new) = (TypeId::of::<$old::$name>(), TypeId::of::<$new::$name>());
            assert_ne!(old, new, "{} changed", stringify!($name));
        )+
        let distinct = BTreeSet::from([$(stringify!($name).to_owned()),+]);
        assert_eq!(distinct, changed_types(api_version(stringify!($old)), api_version(stringify!($new))));
    };
}

#[test]
fn changed_from_2017_to_2020() {
    assert_distinct!(v2017, v2020: ErrorDetails, ErrorResponse, Invoice, InvoiceProperties, Operation, OperationDisplay, OperationListResult);
}

#[test]
fn changed_from_2020_to_2024() {
    assert_distinct!(
        v2020, v2024:
        DocumentSource, ErrorResponse, Invoice, InvoiceDocumentType, InvoiceListResult, InvoiceProperties, InvoiceStatus,
        InvoiceType, PaymentMethodFamily, Resource, Transaction, TransactionListResult, TransactionProperties,
    );
}

#[test]
fn changed_from_2024_04_to_2024_08() {
    assert_distinct!(
        v2024, v2024_08:
        Invoice, InvoiceListResult, InvoiceProperties, Payment, PaymentMethodFamily, TransactionListResult,
    );
}

#[test]
fn a_changed_operation_has_its_own_request() {
    let requests = [
        TypeId::of::<v2017::operations::InvoicesGet>(),
        TypeId::of::<v2020::operations::InvoicesGet>(),
        TypeId::of::<v2024::operations::InvoicesGet>(),
        TypeId::of::<v2020::operations::TransactionsListByInvoice>(),
        TypeId::of::<v2024::operations::TransactionsListByInvoice>(),
        TypeId::of::<v2020::operations::InvoicesListByBillingAccount>(),
        TypeId::of::<v2024::operations::InvoicesListByBillingAccount>(),
    ];
    assert_eq!(BTreeSet::from(requests).len(), requests.len());
}

fn api_version(module: &str) -> &'static str {
    match module {
        "v2017" => "2017-02-27-preview",
        "v2020" => "2020-05-01",
        "v2024" => "2024-04-01",
        "v2024_08" => "2024-08-01-preview",
        other => panic!("{other} is no module"),
    }
}

/// Returns the types of both api-versions that differ or refer to a type that differs.
fn changed_types(old: &str, new: &str) -> BTreeSet<String> {
    let (old, new) = (model("azure", old), model("azure", new));
    let unchanged = unchanged_types(&old, &new);
    let both = old
        .types
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| new.types.contains_key(name));
    both.filter(|name| !unchanged.contains(name)).collect()
}

fn unchanged(old: &str, new: &str) -> Vec<String> {
    unchanged_types(&model("azure", old), &model("azure", new))
        .into_iter()
        .collect()
}

/// Returns the largest set of types that have equal members in both models and refer only to each other.
fn unchanged_types(old: &Model, new: &Model) -> BTreeSet<String> {
    let alike = |name: &&String| {
        new.types
            .get(*name)
            .is_some_and(|other| structure(&old.types[*name].kind) == structure(&other.kind))
    };
    let mut unchanged: BTreeSet<String> = old.types.keys().filter(alike).cloned().collect();
    loop {
        let closed = |name: &&String| structure(&old.types[*name].kind).1.is_subset(&unchanged);
        let next: BTreeSet<String> = unchanged.iter().filter(closed).cloned().collect();
        if next == unchanged {
            return unchanged;
        }
        unchanged = next;
    }
}

/// Returns the members of a type without order and descriptions, and the types that it refers to.
fn structure(kind: &TypeKind) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut named = BTreeSet::new();
    let parts = match kind {
        TypeKind::Struct(fields) => {
            let part = |field: &billing_codegen::model::Field| {
                collect(&field.ty, &mut named);
                format!("{} {:?} {}", field.wire, field.ty, field.required)
            };
            fields.iter().map(part).collect()
        }
        TypeKind::Enumeration(_, variants) => variants
            .iter()
            .map(|variant| variant.wire.clone())
            .collect(),
        TypeKind::Union(union) => {
            let part = |alternative: &billing_codegen::model::Alternative| {
                collect(&alternative.ty, &mut named);
                format!("{:?} {:?}", alternative.ty, union.stages)
            };
            union.alternatives.iter().map(part).collect()
        }
    };
    (parts, named)
}

fn collect(ty: &Type, named: &mut BTreeSet<String>) {
    match ty {
        Type::Named(name) => {
            named.insert(name.clone());
        }
        Type::Array(inner)
        | Type::Map(inner)
        | Type::Nullable(inner)
        | Type::Boxed(inner)
        | Type::Erased(inner) => collect(inner, named),
        _ => {}
    }
}
