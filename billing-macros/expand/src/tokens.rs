//! Names in the tokens of a type, and tokens as text.

use std::cell::Cell;

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// The position of a name in a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamePosition {
    /// The whole path: `Amount`, or `Vec` with arguments.
    Alone,
    /// The first segment of a longer path: `std` in `std::string::String`.
    First,
}

/// Tokens that are interpolated once. `quote!` copies a [`TokenStream`], token by token, because it may be used again; it moves these.
pub(crate) struct Once(Cell<Option<TokenStream>>);

impl Once {
    pub(crate) fn new(tokens: TokenStream) -> Self {
        Self(Cell::new(Some(tokens)))
    }
}

impl ToTokens for Once {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.take());
    }
}

/// Calls `visit` for each name that starts a path.
pub(crate) fn visit_names(tokens: &TokenStream, visit: &mut impl FnMut(&Ident, NamePosition)) {
    let mut preceding = PrecedingTokens::default();
    let mut iter = tokens.clone().into_iter().peekable();
    while let Some(token) = iter.next() {
        match &token {
            TokenTree::Ident(ident) if preceding.starts_path() => {
                let next = iter.peek().and_then(as_punctuation);
                match next {
                    // The name of an associated type: `Iterator<Item = T>`.
                    Some('=') => {}
                    // In a type, a colon after a name belongs to a path.
                    Some(':') => visit(ident, NamePosition::First),
                    _ => visit(ident, NamePosition::Alone),
                }
            }
            TokenTree::Group(group) => visit_names(&group.stream(), visit),
            _ => {}
        }
        preceding.push(&token);
    }
}

/// Prefixes each name for which `find_path` returns a path with that path.
pub(crate) fn qualify(
    tokens: &TokenStream,
    find_path: &mut impl FnMut(&Ident) -> Option<TokenStream>,
) -> TokenStream {
    replace(tokens, &mut |name| {
        let path = find_path(name)?;
        Some(quote!(#path #name))
    })
}

/// Replaces each name for which `replacement` returns tokens by these.
pub(crate) fn replace(
    tokens: &TokenStream,
    replacement: &mut impl FnMut(&Ident) -> Option<TokenStream>,
) -> TokenStream {
    let mut preceding = PrecedingTokens::default();
    let mut out = TokenStream::new();
    let mut iter = tokens.clone().into_iter().peekable();
    while let Some(token) = iter.next() {
        match &token {
            TokenTree::Ident(ident) if preceding.starts_path() => {
                let alone = !matches!(iter.peek().and_then(as_punctuation), Some('=' | ':'));
                let replaced = alone.then(|| replacement(ident)).flatten();
                preceding.push(&token);
                out.extend(replaced.unwrap_or_else(|| token.into()));
                continue;
            }
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(
                    group.delimiter(),
                    replace(&group.stream(), replacement),
                );
                inner.set_span(group.span());
                preceding.push(&token);
                out.extend([TokenTree::Group(inner)]);
                continue;
            }
            _ => {}
        }
        preceding.push(&token);
        out.extend([token]);
    }
    out
}

fn as_punctuation(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}

/// The last two tokens, if they are punctuation.
#[derive(Default)]
struct PrecedingTokens {
    last: Option<char>,
    last_but_one: Option<char>,
}

impl PrecedingTokens {
    fn push(&mut self, token: &TokenTree) {
        self.last_but_one = self.last.take();
        self.last = as_punctuation(token);
    }

    /// Returns whether a name here starts a path: no `'` or `::` precedes it.
    fn starts_path(&self) -> bool {
        self.last != Some('\'') && !(self.last == Some(':') && self.last_but_one == Some(':'))
    }
}

/// Returns a raw string literal where the text can be written as one, otherwise an escaped one. Raw literals are faster
/// to print and to parse.
#[must_use]
pub fn text_literal(text: &str) -> Literal {
    let is_raw = |byte: u8| !byte.is_ascii_control() || byte == b'\n' || byte == b'\t';
    if text.bytes().all(is_raw) {
        let mut hashes = String::new();
        if text.contains('"') {
            hashes.push('#');
            while text.contains(&format!("\"{hashes}")) {
                hashes.push('#');
            }
        }
        if let Ok(literal) = format!("r{hashes}\"{text}\"{hashes}").parse() {
            return literal;
        }
    }
    Literal::string(text)
}

/// Converts a path relative to the definitions module to one relative to an emitted module.
pub(crate) fn from_inside(path: &syn::Path) -> TokenStream {
    let first = path
        .segments
        .first()
        .filter(|_| path.leading_colon.is_none());
    match first {
        Some(first) if first.ident == "super" => quote!(super::#path),
        Some(first) if first.ident == "self" => {
            let rest = path.segments.iter().skip(1);
            quote!(super #(::#rest)*)
        }
        _ => quote!(#path),
    }
}

/// Formats a type as people write it: `Vec<Invoice>`.
#[must_use]
pub fn type_text(ty: &syn::Type) -> String {
    compact_tokens(&ty.to_token_stream())
}

fn compact_tokens(tokens: &TokenStream) -> String {
    let mut text = String::new();
    let mut word = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                text.push_str(open);
                text.push_str(&compact_tokens(&group.stream()));
                text.push_str(close);
                word = false;
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                if punct.as_char() == ',' {
                    text.push(' ');
                }
                word = false;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if word {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                word = true;
            }
        }
    }
    text
}
