//! Descriptions as rustdoc. Text of a document never becomes a doc test, a link to an item, or HTML.

use std::collections::HashMap;

use billing_macros_expand::{code_span, is_hidden, type_text};

use super::rust;
use crate::model::{Docs, Example, Operation, Response, Stream, Type};

/// The lines of a doc comment: the description, unless it only repeats the name of the item, and its facts.
pub(super) fn lines(docs: &Docs, name: &str) -> Vec<String> {
    let mut text = match repeats(&docs.text, name) {
        true => String::new(),
        false => rustdoc(&docs.text),
    };
    let mut facts: Vec<String> = docs.facts.iter().map(|fact| rustdoc(fact)).collect();
    if let (false, Some(day)) = (docs.deprecated, &docs.sunset) {
        facts.push(format!("The service removes it on {}.", plain_text(day)));
    }
    if !facts.is_empty() {
        // A single sentence and its facts read as one paragraph.
        let continues = !text.contains('\n') && text.ends_with('.');
        text.push_str(if text.is_empty() {
            ""
        } else if continues {
            " "
        } else {
            "\n\n"
        });
        text.push_str(&facts.join(" "));
    }
    text.lines().map(str::to_owned).collect()
}

/// Returns true if a description says no more than the name of its item: letters and digits are the same.
fn repeats(text: &str, name: &str) -> bool {
    let key = |text: &str| -> String {
        let characters = text.chars().filter(|c| c.is_alphanumeric());
        characters.flat_map(char::to_lowercase).collect()
    };
    // A description of several sentences is longer than any name.
    text.len() <= 2 * name.len() + 2 && key(text) == key(name)
}

/// Returns the note of `#[deprecated]`, which rustdoc shows too; none if the item is not deprecated.
pub(super) fn deprecation(docs: &Docs) -> Option<String> {
    let gone = match &docs.sunset {
        Some(day) => format!(", which removes it on {}", plain_text(day)),
        None => String::new(),
    };
    docs.deprecated
        .then(|| format!("deprecated by the service{gone}"))
}

/// Escapes a title for a sentence of a doc comment.
pub(super) fn title(text: &str) -> String {
    plain_text(text)
}

/// Returns the lines of the doc comment of an operation: its description and its responses.
pub(super) fn operation_lines(operation: &Operation) -> Vec<String> {
    let mut lines = match repeats(&operation.docs.text, &operation.id) {
        true => Vec::new(),
        false => lines(&operation.docs, &operation.name),
    };
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let request = format!("{} {}", operation.method, operation.path);
    lines.push(code_span(&request));
    lines.push(String::new());
    for response in &operation.responses {
        let body = match &response.body {
            Some(Type::OneOf(types)) => {
                let types: Vec<String> = types.iter().map(type_span).collect();
                types.join(" or ")
            }
            Some(body) => type_span(body),
            None => "no body".to_owned(),
        };
        let headers: Vec<_> = response
            .headers
            .iter()
            .map(|header| code_span(&header.wire))
            .collect();
        let headers = if headers.is_empty() {
            String::new()
        } else {
            format!(", headers {}", headers.join(", "))
        };
        let stream = match &response.stream {
            Some(Stream { media_type, item }) => {
                let item = item.as_ref().map_or_else(|| "text".to_owned(), type_span);
                format!(", stream {} of {item}", code_span(media_type))
            }
            None => String::new(),
        };
        let text = rustdoc(&response.docs.text).replace('\n', " ");
        let text = if text.is_empty() {
            text
        } else {
            format!(": {text}")
        };
        lines.push(format!(
            "- `{}`, {body}{stream}{headers}{text}",
            response.status
        ));
    }
    lines
}

/// Returns a type as the generated code writes it, in a code span.
fn type_span(ty: &Type) -> String {
    code_span(&type_text(&rust::TypeNames::plain().type_of(ty)))
}

