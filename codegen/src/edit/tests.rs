use super::*;

const FRAGMENT: &str = "openapi: '3.0.3'
info:
  title: Shop   # a name
  description: |
    paths:
      none of these

# No path yet.
paths: {}  # soon

components:
  schemas:
    # What it costs.
    Price:
      type: object
      properties:
        value: { type: number }

  # The end.
tags:
- name: Prices
";

fn node(text: &str) -> Members {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    fn made(value: &serde_json::Value) -> Node {
        match value {
            serde_json::Value::Null => Node::Null,
            serde_json::Value::Bool(value) => Node::Bool(*value),
            serde_json::Value::Number(number) => Node::Number(number.to_string()),
            serde_json::Value::String(text) => Node::String(text.clone()),
            serde_json::Value::Array(elements) => {
                Node::Sequence(elements.iter().map(made).collect())
            }
            serde_json::Value::Object(members) => Node::Mapping(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), made(value)))
                    .collect(),
            ),
        }
    }
    made(&value).as_mapping().unwrap().clone()
}

fn addition(path: &[&str], members: &str) -> Addition {
    Addition {
        path: path.iter().map(|name| (*name).to_owned()).collect(),
        members: node(members),
        is_spaced: true,
    }
}

#[test]
fn members_are_added_and_all_else_stays() {
    let edited = add(
        FRAGMENT,
        &[
            addition(&["paths"], r#"{"/prices": {"get": {"tags": ["Prices"]}}}"#),
            addition(&["components", "schemas"], r#"{"Day": {"type": "string"}}"#),
            addition(
                &["components", "headers"],
                r#"{"Date": {"schema": {"type": "string"}}}"#,
            ),
            addition(&["security"], r#"{"key": []}"#),
        ],
    );
    assert_eq!(
        edited.unwrap(),
        "openapi: '3.0.3'
info:
  title: Shop   # a name
  description: |
    paths:
      none of these

# No path yet.
paths:  # soon
  /prices:
    get:
      tags: [Prices]

components:
  schemas:
    # What it costs.
    Price:
      type: object
      properties:
        value: { type: number }

    Day:
      type: string

  # The end.

  headers:
    Date:
      schema:
        type: string
tags:
- name: Prices

security:
  key: []
"
    );
}

/// Members whose mapping another addition adds, or that end where another mapping ends, come out as they do one by one.
#[test]
fn additions_that_touch_each_other() {
    let text = "openapi: 3.0.3\npaths:\n  /a: {}  # soon\n  /b:\n    get: {}\ncomponents:\n  schemas:\n    A: {}";
    let additions = [
        addition(&["components", "headers"], r#"{"H": {"a": 1}}"#),
        addition(&["components", "schemas"], r#"{"B": {"a": 1}}"#),
        addition(&["components", "headers"], r#"{"I": {"a": 2}}"#),
        addition(&["x-new", "in"], r#"{"a": 1}"#),
        addition(&["x-new", "in"], r#"{"b": 2}"#),
        Addition {
            is_spaced: false,
            ..addition(&["paths", "/b"], r#"{"put": {"a": 1}}"#)
        },
        Addition {
            is_spaced: false,
            ..addition(&["paths", "/a"], r#"{"get": {"a": 1}}"#)
        },
    ];
    let edited = add(text, &additions).unwrap();
    assert_eq!(
        edited,
        "openapi: 3.0.3
paths:
  /a:  # soon
    get:
      a: 1
  /b:
    get: {}
    put:
      a: 1
components:
  schemas:
    A: {}

    B:
      a: 1

  headers:
    H:
      a: 1

    I:
      a: 2

x-new:
  in:
    a: 1
    b: 2
"
    );
}

#[test]
fn a_member_is_replaced_or_added() {
    let text = "# Kept.\nversions:\n  '1':  # one\n    files: [a]\n  # Of the second.\n  '2':\n    files: [b]\n";
    let path = ["versions".to_owned()];
    let value = Node::Mapping(node(r#"{"files": ["c", "d"]}"#));
    let first = set(text, &path, "1", &value).unwrap();
    assert_eq!(
        first,
        "# Kept.\nversions:\n  '1':\n    files:\n      - c\n      - d\n  # Of the second.\n  '2':\n    files: [b]\n"
    );
    let third = set(text, &path, "3", &value).unwrap();
    assert_eq!(
        third,
        format!("{text}\n  '3':\n    files:\n      - c\n      - d\n")
    );
}

#[test]
fn what_cannot_be_edited_is_refused() {
    let cases = [
        (
            "paths: { /a: {} }\n",
            Refusal::NotABlock("paths".to_owned()),
        ),
        (
            "paths: &all\n  /a: {}\n",
            Refusal::NotABlock("paths".to_owned()),
        ),
        (
            "paths:\n  /prices: {}\n",
            Refusal::Occupied("/prices".to_owned()),
        ),
        ("paths: [\n", Refusal::Unsure),
    ];
    for (text, refusal) in cases {
        let found = add(text, &[addition(&["paths"], r#"{"/prices": {}}"#)]);
        assert_eq!(found, Err(refusal), "{text}");
    }
}

#[test]
fn ends_of_lines_stay() {
    let text = "a:\r\n  b: 1\r\nc: 2";
    let edited = add(text, &[addition(&["a"], r#"{"d": 3}"#)]).unwrap();
    assert_eq!(edited, "a:\r\n  b: 1\r\n\r\n  d: 3\r\nc: 2");
}
