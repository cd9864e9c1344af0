//! Output formats of a report.

use super::Report;

/// The output format of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Text for a terminal.
    #[default]
    Text,
    /// Markdown for a pull request.
    Markdown,
    /// JSON for tools.
    Json,
}

impl Report {
    /// Renders the report. Only [`Format::Text`] supports colours.
    ///
    /// ```
    /// use billing_codegen::diff::{Format, Report};
    ///
    /// let report = Report { old: "v1".into(), new: "v2".into(), is_service: false, is_detailed: false, comparisons: Vec::new(), warnings: Default::default() };
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
