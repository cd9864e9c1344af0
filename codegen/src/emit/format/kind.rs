//! Kinds of tokens, and how the content of a group is laid out.

/// The kind of a token in the layout.
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
    /// The `#` of an attribute.
    Hash,
    /// The opening of a group, with its layout and the index of its closing.
    Open(Layout, usize),
    Close,
}

/// The layout of the content of a group that does not fit on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Everything on one line.
    Whole,
    /// Elements, the last of which may have a comma.
    List,
    /// Elements without a comma after the last.
    Words,
    /// The names of a `use`.
    Uses,
    /// The members of a pattern.
    Pattern,
    /// Members, each on a line of its own.
    Fields,
    /// The members of a value, each on a line of its own if there are several.
    Value,
    /// The arms of a `match`.
    Arms,
    /// Items and statements.
    Block,
}
