//! What is said of the codes of `verify`: the wrong examples have them, and the right ones have nothing.

use std::{fs, path::Path};

use billing_codegen::{
    diagnostic::{Code, Style},
    verify::{self, Report},
};

fn report(block: &str) -> Report {
    let mut document = block.to_owned();
    if !block.contains("openapi:") {
        document.insert_str(0, "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\n");
    }
    if !block.contains("paths:") {
        document.push_str("paths: {}\n");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.yaml");
    fs::write(&path, document).unwrap();
    let path = path.to_string_lossy().into_owned();
    verify::run(&[path], &verify::Options::default()).unwrap()
}

fn block<'t>(text: &'t str, kind: &str) -> &'t str {
    let (_, rest) = text.split_once(&format!("```yaml {kind}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn examples() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostic/explain");
    let codes = Code::ALL
        .iter()
        .filter(|code| code.number().starts_with("B06"));
    for code in codes {
        let text = fs::read_to_string(home.join(format!("{code}.md"))).unwrap();
        assert!(
            text.starts_with(&format!("# {code}: {}\n", code.title())),
            "{code}"
        );
        let wrong = report(block(&text, "wrong"));
        let found = wrong.findings.iter().filter(|one| one.reason.is_none());
        let mut codes: Vec<Code> = found.map(|one| one.mismatch.check.code()).collect();
        codes.extend(wrong.declarations.iter().map(|one| one.code));
        assert!(codes.contains(code), "{code}: {codes:?}");
        let right = report(block(&text, "right"));
        let told = right.render(Style::Plain);
        let findings = right.findings.iter().filter(|one| one.reason.is_none());
        assert!(
            findings.count() == 0 && right.declarations.is_empty(),
            "{code}: {told}"
        );
    }
}
