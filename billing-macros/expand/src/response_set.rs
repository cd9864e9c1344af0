//! The responses of an operation, grouped into success and failure.

use proc_macro2::Ident;
use quote::{ToTokens, format_ident};
use syn::{LitStr, Type};

use crate::definitions::{Operation, Response};
use crate::media_type::{self, is_json};
use crate::member::{is_byte_list, is_string};

/// The format in which a body is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyFormat {
    Json,
    Text,
    /// Text, or a JSON string where the service says so.
    AnyText,
    Bytes,
}

/// The body of a response.
#[derive(Clone, Copy)]
pub(crate) struct ResponseBody<'a> {
    pub(crate) ty: &'a Type,
    pub(crate) format: BodyFormat,
}

/// The response of one status, in one of its media types if there are several.
pub(crate) struct StatusResponse<'a> {
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    pub(crate) content: Option<ResponseBody<'a>>,
    /// The media type and the name of its variant, if it is one of several.
    pub(crate) media_type: Option<(&'a LitStr, Ident)>,
    /// True if all responses are of one status.
    is_only: bool,
}

/// The responses of success or of failure.
pub(crate) enum ResponseSet<'a> {
    /// All statuses have the same body, or none has a documented one.
    Uniform {
        content: Option<ResponseBody<'a>>,
        /// The documented statuses; empty if it is the body of any status.
        statuses: Vec<String>,
    },
    /// Statuses differ. Exact statuses come first, `default` last.
    ByStatus(Vec<StatusResponse<'a>>),
}

impl<'a> ResponseSet<'a> {
    /// Returns the types of the bodies.
    fn types(self) -> Vec<&'a Type> {
        let bodies = match self {
            Self::Uniform { content, .. } => vec![content],
            Self::ByStatus(cases) => cases.iter().map(|case| case.content).collect(),
        };
        bodies.into_iter().flatten().map(|body| body.ty).collect()
    }
}

impl Operation {
    /// Returns the responses of success.
    pub(crate) fn success_responses(&self) -> ResponseSet<'_> {
        let is_success = |response: &&Response| response.status.value().starts_with('2');
        let mut cases: Vec<StatusResponse<'_>> = self
            .responses
            .iter()
            .filter(is_success)
            .flat_map(|response| self.status_responses(response))
            .collect();
        if cases.is_empty() {
            // A `default` without a listed success stands for both success and failure.
            let default = self.responses.iter().find(is_default);
            let default = default.into_iter();
            cases.extend(default.flat_map(|response| self.status_responses(response)));
        }
        let mut responses = group_by_status(cases);
        if let ResponseSet::Uniform { statuses, .. } = &mut responses
            && self.long_running.is_some()
        {
            // The documents describe the response to the request; the status of its end may be another one.
            statuses.clear();
        }
        responses
    }

    /// Returns the responses of failure. Those without a body are left out.
    pub(crate) fn error_responses(&self) -> ResponseSet<'_> {
        let is_failure = |response: &&Response| {
            is_default(response) || response.status.value().starts_with(['3', '4', '5'])
        };
        let listed = self.responses.iter().filter(is_failure);
        let mut cases: Vec<StatusResponse<'_>> = listed
            .flat_map(|response| self.status_responses(response))
            .collect();
        if let Some(ty) = &self.error {
            cases.push(StatusResponse {
                status: "default".to_owned(),
                content: self.response_body(ty, &[]),
                media_type: None,
                is_only: false,
            });
        }
        cases.retain(|case| case.content.is_some());
        group_by_status(cases)
    }

    /// Returns the types of the bodies that are decoded; those of a response that is neither success nor failure are not.
    pub(crate) fn decoded_types(&self) -> Vec<&Type> {
        let sets = [self.success_responses(), self.error_responses()];
        sets.into_iter().flat_map(ResponseSet::types).collect()
    }

    fn status_responses<'a>(&self, response: &'a Response) -> Vec<StatusResponse<'a>> {
        let status = response.status.value();
        let media_types: Vec<&LitStr> = response.media_types.iter().collect();
        let one = |ty: Option<&'a Type>, names: &[&LitStr], media_type| StatusResponse {
            status: status.clone(),
            content: ty.and_then(|ty| self.response_body(ty, names)),
            media_type,
            is_only: false,
        };
        let ty = response.ty.as_ref();
        let types = ty.map(|ty| media_type::types(ty, media_types.len()));
        match types {
            Some(types) if types.len() > 1 && self.method != "HEAD" => {
                let variants = media_type::variants(&media_types);
                let named = media_types.into_iter().zip(variants).zip(types);
                named
                    .map(|((name, variant), ty)| one(Some(ty), &[name], Some((name, variant))))
                    .collect()
            }
            _ => vec![one(ty, &media_types, None)],
        }
    }

    /// Returns the body of a type in a media type; `None` for `HEAD`.
    fn response_body<'a>(&self, ty: &'a Type, media_types: &[&LitStr]) -> Option<ResponseBody<'a>> {
        let format = BodyFormat::detect(ty, media_types);
        (self.method != "HEAD").then_some(ResponseBody { ty, format })
    }
}

