//! Diagnostic codes.

use std::{error::Error, fmt, str::FromStr};

use super::Severity;
use crate::words::nearest;

/// Declares the enum of codes. Each entry is a title as its doc comment, a name, a number and a default level (`Off` is
/// a warning that the user has to enable).
macro_rules! codes {
    ($(#[doc = $title:literal] $name:ident = $number:ident, $level:ident;)*) => {
        /// The kind of a diagnostic. A number is never reused for another kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// All codes, ordered by number.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the number, such as `B0101`.
            #[must_use]
            pub fn number(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($number),)*
                }
            }

            /// Returns the title: one line that describes the kind.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title.trim_ascii(),)*
                }
            }

            /// Returns the explanation as Markdown: the meaning, the fix, a wrong and a right example.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("explain/", stringify!($number), ".md")),)*
                }
            }

            /// Returns the default level.
            #[must_use]
            pub fn level(self) -> Level {
                match self {
                    $(Self::$name => Level::$level,)*
                }
            }
        }
    };
}

codes! {
    // Reading files.
    /// A file or folder cannot be read
    UnreadableFile = B0001, Error;
    /// A text is not UTF-8
    NotUtf8 = B0002, Error;
    /// A text is not YAML or JSON
    Syntax = B0003, Error;
    /// A key stands twice in one mapping
    RepeatedKey = B0004, Error;
    /// A file lies outside of the root
    OutsideRoot = B0005, Error;
    /// More than a limit allows
    Limit = B0006, Error;
    /// A folder holds nothing to read
    NothingThere = B0010, Error;
    /// A file stands where none belongs
    MisplacedFile = B0011, Error;
    /// A folder has a name that means nothing
    FolderName = B0012, Error;
    /// A folder among several inputs
    FolderAmongFiles = B0013, Error;

    // References.
    /// A reference leads to nothing
    DanglingReference = B0101, Error;
    /// A reference is not written as one
    MalformedReference = B0102, Error;
    /// A reference leads to the network
    RemoteReference = B0103, Error;
    /// A reference leads out of the root
    ReferenceOutsideRoot = B0104, Error;
    /// A reference names a file that cannot be read
    ReferenceToNoFile = B0105, Error;
    /// A reference leads back to itself
    CyclicReference = B0106, Error;
    /// A reference leads to a thing of another kind
    ReferenceToOtherKind = B0107, Error;

    // What OpenAPI and Swagger say.
    /// A file is not an OpenAPI document
    NotOpenApi = B0201, Error;
    /// An unsupported version of OpenAPI
    UnsupportedOpenApi = B0202, Error;
    /// A newer version of OpenAPI, read as 3.1
    NewerOpenApi = B0203, Warning;
    /// A value of the wrong type
    WrongKind = B0204, Warning;
    /// A required key is missing
    MissingKey = B0205, Warning;
    /// An unknown key
    UnknownKey = B0206, Warning;
    /// An unknown type
    UnknownType = B0207, Warning;
    /// A duplicate entry
    ListedTwice = B0208, Warning;
    /// Two different schemas with one name
    TwoDefinitions = B0209, Warning;
    /// An empty list of values or alternatives
    NothingListed = B0210, Warning;
    /// A construct of OpenAPI that is ignored
    NotRead = B0211, Warning;
    /// An unsupported media type
    UnsupportedMediaType = B0212, Warning;
    /// A media type that is left out beside another one
    MediaTypeLeftOut = B0213, Off;
    /// A malformed path
    MalformedPath = B0220, Warning;
    /// A path does not match its parameters
    PathParameters = B0221, Warning;
    /// A parameter with an unknown location
    ParameterLocation = B0222, Warning;
    /// A style that does not fit a parameter
    ParameterStyle = B0223, Warning;
    /// An unknown response status
    UnknownStatus = B0224, Warning;
    /// A duplicate operationId
    OperationId = B0225, Warning;
    /// A server URL does not match its variables
    Server = B0226, Warning;
    /// An unsupported security scheme
    SecurityScheme = B0227, Warning;
    /// Scopes of a security requirement are not a list
    SecurityScopes = B0228, Error;
    /// An example cannot be read
    LostExample = B0229, Warning;
    /// `enum` and `x-ms-enum` list different values
    DescribedValue = B0230, Warning;
    /// A malformed `x-rust-when`
    Stages = B0231, Error;
    /// Two keys that exclude each other
    ExclusiveKeys = B0232, Warning;
    /// A component name that OpenAPI does not allow
    ComponentName = B0233, Warning;

    // What a document means.
    /// A definition refers only to itself
    Recursive = B0301, Warning;
    /// References or nesting too deep
    TooDeep = B0302, Warning;
    /// A part of `allOf` is not an object
    ComposedOfNonObject = B0303, Warning;
    /// `required` names an unknown property
    RequiredWithoutMember = B0304, Warning;
    /// Two different enumerations with one name
    TwoEnumerations = B0305, Warning;
    /// A property with two types
    TwoMembers = B0306, Warning;
    /// An alternative that is never selected
    UnchosenAlternative = B0307, Warning;
    /// A discriminator value selects a schema outside of `oneOf`
    ChosenNonAlternative = B0308, Warning;
    /// A pattern that Rust cannot check
    Pattern = B0309, Warning;
    /// Paging that does not match the result
    Paging = B0310, Warning;
    /// A definition without a name
    NoName = B0311, Warning;
    /// Keywords that contradict each other
    ConflictingKeywords = B0312, Warning;
    /// A discriminator that no alternative declares
    UndeclaredDiscriminator = B0313, Warning;
    /// Constants that do not tell alternatives apart
    UndecidedAlternative = B0314, Warning;
    /// Two items with one Rust name
    NameClash = B0320, Error;
    /// An invalid Rust name
    UnusableName = B0321, Error;
    /// A default or listed value of another type
    DefaultMisfit = B0322, Warning;

    // Overrides.
    /// A malformed overrides file
    MalformedOverride = B0401, Error;
    /// An unknown key in an override
    UnknownOverrideKey = B0402, Error;
    /// An override without a valid `at`
    OverridePlace = B0403, Error;
    /// A range of an override contains no api-version
    OverrideRange = B0404, Error;
    /// An override whose target does not exist
    OverrideNowhere = B0405, Error;
    /// An override without effect
    OverrideUnneeded = B0406, Error;
    /// An override that cannot be applied
    OverrideInapplicable = B0407, Error;

    // Api-versions.
    /// Api-versions that have no order
    NoOrder = B0501, Error;
    /// Two names of one api-version
    SameVersion = B0502, Error;
    /// An order that does not fit the api-versions
    Order = B0503, Error;
    /// What the order does not name and is no api-version
    NotInOrder = B0504, Warning;
    /// Fragments of one document that say different api-versions
    SeveralVersions = B0505, Error;
    /// `x-rust-was` names nothing in an earlier api-version
    Lineage = B0506, Error;
    /// A fragment is in the folder of another api-version
    VersionDiffers = B0507, Warning;
    /// Nothing has a name that is asked for
    NothingSelected = B0508, Error;
    /// Definitions that contradict each other over the api-versions
    Contradiction = B0510, Error;
    /// `x-rust-was` names nothing in the previous api-version
    IdleLineage = B0511, Warning;
    /// The parameter of the api-version has the value of another one
    OtherVersionValue = B0512, Warning;
    /// Features of api-versions for one document
    IdleFeatures = B0513, Warning;

    // Examples, as `verify` compares them with their schemas.
    /// An example is of another type than its schema
    ExampleType = B0601, Error;
    /// An example is null where null is not allowed
    ExampleNull = B0602, Error;
    /// An example lacks a required member
    ExampleMissingMember = B0603, Error;
    /// An example has a member that its schema does not list
    ExampleUnlistedMember = B0604, Error;
    /// An example is a value that its schema does not list
    ExampleUnlistedValue = B0605, Error;
    /// An example is not of its format
    ExampleFormat = B0606, Error;
    /// An example is a number that its type cannot hold
    ExampleUnfitNumber = B0607, Error;
    /// An example has more digits than a binary float
    ExamplePrecision = B0608, Warning;
    /// An example has fewer elements than it needs
    ExampleElementCount = B0609, Error;
    /// An example is none of several alternatives
    ExampleNoAlternative = B0610, Error;
    /// An example is beyond a limit
    ExampleLimit = B0611, Error;
    /// An example does not match its pattern
    ExamplePattern = B0612, Warning;
    /// An example lacks a required parameter
    ExampleMissingParameter = B0613, Error;
    /// An example has a parameter that its operation does not have
    ExampleUnlistedParameter = B0614, Error;
    /// An example is of another api-version
    ExampleApiVersion = B0615, Error;
    /// An example has a status that its operation does not list
    ExampleUnlistedStatus = B0616, Error;
    /// An example has a body where none is described
    ExampleUnlistedBody = B0617, Error;
    /// An example lacks a required header
    ExampleMissingHeader = B0618, Error;
    /// A known mismatch that is not written as one
    MalformedMismatch = B0630, Error;
    /// A known mismatch that is no longer there
    UnneededMismatch = B0631, Error;

    // Output.
    /// The output cannot be read or written
    Output = B0701, Error;
    /// A `Cargo.toml` that has no place for what is generated
    Manifest = B0702, Error;
    /// The output is not what the documents say
    Stale = B0703, Error;
    /// The two that are to be compared do not fit
    Comparison = B0704, Error;
    /// A runtime that the generated crate cannot use
    Runtime = B0705, Error;
    /// A file in the place of a generated one
    ForeignFile = B0706, Error;

    // Lints: valid but suspicious constructs.
    /// An unused component
    UnusedDefinition = B0801, Off;
    /// An example without a schema
    ExampleWithoutSchema = B0802, Warning;
    /// A misspelt format
    MisspeltFormat = B0803, Warning;
    /// An unknown format
    UnknownFormat = B0804, Off;
    /// Enum values that differ only in case
    ValuesDifferInCase = B0805, Warning;
    /// An operation without an error response
    NoErrorResponse = B0806, Off;
    /// A description that is still to be written
    Unwritten = B0807, Warning;
    /// A binary float for what looks like money
    MoneyAsFloat = B0808, Off;
    /// A binary float
    BinaryFloat = B0809, Off;
    /// A format that does not fit the type
    UnfitFormat = B0810, Warning;

    // What a document switches off itself.
    /// An `x-rust-allow` that allows nothing
    WrongAllowance = B0901, Warning;
    /// An `x-rust-allow` that is not needed
    UnneededAllowance = B0902, Warning;

    // Customizations.
    /// A rule that matches nothing
    IdleRule = B1001, Error;
    /// A rule with an invalid name
    CustomName = B1002, Error;
    /// A rule with an invalid extern type
    ExternType = B1003, Error;
    /// A rule with an invalid attribute
    CustomAttribute = B1004, Error;
    /// A trait that a type cannot derive
    UnderivableTrait = B1005, Error;
    /// A trait that some matched types cannot derive
    SkippedTrait = B1006, Warning;
    /// A configuration that is not written as one
    MalformedConfiguration = B1011, Error;
    /// A key that means nothing in a configuration
    UnknownConfigurationKey = B1012, Error;

    // Official documents.
    /// A document that cannot be imported
    Import = B1101, Error;
    /// A manifest of official files that is not written as one
    MalformedManifest = B1102, Error;
    /// An official file that is not the one that was recorded
    UpstreamFile = B1103, Error;
    /// A fragment that deviates from the official document
    Deviation = B1104, Error;
    /// A known deviation that is not written as one
    MalformedDeviation = B1105, Error;
    /// A known deviation that is no longer there
    UnneededDeviation = B1106, Error;
    /// A description that changed in the official document
    UpstreamDescription = B1107, Error;
    /// An api-version that cannot be copied or removed
    UnwritableVersion = B1108, Error;
}

