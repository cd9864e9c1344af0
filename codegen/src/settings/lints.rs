//! The keys for levels of lints and for limits.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Level, Levels},
    source::{NodeRef, ResourceLimits},
};

/// The keys for levels of lints.
pub(crate) const KEYS: [&str; 3] = ["allow", "warn", "deny"];

/// The value of `deny` that stands for all warnings.
const WARNINGS: &str = "warnings";

/// Reads the codes under each of the [`KEYS`]. If several keys list one code, the strictest counts.
pub(crate) fn levels(entries: &[(&str, NodeRef<'_>)], diagnostics: &mut Diagnostics) -> Levels {
    let mut levels = Levels::default();
    for key in KEYS {
        let sections = entries.iter().filter(|(name, _)| *name == key);
        for element in sections.flat_map(|(_, section)| section.one_or_more()) {
            if key == "deny" && element.is_text(WARNINGS) {
                levels = levels.deny_warnings();
                continue;
            }
            let Some(code) = code(key, &element, diagnostics) else {
                continue;
            };
            levels = match key {
                "allow" => levels.allow(code),
                "warn" => levels.warn(code),
                _ => levels.deny(code),
            };
        }
    }
    levels
}

fn code(key: &str, section: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> Option<Code> {
    let text = section.text(diagnostics)?;
    let malformed = |message: String| {
        Diagnostic::new(Code::MalformedConfiguration, message).at(section.value())
    };
    match text.parse::<Code>() {
        Ok(code) if key == "allow" && code.level() == Level::Error => {
            diagnostics.push(malformed(format!(
                "{code} is an error and cannot be allowed"
            )));
            None
        }
        Ok(code) => Some(code),
        Err(unknown) => {
            let diagnostic = malformed(format!("there is no code `{text}`"));
            diagnostics.push(match unknown.nearest() {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("`billing-codegen explain` lists the codes"),
            });
            None
        }
    }
}

/// Reads the limits by their names.
pub(crate) fn limits(section: &NodeRef<'_>, diagnostics: &mut Diagnostics) -> ResourceLimits {
    let mut limits = ResourceLimits::default();
    for entry in section.known(&ResourceLimits::NAMES, diagnostics) {
        if let Some(number) = entry.value.number(diagnostics) {
            // `known` has reported other names.
            limits = limits.with(entry.name, number).unwrap_or(limits);
        }
    }
    limits
}
