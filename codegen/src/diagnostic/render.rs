//! The dispatch to a renderer, and the folding of repeated warnings.

use std::collections::HashMap;

#[cfg(feature = "cli")]
use super::painted::Painter;
#[cfg(not(feature = "cli"))]
use super::plain::Painter;
use super::{Code, Diagnostic, Place, Severity, Sources, Style, located::Located, machine};

/// The number of warnings of one code in one file that are shown. The others are counted.
const SHOWN_WARNINGS: usize = 5;

pub(super) fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    style: Style,
    shows_all: bool,
) -> String {
    let located = Located::new(diagnostics, sources);
    match style {
        Style::Plain => human(&located, &Painter::new(false), shows_all),
        Style::Colored => human(&located, &Painter::new(true), shows_all),
        Style::Json => {
            let painter = Painter::new(false);
            let lines = located.diagnostics.iter().map(|diagnostic| {
                machine::json(diagnostic, &located, painter.shown(diagnostic, &located))
            });
            lines.collect()
        }
        Style::Github => {
            let lines = located.diagnostics.iter();
            lines
                .map(|diagnostic| machine::github(diagnostic, &located))
                .collect()
        }
    }
}

fn human(located: &Located<'_>, painter: &Painter, shows_all: bool) -> String {
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
                if *count > SHOWN_WARNINGS {
                    if *count == SHOWN_WARNINGS + 1 {
                        folded.push(diagnostic.code);
                    }
                    continue;
                }
            }
            output.push_str(&painter.shown(diagnostic, located));
            output.push_str("\n\n");
        }
        let file = in_file.first().and_then(of_file).unwrap_or_default();
        for code in folded {
            let more = warnings.get(&code).map_or(0, |all| all - SHOWN_WARNINGS);
            let title = format!("{more} more of this kind in `{file}`: {}", code.title());
            output.push_str(&painter.folded(code, &title, "`--all-warnings` shows them"));
            output.push_str("\n\n");
        }
    }
    output
}

impl Diagnostic {
    /// Returns the chain of references to the file of a diagnostic, one line each.
    pub(super) fn reached_from(&self, located: &Located<'_>) -> impl Iterator<Item = String> {
        let places = self.reached.iter();
        places.map(|place| format!("reached from {}", located.clickable(place)))
    }
}