/// The level of a code: off, a warning, or an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The diagnostic is suppressed.
    Off,
    /// The diagnostic is reported and the run continues.
    Warning,
    /// The diagnostic is reported and nothing is generated.
    Error,
}

impl Code {
    /// Returns the severity of a reported diagnostic of this level.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self.level() {
            Level::Error => Severity::Error,
            Level::Warning | Level::Off => Severity::Warning,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

/// An error for a text that is no diagnostic code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    text: String,
}

impl UnknownCode {
    /// Returns the most similar code, if one is similar enough to suggest.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        nearest(&self.text, Code::ALL.iter().map(|code| code.number()))
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no code `{}`", self.text)?;
        match self.nearest() {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => f.write_str("; `billing-codegen explain` lists them"),
        }
    }
}

impl Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let found = Self::ALL
            .iter()
            .find(|code| code.number().eq_ignore_ascii_case(text));
        found.copied().ok_or_else(|| UnknownCode {
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_of_distinct_numbers() {
        for pair in Code::ALL.windows(2) {
            assert!(pair[0].number() < pair[1].number(), "{}", pair[1]);
        }
        for code in Code::ALL {
            assert!(code.number().len() == 5 && code.number().starts_with('B'));
        }
    }

    #[test]
    fn codes_are_read() {
        assert_eq!("b0101".parse(), Ok(Code::DanglingReference));
        let unknown = "B01O1".parse::<Code>().unwrap_err();
        assert_eq!(
            unknown.to_string(),
            "there is no code `B01O1`; did you mean `B0101`?"
        );
    }
}
