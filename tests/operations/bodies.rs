//! The exact bodies of requests: forms, parts, and choices between media types.

use std::fmt::Debug;

use billing_api::{
    Endpoint, HttpCall, RequestError,
    runtime::{Content, File, Json, Operation, Version, testing::ServedCall},
};

use crate::read_back::{Counts, assert_same, read_back};

mod api {
    include!("documents/bodies.rs");
}

use api::operations::*;

/// Returns the content type and the body of a request, with line ends of one character and a short boundary.
fn sent<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
    call: &C,
) -> (String, String) {
    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    let read = read_back(call, &endpoint, V::API_VERSION);
    Counts::default().check(&read, &endpoint, V::API_VERSION);
    let request = call.request::<V>(&endpoint).unwrap();
    let header = |name: &str| match request.headers().get(name) {
        Some(value) => value.to_str().unwrap().to_owned(),
        None => String::new(),
    };
    let content_type = header("content-type");
    assert_eq!(header("content-length"), request.body().len().to_string());
    let body = String::from_utf8_lossy(request.body()).replace("\r\n", "\n");
    match content_type.split_once("boundary=") {
        Some((start, boundary)) => (format!("{start}boundary=B"), body.replace(boundary, "B")),
        None => (content_type, body),
    }
}

fn assert_sent<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
    call: &C,
    content_type: &str,
    body: &str,
) {
    assert_eq!(sent(call), (content_type.to_owned(), body.to_owned()));
    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    assert_same(call, &endpoint, V::API_VERSION);
}

const FORM: &str = "application/x-www-form-urlencoded";

