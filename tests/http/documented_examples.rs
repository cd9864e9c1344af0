//! Documented examples as the answers of a fake.

use billing_api::{
    azure::{
        EXAMPLES,
        v2017_02_27_preview::operations as v2017,
        v2020_05_01::operations as v2020,
        v2024_04_01::operations::{self as v2024, InvoicesAmend},
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01, V2024_08_01Preview},
    },
    client::RetryPolicy,
    partner_center,
    runtime::testing::{Answer, Example, ExampleChoice, Examples, Fake, Received, ServedCall},
};

use super::{Faked, fake::shown, fake_builder, faked};

const ENDPOINT: &str = "https://management.azure.com";

fn client(fake: &Fake) -> Faked<V2024_04_01> {
    let builder = fake_builder(ENDPOINT, fake);
    builder.retry(RetryPolicy::none()).build().unwrap()
}

/// Examples of one operation with every status, in an api-version that it has and in one that it lacks.
const STATUSES: Examples = Examples::new(&[
    with_status("other", "default"),
    with_status("other", "4XX"),
    with_status("one", "404"),
    with_status("other", "202"),
    with_status("one", "2XX"),
    with_status("no number", "6000"),
    Example::new(
        "Invoices_Amend",
        &["2017-02-27-preview"],
        "one",
        "409",
        None,
        &[],
        "",
    ),
    Example::new(
        "Invoices_Other",
        &["2024-04-01"],
        "one",
        "409",
        None,
        &[],
        "",
    ),
]);

const fn with_status(name: &'static str, status: &'static str) -> Example {
    let versions: &[&str] = &["2024-04-01", "2024-08-01-preview"];
    let headers: &[(&str, &str)] = &[
        ("Retry-After", "7"),
        ("Location", "/states/1"),
        ("Content-Length", "12345"),
        ("Content-Encoding", "br"),
    ];
    let body = r#"{"error":{"code":"C","message":"m"}}"#;
    Example::new(
        "Invoices_Amend",
        versions,
        name,
        status,
        Some("application/problem+json"),
        headers,
        body,
    )
}

#[test]
fn examples_are_served_by_name() {
    let fake = Fake::new()
        .on_example::<v2020::InvoicesGet>(EXAMPLES, "CreditNote")
        .on_example::<v2024::InvoicesGet>(EXAMPLES, "InvoicesGet");
    let older = faked::<V2020_05_01>(ENDPOINT, &fake);
    let reply = done!(older.send(&v2020::InvoicesGet::new("a", "G1"))).unwrap();
    let documented: Vec<_> = EXAMPLES.of::<v2020::InvoicesGet>().collect();
    let names: Vec<_> = documented.iter().map(|example| example.name()).collect();
    assert_eq!(
        names,
        [
            "CreditNote",
            "Invoice",
            "InvoiceWithRebillDetails",
            "VoidInvoice"
        ]
    );
    let credit: serde_json::Value = serde_json::from_str(documented[0].body()).unwrap();
    assert_eq!(serde_json::to_value(&reply.body).unwrap(), credit);
    assert_eq!(reply.headers()["content-type"], "application/json");
    // Both operations have the id `Invoices_Get`, each in its api-versions.
    let newer = client(&fake);
    let reply = done!(newer.send(&v2024::InvoicesGet::new("G1"))).unwrap();
    assert_eq!(reply.body.name.as_deref(), Some("G000000001"));
    assert!(fake.unexpected().is_empty());

    let fake = fake.on_example::<v2020::InvoicesGet>(EXAMPLES, "VoidInvoice");
    let reply = done!(older.send(&v2020::InvoicesGet::new("a", "G1"))).unwrap();
    let void: serde_json::Value = serde_json::from_str(documented[3].body()).unwrap();
    assert_eq!(serde_json::to_value(&reply.body).unwrap(), void);
    assert_eq!(fake.calls::<v2020::InvoicesGet>().len(), 2);
}

