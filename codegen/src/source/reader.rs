//! Parses YAML and JSON texts into trees.

use std::{cell::OnceCell, fmt};

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::unclosed_quote;
use crate::{
    diagnostic::Code,
    text::{
        Format, MERGE, Members, Node, ResourceLimits,
        positions::{self, SENTINEL},
        push_segment,
    },
};

/// The tree of a text.
pub(super) struct Read {
    pub(super) node: Node,
    /// Repeated keys: the pointer, and the index of the occurrence, counted from 0.
    pub(super) repeated: Vec<(String, usize)>,
}

/// A syntax error, with its byte offset if the parser reports one.
#[derive(Debug)]
pub(super) struct Malformed {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) offset: Option<usize>,
    pub(super) help: Option<String>,
}

impl Malformed {
    fn new(message: String, offset: Option<usize>) -> Self {
        Self {
            code: Code::Syntax,
            message,
            offset,
            help: None,
        }
    }

    fn too_long(offset: Option<usize>) -> Self {
        Self {
            code: Code::Limit,
            ..Self::new(LONG.to_owned(), offset)
        }
    }

    fn too_deep(format: Format, offset: Option<usize>) -> Self {
        let or = match format {
            Format::Json => "",
            Format::Yaml => ", or an alias stands within what it names",
        };
        Self {
            code: Code::Limit,
            ..Self::new(format!("it nests more than 128 levels deep{or}"), offset)
        }
    }
}

/// Parses a JSON text that is not a file, such as the value of a keyword; none if it is no JSON.
#[cfg_attr(
    not(feature = "checks"),
    allow(dead_code, reason = "only checks compare such texts")
)]
pub(crate) fn parse_json(text: &str) -> Option<Node> {
    let read = read(text, Format::Json, ResourceLimits::default()).ok()?;
    Some(read.node)
}

pub(super) fn read(text: &str, format: Format, limits: ResourceLimits) -> Result<Read, Malformed> {
    match read_once((text, text), format, limits) {
        Err(malformed) if format == Format::Json && malformed.message == OUT_OF_RANGE => {
            match positions::without_huge_numbers(text) {
                Some(parsed) => read_once((text, &parsed), format, limits),
                None => Err(malformed),
            }
        }
        read => read,
    }
}

/// Reads a text once. The parser gets the second text, which has smaller numbers in the places of those that it refuses.
fn read_once(
    (text, parsed): (&str, &str),
    format: Format,
    limits: ResourceLimits,
) -> Result<Read, Malformed> {
    let mut reader = Reader {
        text,
        format,
        pointer: String::new(),
        repeated: Vec::new(),
        budget: limits.budget(text),
        numbers: positions::JsonNumbers::new(text),
        offsets: OnceCell::new(),
    };
    if let (Format::Yaml, Some(offset)) = (format, positions::too_deep(text)) {
        return Err(Malformed::too_deep(format, Some(offset)));
    }
    let node = match format {
        Format::Yaml => NodeSeed(&mut reader)
            .deserialize(serde_yaml::Deserializer::from_str(text))
            .map_err(|error| yaml_error(text, limits, &error))?,
        Format::Json => {
            let mut deserializer = serde_json::Deserializer::from_str(parsed);
            NodeSeed(&mut reader)
                .deserialize(&mut deserializer)
                .and_then(|node| deserializer.end().map(|()| node))
                .map_err(|error| json_error(text, &error))?
        }
    };
    Ok(Read {
        node,
        repeated: reader.repeated,
    })
}

