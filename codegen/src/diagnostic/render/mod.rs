//! Rendering of diagnostics, and folding of repeated warnings.

#[cfg(any(test, not(feature = "cli")))]
mod concise;
#[cfg(feature = "cli")]
mod full;
mod github;
mod json;
pub(super) mod located;

use std::collections::HashMap;

#[cfg(not(feature = "cli"))]
use self::concise::TextRenderer;
#[cfg(feature = "cli")]
use self::full::TextRenderer;
use self::located::LocatedDiagnostics;
use super::{Code, Diagnostic, Place, Severity, Sources, Style};

/// The length in bytes above which a source line is not shown, only its position. A minified document would bury the
/// message.
const MAX_LINE_BYTES: usize = 500;

/// The number of warnings of one code in one file that are shown. The others are counted.
const MAX_SHOWN_WARNINGS: usize = 5;

pub(super) fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    style: Style,
    shows_all: bool,
) -> String {
    let located = LocatedDiagnostics::new(diagnostics, sources);
    match style {
        Style::Plain => render_text(&located, &TextRenderer::new(false), shows_all),
        Style::Colored => render_text(&located, &TextRenderer::new(true), shows_all),
        Style::Json => {
            let renderer = TextRenderer::new(false);
            let lines = located.diagnostics.iter().map(|diagnostic| {
                json::render(diagnostic, &located, renderer.render(diagnostic, &located))
            });
            lines.collect()
        }
        Style::Github => {
            let lines = located.diagnostics.iter();
            lines
                .map(|diagnostic| github::render(diagnostic, &located))
                .collect()
        }
    }
}

fn render_text(
    located: &LocatedDiagnostics<'_>,
    renderer: &TextRenderer,
    shows_all: bool,
) -> String {
    let mut output = String::new();
    fn of_file<'a>(diagnostic: &&'a Diagnostic) -> Option<&'a str> {
        diagnostic.place.as_ref().map(Place::file)
    }
    for in_file in located
        .diagnostics
        .chunk_by(|one, next| of_file(one) == of_file(next))
    {
        let mut warnings: HashMap<Code, usize> = HashMap::new();
        let mut folded: Vec<Code> = Vec::new();
        for diagnostic in in_file {
            if diagnostic.severity == Severity::Warning && !shows_all {
                let count = warnings.entry(diagnostic.code).or_default();
                *count += 1;
                if *count > MAX_SHOWN_WARNINGS {
                    if *count == MAX_SHOWN_WARNINGS + 1 {
                        folded.push(diagnostic.code);
                    }
                    continue;
                }
            }
            output.push_str(&renderer.render(diagnostic, located));
            output.push_str("\n\n");
        }
        let file = in_file.first().and_then(of_file).unwrap_or_default();
        for code in folded {
            let more = warnings
                .get(&code)
                .map_or(0, |all| all - MAX_SHOWN_WARNINGS);
            let title = format!("{more} more of this kind in `{file}`: {}", code.title());
            output.push_str(&renderer.render_folded(code, &title, "`--all-warnings` shows them"));
            output.push_str("\n\n");
        }
    }
    output
}

impl Diagnostic {
    /// Returns a note with the JSON pointer, where line and column lead nobody to the place.
    pub(super) fn pointer_note(&self, located: &LocatedDiagnostics<'_>) -> Option<String> {
        let pointer = located.pointer(self.place.as_ref()?)?;
        Some(format!("the JSON pointer is `{pointer}`"))
    }

    /// Returns the chain of references to the file of a diagnostic, one line each.
    pub(super) fn reached_from(
        &self,
        located: &LocatedDiagnostics<'_>,
    ) -> impl Iterator<Item = String> {
        let places = self.reached.iter();
        places.map(|place| format!("reached from {}", located.clickable(place)))
    }
}
