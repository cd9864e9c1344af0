#[billing_macros::versioned(
    versions("v1"),
    unversioned,
    runtime = crate::runtime,
    servers("https://s.example")
)]
#[rustfmt::skip]
mod definitions {
    use crate::runtime::{DecimalText, Json};

    pub struct Price {
        pub amount: Option<DecimalText>,
    }

    pub struct PriceChange {
        pub before: Option<Price>,
    }

    pub struct Problem {
        pub code: Option<String>,
    }

    pub struct ChatCreateBody {
        pub stream: Option<bool>,
    }

    pub struct LogReadResponseItem {
        pub level: Option<LogReadResponseItemLevel>,
        pub text: Option<String>,
    }

    pub enum LogReadResponseItemLevel {
        #[wire("low")]
        Low,
        #[wire("high")]
        High,
    }

    pub struct TicksWatchError {
        pub event: Option<String>,
        pub data: Option<i64>,
    }

    mod operations {
        /// `GET /prices`
        ///
        /// - `200`, `String`, stream `text/event-stream` of `Price`: Prices.
        /// - `default`, `Problem`: A problem.
        #[operation(
            GET
            "/prices",
            id = "Prices_Watch",
            responses(200("text/event-stream")= String),
            error = Problem,
            stream("text/event-stream" = Price)
        )]
        pub struct PricesWatch {}

        /// `POST /chat`
        ///
        /// - `200`, `Price` or `String`, stream `text/event-stream` of `PriceChange`: A whole answer, or its parts.
        #[operation(
            POST
            "/chat",
            id = "Chat_Create",
            responses(
                200("application/json", "text/event-stream")= OneOf<Price,
                String>
            ),
            stream("text/event-stream" = PriceChange)
        )]
        pub struct ChatCreate {
            #[body]
            pub body: ChatCreateBody,
        }

        /// `GET /log`
        ///
        /// - `200`, `Vec<u8>`, stream `application/x-ndjson` of `LogReadResponseItem`: Lines.
        #[operation(
            GET
            "/log",
            id = "Log_Read",
            responses(200("application/x-ndjson")= Vec<u8>),
            stream("application/x-ndjson" = LogReadResponseItem)
        )]
        pub struct LogRead {}

        /// `GET /list`
        ///
        /// - `200`, `Vec<u8>`, stream `application/json-seq` of `Price`: A list whose elements arrive one by one.
        #[operation(
            GET
            "/list",
            id = "List_Read",
            responses(200("application/json-seq")= Vec<u8>),
            stream("application/json-seq" = Price)
        )]
        pub struct ListRead {}

        /// `GET /news`
        ///
        /// - `200`, `String`, stream `text/event-stream` of text: Texts.
        #[operation(
            GET
            "/news",
            id = "News_Watch",
            responses(200("text/event-stream")= String),
            stream("text/event-stream")
        )]
        pub struct NewsWatch {}

        /// `GET /ticks`
        ///
        /// - `default`, `String`, stream `text/event-stream` of `i64`: Numbers, in events with a name.
        #[operation(
            GET
            "/ticks",
            id = "Ticks_Watch",
            responses(default("text/event-stream")= String),
            stream("text/event-stream" = i64)
        )]
        pub struct TicksWatch {}

        /// `GET /anything`
        ///
        /// - `200`, `Vec<u8>`, stream `application/jsonl` of `Json`: Lines without a schema.
        #[operation(
            GET
            "/anything",
            id = "Anything_Watch",
            responses(200("application/jsonl")= Vec<u8>),
            stream("application/jsonl" = Json)
        )]
        pub struct AnythingWatch {}
    }
}
