use billing_runtime::{Operation, Version};

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[versions("2024-04-01"..)]
    #[operation(GET "/invoices", id = "Invoices_List", responses(200))]
    pub struct InvoicesList {}
}

struct Client<V>(std::marker::PhantomData<V>);

impl<V: Version> Client<V> {
    fn call<O: Operation<V>>(&self, _: O) {}
}

fn main() {
    let old = Client::<version::V2020_05_01>(std::marker::PhantomData);
    old.call(v2024_04_01::operations::InvoicesList {});
}
