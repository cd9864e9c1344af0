//! Names in the tokens of a type.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::ToTokens;

/// How a name stands in a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is the whole path: `Amount`, or `Vec` with arguments.
    Alone,
    /// It starts a longer path: `std` in `std::string::String`.
    First,
}

/// Calls `found` for each name that starts a path.
pub(crate) fn names(tokens: &TokenStream, found: &mut impl FnMut(&Ident, Place)) {
    let mut before = Before::default();
    let mut iter = tokens.clone().into_iter().peekable();
    while let Some(token) = iter.next() {
        match &token {
            TokenTree::Ident(ident) if before.starts_path() => {
                let next = iter.peek().and_then(punctuation);
                match next {
                    // An associated type's name: `Iterator<Item = T>`.
                    Some('=') => {}
                    // No type has a single colon after a name but in a path.
                    Some(':') => found(ident, Place::First),
                    _ => found(ident, Place::Alone),
                }
            }
            TokenTree::Group(group) => names(&group.stream(), found),
            _ => {}
        }
        before.step(&token);
    }
}

/// The same tokens with something before each name for which `replace` has it.
pub(crate) fn qualify(
    tokens: &TokenStream,
    replace: &mut impl FnMut(&Ident) -> Option<TokenStream>,
) -> TokenStream {
    let mut before = Before::default();
    let mut out = TokenStream::new();
    let mut iter = tokens.clone().into_iter().peekable();
    while let Some(token) = iter.next() {
        match &token {
            TokenTree::Ident(ident) if before.starts_path() => {
                let alone = !matches!(iter.peek().and_then(punctuation), Some('=' | ':'));
                if let Some(path) = alone.then(|| replace(ident)).flatten() {
                    out.extend(path);
                }
                before.step(&token);
                out.extend([token]);
                continue;
            }
            TokenTree::Group(group) => {
                let mut inner =
                    proc_macro2::Group::new(group.delimiter(), qualify(&group.stream(), replace));
                inner.set_span(group.span());
                before.step(&token);
                out.extend([TokenTree::Group(inner)]);
                continue;
            }
            _ => {}
        }
        before.step(&token);
        out.extend([token]);
    }
    out
}

fn punctuation(token: &TokenTree) -> Option<char> {
    match token {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}

/// The last two tokens, as far as they matter.
#[derive(Default)]
struct Before {
    last: Option<char>,
    last_but_one: Option<char>,
}

impl Before {
    fn step(&mut self, token: &TokenTree) {
        self.last_but_one = self.last.take();
        self.last = punctuation(token);
    }

    /// Whether a name here starts a path: it is no lifetime, and nothing of the path stands before it.
    fn starts_path(&self) -> bool {
        self.last != Some('\'') && !(self.last == Some(':') && self.last_but_one == Some(':'))
    }
}

/// A text as a literal: as it is, where it can be written so. That is faster than to escape it, and to read it again.
#[must_use]
pub fn text_literal(text: &str) -> Literal {
    let is_plain = |byte: u8| !byte.is_ascii_control() || byte == b'\n' || byte == b'\t';
    if text.bytes().all(is_plain) {
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

/// The text of a type as people write it: `Vec<Invoice>`.
#[must_use]
pub fn type_text(ty: &syn::Type) -> String {
    compact(&ty.to_token_stream())
}

fn compact(tokens: &TokenStream) -> String {
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
                text.push_str(&compact(&group.stream()));
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
