//! Reading of the parameters of a request, in the order of the operation.

use std::collections::BTreeSet;

use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue, Request};

use super::super::http::ClientRequestId;
use super::super::operation::essence;
use super::super::value::Value;
use super::super::{
    Body, Call, Content, Endpoint, Location, Parameter, RequestBuilder, Style, decode,
};
use super::error::{ParseRequestError, Reason};
use super::form;
use super::input::Input;
use super::parameter::{Pair, of_header, of_pairs, of_path, split_pairs, steps, to_members};
use super::path::Template;
use super::served::ServedCall;

/// Reader of a request. An operation reads the values of its parameters in their order.
#[derive(Debug)]
#[doc(hidden)]
pub struct RequestReader<'r> {
    operation: &'static str,
    all: &'static [Parameter],
    /// The parameters whose values have not been read.
    parameters: std::slice::Iter<'static, Parameter>,
    /// The encoded values in the path.
    path: Vec<(&'static str, &'r str)>,
    query: Vec<Pair<'r>>,
    headers: &'r HeaderMap,
    /// The id that the client added to the headers.
    added_id: Option<&'r HeaderValue>,
    cookies: Vec<Pair<'r>>,
    content_type: Option<&'r str>,
    body: &'r [u8],
    /// True if an object takes the pairs of members that its type does not list.
    takes_unlisted: bool,
}

/// A request, split into its parts.
struct Parts<'r> {
    path: Vec<(&'static str, &'r str)>,
    query: Vec<Pair<'r>>,
    /// The api-version of the query, or the oldest one of the operation.
    api_version: String,
}

/// Reads a request as that of an operation.
pub(super) fn parse<C: ServedCall, B: AsRef<[u8]>>(
    request: &Request<B>,
    endpoint: &Endpoint,
) -> Result<C, ParseRequestError> {
    let headers = request.headers();
    let cookies = headers.get(COOKIE).and_then(|value| value.to_str().ok());
    // A parameter may have the name of a header that the body has too, which comes last.
    let content_type = headers.get_all(CONTENT_TYPE).iter().next_back();
    let read = |takes_unlisted, goes_on| -> Result<(C, String), ParseRequestError> {
        let Parts {
            path,
            query,
            api_version,
        } = split::<C>(request.method(), request.uri(), endpoint, goes_on)?;
        let call = C::read_parameters(&mut RequestReader {
            operation: C::ID,
            all: C::PARAMETERS,
            parameters: C::PARAMETERS.iter(),
            path,
            query,
            headers,
            added_id: request.extensions().get().map(|ClientRequestId(id)| id),
            cookies: cookies.map_or_else(Vec::new, |cookies| split_pairs(cookies, ';')),
            content_type: content_type.and_then(|value| value.to_str().ok()),
            body: request.body().as_ref(),
            takes_unlisted,
        })?;
        Ok((call, api_version))
    };
    let sent = sorted_query(request.uri().query().unwrap_or_default());
    let is_same = |(call, api_version): &(C, String)| {
        RequestBuilder::build(call, api_version).is_ok_and(|built| {
            let (_, query) = built.path_and_query.split_once('?').unwrap_or_default();
            sorted_query(query) == sent
        })
    };
    // Which pairs belong to which value may be ambiguous; the first reading that explains all of them is right.
    let mut first = read(false, false);
    if !first.as_ref().is_ok_and(is_same)
        && first
            .as_ref()
            .err()
            .is_none_or(|error| error.is_parameter())
    {
        for (takes_unlisted, goes_on) in [(true, false), (false, true), (true, true)] {
            let other = read(takes_unlisted, goes_on);
            let is_right = other.as_ref().is_ok_and(is_same);
            if is_right || (first.is_err() && other.is_ok()) {
                first = other;
            }
            if is_right {
                break;
            }
        }
    }
    first.map(|(call, _)| call)
}

fn sorted_query(query: &str) -> Vec<&str> {
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    pairs
}

