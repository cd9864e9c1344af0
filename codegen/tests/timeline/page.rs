//! The page: well-formed, alone, connected, the same everywhere, and small enough.

use std::collections::BTreeSet;

use crate::{
    Folder,
    markup::{Markup, check},
    run,
};

#[track_caller]
fn checked(html: &str) -> Markup<'_> {
    check(html).unwrap_or_else(|error| panic!("{error}"))
}

/// The ids of a page that begin with a text.
fn ids<'h>(markup: &'h Markup<'_>, start: &str) -> Vec<&'h str> {
    let ids = markup.elements.iter().filter_map(|one| one.attribute("id"));
    ids.filter(|id| id.starts_with(start)).collect()
}

#[test]
fn one_service() {
    let html = run(&["history", "azure", "--format", "html"]);
    let markup = checked(&html);
    for id in [
        "operation-InvoicesGet",
        "type-Invoice",
        "to-2020-05-01",
        "to-2020-05-01-InvoiceProperties",
        "changes",
    ] {
        assert_eq!(ids(&markup, id).first(), Some(&id));
    }
    // Each operation and type has a row, and its own place.
    let rows = markup.elements.iter().filter(|one| {
        one.tag == "th"
            && one.attribute("scope") == Some("row")
            && one
                .parent
                .and_then(|row| markup.elements[row].parent)
                .is_some_and(|body| {
                    let table = markup.elements[body]
                        .parent
                        .map(|table| &markup.elements[table]);
                    table.and_then(|table| table.attribute("class")) == Some("lives")
                })
    });
    let places = markup
        .elements
        .iter()
        .filter(|one| one.attribute("class") == Some("life"));
    assert_eq!(rows.count(), places.count());
    assert!(markup.text.contains("Breaks clients"), "{}", markup.text);
    // The same bytes again.
    assert_eq!(html, run(&["history", "azure", "--format", "html"]));
}

#[test]
fn several_services_and_a_single_document() {
    let html = run(&["history", "--format", "html"]);
    let markup = checked(&html);
    for id in ["azure", "azure-type-Invoice", "partner-center"] {
        assert!(ids(&markup, id).contains(&id), "{id}");
    }
    let html = run(&["history", "azure/2020-05-01", "--format", "html"]);
    let markup = checked(&html);
    assert!(ids(&markup, "to-").is_empty());
    assert!(markup.text.contains("1 api-version"), "{}", markup.text);
}

#[test]
fn two_documents_and_two_states_of_a_service() {
    let html = run(&[
        "diff",
        "azure/2020-05-01",
        "azure/2024-04-01",
        "--format",
        "html",
    ]);
    let markup = checked(&html);
    assert!(ids(&markup, "type-").contains(&"type-Invoice"));
    assert!(
        markup
            .text
            .contains("raise the major part of the crate's version")
    );
    let document = |more: &str| {
        format!(
            "openapi: 3.0.3
info: {{ title: Shop, version: v1 }}
paths: {{}}
components: {{ schemas: {{ A: {{ properties: {{ a: {{ type: string }}{more} }} }} }} }}
"
        )
    };
    let more = ", b: { type: string }";
    let folder = Folder::new(&[
        ("old/v1/a.yaml", &document("")),
        ("old/v2/a.yaml", &document("")),
        ("new/v1/a.yaml", &document("")),
        ("new/v2/a.yaml", &document(more)),
        ("new/v3/a.yaml", &document(more)),
    ]);
    let html = folder.run(&["diff", "old", "new", "--format", "html"]);
    let markup = checked(&html);
    for words in ["api-version-added", "type-split", "member-added"] {
        assert!(markup.text.contains(words), "{words}: {}", markup.text);
    }
    // An api-version without a difference has no section of its own.
    let sections: BTreeSet<_> = ids(&markup, "new-v").into_iter().collect();
    assert!(
        sections.contains("new-v2") && !sections.contains("new-v1"),
        "{sections:?}"
    );
}

