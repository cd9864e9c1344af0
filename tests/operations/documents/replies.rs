#[billing_macros::versioned(
    versions("v1"),
    unversioned,
    runtime = crate::runtime,
    servers("https://r.example")
)]
#[rustfmt::skip]
mod definitions {
    use crate::runtime::DateTime;

    pub enum Kind {
        #[wire("daily")]
        Daily,
        #[wire("monthly")]
        Monthly,
    }

    pub struct Report {
        pub rows: Option<i64>,
    }

    pub struct Problem {
        pub title: Option<String>,
    }

    mod operations {
        /// A choice.
        ///
        /// `GET /report`
        ///
        /// - `200`, `Report` or `String` or `Vec<u8>`, headers `X-Total`, `X-Kind`, `X-Tags`, `X-Sizes`, `X-Since`, `Id`: A report.
        /// - `201`, `Report`: Nothing yet.
        /// - `default`, `Problem` or `String`, headers `X-Attempts`: A failure.
        #[operation(
            GET
            "/report",
            id = "Report_Get",
            responses(
                200("application/json", "text/csv", "application/pdf")= OneOf<Report,
                String,
                Vec<u8>>,
                201 = Report,
                default("application/problem+json", "text/plain")= OneOf<Problem,
                String>
            ),
            headers(
                "X-Total" = i64,
                "X-Kind" = Kind,
                "X-Tags" = Vec<String>,
                "X-Sizes" = Vec<i64>,
                "X-Since" = DateTime,
                "Id" = String,
                "X-Attempts" = i64
            )
        )]
        pub struct ReportGet {}

        /// The same value in other notations.
        ///
        /// `GET /notes`
        ///
        /// - `200`, `Report`: A note.
        #[operation(GET "/notes", id = "Notes_Get", responses(200 = Report))]
        pub struct NotesGet {}

        /// Bytes of two kinds.
        ///
        /// `GET /images`
        ///
        /// - `200`, `Vec<u8>`: An image.
        #[operation(
            GET
            "/images",
            id = "Images_Get",
            responses(200("image/png", "image/jpeg")= Vec<u8>)
        )]
        pub struct ImagesGet {}

        /// Bytes of any kind.
        ///
        /// `GET /any`
        ///
        /// - `200`, `Vec<u8>`: A file.
        #[operation(GET "/any", id = "Any_Get", responses(200("*/*")= Vec<u8>))]
        pub struct AnyGet {}

        /// A text of any kind.
        ///
        /// `GET /any-text`
        ///
        /// - `200`, `String`: A text.
        #[operation(GET "/any-text", id = "AnyText_Get", responses(200("*/*")= String))]
        pub struct AnyTextGet {}

        /// A text or a JSON string.
        ///
        /// `GET /name`
        ///
        /// - `200`, `String`: A name.
        #[operation(
            GET
            "/name",
            id = "Name_Get",
            responses(200("application/json", "text/plain")= String)
        )]
        pub struct NameGet {}

        /// A JSON file.
        ///
        /// `GET /download`
        ///
        /// - `200`, `Vec<u8>`: A file.
        #[operation(
            GET
            "/download",
            id = "Download",
            responses(200("application/json")= Vec<u8>)
        )]
        pub struct Download {}

        /// XML.
        ///
        /// `GET /xml`
        ///
        /// - `200`, `String`: A report.
        #[operation(
            GET
            "/xml",
            id = "Xml_Get",
            responses(200("application/xml")= String)
        )]
        pub struct XmlGet {}

        /// No content.
        ///
        /// `GET /nothing`
        ///
        /// - `200`, no body: Something.
        #[operation(GET "/nothing", id = "Nothing_Get", responses(200))]
        pub struct NothingGet {}
    }
}
