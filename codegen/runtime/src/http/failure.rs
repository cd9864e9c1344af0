//! Code and message in the error response of a service, whatever its type.

use std::collections::BTreeMap;
use std::fmt;

use http::StatusCode;

use super::super::{Json, decode};

/// An error response of any operation of any service.
pub trait ServiceFailure {
    /// The HTTP status.
    fn status(&self) -> StatusCode;

    /// The code of the error in the body.
    fn code(&self) -> Option<&str>;

    /// The message of the error in the body.
    fn message(&self) -> Option<&str>;

    /// The id that the service gave the request.
    fn request_id(&self) -> Option<&str>;
}

/// Code and message of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

/// The members that hold a code, most usual first, in lower case.
const CODES: [&str; 4] = ["code", "errorcode", "error_code", "error"];

/// The members that hold a message, most usual first, in lower case.
const MESSAGES: [&str; 7] = [
    "message",
    "error_description",
    "errormessage",
    "description",
    "detail",
    "title",
    "msg",
];

/// The members that hold the whole error, in lower case.
const WRAPPERS: [&str; 4] = ["error", "odata.error", "fault", "errors"];

/// The depth to which objects and lists are searched.
const DEPTH: usize = 2;

impl Summary {
    /// Finds code and message in a body.
    pub(super) fn of(body: &[u8]) -> Self {
        match decode(body) {
            Ok(body) => Self::in_json(&body, 0),
            Err(_) => Self::default(),
        }
    }

    /// Finds code and message in an object or in the first element of a list, or in the error that it contains.
    fn in_json(json: &Json, depth: usize) -> Self {
        if depth > DEPTH {
            return Self::default();
        }
        let Some(members) = members(json) else {
            let list = decode::<Vec<Json>>(json.as_str().as_bytes());
            let first = list.ok().and_then(|list| list.into_iter().next());
            return first.map_or_else(Self::default, |first| Self::in_json(&first, depth + 1));
        };
        let inner = WRAPPERS.iter().filter_map(|name| members.get(*name));
        let mut inner = inner.map(|inner| Self::in_json(inner, depth + 1));
        let found = inner.find(|inner| *inner != Self::default());
        found.unwrap_or_else(|| Self {
            code: CODES.iter().find_map(|name| scalar(members.get(*name)?)),
            message: MESSAGES.iter().find_map(|name| text(members.get(*name)?)),
        })
    }
}

/// Returns the members of an object by their names in lower case.
fn members(json: &Json) -> Option<BTreeMap<String, Json>> {
    let members: BTreeMap<String, Json> = decode(json.as_str().as_bytes()).ok()?;
    let lower = |(name, value): (String, Json)| (name.to_ascii_lowercase(), value);
    Some(members.into_iter().map(lower).collect())
}

/// Returns a text that is not empty, or a number in its digits.
fn scalar(json: &Json) -> Option<String> {
    let is_number = json
        .as_str()
        .starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match is_number {
        true => Some(json.as_str().to_owned()),
        false => json.to_text().filter(|text| !text.is_empty()),
    }
}

/// Returns a text that is not empty, also where it is the `value` of an object with its language or in a list of errors.
fn text(json: &Json) -> Option<String> {
    let text = json.to_text();
    let text = text.or_else(|| match members(json) {
        Some(members) => members.get("value")?.to_text(),
        // A list of errors, each with its message.
        None => Summary::in_json(json, DEPTH - 1).message,
    });
    text.filter(|text| !text.is_empty())
}

/// The longest text that an error shows, in characters.
const EXCERPT: usize = 200;

/// Writes the beginning of a text in one line.
pub(super) fn write_excerpt(text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    use fmt::Write;

    let mut left = EXCERPT;
    for (index, word) in text.split_whitespace().enumerate() {
        let space = usize::from(index > 0);
        if left <= space {
            return formatter.write_char('…');
        }
        if index > 0 {
            formatter.write_char(' ')?;
        }
        left -= space;
        for character in word.chars().filter(|character| !character.is_control()) {
            if left == 0 {
                return formatter.write_char('…');
            }
            formatter.write_char(character)?;
            left -= 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_message_are_found_in_the_usual_members() {
        for (body, code, message) in [
            (
                r#"{"error":{"code":"A","message":"m"}}"#,
                Some("A"),
                Some("m"),
            ),
            (
                r#"{"code":"A","message":"m","target":"t"}"#,
                Some("A"),
                Some("m"),
            ),
            (r#"{"Code":"A","Message":"m"}"#, Some("A"), Some("m")),
            (
                "\u{feff}{\"code\":3000,\"description\":\"d\"}",
                Some("3000"),
                Some("d"),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"d"}"#,
                Some("invalid_grant"),
                Some("d"),
            ),
            (
                r#"{"odata.error":{"code":"A","message":{"lang":"en","value":"m"}}}"#,
                Some("A"),
                Some("m"),
            ),
            (
                r#"{"title":"t","status":404,"detail":"d"}"#,
                None,
                Some("d"),
            ),
            (
                r#"{"detail":[{"loc":["body","n"],"msg":"m"}]}"#,
                None,
                Some("m"),
            ),
            (
                r#"{"errors":[{"code":"A","message":"m"}]}"#,
                Some("A"),
                Some("m"),
            ),
            (
                r#"{"message":"Not Found","errors":[]}"#,
                None,
                Some("Not Found"),
            ),
            (r#"{"error":{}}"#, None, None),
            (r#"{"error":null,"message":""}"#, None, None),
            ("[1]", None, None),
            ("<html>", None, None),
        ] {
            let summary = Summary::of(body.as_bytes());
            assert_eq!(
                (summary.code.as_deref(), summary.message.as_deref()),
                (code, message),
                "{body}"
            );
        }
    }

    #[test]
    fn excerpts_are_short_and_in_one_line() {
        struct Excerpt<'a>(&'a str);

        impl fmt::Display for Excerpt<'_> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_excerpt(self.0, formatter)
            }
        }

        for (text, expected) in [
            ("a\r\n  b\u{1b}[0m\tc", "a b[0m c".to_owned()),
            (&"é".repeat(EXCERPT), "é".repeat(EXCERPT)),
            (
                &"é".repeat(EXCERPT + 1),
                format!("{}…", "é".repeat(EXCERPT)),
            ),
            (
                &"a ".repeat(EXCERPT),
                format!("{}…", "a ".repeat(EXCERPT / 2).trim_end()),
            ),
        ] {
            assert_eq!(Excerpt(text).to_string(), expected, "{text}");
        }
    }
}
