//! Models in the form in which they are generated.

// Generated types have more than the tests of the runtime use.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use billing_codegen::runtime as rt;

use rt::{Date, DateTime, Decimal, Json, LocalDateTime};

/// The serde impls that every model and union gets.
macro_rules! serde_impls {
    ($name:ident, |$self:ident, $serializer:ident| $write:expr) => {
        impl rt::serde::Serialize for $name {
            fn serialize<S: rt::serde::Serializer>(
                &$self,
                $serializer: S,
            ) -> Result<S::Ok, S::Error> {
                $write
            }
        }
        impl<'de> rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: rt::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                rt::read(deserializer)
            }
        }
    };
}

/// The impls of a model whose members are all optional.
macro_rules! optional_model {
    ($name:ident { $($field:ident: $wire:literal),* $(,)? }) => {
        impl $name {
            pub fn kept(&self) -> Vec<rt::KeptItem> {
                rt::list_kept(self)
            }
        }
        impl rt::Model for $name {
            const NAME: &'static str = stringify!($name);
            type Building = Self;
            fn start() -> Self {
                Self::default()
            }
            fn member<'de, S: rt::Source<'de>>(
                building: &mut Self,
                name: &str,
                value: S,
            ) -> Result<(), S::Error> {
                match name {
                    $($wire => rt::read_optional(
                        &mut building.$field,
                        &mut building.kept,
                        name,
                        value,
                    ),)*
                    _ => building.kept.read(name, value),
                }
            }
            fn finish<E: rt::serde::de::Error>(building: Self) -> Result<Self, E> {
                Ok(building)
            }
            fn members<M: rt::Members>(&self, members: &mut M) -> Result<(), M::Error> {
                $(members.optional($wire, &self.$field)?;)*
                members.kept(&self.kept)
            }
        }
        model_value!($name);
    };
}

