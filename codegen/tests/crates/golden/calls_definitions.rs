#[billing_macros::versioned(
    versions("v1"),
    unversioned,
    runtime = crate::runtime,
    servers(
        "https://a.example",
        "https://{region}.a.example/{path}"("region" = ["eu", "us"], "path" = "v1")
    ),
    schemes("token" = bearer, "key" = header("X-Key")),
    security("token" = ["read"])
)]
#[rustfmt::skip]
mod definitions {
    use std::collections::BTreeMap;
    use crate::runtime::{Content, Date, Decimal, File};

    pub struct Error {
        pub code: ::std::string::String,
    }

    pub struct Thing {
        pub name: Option<::std::string::String>,
    }

    pub struct Page {
        pub value: ::std::vec::Vec<Thing>,
        pub next_link: Option<Option<::std::string::String>>,
    }

    pub struct Upload {
        pub photo: Option<File>,
        pub codes: Option<::std::vec::Vec<::std::string::String>>,
    }

    pub struct Numbers {
        pub items: Option<::std::vec::Vec<Decimal>>,
        pub total: Option<i64>,
    }

    pub struct ThingsListOutput {
        pub a: Option<::std::string::String>,
    }

    pub struct Vec {
        pub a: Option<::std::string::String>,
    }

    pub struct String {
        pub a: Option<::std::string::String>,
    }

    pub struct Call {
        pub a: Option<::std::string::String>,
    }

    pub struct Into {
        pub a: Option<::std::string::String>,
    }

    mod operations {
        /// Each style.
        ///
        /// `GET /styles/{label}/{matrix}`
        ///
        /// - `204`, no body: Done.
        #[operation(GET "/styles/{label}/{matrix}", id = "Styles_All", responses(204))]
        pub struct StylesAll {
            /// A label. Each element is prefixed with `.`.
            #[path(style = label_repeated)]
            pub label: ::std::vec::Vec<::std::string::String>,
            /// A matrix. Serialized as `;name=value`.
            #[path(style = matrix)]
            pub matrix: i64,
            /// How many. At least 1, at most 100.
            #[query("$top", minimum = 1, maximum = 100)]
            pub top: Option<i32>,
            /// With pipes. At most 3 elements. Separated by `|`.
            #[query(style = pipes, max_items = 3)]
            pub pipes: Option<::std::vec::Vec<::std::string::String>>,
            /// As it is. Pattern: `^[a-z\d-_]+$`. Not percent-encoded.
            #[query(style = verbatim, pattern = r"^[a-z\d\-_]+$")]
            pub raw: Option<::std::string::String>,
            /// As JSON. Serialized as JSON.
            #[query(style = json)]
            pub json: Option<BTreeMap<::std::string::String, ::std::string::String>>,
            /// As members. Each property is serialized as `name[property]=value`.
            #[query(style = deep_object)]
            pub deep: Option<Thing>,
            /// A header.
            #[header("X-Trace")]
            pub x_trace: Option<::std::vec::Vec<::std::string::String>>,
            /// A cookie. At least 1 character.
            #[cookie(min_length = 1)]
            pub session: Option<::std::string::String>,
        }

        /// Pages by link.
        ///
        /// `GET /things`
        ///
        /// - `200`, `Page`: A page.
        /// - `206`, `String`: A part of one.
        /// - `404`, `Thing`: None.
        /// - `4XX`, `Error`: Refused.
        /// - `default`, `String`: Failed.
        #[operation(
            GET
            "/things",
            id = "Things_List",
            responses(
                200 = Page,
                206("text/plain")= ::std::string::String,
                404 = Thing,
                4XX("application/problem+json")= Error,
                default("text/html")= ::std::string::String
            ),
            paging(next = "nextLink", items = "value"),
            security("key", all("key", "token" = ["read", "write"]), none)
        )]
        pub struct ThingsList {
            /// A name that is taken.
            #[query]
            pub new: Option<bool>,
            /// One more.
            #[query]
            pub request: Option<::std::string::String>,
            /// Odd, for a setter.
            #[query("to_day")]
            pub to_day: Option<Date>,
        }

        /// Goes on after its answer.
        ///
        /// `PUT /things`
        ///
        /// - `200`, `Thing`: Done.
        /// - `202`, no body: Accepted.
        /// - `2XX`, no body: Others.
        #[operation(
            PUT
            "/things",
            id = "Things_Put",
            responses(200 = Thing, 202, 2XX),
            long_running = "azure-async-operation"
        )]
        pub struct ThingsPut {
            /// Bytes. Sent as `application/octet-stream`.
            #[body(as = "application/octet-stream")]
            pub body: ::std::vec::Vec<u8>,
        }

        /// Pages by number.
        ///
        /// `GET /numbers`
        ///
        /// - `default`, `Numbers`: A page or a failure.
        #[operation(
            GET
            "/numbers",
            id = "Numbers_List",
            responses(default = Numbers),
            paging(offset = "skip", size = "take", items = "items", total = "total")
        )]
        pub struct NumbersList {
            /// The first one.
            #[query]
            pub skip: Option<i64>,
            /// How many.
            #[query]
            pub take: Option<i64>,
        }

        /// A form.
        ///
        /// `POST /numbers`
        ///
        /// - `200`, `Vec<u8>`: Bytes.
        #[operation(
            POST
            "/numbers",
            id = "Numbers_Post",
            responses(200("image/png")= ::std::vec::Vec<u8>)
        )]
        pub struct NumbersPost {
            /// A form. Sent as `application/x-www-form-urlencoded`.
            #[body(as = "application/x-www-form-urlencoded")]
            pub body: Option<Thing>,
        }

        /// Nothing but a status.
        ///
        /// `HEAD /numbers`
        ///
        /// - `200`, no body: There.
        /// - `404`, no body: Not there.
        #[operation(HEAD "/numbers", id = "Numbers_Head", responses(200, 404))]
        pub struct NumbersHead {}

        /// Everything in one page.
        ///
        /// `PATCH /numbers`
        ///
        /// - `200`, `Numbers`: A page.
        #[operation(
            PATCH
            "/numbers",
            id = "Result",
            responses(200 = Numbers),
            paging(items = "items")
        )]
        pub struct ResultModel {
            /// A text. Sent as `text/csv`.
            #[body(as = "text/csv")]
            pub body: Option<::std::string::String>,
        }

        /// A name that is longer than a line.
        ///
        /// `DELETE /numbers`
        ///
        /// - `204`, no body: Gone.
        #[operation(
            DELETE
            "/numbers",
            id = "Numbers_DeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService",
            responses(204)
        )]
        pub struct NumbersDeleteAllThatAreNoLongerNeededByAnybodyWhoStillHasAnAccountOfTheService {}

        /// A choice in both directions.
        ///
        /// `PUT /numbers`
        ///
        /// - `200`, `Thing` or `String`, headers `X-Total`: One of them.
        #[operation(
            PUT
            "/numbers",
            id = "Numbers_Put",
            responses(
                200("application/json", "text/csv")= OneOf<Thing,
                ::std::string::String>
            ),
            headers("X-Total" = i64)
        )]
        pub struct NumbersPut {
            /// One of them. Sent as `application/json`, `multipart/form-data` or `image/*`.
            #[body(
                as(
                    "application/json",
                    "multipart/form-data"("codes" = commas, "photo" = "image/png"),
                    "image/*"
                )
            )]
            pub body: Option<OneOf<Thing, Upload, Content>>,
        }
    }
}
