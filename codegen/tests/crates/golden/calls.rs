/// Each style.
///
/// `GET /styles/{label}/{matrix}`
///
/// - `204`, no body: Done.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct StylesAll {
    /// A label. Each element is prefixed with `.`.
    pub label: ::std::vec::Vec<::std::string::String>,
    /// A matrix. Serialized as `;name=value`.
    pub matrix: i64,
    /// How many. At least 1, at most 100.
    pub top: Option<i32>,
    /// With pipes. At most 3 elements. Separated by `|`.
    pub pipes: Option<::std::vec::Vec<::std::string::String>>,
    /// As it is. Pattern: `^[a-z\d-_]+$`. Not percent-encoded.
    pub raw: Option<::std::string::String>,
    /// As JSON. Serialized as JSON.
    pub json: Option<BTreeMap<::std::string::String, ::std::string::String>>,
    /// As members. Each property is serialized as `name[property]=value`.
    pub deep: Option<super::types::Thing>,
    /// A header.
    pub x_trace: Option<::std::vec::Vec<::std::string::String>>,
    /// A cookie. At least 1 character.
    pub session: Option<::std::string::String>,
}

impl StylesAll {
    /// Creates a request from its required parameters.
    pub fn new(label: ::std::vec::Vec<::std::string::String>, matrix: i64) -> Self {
        Self {
            label,
            matrix,
            top: None,
            pipes: None,
            raw: None,
            json: None,
            deep: None,
            x_trace: None,
            session: None,
        }
    }
    /// How many. At least 1, at most 100.
    #[inline]
    pub fn top(mut self, top: i32) -> Self {
        self.top = Some(top);
        self
    }
    /// With pipes. At most 3 elements. Separated by `|`.
    #[inline]
    pub fn pipes(mut self, pipes: ::std::vec::Vec<::std::string::String>) -> Self {
        self.pipes = Some(pipes);
        self
    }
    /// As it is. Pattern: `^[a-z\d-_]+$`. Not percent-encoded.
    #[inline]
    pub fn raw(mut self, raw: impl ::std::convert::Into<::std::string::String>) -> Self {
        self.raw = Some(raw.into());
        self
    }
    /// As JSON. Serialized as JSON.
    #[inline]
    pub fn json(mut self, json: BTreeMap<::std::string::String, ::std::string::String>) -> Self {
        self.json = Some(json);
        self
    }
    /// As members. Each property is serialized as `name[property]=value`.
    #[inline]
    pub fn deep(mut self, deep: super::types::Thing) -> Self {
        self.deep = Some(deep);
        self
    }
    /// A header.
    #[inline]
    pub fn x_trace(mut self, x_trace: ::std::vec::Vec<::std::string::String>) -> Self {
        self.x_trace = Some(x_trace);
        self
    }
    /// A cookie. At least 1 character.
    #[inline]
    pub fn session(mut self, session: impl ::std::convert::Into<::std::string::String>) -> Self {
        self.session = Some(session.into());
        self
    }
}

impl rt::Operation<super::document::Document> for StylesAll {}

