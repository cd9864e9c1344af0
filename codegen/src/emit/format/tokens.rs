//! A flat list of tokens with prefix sums of their widths, so that the width of a range takes constant time.

use std::{fmt::Write as _, iter::Peekable};

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};

use super::{
    kind::{Kind, Layout},
    spacing::{After, Level, is_keyword, is_type_like},
};

/// Tokens, with the texts of all of them.
#[derive(Default)]
pub(super) struct Tokens {
    texts: String,
    list: Vec<Token>,
}

/// A token, or the opening or closing of a group.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    start: usize,
    end: usize,
    /// True if it has a space before it, unless it starts a line.
    pub(super) space: bool,
    /// The width of all tokens up to the end of this one, on one line.
    width: usize,
    /// The number of tokens up to this one that end a line.
    breaks: usize,
}

/// The token past the end of the list.
const NOTHING: Token = Token {
    kind: Kind::Semicolon,
    start: 0,
    end: 0,
    space: false,
    width: 0,
    breaks: 0,
};

impl Tokens {
    /// Replaces the content by other tokens.
    pub(super) fn read(&mut self, tokens: TokenStream) {
        self.texts.clear();
        self.list.clear();
        self.fill(tokens.into_iter(), &mut Level::default());
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn at(&self, index: usize) -> &Token {
        self.list.get(index).unwrap_or(&NOTHING)
    }

    pub(super) fn text(&self, index: usize) -> &str {
        let token = self.at(index);
        self.texts.get(token.start..token.end).unwrap_or_default()
    }

    /// Returns the index after a token, or after the group that it opens.
    pub(super) fn past(&self, index: usize) -> usize {
        match self.at(index).kind {
            Kind::Open(_, close) => close + 1,
            _ => index + 1,
        }
    }

    fn before(&self, index: usize) -> &Token {
        index
            .checked_sub(1)
            .map_or(&NOTHING, |index| self.at(index))
    }

    /// Returns the width of a range on one line.
    pub(super) fn width(&self, start: usize, end: usize) -> usize {
        self.before(end)
            .width
            .saturating_sub(self.before(start).width)
    }

    /// Returns whether a range has mandatory line breaks.
    pub(super) fn has_breaks(&self, start: usize, end: usize) -> bool {
        start < end && self.before(end).breaks > self.before(start).breaks
    }

    /// Adds a token whose text starts at `start`.
    fn push(&mut self, kind: Kind, start: usize, space: bool, is_break: bool) {
        let end = self.texts.len();
        let (width, breaks) = self
            .list
            .last()
            .map_or((0, 0), |last| (last.width, last.breaks));
        self.list.push(Token {
            kind,
            start,
            end,
            space,
            width: width + (end - start) + usize::from(space),
            breaks: breaks + usize::from(is_break),
        });
    }

    fn symbol(&mut self, kind: Kind, text: &str, space: bool) {
        let start = self.texts.len();
        self.texts.push_str(text);
        self.push(kind, start, space, false);
    }

    fn fill(&mut self, tokens: impl Iterator<Item = TokenTree>, level: &mut Level) {
        let mut tokens = tokens.peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(name) => self.name(&name, level),
                TokenTree::Literal(literal) => {
                    let start = self.texts.len();
                    _ = write!(self.texts, "{literal}");
                    self.push(Kind::Word, start, level.after.spaces_word(), false);
                    level.after = After::Operand;
                    level.is_type = false;
                }
                TokenTree::Group(group) => self.group(group, level),
                TokenTree::Punct(punct) => self.punctuation(&punct, &mut tokens, level),
            }
        }
    }

    fn name(&mut self, name: &Ident, level: &mut Level) {
        let start = self.texts.len();
        _ = write!(self.texts, "{name}");
        let space = level.after.spaces_word();
        self.push(Kind::Word, start, space, false);
        let text = self.texts.get(start..).unwrap_or_default();
        let is_keyword = level.after != After::Path && is_keyword(text);
        level.is_type = level.after == After::Function || is_type_like(text);
        level.after = if is_keyword {
            level.keyword(text)
        } else {
            After::Operand
        };
    }

    fn punctuation<I: Iterator<Item = TokenTree>>(
        &mut self,
        first: &Punct,
        tokens: &mut Peekable<I>,
        level: &mut Level,
    ) {
        let mut run = [b' '; 3];
        let mut length = 0;
        let mut next = Some((first.as_char(), first.spacing()));
        // What is joined may be several operators: `>>` and `;`.
        loop {
            if let (Some((character, _)), Some(slot)) = (next, run.get_mut(length)) {
                *slot = u8::try_from(character).unwrap_or(b' ');
                length += 1;
            }
            let is_joint = matches!(next, Some((_, Spacing::Joint)));
            next = None;
            if is_joint
                && length < run.len()
                && let Some(TokenTree::Punct(punct)) = tokens.peek()
            {
                next = Some((punct.as_char(), punct.spacing()));
                tokens.next();
                continue;
            }
            let characters = run;
            let characters = characters
                .get(..length)
                .and_then(|all| std::str::from_utf8(all).ok());
            let characters = characters.unwrap_or_default();
            let taken = level.operator_length(characters);
            let (operator, rest) = characters
                .split_at_checked(taken)
                .unwrap_or((characters, ""));
            match operator {
                "'" => {
                    let start = self.texts.len();
                    self.texts.push('\'');
                    if let Some(TokenTree::Ident(name)) =
                        tokens.next_if(|next| matches!(next, TokenTree::Ident(_)))
                    {
                        _ = write!(self.texts, "{name}");
                    }
                    self.push(Kind::Word, start, level.after.spaces_word(), false);
                    level.after = After::Lifetime;
                    level.is_type = false;
                }
                "#" => self.attribute(tokens, level),
                operator => {
                    let before_more = tokens.peek().is_some() && rest.is_empty();
                    let (kind, space) = level.operator(operator, before_more);
                    self.symbol(kind, operator, space);
                }
            }
            length = 0;
            for (slot, character) in run.iter_mut().zip(rest.bytes()) {
                *slot = character;
                length += 1;
            }
            if length == 0 {
                return;
            }
            if is_joint && let Some(TokenTree::Punct(punct)) = tokens.peek() {
                next = Some((punct.as_char(), punct.spacing()));
                tokens.next();
            }
        }
    }

    /// Reads an attribute after its `#`.
    fn attribute<I: Iterator<Item = TokenTree>>(
        &mut self,
        tokens: &mut Peekable<I>,
        level: &mut Level,
    ) {
        let space = level.after.spaces_word();
        let is_attribute = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
        let Some(TokenTree::Group(group)) = tokens.next_if(is_attribute) else {
            self.symbol(Kind::Hash, "#", space);
            level.after = After::Tight;
            return;
        };
        let stream = group.stream();
        drop(group);
        let inside: Vec<TokenTree> = stream.into_iter().collect();
        if let [
            TokenTree::Ident(name),
            TokenTree::Punct(_),
            TokenTree::Literal(text),
        ] = inside.as_slice()
            && name == "doc"
            && self.documentation(text)
        {
            return;
        }
        self.symbol(Kind::Hash, "#", space);
        let open = self.list.len();
        self.symbol(Kind::Open(Layout::Words, open), "[", false);
        self.fill(inside.into_iter(), &mut Level::of_attribute());
        self.close(open, Layout::Words, "]", false);
    }

    /// Adds a doc comment. Returns false if a comment cannot contain the text.
    fn documentation(&mut self, literal: &Literal) -> bool {
        let start = self.texts.len();
        _ = write!(self.texts, "{literal}");
        let written = self.texts.get(start..).unwrap_or_default();
        let (skipped, length) = match unquoted(written) {
            Some((before, text)) => (before, text.len()),
            None => {
                let Ok(text) = syn::parse_str::<syn::LitStr>(written) else {
                    self.texts.truncate(start);
                    return false;
                };
                self.texts.truncate(start);
                self.texts.push_str(&text.value());
                (0, self.texts.len() - start)
            }
        };
        let (start, whole) = (start + skipped, start);
        let text = self.texts.get(start..start + length).unwrap_or_default();
        let is_comment = !text.contains('\r') && !text.lines().any(|line| line.starts_with('/'));
        if is_comment {
            self.texts.truncate(start + length);
            self.push(Kind::Doc, start, false, true);
        } else {
            self.texts.truncate(whole);
        }
        is_comment
    }

    fn group(&mut self, group: Group, level: &mut Level) {
        let delimiter = group.delimiter();
        let stream = group.stream();
        // The tokens are taken out of it, not copied, if nothing else holds them.
        drop(group);
        let (begin, end) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => return self.fill(stream.into_iter(), level),
        };
        let is_empty = stream.is_empty();
        let (space, layout) = level.group(delimiter, is_empty);
        let is_call = matches!(level.after, After::Operand);
        let open = self.list.len();
        let start = self.texts.len();
        self.texts.push_str(begin);
        let is_break = matches!(
            layout,
            Layout::Fields | Layout::Value | Layout::Arms | Layout::Block
        );
        self.push(Kind::Open(layout, open), start, space, is_break);
        let mut inner = level.within(layout);
        self.fill(stream.into_iter(), &mut inner);
        // A line has no comma at its end, but for a tuple of one.
        let is_tuple = delimiter == Delimiter::Parenthesis && !is_call && inner.separators == 1;
        let last = self.list.last().map(|last| last.kind);
        if last == Some(Kind::Separator) && !is_tuple {
            self.list.pop();
            inner.separators -= 1;
        }
        let layout = match layout {
            // Only statements end with semicolons.
            Layout::Fields | Layout::Value if inner.has_semicolon => Layout::Block,
            Layout::List if inner.has_semicolon => Layout::Whole,
            // More commas would make a tuple of what is in parentheses.
            Layout::List
                if delimiter == Delimiter::Parenthesis && !is_call && inner.separators == 0 =>
            {
                Layout::Words
            }
            Layout::Value if inner.separators > 0 => Layout::Fields,
            Layout::Value => {
                let tokens = self.list.iter_mut().skip(open);
                tokens.for_each(|token| token.breaks -= 1);
                Layout::Pattern
            }
            layout => layout,
        };
        let has_space = matches!(layout, Layout::Pattern | Layout::Fields) && !is_empty;
        self.close(open, layout, end, has_space);
        level.closed(delimiter, layout);
    }

    fn close(&mut self, open: usize, layout: Layout, text: &str, space: bool) {
        let close = self.list.len();
        self.symbol(Kind::Close, text, space);
        if let Some(token) = self.list.get_mut(open) {
            token.kind = Kind::Open(layout, close);
        }
    }
}

/// Returns the content of a string literal without escapes, and the length of its prefix.
fn unquoted(literal: &str) -> Option<(usize, &str)> {
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let text = raw.get(hashes + 1..raw.len().checked_sub(hashes + 1)?)?;
        return Some((hashes + 2, text));
    }
    let text = literal.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then_some((1, text))
}
