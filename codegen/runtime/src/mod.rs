#[doc(hidden)]
pub mod __private;
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
mod erased_box;
#[cfg(feature = "http")]
pub mod http;
mod http_date;
mod implement;
mod implement_versions;
mod integer_enumeration;
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
mod scalar;
mod screening;
mod served;
mod short_text;
mod source;
mod spelling;
mod step;
#[cfg(feature = "testing")]
pub mod testing;
mod text_value;
mod through_serde;
mod transcode;
mod tuple;
mod union;
mod unix_time;
mod uuid;
mod value;

pub use serde;

#[cfg(feature = "http")]
#[doc(inline)]
pub use self::http::{
    ErrorBody, HttpCall, Reply, ResponseError, RetryAfter, ServiceError, ServiceFailure, Unreadable,
};
pub use api_version::{DecodeAnyError, ParseApiVersionError, Unavailable};
pub use base64::{Base64, Base64Url};
pub use convert::ConvertError;
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::{Decimal, ParseDecimalError};
pub use decimal_text::DecimalText;
pub use decode::{DecodeError, EncodeError, decode, decode_fitting, decode_strict, encode};
pub use duration::Duration;
pub use enumeration::{Enumeration, Unknown};
pub use erased_box::ErasedBox;
pub use http_date::HttpDate;
pub use integer_enumeration::{IntegerEnumeration, UnknownInteger};
pub use json::{Json, JsonKind, ParseJsonError};
pub use kept::{Kept, KeptItem, KeptPath, KeptReason, list_kept};
pub use lineage::MoveAnyError;
pub use local_date_time::LocalDateTime;
pub use moves::{Downgrade, MoveError, MoveTo, Upgrade};
pub use operation::{
    Body, Call, Constraint, Content, Encoding, Endpoint, Event, File, Header, HeaderError,
    InvalidParameter, ItemReader, Location, LongRunning, Next, Operation, Page, Paged, Paging,
    Parameter, ParseEndpointError, RawItem, RawRequest, RawResponse, ReadError, RequestBuilder,
    RequestError, Response, Scheme, SecurityRequirement, SecurityScheme, Server, ServerError,
    ServerVariable, Streamed, Style, Version,
};
pub use order::{Down, Up};
pub use path::ValuePath;
#[cfg(feature = "patterns")]
pub use patterns::Check;
pub use source::{ArraySink, ObjectSink, Source};
pub use spelling::{Spelled, Spellings};
pub use step::MissingMembers;
pub use text_value::ParseTextError;
pub use through_serde::read_through_serde;
pub use unix_time::UnixTime;
pub use uuid::Uuid;
pub use value::{Fit, Nullable, Value};
