//! What generated types stand on: reading, writing and the values of the wire.
//!
//! A generated type says in one function which member of a JSON object goes where
//! ([`Model`]); everything else is shared and lives here. Nothing that was read is lost: a
//! member, an enumeration value or a date that the documents did not foresee is *kept*, is
//! written back, and is listed by the `kept()` of the type that holds it.
//!
//! ```text
//! JSON text -> serde_json -> Source -> Value::read -> your types -> Value::write -> JSON text
//! ```
//!
//! Start with [`decode`], [`decode_strict`] and [`encode`]. Generated types also implement
//! serde's traits, so `serde_json::from_str` and a field in a struct of yours work too.
//!
//! | concern | items |
//! | --- | --- |
//! | whole documents | [`decode`], [`decode_strict`], [`encode`] |
//! | values of the wire | [`Json`], [`Decimal`], [`DateTime`], [`LocalDateTime`], [`Date`], [`Duration`], [`UnixTime`], [`HttpDate`], [`Uuid`], [`Base64`], [`Base64Url`], [`DecimalText`] |
//! | what has no typed place | [`Kept`], [`KeptItem`], [`Unknown`] |
//! | other api-versions | [`MoveTo`], [`MoveError`], [`MissingMembers`], [`ParseApiVersionError`] |
//! | an api-version known only at run time | [`Lineage`], [`DecodeAnyError`], [`MoveAnyError`], [`Unavailable`] |
//! | requests and what comes back | [`Call`], [`Operation`], [`Paged`], [`LongRunning`], [`Endpoint`], [`RequestError`] |
//! | what generated types implement | [`Model`], [`Enumeration`], [`Union`], [`Value`], [`Call`] |
//!
//! JSON through serde_json is exact: numbers keep their text. Another serde format is given, and
//! gives, its own plain numbers and strings. One thing only [`decode`] can do: keep a number with
//! a fraction that stands where an object or an array belongs; through serde's traits that is an
//! error.

//!
//! # Moving between api-versions
//!
//! A value moves step by step, from neighbour to neighbour ([`Step`]). A member whose type did not change is moved. One
//! whose type changed is what its JSON is in the other type, if it fits, and kept if not:
//!
//! | from | to | |
//! | --- | --- | --- |
//! | a smaller integer | a larger one, [`Decimal`], [`Json`] | always; back if it is a whole number in range |
//! | an integer | `f64` | always; back it is kept, because a binary float is written with a point |
//! | an enumeration | `String` or another enumeration, and back | always, by text |
//! | `String` | [`Date`], [`Uuid`] and what else is a text | always; a text that is none is listed as kept |
//! | [`Date`], [`Uuid`] and what else is a text | `String` | always |
//! | `i64` | [`UnixTime`], and back | always |
//! | [`Date`] | [`DateTime`] | the text stays and is listed as kept: a day is no instant |
//! | anything | [`Json`] | always, and back if it fits |
//! | `T` | `Option<T>` | always, and back if it is there |
//! | `T` | `Vec<T>` | never: it is kept |
//!
//! *Lost* on the way down is what has a typed place before and none after. What was kept before is not lost by staying so.

mod api_version;
mod base64;
mod calendar;
mod convert;
mod date;
mod date_time;
mod decimal;
mod decimal_text;
mod decode;
mod duration;
mod enumeration;
mod http_date;
mod implement;
mod json;
mod kept;
mod lineage;
mod local_date_time;
mod model;
mod moves;
mod operation;
mod order;
mod path;
mod plain;
mod scalar;
mod source;
mod step;
mod text_value;
mod through_serde;
mod tuple;
mod union;
mod unix_time;
mod uuid;
mod value;

pub use serde;

pub use api_version::{DecodeAnyError, ParseApiVersionError, Unavailable};
pub use base64::{Base64, Base64Url};
pub use convert::ConvertError;
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::{Decimal, ParseDecimalError};
pub use decimal_text::DecimalText;
pub use decode::{DecodeError, EncodeError, decode, decode_strict, encode};
pub use duration::Duration;
pub use enumeration::{
    Enumeration, Unknown, enumeration_from_text, list_enumeration, read_enumeration,
    write_enumeration,
};
pub use http_date::HttpDate;
pub use implement::{enumeration, structure, union};
pub use json::{Json, JsonKind, NodeSource, ParseJsonError};
pub use kept::{Kept, KeptItem, KeptPath, list_kept};
pub use lineage::{
    Lineage, MoveAnyError, VersionValue, move_any, move_shape, no_such_type, shape_in, step_to,
};
pub use local_date_time::LocalDateTime;
pub use model::{Members, Model, list_model, optional, read_model, required, write_model};
pub use moves::{Downgrade, MoveBy, MoveError, MoveTo, Neighbor, Shaped, Upgrade, step_strictly};
pub use operation::{
    Body, Broken, Call, Endpoint, Limit, Location, LongRunning, Next, Operation, Page, Paged,
    Paging, Parameter, ParseEndpointError, Parts, Received, RequestError, Requirement, Response,
    Scheme, SecurityScheme, Server, ServerError, ServerVariable, Style, Target, Text, Unread,
    Version,
};
pub use order::{
    Before, Behind, Between, Beyond, Bit, Down, Inside, Less, Locate, Numbered, Seen, Side, Until,
    Up, VersionSet,
};
pub use path::Path;
pub use source::{ArraySink, ObjectSink, Source, read};
pub use step::{
    Failure, MissingMembers, Retype, Step, carry, carry_custom, carry_retyped, carry_step,
    carry_surely, found, place, required_step, restate, retype_surely, reunite, set_aside,
    step_surely,
};
pub use text_value::ParseTextError;
pub use through_serde::read_through_serde;
pub use union::{Case, Glance, Stage, Union, glance_into, read_into, read_union};
pub use unix_time::UnixTime;
pub use uuid::Uuid;
pub use value::{AsSerde, Fit, MemberNames, Nullable, Value};
