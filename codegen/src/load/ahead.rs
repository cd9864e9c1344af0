//! Reads the documents of several api-versions ahead of their models, on a thread of its own.
//!
//! The names of a model depend on the models of the older api-versions, so models are built one after the other. The normal form
//! of a document depends on its files alone.

use std::{
    sync::mpsc,
    thread::{self, Builder},
};

use crate::{
    diagnostic::Diagnostics,
    openapi::{Document, Floats},
    source::{ApiVersion, ResourceLimits, Workspace},
};

/// Maximum number of documents that wait for their models.
const MAX_WAITING: usize = 2;

/// The settings for all documents of a run.
#[derive(Clone, Copy)]
pub(super) struct DocumentSettings {
    pub(super) limits: ResourceLimits,
    pub(super) floats: Floats,
}

/// Reads the document of an api-version, and converts its floats.
pub(super) fn read_document(
    workspace: &mut Workspace,
    version: &ApiVersion,
    floats: Floats,
    diagnostics: &mut Diagnostics,
) -> Document {
    let mut document = Document::read(workspace, version, diagnostics);
    if floats == Floats::Decimal {
        document.floats_as_decimals();
    }
    document
}

/// Calls a function with the document of each api-version and its problems, in the order of the api-versions, while the next
/// documents are read. Frees the trees of the workspace afterwards, if no other service needs them.
///
/// The order of all results is that of reading one after the other. Returns false, without a call, if there is no thread.
pub(super) fn read_ahead(
    workspace: &mut Workspace,
    versions: &[ApiVersion],
    settings: DocumentSettings,
    is_last_service: bool,
    mut diagnostics: Diagnostics,
    mut consume: impl FnMut(&ApiVersion, &Document, Diagnostics),
) -> bool {
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(MAX_WAITING);
        // The thread that read a document frees it, since models take longer than documents.
        let (give_back, used) = mpsc::channel::<Document>();
        let read = move || {
            for version in versions {
                diagnostics.start_work(settings.limits);
                let floats = settings.floats;
                let document = read_document(workspace, version, floats, &mut diagnostics);
                if sender.send((document, diagnostics.take())).is_err() {
                    return;
                }
                used.try_iter().for_each(drop);
            }
            if is_last_service {
                workspace.release();
            }
        };
        let Ok(_reader) = Builder::new().spawn_scoped(scope, read) else {
            return false;
        };
        for (version, (document, diagnostics)) in versions.iter().zip(receiver) {
            consume(version, &document, diagnostics);
            // After the last document is read, there is nobody to take it.
            _ = give_back.send(document);
        }
        true
    })
}
