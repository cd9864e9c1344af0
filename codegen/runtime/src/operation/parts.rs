//! The parts of a request, put together from the values of its parameters.

use std::cmp::Ordering;

use super::super::{AsSerde, Decimal, Value};
use super::{Body, Broken, Call, Limit, Location, Parameter, RequestError, Style, Text};

/// The parts of a request. An operation says its values one after the other, in the order of its parameters.
#[derive(Debug)]
pub struct Parts {
    /// Whether a pattern matches a text, where patterns are checked.
    matches: Option<fn(&str, &str) -> bool>,
    /// The parameters that are still to come.
    parameters: std::slice::Iter<'static, Parameter>,
    /// What goes into the path by name, encoded.
    path: Vec<(&'static str, String)>,
    /// `name=value`, encoded.
    query: Vec<String>,
    headers: Vec<(&'static str, String)>,
    /// `name=value`
    cookies: Vec<String>,
    body: Option<(&'static str, Vec<u8>)>,
    broken: Vec<Broken>,
}

/// A request in our own words: what a crate for HTTP makes its own of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Path and query, encoded, beginning with a slash.
    pub path_and_query: String,
    /// Headers by name, without those that a client adds by itself.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Parts {
    /// The parts of a request of an operation, in an api-version.
    ///
    /// # Errors
    ///
    /// If a value of a parameter can't be sent: all of them are said.
    pub fn target<C: Call + ?Sized>(call: &C, api_version: &str) -> Result<Target, RequestError> {
        let mut parts = Self::of::<C>(None);
        if let Some(name) = C::API_VERSION {
            let (name, value) = (encode_name(name), encode(api_version));
            parts.query.push(format!("{name}={value}"));
        }
        call.write(&mut parts);
        parts.finish::<C>()
    }

    /// Checks the values of a request, also against their patterns: whether one matches somewhere in a text, the caller
    /// knows.
    ///
    /// # Errors
    ///
    /// If a value of a parameter can't be sent or does not match: all of them are said.
    pub fn check<C: Call + ?Sized>(
        call: &C,
        matches: fn(&str, &str) -> bool,
    ) -> Result<(), RequestError> {
        let mut parts = Self::of::<C>(Some(matches));
        call.write(&mut parts);
        parts.finish::<C>().map(drop)
    }

    fn of<C: Call + ?Sized>(matches: Option<fn(&str, &str) -> bool>) -> Self {
        Self {
            matches,
            parameters: C::PARAMETERS.iter(),
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
            body: None,
            broken: Vec::new(),
        }
    }

    /// The value of the next parameter.
    pub fn put<T: Value>(&mut self, value: &T) {
        let Some(parameter) = self.parameters.next() else {
            return;
        };
        if let (Location::Body, Style::Body(Body::Json(_)) | Style::Usual) =
            (parameter.location, parameter.style)
        {
            self.put_json(parameter, value);
            return;
        }
        if parameter.style == Style::Json {
            return match serde_json::to_string(&AsSerde(value)) {
                Ok(json) if json == "null" => self.put_text(parameter, Text::Absent),
                Ok(json) => self.put_text(parameter, Text::One(json)),
                Err(error) => self.refuse(parameter, format!("can't be written: {error}")),
            };
        }
        match Text::of(&AsSerde(value)) {
            Ok(text) => self.put_text(parameter, text),
            Err(error) => self.refuse(parameter, format!("can't be written: {error}")),
        }
    }

    /// The next parameter, which is a body of bytes.
    pub fn put_bytes(&mut self, bytes: Option<&[u8]>) {
        let Some(parameter) = self.parameters.next() else {
            return;
        };
        if let (Some(bytes), Style::Body(Body::Bytes(media_type))) = (bytes, parameter.style) {
            self.body = Some((media_type, bytes.to_vec()));
        }
    }

    fn refuse(&mut self, parameter: &Parameter, problem: String) {
        self.broken.push(Broken {
            parameter: parameter.name,
            problem,
        });
    }

    fn put_json<T: Value>(&mut self, parameter: &Parameter, value: &T) {
        let media_type = match parameter.style {
            Style::Body(Body::Json(media_type)) => media_type,
            _ => "application/json",
        };
        match serde_json::to_vec(&AsSerde(value)) {
            // A body that is left out; one that is null has to be asked for by a type that says null.
            Ok(json) if json == b"null" && !parameter.required => {}
            Ok(json) => self.body = Some((media_type, json)),
            Err(error) => self.refuse(parameter, format!("can't be written: {error}")),
        }
    }

    fn put_text(&mut self, parameter: &'static Parameter, text: Text) {
        for problem in problems(parameter.limits, &text, self.matches) {
            self.refuse(parameter, problem);
        }
        match parameter.location {
            Location::Path => self.put_path(parameter, text),
            Location::Query => self.put_query(parameter, text),
            Location::Header => self.put_header(parameter, text),
            Location::Cookie => {
                let pairs = pairs(parameter.name, parameter.style, text);
                let pairs = pairs.into_iter().map(|(name, value)| {
                    format!("{}={}", encode_name(&name), value.encoded(parameter.style))
                });
                self.cookies.extend(pairs);
            }
            Location::Body => self.put_body(parameter, text),
        }
    }

    fn put_path(&mut self, parameter: &'static Parameter, text: Text) {
        let style = parameter.style;
        let value = match text {
            Text::Absent => String::new(),
            text if matches!(
                style,
                Style::Label | Style::LabelRepeated | Style::Matrix | Style::MatrixRepeated
            ) =>
            {
                prefixed(parameter.name, style, text)
            }
            Text::Members(members) if style == Style::Members => assigned(&members, ","),
            Text::One(text) if style == Style::Verbatim => {
                encode_but(&text, "-._~:/[]@!$&'()*+,;=%")
            }
            text => joined(text, Separator::of(style)),
        };
        if value.is_empty() {
            let problem = "is empty, and a part of the path".to_owned();
            return self.refuse(parameter, problem);
        }
        // What a client resolves before it sends; percent-encoded it is the same.
        if let Some(segment) = value.split('/').find(|segment| is_dots(segment)) {
            let problem = format!("is `{segment}`, which leads out of its place in the path");
            return self.refuse(parameter, problem);
        }
        self.path.push((parameter.name, value));
    }

    fn put_query(&mut self, parameter: &'static Parameter, text: Text) {
        let pairs = pairs(parameter.name, parameter.style, text);
        let pairs = pairs.into_iter().map(|(name, value)| {
            format!("{}={}", encode_name(&name), value.encoded(parameter.style))
        });
        self.query.extend(pairs);
    }

    fn put_header(&mut self, parameter: &'static Parameter, text: Text) {
        let value = match text {
            Text::Absent => return,
            Text::One(text) => text,
            Text::Many(texts) => texts.join(","),
            Text::Members(members) => {
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
            let problem = "holds a control character, which no header may".to_owned();
            return self.refuse(parameter, problem);
        }
        self.headers.push((parameter.name, value));
    }

    fn put_body(&mut self, parameter: &'static Parameter, text: Text) {
        match (parameter.style, text) {
            (_, Text::Absent) => {}
            (Style::Body(Body::Text(media_type)), Text::One(text)) => {
                self.body = Some((media_type, text.into_bytes()));
            }
            (Style::Body(Body::Form), Text::Members(members)) => {
                let form = assigned(&members, "&");
                self.body = Some(("application/x-www-form-urlencoded", form.into_bytes()));
            }
            _ => self.refuse(parameter, "can't be sent as what the body is".to_owned()),
        }
    }

    fn finish<C: Call + ?Sized>(mut self) -> Result<Target, RequestError> {
        if !self.broken.is_empty() {
            return Err(RequestError::Parameters {
                operation: C::ID,
                broken: self.broken,
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
            target.push_str(&encode_but(literal, URL));
            target.push_str(value);
            rest = after;
        }
        target.push_str(&encode_but(rest, URL));
        // Some documents tell paths apart by what stands in their query.
        if let Some((path, fixed)) = target.clone().split_once('?') {
            target.truncate(path.len());
            self.query.insert(0, fixed.to_owned());
        }
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&self.query.join("&"));
        }
        if !self.cookies.is_empty() {
            self.headers.push(("cookie", self.cookies.join("; ")));
        }
        let body = self.body.map(|(media_type, body)| {
            self.headers.push(("content-type", media_type.to_owned()));
            body
        });
        Ok(Target {
            path_and_query: target,
            headers: self.headers,
            body: body.unwrap_or_default(),
        })
    }
}

/// What stands between the elements of a list, encoded.
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

/// A value of a `name=value`.
enum Written {
    /// Not encoded yet.
    Plain(String),
    /// Encoded.
    Encoded(String),
}

impl Written {
    fn encoded(self, style: Style) -> String {
        match self {
            Self::Plain(text) if style == Style::Verbatim => encode_but(&text, URL),
            Self::Plain(text) => encode(&text),
            Self::Encoded(text) => text,
        }
    }
}

/// The names and values that a parameter of the query or a cookie is.
fn pairs(name: &str, style: Style, text: Text) -> Vec<(String, Written)> {
    let own = |value| vec![(name.to_owned(), value)];
    match text {
        Text::Absent => Vec::new(),
        Text::Many(texts) if texts.is_empty() => Vec::new(),
        Text::Members(members) if members.is_empty() => Vec::new(),
        Text::One(text) => own(Written::Plain(text)),
        Text::Many(texts) if matches!(style, Style::Usual | Style::Repeated | Style::Verbatim) => {
            texts
                .into_iter()
                .map(|text| (name.to_owned(), Written::Plain(text)))
                .collect()
        }
        Text::Members(members) if style == Style::DeepObject => members
            .into_iter()
            .map(|(member, value)| (format!("{name}[{member}]"), Written::Plain(value)))
            .collect(),
        Text::Members(members)
            if matches!(style, Style::Usual | Style::Repeated | Style::Members) =>
        {
            members
                .into_iter()
                .map(|(member, value)| (member, Written::Plain(value)))
                .collect()
        }
        text => own(Written::Encoded(joined(text, Separator::of(style)))),
    }
}

/// A value of the path that says where it begins.
fn prefixed(name: &str, style: Style, text: Text) -> String {
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
        Text::Absent => String::new(),
        Text::Many(texts) if matches!(style, Style::LabelRepeated | Style::MatrixRepeated) => {
            texts.iter().map(|text| own(&encode(text))).collect()
        }
        Text::Members(members) if style == Style::MatrixRepeated => {
            format!(";{}", assigned(&members, ";"))
        }
        Text::Members(members) if style == Style::LabelRepeated => {
            format!(".{}", assigned(&members, "."))
        }
        text => own(&joined(text, Separator::COMMA)),
    }
}

/// Members as `name=value`, encoded, with something between them.
fn assigned(members: &[(String, String)], between: &str) -> String {
    let members = members
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    members.collect::<Vec<_>>().join(between)
}

/// The texts, encoded, with something between them.
fn joined(text: Text, separator: Separator) -> String {
    let texts: Vec<String> = match text {
        Text::Absent => Vec::new(),
        Text::One(text) => vec![encode(&text)],
        Text::Many(texts) => texts.iter().map(|text| encode(text)).collect(),
        Text::Members(members) => members
            .iter()
            .flat_map(|(name, value)| [encode(name), encode(value)])
            .collect(),
    };
    texts.join(separator.0)
}

/// What a path and a query may hold beside letters and digits.
const URL: &str = "-._~:/?[]@!$&'()*+,;=%";

/// A text with everything but letters, digits and `-._~` percent-encoded.
fn encode(text: &str) -> String {
    encode_but(text, "-._~")
}

/// Whether a segment of a path is `.` or `..`, be it percent-encoded.
fn is_dots(segment: &str) -> bool {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    matches!(plain.as_str(), "." | "..")
}

/// The name of a parameter: what the documents write in one and a query may hold stays.
fn encode_name(name: &str) -> String {
    encode_but(name, "-._~$!'()*,:@/")
}

fn encode_but(text: &str, plain: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| char::from(DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0'));
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.as_bytes().contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte & 0x0F)]);
        }
    }
    encoded
}

