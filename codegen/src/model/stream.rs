//! Streams of items in responses.

use billing_macros_expand::is_events;

use super::{Response, Type, types::ModelBuilder};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{Content, Media, StreamItems},
};

/// A stream of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Media type.
    pub media_type: String,
    /// Type of an item, or of the data of an event; `None` for events with text.
    pub item: Option<Type>,
}

impl Stream {
    /// Returns whether items of another stream are read in the same form.
    fn has_items_of(&self, other: &Self) -> bool {
        self.item == other.item && is_events(&self.media_type) == is_events(&other.media_type)
    }
}

impl ModelBuilder<'_, '_> {
    /// Warns of a success whose stream has other items than that of the least status, which is the one that is typed.
    pub(super) fn lint_streams(&mut self, responses: &[Response]) {
        let streams = responses.iter().filter_map(|response| {
            let is_success = response.status.starts_with('2');
            Some((response, response.stream.as_ref().filter(|_| is_success)?))
        });
        let mut streams: Vec<_> = streams.collect();
        streams.sort_by_key(|(response, _)| &response.status);
        let Some(((first, typed), others)) = streams.split_first() else {
            return;
        };
        for (response, _) in others.iter().filter(|(_, own)| !own.has_items_of(typed)) {
            let (status, first) = (&response.status, &first.status);
            let message = format!("the items of `{status}` differ from those of `{first}`");
            self.diagnostics.push(
                Diagnostic::new(Code::NotRead, message)
                    .at(response.place.clone())
                    .note(format!("`stream` reads the items as those of `{first}`; `send` returns the body of `{status}`")),
            );
        }
    }

    /// Returns the stream of items among the contents of a response; events if there are several.
    pub(super) fn stream(&mut self, contents: &[Content]) -> Option<Stream> {
        let streams = || contents.iter().filter(|content| content.items.is_some());
        let chosen = streams()
            .find(|content| Media::from_name(&content.media_type) == Media::Text)
            .or_else(|| streams().next())?;
        for other in streams().filter(|other| other.media_type != chosen.media_type) {
            let name = &other.media_type;
            self.diagnostics.push(
                Diagnostic::new(
                    Code::MediaTypeLeftOut,
                    format!("the media type `{name}` is left out"),
                )
                .at(other.place.clone())
                .note("another media type of the response is used for the stream of items"),
            );
        }
        Some(Stream {
            media_type: chosen.media_type.clone(),
            item: match chosen.items? {
                StreamItems::Text => None,
                StreamItems::Json(schema) => Some(self.json_type(schema)),
            },
        })
    }
}
