//! Tests that run in a process of their own.

#[test]
fn spans_and_events() {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--test-threads=1"]);
    for client in ["blocking", "asynchronous"] {
        command.arg(format!("{client}::tracing::a_call_is_a_span_with_events"));
    }
    let output = command.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("2 passed"), "{printed}");
}
