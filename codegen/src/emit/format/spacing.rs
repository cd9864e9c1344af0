//! Spaces between tokens and the meaning of braces, in the style of rustfmt.

use proc_macro2::Delimiter;

use super::kind::{Kind, Layout};

/// The previous token, as far as it decides about spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing: it is the first in its group.
    #[default]
    Open,
    /// A value, a type or a name.
    Operand,
    /// `'static`
    Lifetime,
    /// A word of the language.
    Keyword,
    /// `fn`: a name follows, or the arguments of a type.
    Function,
    /// `impl`, `for`: generics may follow.
    Generic,
    /// `pub`.
    Public,
    /// A prefix operator, directly followed by its operand.
    Tight,
    /// `::`, or the dot before a member.
    Path,
    /// The `!` of a macro.
    Bang,
    /// A token followed by a space.
    Spaced,
    /// A block.
    Block,
}

impl After {
    /// Returns whether a word here has a space before it.
    pub(super) fn spaces_word(self) -> bool {
        !matches!(self, Self::Open | Self::Tight | Self::Path)
    }

    /// Returns whether an operator here has an operand before it.
    fn is_operand(self) -> bool {
        matches!(self, Self::Operand | Self::Lifetime)
    }
}

/// The state of a group during the reading of its content.
#[derive(Default)]
pub(super) struct Level {
    pub(super) after: After,
    /// True if the last word names a type, so that `<` opens generics.
    pub(super) is_type: bool,
    pub(super) separators: usize,
    pub(super) has_semicolon: bool,
    /// The number of open generics.
    generics: usize,
    /// True if the tokens are between the bars of a closure.
    in_closure: bool,
    /// The layout of the next brace, if a keyword determines it.
    expected: Option<Layout>,
    /// True if the tokens belong to a pattern.
    in_pattern: bool,
    /// True if each element starts with a pattern.
    is_arms: bool,
    in_attribute: bool,
}

impl Level {
    pub(super) fn of_attribute() -> Self {
        Self {
            in_attribute: true,
            ..Self::default()
        }
    }

    /// Returns the level of a group inside this one.
    pub(super) fn within(&self, layout: Layout) -> Self {
        let is_spaced = matches!(layout, Layout::Pattern | Layout::Fields | Layout::Value);
        Self {
            after: if is_spaced {
                After::Spaced
            } else {
                After::Open
            },
            in_pattern: layout == Layout::Arms || (self.in_pattern && layout != Layout::Block),
            is_arms: layout == Layout::Arms,
            in_attribute: self.in_attribute,
            ..Self::default()
        }
    }

    pub(super) fn keyword(&mut self, text: &str) -> After {
        match text {
            "struct" | "enum" | "union" => self.expected = Some(Layout::Fields),
            "match" => self.expected = Some(Layout::Arms),
            "if" | "while" | "for" | "mod" | "impl" | "trait" | "fn" => {
                self.expected = Some(Layout::Block)
            }
            "let" => self.in_pattern = true,
            _ => {}
        }
        match text {
            "fn" => After::Function,
            "impl" | "for" => After::Generic,
            "pub" => After::Public,
            _ => After::Keyword,
        }
    }

    /// Returns the length of the first operator of some characters.
    pub(super) fn operator_length(&self, characters: &str) -> usize {
        let opens = self.is_type || !self.after.is_operand();
        if (self.generics > 0 && characters.starts_with('>'))
            || (opens && characters.starts_with("<<"))
        {
            return 1;
        }
        const LONG: [&str; 24] = [
            "..=", "...", "<<=", ">>=", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=",
            "-=", "*=", "/=", "%=", "^=", "|=", "&=", "<<", ">>", "..",
        ];
        LONG.iter()
            .find(|operator| characters.starts_with(**operator))
            .map_or(1, |operator| operator.len())
    }

