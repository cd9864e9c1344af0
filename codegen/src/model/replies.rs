//! Examples of responses that are not those of a typed JSON body: texts, empty bodies, and statuses that are documented by a class.

use std::collections::HashMap;

use super::{ExampleReply, types::ModelBuilder};
use crate::openapi::{self, ResponseId};

impl ModelBuilder<'_, '_> {
    /// Returns the headers of a response that have examples.
    pub(super) fn header_examples(&self, response: &openapi::Response) -> Vec<(String, String)> {
        let headers = response.headers.iter();
        headers
            .filter_map(|(name, id)| {
                let example = self.document.headers.get(*id).example.clone()?;
                Some((name.clone(), example))
            })
            .collect()
    }

    /// Returns the examples of the responses of an operation, but those of [`Response::examples`](super::Response::examples).
    pub(super) fn replies(&self, operation: &openapi::Operation) -> Vec<ExampleReply> {
        let mut replies = Vec::new();
        let mut has_own: HashMap<&str, bool> = HashMap::new();
        for reply in &operation.examples {
            has_own.insert(&reply.status, true);
        }
        let responses = operation.responses.iter();
        let responses: HashMap<&str, ResponseId> = responses
            .map(|(status, id)| (status.as_str(), *id))
            .collect();
        for (status, id) in &operation.responses {
            let response = self.document.responses.get(*id);
            let headers = self.header_examples(response);
            replies.extend(response.texts.iter().map(|example| ExampleReply {
                status: status.clone(),
                name: example.name.clone(),
                media_type: Some(example.media_type.clone()),
                headers: headers.clone(),
                body: example.text.clone(),
            }));
            // The headers alone are an example of a response without a body.
            let is_bare = response.schema.is_none() && response.texts.is_empty();
            if is_bare && !headers.is_empty() && !has_own.contains_key(status.as_str()) {
                replies.push(ExampleReply {
                    status: status.clone(),
                    name: String::new(),
                    media_type: None,
                    headers,
                    body: String::new(),
                });
            }
        }
        for reply in &operation.examples {
            let response = responses.get(reply.status.as_str());
            let response = response.map(|id| self.document.responses.get(*id));
            let is_typed = response.is_some_and(|response| response.schema.is_some());
            if is_typed && reply.body.is_some() {
                continue;
            }
            let body = reply.body.as_ref();
            replies.push(ExampleReply {
                status: reply.status.clone(),
                name: reply.name.clone(),
                media_type: body.map(|_| "application/json".to_owned()),
                headers: reply.headers.clone(),
                body: body.map(|body| body.to_json(true)).unwrap_or_default(),
            });
        }
        replies
    }
}
