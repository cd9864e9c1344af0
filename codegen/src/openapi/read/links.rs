//! Links of responses (OpenAPI 3): each leads to an operation of the document.

use std::collections::BTreeSet;

use super::{ComponentKind, DocumentReader, NodeRef, operation::KnownOperations};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::Spanned,
};

/// Returns a problem of the reference to a link as a warning, since a request needs no link; `None` for other problems.
fn demote_reference(diagnostic: &Diagnostic) -> Option<Diagnostic> {
    let is_of_reference = matches!(
        diagnostic.code,
        Code::DanglingReference
            | Code::MalformedReference
            | Code::RemoteReference
            | Code::ReferenceOutsideRoot
            | Code::ReferenceToNoFile
            | Code::CyclicReference
            | Code::ReferenceToOtherKind
    );
    is_of_reference.then(|| {
        let diagnostic = diagnostic.clone().coded(Code::NotRead);
        diagnostic.note("the link is ignored")
    })
}

impl DocumentReader<'_> {
    /// Reads the links of a response: resolves each, and collects the operationIds that they name. A broken reference is a warning.
    pub(super) fn links(&mut self, response: &NodeRef<'_>) {
        const WHAT: &str = "a link";
        for (_, link) in response.get_mapping("links", self.diagnostics) {
            let start = self.diagnostics.len();
            let target = self.follow_ref(&link, ComponentKind::Link);
            self.diagnostics.recode_from(start, demote_reference);
            let Some((file, pointer)) = target else {
                continue;
            };
            let Some(target) = NodeRef::at(&file, &pointer) else {
                continue;
            };
            let key = (link.file.name.clone(), link.pointer.clone());
            self.links.insert(key, (file.clone(), pointer.clone()));
            let keys = [
                "operationId",
                "operationRef",
                "parameters",
                "requestBody",
                "server",
                "description",
            ];
            target.expect_keys(&keys, WHAT, self.diagnostics);
            if let Some(id) = target.get_spanned("operationId", self.diagnostics) {
                self.linked.insert((file.name.clone(), pointer.clone()), id);
            } else if let Some(reference) = target.get_spanned("operationRef", self.diagnostics) {
                self.lint_operation_ref(&target, &reference);
            } else {
                target.report_missing("operationId", WHAT, self.diagnostics);
            }
        }
    }

    /// Warns of an `operationRef` to the same file that leads to no operation.
    fn lint_operation_ref(&mut self, link: &NodeRef<'_>, reference: &Spanned<String>) {
        let is_broken = reference
            .value
            .strip_prefix('#')
            .is_some_and(|pointer| link.file.node.pointed(pointer).is_none());
        if is_broken {
            let message = format!("there is no operation at `{}`", reference.value);
            let diagnostic = Diagnostic::new(Code::NotRead, message)
                .at(reference.place.clone())
                .note("the link is ignored");
            self.diagnostics.push(diagnostic);
        }
    }

    /// Warns of links to operations that no fragment has.
    pub(super) fn lint_links(&mut self, known: &KnownOperations) {
        let left_out = self.document.left_out.iter();
        let left_out: BTreeSet<String> = left_out.map(|one| one.id.clone()).collect();
        for id in std::mem::take(&mut self.linked).into_values() {
            if known.has(&id.value) || left_out.contains(&id.value) {
                continue;
            }
            let message = format!("there is no operation `{}` that this link calls", id.value);
            let nearest = self.diagnostics.nearest(&id.value, known.ids());
            let diagnostic = Diagnostic::new(Code::NotRead, message)
                .at(id.place)
                .note("the link is ignored");
            self.diagnostics.push(match nearest {
                Some(nearest) => diagnostic.help(format!("did you mean `{nearest}`?")),
                None => diagnostic,
            });
        }
    }
}
