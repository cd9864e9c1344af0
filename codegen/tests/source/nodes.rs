use billing_codegen::{
    diagnostic::Diagnostics,
    source::{Node, Workspace},
};

use crate::write;

fn read(name: &str, text: &[u8]) -> Node {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), [(name, text)]);
    let mut diagnostics = Diagnostics::default();
    let mut workspace = Workspace::new(root.path());
    let file = workspace
        .load(name.as_ref(), &mut diagnostics)
        .expect("a file that can be read");
    assert!(diagnostics.is_empty());
    file.node.clone()
}

#[test]
fn types_of_scalars() {
    let digits = "9".repeat(1000);
    for (yaml, json) in [
        (digits.as_str(), digits.as_str()),
        ("1e400", "1e400"),
        ("-1E+400", "-1E+400"),
        ("'1e400'", r#""1e400""#),
        ("no", r#""no""#),
        ("on", r#""on""#),
        ("true", "true"),
        ("~", "null"),
        ("''", r#""""#),
        ("'1'", r#""1""#),
        ("1", "1"),
        ("-1", "-1"),
        ("0x10", "16"),
        ("017", r#""017""#),
        ("3822.10", "3822.10"),
        ("2.00", "2.00"),
        ("99999999999999.99", "99999999999999.99"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1.2345678901234567890123", "1.2345678901234567890123"),
        ("1e2", "1e2"),
        (".5", "0.5"),
        ("+1.5", "1.5"),
        ("2024-04-01", r#""2024-04-01""#),
        (".inf", r#""inf""#),
    ] {
        let text = format!("a:\n  - {yaml} # comment\nb: {{ x: {yaml}, y: 'ü' }}\n");
        let node = read("a.yaml", text.as_bytes());
        let expected = format!(r#"{{"a":[{json}],"b":{{"x":{json},"y":"ü"}}}}"#);
        assert_eq!(node.to_json(false), expected);
    }
}

#[test]
fn json_round_trip() {
    for json in [
        r#"{"b":1,"a":[2.00,-0.50,1e2,12345678901234567890123,99999999999999.99],"c":{"d":null,"e":[],"f":{}}}"#,
        r#"{"a/b":{"c~d":"\"\\\n"}}"#,
        "0.10",
        r#"[1e400,-1.5E+999,"1e400",{"a\"1e400":99e9999999999999999999},2]"#,
    ] {
        assert_eq!(read("a.json", json.as_bytes()).to_json(false), json);
    }
}

#[test]
fn keys_are_text() {
    let node = read("a.yaml", b"200: a\nno: b\n1.0: c\ntrue: d\n~: e\n");
    assert_eq!(
        node.to_json(false),
        r#"{"200":"a","no":"b","1.0":"c","true":"d","~":"e"}"#
    );
}

#[test]
fn aliases_stand_for_what_they_name() {
    let node = read("a.yaml", b"a: &a { x: 2.50 }\nb: *a\nc: [*a]\n");
    assert_eq!(
        node.to_json(false),
        r#"{"a":{"x":2.50},"b":{"x":2.50},"c":[{"x":2.50}]}"#
    );
}

#[test]
fn merge_keys_add_missing_keys() {
    for (yaml, json) in [
        (
            "a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\n",
            r#"{"x":1,"y":2}, {"y":3,"x":1}"#,
        ),
        (
            "a: &a { x: 1 }\nb:\n  z: 0\n  <<: [*a, { x: 2, y: 3 }]\n",
            r#"{"x":1}, {"z":0,"x":1,"y":3}"#,
        ),
        (
            "a: &a { x: { <<: { y: 1 } } }\nb: { <<: *a }\n",
            r#"{"x":{"y":1}}, {"x":{"y":1}}"#,
        ),
        ("a: {}\nb: { <<: 1 }\n", r#"{}, {"<<":1}"#),
        ("a: {}\nb: { <<: [{}, 1] }\n", r#"{}, {"<<":[{},1]}"#),
    ] {
        let (a, b) = json.split_once(", {").expect("two");
        assert_eq!(
            read("a.yaml", yaml.as_bytes()).to_json(false),
            format!(r#"{{"a":{a},"b":{{{b}}}"#)
        );
    }
    assert_eq!(
        read("a.json", br#"{"b":{"<<":{"x":1}}}"#).to_json(false),
        r#"{"b":{"<<":{"x":1}}}"#
    );
}

#[test]
fn examples_are_indented_by_two() {
    let node = read("a.yaml", b"a: [1, { b: 2.0 }]\nc: {}\n");
    assert_eq!(
        node.to_json(true),
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": 2.0\n    }\n  ],\n  \"c\": {}\n}"
    );
}