impl rt::Call for StylesAll {
    const ID: &'static str = "Styles_All";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/{label}/{matrix}";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[
        rt::Parameter::new("label", rt::Location::Path, true).styled(rt::Style::LabelRepeated),
        rt::Parameter::new("matrix", rt::Location::Path, true).styled(rt::Style::Matrix),
        rt::Parameter::new("$top", rt::Location::Query, false)
            .constrained(&[rt::Constraint::Minimum("1"), rt::Constraint::Maximum("100")]),
        rt::Parameter::new("pipes", rt::Location::Query, false)
            .styled(rt::Style::Pipes)
            .constrained(&[rt::Constraint::MaxItems(3)]),
        rt::Parameter::new("raw", rt::Location::Query, false)
            .styled(rt::Style::Verbatim)
            .constrained(&[rt::Constraint::Pattern(r"^[a-z\d\-_]+$")]),
        rt::Parameter::new("json", rt::Location::Query, false).styled(rt::Style::Json),
        rt::Parameter::new("deep", rt::Location::Query, false).styled(rt::Style::DeepObject),
        rt::Parameter::new("X-Trace", rt::Location::Header, false),
        rt::Parameter::new("session", rt::Location::Cookie, false)
            .constrained(&[rt::Constraint::MinLength(1)]),
    ];
    const RESPONSES: &'static [rt::Response] = &[rt::Response::new("204", None)];
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = ();
    type Error = rt::Json;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        request.add(&self.label);
        request.add(&self.matrix);
        request.add(&self.top);
        request.add(&self.pipes);
        request.add(&self.raw);
        request.add(&self.json);
        request.add(&self.deep);
        request.add(&self.x_trace);
        request.add(&self.session);
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        if !matches!(response.status, 204) {
            return Err(rt::ReadError::Undocumented);
        }
        Ok(())
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

rt::served! {
    StylesAll(request, response) {
        label,
        matrix,
        top,
        pipes,
        raw,
        json,
        deep,
        x_trace,
        session,
    };
    output => response.nothing();
    error => response.json(error);
}

/// Pages by link.
///
/// `GET /things`
///
/// - `200`, `Page`: A page.
/// - `206`, `String`: A part of one.
/// - `404`, `Thing`: None.
/// - `4XX`, `Error`: Refused.
/// - `default`, `String`: Failed.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct ThingsList {
    /// A name that is taken.
    pub new: Option<bool>,
    /// One more.
    pub request: Option<::std::string::String>,
    /// Odd, for a setter.
    pub to_day: Option<Date>,
}

#[allow(clippy::wrong_self_convention, clippy::should_implement_trait)]
impl ThingsList {
    /// Creates a request without parameters.
    pub fn new() -> Self {
        Self {
            new: None,
            request: None,
            to_day: None,
        }
    }
    /// A name that is taken.
    #[inline]
    pub fn with_new(mut self, new: bool) -> Self {
        self.new = Some(new);
        self
    }
    /// One more.
    #[inline]
    pub fn with_request(
        mut self,
        request: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.request = Some(request.into());
        self
    }
    /// Odd, for a setter.
    #[inline]
    pub fn to_day(mut self, to_day: Date) -> Self {
        self.to_day = Some(to_day);
        self
    }
}

/// The successful responses of [`ThingsList`].
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum ThingsListOutput {
    /// Status `200`.
    Ok(super::types::Page),
    /// Status `206`.
    PartialContent(::std::string::String),
}

/// The error responses of [`ThingsList`].
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum ThingsListError {
    /// Status `404`.
    NotFound(super::types::Thing),
    /// Status `4XX`.
    ClientError(super::types::Error),
    /// Any other status.
    Default(::std::string::String),
}

impl rt::Operation<super::document::Document> for ThingsList {}

impl rt::Call for ThingsList {
    const ID: &'static str = "Things_List";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/things";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[
        rt::Parameter::new("new", rt::Location::Query, false),
        rt::Parameter::new("request", rt::Location::Query, false),
        rt::Parameter::new("to_day", rt::Location::Query, false),
    ];
    const RESPONSES: &'static [rt::Response] = &[
        rt::Response::new("200", Some("Page")),
        rt::Response::new("206", Some("::std::string::String")).sent_as("text/plain"),
        rt::Response::new("404", Some("Thing")),
        rt::Response::new("4XX", Some("Error")).sent_as("application/problem+json"),
        rt::Response::new("default", Some("::std::string::String")).sent_as("text/html"),
    ];
    const PAGING: Option<rt::Paging> = Some(rt::Paging::Link {
        next: "nextLink",
        items: "value",
    });
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = &[
        &[rt::SecurityRequirement {
            scheme: "key",
            scopes: &[],
        }],
        &[
            rt::SecurityRequirement {
                scheme: "key",
                scopes: &[],
            },
            rt::SecurityRequirement {
                scheme: "token",
                scopes: &["read", "write"],
            },
        ],
        &[],
    ];
    type Output = ThingsListOutput;
    type Error = ThingsListError;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        request.add(&self.new);
        request.add(&self.request);
        request.add(&self.to_day);
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        match response.status {
            200 => Ok(ThingsListOutput::Ok(response.json()?)),
            206 => Ok(ThingsListOutput::PartialContent(response.text()?)),
            _ => Err(rt::ReadError::Undocumented),
        }
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        match response.status {
            404 => Ok(ThingsListError::NotFound(response.json()?)),
            status if status / 100 == 4 => Ok(ThingsListError::ClientError(response.json()?)),
            _ => Ok(ThingsListError::Default(response.text()?)),
        }
    }
}

