//! Streams of items in responses.

use super::{Type, types::ModelBuilder};
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

impl ModelBuilder<'_, '_> {
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
