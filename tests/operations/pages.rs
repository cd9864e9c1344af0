//! The next page of each rule, without a connection.

use billing_api::{
    HttpCall, Paged,
    runtime::{Call, Next, Page, Paging},
};

mod api {
    include!("documents/pages.rs");
}

use api::operations::*;

fn page<C: Paged>(call: &C, header: (&'static str, &str), body: &str) -> Page<C::Item> {
    let response = http::Response::builder().header(header.0, header.1);
    match C::response(response.body(body).unwrap()) {
        Ok(reply) => call.page_of(reply).into_body(),
        Err(_) => panic!("{body}"),
    }
}

const NONE: (&str, &str) = ("x-none", "");

#[test]
fn each_rule_names_the_next_page() {
    let link = |link: &str| Some(Next::Link(link.to_owned()));
    let token = |token: &str| Some(Next::Token(token.to_owned()));
    let header = ("link", "<?page=2>; rel=next");
    for (page, expected) in [
        (
            page(
                &ArticlesList::new(),
                NONE,
                r#"{"data":["a"],"links":{"next":"?p=2"}}"#,
            ),
            link("?p=2"),
        ),
        (
            page(&CommitsList::new(), header, r#"["a"]"#),
            link("?page=2"),
        ),
        (page(&CommitsList::new(), NONE, r#"["a"]"#), None),
        (
            page(
                &EventsList::new(),
                NONE,
                r#"{"result":{"events":["a"],"meta":{"next_cursor":"c"}}}"#,
            ),
            token("c"),
        ),
        (
            page(&ChangesList::new(), ("x-next", " 12 "), r#"["a"]"#),
            token("12"),
        ),
        (
            page(
                &BlobsList::new(),
                NONE,
                r#"{"blobs":["a"],"NextMarker":"m","nextLink":"?p"}"#,
            ),
            token("m"),
        ),
        (
            page(&ZonesList::new().with_page(4), NONE, r#"{"result":["a"]}"#),
            Some(Next::Offset(5)),
        ),
        (
            page(&RowsList::new(7), NONE, r#"["a"]"#),
            Some(Next::Offset(8)),
        ),
        (
            page(&UsersList::new(), NONE, r#"{"users":["a"],"last":3}"#),
            token("3"),
        ),
    ] {
        assert_eq!(page.items, ["a"]);
        assert_eq!(page.next, expected);
    }
}

#[test]
fn requests_of_the_next_page() {
    let at_token = BlobsList::new().at_token("m").unwrap();
    assert_eq!(at_token.marker.as_deref(), Some("m"));
    assert_eq!(UsersList::new().at_token("3").unwrap().after, Some(3));
    assert_eq!(ZonesList::new().at(5).unwrap().page, Some(5));
    assert_eq!(RowsList::new(0).at(8).unwrap().skip, 8);
    let same = ArticlesList::new().at_token("m");
    assert_eq!(same, Ok(ArticlesList::new()));
    // A token that is no number, and a number that the parameter does not hold.
    let refused = UsersList::new().after(2).at_token("x").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Users_List can't be requested: `after` can't hold the position of the next page"
    );
    let refused = RowsList::new(0).at(1 << 31).unwrap_err();
    assert!(
        refused.to_string().contains("`skip` can't hold"),
        "{refused}"
    );
}

#[test]
fn paging_is_described() {
    assert_eq!(
        EventsList::PAGING,
        Some(Paging::Cursor {
            next: "/result/meta/next_cursor",
            parameter: "cursor",
            items: "/result/events",
        })
    );
    assert_eq!(
        (Search::NEXT_METHOD, ArticlesList::NEXT_METHOD),
        ("POST", "GET")
    );
}
