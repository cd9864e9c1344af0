//! A client of one api-version does not send an operation that the api-version lacks.

use billing_api::client::blocking::Client;

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[versions("2024-04-01"..)]
    #[operation(POST "/invoices/{name}/amend", id = "Invoices_Amend", responses(200))]
    pub struct InvoicesAmend {
        #[path]
        pub name: String,
    }
}

fn send(client: Client<version::V2020_05_01>) {
    let _ = client.send(&v2024_04_01::operations::InvoicesAmend::new("G123456789"));
}

fn main() {}
