//! The checks of `diff`, and the meaning of each finding for a client.

use super::Reach;

/// The class of a change: the effect on a client that was written for the old document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The client may be refused, fail, or behave differently.
    Breaking,
    /// The client continues to work.
    Compatible,
}

impl Class {
    /// Returns the name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Compatible => "compatible",
        }
    }
}

/// The effect of a change on the set of allowed values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fewer values are allowed than before. This breaks senders, so it is breaking in requests.
    Narrows,
    /// More values are allowed than before. This breaks readers, so it is breaking in responses.
    Widens,
    /// The change is breaking in requests and in responses.
    Breaks,
    /// The change is never breaking.
    Harmless,
}

macro_rules! checks {
    ($($name:ident $id:literal $mirror:ident $effect:ident $wire:literal $rust:literal [$($oasdiff:literal)*];)*) => {
        /// A check of `diff`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $(#[doc = $wire] $name,)*
        }

        impl Check {
            /// All checks, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the name in reports, which is stable.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }

            /// Returns the check that finds the same change with the old and the new document swapped.
            #[must_use]
            pub fn mirror(self) -> Self {
                match self { $(Self::$name => Self::$mirror),* }
            }

            /// Returns the effect on the set of allowed values.
            #[must_use]
            pub fn effect(self) -> Effect {
                match self { $(Self::$name => Effect::$effect),* }
            }

            /// Returns the meaning on the wire.
            #[must_use]
            pub fn on_the_wire(self) -> &'static str {
                match self { $(Self::$name => $wire),* }
            }

            /// Returns the meaning for the generated Rust code.
            #[must_use]
            pub fn in_rust(self) -> &'static str {
                match self { $(Self::$name => $rust),* }
            }

            /// Returns the corresponding checks of oasdiff. `*` stands for the parts of its names that tell requests
            /// from responses and bodies from properties and parameters.
            #[must_use]
            pub fn oasdiff(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($oasdiff),*]),* }
            }
        }
    };
}

