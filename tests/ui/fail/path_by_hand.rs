//! A message of the compiler shows paths that can be written.

#[billing_macros::versioned(versions("1.0", "1.1", "1.2"))]
mod definitions {
    pub enum Mode {
        Plain,
        #[versions("1.1"..)]
        Bold,
    }
}

fn main() {
    let _: v1_0::Mode = v1_2::Mode::Plain;
}
