//! Parts of bodies of the media type `multipart/form-data`.

/// A part of a body.
#[derive(Debug)]
pub(super) struct ReadPart<'b> {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content: &'b [u8],
}

/// Splits a body into its parts. The error is a problem of the body.
pub(super) fn read<'b>(content_type: &str, body: &'b [u8]) -> Result<Vec<ReadPart<'b>>, String> {
    let boundary = parameter(content_type, "boundary")
        .filter(|boundary| !boundary.is_empty())
        .ok_or("has a media type without a boundary")?;
    let delimiter = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut rest = match body.strip_prefix(delimiter.as_bytes()) {
        Some(rest) => rest,
        None => {
            split_at(body, format!("\r\n{delimiter}").as_bytes())
                .ok_or("has no part")?
                .1
        }
    };
    while let Some(inside) = rest.strip_prefix(b"\r\n") {
        let end = format!("\r\n{delimiter}");
        let (part, after) = split_at(inside, end.as_bytes()).ok_or("ends in a part")?;
        parts.push(read_part(part)?);
        rest = after;
    }
    match rest.starts_with(b"--") {
        true => Ok(parts),
        false => Err("has no end of its parts".to_owned()),
    }
}

fn read_part(part: &[u8]) -> Result<ReadPart<'_>, String> {
    let (head, content) = split_at(part, b"\r\n\r\n").ok_or("has a part without headers")?;
    let head = std::str::from_utf8(head).map_err(|_| "has a part whose headers are not UTF-8")?;
    let header = |name: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let line = lines.find(|(own, _)| own.trim().eq_ignore_ascii_case(name));
        line.map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition").ok_or("has a part without a name")?;
    Ok(ReadPart {
        name: parameter(disposition, "name").ok_or("has a part without a name")?,
        file_name: parameter(disposition, "filename"),
        content_type: header("content-type").map(str::to_owned),
        content,
    })
}

/// Returns a parameter of a header: the text after `name=`, with or without quotes.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    loop {
        // A quoted value may contain semicolons.
        let (_, after) = rest.split_once(';')?;
        let after = after.trim_start();
        let (own, value) = after.split_once('=')?;
        let (text, end) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => {
                let end = value.find(';').unwrap_or(value.len());
                value.split_at(end)
            }
        };
        if own.trim().eq_ignore_ascii_case(name) {
            return Some(unescape(text.trim_end()));
        }
        rest = end;
    }
}

/// Decodes a name as HTML encodes it in forms.
fn unescape(name: &str) -> String {
    let name = name.replace("%22", "\"").replace("%0D", "\r");
    name.replace("%0A", "\n")
}

/// Returns the bytes before and after the first occurrence of others.
fn split_at<'b>(bytes: &'b [u8], separator: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let at = bytes
        .windows(separator.len())
        .position(|window| window == separator)?;
    Some((bytes.get(..at)?, bytes.get(at + separator.len()..)?))
}
