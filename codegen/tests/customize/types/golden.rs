#[billing_macros::versioned(versions("v1", "v2" as newest), runtime = crate::runtime)]
#[rustfmt::skip]
mod definitions {
    use crate::runtime::Decimal;

    #[derive(Eq)]
    #[derive(::core::hash::Hash)]
    pub struct Invoice {
        /// The number of an invoice.
        #[doc(alias = "number")]
        pub id: Number,
        pub status: Option<InvoiceStatus>,
        /// What is to be paid.
        pub total: Option<crate::own::Money>,
        pub fee: Option<crate::own::Fee>,
        pub lines: Option<Vec<Line>>,
        pub payer: Option<Payer>,
    }

    pub enum InvoiceStatus {
        Paid,
        #[wire("PastDue")]
        Overdue,
        #[versions("v2"..)]
        Void,
    }

    /// What was bought.
    #[cfg_attr(test, allow(dead_code))]
    #[derive(Eq)]
    #[derive(::core::hash::Hash)]
    pub struct Line {
        pub text: Option<String>,
        #[wire("amountDue")]
        pub due: Option<Decimal>,
        #[versions("v2"..)]
        pub note: Option<String>,
    }

    /// How heavy it is.
    pub struct Scale {
        pub weight: Option<f64>,
    }

    #[derive(Eq)]
    #[derive(::core::hash::Hash)]
    pub enum Payer {
        Person(Box<Person>),
        Firm(Box<Company>),
    }

    #[derive(Eq)]
    #[derive(::core::hash::Hash)]
    pub struct Person {
        pub name: String,
    }

    #[derive(Eq)]
    #[derive(::core::hash::Hash)]
    pub struct Company {
        pub company: String,
    }

    /// The number of an invoice.
    pub type Number = String;

    mod operations {
        /// Looks an invoice up.
        ///
        /// `GET /invoices/{id}`
        ///
        /// - `200`, `Invoice`: Fine.
        #[operation(GET "/invoices/{id}", id = "Invoices_Get", responses(200 = Invoice))]
        pub struct GetInvoice {
            #[path]
            pub id: String,
            #[query("$expand")]
            pub more: Option<InvoiceStatus>,
        }
    }
}
// warning[B1006]: `Eq` cannot be derived for 1 of the types that `*` matches
//   --> types/config.yaml:5:9
//    |
//  5 |   '*': [Eq, '::core::hash::Hash']
//    |         ^^
//    |
//   ::: types/api/v2.yaml:33:28
//    |
// 33 |     Scale: { properties: { weight: { type: number, format: double } } }
//    |                            ------ because of this
//    |
//    = note: not for `Scale`: its `weight` is a binary float
// 
// warning[B1006]: `Hash` cannot be derived for 1 of the types that `*` matches
//   --> types/config.yaml:5:9
//    |
//  5 |   '*': [Eq, '::core::hash::Hash']
//    |         ^^
//    |
//   ::: types/api/v2.yaml:33:28
//    |
// 33 |     Scale: { properties: { weight: { type: number, format: double } } }
//    |                            ------ because of this
//    |
//    = note: not for `Scale`: its `weight` is a binary float
// 
