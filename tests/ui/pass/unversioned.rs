//! A document without a module for its api-version: its types stand beside the attribute, and their names win.

use billing_runtime::{Call, Endpoint, HttpCall, Operation, Version};

mod things {
    #[billing_macros::versioned(
        versions("2.3.0"),
        unversioned,
        runtime = billing_runtime,
        servers("https://example.com"),
        schemes("key" = header("X-Key")),
        security("key")
    )]
    mod definitions {
        use billing_runtime::Decimal;

        pub struct Thing {
            pub price: Option<Decimal>,
            pub version: Option<Version>,
        }

        /// A name that the runtime has too.
        pub enum Version {
            Old,
        }

        pub struct Page {
            pub value: Vec<Thing>,
            pub next_link: Option<String>,
        }

        #[operation(GET "/things", id = "Things_List", responses(200 = Page), paging(next = "nextLink", items = "value"), api_version = "v")]
        pub struct ThingsList {}

        #[operation(POST "/things", id = "Things_Add", responses(200, 201 = Thing), long_running = "")]
        pub struct ThingsAdd {
            #[body]
            pub thing: Thing,
        }
    }
}

/// Without a runtime there are the types only.
mod by_hand {
    #[billing_macros::versioned(versions("v1"), unversioned)]
    mod definitions {
        #[derive(Default)]
        pub struct Thing {
            pub name: String,
        }
    }
}

fn name<V: Version, O: Operation<V>>(_: &O) -> &'static str {
    V::API_VERSION
}

fn main() {
    let thing = things::Thing { version: Some(things::Version::Old), ..things::Thing::default() };
    let text = serde_json::to_string(&thing).expect("it is written");
    assert_eq!(text, r#"{"version":"Old"}"#);

    // The api-version is known from the operation.
    let endpoint: Endpoint = "https://example.com".parse().expect("a URL");
    let request = things::operations::ThingsList::new().request(&endpoint).expect("it is built");
    assert_eq!(request.uri(), "https://example.com/things?v=2.3.0");
    assert_eq!(name(&things::operations::ThingsAdd::new(thing)), "2.3.0");
    assert_eq!((things::SERVERS.len(), things::SECURITY.len()), (1, 1));
    assert_eq!(things::operations::ThingsList::SECURITY[0][0].scheme, "key");

    assert_eq!(by_hand::Thing::default().name, "");
}