impl rt::Paged for ThingsList {
    type Item = super::types::Thing;
    #[inline]
    fn page(&self, output: Self::Output) -> rt::Page<Self::Item> {
        match output {
            ThingsListOutput::Ok(output) => rt::Page::linked(
                output.value,
                output.next_link.flatten(),
            ),
            _ => rt::Page::linked(::std::vec::Vec::new(), None),
        }
    }
}

rt::served! {
    ThingsList(request, response) {
        new,
        request,
        to_day,
    };
    output => match output {
        ThingsListOutput::Ok(body) => response.of("200", None).json(body),
        ThingsListOutput::PartialContent(body) => response.of("206", None).text(body),
    };
    error => match error {
        ThingsListError::NotFound(body) => response.of("404", None).json(body),
        ThingsListError::ClientError(body) => response.of("4XX", None).json(body),
        ThingsListError::Default(body) => response.of("default", None).text(body),
    };
}

/// Goes on after its answer.
///
/// `PUT /things`
///
/// - `200`, `Thing`: Done.
/// - `202`, no body: Accepted.
/// - `2XX`, no body: Others.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct ThingsPut {
    /// Bytes. Sent as `application/octet-stream`.
    pub body: ::std::vec::Vec<u8>,
}

impl ThingsPut {
    /// Creates a request from its required parameters.
    pub fn new(body: ::std::vec::Vec<u8>) -> Self {
        Self { body }
    }
}

/// The successful responses of [`ThingsPut`].
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum ThingsPutOutput {
    /// Status `200`.
    Ok(super::types::Thing),
    /// Status `202`.
    Accepted,
    /// Status `2XX`.
    Other,
}

impl rt::Operation<super::document::Document> for ThingsPut {}

impl rt::Call for ThingsPut {
    const ID: &'static str = "Things_Put";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/things";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[
        rt::Parameter::new("body", rt::Location::Body, true)
            .styled(rt::Style::Body(rt::Body::Bytes("application/octet-stream"))),
    ];
    const RESPONSES: &'static [rt::Response] = &[
        rt::Response::new("200", Some("Thing")),
        rt::Response::new("202", None),
        rt::Response::new("2XX", None),
    ];
    const LONG_RUNNING: Option<&'static str> = Some("azure-async-operation");
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = ThingsPutOutput;
    type Error = rt::Json;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        request.add_bytes(Some(&self.body));
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        match response.status {
            200 => Ok(ThingsPutOutput::Ok(response.json()?)),
            202 => Ok(ThingsPutOutput::Accepted),
            status if status / 100 == 2 => Ok(ThingsPutOutput::Other),
            _ => Err(rt::ReadError::Undocumented),
        }
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

impl rt::LongRunning for ThingsPut {
    type Final = Option<super::types::Thing>;
    #[inline]
    fn finished(output: Self::Output) -> Option<Self::Final> {
        match output {
            ThingsPutOutput::Ok(value) => Some(Some(value)),
            ThingsPutOutput::Other => Some(None),
            _ => None,
        }
    }
}