#[test]
fn long_names_break_where_their_words_do_and_targets_of_aliases_have_a_label() {
    let document = |version: &str, ty: &str| {
        format!(
            "openapi: 3.0.3
info: {{ title: Shop, version: {version} }}
paths: {{}}
components: {{ schemas: {{ InvoiceName: {{ type: {ty} }}, Thing: {{ type: object, properties: {{ accountName: {{ type: string }} }} }} }} }}
"
        )
    };
    let folder = Folder::new(&[
        ("api/v1/a.yaml", &document("v1", "string")),
        ("api/v2/a.yaml", &document("v2", "integer")),
    ]);
    let html = folder.run(&["history", "api", "--format", "html"]);
    checked(&html);
    for part in [
        "<a href=\"#type-InvoiceName\">Invoice<wbr>Name</a>",
        "<code>account<wbr>Name</code>",
        "<code>account_<wbr>name: Option&lt;String&gt;</code>",
        "<th scope=\"row\"> <small>target</small></th><td><code>String</code>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

/// Texts that try to be markup, in every place where a document has a text of its own.
#[test]
fn hostile_texts_stay_texts() {
    let evil =
        "</script></style><img src=x onerror='alert(1)'>&lt;\u{202e}`\\\" onclick=\\\"alert(2)";
    let document = |version: &str, more: &str| {
        format!(
            "{{ \"openapi\": \"3.0.3\",
\"info\": {{ \"title\": \"{evil}\", \"version\": \"{version}\" }},
\"paths\": {{ \"/a/<b>\\\"'/{{id}}\": {{ \"get\": {{
  \"operationId\": \"{evil}{more}\",
  \"summary\": \"{evil}\",
  \"tags\": [\"{evil}\"],
  \"parameters\": [
    {{ \"name\": \"id\", \"in\": \"path\", \"required\": true, \"schema\": {{ \"type\": \"string\" }} }},
    {{ \"name\": \"{evil}{more}\", \"in\": \"query\", \"schema\": {{ \"type\": \"string\", \"pattern\": \"<b>{more}\" }} }}
  ],
  \"responses\": {{ \"200\": {{ \"description\": \"{evil}\", \"content\": {{ \"application/json\": {{ \"schema\": {{ \"$ref\": \"#/components/schemas/{ref}\" }} }} }} }} }} }} }} }},
\"components\": {{ \"schemas\": {{ \"{evil}\": {{ \"description\": \"{evil}\", \"type\": \"object\", \"properties\": {{
  \"{evil}\": {{ \"type\": \"string\", \"enum\": [\"{evil}\", \"<!--{more}\"] }},
  \"]]>\\u0000\\n\\u2066{more}\": {{ \"type\": \"string\" }} }} }} }} }} }}",
            ref = evil.replace('/', "~1").replace('%', "%25"),
        )
    };
    let folder = Folder::new(&[
        ("<b>&'service/1.0.json", &document("1.0", "")),
        ("<b>&'service/2.0.json", &document("2.0", "2")),
    ]);
    let arguments = [
        "history",
        "<b>&'service",
        "--allow",
        "B0206",
        "--format",
        "html",
    ];
    let html = folder.run(&arguments);
    let markup = checked(&html);
    assert!(
        markup.text.contains("</script></style><img src=x"),
        "{}",
        markup.text
    );
    assert!(markup.text.contains("\\u{202e}"), "{}", markup.text);
    let old_and_new = ["<b>&'service/1.0.json", "<b>&'service/2.0.json"];
    let html = folder.run(&["diff", old_and_new[0], old_and_new[1], "--format", "html"]);
    checked(&html);
}

/// A tenth of the types that a page has to bear, in as many api-versions: a tenth of its size.
#[test]
fn fifty_eight_api_versions_are_small() {
    const VERSIONS: usize = 58;
    const TYPES: usize = 60;
    let names: Vec<String> = (0..VERSIONS)
        .map(|version| format!("service/1.{version}.0.json"))
        .collect();
    let texts: Vec<String> = (0..VERSIONS)
        .map(|version| made_up(version, TYPES))
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let html = Folder::new(&files).run(&["history", "service", "--format", "html"]);
    let markup = checked(&html);
    assert_eq!(ids(&markup, "type-ThingNumber").len(), TYPES);
    assert!(html.len() < 500_000, "{} bytes", html.len());
}

/// A document whose types and members come and go by a rule: of 600 types, some 30 change in each api-version.
fn made_up(version: usize, types: usize) -> String {
    let mut schemas = Vec::new();
    let mut members = Vec::new();
    for ty in 0..types {
        // Two of three are there from the start.
        if ty % 3 == 2 && (ty * 7) % 58 > version {
            continue;
        }
        let properties: Vec<String> = (0..9)
            .filter(|member| member % 4 != 3 || (ty * 11 + member * 5) % 80 <= version)
            .map(|member| {
                let description = "A member that is described in a sentence of usual length.";
                format!("\"member{member}Of{ty}\": {{ \"type\": \"string\", \"description\": \"{description}\" }}")
            })
            .collect();
        schemas.push(format!(
            "\"ThingNumber{ty}\": {{ \"type\": \"object\", \"description\": \"A thing of the service.\", \"properties\": {{ {} }} }}",
            properties.join(", ")
        ));
        members.push(format!(
            "\"m{ty}\": {{ \"$ref\": \"#/components/schemas/ThingNumber{ty}\" }}"
        ));
    }
    let paths: Vec<String> = members
        .chunks(4)
        .enumerate()
        .map(|(index, members)| {
            let schema = format!("{{ \"type\": \"object\", \"properties\": {{ {} }} }}", members.join(", "));
            format!("\"/things/{index}\": {{ \"put\": {{ \"operationId\": \"things_put_{index}\", \"requestBody\": {{ \"content\": {{ \"application/json\": {{ \"schema\": {schema} }} }} }}, \"responses\": {{ \"204\": {{ \"description\": \"ok\" }} }} }} }}")
        })
        .collect();
    format!(
        "{{ \"openapi\": \"3.0.3\", \"info\": {{ \"title\": \"Made up\", \"version\": \"1.{version}.0\" }}, \"paths\": {{ {} }}, \"components\": {{ \"schemas\": {{ {} }} }} }}",
        paths.join(", "),
        schemas.join(", ")
    )
}
