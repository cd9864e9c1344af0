//! The JSON form is what its schema says.

use std::{path::Path, process::Command};

use serde_json::Value;

use crate::schema;

#[test]
fn it_follows_the_documented_schema() {
    let documented: Value =
        serde_json::from_str(include_str!("../../docs/verify.schema.json")).unwrap();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify/cases");
    for name in ["choices", "declared", "missed", "parameters", "valid"] {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(&home)
            .args(["verify", &format!("{name}.yaml"), "--format", "json"])
            .output()
            .unwrap();
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        let result = schema::check(&documented, &documented, &value, "");
        assert_eq!(result, Ok(()), "{name}");
        assert_eq!(value["version"], billing_codegen::verify::JSON_VERSION);
    }
}