/// Checks that a request is one of an operation, and returns its path and query.
fn split<'r, C: Call>(
    method: &http::Method,
    uri: &'r http::Uri,
    endpoint: &Endpoint,
    goes_on: bool,
) -> Result<Parts<'r>, ParseRequestError> {
    let refuse = |reason| ParseRequestError::new(C::ID, reason);
    if method != C::METHOD {
        return Err(refuse(Reason::Method(C::METHOD)));
    }
    let base = endpoint.of_operation(C::SERVERS);
    let base = base.as_ref().unwrap_or(endpoint).path();
    let template = Template::new(C::PATH, C::PARAMETERS);
    let path = uri.path().strip_prefix(base);
    let path = path.and_then(|path| template.values(path));
    let path = path.ok_or_else(|| refuse(Reason::Path(C::PATH)))?;
    let mut query = split_pairs(uri.query().unwrap_or_default(), '&');
    if goes_on {
        let fixed = template
            .fixed
            .iter()
            .map(|pair| pair.split('=').next().unwrap_or_default());
        query = join_verbatim(
            query,
            C::PARAMETERS,
            C::API_VERSION.into_iter().chain(fixed).collect(),
        );
    }
    let is_parameter = |name: &str, is_required: bool| {
        C::PARAMETERS.iter().any(|parameter| {
            parameter.location == Location::Query
                && parameter.name == name
                && (parameter.required || !is_required)
        })
    };
    let mut has_fixed_version = false;
    for pair in &template.fixed {
        let fixed = split_pairs(pair, '&').pop();
        let Some(fixed) = fixed else { continue };
        has_fixed_version |= C::API_VERSION == Some(fixed.name.as_str());
        let place = query
            .iter()
            .position(|own| own.name == fixed.name && own.value == fixed.value);
        match place {
            // A required parameter of the same name has the value.
            Some(_) if is_parameter(&fixed.name, true) => {}
            Some(place) => drop(query.remove(place)),
            None if is_parameter(&fixed.name, false) => {}
            None => return Err(refuse(Reason::Query(pair))),
        }
    }
    let mut api_version = None;
    if let Some(name) = C::API_VERSION.filter(|_| !has_fixed_version) {
        let place = query.iter().position(|pair| pair.name == name);
        let value = place.map(|place| super::percent::decode_form(&query.remove(place).value));
        let is_known = |value: &String| match C::API_VERSION_VALUE {
            Some(only) => only == value,
            None => C::VERSIONS.contains(&value.as_str()),
        };
        if !value.as_ref().is_some_and(is_known) {
            let known = C::API_VERSION_VALUE.as_ref();
            let known = known.map_or(C::VERSIONS, std::slice::from_ref).to_vec();
            return Err(refuse(Reason::ApiVersion { name, value, known }));
        }
        api_version = value;
    }
    let oldest = || C::VERSIONS.first().copied().unwrap_or_default().to_owned();
    Ok(Parts {
        path,
        query,
        api_version: api_version.unwrap_or_else(oldest),
    })
}

impl<'r> RequestReader<'r> {
    /// Reads the value of the next parameter.
    ///
    /// # Errors
    ///
    /// The value is missing, or of another type.
    pub fn value<T: Value>(&mut self) -> Result<T, ParseRequestError> {
        let parameter = self.next_parameter()?;
        let input = match parameter.location {
            Location::Path => {
                let value = self.path.iter().find(|(name, _)| *name == parameter.name);
                value.map(|(name, text)| of_path(name, parameter.style, text))
            }
            Location::Query => return self.pairs(parameter, |reader| &mut reader.query),
            Location::Cookie => return self.pairs(parameter, |reader| &mut reader.cookies),
            Location::Header => self.header(parameter)?,
            Location::Body => return self.body(parameter),
        };
        self.read(parameter, input.unwrap_or_default())
    }

    /// Reads the next parameter, which is a body of bytes.
    ///
    /// # Errors
    ///
    /// The body is missing.
    pub fn bytes(&mut self) -> Result<Vec<u8>, ParseRequestError> {
        let parameter = self.next_parameter()?;
        Ok(self.present_body(parameter)?.to_vec())
    }

    /// Reads the next parameter, which is an optional body of bytes.
    ///
    /// # Errors
    ///
    /// The operation has fewer parameters.
    pub fn optional_bytes(&mut self) -> Result<Option<Vec<u8>>, ParseRequestError> {
        self.next_parameter()?;
        Ok(self.has_body().then(|| self.body.to_vec()))
    }

    /// Reads the next parameter, which is a body with its media type.
    ///
    /// # Errors
    ///
    /// The body is missing.
    pub fn content(&mut self) -> Result<Content, ParseRequestError> {
        let parameter = self.next_parameter()?;
        let bytes = self.present_body(parameter)?;
        let media_type = self.content_type.unwrap_or("application/octet-stream");
        Ok(Content::new(media_type, bytes))
    }

    /// Reads the next parameter, which is an optional body with its media type.
    ///
    /// # Errors
    ///
    /// The operation has fewer parameters.
    pub fn optional_content(&mut self) -> Result<Option<Content>, ParseRequestError> {
        match self.has_body() {
            true => self.content().map(Some),
            false => self.next_parameter().map(|_| None),
        }
    }

