//! Models in the generated form.

// The tests use only a part of the models.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::fmt;

use billing_runtime::__private as rt;

use rt::{Date, DateTime, Decimal, Json, LocalDateTime};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amount {
    pub currency: Option<String>,
    pub value: Option<Decimal>,
    pub kept: rt::Kept,
}

rt::structure! {
    Amount {
        optional "currency" => currency;
        optional "value" => value;
    }
}

/// A model with a member of each type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Everything {
    pub text: Option<String>,
    pub flag: Option<bool>,
    pub small: Option<i32>,
    pub large: Option<u64>,
    pub single: Option<f32>,
    pub double: Option<f64>,
    pub money: Option<Decimal>,
    pub instant: Option<DateTime>,
    pub local: Option<LocalDateTime>,
    pub day: Option<Date>,
    pub any: Option<Json>,
    pub nullable: Option<Option<String>>,
    pub nullable_any: Option<Option<Json>>,
    pub amount: Option<Amount>,
    pub kind: Option<InvoiceType>,
    pub numbers: Option<Vec<i32>>,
    pub amounts: Option<Vec<Amount>>,
    pub tags: Option<BTreeMap<String, String>>,
    pub totals: Option<BTreeMap<String, Decimal>>,
    pub rebill: Option<Box<RebillDetails>>,
    pub kept: rt::Kept,
}

rt::structure! {
    Everything {
        optional "text" => text;
        optional "flag" => flag;
        optional "small" => small;
        optional "large" => large;
        optional "single" => single;
        optional "double" => double;
        optional "money" => money;
        optional "instant" => instant;
        optional "local" => local;
        optional "day" => day;
        optional "any" => any;
        optional "nullable" => nullable;
        optional "nullableAny" => nullable_any;
        optional "amount" => amount;
        optional "kind" => kind;
        optional "numbers" => numbers;
        optional "amounts" => amounts;
        optional "tags" => tags;
        optional "totals" => totals;
        optional "rebill" => rebill;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RebillDetails {
    pub invoice_document_id: Option<String>,
    pub rebill_details: Option<Box<RebillDetails>>,
    pub kept: rt::Kept,
}

rt::structure! {
    RebillDetails {
        optional "invoiceDocumentId" => invoice_document_id;
        optional "rebillDetails" => rebill_details;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct InvoiceProperties {
    pub amount_due: Option<Amount>,
    pub due_date: Option<DateTime>,
    pub kept: rt::Kept,
}

rt::structure! {
    InvoiceProperties {
        optional "amountDue" => amount_due;
        optional "dueDate" => due_date;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invoice {
    pub id: Option<String>,
    pub properties: Option<InvoiceProperties>,
    pub kept: rt::Kept,
}

rt::structure! {
    Invoice {
        optional "id" => id;
        optional "properties" => properties;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct InvoiceListResult {
    pub value: Option<Vec<Invoice>>,
    pub next_link: Option<String>,
    pub kept: rt::Kept,
}

rt::structure! {
    InvoiceListResult {
        optional "value" => value;
        optional "nextLink" => next_link;
    }
}

/// A recursive model with required members.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub name: String,
    pub size: i64,
    pub parts: Option<Vec<Document>>,
    pub note: Option<String>,
    pub kept: rt::Kept,
}

impl Document {
    pub fn new(name: String, size: i64) -> Self {
        Self {
            name,
            size,
            parts: None,
            note: None,
            kept: rt::Kept::new(),
        }
    }
}

rt::structure! {
    Document {
        required "name" => name: String;
        required "size" => size: i64;
        optional "parts" => parts: Option<Vec<Document>>;
        optional "note" => note: Option<String>;
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InvoiceType {
    AzureService,
    UsageCharge,
    UnknownValue(rt::Unknown<InvoiceType>),
}

rt::enumeration! {
    InvoiceType {
        "AzureService" => AzureService;
        "Usage Charge" => UsageCharge;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LicenseLineItem {
    pub quantity: Option<i32>,
    pub price: Option<Decimal>,
    pub nested: Option<LineItem>,
    pub kept: rt::Kept,
}

rt::structure! {
    LicenseLineItem {
        optional "quantity" => quantity;
        optional "price" => price;
        optional "nested" => nested;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct UsageLineItem {
    pub units: Option<Decimal>,
    pub nested: Option<LineItem>,
    pub kept: rt::Kept,
}

rt::structure! {
    UsageLineItem {
        optional "units" => units;
        optional "nested" => nested;
    }
}

/// A union whose alternative is selected by strings in the value, in two stages.
#[derive(Clone, Debug, PartialEq)]
pub enum LineItem {
    License(Box<LicenseLineItem>),
    Usage(Box<UsageLineItem>),
    UnknownValue(Json),
}

rt::union! {
    LineItem {
        0 => License;
        1 => Usage;
    }
    at "/attributes/objectType" {
        ("LicenseBasedLineItem") => 0;
        ("UsageBasedLineItem") => 1;
    }
    at "/billingProvider", "/line~1item" {
        ("office", "billing") => 0;
        ("azure", "usage") => 1;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    pub left: Option<Any>,
    pub kept: rt::Kept,
}

rt::structure! {
    Left {
        optional "left" => left;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Right {
    pub left: Option<Any>,
    pub right: Option<Any>,
    pub kept: rt::Kept,
}

rt::structure! {
    Right {
        optional "left" => left;
        optional "right" => right;
    }
}

/// A union without selection rules.
#[derive(Clone, Debug, PartialEq)]
pub enum Any {
    Number(Decimal),
    Text(String),
    Left(Box<Left>),
    Right(Box<Right>),
    Document(Box<Document>),
    UnknownValue(Json),
}

rt::union! {
    Any {
        0 => Number;
        1 => Text;
        2 => Left;
        3 => Right;
        4 => Document;
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineItems {
    pub items: Option<Vec<LineItem>>,
    pub any: Option<Any>,
    pub kept: rt::Kept,
}

rt::structure! {
    LineItems {
        optional "items" => items;
        optional "any" => any;
    }
}

/// Reads a text and writes it again.
#[track_caller]
pub fn rewrite<T: rt::Value>(json: &str) -> String {
    let value: T = rt::decode(json.as_bytes()).unwrap();
    String::from_utf8(rt::encode(&value).unwrap()).unwrap()
}

/// Asserts that a text is written back unchanged.
#[track_caller]
pub fn assert_unchanged<T: rt::Value>(json: &str) {
    assert_eq!(rewrite::<T>(json), json);
}

/// Returns the kept parts of a text as lines.
#[track_caller]
pub fn kept_lines<T: rt::Value>(json: &str) -> Vec<String> {
    let value: T = rt::decode(json.as_bytes()).unwrap();
    rt::list_kept(&value)
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// Returns the error of reading a text.
#[track_caller]
pub fn error_of<T: rt::Value + fmt::Debug>(json: &str) -> rt::DecodeError {
    rt::decode::<T>(json.as_bytes()).unwrap_err()
}