macro_rules! model_value {
    ($name:ident) => {
        impl rt::Value for $name {
            const EXPECTED: &'static str = stringify!($name);
            fn read<'de, S: rt::Source<'de>>(source: S) -> Result<rt::Fit<Self>, S::Error> {
                rt::read_model(source)
            }
            fn list_kept(&self, at: &mut rt::KeptPath) {
                rt::list_model(self, at)
            }
        }
        serde_impls!($name, |self, serializer| rt::write_model(self, serializer));
    };
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amount {
    pub currency: Option<String>,
    pub value: Option<Decimal>,
    pub kept: rt::Kept,
}

optional_model!(Amount {
    currency: "currency",
    value: "value"
});

/// One member of each type.
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

optional_model!(Everything {
    text: "text",
    flag: "flag",
    small: "small",
    large: "large",
    single: "single",
    double: "double",
    money: "money",
    instant: "instant",
    local: "local",
    day: "day",
    any: "any",
    nullable: "nullable",
    nullable_any: "nullableAny",
    amount: "amount",
    kind: "kind",
    numbers: "numbers",
    amounts: "amounts",
    tags: "tags",
    totals: "totals",
    rebill: "rebill",
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct RebillDetails {
    pub invoice_document_id: Option<String>,
    pub rebill_details: Option<Box<RebillDetails>>,
    pub kept: rt::Kept,
}

optional_model!(RebillDetails {
    invoice_document_id: "invoiceDocumentId",
    rebill_details: "rebillDetails",
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct InvoiceProperties {
    pub amount_due: Option<Amount>,
    pub due_date: Option<DateTime>,
    pub kept: rt::Kept,
}

optional_model!(InvoiceProperties {
    amount_due: "amountDue",
    due_date: "dueDate"
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invoice {
    pub id: Option<String>,
    pub properties: Option<InvoiceProperties>,
    pub kept: rt::Kept,
}

optional_model!(Invoice {
    id: "id",
    properties: "properties"
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct InvoiceListResult {
    pub value: Option<Vec<Invoice>>,
    pub next_link: Option<String>,
    pub kept: rt::Kept,
}

optional_model!(InvoiceListResult {
    value: "value",
    next_link: "nextLink"
});

/// A model with required members, of which one holds more of it.
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
    pub fn kept(&self) -> Vec<rt::KeptItem> {
        rt::list_kept(self)
    }
}

impl rt::Model for Document {
    const NAME: &'static str = "Document";
    type Building = (
        Option<String>,
        Option<i64>,
        Option<Vec<Document>>,
        Option<String>,
        rt::Kept,
    );
    fn start() -> Self::Building {
        (None, None, None, None, rt::Kept::new())
    }
    fn member<'de, S: rt::Source<'de>>(
        building: &mut Self::Building,
        name: &str,
        value: S,
    ) -> Result<(), S::Error> {
        match name {
            "name" => rt::read_required(&mut building.0, name, value),
            "size" => rt::read_required(&mut building.1, name, value),
            "parts" => rt::read_optional(&mut building.2, &mut building.4, name, value),
            "note" => rt::read_optional(&mut building.3, &mut building.4, name, value),
            _ => building.4.read(name, value),
        }
    }
    fn finish<E: rt::serde::de::Error>(building: Self::Building) -> Result<Self, E> {
        Ok(Self {
            name: rt::required::<Self, _, E>(building.0, "name")?,
            size: rt::required::<Self, _, E>(building.1, "size")?,
            parts: building.2,
            note: building.3,
            kept: building.4,
        })
    }
    fn members<M: rt::Members>(&self, members: &mut M) -> Result<(), M::Error> {
        members.required("name", &self.name)?;
        members.required("size", &self.size)?;
        members.optional("parts", &self.parts)?;
        members.optional("note", &self.note)?;
        members.kept(&self.kept)
    }
}

model_value!(Document);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InvoiceType {
    AzureService,
    UsageCharge,
    UnknownValue(rt::Unknown<InvoiceType>),
}

impl InvoiceType {
    pub fn as_str(&self) -> &str {
        rt::Enumeration::as_text(self)
    }
}

impl rt::Enumeration for InvoiceType {
    const NAME: &'static str = "InvoiceType";
    const KNOWN: &'static [Self] = &[Self::AzureService, Self::UsageCharge];
    fn from_known(text: &str) -> Option<Self> {
        match text {
            "AzureService" => Some(Self::AzureService),
            "Usage Charge" => Some(Self::UsageCharge),
            _ => None,
        }
    }
    fn as_text(&self) -> &str {
        match self {
            Self::AzureService => "AzureService",
            Self::UsageCharge => "Usage Charge",
            Self::UnknownValue(unknown) => unknown.as_str(),
        }
    }
    fn from_unknown(unknown: rt::Unknown<Self>) -> Self {
        Self::UnknownValue(unknown)
    }
}

impl rt::Value for InvoiceType {
    const EXPECTED: &'static str = "InvoiceType";
    fn read<'de, S: rt::Source<'de>>(source: S) -> Result<rt::Fit<Self>, S::Error> {
        rt::read_enumeration(source)
    }
    fn list_kept(&self, at: &mut rt::KeptPath) {
        rt::list_enumeration(self, at)
    }
}

serde_impls!(InvoiceType, |self, serializer| rt::write_enumeration(
    self, serializer
));

impl From<&str> for InvoiceType {
    fn from(text: &str) -> Self {
        rt::enumeration_from_text(text)
    }
}

impl FromStr for InvoiceType {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(rt::enumeration_from_text(text))
    }
}

impl fmt::Display for InvoiceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LicenseLineItem {
    pub quantity: Option<i32>,
    pub price: Option<Decimal>,
    pub nested: Option<LineItem>,
    pub kept: rt::Kept,
}

optional_model!(LicenseLineItem {
    quantity: "quantity",
    price: "price",
    nested: "nested"
});

#[derive(Clone, Debug, Default, PartialEq)]
pub struct UsageLineItem {
    pub units: Option<Decimal>,
    pub nested: Option<LineItem>,
    pub kept: rt::Kept,
}

optional_model!(UsageLineItem {
    units: "units",
    nested: "nested"
});

/// The impls of a union.
macro_rules! union_impls {
    (
        $name:ident, $count:literal, $stages:expr,
        { $($number:literal => $variant:ident),* $(,)? }
    ) => {
        impl $name {
            pub fn kept(&self) -> Vec<rt::KeptItem> {
                rt::list_kept(self)
            }
        }
        impl rt::Union for $name {
            const NAME: &'static str = stringify!($name);
            const ALTERNATIVES: usize = $count;
            const STAGES: &'static [rt::Stage] = $stages;
            fn read_alternative<'de, S: rt::Source<'de>>(
                alternative: usize,
                source: S,
            ) -> Result<rt::Fit<Self>, S::Error> {
                match alternative {
                    $($number => rt::read_into(source, Self::$variant),)*
                    _ => rt::read_into(source, Self::UnknownValue),
                }
            }
            fn list_kept(&self, at: &mut rt::KeptPath) {
                match self {
                    $(Self::$variant(value) => rt::Value::list_kept(value, at),)*
                    Self::UnknownValue(json) => at.found(json),
                }
            }
        }
        impl rt::Value for $name {
            const EXPECTED: &'static str = stringify!($name);
            fn read<'de, S: rt::Source<'de>>(source: S) -> Result<rt::Fit<Self>, S::Error> {
                rt::read_union(source)
            }
            fn list_kept(&self, at: &mut rt::KeptPath) {
                rt::Union::list_kept(self, at)
            }
        }
        serde_impls!($name, |self, serializer| match self {
            $(Self::$variant(value) => value.serialize(serializer),)*
            Self::UnknownValue(value) => value.serialize(serializer),
        });
    };
}

/// A union that strings in the value choose from, in two stages.
#[derive(Clone, Debug, PartialEq)]
pub enum LineItem {
    License(Box<LicenseLineItem>),
    Usage(Box<UsageLineItem>),
    UnknownValue(Json),
}

union_impls!(
    LineItem,
    2,
    &[
        rt::Stage {
            pointers: &["/attributes/objectType"],
            cases: &[
                rt::Case {
                    values: &["LicenseBasedLineItem"],
                    alternative: 0,
                },
                rt::Case {
                    values: &["UsageBasedLineItem"],
                    alternative: 1,
                },
            ],
        },
        rt::Stage {
            pointers: &["/billingProvider", "/line~1item"],
            cases: &[
                rt::Case {
                    values: &["office", "billing"],
                    alternative: 0,
                },
                rt::Case {
                    values: &["azure", "usage"],
                    alternative: 1,
                },
            ],
        },
    ],
    { 0 => License, 1 => Usage }
);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    pub left: Option<Any>,
    pub kept: rt::Kept,
}

optional_model!(Left { left: "left" });

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Right {
    pub left: Option<Any>,
    pub right: Option<Any>,
    pub kept: rt::Kept,
}

optional_model!(Right {
    left: "left",
    right: "right"
});

/// A union without anything to choose by.
#[derive(Clone, Debug, PartialEq)]
pub enum Any {
    Number(Decimal),
    Text(String),
    Left(Box<Left>),
    Right(Box<Right>),
    Document(Box<Document>),
    UnknownValue(Json),
}

union_impls!(
    Any,
    5,
    &[],
    { 0 => Number, 1 => Text, 2 => Left, 3 => Right, 4 => Document }
);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineItems {
    pub items: Option<Vec<LineItem>>,
    pub any: Option<Any>,
    pub kept: rt::Kept,
}

optional_model!(LineItems {
    items: "items",
    any: "any"
});

/// Reads a text and writes it again.
#[track_caller]
pub fn written_again<T: rt::Value>(json: &str) -> String {
    let value: T = rt::decode(json.as_bytes()).unwrap();
    String::from_utf8(rt::encode(&value).unwrap()).unwrap()
}

/// Reads a text that has to come back as it is.
#[track_caller]
pub fn comes_back<T: rt::Value>(json: &str) {
    assert_eq!(written_again::<T>(json), json);
}

/// What is kept of a text, as lines.
#[track_caller]
pub fn kept_lines<T: rt::Value>(json: &str) -> Vec<String> {
    let value: T = rt::decode(json.as_bytes()).unwrap();
    rt::list_kept(&value)
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// The error that reading a text gives.
#[track_caller]
pub fn error_of<T: rt::Value + fmt::Debug>(json: &str) -> rt::DecodeError {
    rt::decode::<T>(json.as_bytes()).unwrap_err()
}
