use std::fmt::Write;

use crate::read;

/// Writes a definition that refers to the definition of a number.
type Form = fn(usize, &mut String);

/// Deep chains of definitions neither hang nor overflow the stack.
#[test]
fn long_chains_come_to_an_end() {
    let count = 2_000;
    let chain = |form: Form| {
        let mut text = "openapi: 3.0.3\ncomponents:\n  schemas:\n".to_owned();
        for index in 0..count {
            write!(text, "    A{index}: ").expect("text");
            form(index + 1, &mut text);
            text.push('\n');
        }
        writeln!(text, "    A{count}: {{ properties: {{ a: {{}} }} }}").expect("text");
        text
    };
    let forms: [(Form, &str); 4] = [
        (
            |next, text| write!(text, "{{ $ref: '#/components/schemas/A{next}' }}").expect("text"),
            "this chain of `$ref`s is too long",
        ),
        (
            |next, text| {
                write!(
                    text,
                    "{{ properties: {{ a: {{ $ref: '#/components/schemas/A{next}' }} }} }}"
                )
                .expect("text")
            },
            "",
        ),
        (
            |next, text| {
                write!(
                    text,
                    "{{ type: array, items: {{ $ref: '#/components/schemas/A{next}' }} }}"
                )
                .expect("text")
            },
            "these arrays and maps nest too deep",
        ),
        (
            |next, text| {
                write!(text, "{{ allOf: [{{ $ref: '#/components/schemas/A{next}' }}], properties: {{ b{next}: {{}} }} }}").expect("text")
            },
            "this `allOf` nests too deep",
        ),
    ];
    for (form, message) in forms {
        let (_, diagnostics) = read(&[("a.yaml", &chain(form))]);
        assert!(diagnostics.contains(message), "{message}");
        assert_eq!(diagnostics.is_empty(), message.is_empty());
    }
}
