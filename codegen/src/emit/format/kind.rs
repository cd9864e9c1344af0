//! Kinds of tokens, and how the content of a group is laid out.

/// What a token is to the layout.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Operator,
    /// A comma between elements.
    Separator,
    Semicolon,
    Dot,
    /// The text of a line of documentation.
    Doc,
    /// What an attribute begins with.
    Hash,
    /// What a group begins with, how it is laid out, and where it closes.
    Open(Layout, usize),
    Close,
}

/// How the content of a group is laid out where it does not fit on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// It always stands on one line.
    Whole,
    /// Elements, the last of which may have a comma.
    List,
    /// Elements without a comma after the last.
    Words,
    /// The names of a `use`.
    Uses,
    /// The members of a pattern.
    Pattern,
    /// Members; each stands on a line of its own.
    Fields,
    /// The members of a value; more than one stand on lines of their own.
    Value,
    /// The arms of a `match`.
    Arms,
    /// Items and statements.
    Block,
}
