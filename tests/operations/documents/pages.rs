#[billing_macros::versioned(
    versions("v1"),
    unversioned,
    runtime = crate::runtime,
    servers("https://p.example")
)]
#[rustfmt::skip]
mod definitions {
    use crate::runtime::Nullable;

    pub struct BlobPage {
        pub blobs: Option<Vec<String>>,
        #[wire("NextMarker")]
        pub next_marker: Option<String>,
        pub next_link: Option<String>,
    }

    /// ArticlePage
    pub struct ArticlesListResponse {
        pub data: Option<Vec<String>>,
        pub links: Option<ArticlesListResponseLinks>,
    }

    pub struct ArticlesListResponseLinks {
        pub next: Option<Option<String>>,
    }

    /// EventPage
    pub struct EventsListResponse {
        pub result: EventsListResponseResult,
    }

    pub struct EventsListResponseResult {
        pub events: Option<Vec<String>>,
        pub meta: Option<EventsListResponseResultMeta>,
    }

    pub struct EventsListResponseResultMeta {
        #[wire("next_cursor")]
        pub next_cursor: Nullable<String>,
    }

    /// ZonePage
    pub struct ZonesListResponse {
        pub result: Vec<String>,
        pub info: Option<ZonesListResponseInfo>,
    }

    pub struct ZonesListResponseInfo {
        #[wire("total_pages")]
        pub total_pages: Option<i64>,
    }

    /// UserPage
    pub struct UsersListResponse {
        pub users: Vec<String>,
        pub last: Nullable<i64>,
    }

    /// Query
    pub struct SearchBody {
        pub text: Option<String>,
    }

    mod operations {
        /// A link deeper in the body.
        ///
        /// `GET /articles`
        ///
        /// - `200`, `ArticlesListResponse`: A page.
        #[operation(
            GET
            "/articles",
            id = "Articles_List",
            responses(200 = ArticlesListResponse),
            paging(next = "/links/next", items = "data")
        )]
        pub struct ArticlesList {}

        /// A link in a header, and a body that is the list.
        ///
        /// `GET /commits`
        ///
        /// - `200`, `Vec<String>`: A page.
        #[operation(
            GET
            "/commits",
            id = "Commits_List",
            responses(200 = Vec<String>),
            paging(link_header = "next", items = "")
        )]
        pub struct CommitsList {}

        /// A cursor deeper in the body, and items too.
        ///
        /// `GET /events`
        ///
        /// - `200`, `EventsListResponse`: A page.
        #[operation(
            GET
            "/events",
            id = "Events_List",
            responses(200 = EventsListResponse),
            paging(
                cursor = "/result/meta/next_cursor",
                parameter = "cursor",
                items = "/result/events"
            )
        )]
        pub struct EventsList {
            #[query]
            pub kind: Option<String>,
            #[query]
            pub cursor: Option<String>,
        }

        /// A number in a header for a header.
        ///
        /// `GET /changes`
        ///
        /// - `200`, `Vec<String>`, headers `X-Next`: A page.
        #[operation(
            GET
            "/changes",
            id = "Changes_List",
            responses(200 = Vec<String>),
            headers("X-Next" = i64),
            paging(cursor_header = "X-Next", parameter = "X-After", items = "")
        )]
        pub struct ChangesList {
            #[header("X-After")]
            pub x_after: Option<i64>,
        }

        /// A token that `x-ms-pageable` calls a link.
        ///
        /// `GET /blobs`
        ///
        /// - `200`, `BlobPage`: A page.
        #[operation(
            GET
            "/blobs",
            id = "Blobs_List",
            responses(200 = BlobPage),
            paging(cursor = "NextMarker", parameter = "marker", items = "blobs")
        )]
        pub struct BlobsList {
            #[query]
            pub marker: Option<String>,
        }

        /// Numbers of pages.
        ///
        /// `GET /zones`
        ///
        /// - `200`, `ZonesListResponse`: A page.
        #[operation(
            GET
            "/zones",
            id = "Zones_List",
            responses(200 = ZonesListResponse),
            paging(
                page = "page",
                first = 1,
                size = "per_page",
                items = "result",
                pages = "/info/total_pages"
            )
        )]
        pub struct ZonesList {
            #[query]
            pub page: Option<i64>,
            #[query("per_page")]
            pub per_page: Option<i64>,
        }

        /// Pages up to an empty one, and a number that is required.
        ///
        /// `GET /rows`
        ///
        /// - `200`, `Vec<String>`: A page.
        #[operation(
            GET
            "/rows",
            id = "Rows_List",
            responses(200 = Vec<String>),
            paging(offset = "skip", items = "")
        )]
        pub struct RowsList {
            #[query]
            pub skip: i32,
        }

        /// A link of the response that calls the operation again.
        ///
        /// `GET /users`
        ///
        /// - `200`, `UsersListResponse`: A page.
        #[operation(
            GET
            "/users",
            id = "Users_List",
            responses(200 = UsersListResponse),
            paging(cursor = "last", parameter = "after", items = "users")
        )]
        pub struct UsersList {
            #[query]
            pub after: Option<i64>,
            #[query]
            pub size: Option<i64>,
        }

        /// Pages whose links take the body again.
        ///
        /// `POST /search`
        ///
        /// - `200`, `BlobPage`: A page.
        #[operation(
            POST
            "/search",
            id = "Search",
            responses(200 = BlobPage),
            paging(next = "nextLink", method = "POST", items = "blobs")
        )]
        pub struct Search {
            /// Query
            #[body]
            pub body: SearchBody,
        }

        /// Pages whose links take another method.
        ///
        /// `GET /search`
        ///
        /// - `200`, `BlobPage`: A page.
        #[operation(
            GET
            "/search",
            id = "Search_Get",
            responses(200 = BlobPage),
            paging(next = "nextLink", method = "POST", items = "blobs")
        )]
        pub struct SearchGet {}

        /// `POST /{nextLink}`
        ///
        /// - `200`, `BlobPage`: A page.
        #[operation(POST "/{nextLink}", id = "Search_Next", responses(200 = BlobPage))]
        pub struct SearchNext {
            /// Not percent-encoded.
            #[path(style = verbatim)]
            pub next_link: String,
        }
    }
}