/// Formats a documented body: as a doc test that reads it and writes it back if the module of its api-version is known,
/// else as a JSON block.
pub(super) fn example(example: &Example, response: &Response, module: Option<&str>) -> String {
    let name = if example.name.is_empty() {
        String::new()
    } else {
        format!(": {}", plain_text(&example.name))
    };
    let summary = rustdoc(&example.summary);
    let summary = if summary.is_empty() {
        summary
    } else {
        format!("{summary}\n\n")
    };
    let title = format!("# Example{name}\n\n{summary}");
    let (Some(module), Some(Type::Named(body))) = (module, &response.body) else {
        return format!("{title}```json\n{}\n```", example.json);
    };
    let json = &example.json;
    let hashes = rust::hashes(json);
    format!(
        "{title}```\nuse {module}::{body};\n\nlet text = r{hashes}\"{json}\"{hashes};\nlet value: {body} = \
         serde_json::from_str(text)?;\nassert_eq!(serde_json::to_value(&value)?, serde_json::from_str::<serde_json::Value>(text)?);\n\
         # Ok::<(), serde_json::Error>(())\n```"
    )
}

fn plain_text(text: &str) -> String {
    rustdoc(text).replace('\n', " ")
}

/// Escapes Markdown so that rustdoc finds no code to test, no link to an item and no HTML in it.
fn rustdoc(text: &str) -> String {
    let mut out = Vec::new();
    let mut in_fence = false;
    let mut item_indent = 0;
    // A character that turns the direction of text could make a comment read differently from what it is.
    let text: String = text
        .chars()
        .filter(|character| matches!(character, '\n' | '\t') || !is_hidden(*character))
        .collect();
    for line in text.trim().lines() {
        let line = line.trim_end().replace('\t', "    ");
        let line = line.as_str();
        let flat = line.trim_start();
        if flat.starts_with("```") || flat.starts_with("~~~") {
            // A fence without a language would be a doc test.
            out.push(if in_fence {
                "```".to_owned()
            } else {
                "```text".to_owned()
            });
            in_fence = !in_fence;
        } else if in_fence {
            out.push(line.to_owned());
        } else {
            // An indented line would be a doc test too, but the continuation of a list item is indented like its text.
            item_indent = match marker(flat) {
                Some(width) => width,
                None if flat.is_empty() => 0,
                None => item_indent,
            };
            let indent = if marker(flat).is_some() {
                0
            } else {
                item_indent
            };
            out.push(format!("{:indent$}{}", "", inline(flat)));
        }
    }
    if in_fence {
        out.push("```".to_owned());
    }
    out.join("\n")
}

/// The width of the marker of a list item, `- ` or `1. `, that starts a line.
fn marker(line: &str) -> Option<usize> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = line.get(digits..)?;
    let bullet = digits == 0 && rest.starts_with(['-', '*', '+']);
    let number = (1..=9).contains(&digits) && rest.starts_with(['.', ')']);
    let is_item = (bullet || number) && rest.get(1..)?.starts_with(' ');
    let text = rest.get(1..)?;
    let spaces = text.len() - text.trim_start_matches(' ').len();
    // Five spaces and more are one and an indented block.
    let spaces = if spaces > 4 { 1 } else { spaces };
    is_item.then_some(digits + 1 + spaces)
}

/// Escapes one line outside of code blocks: code spans remain, links to items and HTML become text, URLs become links.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let runs = back_quotes(line);
    let mut rest = 0;
    let after = |offset: usize| line.get(offset..).unwrap_or_default();
    while let Some(start) = after(rest).find('`').map(|found| rest + found) {
        escape(line.get(rest..start).unwrap_or_default(), &mut out);
        let fence = after(start).len() - after(start).trim_start_matches('`').len();
        // A code span ends at as many back quotes as have opened it.
        let closing = runs
            .get(&fence)
            .and_then(|starts| starts.get(starts.partition_point(|closing| *closing <= start)));
        rest = start + fence;
        match closing {
            Some(closing) => {
                rest = closing + fence;
                out.push_str(line.get(start..rest).unwrap_or_default());
            }
            None => out.push_str(&"\\`".repeat(fence)),
        }
    }
    escape(after(rest), &mut out);
    out
}