/// What of the documented limits a value breaks; of the patterns only where they are checked.
fn problems(limits: &[Limit], text: &Text, matches: Option<fn(&str, &str) -> bool>) -> Vec<String> {
    let length = match text {
        Text::One(text) => u64::try_from(text.chars().count()).ok(),
        _ => None,
    };
    let number = || match text {
        Text::One(text) => text.parse::<Decimal>().ok(),
        _ => None,
    };
    let items = match text {
        Text::Many(texts) => u64::try_from(texts.len()).ok(),
        _ => None,
    };
    let compared = |bound: &str| -> Option<Ordering> {
        let bound: Decimal = bound.parse().ok()?;
        number().map(|number| number.cmp(&bound))
    };
    let problem = |limit: &Limit| match *limit {
        Limit::Minimum(bound) => {
            (compared(bound) == Some(Ordering::Less)).then(|| format!("is less than {bound}"))
        }
        Limit::Maximum(bound) => {
            (compared(bound) == Some(Ordering::Greater)).then(|| format!("is more than {bound}"))
        }
        Limit::ExclusiveMinimum(bound) => compared(bound)
            .is_some_and(Ordering::is_le)
            .then(|| format!("is not more than {bound}")),
        Limit::ExclusiveMaximum(bound) => compared(bound)
            .is_some_and(Ordering::is_ge)
            .then(|| format!("is not less than {bound}")),
        Limit::MinLength(least) => length
            .is_some_and(|length| length < least)
            .then(|| format!("is shorter than {least} characters")),
        Limit::MaxLength(most) => length
            .is_some_and(|length| length > most)
            .then(|| format!("is longer than {most} characters")),
        Limit::MinItems(least) => items
            .is_some_and(|items| items < least)
            .then(|| format!("has fewer than {least} elements")),
        Limit::MaxItems(most) => items
            .is_some_and(|items| items > most)
            .then(|| format!("has more than {most} elements")),
        Limit::Pattern(pattern) => match (matches, text) {
            (Some(matches), Text::One(text)) if !matches(pattern, text) => {
                Some(format!("does not match `{pattern}`"))
            }
            _ => None,
        },
    };
    limits.iter().filter_map(problem).collect()
}
