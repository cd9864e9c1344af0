//! One document, included at the root.

include!(concat!(env!("OUT_DIR"), "/things.rs"));

/// Returns the name of a thing.
///
/// # Errors
///
/// Returns an error if the text is not a thing.
pub fn name(text: &str) -> Result<String, things::runtime::DecodeError> {
    let thing: things::Thing = things::decode(text.as_bytes())?;
    Ok(thing.name)
}

#[cfg(test)]
mod tests {
    use super::things::{self, Thing};

    #[test]
    fn nothing_is_lost() {
        let text = r#"{"name":"a","price":2.00,"kind":"Huge","parts":[{"name":"b","x":1}]}"#;
        let thing: Thing = things::decode(text.as_bytes()).unwrap();
        let kept: Vec<_> = thing.kept().into_iter().map(|item| item.path).collect();
        assert_eq!(kept, ["kind", "parts[0].x"]);
        assert_eq!(things::encode(&thing).unwrap(), text.as_bytes());
        assert_eq!(serde_json::from_str::<Thing>(text).unwrap(), thing);
        assert_eq!(super::name(text).unwrap(), "a");
        let error = super::name("{}").unwrap_err().to_string();
        assert!(error.contains("name"), "{error}");
    }
}
