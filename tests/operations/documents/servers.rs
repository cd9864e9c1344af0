#[billing_macros::versioned(
    versions("v1"),
    unversioned,
    runtime = crate::runtime,
    servers("/api/v3")
)]
#[rustfmt::skip]
mod definitions {
    mod operations {
        /// The server of the document.
        ///
        /// `GET /usual`
        ///
        /// - `204`, no body: Done.
        #[operation(GET "/usual", id = "Usual", responses(204))]
        pub struct Usual {}

        /// The server of the path.
        ///
        /// `GET /upload`
        ///
        /// - `204`, no body: Done.
        #[operation(
            GET
            "/upload",
            id = "Upload",
            responses(204),
            servers("https://uploads.{region}.example/v1"("region" = ["eu", "us"]))
        )]
        pub struct Upload {}

        /// A server of its own.
        ///
        /// `PUT /upload`
        ///
        /// - `204`, no body: Done.
        #[operation(
            PUT
            "/upload",
            id = "Status",
            responses(204),
            servers("/status/", "https://second.example")
        )]
        pub struct Status {}

        /// A server whose variable has no default.
        ///
        /// `GET /host`
        ///
        /// - `204`, no body: Done.
        #[operation(
            GET
            "/host",
            id = "Host",
            responses(204),
            servers("https://{host}"("host" = [_, "a", "b"]))
        )]
        pub struct Host {}
    }
}