rt::served! {
    ThingsPut(request, response) { body: request.bytes()? };
    output => match output {
        ThingsPutOutput::Ok(body) => response.of("200", None).json(body),
        ThingsPutOutput::Accepted => response.of("202", None).nothing(),
        ThingsPutOutput::Other => response.of("2XX", None).nothing(),
    };
    error => response.json(error);
}

/// Pages by number.
///
/// `GET /numbers`
///
/// - `default`, `Numbers`: A page or a failure.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct NumbersList {
    /// The first one.
    pub skip: Option<i64>,
    /// How many.
    pub take: Option<i64>,
}

impl NumbersList {
    /// Creates a request without parameters.
    pub fn new() -> Self {
        Self {
            skip: None,
            take: None,
        }
    }
    /// The first one.
    #[inline]
    pub fn skip(mut self, skip: i64) -> Self {
        self.skip = Some(skip);
        self
    }
    /// How many.
    #[inline]
    pub fn take(mut self, take: i64) -> Self {
        self.take = Some(take);
        self
    }
}

impl rt::Operation<super::document::Document> for NumbersList {}

impl rt::Call for NumbersList {
    const ID: &'static str = "Numbers_List";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/numbers";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[
        rt::Parameter::new("skip", rt::Location::Query, false),
        rt::Parameter::new("take", rt::Location::Query, false),
    ];
    const RESPONSES: &'static [rt::Response] = &[rt::Response::new("default", Some("Numbers"))];
    const PAGING: Option<rt::Paging> = Some(rt::Paging::Offset {
        offset: "skip",
        size: Some("take"),
        items: "items",
        total: Some("total"),
    });
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = super::types::Numbers;
    type Error = super::types::Numbers;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        request.add(&self.skip);
        request.add(&self.take);
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        response.json()
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

impl rt::Paged for NumbersList {
    type Item = Decimal;
    #[inline]
    fn page(&self, output: Self::Output) -> rt::Page<Self::Item> {
        rt::Page::counted(
            output.items.unwrap_or_default(),
            self.skip.and_then(|offset| offset.try_into().ok()).unwrap_or_default(),
            output.total.and_then(|total| total.try_into().ok()),
        )
    }
    fn at(&self, offset: u64) -> Result<Self, rt::RequestError> {
        let mut next = self.clone();
        next.skip = Some(
            offset
                .try_into()
                .map_err(|_| rt::RequestError::unfit_position(<Self as rt::Call>::ID, "skip"))?,
        );
        Ok(next)
    }
}

rt::served! {
    NumbersList(request, response) {
        skip,
        take,
    };
    output => response.json(output);
    error => response.json(error);
}

/// A form.
///
/// `POST /numbers`
///
/// - `200`, `Vec<u8>`: Bytes.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct NumbersPost {
    /// A form. Sent as `application/x-www-form-urlencoded`.
    pub body: Option<super::types::Thing>,
}

impl NumbersPost {
    /// Creates a request without parameters.
    pub fn new() -> Self {
        Self { body: None }
    }
    /// A form. Sent as `application/x-www-form-urlencoded`.
    #[inline]
    pub fn body(mut self, body: super::types::Thing) -> Self {
        self.body = Some(body);
        self
    }
}

impl rt::Operation<super::document::Document> for NumbersPost {}

impl rt::Call for NumbersPost {
    const ID: &'static str = "Numbers_Post";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/numbers";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[
        rt::Parameter::new("body", rt::Location::Body, false)
            .styled(rt::Style::Body(rt::Body::Form)),
    ];
    const RESPONSES: &'static [rt::Response] = &[
        rt::Response::new("200", Some("::std::vec::Vec<u8>")).sent_as("image/png"),
    ];
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = ::std::vec::Vec<u8>;
    type Error = rt::Json;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        request.add(&self.body);
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        if !matches!(response.status, 200) {
            return Err(rt::ReadError::Undocumented);
        }
        Ok(response.bytes())
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

rt::served! {
    NumbersPost(request, response) { body };
    output => response.bytes(output);
    error => response.json(error);
}

