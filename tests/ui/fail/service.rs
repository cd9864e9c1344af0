mod servers {
    #[billing_macros::versioned(
        versions("2024-04-01"),
        runtime = billing_runtime,
        servers("https://{region}.example.com", "https://example.com"("zone" = "a")),
        schemes("key" = header("X-Key"), "key" = bearer),
        security("kye" = ["read"])
    )]
    mod definitions {
        #[operation(GET "/a", id = "A", responses(200), security(all("token", "key"), none))]
        pub struct A {}
    }
}

mod words {
    #[billing_macros::versioned(
        versions("2024-04-01"),
        runtime = billing_runtime,
        schemes("key" = digest),
        security(any)
    )]
    mod definitions {}
}

fn main() {}
