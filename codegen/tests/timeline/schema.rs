//! As much of JSON Schema as the documented format needs, and strict: unknown keywords are a failure.

use serde_json::Value;

/// Checks a value; `root` is the document that `$ref` refers into.
pub(crate) fn check(root: &Value, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{path}: {what}: {value}"));
    let members = schema.as_object().ok_or("a schema is an object")?;
    for (keyword, rule) in members {
        match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" | "$defs" => {}
            "$ref" => {
                let pointer = rule.as_str().and_then(|text| text.strip_prefix('#'));
                let target = pointer.and_then(|pointer| root.pointer(pointer));
                check(root, target.ok_or("a reference to nothing")?, value, path)?;
            }
            "const" if value != rule => return fail("another constant"),
            "const" => {}
            "enum" if !rule.as_array().is_some_and(|list| list.contains(value)) => {
                return fail("not in the list");
            }
            "enum" => {}
            "type" => {
                let names: Vec<&str> = match rule {
                    Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                    name => name.as_str().into_iter().collect(),
                };
                let is = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "integer",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                if !names.contains(&is) {
                    return fail("another type");
                }
            }
            "required" => {
                for name in rule.as_array().into_iter().flatten() {
                    let name = name.as_str().unwrap_or_default();
                    if value.is_object() && value.get(name).is_none() {
                        return fail(&format!("no {name}"));
                    }
                }
            }
            "properties" => {
                for (name, value) in value.as_object().into_iter().flatten() {
                    let Some(schema) = rule.get(name) else {
                        return fail(&format!("{name} is not documented"));
                    };
                    check(root, schema, value, &format!("{path}/{name}"))?;
                }
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, value, &format!("{path}/{index}"))?;
                }
            }
            unknown => return Err(format!("the keyword {unknown}")),
        }
    }
    Ok(())
}

#[test]
fn what_is_wrong_is_found() {
    let schema: Value = serde_json::json!({
        "type": "object",
        "required": ["a"],
        "properties": { "a": { "$ref": "#/$defs/a" } },
        "$defs": { "a": { "type": ["string", "null"], "enum": ["x", null] } }
    });
    let checked = |value: Value| check(&schema, &schema, &value, "").is_ok();
    assert!(checked(serde_json::json!({ "a": "x" })));
    assert!(checked(serde_json::json!({ "a": null })));
    for wrong in [
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!({ "a": 1 }),
        serde_json::json!({ "a": "y" }),
        serde_json::json!({ "a": "x", "b": 1 }),
    ] {
        assert!(!checked(wrong.clone()), "{wrong}");
    }
}
