use billing_runtime::{Operation, Version};

#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    #[versions(.."2024-04-01")]
    #[operation(POST "/download", id = "Invoices_DownloadInvoice", responses(200))]
    pub struct InvoicesDownloadInvoice {}

    #[versions("2024-04-01".., was = "InvoicesDownloadInvoice")]
    #[operation(POST "/download", id = "Invoices_Download", responses(200))]
    pub struct InvoicesDownload {}
}

struct Client<V>(std::marker::PhantomData<V>);

impl<V: Version> Client<V> {
    fn call<O: Operation<V>>(&self, _: O) {}
}

fn main() {
    let (old, new) = (Client::<version::V2020_05_01>(std::marker::PhantomData), Client::<version::V2024_04_01>(std::marker::PhantomData));
    old.call(v2020_05_01::operations::InvoicesDownloadInvoice {});
    new.call(v2024_04_01::operations::InvoicesDownload {});
    new.call(v2020_05_01::operations::InvoicesDownloadInvoice {});
    old.call(v2024_04_01::operations::InvoicesDownload {});
}
