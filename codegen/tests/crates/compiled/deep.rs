//! Types that are nested more deeply than the compiler follows them: in a crate, and in modules of a build script, which
//! cannot raise the limit of the compiler.

use std::fmt::Write;

use billing_codegen::Generator;

use crate::{
    cargo::{assert_clean, cargo_in},
    folder::Folder,
};

/// A shape: the prefix of its types, their number, and the members of the type with an index.
type Shape = (&'static str, usize, fn(usize) -> Vec<Member>);

/// The name of a member, what it holds the next type in, and the index of that type.
type Member = (String, Within, usize);

#[derive(Clone, Copy)]
enum Within {
    Member,
    List,
    Map,
}

/// Shapes of two api-versions, of which the second adds a member to the last type.
const OF_VERSIONS: [Shape; 3] = [
    ("Chain", 140, |index| {
        member("next", Within::Member, index + 1)
    }),
    ("Lists", 36, |index| member("next", Within::List, index + 1)),
    ("Cycle", 40, |index| {
        let kinds = [
            ("one", Within::Member, 1),
            ("all", Within::List, 7),
            ("map", Within::Map, 13),
        ];
        let member = |(name, within, step)| (String::from(name), within, (index + step) % 40);
        kinds.map(member).to_vec()
    }),
];

/// Shapes of a module that a build script writes.
const OF_MODULE: [Shape; 4] = [
    ("Required", 70, |index| {
        member("next", Within::Member, index + 1)
    }),
    ("Layer", 48, |index| {
        let first = (index / 8 + 1) * 8;
        (first..first + 8).map(numbered).collect()
    }),
    ("Complete", 34, |_| (0..34).map(numbered).collect()),
    ("Map", 28, |index| member("next", Within::Map, index + 1)),
];

fn member(name: &str, within: Within, index: usize) -> Vec<Member> {
    vec![(name.to_owned(), within, index)]
}

fn numbered(index: usize) -> Member {
    (format!("m{index}"), Within::Member, index)
}

fn document(version: &str, shapes: &[Shape], last: &str) -> String {
    let mut text = format!(
        "openapi: 3.0.3\ninfo: {{ title: Deep, version: {version} }}\npaths: {{}}\ncomponents:\n  schemas:\n"
    );
    for (prefix, count, members) in shapes {
        for index in 0..*count {
            let mut line = "text: { type: string }".to_owned();
            let mut required = "";
            for (name, within, to) in members(index) {
                if to >= *count {
                    continue;
                }
                if *prefix == "Required" {
                    required = ", required: [next]";
                }
                let target = format!("{{ $ref: '#/components/schemas/{prefix}{to}' }}");
                let schema = match within {
                    Within::Member => target,
                    Within::List => format!("{{ type: array, items: {target} }}"),
                    Within::Map => format!("{{ additionalProperties: {target} }}"),
                };
                write!(line, ", {name}: {schema}").unwrap();
            }
            if index + 1 == *count {
                line += last;
            }
            writeln!(
                text,
                "    {prefix}{index}: {{ properties: {{ {line} }}{required} }}"
            )
            .unwrap();
        }
    }
    text
}

const MAIN: &str = r##"//! Reads and writes deep values.
#![allow(dead_code, missing_docs, unused_imports)]

mod built {
    include!("built/deep.rs");
}

use built::deep::runtime::{Value, decode, encode};
use built::deep::{Complete0, Layer0, Map0, Required0, Required60};
use deep_api::{v1, v2};

fn send<T: Send + Sync + std::panic::UnwindSafe + 'static>(_: &T) {}

/// Nests a value in members in turn.
fn nested(depth: usize, innermost: &str, member: impl Fn(usize) -> (String, &'static str)) -> String {
    (0..depth).rev().fold(innermost.to_owned(), |inner, index| {
        let (open, close) = member(index);
        format!("{{{open}{inner}{close}}}")
    })
}

macro_rules! round_trip {
    ($decode:path, $encode:path, $ty:ty, $json:expr) => {{
        let json: String = $json;
        let value: $ty = $decode(json.as_bytes()).unwrap();
        send(&value);
        assert_eq!(String::from_utf8($encode(&value).unwrap()).unwrap(), json);
        assert!(value.clone() == value);
        assert!(format!("{value:?}").contains("deepest"));
        assert_eq!(serde_json::from_str::<$ty>(&json).unwrap(), value);
        assert_eq!(serde_json::to_value(&value).unwrap(), serde_json::from_str::<serde_json::Value>(&json).unwrap());
        // What is not known is kept at any depth.
        let json = json.replace("\"text\"", "\"other\"");
        let odd: $ty = $decode(json.as_bytes()).unwrap();
        assert!(odd != value);
        assert_eq!(odd.kept().len(), 1);
        assert_eq!(String::from_utf8($encode(&odd).unwrap()).unwrap(), json);
        value
    }};
}

/// Values fit on the stack of a thread, which is smaller than that of `main`.
fn main() {
    std::thread::spawn(run).join().unwrap();
}

fn run() {
    use deep_api::runtime::{decode as read, encode as write};
    let deepest = "{\"text\":\"deepest\"}";
    let chain = nested(126, deepest, |_| ("\"next\":".into(), ""));
    round_trip!(read, write, v1::Chain0, chain.clone());
    let new = round_trip!(read, write, v2::Chain0, chain.clone());
    let lists = nested(35, "{\"text\":\"deepest\"}", |_| ("\"next\":[".into(), "]"));
    round_trip!(read, write, v1::Lists0, lists);
    let cycle = |depth| {
        nested(depth, deepest, |index| match index % 3 {
            0 => ("\"one\":".into(), ""),
            1 => ("\"all\":[".into(), "]"),
            _ => ("\"map\":{\"key\":".into(), "}"),
        })
    };
    round_trip!(read, write, v1::Cycle0, cycle(75));
    let error = read::<v1::Cycle0>(cycle(78).as_bytes()).unwrap_err().to_string();
    assert!(error.contains("nested more than 128 levels deep"), "{error}");

    // Deep values hash, and convert between the api-versions; the last type has a new member.
    let hash = |value: &v2::Chain0| {
        use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
        BuildHasherDefault::<DefaultHasher>::default().hash_one(value)
    };
    let other: v2::Chain0 = read(chain.replace("deepest", "deeper").as_bytes()).unwrap();
    assert_eq!(hash(&new), hash(&new.clone()));
    assert_ne!(hash(&new), hash(&other));
    let old = v1::Chain0::try_from(new.clone()).unwrap();
    assert_eq!(v2::Chain0::from(old), new);
    let innermost = nested(9, "{\"added\":\"deepest\"}", |_| ("\"next\":".into(), ""));
    let new: v2::Chain130 = read(innermost.as_bytes()).unwrap();
    let error = v1::Chain130::try_from(new.clone()).unwrap_err();
    assert_eq!(error.lost()[0].path, "next.next.next.next.next.next.next.next.next.added");
    let old = new.clone().downgrade_keeping::<deep_api::version::V1>();
    assert_eq!(old.kept().len(), 1);
    assert_eq!(old.upgrade::<deep_api::version::V2>(), new);

    let required = nested(9, deepest, |_| ("\"next\":".into(), ""));
    round_trip!(decode, encode, Required60, required);
    let error = decode::<Required0>(nested(50, "{}", |_| ("\"next\":".into(), "")).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("next.next`: Required50: the required member `next` is missing"), "{error}");
    round_trip!(decode, encode, Layer0, nested(5, deepest, |index| (format!("\"m{}\":", index * 8 + 8), "")));
    round_trip!(decode, encode, Complete0, nested(126, deepest, |index| (format!("\"m{}\":", index * 7 % 34), "")));
    round_trip!(decode, encode, Map0, nested(27, deepest, |_| ("\"next\":{\"a\":".into(), "}")));
}
"##;

#[test]
fn deep_types_compile_and_hold_values() {
    let folder = Folder::with(&[
        ("deep/v1.yaml", document("v1", &OF_VERSIONS, "")),
        (
            "deep/v2.yaml",
            document("v2", &OF_VERSIONS, ", added: { type: string }"),
        ),
        ("deep.yaml", document("v1", &OF_MODULE, "")),
        (
            "config.yaml",
            "specs: deep\nout: crate\ncrate-name: deep-api\nderive: { '*': [Eq, Hash] }\n"
                .to_owned(),
        ),
    ]);
    folder.run_ok(&["generate", "--config", "config.yaml"]);
    let manifest = folder.read("crate/Cargo.toml");
    assert!(manifest.contains("default = [\"http\"]"), "{manifest}");
    folder.write(
        "crate/Cargo.toml",
        &manifest.replace("default = [\"http\"]", "default = []"),
    );
    Generator::new()
        .spec(folder.path("deep.yaml"))
        .out_dir(folder.path("crate/src/built"))
        .generate()
        .unwrap();
    folder.write("crate/src/main.rs", MAIN);
    assert_clean(cargo_in(&folder.path("crate")).arg("run"));
}
