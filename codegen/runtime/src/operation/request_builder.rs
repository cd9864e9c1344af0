//! Requests, built from the values of their parameters.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::super::json::to_json_text;
use super::super::value::AsSerde;
use super::super::{Decimal, Json, Value};
use super::form::add_bracketed;
use super::{
    Call, Constraint, InvalidParameter, Location, Parameter, ParameterText, RequestError, Style,
};

/// Builder of a request. An operation adds the values of its parameters in their order.
#[derive(Debug)]
pub struct RequestBuilder {
    /// The function that matches a pattern against a text, if patterns are checked.
    matches: Option<fn(&str, &str) -> bool>,
    /// The parameters whose values have not been added.
    pub(super) parameters: std::slice::Iter<'static, Parameter>,
    /// The encoded values for the path, by parameter name.
    path: Vec<(&'static str, String)>,
    /// Encoded pairs `name=value`.
    pub(super) query: Vec<String>,
    headers: Vec<(&'static str, String)>,
    /// Encoded pairs `name=value`.
    pub(super) cookies: Vec<String>,
    pub(super) body: Option<(Cow<'static, str>, Vec<u8>)>,
    /// The index of the media type that the caller chose for the body.
    pub(super) chosen: usize,
    invalid: Vec<InvalidParameter>,
}

/// A request without types of an HTTP crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRequest {
    /// The encoded path and query, starting with a slash.
    pub path_and_query: String,
    /// The headers, without those that a client adds.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl RequestBuilder {
    /// Builds the request of an operation in an api-version.
    ///
    /// # Errors
    ///
    /// Parameters have values that can't be sent; the error lists all of them.
    pub fn build<C: Call + ?Sized>(
        call: &C,
        api_version: &str,
    ) -> Result<RawRequest, RequestError> {
        let mut request = Self::new::<C>(None);
        if let Some(name) = C::API_VERSION {
            let value = C::API_VERSION_VALUE.unwrap_or(api_version);
            let (name, value) = (encode_name(name), encode(value));
            request.query.push(format!("{name}={value}"));
        }
        call.write_parameters(&mut request);
        request.finish::<C>()
    }

    /// Checks the values of a request against all documented constraints. `matches` returns true if a pattern matches
    /// somewhere in a text.
    ///
    /// # Errors
    ///
    /// Parameters have values that can't be sent or do not match their patterns; the error lists all of them.
    pub fn check<C: Call + ?Sized>(
        call: &C,
        matches: fn(&str, &str) -> bool,
    ) -> Result<(), RequestError> {
        let mut request = Self::new::<C>(Some(matches));
        call.write_parameters(&mut request);
        request.finish::<C>().map(drop)
    }

    fn new<C: Call + ?Sized>(matches: Option<fn(&str, &str) -> bool>) -> Self {
        Self {
            matches,
            parameters: C::PARAMETERS.iter(),
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
            body: None,
            chosen: 0,
            invalid: Vec::new(),
        }
    }

    /// Adds the value of the next parameter.
    pub fn add<T: Value>(&mut self, value: &T) {
        let Some(parameter) = self.parameters.next() else {
            return;
        };
        if parameter.location == Location::Body {
            return self.add_body(parameter, value);
        }
        if let Style::Body(format) = parameter.style {
            return self.add_whole_query(parameter, format, value);
        }
        if parameter.style == Style::DeepObject {
            return self.add_deep(parameter, value);
        }
        if parameter.style == Style::Json {
            return match to_json_text(&AsSerde(value)) {
                Ok(json) if json == "null" => self.add_text(parameter, ParameterText::Absent),
                Ok(json) => self.add_text(parameter, ParameterText::One(json)),
                Err(error) => self.refuse(parameter, format!("can't be written: {error}")),
            };
        }
        match ParameterText::of(&AsSerde(value)) {
            Ok(text) => self.add_text(parameter, text),
            Err(error) => self.refuse(parameter, format!("can't be written: {error}")),
        }
    }

    pub(super) fn refuse(&mut self, parameter: &Parameter, problem: String) {
        self.invalid.push(InvalidParameter {
            parameter: parameter.name,
            problem,
        });
    }

    /// Adds an object or a list to the query, with the path to each scalar in brackets.
    fn add_deep<T: Value>(&mut self, parameter: &'static Parameter, value: &T) {
        let json = to_json_text(&AsSerde(value));
        match json.and_then(|json| serde_json::from_str::<Json>(&json)) {
            Ok(json) => {
                let mut pairs = Vec::new();
                add_bracketed(parameter.name, &json, &mut pairs);
                let pairs = pairs
                    .iter()
                    .map(|(name, text)| format!("{}={}", encode_name(name), encode(text)));
                self.query.extend(pairs);
            }
            Err(error) => self.refuse(parameter, format!("can't be written: {error}")),
        }
    }

    fn add_text(&mut self, parameter: &'static Parameter, text: ParameterText) {
        for problem in find_violations(parameter.constraints, &text, self.matches) {
            self.refuse(parameter, problem);
        }
        match parameter.location {
            Location::Path => self.add_to_path(parameter, text),
            Location::Query => self.add_to_query(parameter, text),
            Location::Header => self.add_header(parameter, text),
            Location::Cookie if matches!(parameter.style, Style::Cookie | Style::CookieCommas) => {
                self.add_plain_cookie(parameter, text);
            }
            Location::Cookie => {
                let pairs = pairs(parameter.name, parameter.style, text);
                // A reserved character could end a cookie, so even a verbatim value is encoded.
                let pairs = pairs.into_iter().map(|(name, value)| {
                    format!("{}={}", encode_name(&name), value.encoded(Style::Usual))
                });
                self.cookies.extend(pairs);
            }
            Location::Body => {}
        }
    }

    fn add_to_path(&mut self, parameter: &'static Parameter, text: ParameterText) {
        let style = parameter.style;
        let value = match text {
            ParameterText::Absent => String::new(),
            text if matches!(
                style,
                Style::Label | Style::LabelRepeated | Style::Matrix | Style::MatrixRepeated
            ) =>
            {
                format_prefixed(parameter.name, style, text)
            }
            ParameterText::Members(members) if style == Style::Members => join_pairs(&members, ","),
            ParameterText::One(text) if style == Style::Verbatim => {
                percent_encode(&text, "-._~:/[]@!$&'()*+,;=%")
            }
            text => join(text, Separator::of(style)),
        };
        if value.is_empty() {
            let problem = "is empty, but it is a part of the path".to_owned();
            return self.refuse(parameter, problem);
        }
        // Clients resolve such segments before they send a request, also percent-encoded ones.
        if let Some(segment) = value.split('/').find(|segment| is_dot_segment(segment)) {
            let problem = format!("contains `{segment}`, which would change the path");
            return self.refuse(parameter, problem);
        }
        self.path.push((parameter.name, value));
    }

    fn add_to_query(&mut self, parameter: &'static Parameter, text: ParameterText) {
        let pairs = pairs(parameter.name, parameter.style, text);
        let pairs = pairs.into_iter().map(|(name, value)| {
            format!("{}={}", encode_name(&name), value.encoded(parameter.style))
        });
        self.query.extend(pairs);
    }

    fn add_header(&mut self, parameter: &'static Parameter, text: ParameterText) {
        let value = match text {
            ParameterText::Absent => return,
            ParameterText::One(text) => text,
            ParameterText::Many(texts) => texts.join(match parameter.style {
                Style::Spaces => " ",
                Style::Pipes => "|",
                Style::Tabs => "\t",
                _ => ",",
            }),
            ParameterText::Members(members) => {
                let separator = if parameter.style == Style::Members {
                    "="
                } else {
                    ","
                };
                let members = members
                    .iter()
                    .map(|(name, value)| format!("{name}{separator}{value}"));
                members.collect::<Vec<_>>().join(",")
            }
        };
        if value.contains(|c: char| c.is_control() && c != '\t') {
            let problem =
                "contains a control character, which is not allowed in a header".to_owned();
            return self.refuse(parameter, problem);
        }
        self.headers.push((parameter.name, value));
    }

    /// Adds the query in the path before all others. Where a parameter of the same name has a value, that value is sent; the
    /// api-version in the path precedes the requested one.
    fn add_fixed_query<C: Call + ?Sized>(&mut self, fixed: &str) {
        fn name(pair: &str) -> &str {
            pair.split('=').next().unwrap_or_default()
        }

        let own = C::API_VERSION.map(encode_name);
        let is_own = |pair: &str| own.as_deref().is_some_and(|own| own == name(pair));
        if fixed.split('&').any(is_own) {
            self.query.retain(|pair| !is_own(pair));
        }
        let sent: BTreeSet<&str> = self.query.iter().map(|pair| name(pair)).collect();
        let rest = fixed.split('&').filter(|pair| !sent.contains(name(pair)));
        let rest: Vec<&str> = rest.collect();
        if !rest.is_empty() {
            let rest = rest.join("&");
            self.query.insert(0, rest);
        }
    }

    fn finish<C: Call + ?Sized>(mut self) -> Result<RawRequest, RequestError> {
        if !self.invalid.is_empty() {
            return Err(RequestError::InvalidParameters {
                operation: C::ID,
                parameters: self.invalid,
            });
        }
        let mut target = String::new();
        if !C::PATH.starts_with('/') {
            target.push('/');
        }
        let mut rest = C::PATH;
        while let Some((literal, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = self.path.iter().find(|(own, _)| *own == name);
            let Some((_, value)) = value else {
                return Err(RequestError::Path {
                    operation: C::ID,
                    name: name.to_owned(),
                });
            };
            target.push_str(&percent_encode(literal, URL));
            target.push_str(value);
            rest = after;
        }
        target.push_str(&percent_encode(rest, URL));
        // Some documents distinguish paths by a fixed query.
        if let Some((path, fixed)) = target.clone().split_once('?') {
            target.truncate(path.len());
            self.add_fixed_query::<C>(fixed);
        }
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&self.query.join("&"));
        }
        if !self.cookies.is_empty() {
            self.headers.push(("cookie", self.cookies.join("; ")));
        }
        let body = self.body.map(|(media_type, body)| {
            self.headers.push(("content-type", media_type.into_owned()));
            body
        });
        Ok(RawRequest {
            path_and_query: target,
            headers: self.headers,
            body: body.unwrap_or_default(),
        })
    }
}

/// The encoded separator of the elements of a list.
#[derive(Clone, Copy)]
struct Separator(&'static str);

impl Separator {
    const COMMA: Self = Self(",");

    fn of(style: Style) -> Self {
        match style {
            Style::Spaces => Self("%20"),
            Style::Pipes => Self("%7C"),
            Style::Tabs => Self("%09"),
            _ => Self::COMMA,
        }
    }
}

/// The value of a query parameter or a cookie.
enum QueryValue {
    /// Not encoded yet.
    Plain(String),
    /// Encoded.
    Encoded(String),
}

impl QueryValue {
    fn encoded(self, style: Style) -> String {
        match self {
            Self::Plain(text) if style == Style::Verbatim => percent_encode(&text, URL),
            Self::Plain(text) => encode(&text),
            Self::Encoded(text) => text,
        }
    }
}

/// Returns true if the elements of a list are one text with separators.
fn is_separated(style: Style) -> bool {
    matches!(
        style,
        Style::Commas | Style::Spaces | Style::Pipes | Style::Tabs
    )
}

/// Splits a parameter into the names and values of a query or a cookie header.
fn pairs(name: &str, style: Style, text: ParameterText) -> Vec<(String, QueryValue)> {
    let own = |value| vec![(name.to_owned(), value)];
    match text {
        ParameterText::Absent => Vec::new(),
        // With a separator, an empty list is an empty text; without one, there is nothing to repeat.
        ParameterText::Many(texts) if texts.is_empty() && !is_separated(style) => Vec::new(),
        ParameterText::Members(members) if members.is_empty() => Vec::new(),
        ParameterText::One(text) => own(QueryValue::Plain(text)),
        ParameterText::Many(texts)
            if matches!(style, Style::Usual | Style::Repeated | Style::Verbatim) =>
        {
            texts
                .into_iter()
                .map(|text| (name.to_owned(), QueryValue::Plain(text)))
                .collect()
        }
        ParameterText::Members(members)
            if matches!(style, Style::Usual | Style::Repeated | Style::Members) =>
        {
            members
                .into_iter()
                .map(|(member, value)| (member, QueryValue::Plain(value)))
                .collect()
        }
        text => own(QueryValue::Encoded(join(text, Separator::of(style)))),
    }
}

/// Formats a path parameter with a prefix: the styles `label` and `matrix`.
fn format_prefixed(name: &str, style: Style, text: ParameterText) -> String {
    let is_matrix = matches!(style, Style::Matrix | Style::MatrixRepeated);
    let start = if is_matrix {
        format!(";{}", encode_name(name))
    } else {
        ".".to_owned()
    };
    let own = |value: &str| match value {
        "" => start.clone(),
        value if is_matrix => format!("{start}={value}"),
        value => format!("{start}{value}"),
    };
    match text {
        ParameterText::Absent => String::new(),
        ParameterText::Many(texts)
            if matches!(style, Style::LabelRepeated | Style::MatrixRepeated) =>
        {
            texts.iter().map(|text| own(&encode(text))).collect()
        }
        ParameterText::Members(members) if style == Style::MatrixRepeated => {
            format!(";{}", join_pairs(&members, ";"))
        }
        ParameterText::Members(members) if style == Style::LabelRepeated => {
            format!(".{}", join_pairs(&members, "."))
        }
        text => own(&join(text, Separator::COMMA)),
    }
}

/// Joins members as encoded `name=value`.
fn join_pairs(members: &[(String, String)], between: &str) -> String {
    let members = members
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    members.collect::<Vec<_>>().join(between)
}

/// Encodes and joins texts.
fn join(text: ParameterText, separator: Separator) -> String {
    let texts: Vec<String> = match text {
        ParameterText::Absent => Vec::new(),
        ParameterText::One(text) => vec![encode(&text)],
        ParameterText::Many(texts) => texts.iter().map(|text| encode(text)).collect(),
        ParameterText::Members(members) => members
            .iter()
            .flat_map(|(name, value)| [encode(name), encode(value)])
            .collect(),
    };
    texts.join(separator.0)
}

/// The characters beside letters and digits that are allowed in a path and a query, among them escapes.
pub(in super::super) const URL: &str = "-._~:/?[]@!$&'()*+,;=%";

/// Percent-encodes everything but letters, digits and `-._~`.
pub(super) fn encode(text: &str) -> String {
    percent_encode(text, "-._~")
}

/// Returns true for the path segments `.` and `..`, also percent-encoded.
fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    matches!(plain.as_str(), "." | "..")
}

/// Encodes the name of a parameter, except for characters that documents use in names and that are allowed in a query.
fn encode_name(name: &str) -> String {
    percent_encode(name, "-._~$!'()*,:@/")
}

/// Percent-encodes everything but letters, digits and the characters in `plain`. With `%` among these, escapes stay as they are;
/// a `%` without two hexadecimal digits is none.
pub(in super::super) fn percent_encode(text: &str, plain: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| char::from(DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0'));
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut encoded = String::with_capacity(text.len());
    for (at, byte) in bytes.iter().copied().enumerate() {
        let is_plain = plain.as_bytes().contains(&byte)
            && (byte != b'%' || is_digit(at + 1) && is_digit(at + 2));
        if byte.is_ascii_alphanumeric() || is_plain {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte & 0x0F)]);
        }
    }
    encoded
}

