//! The pipeline from tokens to items, as its users see it.

use billing_macros_expand::{Parsed, check, expand, parse, print, versioned};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{File, Item};

const DEFINITIONS: &str = r##"
mod definitions {
    use crate::runtime::{Date, Decimal};
    use std::collections::BTreeMap as Map;

    /// Money.
    #[versions("2020-05-01"..)]
    #[doc_in("2024-04-01", "Of late.")]
    pub struct Amount {
        /// ISO 4217.
        pub currency: Option<String>,
        #[wire("$value")]
        pub value: Option<Decimal>,
        pub r#type: Option<Map<String, Option<Date>>>,
    }
    #[versions("2024-04-01".., was = "Money")]
    pub enum Kind {
        One,
        #[versions(.."2025-01-01")]
        #[wire("2")]
        Two,
    }
    #[derive(PartialOrd)]
    #[versions(.."2024-04-01")]
    pub enum Money {}
    #[versions("2020-05-01".."2025-01-01")]
    pub enum Line {
        #[when("/kind" = "a", "/b" = "c")]
        #[when("/c" = "d")]
        Amount(Box<Amount>),
    }
    #[versions("2020-05-01"..)]
    #[operation(
        POST "/things/{thing}", id = "Things_Change", responses(200 = Page, 202, 206("text/plain") = String, 4XX = Amount, default = Amount),
        paging(next = "nextLink", items = "value"), long_running = "", api_version = "api-version",
        security(all("key", "token" = ["read", "write"]), none)
    )]
    pub struct ThingsChange {
        #[path]
        pub thing: String,
        #[query("$top", minimum = 1, maximum = 100.5)]
        pub top: Option<i32>,
        #[query(style = deep_object, min_length = 2, pattern = r"^\d$")]
        pub filter: Option<String>,
        #[versions("2024-04-01"..)]
        #[header("x-day")]
        pub day: Option<Date>,
        #[cookie]
        pub session: Option<String>,
        #[body(as = "application/octet-stream")]
        pub body: Vec<u8>,
    }
    #[versions("2020-05-01"..)]
    pub struct Page {
        pub value: Vec<Amount>,
        pub next_link: Option<String>,
    }
    #[versions("2020-05-01"..)]
    #[operation(
        GET "/things", id = "Things_List", responses(200 = Numbered, 404), error = Amount,
        paging(offset = "offset", size = "size", items = "items", total = "total")
    )]
    pub struct ThingsList {
        #[query]
        pub offset: Option<i32>,
        #[query]
        pub size: Option<i32>,
    }
    /// Amounts.
    #[versions("2020-05-01"..)]
    pub type Amounts = Vec<Amount>;
    #[versions("2020-05-01"..)]
    pub struct Numbered {
        pub items: Option<Amounts>,
        pub total: Option<i64>,
    }
    #[operation(GET "/all", id = "Things_All", responses(default = Whole), paging(items = "all"), security())]
    pub struct ThingsAll {}
    pub struct Whole {
        pub all: Option<Vec<String>>,
    }
}
"##;

fn header() -> TokenStream {
    quote!(
        versions(
            "2017-02-27-preview",
            "2020-05-01",
            "2024-04-01",
            "2025-01-01"
        ),
        features = "azure-",
        runtime = crate::runtime,
        servers(
            "https://a.example",
            "https://{region}.a.example/{path}"("region" = ["eu", "us"], "path" = [_, "a"]),
            "https://{x}.{y}.example"("x", "y" = "z")
        ),
        schemes(
            "key" = header("X-Key"),
            "token" = bearer,
            "name" = basic,
            "q" = query("q"),
            "c" = cookie("c"),
            "tls" = other("mutualTLS")
        ),
        security("token" = ["all"])
    )
}

fn pretty(items: Vec<Item>) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items,
    })
}

fn read(header: TokenStream, module: &str) -> Parsed {
    parse(header, module.parse().unwrap_or_default())
}

