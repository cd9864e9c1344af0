#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[versions("2024-04-01"..)]
    pub struct Invoice {}

    #[operation(GET "/invoice", id = "Invoices_Get", responses(200 = Invoice), error = InvoicesGet)]
    pub struct InvoicesGet {}
}

fn main() {}
