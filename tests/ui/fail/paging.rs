#[billing_macros::versioned(versions("2020-05-01", "2024-04-01"), runtime = billing_runtime)]
mod definitions {
    pub struct Page {
        pub value: Option<Vec<String>>,
        #[versions(.."2024-04-01")]
        pub next_link: Option<String>,
        pub total: Option<String>,
    }

    #[operation(GET "/a", id = "A", responses(200 = Page), paging(next = "nextLink", items = "value"))]
    pub struct GoneLater {}

    #[operation(GET "/a", id = "B", responses(200 = Page), paging(items = "total"))]
    pub struct NoList {}

    #[operation(GET "/a", id = "C", responses(200 = Page), paging(offset = "skip", items = "value", total = "total"))]
    pub struct NoNumber {
        #[query]
        pub skip: Option<String>,
    }

    #[operation(GET "/a", id = "D", responses(200 = Page), paging(offset = "skip", items = "value", total = "total"))]
    pub struct NoTotal {
        #[query]
        pub skip: Option<i64>,
    }

    #[operation(GET "/a", id = "E", responses(200 = Vec<String>), paging(next = "nextLink", items = "value"))]
    pub struct NoStruct {}

    #[operation(GET "/a", id = "F", responses(200 = Page), paging(next = "nextLink", offset = "skip", items = "value"))]
    pub struct NoSense {}

    #[operation(GET "/a", id = "G", responses(200 = Page), paging(cursor = "nextLink", parameter = "after", items = "value"))]
    pub struct NoParameter {}

    #[operation(GET "/a", id = "H", responses(200 = Page), paging(cursor = "/total/next", parameter = "after", items = ""))]
    pub struct NoListAsBody {
        #[query]
        pub after: Option<String>,
    }

    #[operation(GET "/a", id = "I", responses(200 = Vec<String>), paging(page = "page", items = ""))]
    pub struct NoFirst {
        #[query]
        pub page: Option<i64>,
    }
}

fn main() {}
