//! Histories of api-versions.

use serde_json::{Map, Value, json};

use super::{
    Dimension, many, named, object, one, operation, reference, string, texts, versioned, versions,
};

pub(super) const VERSIONS: &[Dimension] = &[
    ("api-versions", 3, |n| {
        versions(n, |_| {
            named(20, |index| object([(format!("a{index}"), string())]))
        })
    }),
    ("api-versions that differ", 3, |n| {
        versions(n, |version| {
            named(20, |index| {
                object(
                    (0..=version)
                        .map(|member| (format!("a{index}of{member}"), string()))
                        .take(if index == version % 20 {
                            version + 1
                        } else {
                            1
                        }),
                )
            })
        })
    }),
    ("api-versions with one type each", 3, |n| {
        versions(n, |version| {
            [
                (format!("T{version}"), object([("a", string())])),
                ("Common".to_owned(), object([("a", string())])),
            ]
            .into_iter()
            .collect()
        })
    }),
    ("members in two api-versions", 500, |n| {
        versions(2, |version| {
            one("A", object(many(n + version, "a", string)))
        })
    }),
    ("members that all change", 500, |n| {
        versions(2, |version| {
            one(
                "A",
                object(many(
                    n,
                    "a",
                    || json!({ "type": (["string", "boolean"][version]) }),
                )),
            )
        })
    }),
    ("members that are all renamed", 250, |n| {
        versions(2, |version| {
            one(
                "A",
                object((0..n).map(|index| {
                    (
                        format!("a{index}of{version}"),
                        if version == 0 {
                            string()
                        } else {
                            json!({ "type": "string", "x-rust-was": format!("a{index}of0") })
                        },
                    )
                })),
            )
        })
    }),
    ("wrong x-rust-was", 250, |n| {
        versions(2, |version| {
            one(
                "A",
                object((0..n).map(|index| {
                    (
                        format!("a{index}of{version}"),
                        if version == 0 {
                            string()
                        } else {
                            json!({ "type": "string", "x-rust-was": format!("a{index}of7") })
                        },
                    )
                })),
            )
        })
    }),
    ("values in two api-versions", 1_000, |n| {
        versions(2, |version| {
            one(
                "A",
                json!({ "type": "string", "enum": texts(n + version * 10, "v") }),
            )
        })
    }),
    ("alternatives in two api-versions", 125, |n| {
        versions(2, |version| {
            let mut all = named(n + version, |index| {
                object([(format!("a{index}"), string())])
            });
            all.insert(
                "A".into(),
                json!({ "oneOf": (0..n + version).map(reference).collect::<Vec<_>>() }),
            );
            all
        })
    }),
    ("schemas in two api-versions", 250, |n| {
        versions(2, |version| {
            named(n + version, |index| {
                object([(format!("a{index}"), string())])
            })
        })
    }),
    ("schemas that are all renamed", 250, |n| {
        versions(2, |version| {
            (0..n)
                .map(|index| {
                    let mut one = object([(format!("a{index}"), string())]);
                    if version == 1 {
                        one["x-rust-was"] = format!("T{index}of0").into();
                    }
                    (format!("T{index}of{version}"), one)
                })
                .collect()
        })
    }),
    ("operations in two api-versions", 125, |n| {
        (0..2)
            .map(|version| {
                let paths: Map<String, Value> = (0..n + version)
                    .map(|index| {
                        (
                            format!("/a{index}"),
                            json!({ "get": operation(format!("Thing{index}_get")) }),
                        )
                    })
                    .collect();
                versioned(version, json!({ "paths": paths }))
            })
            .collect()
    }),
    ("operations that are all renamed", 125, |n| {
        (0..2)
            .map(|version| {
                let paths: Map<String, Value> = (0..n)
                    .map(|index| {
                        (
                            format!("/a{index}"),
                            json!({ "get": operation(format!("Thing{index}of{version}_get")) }),
                        )
                    })
                    .collect();
                versioned(version, json!({ "paths": paths }))
            })
            .collect()
    }),
    ("parameters in two api-versions", 125, |n| {
        (0..2).map(|version| {
        let mut one = operation("Thing_get".to_owned());
        one["parameters"] = (0..n + version).map(|index| json!({ "name": format!("p{index}"), "in": "query", "schema": string() })).collect();
        versioned(version, json!({ "paths": { "/a": { "get": one } } }))
    }).collect()
    }),
];
