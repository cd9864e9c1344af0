//! The formats of a report.

use super::Report;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a pull request.
    Markdown,
    /// For tools.
    Json,
}

impl Report {
    /// The report in a format; colours are for terminals, and only text has them.
    ///
    /// ```
    /// use billing_codegen::diff::{Format, Report};
    ///
    /// let report = Report { old: "v1".into(), new: "v2".into(), comparisons: Vec::new() };
    /// assert_eq!(report.to_string(Format::Text, false), "v1 -> v2: nothing changed\n");
    /// ```
    #[must_use]
    pub fn to_string(&self, format: Format, colored: bool) -> String {
        match format {
            Format::Text => self.to_text(colored),
            Format::Markdown => self.to_markdown(),
            Format::Json => self.to_json(),
        }
    }
}
