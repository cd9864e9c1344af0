#[billing_macros::versioned(versions("1"), runtime = billing_runtime)]
mod definitions {
    pub struct Thing {
        pub name: String,
    }

    #[allow(unused)]
    mod operations {
        #[operation(GET "/things", id = "Things_List", responses(200 = Thing))]
        pub struct ThingsList {}

        pub struct NoOperation {
            pub name: String,
        }

        pub enum Size {
            Small,
        }
    }
}

fn main() {}