checks! {
    ServerAdded "server-added" ServerRemoved Harmless "One more base address." "None; the address is given at run time." [];
    ServerRemoved "server-removed" ServerAdded Breaks "A base address is gone." "None; the address is given at run time." [];

    OperationAdded "operation-added" OperationRemoved Harmless "A method and path that were not there." "A new request type." ["endpoint-added"];
    OperationRemoved "operation-removed" OperationAdded Breaks "A method and path are gone." "The request type is gone." ["api-removed-without-deprecation" "api-path-removed-without-deprecation"];
    DeprecatedOperationRemoved "deprecated-operation-removed" DeprecatedOperationAdded Breaks "A method and path that were deprecated are gone." "The request type is gone." ["api-removed-with-deprecation" "api-path-removed-with-deprecation"];
    DeprecatedOperationAdded "deprecated-operation-added" DeprecatedOperationRemoved Harmless "A new method and path, deprecated from the start." "A new request type, marked as deprecated." ["endpoint-added"];
    OperationMoved "operation-moved" OperationMoved Breaks "`x-rust-was` continues an operation at another method or path." "The same request type sends to another path." [];
    OperationRenamed "operation-renamed" OperationRenamed Harmless "Another operationId at the same method and path." "The request type has another name." ["api-operation-id-removed" "api-operation-id-added"];
    OperationIdReused "operation-id-reused" OperationIdReused Breaks "An operationId now stands for another method and path." "A request type of the same name makes another request." [];
    PathParameterRenamed "path-parameter-renamed" PathParameterRenamed Harmless "Another name in the braces of the path." "The field has another name." [];
    SecurityRequired "security-required" SecurityDropped Breaks "Who calls must now show who it is." "None; credentials are given at run time." ["api-security-added" "api-global-security-added"];
    SecurityDropped "security-dropped" SecurityRequired Harmless "Nobody needs to show who it is any more." "None; credentials are given at run time." ["api-security-removed" "api-global-security-removed"];
    SecurityAlternativeAdded "security-alternative-added" SecurityAlternativeRemoved Harmless "One more way to be let in." "None; credentials are given at run time." ["api-security-added" "api-global-security-added"];
    SecurityAlternativeRemoved "security-alternative-removed" SecurityAlternativeAdded Breaks "A way to be let in is gone." "None; credentials are given at run time." ["api-security-removed" "api-global-security-removed"];
    SecurityAlternativeTightened "security-alternative-tightened" SecurityAlternativeWeakened Breaks "A way to be let in asks for one more scheme or scope." "None; credentials are given at run time." ["api-security-removed" "api-global-security-removed"];
    SecurityAlternativeWeakened "security-alternative-weakened" SecurityAlternativeTightened Harmless "A way to be let in asks for one scheme or scope less." "None; credentials are given at run time." ["api-security-added" "api-global-security-added"];
    SecurityScopeAdded "security-scope-added" SecurityScopeRemoved Breaks "A token needs one more scope." "None; credentials are given at run time." ["api-security-scope-added" "api-global-security-scope-added"];
    SecurityScopeRemoved "security-scope-removed" SecurityScopeAdded Harmless "A token needs one scope less." "None; credentials are given at run time." ["api-security-scope-removed" "api-global-security-scope-removed"];
    SecuritySchemeChanged "security-scheme-changed" SecuritySchemeChanged Breaks "A security scheme asks for something else under its old name." "What `SECURITY` holds; credentials are given at run time." [];
    SecuritySchemeRenamed "security-scheme-renamed" SecuritySchemeRenamed Harmless "None: a security scheme with the same declaration has another name." "What `SECURITY` holds; credentials are given at run time." [];
    ApiVersionParameterAdded "api-version-parameter-added" ApiVersionParameterRemoved Breaks "The api-version must be said." "None; it is filled in." ["new-required-request-parameter"];
    ApiVersionParameterRemoved "api-version-parameter-removed" ApiVersionParameterAdded Harmless "The api-version is no longer asked for." "None; it is no longer filled in." ["request-parameter-removed"];
    ApiVersionParameterRenamed "api-version-parameter-renamed" ApiVersionParameterRenamed Breaks "The api-version is said under another name." "None; it is filled in." [];
    ApiVersionValueChanged "api-version-value-changed" ApiVersionValueChanged Breaks "The operation is asked for in another api-version." "None; it is filled in." [];
    PagingAdded "paging-added" PagingRemoved Breaks "A result now comes in pages: one response is only a part of it." "The request type has `PAGING`." [];
    PagingRemoved "paging-removed" PagingAdded Harmless "A result no longer comes in pages." "The request type has no `PAGING` any more." [];
    PagingChanged "paging-changed" PagingChanged Breaks "Other members hold the items or the link to the next page." "`PAGING` names other members." [];
    LongRunningAdded "long-running-added" LongRunningRemoved Breaks "The result is no longer in the first response." "The request type has `LONG_RUNNING`." [];
    LongRunningRemoved "long-running-removed" LongRunningAdded Harmless "The result is in the first response." "The request type has no `LONG_RUNNING` any more." [];
    LongRunningChanged "long-running-changed" LongRunningChanged Breaks "The result of a long-running operation is found elsewhere." "`LONG_RUNNING` says so." [];

    ParameterAdded "parameter-added" ParameterRemoved Harmless "One more parameter that may be left out." "A new optional field of the request type." ["new-optional-request-parameter" "new-optional-request-default-parameter-to-existing-path"];
    RequiredParameterAdded "required-parameter-added" RequiredParameterRemoved Breaks "A request without this new parameter is refused." "One more argument of `new`." ["new-required-request-parameter" "new-request-path-parameter" "new-required-request-default-parameter-to-existing-path"];
    ParameterRemoved "parameter-removed" ParameterAdded Breaks "A parameter has no effect any more, or is refused." "The field is gone." ["request-parameter-removed" "request-parameter-removed-with-deprecation"];
    RequiredParameterRemoved "required-parameter-removed" RequiredParameterAdded Breaks "A parameter that was required is gone." "One argument of `new` less." ["request-parameter-removed"];
    ParameterMoved "parameter-moved" ParameterMoved Breaks "A parameter stands in another part of the request." "The same field; it is sent elsewhere." ["request-parameter-removed" "new-required-request-parameter"];
    ParameterStyleChanged "parameter-style-changed" ParameterStyleChanged Breaks "A list or an object is written otherwise into the request (`style`, `explode`, `collectionFormat`), or a member of a form (`encoding`)." "The same field; it is written otherwise." [];
    BodyAdded "body-added" BodyRemoved Harmless "A request may have a body." "A new optional field." ["request-body-added-optional"];
    RequiredBodyAdded "required-body-added" RequiredBodyRemoved Breaks "A request without a body is refused." "One more argument of `new`." ["request-body-added-required"];
    BodyRemoved "body-removed" BodyAdded Breaks "A request has no body any more." "The field is gone." ["request-body-removed"];
    RequiredBodyRemoved "required-body-removed" RequiredBodyAdded Breaks "A body that was required is gone." "One argument of `new` less." ["request-body-removed"];
    MediaTypeAdded "media-type-added" MediaTypeRemoved Harmless "A body may also have this media type." "None, unless `rust-type-changed` says that the body has a type for each." ["request-body-media-type-added" "response-media-type-added"];
    MediaTypeRemoved "media-type-removed" MediaTypeAdded Breaks "A body no longer has this media type." "None, unless `rust-type-changed` says that the body has a type for each." ["request-body-media-type-removed" "response-media-type-removed" "response-media-type-name-changed"];

    ResponseAdded "response-added" ResponseRemoved Breaks "Success comes with a status that was not foreseen." "`RESPONSES` has one more; it may be the `Output`." ["response-success-status-added"];
    ResponseRemoved "response-removed" ResponseAdded Breaks "Success no longer comes with this status." "`RESPONSES` has one less; `Output` may be another." ["response-success-status-removed"];
    ErrorResponseAdded "error-response-added" ErrorResponseRemoved Harmless "One more documented error." "`RESPONSES` has one more; it may be the `Error`." ["response-non-success-status-added"];
    ErrorResponseRemoved "error-response-removed" ErrorResponseAdded Harmless "One documented error less." "`RESPONSES` has one less; `Error` may be another." ["response-non-success-status-removed"];
    ResponseBodyAdded "response-body-added" ResponseBodyRemoved Harmless "A response that had no body has one." "`Output` is a type instead of `()`." ["response-media-type-added"];
    ResponseBodyRemoved "response-body-removed" ResponseBodyAdded Breaks "A response has no body any more." "`Output` is `()`." ["response-media-type-removed"];
    HeaderAdded "header-added" HeaderRemoved Harmless "One more response header, not always sent." "A constant more." ["response-header-added"];
    RequiredHeaderAdded "required-header-added" RequiredHeaderRemoved Harmless "One more response header, always sent." "A constant more." ["response-header-added"];
    HeaderRemoved "header-removed" HeaderAdded Harmless "A response header that was not always sent is gone." "A constant less." ["optional-response-header-removed"];
    RequiredHeaderRemoved "required-header-removed" RequiredHeaderAdded Breaks "A response header that was always sent is gone." "A constant less." ["required-response-header-removed"];

    TypeAdded "type-added" TypeRemoved Harmless "None by itself; the members that hold it say more." "A new type." [];
    TypeRemoved "type-removed" TypeAdded Harmless "None by itself; the members that held it say more." "The type is gone." ["api-schema-removed"];
    TypeRenamed "type-renamed" TypeRenamed Harmless "None: a definition or an alias has another name." "The type has another name." [];
    TypeReplaced "type-replaced" TypeReplaced Harmless "None by itself; what differs between both definitions is listed under their names." "The field has another type." [];

    ArgumentsReordered "arguments-reordered" ArgumentsReordered Harmless "None: required members or parameters are in another order." "`new` takes its arguments in another order; where their types are the same, the compiler does not notice." [];
    MemberAdded "member-added" MemberRemoved Harmless "One more member that may be left out." "A new optional field." ["new-optional-request-property" "response-optional-property-added" "response-optional-write-only-property-added"];
    RequiredMemberAdded "required-member-added" RequiredMemberRemoved Narrows "A new member that must be present." "A new field that is no `Option`; one more argument of `new`." ["new-required-request-property" "new-required-request-property-with-default" "new-required-request-header-property" "response-required-property-added" "response-required-write-only-property-added"];
    MemberRemoved "member-removed" MemberAdded Breaks "A member is gone." "The field is gone; if the service still sends it, it is kept." ["request-property-removed" "response-optional-property-removed" "response-optional-write-only-property-removed"];
    RequiredMemberRemoved "required-member-removed" RequiredMemberAdded Breaks "A member that was always present is gone." "The field is gone; one argument of `new` less." ["request-property-removed" "response-required-property-removed" "response-required-write-only-property-removed"];
    MemberRenamed "member-renamed" MemberRenamed Breaks "`x-rust-was` continues a member or parameter under another name." "The field has another name or another wire name." [];
    RustNameChanged "rust-name-changed" RustNameChanged Harmless "None." "A field, variant or request type has another name." [];

    BecameClosed "became-closed" NoLongerClosed Narrows "Members that are not listed are refused (`additionalProperties: false`)." "None; what is not listed is kept anyway." ["*-additional-properties-removed"];
    NoLongerClosed "no-longer-closed" BecameClosed Harmless "Members that are not listed are no longer refused." "None; what is not listed is kept anyway." ["*-additional-properties-added"];

    BecameRequired "became-required" BecameOptional Narrows "What could be left out must be present." "`T` instead of `Option<T>`; one more argument of `new`." ["request-parameter-became-required" "request-property-became-required" "request-property-became-required-with-default" "request-body-became-required" "request-header-property-became-required" "response-property-became-required" "response-write-only-property-became-required"];
    BecameOptional "became-optional" BecameRequired Widens "What was always present may be left out." "`Option<T>` instead of `T`; one argument of `new` less." ["request-parameter-became-optional" "request-property-became-optional" "request-body-became-optional" "response-property-became-optional" "response-write-only-property-became-optional" "response-header-became-optional"];
    BecameNullable "became-nullable" NoLongerNullable Widens "The value may be null." "One more `Option`." ["*-became-nullable"];
    NoLongerNullable "no-longer-nullable" BecameNullable Narrows "The value may not be null any more." "One `Option` less." ["*-became-not-nullable"];
    FieldBecameOptional "field-became-optional" FieldBecameRequired Harmless "None: `required` is the same, but the type is sent in another direction, or the value is a constant." "`Option<T>` instead of `T`; `new` may have one argument less." [];
    FieldBecameRequired "field-became-required" FieldBecameOptional Harmless "None: `required` is the same, but the type is sent in one direction only, or the value is no constant." "`T` instead of `Option<T>`; `new` may have one more argument." [];
    BecameReadOnly "became-read-only" NoLongerReadOnly Narrows "Only the service sets the member." "The docs of the field say so." ["*-property-became-read-only"];
    NoLongerReadOnly "no-longer-read-only" BecameReadOnly Harmless "The client may set the member too." "The docs of the field say so." ["*-property-became-not-read-only"];
    BecameWriteOnly "became-write-only" NoLongerWriteOnly Breaks "The service no longer sends the member." "The docs of the field say so." ["*-property-became-write-only"];
    NoLongerWriteOnly "no-longer-write-only" BecameWriteOnly Harmless "The service sends the member too." "The docs of the field say so." ["*-property-became-not-write-only"];
    Deprecated "deprecated" NoLongerDeprecated Harmless "It goes on working and should not be used." "`#[deprecated]`: the compiler warns." ["endpoint-deprecated" "request-parameter-deprecated" "request-property-deprecated" "response-property-deprecated"];
    NoLongerDeprecated "no-longer-deprecated" Deprecated Harmless "It may be used again." "No `#[deprecated]` any more." ["endpoint-reactivated" "request-parameter-reactivated" "request-property-reactivated" "response-property-reactivated"];
    SunsetAdded "sunset-added" SunsetRemoved Harmless "The day from which it is gone is announced (`x-sunset`)." "The docs say so." ["endpoint-deprecated-with-sunset" "request-property-deprecated-with-sunset" "response-property-deprecated-with-sunset"];
    SunsetRemoved "sunset-removed" SunsetAdded Harmless "No day is announced any more from which it is gone." "The docs no longer say so." ["sunset-deleted" "request-parameter-sunset-deleted"];
    SunsetEarlier "sunset-earlier" SunsetLater Breaks "It is gone from an earlier day on than was announced." "The docs say so." ["api-sunset-date-changed-too-small" "request-parameter-sunset-date-changed-too-small"];
    SunsetLater "sunset-later" SunsetEarlier Harmless "It is gone from a later day on than was announced." "The docs say so." [];

    TypeChanged "type-changed" TypeChanged Breaks "A value of another kind." "The field has another type." ["*-type-changed"];
    TypeWidened "type-widened" TypeNarrowed Widens "More kinds of values than before." "The field has a wider type." ["*-type-generalized" "*-type-compatible" "*-type-changed"];
    TypeNarrowed "type-narrowed" TypeWidened Narrows "Fewer kinds of values than before." "The field has a narrower type." ["*-type-specialized" "*-type-changed"];
    RustTypeChanged "rust-type-changed" RustTypeChanged Harmless "None: the same values are allowed." "The field has another type." [];
    FormatChanged "format-changed" FormatChanged Breaks "Another format of text or number." "Another type where we have one for the format." ["*-type-changed"];
    FormatWidened "format-widened" FormatNarrowed Widens "A wider format, or none." "Another type where we have one for the format." ["*-type-generalized" "*-type-changed"];
    FormatNarrowed "format-narrowed" FormatWidened Narrows "A narrower format, or one where there was none." "Another type where we have one for the format." ["*-type-specialized" "*-type-changed"];
    ContentsChanged "contents-changed" ContentsChanged Breaks "A text holds something else, or in another encoding (`contentMediaType`, `contentEncoding`)." "The docs of the field say so." ["*-content-media-type-changed" "*-content-encoding-changed"];
    BecameEnumeration "became-enumeration" NoLongerEnumeration Narrows "A value is now one out of a list (`enum`, `const`)." "An enumeration instead of `String` or an integer; for other values, the docs of the field say so." ["request-parameter-became-enum" "request-property-became-enum" "request-body-became-enum" "request-header-property-became-enum" "*-const-added"];
    NoLongerEnumeration "no-longer-enumeration" BecameEnumeration Widens "A value out of a list is now any." "`String` or an integer instead of an enumeration; for other values, the docs of the field say so." ["response-property-enum-value-added" "*-const-removed"];
    ValueAdded "value-added" ValueRemoved Widens "One more value of an enumeration; compatible where the document says that more will come (`modelAsString`)." "A new variant; before, it was an `UnknownValue`." ["request-parameter-enum-value-added" "request-property-enum-value-added" "response-property-enum-value-added" "response-write-only-property-enum-value-added" "*-const-changed"];
    ValueRemoved "value-removed" ValueAdded Narrows "One value of an enumeration less." "The variant is gone; what was it is an `UnknownValue`." ["request-parameter-enum-value-removed" "request-property-enum-value-removed" "request-body-enum-value-removed" "response-property-enum-value-removed" "response-mediatype-enum-value-removed" "request-*-x-extensible-enum-value-removed" "*-const-changed"];
    BecameExtensible "became-extensible" NoLongerExtensible Widens "More values than the listed ones may come (`modelAsString`)." "None; enumerations have an `UnknownValue` anyway." [];
    NoLongerExtensible "no-longer-extensible" BecameExtensible Narrows "No other values than the listed ones are allowed any more (`modelAsString`)." "None; enumerations have an `UnknownValue` anyway." [];
    ValueRenamed "value-renamed" ValueRenamed Breaks "`x-rust-was` continues a value under another text." "The variant has another name or another text." [];
    BecameUnion "became-union" NoLongerUnion Widens "One of several types where there was one." "A union instead of the type." ["*-body-wrapped-in-one-of" "*-one-of-added" "*-any-of-added" "*-list-of-types-widened"];
    NoLongerUnion "no-longer-union" BecameUnion Narrows "One type where there was one of several." "The type instead of the union." ["*-one-of-removed" "*-any-of-removed" "*-list-of-types-narrowed"];
    AlternativeAdded "alternative-added" AlternativeRemoved Widens "One more type in a union." "A new variant; before, it was an `UnknownValue`." ["*-one-of-added" "*-any-of-added" "*-list-of-types-widened"];
    AlternativeRemoved "alternative-removed" AlternativeAdded Narrows "One type in a union less." "The variant is gone; what was it is an `UnknownValue`." ["*-one-of-removed" "*-any-of-removed" "*-list-of-types-narrowed"];
    DiscriminatorAdded "discriminator-added" DiscriminatorRemoved Breaks "Members now choose the type." "The union is read by those members." ["*-discriminator-added"];
    DiscriminatorRemoved "discriminator-removed" DiscriminatorAdded Breaks "No member chooses the type any more." "The union is read as the first variant that fits." ["*-discriminator-removed"];
    DiscriminatorChanged "discriminator-changed" DiscriminatorChanged Breaks "Other members choose the type." "The union is read by those members." ["*-discriminator-property-name-changed"];
    DiscriminatorValueAdded "discriminator-value-added" DiscriminatorValueRemoved Widens "One more text chooses a type." "A variant has one more rule." ["*-discriminator-mapping-added"];
    DiscriminatorValueRemoved "discriminator-value-removed" DiscriminatorValueAdded Narrows "A text chooses no type any more." "A variant has one rule less." ["*-discriminator-mapping-deleted"];
    DiscriminatorValueChanged "discriminator-value-changed" DiscriminatorValueChanged Breaks "A text chooses another type." "The rule stands on another variant." ["*-discriminator-mapping-changed"];

    LimitAdded "limit-added" LimitRemoved Narrows "A limit where there was none (`minimum`, `maxLength`, `uniqueItems` and so on)." "The docs of the field say so." ["*-max-set" "*-min-set" "*-max-length-set" "*-min-items-set" "*-exclusive-max-set" "*-exclusive-min-set" "*-max-items-set" "*-max-properties-set" "*-unique-items-set" "*-multiple-of-set"];
    LimitRemoved "limit-removed" LimitAdded Widens "A limit is gone." "The docs of the field say so." ["*-max-length-unset" "*-min-items-unset" "*-unique-items-unset" "*-multiple-of-unset"];
    LimitTightened "limit-tightened" LimitLoosened Narrows "Fewer values are within the limit." "The docs of the field say so." ["*-max-decreased" "*-min-increased" "*-max-length-decreased" "*-min-length-increased" "*-max-items-decreased" "*-min-items-increased" "*-exclusive-max-decreased" "*-exclusive-min-increased" "*-max-properties-decreased" "*-min-properties-increased" "*-multiple-of-specialized"];
    LimitLoosened "limit-loosened" LimitTightened Widens "More values are within the limit." "The docs of the field say so." ["*-max-increased" "*-min-decreased" "*-max-length-increased" "*-min-length-decreased" "*-max-items-increased" "*-min-items-decreased" "*-exclusive-max-increased" "*-exclusive-min-decreased" "*-max-properties-increased" "*-min-properties-decreased" "*-multiple-of-generalized"];
    LimitChanged "limit-changed" LimitChanged Breaks "Another `multipleOf`, of which neither is a multiple of the other." "The docs of the field say so." ["*-multiple-of-changed"];
    PatternAdded "pattern-added" PatternRemoved Narrows "A text must match a pattern." "The docs of the field say so." ["*-pattern-added"];
    PatternRemoved "pattern-removed" PatternAdded Widens "A text need not match the pattern any more." "The docs of the field say so." ["*-pattern-removed"];
    PatternChanged "pattern-changed" PatternChanged Breaks "Another pattern; which one allows more is not decided." "The docs of the field say so." ["*-pattern-changed" "*-pattern-generalized"];
    DefaultAdded "default-added" DefaultRemoved Harmless "What is not sent has a documented meaning." "The docs of the field say so." ["*-default-value-added"];
    DefaultRemoved "default-removed" DefaultAdded Narrows "What is not sent has no documented meaning any more." "The docs of the field say so." ["*-default-value-removed"];
    DefaultChanged "default-changed" DefaultChanged Narrows "What is not sent means something else." "The docs of the field say so." ["*-default-value-changed"];

    ApiVersionReversed "api-version-reversed" ApiVersionReversed Harmless "None by itself: the new document has an older api-version than the old one." "None." [];
    ApiVersionAdded "api-version-added" ApiVersionRemoved Harmless "A new api-version of a service." "A new module." [];
    ApiVersionRemoved "api-version-removed" ApiVersionAdded Breaks "An api-version of a service is gone." "The module is gone." [];
    TypeSplit "type-split" TypesMerged Harmless "None." "What was one type in two api-versions is now two: a value of one is no longer a value of the other." [];
    TypesMerged "types-merged" TypeSplit Harmless "None." "What were two types in two api-versions are now one." [];
}

impl Check {
    /// Returns the class of a change found by this check in something reached this way.
    #[must_use]
    pub fn class(self, reach: &Reach) -> Class {
        let is_breaking = match self.effect() {
            Effect::Breaks => true,
            Effect::Harmless => false,
            Effect::Narrows => reach.requests.is_some(),
            Effect::Widens => reach.responses.is_some(),
        };
        if is_breaking {
            Class::Breaking
        } else {
            Class::Compatible
        }
    }
}
