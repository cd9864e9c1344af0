//! Changes that the fragments or the manifest declare.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    diff::{Change, Check},
    manifest::Deviation,
    words::nearest,
};

/// A declared deviation whose check is known.
pub(super) struct Declared {
    check: Check,
    deviation: Deviation,
    is_used: bool,
}

impl Declared {
    /// Looks up the check of a declaration; reports one that there is not.
    pub(super) fn new(deviation: Deviation, diagnostics: &mut Diagnostics) -> Option<Self> {
        let id = deviation.check.as_str();
        let check = Check::ALL.iter().copied().find(|check| check.id() == id);
        if check.is_none() {
            let help = match nearest(id, Check::ALL.iter().map(|check| check.id())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the message about the deviation names it".to_owned(),
            };
            diagnostics.push(
                Diagnostic::new(
                    Code::MalformedDeviation,
                    format!("there is no check `{id}`"),
                )
                .at(deviation.check_place.clone())
                .help(help),
            );
        }
        Some(Self {
            check: check?,
            deviation,
            is_used: false,
        })
    }

    fn covers(&self, change: &Change) -> bool {
        self.check == change.check
            && self.is_above(change.old.as_ref())
            && self.deviation.name.as_ref().is_none_or(|name| {
                let ends = |start: &str| change.wire.contains(&format!("{start}{name}`"));
                ends("`") || ends(".")
            })
    }

    fn is_above(&self, place: Option<&Place>) -> bool {
        let Some(holder) = &self.deviation.holder else {
            return true;
        };
        let Some(place) = place else {
            // What belongs to the document as a whole is declared at the root of a fragment.
            return holder.pointer().is_empty();
        };
        let rest = place.pointer().strip_prefix(holder.pointer());
        holder.file() == place.file()
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Returns true if a change is declared, and marks its declarations as used.
pub(super) fn is_declared(declared: &mut [Declared], change: &Change) -> bool {
    let mut is_declared = false;
    for one in declared.iter_mut().filter(|one| one.covers(change)) {
        one.is_used = true;
        is_declared = true;
    }
    is_declared
}

/// Reports declarations that nothing needs any more.
pub(super) fn report_unneeded(declared: &[Declared], diagnostics: &mut Diagnostics) {
    for one in declared.iter().filter(|one| !one.is_used) {
        let message = format!(
            "nothing here deviates from upstream by `{}`",
            one.check.id()
        );
        diagnostics.push(
            Diagnostic::new(Code::UnneededDeviation, message)
                .at(one.deviation.place.clone())
                .label("nothing needs this")
                .help("take it out, or correct its `check` or `name`"),
        );
    }
}
