#[billing_macros::versioned(versions("v1", "v2", "v3"))]
mod definitions {
    #[versions("v2".., upgrade_with = convert)]
    pub struct Document {
        pub url: String,
    }

    pub struct Invoice {
        #[versions(.., upgrade_with = convert)]
        pub from_the_first: i32,
        #[versions("v2".., downgrade_with = convert)]
        pub new: i32,
        #[versions(.."v2")]
        pub same: i32,
        #[versions("v2".., upgrade_with = convert)]
        pub same: i32,
        #[versions(.."v2")]
        pub twice: i32,
        #[versions("v2".., upgrade_with = convert, upgrade_with = convert)]
        pub twice: i64,
        #[versions("v2".., upgrade = convert)]
        pub misspelt: i64,
    }

    pub enum Kind {
        Invoice,
        #[versions("v2".., upgrade_with = convert)]
        Receipt,
    }
}

fn main() {}