/// Nothing but a status.
///
/// `HEAD /numbers`
///
/// - `200`, no body: There.
/// - `404`, no body: Not there.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct NumbersHead {}

impl NumbersHead {
    /// Creates a request.
    pub fn new() -> Self {
        Self {}
    }
}

impl rt::Operation<super::document::Document> for NumbersHead {}

impl rt::Call for NumbersHead {
    const ID: &'static str = "Numbers_Head";
    const METHOD: &'static str = "HEAD";
    const PATH: &'static str = "/numbers";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[];
    const RESPONSES: &'static [rt::Response] = &[
        rt::Response::new("200", None),
        rt::Response::new("404", None),
    ];
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = ();
    type Error = rt::Json;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        let _ = request;
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        if !matches!(response.status, 200) {
            return Err(rt::ReadError::Undocumented);
        }
        Ok(())
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

rt::served! {
    NumbersHead(request, response) {};
    output => response.nothing();
    error => response.json(error);
}

/// Everything in one page.
///
/// `PATCH /numbers`
///
/// - `200`, `Numbers`: A page.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct ResultModel {
    /// A text. Sent as `text/csv`.
    pub body: Option<::std::string::String>,
}

impl ResultModel {
    /// Creates a request without parameters.
    pub fn new() -> Self {
        Self { body: None }
    }
    /// A text. Sent as `text/csv`.
    #[inline]
    pub fn body(mut self, body: impl ::std::convert::Into<::std::string::String>) -> Self {
        self.body = Some(body.into());
        self
    }
}

impl rt::Operation<super::document::Document> for ResultModel {}

impl rt::Call for ResultModel {
    const ID: &'static str = "Result";
    const METHOD: &'static str = "PATCH";
    const PATH: &'static str = "/numbers";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[
        rt::Parameter::new("body", rt::Location::Body, false)
            .styled(rt::Style::Body(rt::Body::Text("text/csv"))),
    ];
    const RESPONSES: &'static [rt::Response] = &[rt::Response::new("200", Some("Numbers"))];
    const PAGING: Option<rt::Paging> = Some(rt::Paging::Whole { items: "items" });
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = super::types::Numbers;
    type Error = rt::Json;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        request.add(&self.body);
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        if !matches!(response.status, 200) {
            return Err(rt::ReadError::Undocumented);
        }
        response.json()
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

impl rt::Paged for ResultModel {
    type Item = Decimal;
    #[inline]
    fn page(&self, output: Self::Output) -> rt::Page<Self::Item> {
        rt::Page::linked(output.items.unwrap_or_default(), None)
    }
}

rt::served! {
    ResultModel(request, response) { body };
    output => response.json(output);
    error => response.json(error);
}

/// A name that is longer than a line.
///
/// `DELETE /numbers`
///
/// - `204`, no body: Gone.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct NumbersDeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService {}

impl NumbersDeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService {
    /// Creates a request.
    pub fn new() -> Self {
        Self {}
    }
}

impl rt::Operation<super::document::Document> for NumbersDeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService {}

