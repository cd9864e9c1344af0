#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[operation(GET "/accounts/{accountName}/invoices/{invoiceName}", id = "Invoices_Get", responses(200))]
    pub struct InvoicesGet {
        #[versions(.."2024-04-01")]
        #[path]
        pub account_name: String,
        #[path]
        pub invoice: String,
    }
}

fn main() {}
