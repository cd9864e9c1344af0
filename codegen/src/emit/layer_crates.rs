//! The crates that a copy of the runtime needs, with their versions and features.

/// The crates that every copy of the runtime needs.
pub(super) const SERDE: &str =
    "serde = \"1\"\nserde_json = { version = \"1\", features = [\"raw_value\"] }\n";

/// The crates that only features on top of the types need.
pub(super) const OPTIONAL: [(&str, &str); 12] = [
    ("azure_core", "version = \"1\", default-features = false"),
    ("bytes", "version = \"1\""),
    (
        "futures-core",
        "version = \"0.3\", default-features = false",
    ),
    ("http", "version = \"1\""),
    ("http-body", "version = \"1\""),
    ("httpdate", "version = \"1\""),
    ("regex-lite", "version = \"0.1\""),
    (
        "reqwest",
        "version = \"0.13\", default-features = false, features = [\"rustls-no-provider\"]",
    ),
    (
        "rustls",
        "version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"]",
    ),
    (
        "tokio",
        "version = \"1\", default-features = false, features = [\"fs\", \"rt\", \"time\"]",
    ),
    (
        "tracing",
        "version = \"0.1\", default-features = false, features = [\"std\"]",
    ),
    (
        "ureq",
        "version = \"3.5\", default-features = false, features = [\"platform-verifier\", \"rustls-no-provider\"]",
    ),
];

/// Returns the lines of optional dependencies on these crates.
pub(super) fn optional() -> String {
    OPTIONAL
        .iter()
        .map(|(name, what)| format!("{name} = {{ {what}, optional = true }}\n"))
        .collect()
}
