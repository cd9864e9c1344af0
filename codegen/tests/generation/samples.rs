//! The made-up values in the generated tests of conversions: each ends, and none is larger than a reader permits.

use crate::folder::Folder;

/// Returns the tests of two api-versions, the second of which adds a member to the type `Last`.
fn tests(schemas: &str) -> String {
    let folder = Folder::empty();
    for (version, added) in [("v1", ""), ("v2", ", added: { type: string }")] {
        let last = format!("Last: {{ properties: {{ text: {{ type: string }}{added} }} }}");
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: Things, version: {version} }}\npaths: {{}}\ncomponents: {{ schemas: {{ {schemas}, {last} }} }}\n"
        );
        folder.write(&format!("specs/things/{version}/things.yaml"), &text);
    }
    let (code, _, err) = folder.run(&["generate"]);
    assert_eq!((code, err.as_str()), (0, ""));
    folder.read("generated/tests/generated/things.rs")
}

/// Returns the names of the tests of one step.
fn names(tests: &str) -> Vec<&str> {
    let names = tests.lines().filter_map(|line| line.strip_prefix("fn "));
    let names = names.filter_map(|line| line.strip_suffix("_v2() {"));
    names.collect()
}

fn reference(name: &str) -> String {
    format!("{{ $ref: '#/components/schemas/{name}' }}")
}

#[test]
fn a_union_that_contains_itself_ends() {
    let not = format!(
        "Not: {{ required: [of], properties: {{ of: {} }} }}",
        reference("Expression")
    );
    let union = format!(
        "Expression: {{ oneOf: [{}, {}] }}",
        reference("Not"),
        reference("Last")
    );
    let tests = tests(&format!("{not}, {union}"));
    assert_eq!(names(&tests), ["not", "expression", "last"]);
    let value = "{\n\"of\":{\n\"of\":{\n}}}";
    assert!(tests.contains(value), "{tests}");
}

#[test]
fn values_that_are_too_large_are_left_out() {
    // A chain of required members: a reader permits 128 levels.
    let chain = |index: usize| {
        let next = reference(&if index == 59 {
            "Last".to_owned()
        } else {
            format!("T{}", index + 1)
        });
        format!("T{index}: {{ required: [next], properties: {{ next: {next} }} }}")
    };
    let chains: Vec<_> = (0..60).map(chain).collect();
    let tests_of_chain = tests(&chains.join(", "));
    let found = names(&tests_of_chain);
    assert_eq!((found.first(), found.len()), (Some(&"t21"), 40));
    // Layers of which each type requires all of the next: the value grows by six with each.
    let layer = |index: usize| {
        let next = (index / 6 + 1) * 6;
        let members: Vec<_> = match next < 36 {
            true => (next..next + 6)
                .map(|to| format!("m{to}: {}", reference(&format!("T{to}"))))
                .collect(),
            false => vec![format!("m: {}", reference("Last"))],
        };
        let names: Vec<_> = members
            .iter()
            .filter_map(|member| member.split(':').next())
            .collect();
        format!(
            "T{index}: {{ required: [{}], properties: {{ {} }} }}",
            names.join(", "),
            members.join(", ")
        )
    };
    let layers: Vec<_> = (0..36).map(layer).collect();
    let tests_of_layers = tests(&layers.join(", "));
    let found = names(&tests_of_layers);
    assert_eq!((found.first(), found.len()), (Some(&"t6"), 31));
    // Lists of lists have one element each, and the innermost has two.
    let list = (0..12).fold(reference("Last"), |inner, _| {
        format!("{{ type: array, items: {inner} }}")
    });
    let tests_of_lists = tests(&format!("Lists: {{ properties: {{ lists: {list} }} }}"));
    assert!(tests_of_lists.contains(
        "{\n\"lists\":[[[[[[[[[[[[{\n\"text\":\"text\"},{\n\"text\":\"text\"}]]]]]]]]]]]]}"
    ));
}
