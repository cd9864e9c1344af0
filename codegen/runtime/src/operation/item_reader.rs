//! Splitting of streams into items: server-sent events, JSON lines and JSON text sequences.

use std::time::Duration;

use super::{RawItem, ReadError};

/// The byte before each text of a JSON text sequence.
const SEPARATOR: u8 = 0x1E;

/// Format of a stream of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    /// `text/event-stream`.
    Events,
    /// A JSON text in each line.
    Lines,
    /// RFC 7464.
    Sequence,
}

impl Framing {
    fn of(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let essence = essence.to_ascii_lowercase();
        Some(match essence.as_str() {
            "text/event-stream" => Self::Events,
            "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/json-lines"
            | "application/ndjson"
            | "application/x-ndjson"
            | "application/stream+json" => Self::Lines,
            "application/json-seq" => Self::Sequence,
            other if other.ends_with("+json-seq") => Self::Sequence,
            _ => return None,
        })
    }
}

/// Reader of the items of a stream, from bytes in parts of any size. It does no I/O.
///
/// Bytes are added by [`push`](Self::push). Then [`next_item`](Self::next_item) returns the items that are complete. No item may be longer
/// than the limit.
#[derive(Debug)]
pub struct ItemReader {
    framing: Framing,
    limit: usize,
    buffer: Vec<u8>,
    /// The start of the item or line that is not complete.
    start: usize,
    /// The end of the bytes that were searched for its end.
    searched: usize,
    /// True before the first byte that is no byte order mark.
    at_start: bool,
    /// True after `\r`, with which `\n` is one line end.
    skips_feed: bool,
    /// True after an error.
    failed: bool,
    event: EventFields,
    nesting: Nesting,
    last_id: Option<String>,
    retry: Option<Duration>,
}

/// The fields of an event that is not complete.
#[derive(Debug, Default)]
struct EventFields {
    name: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    data: Vec<u8>,
    /// The size of its lines in bytes.
    size: usize,
}

/// The position in a JSON text.
#[derive(Clone, Copy, Debug, Default)]
struct Nesting {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// True after a byte that is no white space.
    has_content: bool,
}

impl Nesting {
    fn add(&mut self, byte: u8) {
        self.has_content |= !byte.is_ascii_whitespace();
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            b'{' | b'[' if !self.in_string => self.depth = self.depth.saturating_add(1),
            b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// Returns true if a line end ends the text.
    fn is_complete(self) -> bool {
        self.depth == 0 && !self.in_string && self.has_content
    }
}

impl ItemReader {
    /// Creates a reader for a media type, with the maximum size of an item in bytes; `None` if it is not that of a stream of items.
    #[must_use]
    pub fn new(media_type: &str, limit: usize) -> Option<Self> {
        Some(Self {
            framing: Framing::of(media_type)?,
            limit,
            buffer: Vec::new(),
            start: 0,
            searched: 0,
            at_start: true,
            skips_feed: false,
            failed: false,
            event: EventFields::default(),
            nesting: Nesting::default(),
            last_id: None,
            retry: None,
        })
    }

    /// Returns true for events, which a later connection can continue.
    #[must_use]
    pub fn has_events(&self) -> bool {
        self.framing == Framing::Events
    }

    /// The id of the last event that has one.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The wait before the next connection, if an event has set it.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Adds bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.failed {
            return;
        }
        self.buffer.drain(..self.start);
        self.searched = self.searched.saturating_sub(self.start);
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// Returns the next complete item; `None` if more bytes are needed.
    pub fn next_item(&mut self) -> Option<Result<RawItem, ReadError>> {
        if self.failed || !self.skip_mark(false) {
            return None;
        }
        let item = match self.framing {
            Framing::Events => self.next_event(),
            Framing::Lines => self.next_text_line(),
            Framing::Sequence => self.next_text(),
        };
        if matches!(item, Err(ReadError::ItemTooLong { .. })) {
            self.fail();
        }
        item.transpose()
    }

    /// Drops everything, since the rest can't be split.
    fn fail(&mut self) {
        self.failed = true;
        self.buffer = Vec::new();
        self.start = 0;
        self.searched = 0;
        self.event = EventFields::default();
    }

    /// Returns the item at the end of the stream that has no end of its own. An event without one is dropped.
    pub fn finish(&mut self) -> Option<Result<RawItem, ReadError>> {
        if self.failed {
            return None;
        }
        self.failed = true;
        self.skip_mark(true);
        let rest = self.buffer.get(self.start..).unwrap_or_default().to_vec();
        match self.framing {
            Framing::Events => None,
            Framing::Lines => line_item(&rest).map(Ok),
            Framing::Sequence => text_item(&rest),
        }
    }

    /// Skips a byte order mark at the start. Returns false if more bytes are needed.
    fn skip_mark(&mut self, at_end: bool) -> bool {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        if self.at_start {
            if !at_end && self.buffer.len() < MARK.len() && MARK.starts_with(&self.buffer) {
                return false;
            }
            self.at_start = false;
            if self.buffer.starts_with(MARK) {
                self.start = MARK.len();
                self.searched = MARK.len();
            }
        }
        true
    }

