//! Texts of the source files, for generators that write a copy of the runtime.

/// Documentation of the runtime's root module in Markdown, without its heading line.
pub const OVERVIEW: &str = include_str!("overview.md");

macro_rules! embedded {
    ($($path:literal)*) => { &[$(($path, include_str!($path))),*] };
}

/// Source files by path, relative to the folder of the root module, whose file is `mod.rs`.
///
/// Cargo features are the only conditions in them, and they name other modules of the runtime by `super` alone.
pub const FILES: &[(&str, &str)] = embedded![
    "__private.rs"
    "api_version.rs"
    "base64.rs"
    "calendar.rs"
    "client.rs"
    "client/asynchronous.rs"
    "client/azure_identity.rs"
    "client/blocking.rs"
    "client/blocking/download.rs"
    "client/blocking/item_stream.rs"
    "client/blocking/pages.rs"
    "client/blocking/poller.rs"
    "client/blocking/streaming.rs"
    "client/blocking/upload.rs"
    "client/blocking/ureq.rs"
    "client/call_options.rs"
    "client/credential.rs"
    "client/download.rs"
    "client/error.rs"
    "client/exchange.rs"
    "client/item_cursor.rs"
    "client/item_stream.rs"
    "client/link.rs"
    "client/pages.rs"
    "client/paging.rs"
    "client/poller.rs"
    "client/polling.rs"
    "client/pulse.rs"
    "client/reqwest.rs"
    "client/retry.rs"
    "client/settings.rs"
    "client/stream_head.rs"
    "client/streaming.rs"
    "client/tally.rs"
    "client/tls.rs"
    "client/token_cache.rs"
    "client/trace.rs"
    "client/transport.rs"
    "client/upload.rs"
    "convert.rs"
    "convert/chrono.rs"
    "convert/foreign.rs"
    "convert/jiff.rs"
    "convert/rust_decimal.rs"
    "convert/time.rs"
    "date.rs"
    "date_time.rs"
    "decimal.rs"
    "decimal_text.rs"
    "decode.rs"
    "duration.rs"
    "enumeration.rs"
    "erased_box.rs"
    "http.rs"
    "http/failure.rs"
    "http/page.rs"
    "http/reply.rs"
    "http/retry_after.rs"
    "http_date.rs"
    "implement.rs"
    "implement_versions.rs"
    "integer_enumeration.rs"
    "json.rs"
    "json/encoder.rs"
    "json/node.rs"
    "json/tape.rs"
    "json/text.rs"
    "json/write.rs"
    "kept.rs"
    "lineage.rs"
    "local_date_time.rs"
    "mod.rs"
    "model.rs"
    "moves.rs"
    "operation.rs"
    "operation/body.rs"
    "operation/cookie.rs"
    "operation/endpoint.rs"
    "operation/error.rs"
    "operation/file.rs"
    "operation/form.rs"
    "operation/form_members.rs"
    "operation/header.rs"
    "operation/item.rs"
    "operation/item_reader.rs"
    "operation/metadata.rs"
    "operation/multipart.rs"
    "operation/parameter_text.rs"
    "operation/raw_response.rs"
    "operation/request_builder.rs"
    "operation/whole_query.rs"
    "order.rs"
    "path.rs"
    "patterns.rs"
    "scalar.rs"
    "screening.rs"
    "served.rs"
    "short_text.rs"
    "source.rs"
    "source/stream.rs"
    "source/text.rs"
    "spelling.rs"
    "step.rs"
    "testing.rs"
    "testing/answer.rs"
    "testing/cut_body.rs"
    "testing/error.rs"
    "testing/examples.rs"
    "testing/fake.rs"
    "testing/fake_transport.rs"
    "testing/fault.rs"
    "testing/form.rs"
    "testing/handler.rs"
    "testing/idle.rs"
    "testing/input.rs"
    "testing/multipart.rs"
    "testing/parameter.rs"
    "testing/path.rs"
    "testing/percent.rs"
    "testing/request_reader.rs"
    "testing/response_writer.rs"
    "testing/served.rs"
    "text_value.rs"
    "through_serde.rs"
    "transcode.rs"
    "tuple.rs"
    "union.rs"
    "unix_time.rs"
    "uuid.rs"
    "value.rs"
];

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// The paths of the Rust files below a folder.
    fn list(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder.join(prefix)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            if entry.path().is_dir() {
                list(folder, &format!("{path}/"), found);
            } else if path.ends_with(".rs") {
                found.insert(path);
            }
        }
    }

    #[test]
    fn every_file_is_embedded() {
        let mut found = BTreeSet::new();
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        list(folder, "", &mut found);
        // These two make a package of the rest, and are in no copy.
        assert!(found.remove("lib.rs") && found.remove("sources.rs"));
        let embedded: BTreeSet<_> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(embedded, found);
    }

    #[test]
    fn every_path_starts_at_super() {
        for (path, text) in FILES {
            assert!(!text.contains("crate::"), "{path}");
        }
    }
}