fn is_default(response: &&Response) -> bool {
    response.status.value() == "default"
}

fn group_by_status(mut cases: Vec<StatusResponse<'_>>) -> ResponseSet<'_> {
    cases.sort_by_key(|case| match case.status.as_str() {
        "default" => 2,
        status if status.ends_with('X') => 1,
        _ => 0,
    });
    cases.dedup_by(|second, first| {
        second.status == first.status && second.media_type.is_none() && first.media_type.is_none()
    });
    let first = cases.first().map(|case| case.status.clone());
    let is_only = cases
        .iter()
        .all(|case| Some(&case.status) == first.as_ref());
    cases.iter_mut().for_each(|case| case.is_only = is_only);
    let content = cases.first().and_then(|case| case.content);
    let is_chosen = cases.iter().any(|case| case.media_type.is_some());
    if !is_chosen && cases.iter().all(|case| is_same_body(case.content, content)) {
        let is_total = cases.iter().any(|case| case.status == "default");
        let statuses = cases.into_iter().map(|case| case.status);
        return ResponseSet::Uniform {
            content,
            statuses: statuses.filter(|_| !is_total).collect(),
        };
    }
    ResponseSet::ByStatus(cases)
}

/// Returns whether two responses have the same body in the same format.
pub(crate) fn is_same_body(one: Option<ResponseBody<'_>>, other: Option<ResponseBody<'_>>) -> bool {
    let key =
        |content: ResponseBody<'_>| (content.ty.to_token_stream().to_string(), content.format);
    one.map(key) == other.map(key)
}

impl BodyFormat {
    /// Selects the format for a type in its media types.
    pub(crate) fn detect(ty: &Type, media_types: &[&LitStr]) -> Self {
        let is_json = |media_type: &&LitStr| is_json(&media_type.value());
        if media_types.is_empty() {
            Self::Json
        } else if is_byte_list(ty) {
            Self::Bytes
        } else if media_types.iter().all(is_json) || !is_string(ty) {
            Self::Json
        } else if media_types.iter().any(is_json) || media_types.iter().any(is_any) {
            Self::AnyText
        } else {
            Self::Text
        }
    }
}

fn is_any(media_type: &&LitStr) -> bool {
    media_type.value() == "*/*"
}

impl StatusResponse<'_> {
    /// Returns the name of the variant in the generated enum.
    pub(crate) fn variant(&self) -> Ident {
        match &self.media_type {
            None => self.status_variant(),
            Some((_, name)) if self.is_only => name.clone(),
            Some((_, name)) => format_ident!("{}{name}", self.status_variant()),
        }
    }

    fn status_variant(&self) -> Ident {
        let name = match self.status.as_str() {
            "200" => "Ok",
            "201" => "Created",
            "202" => "Accepted",
            "203" => "NonAuthoritativeInformation",
            "204" => "NoContent",
            "205" => "ResetContent",
            "206" => "PartialContent",
            "207" => "MultiStatus",
            "2XX" => "Other",
            "300" => "MultipleChoices",
            "301" => "MovedPermanently",
            "302" => "Found",
            "303" => "SeeOther",
            "304" => "NotModified",
            "307" => "TemporaryRedirect",
            "308" => "PermanentRedirect",
            "3XX" => "Redirection",
            "400" => "BadRequest",
            "401" => "Unauthorized",
            "402" => "PaymentRequired",
            "403" => "Forbidden",
            "404" => "NotFound",
            "405" => "MethodNotAllowed",
            "406" => "NotAcceptable",
            "408" => "RequestTimeout",
            "409" => "Conflict",
            "410" => "Gone",
            "411" => "LengthRequired",
            "412" => "PreconditionFailed",
            "413" => "ContentTooLarge",
            "415" => "UnsupportedMediaType",
            "416" => "RangeNotSatisfiable",
            "422" => "UnprocessableContent",
            "423" => "Locked",
            "428" => "PreconditionRequired",
            "429" => "TooManyRequests",
            "4XX" => "ClientError",
            "500" => "InternalServerError",
            "501" => "NotImplemented",
            "502" => "BadGateway",
            "503" => "ServiceUnavailable",
            "504" => "GatewayTimeout",
            "5XX" => "ServerError",
            "default" => "Default",
            other => return format_ident!("Status{other}"),
        };
        format_ident!("{name}")
    }
}