    /// Returns the bytes before the next end, and passes them and the end.
    ///
    /// # Errors
    ///
    /// They are longer than the limit, whether their end has arrived or not.
    fn take_until(
        &mut self,
        mut is_end: impl FnMut(u8) -> bool,
    ) -> Result<Option<Taken>, ReadError> {
        let new = self.buffer.get(self.searched..).unwrap_or_default();
        let offset = new.iter().position(|byte| is_end(*byte));
        let end = match offset {
            Some(offset) => self.searched.saturating_add(offset),
            None => self.buffer.len(),
        };
        let bytes = self.buffer.get(self.start..end).unwrap_or_default();
        let is_comment = self.framing == Framing::Events && bytes.starts_with(b":");
        let others = if is_comment { 0 } else { self.event.size };
        if others.saturating_add(bytes.len()) > self.limit {
            return Err(ReadError::ItemTooLong { limit: self.limit });
        }
        if offset.is_none() {
            self.searched = end;
            return Ok(None);
        }
        let taken = Taken {
            bytes: bytes.to_vec(),
            end: self.buffer.get(end).copied().unwrap_or_default(),
        };
        self.start = end.saturating_add(1);
        self.searched = self.start;
        Ok(Some(taken))
    }

    fn next_event(&mut self) -> Result<Option<RawItem>, ReadError> {
        loop {
            if self.skips_feed {
                let Some(next) = self.buffer.get(self.start) else {
                    return Ok(None);
                };
                if *next == b'\n' {
                    self.start = self.start.saturating_add(1);
                    self.searched = self.start;
                }
                self.skips_feed = false;
            }
            let taken = self.take_until(|byte| matches!(byte, b'\n' | b'\r'))?;
            let Some(Taken { bytes, end }) = taken else {
                return Ok(None);
            };
            self.skips_feed = end == b'\r';
            if !bytes.is_empty() {
                self.add_line(&bytes);
                continue;
            }
            let fields = std::mem::take(&mut self.event);
            if let Some(id) = fields.id {
                self.last_id = Some(id).filter(|id| !id.is_empty());
            }
            let mut data = fields.data;
            // Without data there is no event.
            if data.pop().is_some() {
                return Ok(Some(RawItem {
                    event: fields.name.filter(|name| !name.is_empty()),
                    id: self.last_id.clone(),
                    retry: fields.retry,
                    data,
                    refuses_unfit: false,
                }));
            }
        }
    }

    /// Adds a line to the event.
    fn add_line(&mut self, line: &[u8]) {
        if line.starts_with(b":") {
            return;
        }
        self.event.size = self.event.size.saturating_add(line.len());
        let line = String::from_utf8_lossy(line);
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => self.event.name = Some(value.to_owned()),
            "data" => {
                self.event.data.extend_from_slice(value.as_bytes());
                self.event.data.push(b'\n');
            }
            "id" if !value.contains('\0') => self.event.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                let wait = value.parse().map_or(Duration::MAX, Duration::from_millis);
                self.event.retry = Some(wait);
                self.retry = Some(wait);
            }
            _ => {}
        }
    }

    fn next_text_line(&mut self) -> Result<Option<RawItem>, ReadError> {
        while let Some(line) = self.take_until(|byte| byte == b'\n')? {
            let item = line_item(&line.bytes);
            if item.is_some() {
                return Ok(item);
            }
        }
        Ok(None)
    }

    fn next_text(&mut self) -> Result<Option<RawItem>, ReadError> {
        loop {
            let mut nesting = self.nesting;
            let taken = self.take_until(|byte| match byte {
                SEPARATOR => true,
                b'\n' if nesting.is_complete() => true,
                byte => {
                    nesting.add(byte);
                    false
                }
            });
            self.nesting = nesting;
            let Some(Taken { bytes, end }) = taken? else {
                return Ok(None);
            };
            self.nesting = Nesting::default();
            let item = match end {
                SEPARATOR => text_item(&bytes).transpose()?,
                _ => line_item(&bytes),
            };
            if item.is_some() {
                return Ok(item);
            }
        }
    }
}

/// Bytes before an end, and the first byte of the end.
struct Taken {
    bytes: Vec<u8>,
    end: u8,
}

/// Returns a JSON text; `None` for white space.
fn line_item(text: &[u8]) -> Option<RawItem> {
    let data = text.trim_ascii();
    (!data.is_empty()).then(|| RawItem {
        data: data.to_vec(),
        ..RawItem::default()
    })
}

/// Returns a JSON text without a line end after it. A number or a word may have lost its end.
fn text_item(text: &[u8]) -> Option<Result<RawItem, ReadError>> {
    let item = line_item(text)?;
    let is_cut = text.last().is_some_and(|last| last.is_ascii_alphanumeric());
    Some(match is_cut {
        true => Err(ReadError::Truncated),
        false => Ok(item),
    })
}
