//! A strict reader of the HTML that the generator writes: what it does not expect is a failure.

use std::collections::{BTreeSet, HashMap};

/// A page that was read.
pub(crate) struct Markup<'h> {
    /// The elements, in the order in which they open.
    pub(crate) elements: Vec<Element<'h>>,
    /// The text outside of style and script.
    pub(crate) text: String,
}

pub(crate) struct Element<'h> {
    pub(crate) tag: &'h str,
    pub(crate) attributes: Vec<(&'h str, String)>,
    /// The element that holds it, as an index.
    pub(crate) parent: Option<usize>,
}

impl Element<'_> {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Elements without an end tag.
const VOID: [&str; 3] = ["input", "meta", "wbr"];

/// All attributes of a page. No event handler is among them, and nothing that loads.
const ATTRIBUTES: [&str; 23] = [
    "aria-hidden",
    "aria-label",
    "aria-live",
    "autocomplete",
    "charset",
    "class",
    "colspan",
    "content",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "role",
    "scope",
    "spellcheck",
    "style",
    "tabindex",
    "title",
    "type",
    "value",
    "placeholder",
];

/// The elements that may hold an element; none: any.
fn parents(tag: &str) -> &'static [&'static str] {
    match tag {
        "li" => &["ul"],
        "option" => &["select"],
        "td" | "th" => &["tr"],
        "tr" => &["thead", "tbody"],
        "thead" | "tbody" => &["table"],
        "main" | "nav" | "header" => &["body"],
        _ => &[],
    }
}

/// Elements that a browser does not leave in a paragraph or a heading.
const BLOCKS: [&str; 16] = [
    "article", "div", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "main", "nav", "p",
    "section", "table", "ul",
];
const PHRASING_ONLY: [&str; 12] = [
    "a", "b", "code", "h1", "h2", "h3", "h4", "h5", "h6", "p", "small", "strong",
];

/// Reads a page.
pub(crate) fn read(html: &str) -> Result<Markup<'_>, String> {
    let mut rest = html
        .strip_prefix("<!DOCTYPE html>\n")
        .ok_or("no document type")?;
    let mut markup = Markup {
        elements: Vec::new(),
        text: String::new(),
    };
    let mut open: Vec<usize> = Vec::new();
    while let Some(start) = rest.find('<') {
        let (text, tag) = rest.split_at(start);
        markup.text += &unescaped(text)?;
        let end = tag.find('>').ok_or("a tag without an end")?;
        let (tag, after) = (&tag[1..end], &tag[end + 1..]);
        rest = after;
        if let Some(tag) = tag.strip_prefix('/') {
            let top = open.pop().map(|index| markup.elements[index].tag);
            if top != Some(tag) {
                return Err(format!("</{tag}> closes {top:?}"));
            }
            continue;
        }
        let element = element(tag, open.last().copied())?;
        check_place(&markup.elements, &element)?;
        let tag = element.tag;
        markup.elements.push(element);
        if VOID.contains(&tag) {
            continue;
        }
        open.push(markup.elements.len() - 1);
        if ["script", "style"].contains(&tag) {
            let close = format!("</{tag}>");
            let end = rest.find(&close).ok_or_else(|| format!("no {close}"))?;
            rest = &rest[end..];
        }
    }
    match open.is_empty() {
        true => Ok(markup),
        false => Err("elements stay open".to_owned()),
    }
}

fn element(text: &str, parent: Option<usize>) -> Result<Element<'_>, String> {
    let (tag, mut rest) = match text.split_once(' ') {
        Some((tag, rest)) => (tag, rest),
        None => (text, ""),
    };
    if !tag
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        || tag.is_empty()
    {
        return Err(format!("<{text}> is no tag"));
    }
    let mut attributes: Vec<(&str, String)> = Vec::new();
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if !ATTRIBUTES.contains(&name) || attributes.iter().any(|(known, _)| *known == name) {
            return Err(format!("the attribute {name:?} in <{text}>"));
        }
        let value;
        (value, rest) = match after.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted
                    .split_once('"')
                    .ok_or_else(|| format!("a quote in <{text}>"))?;
                (unescaped(value)?, after)
            }
            None => (String::new(), after),
        };
        attributes.push((name, value));
        rest = match rest.strip_prefix(' ') {
            Some(rest) => rest,
            None if rest.is_empty() => rest,
            None => return Err(format!("what follows an attribute in <{text}>")),
        };
    }
    Ok(Element {
        tag,
        attributes,
        parent,
    })
}