    /// Returns the index of the media type of the body that is read next, if there is a body.
    ///
    /// # Errors
    ///
    /// The documents do not list the media type, or a required body is missing.
    pub fn choice(&mut self) -> Result<Option<usize>, ParseRequestError> {
        let Some(parameter) = self.parameters.as_slice().first() else {
            return Ok(None);
        };
        if !self.has_body() {
            if parameter.required {
                return Err(self.refuse(parameter, "is missing"));
            }
            self.next_parameter()?;
            return Ok(None);
        }
        let formats = match parameter.style {
            Style::Body(Body::OneOf(formats)) => formats,
            _ => &[],
        };
        let own = self.content_type.unwrap_or_default();
        choose(own, formats).map(Some).ok_or_else(|| {
            self.refuse(
                parameter,
                format!("has the undocumented media type `{own}`"),
            )
        })
    }

    fn next_parameter(&mut self) -> Result<&'static Parameter, ParseRequestError> {
        self.parameters.next().ok_or_else(|| {
            let name = "";
            let problem = "is no parameter".to_owned();
            ParseRequestError::new(self.operation, Reason::Parameter { name, problem })
        })
    }

    fn refuse(&self, parameter: &Parameter, problem: impl Into<String>) -> ParseRequestError {
        let (name, problem) = (parameter.name, problem.into());
        ParseRequestError::new(self.operation, Reason::Parameter { name, problem })
    }

    fn read<T: Value>(
        &self,
        parameter: &Parameter,
        mut input: Input,
    ) -> Result<T, ParseRequestError> {
        input.may_be_empty |= parameter.required;
        input
            .read()
            .map_err(|problem| self.refuse(parameter, problem))
    }

    fn header(&self, parameter: &Parameter) -> Result<Option<Input>, ParseRequestError> {
        let mut lines = Vec::new();
        let is_added = |line: &&HeaderValue| !parameter.required && Some(*line) == self.added_id;
        for line in self
            .headers
            .get_all(parameter.name)
            .iter()
            .filter(|line| !is_added(line))
        {
            let line = std::str::from_utf8(line.as_bytes())
                .map_err(|_| self.refuse(parameter, "is not UTF-8"))?;
            lines.push(line);
        }
        if parameter.name.eq_ignore_ascii_case("content-type") {
            // The last one is that of the body.
            lines.truncate(1);
        }
        let text = lines.join(",");
        Ok((!lines.is_empty()).then(|| of_header(parameter.style, &text)))
    }

    /// Reads a parameter of the query or a cookie.
    fn pairs<T: Value>(
        &mut self,
        parameter: &'static Parameter,
        all: fn(&mut Self) -> &mut Vec<Pair<'r>>,
    ) -> Result<T, ParseRequestError> {
        let style = parameter.style;
        let others: BTreeSet<&str> = self
            .all
            .iter()
            .filter(|one| one.location == parameter.location && one.name != parameter.name)
            .map(|one| one.name)
            .collect();
        let takes_unlisted = self.takes_unlisted;
        let pairs = std::mem::take(all(self));
        if let Style::Body(format) = style {
            let (listed, own): (Vec<_>, Vec<_>) = pairs
                .into_iter()
                .partition(|pair| others.contains(pair.name.as_str()));
            *all(self) = listed;
            return self.read(parameter, of_whole_query::<T>(format, &own));
        }
        let own: Vec<&Pair<'_>> = match style {
            Style::DeepObject => pairs
                .iter()
                .filter(|pair| steps(parameter.name, &pair.name).is_some())
                .collect(),
            _ => pairs
                .iter()
                .filter(|pair| pair.name == parameter.name)
                .collect(),
        };
        let is_member = |pair: &Pair<'_>| {
            let is_named =
                |known: &[(&str, bool)]| known.iter().any(|(name, _)| *name == pair.name);
            let start = pair.name.split('[').next().unwrap_or_default();
            (!others.contains(pair.name.as_str()) && !others.contains(start))
                && (takes_unlisted || T::INNER_MEMBERS.is_none_or(is_named))
        };
        // Where two objects have a member of one name, each has one of its pairs.
        let mut names = BTreeSet::new();
        let mut places = BTreeSet::new();
        if matches!(
            style,
            Style::Usual | Style::Repeated | Style::Members | Style::Cookie
        ) {
            let inside = pairs.iter().enumerate().filter(|(_, pair)| is_member(pair));
            let first = inside.filter(|(_, pair)| names.insert(pair.name.as_str()));
            places.extend(first.map(|(place, _)| place));
        }
        let inside: Vec<&Pair<'_>> = places
            .iter()
            .filter_map(|place| pairs.get(*place))
            .collect();
        let mut input = of_pairs(parameter.name, style, &own, to_members(&inside));
        input.may_be_empty = parameter.required;
        let value = input.read();
        let is_object = input.is_object.get();
        let rest = pairs.into_iter().enumerate();
        let rest = rest.filter(|(place, _)| !is_object || !places.contains(place));
        *all(self) = rest.map(|(_, pair)| pair).collect();
        value.map_err(|problem| self.refuse(parameter, problem))
    }

    fn has_body(&self) -> bool {
        self.content_type.is_some() || !self.body.is_empty()
    }

    fn present_body(&self, parameter: &Parameter) -> Result<&'r [u8], ParseRequestError> {
        match self.has_body() {
            true => Ok(self.body),
            false => Err(self.refuse(parameter, "is missing")),
        }
    }

    /// Reads a body in the format of its parameter, or in the one that its media type chooses.
    fn body<T: Value>(&self, parameter: &'static Parameter) -> Result<T, ParseRequestError> {
        if !self.has_body() {
            return self.read(parameter, Input::default());
        }
        let own = self.content_type.unwrap_or_default();
        let format = match parameter.style {
            Style::Body(Body::OneOf(formats)) => choose(own, formats)
                .and_then(|index| formats.get(index).copied())
                .unwrap_or(Body::Json("application/json")),
            Style::Body(format) => format,
            _ => Body::Json("application/json"),
        };
        let text =
            || std::str::from_utf8(self.body).map_err(|_| self.refuse(parameter, "is not UTF-8"));
        let input = match format {
            Body::Form | Body::FormWith(_) => {
                Ok(form::urlencoded::<T>(text()?, form::encodings(format)))
            }
            Body::Multipart(encodings) => form::multipart::<T>(own, self.body, encodings),
            Body::Text(_) => Ok(Input::of_text(text()?.to_owned())),
            _ => {
                let value: T = decode(self.body)
                    .map_err(|error| self.refuse(parameter, format!("can't be read: {error}")))?;
                // There is a body, so it is a null.
                return Ok(match value.is_absent() && !parameter.required {
                    true => T::present_null().unwrap_or(value),
                    false => value,
                });
            }
        };
        let input = input.map_err(|problem| self.refuse(parameter, problem))?;
        self.read(parameter, input)
    }
}