fn yaml_error(text: &str, limits: ResourceLimits, error: &serde_yaml::Error) -> Malformed {
    let shown = error.to_string();
    if shown.contains("more than one document") {
        return Malformed::new(
            "this file holds more than one YAML document".to_owned(),
            positions::second_document(text),
        );
    }
    if let Some((_, at)) = shown.split_once("control characters are not allowed at position ") {
        // The parser rejects such a text as a whole and reports the byte.
        let offset: Option<usize> = at.split(' ').next().and_then(|at| at.parse().ok());
        return Malformed::new(
            "control characters are not allowed".to_owned(),
            offset.filter(|offset| text.is_char_boundary(*offset)),
        );
    }
    let offset = error
        .location()
        .map(|at| positions::yaml_offset(text, at.line(), at.column()));
    if shown.contains(RECURSION) {
        return Malformed::too_deep(Format::Yaml, offset);
    }
    if shown.contains(LONG) {
        return Malformed::too_long(offset);
    }
    if shown.contains(BOMB) {
        return Malformed {
            code: Code::Limit,
            help: Some(ResourceLimits::help(
                "aliases",
                limits.aliases().saturating_mul(2),
            )),
            ..Malformed::new(
                format!("{BOMB}; the limit is {} times its size", limits.aliases()),
                offset,
            )
        };
    }
    // The position and the path are part of the diagnostic already.
    let problem = match shown.contains(TAG) {
        true => TAG,
        false => shown.split(" at line ").next().unwrap_or(&shown),
    };
    if let Some(quote) = offset.and_then(|offset| unclosed_quote::find(text, offset)) {
        let help = match text.get(quote..).is_some_and(|rest| rest.starts_with('"')) {
            true => "write `\"` at the end of the text; a `\"` in it is written `\\\"`",
            false => "write `'` at the end of the text; a `'` in it is written `''`",
        };
        return Malformed {
            help: Some(help.to_owned()),
            ..Malformed::new("this quote is not closed".to_owned(), Some(quote))
        };
    }
    offset
        .and_then(|offset| explained(text, problem, offset))
        .unwrap_or_else(|| Malformed::new(problem.to_owned(), offset))
}

/// Maximum length of a key of YAML in characters, unless `? ` stands before it.
const MAX_KEY: usize = 1024;

/// Returns the key at the end of a part of a line, before its `:`.
fn last_key(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let quote = line
        .chars()
        .next_back()
        .filter(|last| matches!(last, '"' | '\''));
    let start = match quote {
        Some(quote) => line.get(..line.len() - 1)?.rfind(quote)?,
        None => {
            let ends = ["{", "[", ", ", ": ", "- ", "? "];
            let ends = ends
                .iter()
                .filter_map(|end| Some(line.rfind(end)? + end.len()));
            ends.max().unwrap_or_default()
        }
    };
    line.get(start..).map(str::trim_start)
}

/// Returns a syntax error in the words of its usual cause, at the place of the cause.
fn explained(text: &str, problem: &str, offset: usize) -> Option<Malformed> {
    let (before, rest) = text.split_at_checked(offset)?;
    let start = before.rfind('\n').map_or(0, |index| index + 1);
    let line_before = before.get(start..)?;
    let with_help = |message: &str, offset: usize, help: &str| {
        Some(Malformed {
            help: Some(help.to_owned()),
            ..Malformed::new(message.to_owned(), Some(offset))
        })
    };
    if problem.contains("cannot start any token") {
        let tab = match line_before.find('\t') {
            Some(index) => start + index,
            None if rest.starts_with('\t') => offset,
            None => return None,
        };
        return with_help("a tab does not indent in YAML", tab, "indent with spaces");
    }
    let is_unexpected = problem.contains("mapping values are not allowed")
        || problem.contains("did not find expected ',' or");
    if let (true, true, Some(key)) = (is_unexpected, rest.starts_with(':'), last_key(line_before)) {
        let length = key.chars().count();
        if length > MAX_KEY {
            return with_help(
                &format!(
                    "this key has {length} characters, and YAML reads {MAX_KEY} at most without `? `"
                ),
                offset - key.len(),
                "write `? ` before the key, and `: ` with the value on the next line; or write the document in JSON",
            );
        }
    }
    if problem.contains("mapping values are not allowed") && line_before.contains(": ") {
        return with_help(
            "a second `:` in one line",
            offset,
            "write a text that contains `: ` in quotes",
        );
    }
    if problem.contains("mapping values are not allowed") || problem.contains("expected ':'") {
        // The parser notices it in a later line.
        let above = text.get(..start)?.trim_end();
        let begin = above.rfind('\n').map_or(0, |index| index + 1);
        let line = above.get(begin..)?;
        let key = line.trim_start();
        if !key.is_empty() && !key.contains(':') && !key.starts_with(['#', '-', '{', '[']) {
            let at = begin + line.len() - key.len();
            let help = format!("write `{key}:`");
            return with_help("a `:` is missing", at, &help);
        }
    }
    None
}