fn texts(texts: &[&str]) -> Option<Vec<String>> {
    Some(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[test]
fn forms() {
    let mut charge = api::Charge::new(5);
    assert_sent(&ChargesCreate::new(charge.clone()), FORM, "amount=5");
    charge.note = Some(None);
    charge.card = Some(
        serde_json::from_str(r#"{ "number": "4 2", "holder": { "names": ["A", "B"] } }"#).unwrap(),
    );
    charge.expand = texts(&["x"]);
    charge.codes = texts(&["a,b", "c"]);
    charge.pipes = Some(vec![1, 2]);
    charge.tags = texts(&["t&u", "v"]);
    charge.flat = serde_json::from_str(r#"{ "k": "1", "l": "2" }"#).unwrap();
    charge.json = texts(&["j"]);
    charge.when = Some("2024-01-01T00:00:00Z".parse().unwrap());
    let body = "amount=5&card%5Bnumber%5D=4%202&card%5Bholder%5D%5Bnames%5D%5B0%5D=A&card%5Bholder%5D%5Bnames%5D%5B1%5D=B\
        &expand%5B0%5D=x&codes=a%2Cb,c&pipes=1%7C2&tags=t%26u&tags=v&k=1&l=2&json=%5B%22j%22%5D&when=2024-01-01T00%3A00%3A00Z";
    // The null is not sent, so it can't come back.
    let charge = ChargesCreate::new(charge);
    assert_eq!(sent(&charge), (FORM.to_owned(), body.to_owned()));

    let mut login = api::LoginBody::new("a b".to_owned(), "p+q".to_owned());
    login.scopes = texts(&["r", "w"]);
    login.device = Some(serde_json::from_str(r#"{ "id": "d" }"#).unwrap());
    let body = "username=a%20b&password=p%2Bq&scopes=r&scopes=w&device=%7B%22id%22%3A%22d%22%7D";
    assert_sent(&Login::new().body(login), FORM, body);
    assert_sent(&Login::new(), "", "");
}

#[test]
fn required_members_without_a_text() {
    let order = |json: &str| OrdersCreate::new(serde_json::from_str::<api::Order>(json).unwrap());
    let empty = r#"{ "lines": [], "codes": [], "pipes": [], "expand": [], "address": { "streets": [], "mates": [] },
        "note": null, "json": [] }"#;
    assert_sent(&order(empty), FORM, "codes=&pipes=&json=%5B%5D");
    let filter = serde_json::from_str(r#"{ "tags": [] }"#).unwrap();
    // Only members that are lists say that the filter is there.
    let read = sent(&order(empty).filter(filter));
    assert_eq!(read.1, "codes=&pipes=&json=%5B%5D");
    let some = r#"{ "id": "", "lines": ["", "a"], "codes": [7], "pipes": [1, 2], "expand": ["x"], "address": { "streets": ["s"], "mates": [] },
        "note": "n", "json": ["j"] }"#;
    let body = "id=&lines=&lines=a&codes=7&pipes=1%7C2&expand%5B0%5D=x&address%5Bstreets%5D%5B0%5D=s&note=n&json=%5B%22j%22%5D";
    assert_sent(&order(some), FORM, body);

    let attach = |json: &str| {
        OrdersAttach::new(serde_json::from_str::<api::OrdersAttachBody>(json).unwrap())
    };
    let empty = r#"{ "files": [], "labels": [], "codes": [], "parts": [], "note": null }"#;
    assert_sent(&attach(empty), "multipart/form-data; boundary=B", "--B--\n");

    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    for (body, missing) in [("username=a", "password"), ("password=a", "username")] {
        let request = http::Request::post("https://b.example/login").header("content-type", FORM);
        let error = Login::parse_request(&request.body(body).unwrap(), &endpoint).unwrap_err();
        let expected = format!("the required member `{missing}` is missing");
        assert!(error.to_string().ends_with(&expected), "{error}");
    }
}

#[test]
fn whole_queries_and_plain_cookies() {
    fn sent<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
        call: &C,
    ) -> (String, String) {
        let endpoint: Endpoint = "https://b.example".parse().unwrap();
        let read = read_back(call, &endpoint, V::API_VERSION);
        Counts::default().check(&read, &endpoint, V::API_VERSION);
        assert_same(call, &endpoint, V::API_VERSION);
        let request = call.request::<V>(&endpoint).unwrap();
        let cookie = request.headers().get("cookie");
        let cookie = cookie.map_or("", |cookie| cookie.to_str().unwrap());
        (request.uri().to_string(), cookie.to_owned())
    }
    let rows: [(SearchForm, &str, &str); 4] = [
        (
            SearchForm::new(api::SearchFormSearch::default()),
            "/search",
            "",
        ),
        (
            SearchForm::new(
                api::SearchFormSearch::default()
                    .text("a b&c")
                    .tags(vec!["x".to_owned(), "y".to_owned()])
                    .codes(vec![1, 2])
                    .links(vec!["/a?b".to_owned(), "c d".to_owned()]),
            ),
            "/search?text=a%20b%26c&tags=x&tags=y&codes=1,2&links=/a?b&links=c%20d",
            "",
        ),
        (
            SearchForm::new(api::SearchFormSearch::default())
                .session("a%20=/+")
                .colors(vec!["blue".to_owned(), "a:b".to_owned()])
                .sizes(vec![1, 2]),
            "/search",
            "session=a%20=/+; colors=blue; colors=a:b; sizes=1,2",
        ),
        (
            SearchForm::new(api::SearchFormSearch::default()).session("\"a\""),
            "/search",
            "session=\"a\"",
        ),
    ];
    for (call, target, cookie) in rows {
        let expected = (format!("https://b.example{target}"), cookie.to_owned());
        assert_eq!(sent(&call), expected);
    }
    for (text, flaw) in [
        ("a;admin=1", "';'"),
        ("a b", "' '"),
        ("ä", "'ä'"),
        ("a\"", "'\"'"),
    ] {
        let call = SearchForm::new(api::SearchFormSearch::default()).session(text);
        let endpoint: Endpoint = "https://b.example".parse().unwrap();
        let error = call.request(&endpoint).unwrap_err().to_string();
        let expected = format!("contains {flaw}, which is not allowed in a cookie");
        assert!(error.contains(&expected), "{error}");
    }
    let filter = api::SearchJsonFilter::default().n(1).t("a&b");
    let json = "https://b.example/search?%7B%22n%22%3A1%2C%22t%22%3A%22a%26b%22%7D";
    assert_eq!(sent(&SearchJson::new().filter(filter)).0, json);
    assert_eq!(sent(&SearchJson::new()).0, "https://b.example/search");
    let text = "https://b.example/search?%24.a%5B%3F%28%40.b%20%26%26%201%29%5D";
    assert_eq!(sent(&SearchText::new().path("$.a[?(@.b && 1)]")).0, text);
}

#[test]
fn a_required_body_that_may_be_null() {
    assert_sent(&PinsSet::new(None), "application/json", "null");
    let pin = api::PinsSetBody::default().n(1);
    assert_sent(&PinsSet::new(pin), "application/json", r#"{"n":1}"#);
}

#[test]
fn an_optional_body_that_may_be_null_is_absent_null_or_a_value() {
    assert_sent(&PinsPatch::new(), "", "");
    assert_sent(&PinsPatch::new().body(None), "application/json", "null");
    let pin = api::PinsSetBody::default().n(1);
    assert_sent(
        &PinsPatch::new().body(pin),
        "application/json",
        r#"{"n":1}"#,
    );
    assert_sent(&PinsAdd::new(), "", "");
    let null: Json = "null".parse().unwrap();
    assert_sent(&PinsAdd::new().body(null), "application/json", "null");
}

#[test]
fn a_required_parameter_that_may_be_null_is_an_argument() {
    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    let tags = vec!["x".to_owned(), "y".to_owned()];
    let list = PinsList::new("a".to_owned(), tags, 7).size(2);
    let request = list.request(&endpoint).unwrap();
    let uri = request.uri().to_string();
    assert_eq!(uri, "https://b.example/pins?owner=a&tags=x&tags=y&size=2");
    assert_eq!(request.headers()["x-group"], "7");
    assert_same(&list, &endpoint, "v1");
    let list = PinsList::new(None, None, None);
    let request = list.request(&endpoint).unwrap();
    assert_eq!(request.uri(), "https://b.example/pins");
    assert!(!request.headers().contains_key("x-group"));
    // An empty list is sent as nothing too.
    let read = PinsList::new(None, Vec::new(), None);
    assert_eq!(read_back(&list, &endpoint, "v1"), read);
}

#[test]
fn parameters_of_a_media_type_are_sent_and_accepted() {
    let entity = api::PinsSetBody::default().n(1);
    let put = EntitiesPut::new(entity.clone());
    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    let media_type = "application/json;odata=nometadata";
    assert_sent(&put, media_type, r#"{"n":1}"#);
    assert_eq!(
        put.request(&endpoint).unwrap().headers()["accept"],
        media_type
    );
    let plain = "application/json";
    let add = EntitiesAdd::new(1);
    assert_sent(&add, plain, "1");
    assert_eq!(add.request(&endpoint).unwrap().headers()["accept"], plain);
    for content_type in [
        media_type,
        plain,
        "application/json; odata=minimalmetadata; charset=utf-8",
        "text/plain",
        "",
    ] {
        let mut reply = http::Response::builder().status(200);
        if !content_type.is_empty() {
            reply = reply.header("content-type", content_type);
        }
        let reply = reply.body(br#"{"n":1}"#.to_vec()).unwrap();
        let read = EntitiesPut::response(reply).map(|reply| reply.into_body());
        assert_eq!(read.ok().as_ref(), Some(&entity), "{content_type}");
    }
}

#[test]
fn parts() {
    let photo = File::new("a \"b\"\r\n.png", [0x89, b'P']).with_content_type("image/png");
    let mut upload = api::Upload::new(photo, "T\u{e9}".to_owned());
    upload.thumbnail = Some(File::from(b"t".to_vec()));
    upload.more = Some(vec![File::new("1", *b"m"), File::new("2", *b"n")]);
    upload.labels = texts(&["x", "y"]);
    upload.codes = texts(&["1", "2"]);
    upload.place = Some(serde_json::from_str(r#"{ "lat": 1.50 }"#).unwrap());
    upload.settings = Some(serde_json::from_str(r#"{ "a": true }"#).unwrap());
    upload.table = Some("a,b".to_owned());
    let body = "--B\ncontent-disposition: form-data; name=\"photo\"; filename=\"a %22b%22%0D%0A.png\"\ncontent-type: image/png\n\n\u{fffd}P
--B\ncontent-disposition: form-data; name=\"title\"\n\nT\u{e9}
--B\ncontent-disposition: form-data; name=\"thumbnail\"; filename=\"thumbnail\"\ncontent-type: image/png\n\nt
--B\ncontent-disposition: form-data; name=\"more\"; filename=\"1\"\ncontent-type: application/octet-stream\n\nm
--B\ncontent-disposition: form-data; name=\"more\"; filename=\"2\"\ncontent-type: application/octet-stream\n\nn
--B\ncontent-disposition: form-data; name=\"labels\"\n\nx
--B\ncontent-disposition: form-data; name=\"labels\"\n\ny
--B\ncontent-disposition: form-data; name=\"codes\"\n\n1,2
--B\ncontent-disposition: form-data; name=\"place\"\ncontent-type: application/json\n\n{\"lat\":1.50}
--B\ncontent-disposition: form-data; name=\"settings\"\ncontent-type: application/vnd.settings+json\n\n{\"a\":true}
--B\ncontent-disposition: form-data; name=\"table\"\ncontent-type: text/csv\n\na,b
--B--\n";
    assert_sent(
        &PhotosUpload::new(upload),
        "multipart/form-data; boundary=B",
        body,
    );

    let attachment = api::Attachment {
        id: Some(7),
        ..api::Attachment::default()
    };
    let body = "--B\ncontent-disposition: form-data; name=\"id\"\n\n7\n--B--\n";
    assert_sent(
        &AttachmentsAdd::new().body(attachment),
        "multipart/form-data; boundary=B",
        body,
    );
    assert_sent(&AttachmentsAdd::new(), "", "");
}

#[test]
fn choices() {
    let note = api::Note {
        text: Some("t".to_owned()),
        stars: Some(vec![1, 2]),
        ..api::Note::default()
    };
    let json = r#"{"text":"t","stars":[1,2]}"#;
    assert_sent(&NotesPut::new(note.clone()), "application/json", json);
    for (body, content_type, text) in [
        (
            NotesPutBody::Form(note.clone()),
            FORM,
            "text=t&stars=1&stars=2",
        ),
        (
            NotesPutBody::Multipart(api::Attachment::default()),
            "multipart/form-data; boundary=B",
            "--B--\n",
        ),
        (
            NotesPutBody::Markdown("# t".to_owned()),
            "text/markdown",
            "# t",
        ),
        (
            NotesPutBody::Bytes(b"b".to_vec()),
            "application/octet-stream",
            "b",
        ),
        (
            NotesPutBody::Image(Content::new("image/png", *b"p")),
            "image/png",
            "p",
        ),
    ] {
        assert_sent(&NotesPut::new(body), content_type, text);
    }
    let merge = "application/merge-patch+json";
    assert_sent(&NotesPatch::new().body(note.clone()), merge, json);
    let strategic = NotesPatchBody::StrategicMergePatchJson(note);
    let content_type = "application/strategic-merge-patch+json";
    assert_sent(&NotesPatch::new().body(strategic), content_type, json);
    assert_sent(&NotesPatch::new(), "", "");
    assert_sent(
        &ImagesPut::new(ImagesPutBody::Jpeg(b"j".to_vec())),
        "image/jpeg",
        "j",
    );
}

#[test]
fn bodies_without_a_typed_form() {
    assert_sent(&NotesPost::new("<note/>"), "application/xml", "<note/>");
    let zip = Content::new("application/zip", *b"z");
    assert_sent(&BytesPutAny::new(zip), "application/zip", "z");
    let text = Content::new("text/calendar; charset=utf-8", *b"BEGIN");
    assert_sent(
        &BytesPutText::new().body(text),
        "text/calendar; charset=utf-8",
        "BEGIN",
    );
    assert_sent(&BytesPutText::new(), "", "");
    assert_sent(&BytesPutJson::new(b"[]".to_vec()), "application/json", "[]");
    let mixed = Content::new("multipart/mixed; boundary=x", *b"--x--");
    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    let request = BytesPutMixed::new(mixed).request(&endpoint).unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "multipart/mixed; boundary=x"
    );
    let form = Content::new("multipart/form-data; boundary=x", *b"--x--");
    for request in [
        ListsPut::new(form.clone()).request(&endpoint).unwrap(),
        ListsPost::new(ListsPostBody::Multipart(form))
            .request(&endpoint)
            .unwrap(),
    ] {
        assert_eq!(
            request.headers()["content-type"],
            "multipart/form-data; boundary=x"
        );
        assert_eq!(request.body(), b"--x--");
    }
    assert_sent(
        &ListsPost::new(vec!["a".to_owned()]),
        "application/json",
        r#"["a"]"#,
    );
}

#[test]
fn content_types_that_cannot_be_sent() {
    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    let problem = |media_type: &str| {
        let call = BytesPutText::new().body(Content::new(media_type, *b""));
        let Err(RequestError::InvalidParameters { parameters, .. }) = call.request(&endpoint)
        else {
            panic!("{media_type}")
        };
        parameters[0].to_string()
    };
    for (media_type, expected) in [
        (
            "text/*",
            "`body` has the content type `text/*`, which is no media type",
        ),
        (
            "plain",
            "`body` has the content type `plain`, which is no media type",
        ),
        (
            "image/png",
            "`body` has the content type `image/png`, which is not in `text/*`",
        ),
        (
            "text/a\r\nx: y",
            "`body` has the content type `text/a\\r\\nx: y`, which is no media type",
        ),
    ] {
        assert_eq!(problem(media_type), expected);
    }
    let photo = File::new("a", *b"").with_content_type("a\r\nb");
    let upload = PhotosUpload::new(api::Upload::new(photo, String::new()));
    assert!(upload.request(&endpoint).is_err());
}

#[test]
fn equal_requests_have_equal_bytes() {
    let endpoint: Endpoint = "https://b.example".parse().unwrap();
    let build = || {
        let upload = api::Upload::new(File::new("a", *b"--form-"), "t".to_owned());
        PhotosUpload::new(upload)
            .request(&endpoint)
            .unwrap()
            .into_body()
    };
    assert_eq!(build(), build());
}