fn check_place(elements: &[Element<'_>], element: &Element<'_>) -> Result<(), String> {
    let tag = element.tag;
    let mut above = Vec::new();
    let mut next = element.parent;
    while let Some(index) = next {
        above.push(elements[index].tag);
        next = elements[index].parent;
    }
    let allowed = parents(tag);
    let holder = above.first().copied().unwrap_or_default();
    if !allowed.is_empty() && !allowed.contains(&holder) {
        return Err(format!("<{tag}> in <{holder}>"));
    }
    if holder == "ul" && tag != "li" || holder == "tr" && !["td", "th"].contains(&tag) {
        return Err(format!("<{tag}> in <{holder}>"));
    }
    let is_inline = above.iter().any(|above| PHRASING_ONLY.contains(above));
    if BLOCKS.contains(&tag) && is_inline || tag == "a" && above.contains(&"a") {
        return Err(format!("<{tag}> in {above:?}"));
    }
    Ok(())
}

/// A text without its escapes; only those that the generator writes are known.
fn unescaped(text: &str) -> Result<String, String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain += &rest[..start];
        rest = &rest[start..];
        let known = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&#39;", '\''),
        ];
        let found = known.iter().find(|(escape, _)| rest.starts_with(escape));
        let (escape, character) = found.ok_or_else(|| format!("an escape in {text:?}"))?;
        plain.push(*character);
        rest = &rest[escape.len()..];
    }
    plain += rest;
    let acts = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
    };
    match plain.contains(acts) {
        true => Err(format!("a character that acts, in {plain:?}")),
        false => Ok(plain),
    }
}

/// Checks what holds for every page: it loads nothing, each id is there once, each link leads to one, and the rows of a table
/// have as many columns as its head.
pub(crate) fn check(html: &str) -> Result<Markup<'_>, String> {
    let markup = read(html)?;
    let mut ids = BTreeSet::new();
    for element in &markup.elements {
        if let Some(id) = element.attribute("id")
            && !ids.insert(id)
        {
            return Err(format!("the id {id:?} is there twice"));
        }
    }
    let mut columns: HashMap<usize, usize> = HashMap::new();
    let mut rows: HashMap<usize, usize> = HashMap::new();
    for (index, element) in markup.elements.iter().enumerate() {
        if let Some(href) = element.attribute("href") {
            let id = href
                .strip_prefix('#')
                .ok_or_else(|| format!("a link to {href:?}"))?;
            if !ids.contains(id) || element.tag != "a" {
                return Err(format!("a link to {href:?}, which is not there"));
            }
        }
        if [
            "img", "link", "iframe", "object", "embed", "base", "video", "audio", "svg",
        ]
        .contains(&element.tag)
        {
            return Err(format!("<{}>", element.tag));
        }
        if element.tag == "style" && element.attribute("style").is_some() {
            return Err("a style in a style".to_owned());
        }
        if element.tag == "tr" {
            rows.insert(index, 0);
        }
        if let ("td" | "th", Some(row)) = (element.tag, element.parent) {
            let span = element.attribute("colspan").unwrap_or("1");
            let span: usize = span.parse().map_err(|_| format!("{span} columns"))?;
            *rows.entry(row).or_default() += span;
        }
    }
    for (row, count) in rows {
        let table = markup.elements[row].parent;
        let table = table.and_then(|body| markup.elements[body].parent);
        let table = table.ok_or("a row without a table")?;
        if *columns.entry(table).or_insert(count) != count {
            return Err(format!("a row of {count} columns"));
        }
    }
    for (open, close) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let (_, code) = html.split_once(open).ok_or(open)?;
        let (code, _) = code.split_once(close).ok_or(close)?;
        for loads in [
            "url(", "@import", "http:", "https:", "fetch(", "import(", "XMLHttp", ".src",
        ] {
            if code.contains(loads) {
                return Err(format!("{loads} in {open}"));
            }
        }
    }
    if !html.contains("content=\"default-src &#39;none&#39;;") {
        return Err("no policy".to_owned());
    }
    Ok(markup)
}

#[test]
fn what_is_wrong_is_found() {
    let page = |body: &str| {
        format!(
            "<!DOCTYPE html>\n<html><head><meta content=\"default-src &#39;none&#39;;\"><style></style></head><body>{body}<script></script></body></html>"
        )
    };
    assert!(check(&page("<p id=\"a\">x <a href=\"#a\">y</a></p>")).is_ok());
    for wrong in [
        "<p>",
        "</p>",
        "<b><i></b></i>",
        "<p><p></p></p>",
        "<p onclick=\"x()\"></p>",
        "<p id=\"a\" id=\"b\"></p>",
        "<p id=a></p>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<a href=\"#a\"></a>",
        "<a href=\"https://example.com\"></a>",
        "<img>",
        "&nbsp;",
        "a & b",
        "\u{202e}",
        "<li></li>",
        "<table><tr></tr></table>",
        "<table><tbody><tr><td></td></tr><tr><td colspan=\"2\"></td></tr></tbody></table>",
        "<style>@import x</style>",
    ] {
        // The page's own style comes first, so one with an import is put there.
        let html = match wrong.strip_prefix("<style>") {
            Some(style) => page("").replace("<style></style>", &format!("<style>{style}")),
            None => page(wrong),
        };
        assert!(check(&html).is_err(), "{wrong}");
    }
}