    /// Returns the kind of an operator, and whether it has a space before it.
    pub(super) fn operator(&mut self, operator: &str, has_next: bool) -> (Kind, bool) {
        let after = self.after;
        let is_binary = after.is_operand();
        let (kind, space, next) = match operator {
            "," => {
                let is_separator = self.generics == 0 && !self.in_closure;
                self.separators += usize::from(is_separator);
                if is_separator && self.is_arms {
                    self.in_pattern = true;
                }
                let kind = if is_separator {
                    Kind::Separator
                } else {
                    Kind::Operator
                };
                (kind, false, After::Spaced)
            }
            ";" => {
                self.has_semicolon = true;
                self.generics = 0;
                self.expected = None;
                self.in_pattern = false;
                (Kind::Semicolon, false, After::Spaced)
            }
            "." => (Kind::Dot, false, After::Path),
            "::" => (
                Kind::Operator,
                !is_binary && after.spaces_word(),
                After::Path,
            ),
            ":" => (Kind::Operator, false, After::Spaced),
            "?" if is_binary || after == After::Block => (Kind::Operator, false, After::Operand),
            "!" if is_binary && has_next => (Kind::Operator, false, After::Bang),
            ".." | "..=" | "..." => (
                Kind::Operator,
                !is_binary && after.spaces_word(),
                After::Tight,
            ),
            "|" if self.in_closure => {
                self.in_closure = false;
                (Kind::Operator, false, After::Spaced)
            }
            "|" if !is_binary => {
                self.in_closure = true;
                (Kind::Operator, after.spaces_word(), After::Tight)
            }
            "||" if !is_binary => (Kind::Operator, after.spaces_word(), After::Spaced),
            "<" if !is_binary || self.is_type => {
                self.generics += 1;
                let space = !is_binary && after.spaces_word();
                let space = space && !matches!(after, After::Generic | After::Function);
                (Kind::Operator, space, After::Tight)
            }
            ">" if self.generics > 0 => {
                self.generics -= 1;
                (Kind::Operator, false, After::Operand)
            }
            "&" | "*" | "-" | "!" | "&&" | "?" | "$" | "~" if !is_binary => {
                (Kind::Operator, after.spaces_word(), After::Tight)
            }
            operator => {
                if operator == "=" || operator == "=>" {
                    self.in_pattern = false;
                }
                if operator == "=>" {
                    self.expected = None;
                }
                if operator == "->" && self.expected.is_none() {
                    self.expected = Some(Layout::Block);
                }
                (Kind::Operator, after != After::Open, After::Spaced)
            }
        };
        self.after = next;
        self.is_type = false;
        (kind, space)
    }

    /// Returns whether a group has a space before it, and its layout.
    pub(super) fn group(&mut self, delimiter: Delimiter, is_empty: bool) -> (bool, Layout) {
        let after = self.after;
        if delimiter != Delimiter::Brace {
            let space = matches!(
                after,
                After::Spaced | After::Lifetime | After::Keyword | After::Generic | After::Block
            );
            let layout = if self.in_attribute || after == After::Bang {
                Layout::Words
            } else {
                Layout::List
            };
            return (space, if is_empty { Layout::Whole } else { layout });
        }
        let space = !matches!(after, After::Open | After::Tight | After::Path);
        let layout = match (self.expected, after) {
            _ if is_empty => Layout::Whole,
            (_, After::Path) => Layout::Uses,
            (_, After::Bang) => Layout::Block,
            _ if self.in_pattern || self.in_closure => Layout::Pattern,
            (Some(layout), _) => layout,
            (None, After::Operand) => Layout::Value,
            (None, _) if self.in_attribute => Layout::Words,
            (None, _) => Layout::Block,
        };
        if !matches!(layout, Layout::Pattern | Layout::Uses) {
            self.expected = None;
        }
        (space, layout)
    }

    /// Updates the state after the end of a group.
    pub(super) fn closed(&mut self, delimiter: Delimiter, layout: Layout) {
        let is_block =
            delimiter == Delimiter::Brace && !matches!(layout, Layout::Pattern | Layout::Uses);
        self.is_type = false;
        self.after = if is_block {
            After::Block
        } else {
            After::Operand
        };
        if is_block && self.is_arms {
            self.in_pattern = true;
        }
    }
}

/// Returns whether a word is a keyword that names no value and no type.
pub(super) fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "as" | "async"
            | "break"
            | "const"
            | "continue"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "type"
            | "unsafe"
            | "use"
            | "where"
            | "while"
    )
}

/// Returns whether a word is written like the name of a type.
pub(super) fn is_type_like(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && (text.len() == 1 || text.contains(char::is_lowercase))
}