/// Lists the documented constraints that a value violates; patterns only if `matches` is given.
fn find_violations(
    constraints: &[Constraint],
    text: &ParameterText,
    matches: Option<fn(&str, &str) -> bool>,
) -> Vec<String> {
    let length = match text {
        ParameterText::One(text) => u64::try_from(text.chars().count()).ok(),
        _ => None,
    };
    let number = || match text {
        ParameterText::One(text) => text.parse::<Decimal>().ok(),
        _ => None,
    };
    let items = match text {
        ParameterText::Many(texts) => u64::try_from(texts.len()).ok(),
        _ => None,
    };
    let compared = |bound: &str| -> Option<Ordering> {
        let bound: Decimal = bound.parse().ok()?;
        number().map(|number| number.cmp(&bound))
    };
    let problem = |constraint: &Constraint| match *constraint {
        Constraint::Minimum(bound) => {
            (compared(bound) == Some(Ordering::Less)).then(|| format!("is less than {bound}"))
        }
        Constraint::Maximum(bound) => {
            (compared(bound) == Some(Ordering::Greater)).then(|| format!("is more than {bound}"))
        }
        Constraint::ExclusiveMinimum(bound) => compared(bound)
            .is_some_and(Ordering::is_le)
            .then(|| format!("is not more than {bound}")),
        Constraint::ExclusiveMaximum(bound) => compared(bound)
            .is_some_and(Ordering::is_ge)
            .then(|| format!("is not less than {bound}")),
        Constraint::MinLength(least) => length
            .is_some_and(|length| length < least)
            .then(|| format!("is shorter than {least} characters")),
        Constraint::MaxLength(most) => length
            .is_some_and(|length| length > most)
            .then(|| format!("is longer than {most} characters")),
        Constraint::MinItems(least) => items
            .is_some_and(|items| items < least)
            .then(|| format!("has fewer than {least} elements")),
        Constraint::MaxItems(most) => items
            .is_some_and(|items| items > most)
            .then(|| format!("has more than {most} elements")),
        Constraint::Pattern(pattern) => match (matches, text) {
            (Some(matches), ParameterText::One(text)) if !matches(pattern, text) => {
                Some(format!("does not match `{pattern}`"))
            }
            _ => None,
        },
    };
    constraints.iter().filter_map(problem).collect()
}