impl rt::Call for NumbersDeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService {
    const ID: &'static str = "Numbers_DeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService";
    const METHOD: &'static str = "DELETE";
    const PATH: &'static str = "/numbers";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[];
    const RESPONSES: &'static [rt::Response] = &[rt::Response::new("204", None)];
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = ();
    type Error = rt::Json;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        let _ = request;
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        if !matches!(response.status, 204) {
            return Err(rt::ReadError::Undocumented);
        }
        Ok(())
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

rt::served! {
    NumbersDeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService(
        request,
        response,
    ) {};
    output => response.nothing();
    error => response.json(error);
}

/// A choice in both directions.
///
/// `PUT /numbers`
///
/// - `200`, `Thing` or `String`, headers `X-Total`: One of them.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a request does nothing until it is sent"]
pub struct NumbersPut {
    /// One of them. Sent as `application/json`, `multipart/form-data` or `image/*`.
    pub body: Option<NumbersPutBody>,
}

impl NumbersPut {
    /// Creates a request without parameters.
    pub fn new() -> Self {
        Self { body: None }
    }
    /// One of them. Sent as `application/json`, `multipart/form-data` or `image/*`.
    #[inline]
    pub fn body(mut self, body: impl ::std::convert::Into<NumbersPutBody>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// The body of [`NumbersPut`], in one of its media types.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum NumbersPutBody {
    /// Sent as `application/json`.
    Json(super::types::Thing),
    /// Sent as `multipart/form-data`.
    Multipart(super::types::Upload),
    /// Sent as `image/*`.
    Image(Content),
}

impl From<super::types::Thing> for NumbersPutBody {
    fn from(body: super::types::Thing) -> Self {
        Self::Json(body)
    }
}

impl NumbersPut {
    /// The header `X-Total` of a response.
    pub const X_TOTAL: rt::Header<i64> = rt::Header::new("X-Total");
}

/// The successful responses of [`NumbersPut`].
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)]
pub enum NumbersPutOutput {
    /// Status `200` as `application/json`.
    Json(super::types::Thing),
    /// Status `200` as `text/csv`.
    Csv(::std::string::String),
}

impl rt::Operation<super::document::Document> for NumbersPut {}

impl rt::Call for NumbersPut {
    const ID: &'static str = "Numbers_Put";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/numbers";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PARAMETERS: &'static [rt::Parameter] = &[
        rt::Parameter::new("body", rt::Location::Body, false)
            .styled(rt::Style::Body(rt::Body::OneOf(&[
                rt::Body::Json("application/json"),
                rt::Body::Multipart(&[
                    rt::Encoding::styled("codes", rt::Style::Commas),
                    rt::Encoding::sent_as("photo", "image/png"),
                ]),
                rt::Body::Any("image/*"),
            ]))),
    ];
    const RESPONSES: &'static [rt::Response] = &[
        rt::Response::new("200", Some("Thing or ::std::string::String"))
            .sent_as_one_of(&["application/json", "text/csv"]),
    ];
    const SECURITY: &'static [&'static [rt::SecurityRequirement]] = super::document::SECURITY;
    type Output = NumbersPutOutput;
    type Error = rt::Json;
    #[inline]
    fn write_parameters(&self, request: &mut rt::RequestBuilder) {
        match &self.body {
            Some(NumbersPutBody::Json(body)) => {
                request.choose(0);
                request.add(body);
            }
            Some(NumbersPutBody::Multipart(body)) => {
                request.choose(1);
                request.add(body);
            }
            Some(NumbersPutBody::Image(body)) => {
                request.choose(2);
                request.add_content(Some(body));
            }
            None => (),
        }
    }
    #[inline]
    fn read_output(response: &rt::RawResponse<'_>) -> Result<Self::Output, rt::ReadError> {
        match response.status {
            200 => match response.select(&["application/json", "text/csv"])? {
                0 => Ok(NumbersPutOutput::Json(response.json()?)),
                _ => Ok(NumbersPutOutput::Csv(response.text()?)),
            },
            _ => Err(rt::ReadError::Undocumented),
        }
    }
    #[inline]
    fn read_error(response: &rt::RawResponse<'_>) -> Result<Self::Error, rt::ReadError> {
        response.json()
    }
}

rt::served! {
    NumbersPut(request, response) {
        body: match request.choice()? {
            None => None,
            Some(0) => Some(NumbersPutBody::Json(request.value()?)),
            Some(1) => Some(NumbersPutBody::Multipart(request.value()?)),
            _ => Some(NumbersPutBody::Image(request.content()?)),
        },
    };
    output => match output {
        NumbersPutOutput::Json(body) => response.of("200", Some("application/json")).json(body),
        NumbersPutOutput::Csv(body) => response.of("200", Some("text/csv")).text(body),
    };
    error => response.json(error);
}
