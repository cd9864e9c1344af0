/// How to show diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Plain text.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Colored,
    /// For tools: one object of JSON a line, with `code`, `severity`, `message`, `file`, `line`, `column`, `end`, `label`,
    /// `also`, `reached_from`, `notes`, `help`, and `rendered`, the plain text.
    Json,
    /// For GitHub's workflows: a command a line that annotates a file.
    Github,
}