#[test]
fn examples_of_the_api_version_of_the_request() {
    const fn of(
        versions: &'static [&'static str],
        name: &'static str,
        body: &'static str,
    ) -> Example {
        Example::new(
            "Invoices_DownloadByBillingAccount",
            versions,
            name,
            "200",
            Some("application/json"),
            &[],
            body,
        )
    }
    const TABLE: Examples = Examples::new(&[
        of(&["2024-04-01"], "both", r#"{"url":"stable"}"#),
        of(&["2024-08-01-preview"], "both", r#"{"url":"preview"}"#),
        of(&["2024-08-01-preview"], "both", r#"{"url":"a second one"}"#),
        of(&["2020-05-01"], "both", r#"{"url":"older"}"#),
        of(&["2024-04-01"], "only stable", r#"{"url":"only stable"}"#),
        of(
            &["2024-04-01", "2024-08-01-preview"],
            "shared",
            r#"{"url":"shared"}"#,
        ),
    ]);
    let url = |output: v2024::InvoicesDownloadByBillingAccountOutput| match output {
        v2024::InvoicesDownloadByBillingAccountOutput::Ok(result) => result.url.unwrap(),
        other => panic!("{other:?}"),
    };
    for (example, stable, preview) in [
        ("both", "stable", "preview"),
        ("only stable", "only stable", "only stable"),
        ("shared", "shared", "shared"),
    ] {
        let fake =
            Fake::new().on_example::<v2024::InvoicesDownloadByBillingAccount>(TABLE, example);
        let call = v2024::InvoicesDownloadByBillingAccount::new("a", "G1");
        assert_eq!(url(done!(client(&fake).send(&call)).unwrap().body), stable);
        let newer = faked::<V2024_08_01Preview>(ENDPOINT, &fake);
        assert_eq!(url(done!(newer.send(&call)).unwrap().body), preview);
        // Without a request, the newest one counts.
        let answer = Answer::<v2024::InvoicesDownloadByBillingAccount>::example(TABLE, example);
        let body = answer.to_response().unwrap().into_body();
        assert_eq!(body, format!(r#"{{"url":"{preview}"}}"#).into_bytes());
    }
}

#[test]
fn documented_failures() {
    for (choice, status) in [
        (ExampleChoice::from("UnsupportedSubscription"), 500),
        (ExampleChoice::from(("UnsupportedSubscription", 409)), 409),
        (ExampleChoice::from(403), 403),
    ] {
        let fake = Fake::new().on_example::<v2017::InvoicesGet>(EXAMPLES, choice);
        let builder = fake_builder::<V2017_02_27Preview>(ENDPOINT, &fake);
        let client = builder.retry(RetryPolicy::none()).build().unwrap();
        let error = done!(client.send(&v2017::InvoicesGet::new("s", "G1"))).unwrap_err();
        let error = error.service().unwrap();
        assert_eq!(error.status(), status);
        assert_eq!(error.code(), Some("UnsupportedSubscriptionType"));
    }
}

#[test]
fn statuses_and_headers_of_examples() {
    for (choice, status) in [
        (ExampleChoice::from("one"), 200),
        (ExampleChoice::from("other"), 202),
        (ExampleChoice::from(404), 404),
        (ExampleChoice::from(("other", 404)), 404),
        (ExampleChoice::from(410), 410),
        (ExampleChoice::from(503), 503),
        (ExampleChoice::from(("one", 201)), 201),
    ] {
        let response = Answer::<InvoicesAmend>::example(STATUSES, choice)
            .to_response()
            .unwrap();
        assert_eq!(response.status(), status);
        let headers: Vec<_> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        let expected = [
            ("content-type", "application/problem+json"),
            ("retry-after", "7"),
            ("location", "/states/1"),
        ];
        assert_eq!(headers, expected);
    }
    // Which of several documented statuses it is.
    let exact: Vec<_> = [("one", 404), ("other", 404), ("other", 500)]
        .map(|choice| {
            let fake = Fake::new().on_example::<InvoicesAmend>(STATUSES, choice);
            let error = done!(client(&fake).send(&InvoicesAmend::new("a", "G1"))).unwrap_err();
            let error = error.service().unwrap();
            (error.status().as_u16(), error.code().map(str::to_owned))
        })
        .into();
    assert_eq!(
        exact,
        [404, 404, 500].map(|status| (status, Some("C".to_owned())))
    );
}

#[test]
fn examples_that_are_not_there() {
    let known = "the documents have `other` (default), `other` (4XX), `one` (404), `other` (202), `one` (2XX), `no number` (6000)";
    for (choice, expected) in [
        (
            ExampleChoice::from("two"),
            format!("there is no example `two`; {known}"),
        ),
        (
            ExampleChoice::from(("one", 409)),
            format!("there is no example `one` with the status 409; {known}"),
        ),
        (
            ExampleChoice::from("no number"),
            "invalid status code".to_owned(),
        ),
    ] {
        let fake = Fake::new().on_example::<InvoicesAmend>(STATUSES, choice);
        let error = shown(&done!(client(&fake).send(&InvoicesAmend::new("a", "G1"))).unwrap_err());
        assert!(
            error.ends_with(&format!("no response of Invoices_Amend: {expected}")),
            "{error}"
        );
    }
    let fake = Fake::new().on_example::<InvoicesAmend>(EXAMPLES, 200);
    let error = shown(&done!(client(&fake).send(&InvoicesAmend::new("a", "G1"))).unwrap_err());
    assert!(
        error.ends_with("there is no example with the status 200; the documents have none"),
        "{error}"
    );
}

/// Serves each documented example and sends its operation.
fn serve<V: billing_api::Version, C: billing_api::Operation<V> + ServedCall>(
    call: &C,
    examples: Examples,
) -> usize {
    let mut count = 0;
    for example in examples.of::<C>() {
        let fake = Fake::new()
            .on_received(move |_: Received<C>| Answer::example(examples, example.name()));
        let builder = fake_builder::<V>(ENDPOINT, &fake);
        let client = builder.retry(RetryPolicy::none()).build().unwrap();
        match done!(client.send(call)) {
            Ok(reply) => assert_eq!(reply.status().as_u16().to_string(), example.status()),
            Err(error) => assert!(error.service().is_some() && example.status() == "default"),
        }
        count += 1;
    }
    count
}

#[test]
fn all_examples_are_replies() {
    use partner_center::{latest::operations as partner, version::V1};
    let mut count = serve::<V2020_05_01, _>(&v2020::InvoicesGet::new("a", "G1"), EXAMPLES);
    count += serve::<V2020_05_01, _>(
        &v2020::InvoicesListByBillingAccount::new("a", "2020-01-01", "2020-02-01"),
        EXAMPLES,
    );
    count += serve::<V2024_04_01, _>(&v2024::InvoicesGet::new("G1"), EXAMPLES);
    count += serve::<V2017_02_27Preview, _>(&v2017::InvoicesList::new("s"), EXAMPLES);
    assert_eq!(count, 4 + 1 + 1 + 3);
    assert_eq!(
        serve::<V1, _>(&partner::InvoicesList::new(), partner_center::EXAMPLES),
        1
    );
}
