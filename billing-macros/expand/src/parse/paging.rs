//! Parses the `paging(...)` of an operation.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, LitInt, LitStr, Result, Token, parenthesized};

use super::syntax::parse_text;
use crate::definitions::{NextPage, Paging};

const PAGING: &str = "invalid `paging`: write `items = \"value\"` and one of `next = \"nextLink\"`, `link_header = \"next\"`, `cursor = \"token\", parameter = \"after\"`, `offset = \"offset\", total = \"totalCount\"` and `page = \"page\", first = 1`";

/// The arguments of `paging(...)`.
#[derive(Default)]
struct Arguments {
    items: Option<LitStr>,
    next: Option<LitStr>,
    method: Option<LitStr>,
    link_header: Option<LitStr>,
    cursor: Option<LitStr>,
    cursor_header: Option<LitStr>,
    parameter: Option<LitStr>,
    offset: Option<LitStr>,
    total: Option<LitStr>,
    page: Option<LitStr>,
    first: Option<u64>,
    pages: Option<LitStr>,
    size: Option<LitStr>,
}

impl Arguments {
    fn text(&mut self, name: &str) -> Option<&mut Option<LitStr>> {
        Some(match name {
            "items" => &mut self.items,
            "next" => &mut self.next,
            "method" => &mut self.method,
            "link_header" => &mut self.link_header,
            "cursor" => &mut self.cursor,
            "cursor_header" => &mut self.cursor_header,
            "parameter" => &mut self.parameter,
            "offset" => &mut self.offset,
            "total" => &mut self.total,
            "page" => &mut self.page,
            "pages" => &mut self.pages,
            "size" => &mut self.size,
            _ => return None,
        })
    }

    /// Returns the paging; `None` if the arguments do not belong together.
    fn paging(mut self) -> Option<Paging> {
        let items = self.items.take()?;
        let method = self.method.take();
        let kind = (
            self.next.take(),
            self.link_header.take(),
            self.cursor.take(),
            self.cursor_header.take(),
            self.offset.take(),
            self.page.take(),
        );
        let next = match kind {
            (None, None, None, None, None, None) => NextPage::None,
            (Some(next), None, None, None, None, None) => NextPage::Link(next),
            (None, Some(relation), None, None, None, None) => NextPage::Header(relation),
            (None, None, Some(from), None, None, None) => NextPage::Cursor {
                from,
                parameter: self.parameter.take()?,
            },
            (None, None, None, Some(header), None, None) => NextPage::CursorHeader {
                header,
                parameter: self.parameter.take()?,
            },
            (None, None, None, None, Some(offset), None) => NextPage::Offset {
                offset,
                size: self.size.take(),
                total: self.total.take(),
            },
            (None, None, None, None, None, Some(page)) => NextPage::Number {
                page,
                first: self.first.take()?,
                size: self.size.take(),
                pages: self.pages.take(),
            },
            _ => return None,
        };
        let is_link = matches!(next, NextPage::Link(_) | NextPage::Header(_));
        let left = [self.parameter, self.size, self.total, self.pages];
        let fits = left.iter().all(Option::is_none) && self.first.is_none();
        (fits && (is_link || method.is_none())).then_some(Paging {
            next,
            method,
            items,
        })
    }
}

pub(super) fn parse(input: ParseStream<'_>, key: &Ident) -> Result<Paging> {
    let content;
    parenthesized!(content in input);
    let mut arguments = Arguments::default();
    while !content.is_empty() {
        let name = content.call(Ident::parse_any)?;
        match name.to_string().as_str() {
            "first" => {
                content.parse::<Token![=]>()?;
                arguments.first = Some(content.parse::<LitInt>()?.base10_parse()?);
            }
            text => match arguments.text(text) {
                Some(place) => *place = Some(parse_text(&content)?),
                None => return Err(Error::new(name.span(), PAGING)),
            },
        }
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    arguments
        .paging()
        .ok_or_else(|| Error::new(key.span(), PAGING))
}
