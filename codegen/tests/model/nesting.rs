//! Places where deeply nested types are cut. The rest of the compiler's limit of 128 steps is for the code around the types.

use std::fmt::Write;

use billing_codegen::model::{Type, TypeKind};

use crate::model_of_schemas;

/// The way in which a member refers to a type.
#[derive(Clone, Copy)]
enum Within {
    Member,
    List,
    Map,
}

/// The members of a type, each with the index of the type that it refers to.
type Members = Vec<(Within, usize)>;

/// Returns the references that are cut, as indices of types, and those that are plain boxes.
fn boxes(count: usize, members: impl Fn(usize) -> Members) -> (Vec<(usize, usize)>, usize) {
    let mut text = String::new();
    for index in 0..count {
        write!(text, "T{index}: {{ properties: {{ text: {{ type: string }}").expect("text");
        for (place, (within, to)) in members(index).into_iter().enumerate() {
            let target = format!("{{ $ref: '#/components/schemas/T{to}' }}");
            let schema = match within {
                Within::Member => target,
                Within::List => format!("{{ type: array, items: {target} }}"),
                Within::Map => format!("{{ additionalProperties: {target} }}"),
            };
            write!(text, ", m{place}: {schema}").expect("text");
        }
        text += " } }\n";
    }
    let model = model_of_schemas(&text);
    let mut cut = Vec::new();
    let mut plain = 0;
    for definition in model.types.values() {
        let TypeKind::Struct(fields) = &definition.kind else {
            continue;
        };
        for field in fields {
            let mut ty = &field.ty;
            while let Type::Array(inner) | Type::Map(inner) = ty {
                ty = inner;
            }
            match ty {
                Type::Erased(inner) => {
                    let number =
                        |name: &str| name.trim_start_matches('T').parse().expect("an index");
                    let target = inner.names().concat();
                    cut.push((number(&definition.name), number(&target)));
                }
                Type::Boxed(_) => plain += 1,
                _ => {}
            }
        }
    }
    (cut, plain)
}

/// A chain of `count` types.
fn chain(count: usize, within: Within) -> impl Fn(usize) -> Members {
    move |index| match index + 1 < count {
        true => vec![(within, index + 1)],
        false => Vec::new(),
    }
}

/// A cycle of `count` types through members, lists and maps.
fn cycle(count: usize) -> impl Fn(usize) -> Members {
    move |index| {
        let steps = [(Within::Member, 1), (Within::List, 7), (Within::Map, 13)];
        steps
            .map(|(within, step)| (within, (index + step) % count))
            .to_vec()
    }
}

#[test]
fn chains_are_cut_at_regular_distances_from_their_end() {
    let cases = [
        (41, Within::Member, vec![]),
        (42, Within::Member, vec![(0, 1)]),
        (100, Within::Member, vec![(19, 20), (58, 59)]),
        (17, Within::List, vec![]),
        (40, Within::List, vec![(7, 8), (22, 23)]),
        (40, Within::Map, vec![(5, 6), (16, 17), (27, 28)]),
    ];
    for (count, within, expected) in cases {
        assert_eq!(boxes(count, chain(count, within)).0, expected, "{count}");
    }
    // Types around a chain, as a new api-version may add them, move no cut.
    let around = |index| match index {
        0..5 => vec![(Within::Member, index + 1), (Within::List, 90)],
        _ => chain(105, Within::Member)(index),
    };
    assert_eq!(boxes(105, around).0, [(24, 25), (63, 64)]);
}

#[test]
fn long_cycles_are_cut_where_they_lead_back() {
    let (none, all_boxed) = boxes(11, cycle(11));
    assert_eq!((none, all_boxed), (vec![], 11));
    let (cut, plain) = boxes(12, |index| vec![(Within::Member, (index + 1) % 12)]);
    assert_eq!((cut, plain), (vec![], 12));
    let (cut, _) = boxes(60, |index| vec![(Within::Member, (index + 1) % 60)]);
    assert_eq!(cut, [(2, 3), (21, 22), (40, 41), (59, 0)]);
    let (cut, _) = boxes(60, cycle(60));
    let back = cut.iter().filter(|(from, to)| to <= from).count();
    assert_eq!(back, 1 + 7 + 13);
    // A complete graph: every reference back, and chains through the rest.
    let (cut, _) = boxes(40, |_| (0..40).map(|to| (Within::Member, to)).collect());
    assert_eq!(
        cut.iter().filter(|(from, to)| to <= from).count(),
        40 * 41 / 2
    );
    assert!(
        cut.contains(&(19, 20)) || cut.contains(&(18, 20)),
        "{cut:?}"
    );
}

#[test]
fn large_values_are_boxed() {
    // Each type contains eight of the next layer: without boxes, the size grows by eight with each layer.
    let layers = |index: usize| {
        let first = (index / 8 + 1) * 8;
        let targets = (first..first + 8).filter(|to| *to < 64);
        targets.map(|to| (Within::Member, to)).collect()
    };
    assert_eq!(boxes(64, layers), (vec![], 2 * 8 * 8));
    let (cut, _) = boxes(
        16,
        |index| if index < 8 { layers(index) } else { Vec::new() },
    );
    assert_eq!(cut, []);
}