fn json_error(text: &str, error: &serde_json::Error) -> Malformed {
    let shown = error.to_string();
    let message = shown
        .rsplit_once(" at line ")
        .map_or(shown.as_str(), |(message, _)| message)
        .to_owned();
    let offset = positions::json_offset(text, error.line(), error.column());
    // The parser reports the last byte it read.
    let offset = Some(offset.saturating_sub(1));
    match message {
        _ if message.contains(RECURSION) => Malformed::too_deep(Format::Json, offset),
        _ if message.contains(LONG) => Malformed::too_long(offset),
        _ => Malformed::new(message, offset),
    }
}

/// The message of the parser of JSON for a number beyond all binary ones.
const OUT_OF_RANGE: &str = "number out of range";
/// The message of both parsers for values nested more than 128 levels deep.
const RECURSION: &str = "recursion limit exceeded";
/// Maximum length of the JSON pointer of a member in bytes. Each place in a document has its pointer, so that longer ones would take
/// much more memory than the document.
const LONGEST_POINTER: usize = 4_096;
const LONG: &str =
    "the names of this member and of those that contain it have more than 4096 bytes";
const TAG: &str = "a YAML tag has no meaning here";
const BOMB: &str = "the aliases of this file stand for too many values";

struct Reader<'t> {
    text: &'t str,
    format: Format,
    pointer: String,
    repeated: Vec<(String, usize)>,
    budget: usize,
    /// The remaining numbers of a JSON text.
    numbers: positions::JsonNumbers<'t>,
    /// The byte offsets of a YAML text.
    offsets: OnceCell<positions::YamlOffsets<'t>>,
}

impl Reader<'_> {
    fn spend<E: Error>(&mut self, cost: usize) -> Result<(), E> {
        self.budget = self
            .budget
            .checked_sub(cost)
            .ok_or_else(|| E::custom(BOMB))?;
        Ok(())
    }

    /// Creates a number from the value of the parser, with the digits of the text where the format allows it.
    fn number<T: ToString>(&mut self, value: T) -> Node {
        // YAML has other notations than JSON: an integer is written anew, and a fraction is looked up in the text.
        let written = match self.format {
            Format::Json => self.numbers.next(),
            Format::Yaml => None,
        };
        Node::Number(written.map_or_else(|| value.to_string(), str::to_owned))
    }

    /// Creates a number from a YAML fraction, with the digits of the text, which the parser replaces by a binary value.
    fn yaml_fraction(&self, error: &str, value: f64) -> Node {
        let written = self.number_at(error);
        match written {
            Some(text)
                if text
                    .parse::<f64>()
                    .is_ok_and(|same| same.to_bits() == value.to_bits()) =>
            {
                Node::Number(text.to_owned())
            }
            _ if value.is_finite() => Node::Number(format!("{value:?}")),
            // JSON has no `.inf` and `.nan`.
            _ => Node::String(value.to_string()),
        }
    }

    /// Creates a number from the text of one that the parser takes for text, unless it is in quotes.
    fn huge_number(&self, error: &str, text: String) -> Node {
        match self.number_at(error) {
            Some(written) if written == text => Node::Number(text),
            _ => Node::String(text),
        }
    }

    /// Returns the number in the text at the position that an error reports.
    fn number_at(&self, error: &str) -> Option<&str> {
        let position = positions::reported(error)?;
        let offsets = self
            .offsets
            .get_or_init(|| positions::YamlOffsets::new(self.text));
        positions::number_from(self.text, offsets.offset(position))
    }
}

