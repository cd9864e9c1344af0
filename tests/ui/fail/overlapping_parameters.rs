#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[operation(GET "/invoices", id = "Invoices_List", responses(200))]
    pub struct InvoicesList {
        #[query]
        pub since: Option<String>,
        #[versions("2024-04-01"..)]
        #[query]
        pub since: String,
    }
}

fn main() {}
