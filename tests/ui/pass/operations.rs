//! Which api-versions have an operation is a fact of the type system.

use billing_codegen::runtime::{Location, Operation, Version};

#[billing_macros::versioned(versions("2017-02-27-preview", "2020-05-01", "2024-04-01"), runtime = billing_codegen::runtime)]
mod definitions {
    use billing_codegen::runtime::Date;

    pub struct Invoice {
        #[versions("2024-04-01"..)]
        pub due: Option<Date>,
    }

    pub struct Failure {}

    #[versions("2020-05-01"..)]
    #[operation(
        GET "/accounts/{accountName}/invoices",
        id = "Invoices_List",
        responses(202, 200 = Vec<Invoice>, 4XX = Failure),
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

    #[operation(POST "/pay", id = "Pay", responses(202), long_running = "location")]
    pub struct Pay {}
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

    let list = v2020_05_01::InvoicesList::new("a".to_owned());
    assert_eq!(request::<V2020_05_01, _>(&list), ("2020-05-01", "GET", "/accounts/{accountName}/invoices"));
    let list = v2024_04_01::InvoicesList::new("a".to_owned(), "2024-04-01".parse().expect("a day"));
    assert_eq!(Client::<V2024_04_01>(std::marker::PhantomData).call(list), "2024-04-01");

    // What did not change is one type, in all its api-versions.
    let pay = v2017_02_27_preview::Pay::default();
    assert_eq!(request::<V2017_02_27Preview, _>(&pay).0, "2017-02-27-preview");
    assert_eq!(request::<V2024_04_01, v2024_04_01::Pay>(&pay).0, "2024-04-01");
    assert_eq!(output::<V2020_05_01, v2020_05_01::Pay>(), "()");

    type List = v2024_04_01::InvoicesList;
    assert_eq!(output::<V2024_04_01, List>(), std::any::type_name::<Vec<v2024_04_01::Invoice>>());
    let parameters = <List as Operation<V2024_04_01>>::PARAMETERS;
    let names: Vec<_> = parameters.iter().map(|one| (one.name, one.required)).collect();
    assert_eq!(names, [("accountName", true), ("$top", false), ("x-since", true)]);
    assert!(parameters.iter().any(|one| matches!(one.location, Location::Header)));
    let responses: Vec<_> = <List as Operation<V2024_04_01>>::RESPONSES.iter().map(|one| (one.status, one.body)).collect();
    assert_eq!(responses, [("202", None), ("200", Some("Vec<Invoice>")), ("4XX", Some("Failure"))]);
}
