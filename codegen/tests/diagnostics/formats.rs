//! The values of `--message-format`: for people, for tools, for GitHub.

use crate::{markdown::sections, project};

/// A document with two warnings, one of them in a referenced file whose name needs escaping.
const DOCUMENT: &str = "\
```yaml
components:
  schemas:
    Price: { type: number, descripton: '100%', enum: [1] }
    Order: { $ref: 'more,100%25.yaml#/Order' }
```

```yaml more,100%.yaml
Order: { required: [a], properties: { b: { type: strin } } }
```
";

fn diagnostics_as(format: &str) -> String {
    let section = sections(DOCUMENT).remove(0);
    let reported = project::run(section.blocks.iter(), &["--message-format", format]);
    assert_eq!(reported.code, 0);
    reported.err
}

#[test]
fn json() {
    let reported = diagnostics_as("json");
    let lines: Vec<serde_json::Value> = reported
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let first = serde_json::json!({
        "code": "B0206",
        "severity": "warning",
        "message": "unknown key `descripton` in a schema",
        "file": "api.yaml",
        "line": 6,
        "column": 28,
        "end": { "line": 6, "column": 38 },
        "label": "",
        "also": [],
        "reached_from": [],
        "notes": [],
        "help": ["did you mean `description`?"],
        "rendered": "warning[B0206]: unknown key `descripton` in a schema\n --> api.yaml:6:28\n  |\n6 |     Price: { type: number, descripton: '100%', enum: [1] }\n  |                            ^^^^^^^^^^\n  |\n  = help: did you mean `description`?",
    });
    assert_eq!(lines[0], first);
    assert_eq!(lines[1]["code"], "B0304");
    assert_eq!(
        lines[1]["reached_from"],
        serde_json::json!([{ "file": "api.yaml", "line": 7, "column": 20, "end": { "line": 7, "column": 45 } }])
    );
    assert_eq!(lines.len(), 3);
}

#[test]
fn github() {
    assert_eq!(
        diagnostics_as("github"),
        "\
::warning file=api.yaml,line=6,col=28,endColumn=37,title=B0206%3A An unknown key::unknown key `descripton` in a schema%0Ahelp: did you mean `description`?
::warning file=more%2C100%25.yaml,line=1,col=21,endColumn=21,title=B0304%3A `required` names an unknown property::`required` names `a`, which is not a property%0Areached from api.yaml:7:20
::warning file=more%2C100%25.yaml,line=1,col=50,endColumn=54,title=B0207%3A An unknown type::unknown type `strin`; any JSON is accepted%0Areached from api.yaml:7:20%0Ahelp: did you mean `string`?
"
    );
}

#[test]
fn output_errors_have_the_same_formats() {
    let section = sections(
        "```yaml\npaths: {}\n```\n\n```sh\nbilling-codegen generate api.yaml --out api.yaml\n```\n",
    );
    let reported = project::run(section[0].blocks.iter(), &["--message-format", "json"]);
    let reported: serde_json::Value = serde_json::from_str(reported.err.trim_end()).unwrap();
    assert_eq!(reported["code"], "B0701");
    assert_eq!(reported["line"], serde_json::Value::Null);
}
