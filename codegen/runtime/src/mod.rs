mod api_version;
mod base64;
mod calendar;
#[cfg(any(feature = "client", feature = "blocking"))]
pub mod client;
mod convert;
mod date;
mod date_time;
mod decimal;
mod decimal_text;
mod decode;
mod duration;
mod enumeration;
#[cfg(feature = "http")]
pub mod http;
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
#[cfg(feature = "patterns")]
mod patterns;
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

#[cfg(feature = "http")]
#[doc(inline)]
pub use self::http::{
    ErrorBody, HttpCall, Reply, ResponseError, RetryAfter, ServiceError, Unreadable,
};
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
#[cfg(feature = "patterns")]
pub use patterns::Check;
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
