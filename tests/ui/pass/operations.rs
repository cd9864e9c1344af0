//! The type system knows the api-versions of an operation.

use billing_runtime::{Call, Location, LongRunning, Next, Operation, Paged, RawResponse, Version};

#[billing_macros::versioned(versions("2017-02-27-preview", "2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    use billing_runtime::Date;

    pub struct Invoice {
        #[versions("2024-04-01"..)]
        pub due: Option<Date>,
    }

    pub struct InvoicePage {
        pub value: Option<Vec<Invoice>>,
        pub next_link: Option<String>,
    }

    pub struct Failure {}

    #[versions("2020-05-01"..)]
    #[operation(
        GET "/accounts/{accountName}/invoices",
        id = "Invoices_List",
        responses(202, 200 = InvoicePage, 4XX = Failure, 404("text/plain") = String),
        error = Failure,
        paging(next = "nextLink", items = "value"),
        api_version = "api-version",
    )]
    pub struct InvoicesList {
        #[path]
        pub account_name: String,
        #[query("$top")]
        pub top: Option<i32>,
        #[versions("2024-04-01"..)]
        #[header("x-since")]
        pub since: Date,
    }

    // A type and an operation may have one name.
    pub struct Pay {
        pub amount: String,
    }

    mod operations {
        #[operation(POST "/pay", id = "Pay", responses(202), long_running = "location")]
        pub struct Pay {}

        #[versions("2024-04-01"..)]
        #[operation(GET "/pay", id = "Pay_Get", responses(200 = Pay))]
        pub struct PayGet {}
    }

    // Names that emitted items have already.
    pub struct AllOutput {}

    #[operation(
        PUT "/all/{id}",
        id = "All",
        responses(200 = Invoice, 201 = AllOutput, 202, 2XX),
        long_running = "",
    )]
    pub struct All {
        #[path(style = matrix)]
        pub id: i64,
        #[query("new", minimum = 1, maximum = 9)]
        pub new: Option<i32>,
        #[query]
        pub request: Option<String>,
        #[query]
        pub with_request: Option<String>,
        #[query]
        pub to_day: Option<Vec<String>>,
        #[header]
        pub r#type: Option<String>,
        #[body(as = "application/octet-stream")]
        pub body: Option<Vec<u8>>,
    }
}

fn request<V: Version, O: Operation<V>>(_: &O) -> (&'static str, &'static str, &'static str) {
    (V::API_VERSION, O::METHOD, O::PATH)
}

fn output<V: Version, O: Operation<V>>() -> &'static str {
    std::any::type_name::<O::Output>()
}

struct Client<V>(std::marker::PhantomData<V>);

impl<V: Version> Client<V> {
    fn call<O: Operation<V>>(&self, operation: O) -> &'static str {
        request::<V, O>(&operation).0
    }
}

fn main() {
    use version::{V2017_02_27Preview, V2020_05_01, V2024_04_01};

    let list = v2020_05_01::operations::InvoicesList::new("a".to_owned());
    assert_eq!(request::<V2020_05_01, _>(&list), ("2020-05-01", "GET", "/accounts/{accountName}/invoices"));
    let list = v2024_04_01::operations::InvoicesList::new("a".to_owned(), "2024-04-01".parse().expect("a day"));
    assert_eq!(Client::<V2024_04_01>(std::marker::PhantomData).call(list), "2024-04-01");

    // An unchanged type is one type in all its api-versions.
    assert_eq!(v2024_04_01::Pay::new("1".to_owned()).amount, "1");
    assert!(output::<V2024_04_01, v2024_04_01::operations::PayGet>().ends_with("::Pay"));
    let pay = v2017_02_27_preview::operations::Pay::default();
    assert_eq!(request::<V2017_02_27Preview, _>(&pay).0, "2017-02-27-preview");
    assert_eq!(request::<V2024_04_01, v2024_04_01::operations::Pay>(&pay).0, "2024-04-01");
    assert_eq!(output::<V2020_05_01, v2020_05_01::operations::Pay>(), "()");

    type List = v2024_04_01::operations::InvoicesList;
    let parameters: Vec<_> = List::PARAMETERS.iter().map(|one| (one.name, one.required)).collect();
    assert_eq!(parameters, [("accountName", true), ("$top", false), ("x-since", true)]);
    assert!(List::PARAMETERS.iter().any(|one| matches!(one.location, Location::Header)));
    let responses: Vec<_> = List::RESPONSES.iter().map(|one| (one.status, one.body)).collect();
    let failures = [("4XX", Some("Failure")), ("404", Some("String")), ("default", Some("Failure"))];
    assert_eq!(responses[..2], [("202", None), ("200", Some("InvoicePage"))]);
    assert_eq!(responses[2..], failures);
    assert_eq!((v2020_05_01::operations::InvoicesList::VERSIONS, List::VERSIONS), (&["2020-05-01"][..], &["2024-04-01"][..]));

    // Each status has its own type.
    let received = |status, body: &'static str| RawResponse { status, content_type: None, body: body.as_bytes(), refuses_unfit: false };
    let page = match List::read_output(&received(200, r#"{"value":[{}],"nextLink":"/b"}"#)) {
        Ok(page @ v2024_04_01::operations::InvoicesListOutput::Ok(_)) => list_pages(page),
        other => panic!("{other:?}"),
    };
    assert_eq!(page, (1, Some(Next::Link("/b".to_owned()))));
    assert!(matches!(List::read_output(&received(202, "")), Ok(v2024_04_01::operations::InvoicesListOutput::Accepted)));
    assert!(List::read_output(&received(206, "")).is_err());
    let error = |status, body| List::read_error(&received(status, body)).ok();
    assert_eq!(error(404, "gone"), Some(v2024_04_01::operations::InvoicesListError::NotFound("gone".to_owned())));
    assert!(matches!(error(400, "{}"), Some(v2024_04_01::operations::InvoicesListError::ClientError(_))));
    assert!(matches!(error(500, "{}"), Some(v2024_04_01::operations::InvoicesListError::Default(_))));

    // A setter never shadows a method of every request.
    let all = v2024_04_01::operations::All::new(1).with_new(2).with_with_request("a").with_request("b").to_day(vec![]).r#type("c").body(vec![0]);
    assert_eq!((all.new, all.request.as_deref(), all.with_request.as_deref()), (Some(2), Some("a"), Some("b")));
    let finished = |status, body| <v2024_04_01::operations::All as LongRunning>::finished(v2024_04_01::operations::All::read_output(&received(status, body)).ok()?);
    assert_eq!(finished(200, "{}"), Some(Some(v2024_04_01::Invoice::default())));
    assert_eq!((finished(202, ""), finished(201, "{}"), finished(299, "")), (None, None, Some(None)));
}

fn list_pages(output: v2024_04_01::operations::InvoicesListOutput) -> (usize, Option<Next>) {
    let list = v2024_04_01::operations::InvoicesList::new("a", "2024-04-01".parse().expect("a day"));
    let page = list.page(output);
    (page.items.len(), page.next)
}
