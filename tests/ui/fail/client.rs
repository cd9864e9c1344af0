//! A client of one api-version does not send an operation that the api-version lacks.

mod things {
    #[billing_macros::versioned(versions("1", "2"), runtime = billing_runtime)]
    mod definitions {
        #[versions("2"..)]
        #[operation(GET "/late", id = "Late", responses(200))]
        pub struct Late {}
    }
}

use billing_runtime::client::blocking::Client;
use things::{v2::operations::Late, version::V1};

fn send(client: Client<V1>) {
    let _ = client.send(&Late::new());
}

fn main() {}
