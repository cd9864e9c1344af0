//! What the responses of an operation mean together: what success returns, and what failure does.

use proc_macro2::Ident;
use quote::{ToTokens, format_ident};
use syn::{LitStr, Type};

use crate::definitions::{Operation, Response};

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Json,
    Text,
    Bytes,
}

/// What a body holds.
#[derive(Clone, Copy)]
pub(crate) struct Content<'a> {
    pub(crate) ty: &'a Type,
    pub(crate) reading: Reading,
}

/// What one status returns.
pub(crate) struct Case<'a> {
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    pub(crate) content: Option<Content<'a>>,
}

/// What success or failure returns.
pub(crate) enum Outcome<'a> {
    /// The same whatever the status: a body, or nothing that is documented.
    One(Option<Content<'a>>),
    /// Something else for each of several statuses; exact ones first, `default` last.
    Several(Vec<Case<'a>>),
}

impl Operation {
    /// What success returns.
    pub(crate) fn success(&self) -> Outcome<'_> {
        let is_success = |response: &&Response| response.status.value().starts_with('2');
        let mut cases: Vec<Case<'_>> = self
            .responses
            .iter()
            .filter(is_success)
            .map(|response| self.case(response))
            .collect();
        if cases.is_empty() {
            // A `default` alone says what comes back, whatever that means.
            let default = self.responses.iter().find(is_default);
            cases.extend(default.map(|response| self.case(response)));
        }
        outcome(cases)
    }

    /// What failure returns; what has no body says nothing.
    pub(crate) fn failure(&self) -> Outcome<'_> {
        let is_failure = |response: &&Response| {
            is_default(response) || response.status.value().starts_with(['3', '4', '5'])
        };
        let listed = self.responses.iter().filter(is_failure);
        let mut cases: Vec<Case<'_>> = listed.map(|response| self.case(response)).collect();
        if let Some(ty) = &self.error {
            cases.push(Case {
                status: "default".to_owned(),
                content: self.content(ty, None),
            });
        }
        cases.retain(|case| case.content.is_some());
        outcome(cases)
    }

    fn case<'a>(&self, response: &'a Response) -> Case<'a> {
        let ty = response.ty.as_ref();
        Case {
            status: response.status.value(),
            content: ty.and_then(|ty| self.content(ty, response.media_type.as_ref())),
        }
    }

    /// What a body of a type holds, sent as a media type.
    fn content<'a>(&self, ty: &'a Type, media_type: Option<&LitStr>) -> Option<Content<'a>> {
        let reading = Reading::of(ty, media_type);
        (self.method != "HEAD").then_some(Content { ty, reading })
    }
}

fn is_default(response: &&Response) -> bool {
    response.status.value() == "default"
}

fn outcome(mut cases: Vec<Case<'_>>) -> Outcome<'_> {
    cases.sort_by_key(|case| match case.status.as_str() {
        "default" => 2,
        status if status.ends_with('X') => 1,
        _ => 0,
    });
    cases.dedup_by(|second, first| second.status == first.status);
    let content = cases.first().and_then(|case| case.content);
    if cases.iter().all(|case| same(case.content, content)) {
        return Outcome::One(content);
    }
    Outcome::Several(cases)
}

/// Whether two bodies are the same, and read in the same way.
pub(crate) fn same(one: Option<Content<'_>>, other: Option<Content<'_>>) -> bool {
    let key = |content: Content<'_>| (content.ty.to_token_stream().to_string(), content.reading);
    one.map(key) == other.map(key)
}

impl Reading {
    /// How a body of a type is read that is sent as a media type.
    pub(crate) fn of(ty: &Type, media_type: Option<&LitStr>) -> Self {
        match media_type.map(LitStr::value) {
            Some(name) if !is_json(&name) => match ty.to_token_stream().to_string().as_str() {
                "String" => Self::Text,
                "Vec < u8 >" => Self::Bytes,
                _ => Self::Json,
            },
            _ => Self::Json,
        }
    }
}

/// Whether a media type is one of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

impl Case<'_> {
    /// The variant of a generated enum.
    pub(crate) fn variant(&self) -> Ident {
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
