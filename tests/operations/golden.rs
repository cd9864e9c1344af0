//! The exact request of every operation of every api-version.
//!
//! `BLESS=1` rewrites the golden files. Compare the difference with the documents.

use std::{
    collections::BTreeSet,
    fmt::{Debug, Write as _},
    path::Path,
};

use billing_api::{
    Call, Endpoint, HttpCall, Operation, Version,
    azure::{self, v2020_05_01 as v2020, v2024_04_01 as v2024},
    partner_center,
    runtime::testing::ServedCall,
};

use crate::requests::{self, Requests};

/// The requests built so far and their operations.
struct Built {
    endpoint: Endpoint,
    text: String,
    seen: BTreeSet<(String, String)>,
}

impl Built {
    fn new(endpoint: Endpoint) -> Self {
        Self {
            endpoint,
            text: String::new(),
            seen: BTreeSet::new(),
        }
    }

    fn check(&self, service: &str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let golden = folder.join(format!("operations/{service}.txt"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&golden, &self.text).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap();
        for (found, expected) in self.text.split("\n\n").zip(expected.split("\n\n")) {
            assert_eq!(found, expected);
        }
        assert_eq!(self.text, expected);
        let has = |version: &str| self.seen.iter().any(|(seen, _)| seen == version);
        let (known, newer): (BTreeSet<_>, BTreeSet<_>) = documented_operations(service)
            .into_iter()
            .partition(|(version, _)| has(version));
        assert_eq!(self.seen, known, "an operation has no request here");
        // A newer api-version needs requests here for what it adds.
        let ids: BTreeSet<&str> = self.seen.iter().map(|(_, id)| id.as_str()).collect();
        for (version, id) in &newer {
            assert!(
                ids.contains(id.as_str()),
                "{id} of {version} has no request here"
            );
        }
    }
}

impl Requests for Built {
    /// Adds a request, and asserts that it is the same if its api-version is chosen at run time.
    fn add<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
        &mut self,
        call: &C,
    ) -> &mut Self {
        let request = call.request(&self.endpoint).expect(C::ID);
        let at = call
            .request_at(&self.endpoint, V::API_VERSION)
            .expect(C::ID);
        assert_eq!((request.uri(), request.headers()), (at.uri(), at.headers()));
        self.seen
            .insert((V::API_VERSION.to_owned(), C::ID.to_owned()));
        let (head, body) = request.into_parts();
        let text = &mut self.text;
        writeln!(text, "{} {}", C::ID, V::API_VERSION).unwrap();
        writeln!(text, "{} {}", head.method, head.uri).unwrap();
        for (name, value) in &head.headers {
            writeln!(text, "{name}: {}", value.to_str().unwrap()).unwrap();
        }
        if !body.is_empty() {
            writeln!(text, "\n{}", String::from_utf8(body).unwrap()).unwrap();
        }
        writeln!(text).unwrap();
        self
    }
}

/// Returns the operations in the fragments of a service, by api-version.
fn documented_operations(service: &str) -> BTreeSet<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../specs")
        .join(service);
    let mut found = BTreeSet::new();
    let versions = std::fs::read_dir(root).unwrap().flatten();
    for version in versions.filter(|entry| entry.path().is_dir()) {
        let api_version = version.file_name().into_string().unwrap();
        for fragment in std::fs::read_dir(version.path()).unwrap().flatten() {
            let text = std::fs::read_to_string(fragment.path()).unwrap();
            let ids = text
                .lines()
                .filter_map(|line| line.trim().strip_prefix("operationId: "));
            found.extend(ids.map(|id| (api_version.clone(), id.to_owned())));
        }
    }
    found
}

#[test]
fn azure() {
    let server = azure::SERVERS.first().expect("a server");
    let mut built = Built::new(server.endpoint().unwrap());
    requests::azure(&mut built);
    built.check("azure");
}

#[test]
fn partner_center() {
    let server = partner_center::SERVERS.first().expect("a server");
    let mut built = Built::new(server.endpoint().unwrap());
    requests::partner_center(&mut built);
    built.check("partner-center");
}

#[test]
fn api_versions_that_lack_the_operation() {
    let endpoint: Endpoint = "https://management.azure.com".parse().unwrap();
    let amend = v2024::operations::InvoicesAmend::new("a", "G1");
    let error = amend.request_at(&endpoint, "2020-05-01").unwrap_err();
    // Newer ones may follow.
    let expected = "Invoices_Amend does not exist in this form in api-version 2020-05-01; it does in 2024-04-01, 2024-08-01-preview";
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[test]
fn security_requirements() {
    use billing_api::runtime::{Scheme, SecurityRequirement, SecurityScheme};
    let user = SecurityRequirement {
        scheme: "azure_auth",
        scopes: &["user_impersonation"],
    };
    assert_eq!(
        v2020::operations::InvoicesGet::SECURITY,
        [[user].as_slice()]
    );
    let azure = SecurityScheme {
        name: "azure_auth",
        scheme: Scheme::Bearer,
    };
    assert_eq!(azure::SECURITY, [azure]);
    assert_eq!(partner_center::SECURITY.len(), 1);
    let hosts = [azure::SERVERS, partner_center::SERVERS].map(|servers| servers[0].url);
    assert_eq!(
        hosts,
        [
            "https://management.azure.com",
            "https://api.partnercenter.microsoft.com"
        ]
    );
}
