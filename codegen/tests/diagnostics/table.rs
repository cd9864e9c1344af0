//! Bad documents and their messages, by area.

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use billing_codegen::diagnostic::Code;

use crate::{
    markdown::{Block, Section, sections},
    project,
};

macro_rules! areas {
    ($($area:ident)*) => {
        const AREAS: &[&str] = &[$(stringify!($area)),*];
        $(
            #[test]
            fn $area() {
                check(stringify!($area));
            }
        )*
    };
}

areas! {
    syntax
    files
    references
    documents
    keys
    schemas
    operations
    swagger
    newer
    meaning
    contradictions
    names
    overrides
    customizations
    versions
    lints
    allowances
    output
    upstream
}

fn path(area: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/cases");
    folder.join(format!("{area}.md"))
}

fn cases(area: &str) -> Vec<Section> {
    let all = sections(&fs::read_to_string(path(area)).unwrap());
    all.into_iter().collect()
}

fn is_expected(block: &Block) -> bool {
    block.language == "text" && block.words.is_empty()
}

/// Compares the diagnostics of each case with the expected ones. `BLESS=1` rewrites them.
#[track_caller]
fn check(area: &str) {
    let mut all = cases(area);
    let mut wrong = Vec::new();
    for case in all.iter_mut().filter(|case| !case.title.is_empty()) {
        let reported = project::run(case.blocks.iter().filter(|block| !is_expected(block)), &[]);
        let err = reported.err.trim_end().to_owned() + "\n";
        let is_error = err.contains("error[");
        assert_eq!(
            reported.code != 0,
            is_error,
            "{}: {err}{}",
            case.title,
            reported.out
        );
        let expected = case.blocks.iter().position(is_expected);
        match expected {
            Some(index) if case.blocks[index].text == err => {}
            Some(index) => {
                wrong.push(format!(
                    "{area}, {}: found\n{err}\nexpected\n{}",
                    case.title, case.blocks[index].text
                ));
                case.blocks[index].text = err;
            }
            None => {
                wrong.push(format!("{area}, {}: found\n{err}", case.title));
                case.blocks.push(Block {
                    language: "text".to_owned(),
                    words: Vec::new(),
                    text: err,
                });
            }
        }
    }
    if env::var_os("BLESS").is_some() {
        let written: Vec<_> = all.iter().map(Section::to_markdown).collect();
        fs::write(path(area), written.join("\n").trim_start()).unwrap();
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Returns the codes that a text mentions.
fn codes(text: &str) -> impl Iterator<Item = Code> {
    let parts = text.split('[').skip(1);
    parts.filter_map(|part| part.split(']').next()?.parse().ok())
}

fn codes_in_folder(folder: &str) -> BTreeSet<Code> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|it| it == "txt"));
    let reported = texts.map(|path| fs::read_to_string(path).unwrap());
    reported
        .flat_map(|text| codes(&text).collect::<Vec<_>>())
        .collect()
}

#[test]
fn each_code_has_a_case() {
    // `verify` reports mismatches of examples. Its cases have their own table.
    let mut reported = codes_in_folder("tests/verify/cases");
    let mut titles = BTreeSet::new();
    for area in AREAS {
        for case in cases(area).iter().filter(|case| !case.title.is_empty()) {
            assert!(titles.insert(case.title.clone()), "{} twice", case.title);
            let expected = case.blocks.iter().find(|block| is_expected(block)).unwrap();
            assert!(
                expected.text.trim().len() > 10,
                "{} tells nothing",
                case.title
            );
            reported.extend(codes(&expected.text));
        }
    }
    let untold: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !reported.contains(code))
        .collect();
    assert!(untold.is_empty(), "{untold:?}");
    assert!(titles.len() >= 150, "{} cases", titles.len());
}

#[test]
fn each_file_of_cases_is_run() {
    let folder = path("").parent().unwrap().to_owned();
    let mut found: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    let mut known = AREAS.to_vec();
    known.sort_unstable();
    assert_eq!(found, known);
}
