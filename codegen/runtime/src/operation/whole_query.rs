//! Queries that are one value: `in: querystring` of OpenAPI 3.2.

use super::super::json::to_json_text;
use super::super::value::AsSerde;
use super::super::{Json, Value};
use super::parameter_text::single;
use super::request_builder::encode;
use super::{Body, Parameter, RequestBuilder, form};

impl RequestBuilder {
    /// Adds a value that is the whole query, in the format of its media type.
    pub(super) fn add_whole_query<T: Value>(
        &mut self,
        parameter: &'static Parameter,
        format: Body,
        value: &T,
    ) {
        if !parameter.required && value.is_null() {
            return;
        }
        let json = match to_json_text(&AsSerde(value)) {
            Ok(json) => json,
            Err(error) => return self.refuse(parameter, format!("can't be written: {error}")),
        };
        let text = match format {
            Body::Form => form::urlencode(&json, &[]),
            Body::FormWith(encodings) => form::urlencode(&json, encodings),
            Body::Text(_) => serde_json::from_str::<Json>(&json)
                .ok()
                .map(|json| encode(&single(json))),
            _ => Some(encode(&json)),
        };
        match text {
            Some(text) => {
                let pairs = text.split('&').filter(|pair| !pair.is_empty());
                self.query.extend(pairs.map(str::to_owned));
            }
            None => self.refuse(parameter, "is no object, so it can't be a query".to_owned()),
        }
    }
}
