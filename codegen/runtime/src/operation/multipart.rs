//! Bodies of the media type `multipart/form-data`.

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content: Vec<u8>,
}

/// Writes parts; returns the media type with its boundary, and the body.
///
/// The boundary depends on the parts alone, so that equal requests have equal bytes. No part contains it.
pub(super) fn write(parts: &[Part]) -> (String, Vec<u8>) {
    let boundary = choose_boundary(parts);
    let mut body = Vec::new();
    for part in parts {
        let mut head = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"",
            escape(&part.name)
        );
        if let Some(name) = &part.file_name {
            head.push_str(&format!("; filename=\"{}\"", escape(name)));
        }
        if let Some(content_type) = &part.content_type {
            head.push_str(&format!("\r\ncontent-type: {content_type}"));
        }
        head.push_str("\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&part.content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Escapes a name as HTML does in forms.
fn escape(name: &str) -> String {
    let name = name.replace('\r', "%0D").replace('\n', "%0A");
    name.replace('"', "%22")
}

fn choose_boundary(parts: &[Part]) -> String {
    let mut hash = Fnv::default();
    for part in parts {
        hash.add(part.name.as_bytes());
        hash.add(&part.content);
    }
    first_boundary(hash, parts)
}

/// Returns the first boundary from a hash on that no part contains.
fn first_boundary(mut hash: Fnv, parts: &[Part]) -> String {
    loop {
        let boundary = format!("form-{:016x}", hash.0);
        let is_inside = |part: &Part| {
            let mut places = part.content.windows(boundary.len());
            places.any(|place| place == boundary.as_bytes())
        };
        if !parts.iter().any(is_inside) {
            return boundary;
        }
        hash.add(b"-");
    }
}

/// The hash FNV-1a.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_contains_the_boundary() {
        let part = |content: &str| Part {
            name: "a".to_owned(),
            file_name: None,
            content_type: None,
            content: content.as_bytes().to_vec(),
        };
        let first = first_boundary(Fnv::default(), &[part("x")]);
        let second = first_boundary(Fnv::default(), &[part("x"), part(&format!("--{first}--"))]);
        let third = first_boundary(Fnv::default(), &[part(&second), part(&first)]);
        assert!(first != second && second != third && third != first);
        assert_eq!(choose_boundary(&[part("x")]), choose_boundary(&[part("x")]));
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(escape("a\"b\r\nc;é"), "a%22b%0D%0Ac;é");
    }
}