struct NodeSeed<'r, 't>(&'r mut Reader<'t>);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let mut number = None;
        match deserializer.deserialize_any(NodeVisitor {
            reader: &mut *self.0,
            number: &mut number,
        }) {
            Ok(node) => Ok(node),
            Err(error) => match number {
                Some(Unplaced::Fraction(value)) => {
                    Ok(self.0.yaml_fraction(&error.to_string(), value))
                }
                Some(Unplaced::Huge(text)) => Ok(self.0.huge_number(&error.to_string(), text)),
                None => Err(error),
            },
        }
    }
}

struct NodeVisitor<'v, 't> {
    reader: &'v mut Reader<'t>,
    /// Set if the visitor failed only to learn the position of a number.
    number: &'v mut Option<Unplaced>,
}

/// A YAML number whose digits, or whose quotes, the parser does not report.
enum Unplaced {
    Fraction(f64),
    /// A number beyond all binary ones, which the parser takes for text.
    Huge(String),
}

/// Returns whether a text is a number beyond all binary ones.
fn is_huge(text: &str) -> bool {
    let digits = text.trim_start_matches('-');
    digits.starts_with(|c: char| c.is_ascii_digit())
        && text.parse::<f64>().is_ok_and(f64::is_infinite)
}

impl<'de> Visitor<'de> for NodeVisitor<'_, '_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.reader.spend(1)?;
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.reader.spend(1)?;
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.visit_i128(i128::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.visit_u128(u128::from(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.reader.spend(1)?;
        Ok(self.reader.number(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.reader.spend(1)?;
        Ok(self.reader.number(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.reader.spend(1)?;
        if self.reader.format == Format::Json {
            return Ok(self.reader.number(value));
        }
        *self.number = Some(Unplaced::Fraction(value));
        Err(E::custom(SENTINEL))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.reader.spend(1 + value.len())?;
        if self.reader.format == Format::Yaml && is_huge(value) {
            *self.number = Some(Unplaced::Huge(value.to_owned()));
            return Err(E::custom(SENTINEL));
        }
        Ok(Node::String(value.to_owned()))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(A::Error::custom(TAG))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        self.reader.spend(1)?;
        let mut elements = Vec::new();
        let end = self.reader.pointer.len();
        loop {
            push_segment(&mut self.reader.pointer, &elements.len().to_string());
            let element = sequence.next_element_seed(NodeSeed(&mut *self.reader));
            self.reader.pointer.truncate(end);
            match element? {
                Some(element) => elements.push(element),
                None => {
                    elements.shrink_to_fit();
                    return Ok(Node::Sequence(elements));
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        self.reader.spend(1)?;
        let mut members = Members::new();
        let mut repeated: IndexMap<String, usize> = IndexMap::new();
        let mut merged = Vec::new();
        let end = self.reader.pointer.len();
        while let Some(name) = map.next_key_seed(KeySeed)? {
            self.reader.spend(name.len())?;
            if name == MERGE && self.reader.format == Format::Yaml {
                match map.next_value_seed(NodeSeed(&mut *self.reader))? {
                    Node::Mapping(more) => merged.push(more),
                    Node::Sequence(elements) if elements.iter().all(Node::is_mapping) => {
                        merged.extend(elements.into_iter().filter_map(Node::into_mapping));
                    }
                    value => _ = members.insert(name, value),
                }
                continue;
            }
            push_segment(&mut self.reader.pointer, &name);
            if self.reader.pointer.len() > LONGEST_POINTER {
                return Err(A::Error::custom(LONG));
            }
            if members.contains_key(&name) {
                let before = self.reader.repeated.len();
                map.next_value_seed(NodeSeed(&mut *self.reader))?;
                self.reader.repeated.truncate(before);
                let count = repeated.entry(name).or_default();
                *count += 1;
                self.reader
                    .repeated
                    .push((self.reader.pointer.clone(), *count));
            } else {
                let value = map.next_value_seed(NodeSeed(&mut *self.reader))?;
                members.insert(name, value);
            }
            self.reader.pointer.truncate(end);
        }
        for (name, value) in merged.into_iter().flatten() {
            if !members.contains_key(&name) {
                members.insert(name, value);
            }
        }
        members.shrink();
        Ok(Node::Mapping(members))
    }
}

/// Reads a key, which is text even if it looks like a number or boolean: `200`, `no`.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}
