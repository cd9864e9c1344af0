// Aliases that do not exist where they are used or whose type does not, that stand for themselves, and that are named like
// another definition.

#[billing_macros::versioned(versions("v1", "v2", "v3"))]
mod definitions {
    #[versions("v2"..)]
    pub struct Amount {
        pub value: String,
    }

    #[versions("v2".."v4")]
    pub type Late = Vec<Amount>;

    pub type Early = Vec<Amount>;

    pub struct Invoice {
        pub late: Late,
        #[versions(.."v2")]
        pub early: Option<Early>,
    }

    pub type Endless = Option<Turning>;
    pub type Turning = Vec<Endless>;

    pub struct Line {
        pub endless: Endless,
    }

    pub type Taken = String;
    #[versions("v3"..)]
    pub enum Taken {
        One,
    }

    pub type Generic<T> = Vec<T>;

    type Private = String;

    #[versions("v2".., was = "Invoice")]
    pub type Renamed = String;

    #[wire("text")]
    pub type Wired = String;
}

fn main() {}
