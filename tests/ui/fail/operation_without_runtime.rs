#[billing_macros::versioned(versions("2024-04-01"))]
mod definitions {
    #[operation(GET "/invoices", id = "Invoices_List", responses(200))]
    pub struct InvoicesList {}
}

fn main() {}
