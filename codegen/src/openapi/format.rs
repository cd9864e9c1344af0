//! The formats of numbers and strings: names, and the ones that choose a Rust type.

/// A value of `format` that this generator knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KnownFormat {
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    /// `float` and `double`: a binary floating-point number.
    Float,
    Decimal,
    UnixTime,
    Date,
    DateTime,
    /// A date and time without an offset.
    LocalDateTime,
    /// A date and time as in HTTP headers.
    HttpDate,
    Duration,
    Base64,
    Base64Url,
    Uuid,
    /// Raw bytes; the media type decides, not the schema.
    Binary,
    /// A format that describes values for people and chooses no type.
    Annotation,
}

impl KnownFormat {
    /// Returns the format with a name; names are compared exactly.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let known = FORMATS.iter().find(|(known, _)| *known == name);
        known.map(|(_, format)| *format)
    }

    /// Returns whether the format chooses the type of its values.
    pub(crate) fn chooses_type(self) -> bool {
        !matches!(self, Self::Annotation | Self::Binary)
    }

    /// Returns whether values of the format are integers of some width.
    pub(crate) fn is_integer(self) -> bool {
        matches!(
            self,
            Self::Int8
                | Self::Int16
                | Self::Int32
                | Self::Int64
                | Self::UInt8
                | Self::UInt16
                | Self::UInt32
                | Self::UInt64
        )
    }

    /// Returns the types that have the format; `None` if it describes values of any type.
    pub(crate) fn types(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Int8
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::UInt8
            | Self::UInt16
            | Self::UInt32
            | Self::UInt64
            | Self::Float
            | Self::UnixTime => Some(&["integer", "number"]),
            Self::Decimal => Some(&["number", "string", "integer"]),
            Self::Date
            | Self::DateTime
            | Self::LocalDateTime
            | Self::HttpDate
            | Self::Duration
            | Self::Base64
            | Self::Base64Url
            | Self::Uuid
            | Self::Binary => Some(&["string"]),
            Self::Annotation => None,
        }
    }

    /// Returns the names of all formats, formats that choose a type first.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|(name, _)| *name)
    }
}

const FORMATS: [(&str, KnownFormat); 73] = [
    ("int8", KnownFormat::Int8),
    ("int16", KnownFormat::Int16),
    ("int32", KnownFormat::Int32),
    ("int64", KnownFormat::Int64),
    ("uint8", KnownFormat::UInt8),
    ("uint16", KnownFormat::UInt16),
    ("uint32", KnownFormat::UInt32),
    ("uint64", KnownFormat::UInt64),
    ("float", KnownFormat::Float),
    ("double", KnownFormat::Float),
    ("decimal", KnownFormat::Decimal),
    ("unixtime", KnownFormat::UnixTime),
    ("unix-time", KnownFormat::UnixTime),
    ("date", KnownFormat::Date),
    ("date-time", KnownFormat::DateTime),
    ("date-time-local", KnownFormat::LocalDateTime),
    ("date-time-rfc1123", KnownFormat::HttpDate),
    ("duration", KnownFormat::Duration),
    ("byte", KnownFormat::Base64),
    ("base64", KnownFormat::Base64),
    ("base64url", KnownFormat::Base64Url),
    ("uuid", KnownFormat::Uuid),
    ("guid", KnownFormat::Uuid),
    ("uint", KnownFormat::UInt64),
    // Other spellings, as documents of .NET, Java and Google have them.
    ("Int32", KnownFormat::Int32),
    ("Int64", KnownFormat::Int64),
    ("integer", KnownFormat::Int64),
    ("long", KnownFormat::Int64),
    ("dateTime", KnownFormat::DateTime),
    ("google-datetime", KnownFormat::DateTime),
    ("binary", KnownFormat::Binary),
    ("file", KnownFormat::Binary),
    ("arm-id", KnownFormat::Annotation),
    ("boolean", KnownFormat::Annotation),
    ("char", KnownFormat::Annotation),
    ("int-or-string", KnownFormat::Annotation),
    ("commonmark", KnownFormat::Annotation),
    ("cidr", KnownFormat::Annotation),
    ("color", KnownFormat::Annotation),
    ("email", KnownFormat::Annotation),
    ("enum", KnownFormat::Annotation),
    ("etag", KnownFormat::Annotation),
    ("google-duration", KnownFormat::Annotation),
    ("google-fieldmask", KnownFormat::Annotation),
    ("hostname", KnownFormat::Annotation),
    ("html", KnownFormat::Annotation),
    ("http-method", KnownFormat::Annotation),
    ("idn-email", KnownFormat::Annotation),
    ("idn-hostname", KnownFormat::Annotation),
    ("int", KnownFormat::Annotation),
    ("ip", KnownFormat::Annotation),
    ("ipv4", KnownFormat::Annotation),
    ("ipv6", KnownFormat::Annotation),
    ("iri", KnownFormat::Annotation),
    ("iri-reference", KnownFormat::Annotation),
    ("json", KnownFormat::Annotation),
    ("json-pointer", KnownFormat::Annotation),
    ("markdown", KnownFormat::Annotation),
    ("media-range", KnownFormat::Annotation),
    ("money", KnownFormat::Annotation),
    ("password", KnownFormat::Annotation),
    ("phone", KnownFormat::Annotation),
    ("regex", KnownFormat::Annotation),
    ("relative-json-pointer", KnownFormat::Annotation),
    ("string", KnownFormat::Annotation),
    ("style", KnownFormat::Annotation),
    ("time", KnownFormat::Annotation),
    ("time-span", KnownFormat::Annotation),
    ("timespan", KnownFormat::Annotation),
    ("uri", KnownFormat::Annotation),
    ("uri-reference", KnownFormat::Annotation),
    ("uri-template", KnownFormat::Annotation),
    ("url", KnownFormat::Annotation),
];
