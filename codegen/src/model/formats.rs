//! The formats with a type in the runtime.

/// A format with a type in the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A duration (`format: duration`).
    Duration,
    /// An instant as in HTTP headers (`format: date-time-rfc1123`).
    HttpDate,
    /// An instant in seconds since 1970 (`format: unixtime`).
    UnixTime,
    /// Bytes in base64 (`format: byte`, `contentEncoding: base64`).
    Base64,
    /// Bytes in URL-safe base64 (`format: base64url`).
    Base64Url,
    /// A UUID (`format: uuid`).
    Uuid,
    /// A decimal number in a string (`type: string`, `format: decimal`).
    DecimalText,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Duration,
        Self::HttpDate,
        Self::UnixTime,
        Self::Base64,
        Self::Base64Url,
        Self::Uuid,
        Self::DecimalText,
    ];

    /// Returns the name of the Rust type.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duration => "Duration",
            Self::HttpDate => "HttpDate",
            Self::UnixTime => "UnixTime",
            Self::Base64 => "Base64",
            Self::Base64Url => "Base64Url",
            Self::Uuid => "Uuid",
            Self::DecimalText => "DecimalText",
        }
    }

    /// Returns whether the values are strings on the wire.
    #[must_use]
    pub fn is_text(self) -> bool {
        self != Self::UnixTime
    }
}