/// Returns the value that is the whole query, of which these pairs are left.
fn of_whole_query<T: Value>(format: Body, pairs: &[Pair<'_>]) -> Input {
    if pairs.is_empty() {
        return Input::default();
    }
    let texts: Vec<&str> = pairs.iter().map(|pair| pair.whole).collect();
    let text = texts.join("&");
    match format {
        Body::Form | Body::FormWith(_) => form::urlencoded::<T>(&text, form::encodings(format)),
        Body::Text(_) => Input::of_text(super::percent::decode(&text)),
        _ => Input::of_json(super::percent::decode(&text)),
    }
}

/// Joins the pairs after one of a verbatim value, up to the next one of a known name: a verbatim value may contain `&`.
fn join_verbatim<'r>(
    pairs: Vec<Pair<'r>>,
    parameters: &'static [Parameter],
    mut known: BTreeSet<&str>,
) -> Vec<Pair<'r>> {
    let in_query = parameters
        .iter()
        .filter(|one| one.location == Location::Query);
    known.extend(in_query.clone().map(|one| one.name));
    let verbatim = in_query.filter(|one| one.style == Style::Verbatim);
    let verbatim: BTreeSet<&str> = verbatim.map(|one| one.name).collect();
    let mut joined: Vec<Pair<'r>> = Vec::new();
    for pair in pairs {
        match joined.last_mut() {
            Some(last)
                if verbatim.contains(last.name.as_str()) && !known.contains(pair.name.as_str()) =>
            {
                let value = last.value.to_mut();
                value.push('&');
                value.push_str(pair.whole);
            }
            _ => joined.push(pair),
        }
    }
    joined
}

/// Returns the index of the format of a media type: of the same one, of the same without parameters, of JSON for JSON, or of a range.
fn choose(own: &str, formats: &[Body]) -> Option<usize> {
    let names: Vec<&str> = formats.iter().map(media_type).collect();
    let find = |fits: &dyn Fn(&str) -> bool| names.iter().position(|name| fits(name));
    let kind = essence(own).to_ascii_lowercase();
    let is_json = |name: &str| name.ends_with("/json") || name.ends_with("+json");
    let is_in_range = |name: &str| match essence(name).split_once('/') {
        Some(("*", _)) => true,
        Some((range, "*")) => kind.starts_with(&format!("{range}/")),
        _ => false,
    };
    find(&|name| name == own)
        .or_else(|| find(&|name| essence(name).eq_ignore_ascii_case(&kind)))
        .or_else(|| find(&|name| is_json(essence(name)) && is_json(&kind)))
        .or_else(|| find(&is_in_range))
}

/// Returns the media type of a format.
fn media_type(format: &Body) -> &'static str {
    match format {
        Body::Json(name) | Body::Text(name) | Body::Bytes(name) | Body::Any(name) => name,
        Body::Form | Body::FormWith(_) => "application/x-www-form-urlencoded",
        Body::Multipart(_) => "multipart/form-data",
        Body::OneOf(_) => "",
    }
}
