//! The time that a document takes grows in proportion to its size.
//!
//! The example `dimensions` measures all dimensions; this test has those that once grew faster.

use std::fs;

use documents::{Dimension, dimensions};

#[path = "../../examples/dimensions/documents/mod.rs"]
#[expect(dead_code, reason = "the example uses all of it")]
mod documents;
#[path = "../../examples/dimensions/run.rs"]
mod run;

const ONCE_QUADRATIC: [&str; 8] = [
    "broken references beside schemas",
    "equal operationIds",
    "examples of a response",
    "import: parameters of an operation",
    "tags over a chain of types",
    "values of an enumeration",
    "verify: listed numbers",
    "wrong x-rust-was",
];

/// Returns the CPU time of this thread in nanoseconds.
fn cpu_time() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse().unwrap()
}

/// Returns the CPU time that a document takes, errors included.
fn time(name: &str, make: fn(usize) -> Vec<(String, String)>, size: usize) -> u64 {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in make(size) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let before = cpu_time();
    run::run(name, folder.path()).unwrap();
    cpu_time() - before
}

#[test]
fn eight_times_the_size_takes_eight_times_as_long() {
    for wanted in ONCE_QUADRATIC {
        let of_name = |dimension: &&Dimension| dimension.0 == wanted;
        let (name, size, make) = *dimensions().find(of_name).unwrap();
        // What else the machine does disturbs a turn, but not all of them. Quadratic growth would be 64.
        let turns = || {
            let small = time(name, make, size).min(time(name, make, size));
            time(name, make, 8 * size) as f64 / small as f64
        };
        let growth = (0..3).map(|_| turns()).find(|growth| *growth < 30.0);
        assert!(growth.is_some(), "{name} grows faster than the document");
    }
}