fn texts(errors: &[syn::Error]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

fn expanded(header: TokenStream, module: &str) -> String {
    let parsed = read(header, module);
    assert_eq!(texts(&parsed.errors), [""; 0]);
    let (checked, errors) = check(parsed.definitions);
    assert_eq!(texts(&errors), [""; 0]);
    pretty(expand(&checked))
}

#[test]
fn parsing_printed_definitions_returns_them() {
    let parsed = read(header(), DEFINITIONS);
    assert_eq!(texts(&parsed.errors), [""; 0]);
    let mut printed = print(&parsed.definitions);
    let text = pretty(vec![Item::Mod(printed.clone())]);
    for part in [
        "#[versions(\"2024-04-01\".., was = \"Money\")]",
        "4XX = Amount",
        "#[query(\"$top\", minimum = 1, maximum = 100.5)]",
        "#[cookie]",
        "#[derive(PartialOrd)]",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }

    let attribute = printed.attrs.remove(0);
    let tokens = attribute.meta.require_list().unwrap().tokens.clone();
    let again = parse(tokens, printed.to_token_stream());
    assert_eq!(texts(&again.errors), [""; 0]);
    assert_eq!(pretty(vec![Item::Mod(print(&again.definitions))]), text);
    let (checked, errors) = check(again.definitions);
    assert_eq!(texts(&errors), [""; 0]);
    assert_eq!(pretty(expand(&checked)), expanded(header(), DEFINITIONS));
}

#[test]
fn types_without_a_runtime_are_emitted_as_written() {
    let module = r#"
        mod definitions {
            use std::collections::BTreeMap;
            /// A thing.
            #[derive(Clone)]
            pub struct Thing {
                pub name: String,
                #[versions("2"..)]
                pub colours: BTreeMap<String, Colour>,
            }
            #[versions("2"..)]
            pub enum Colour { Red }
            pub struct Same {}
        }
    "#;
    let expected = r#"/// The types of api-version 1.
pub mod v1 {
    /// A thing.
    /**
 Api-version: 1.*/
    #[derive(Clone)]
    pub struct Thing {
        pub name: String,
    }
    /// Api-versions: all.
    pub struct Same {}
}
/// The types of api-version 2.
pub mod v2 {
    use std::collections::BTreeMap;
    #[doc(inline)]
    pub use super::v1::Same;
    /// A thing.
    /**
 Api-versions: 2 and later.*/
    #[derive(Clone)]
    pub struct Thing {
        pub name: String,
        pub colours: BTreeMap<String, Colour>,
    }
    /// Api-versions: 2 and later.
    pub enum Colour {
        Red,
    }
}
/// The newest stable api-version, 2. It is another one when the crate gets a newer one.
pub mod latest {
    pub use super::v2::*;
}
"#;
    assert_eq!(expanded(quote!(versions("1", "2")), module), expected);
}

#[test]
fn docs_of_single_versions_are_only_on_their_shapes() {
    let module = r#"
        mod definitions {
            #[doc_in("1", "First.")]
            #[doc_in("2", "Second.\n\nMore.")]
            pub struct Thing { #[versions("2"..)] pub name: String }
        }
    "#;
    let plain = expanded(quote!(versions("1", "2")), module);
    assert_eq!(plain.matches("/** First.").count(), 1, "{plain}");
    assert!(
        plain.contains("    /** Second.\n\n More.\n\n Api-versions: 2 and later.*/\n"),
        "{plain}"
    );
    let features = expanded(quote!(versions("1", "2"), features = "f-"), module);
    assert!(
        features.contains("#[cfg_attr(feature = \"f-2\", doc = r\"\n Second.\n\n More.\")]"),
        "{features}"
    );
}

#[test]
fn docs_of_a_range_are_on_each_of_its_shapes() {
    let module = r#"
        mod definitions {
            #[doc_in("2".., "Before.\nuse a::{version_module}::Thing;\nlet {version_module} = 1;")]
            #[doc_in("1", "Old.")]
            #[doc_in("3", "Old.")]
            pub struct Thing { #[versions("2"..)] pub name: String }
        }
    "#;
    let plain = expanded(quote!(versions("1", "2", "3")), module);
    let range = " Before.\n use a::v2::Thing;\n let {version_module} = 1;\n\n Old.\n\n Api-versions: 2 and later.";
    assert!(plain.contains(range), "{plain}");
    assert_eq!(plain.matches("Before.").count(), 1, "{plain}");
    assert_eq!(plain.matches("Old.").count(), 2, "{plain}");
    let features = expanded(quote!(versions("1", "2", "3"), features = "f-"), module);
    let flat = features.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        r##"#[cfg_attr(any(feature = "f-2", feature = "f-3"), doc = r" Before.")]"##,
        r##"#[cfg_attr( any(feature = "f-2", feature = "f-3"), cfg_attr(feature = "f-2", doc = r" use a::v2::Thing;"), cfg_attr( not(feature = "f-2"), cfg_attr(feature = "f-3", doc = r" use a::v3::Thing;") ) )]"##,
        r##"doc = r" let {version_module} = 1;""##,
    ] {
        assert!(flat.contains(expected), "{expected}\n{flat}");
    }
}

#[test]
fn every_module_of_an_api_version_has_its_feature() {
    let text = expanded(header(), DEFINITIONS);
    assert!(
        text.contains("#[cfg(feature = \"azure-2024-04-01\")]\npub mod v2024_04_01 {"),
        "{text}"
    );
    let any = "#[cfg(any(feature = \"azure-2017-02-27-preview\", feature = \"azure-2020-05-01\"))]\n#[allow(missing_docs)]\nmod before_2024_04_01 {";
    assert!(text.contains(any), "{text}");
    assert!(
        text.contains("of an operation.\npub mod version {"),
        "the module `version` is always emitted\n{text}"
    );
}

/// Arguments of the attribute, with items that the expansion has and lacks; the arguments are printed as they are read.
#[test]
fn arguments_for_modules_of_api_versions() {
    let cases: [(TokenStream, &[&str], &[&str]); 4] = [
        (
            quote!(versions("1.2"), unversioned, runtime = crate::runtime),
            &[
                "pub use types::*;",
                "pub mod operations {",
                "impl rt::Operation<super::document::Document> for Root {}",
            ],
            &["mod v1", "latest", "ApiVersion", "mod version", "mod any"],
        ),
        (
            quote!(versions("1" as old, "2"), runtime = crate::runtime),
            &[
                "pub mod old {",
                "pub mod v2 {",
                "pub mod latest {",
                "pub const LATEST: Self = Self::V2;",
                "pub type Latest = V2;",
            ],
            &["mod v1"],
        ),
        (
            quote!(versions("1", "2"), latest = none, runtime = crate::runtime),
            &["pub mod v2 {", "pub enum ApiVersion {"],
            &["latest", "LATEST", "Latest"],
        ),
        (
            quote!(
                versions("1", "2"),
                runtime = crate::runtime,
                request_ids("x-id", "MS-Id")
            ),
            &[r#"const REQUEST_ID_HEADERS: &'static [&'static str] = &["x-id", "MS-Id"];"#],
            &[],
        ),
    ];
    let module = r#"mod definitions {
        pub struct Thing {}
        #[operation(GET "/", id = "Root", responses(200 = Thing))]
        pub struct Root {}
    }"#;
    for (header, present, absent) in cases {
        let parsed = read(header.clone(), module);
        let printed = print(&parsed.definitions);
        let tokens = &printed.attrs[0].meta.require_list().unwrap().tokens;
        assert_eq!(tokens.to_string(), header.to_string());
        let text = expanded(header, module);
        for part in present {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        for part in absent {
            assert!(!text.contains(part), "{part} is in\n{text}");
        }
    }
}

#[test]
fn definitions_can_have_names_of_the_prelude() {
    let module = r#"mod definitions {
        pub struct Option {}
        pub struct Box {}
        pub enum Any { Box(std::boxed::Box<Box>), Text(String) }
        #[operation(GET "/", id = "Root")]
        pub struct Root {}
    }"#;
    let text = expanded(quote!(versions("1"), runtime = crate::runtime), module);
    for name in [
        "::std::option::Option<&'static str>",
        "::std::boxed::Box::new(value)",
    ] {
        assert!(text.contains(name), "{name} is missing in\n{text}");
    }
}

#[test]
fn relative_paths_of_runtimes_are_adjusted() {
    for (runtime, expected) in [
        (
            quote!(crate::runtime),
            "use crate::runtime::__private as rt;",
        ),
        (
            quote!(self::runtime),
            "use super::runtime::__private as rt;",
        ),
        (
            quote!(super::runtime),
            "use super::super::runtime::__private as rt;",
        ),
        (
            quote!(::wire::runtime),
            "use ::wire::runtime::__private as rt;",
        ),
    ] {
        let text = expanded(
            quote!(versions("1"), runtime = #runtime),
            "mod definitions { pub struct A {} }",
        );
        assert!(text.contains(expected), "{expected} is missing in\n{text}");
    }
}

#[test]
fn names_of_headers_for_request_ids() {
    for name in ["", "a b", "x:y", "é"] {
        let parsed = read(
            quote!(versions("1"), request_ids("x-id", #name)),
            "mod definitions {}",
        );
        assert_eq!(
            texts(&parsed.errors),
            ["this is not the name of a header: write letters, digits and `-`"],
            "{name}"
        );
    }
}

#[test]
fn valid_items_are_emitted_despite_errors() {
    let module = r#"
        mod definitions {
            pub struct Thing {
                pub name: String,
                #[versions("3"..)]
                pub colour: Colour,
                #[versions("2".."1")]
                pub size: u32,
            }
            pub enum Colour { Red, Blue(u8) }
            fn nothing() {}
            #[operation(GET "/", id = "Root")]
            pub struct Root {}
        }
    "#;
    let tokens = versioned(
        quote!(versions("1", "2"), verions()),
        module.parse().unwrap(),
    );
    let file: File = syn::parse2(tokens).unwrap();
    let text = pretty(file.items);
    assert_eq!(text.matches("compile_error!").count(), 6, "{text}");
    for part in [
        "pub mod v1 {",
        "pub name: String",
        "pub colour: Colour",
        "pub enum Colour {",
        "Red,",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    for part in ["pub size", "Blue", "Root {"] {
        assert!(!text.contains(part), "{part} should be left out of\n{text}");
    }
}

#[test]
fn other_items_are_returned_unchanged() {
    let tokens = versioned(
        quote!(versions("1")),
        quote!(
            pub struct Thing {
                pub name: String,
            }
        ),
    );
    let text = pretty(syn::parse2::<File>(tokens).unwrap().items);
    assert!(
        text.contains("compile_error!") && text.contains("pub struct Thing"),
        "{text}"
    );
    assert!(!text.contains("pub mod"), "{text}");
}

#[test]
fn hostile_input_causes_only_errors() {
    for header in [
        "",
        "versions",
        "versions()",
        "versions(1)",
        "versions(\"\")",
        "runtime = 1",
        "features =",
        "versions(\"a\"), versions(\"b\")",
        ", ,",
        "\"\"",
    ] {
        for module in [
            "",
            "mod a;",
            "mod a {}",
            "mod a { mod b {} }",
            "mod a { pub struct A; }",
            "mod a { pub struct A<T> { pub a: T } }",
            "mod a { macro! {} }",
        ] {
            let tokens = versioned(header.parse().unwrap(), module.parse().unwrap());
            let errors = tokens.to_string().matches("compile_error").count();
            assert!(errors > 0, "{header} {module}");
        }
    }
    for attribute in [
        "versions",
        "versions()",
        "versions(..=\"1\")",
        "versions(\"1\"..\"1\")",
        "versions(1..)",
        "versions(.., when = \"\")",
        "doc_in",
        "doc_in(\"1\")",
        "doc_in(\"1\"..=\"2\", \"text\")",
        "operation",
        "operation()",
        "operation(GET)",
        "operation(GET \"/{\", id = 1)",
        "operation(GET \"/\", id = \"\", responses(700))",
        "when(\"a\" = \"b\")",
        "wire",
        "path",
    ] {
        let module = format!("mod a {{ #[{attribute}] pub struct A {{}} }}");
        let tokens = versioned(quote!(versions("1"), runtime = rt), module.parse().unwrap());
        let errors = tokens.to_string().matches("compile_error").count();
        assert!(errors > 0, "{attribute}");
    }
}