/// Returns the offsets of all runs of back quotes in a line, by their length.
fn back_quotes(line: &str) -> HashMap<usize, Vec<usize>> {
    let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
    let (mut start, mut length) = (0, 0);
    for (offset, byte) in line.bytes().enumerate() {
        match byte {
            b'`' if length == 0 => (start, length) = (offset, 1),
            b'`' => length += 1,
            _ if length > 0 => {
                runs.entry(length).or_default().push(start);
                length = 0;
            }
            _ => {}
        }
    }
    if length > 0 {
        runs.entry(length).or_default().push(start);
    }
    runs
}

/// Finds where `http://` or `https://` begins.
fn next_address(text: &str) -> Option<usize> {
    let mut found = text.match_indices("http").map(|(start, _)| start);
    found.find(|start| {
        let rest = text.get(start + 4..).unwrap_or_default();
        rest.strip_prefix('s').unwrap_or(rest).starts_with("://")
    })
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(start) = next_address(rest) {
        let (before, address) = rest.split_at(start);
        let end = address
            .find(|c: char| c.is_whitespace() || "<>()[]\"'".contains(c))
            .unwrap_or(address.len());
        let (address, after) = address.split_at(end);
        let bare = address.trim_end_matches(['.', ',', ';', ':']);
        let stop = address.get(bare.len()..).unwrap_or_default();
        plain(before, out);
        out.push('<');
        out.push_str(bare);
        out.push('>');
        out.push_str(stop);
        rest = after;
    }
    plain(rest, out);
}

fn plain(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '[' | ']' | '<' | '>') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let cases = [
            ("Plain words.", "Plain words."),
            (
                "An item of [Vec] or <b>.",
                "An item of \\[Vec\\] or \\<b\\>.",
            ),
            ("Code `a[0]` stays.", "Code `a[0]` stays."),
            ("One ` alone.", "One \\` alone."),
            ("One ` and `[a]`.", "One ` and `\\[a\\]\\`."),
            ("``a`[b]`` and ```[c]", "``a`[b]`` and \\`\\`\\`\\[c\\]"),
            ("`a\u{202e}b`\0", "`ab`"),
            (
                "See https://a.example/b?c=1.",
                "See <https://a.example/b?c=1>.",
            ),
            ("    let x = 1;", "let x = 1;"),
            ("```\nlet x = 1;", "```text\nlet x = 1;\n```"),
            ("a\u{202e}b", "ab"),
            ("- one\nmore\n* two\n\nnext", "- one\n  more\n* two\n\nnext"),
            ("*   one\nmore", "*   one\n    more"),
            ("a\tb", "a    b"),
            (
                "1. one\n   more\n2.5 is no item",
                "1. one\n   more\n   2.5 is no item",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(rustdoc(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_description_that_repeats_the_name_is_left_out() {
        for (text, name, expected) in [
            ("Invoice section", "InvoiceSection", true),
            ("amountDue.", "amount_due", true),
            ("ID", "id", true),
            ("", "id", false),
            ("An invoice section.", "InvoiceSection", false),
        ] {
            assert_eq!(repeats(text, name), expected, "{text}");
        }
    }

    #[test]
    fn facts_follow_the_text() {
        let docs = Docs {
            text: "Text.".into(),
            facts: vec!["Read-only.".into(), "At most 50.".into()],
            deprecated: true,
            sunset: None,
        };
        assert_eq!(lines(&docs, "thing"), ["Text. Read-only. At most 50."]);
        assert_eq!(
            deprecation(&docs).as_deref(),
            Some("deprecated by the service")
        );
        let docs = Docs {
            deprecated: true,
            sunset: Some("2030-01-31".into()),
            ..Docs::default()
        };
        assert_eq!(
            deprecation(&docs).as_deref(),
            Some("deprecated by the service, which removes it on 2030-01-31")
        );
        let docs = Docs {
            deprecated: false,
            ..docs
        };
        assert_eq!(
            lines(&docs, "thing"),
            ["The service removes it on 2030-01-31."]
        );
        assert_eq!(deprecation(&docs), None);
        let docs = Docs {
            text: "- a\n- b".into(),
            facts: vec!["Read-only.".into()],
            ..Docs::default()
        };
        assert_eq!(lines(&docs, "thing"), ["- a", "- b", "", "Read-only."]);
    }
}
