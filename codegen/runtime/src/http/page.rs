//! Pages whose successor is named by a header of the response.

use http::HeaderMap;
use http::header::LINK;

use super::super::{Next, Page, Paged, Paging};
use super::Reply;

/// Splits a result into items and the location of the next page, which may be in a header.
pub(super) fn split<C: Paged>(call: &C, reply: Reply<C::Output>) -> Reply<Page<C::Item>> {
    let in_header = match C::PAGING {
        Some(Paging::Header { relation, .. }) => {
            find_link(reply.headers(), relation).map(Next::Link)
        }
        Some(Paging::CursorHeader { header, .. }) => {
            let value = reply.headers().get(header);
            let text = value.and_then(|value| value.to_str().ok()).map(str::trim);
            let text = text.filter(|text| !text.is_empty());
            text.map(|text| Next::Token(text.to_owned()))
        }
        _ => None,
    };
    reply.map(|output| {
        let mut page = call.page(output);
        page.next = page.next.or(in_header);
        page
    })
}

/// Returns the target of the first link with a relation in the headers `Link` (RFC 8288). Links with an `anchor` are about
/// another resource.
fn find_link(headers: &HeaderMap, relation: &str) -> Option<String> {
    for value in headers.get_all(LINK) {
        let mut rest = value.to_str().unwrap_or_default();
        while let Some((link, after)) = read_link(rest) {
            rest = after;
            let is_wanted = link.relations.is_some_and(|own| {
                own.split_ascii_whitespace()
                    .any(|own| own.eq_ignore_ascii_case(relation))
            });
            if is_wanted && !link.has_anchor && !link.target.is_empty() {
                return Some(link.target.to_owned());
            }
        }
    }
    None
}

/// A link of the header `Link`.
struct Link<'t> {
    target: &'t str,
    relations: Option<String>,
    has_anchor: bool,
}

/// Reads the next link of a list and returns the text after it.
fn read_link(text: &str) -> Option<(Link<'_>, &str)> {
    let (_, text) = text.split_once('<')?;
    let (target, mut rest) = text.split_once('>')?;
    let mut link = Link {
        target: target.trim(),
        relations: None,
        has_anchor: false,
    };
    while let Some(parameter) = rest.trim_start().strip_prefix(';') {
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, after) = parameter.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => read_value(after.trim_start()),
            None => (String::new(), after),
        };
        rest = after;
        match name.trim() {
            name if name.eq_ignore_ascii_case("rel") => {
                // Only the first one counts.
                link.relations.get_or_insert(value);
            }
            name => link.has_anchor |= name.eq_ignore_ascii_case("anchor"),
        }
    }
    Some((link, rest))
}

/// Reads a value in quotes, or up to the next separator, and returns the text after it.
fn read_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return (value.trim().to_owned(), after);
    };
    let mut value = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => value.extend(characters.next()),
            _ => value.push(character),
        }
    }
    (value, characters.as_str())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn links_are_found_by_their_relation() {
        for (values, expected) in [
            (
                &[r#"<https://a.example/2>; rel="next""#][..],
                Some("https://a.example/2"),
            ),
            (
                &[r#"<?page=1>; rel=prev, </b,c;d?page=3> ; REL = Next"#],
                Some("/b,c;d?page=3"),
            ),
            (
                &[r#"<a>; title="x, <b>; rel=next"; rel="last next""#],
                Some("a"),
            ),
            (&[r#"<a>; title="\"; rel=next""#], None),
            (&[r#"<a>; rel=last"#, r#"<b>; rel=next"#], Some("b")),
            (&[r#"<a>; rel=prev; rel=next"#], None),
            (
                &[r#"<a>; rel=next; anchor="/other", <b>; rel=next"#],
                Some("b"),
            ),
            (&[r#"<>; rel=next"#], None),
            (&[r#"<a; rel=next"#], None),
            (&[r#"<a>; rel="next"#], Some("a")),
            (&["", "x"], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(LINK, HeaderValue::from_static(value));
            }
            assert_eq!(
                find_link(&headers, "next").as_deref(),
                expected,
                "{values:?}"
            );
        }
    }
}
