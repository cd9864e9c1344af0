/// The output style of diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Plain text.
    #[default]
    Plain,
    /// Text with terminal colours.
    Colored,
    /// One JSON object per line for tools, with `code`, `severity`, `message`, `file`, `line`, `column`, `end`,
    /// `label`, `also`, `reached_from`, `notes`, `help`, and `rendered`, the plain text.
    Json,
    /// One GitHub workflow command per line, each of which annotates a file.
    Github,
}
