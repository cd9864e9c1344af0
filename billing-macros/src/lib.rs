//! `#[versioned]`: one definition of an API's types, with its history written on it, becomes the types of each
//! api-version. A type that did not change *is the same type* in both.
//!
//! ```
//! #[billing_macros::versioned(versions("2017-02-27-preview", "2020-05-01", "2024-04-01"))]
//! mod definitions {
//!     /// Money in one currency.
//!     #[derive(Clone, Debug)]
//!     pub struct Amount {
//!         pub currency: String,
//!         pub value: String,
//!     }
//!
//!     #[versions(.."2024-04-01")]
//!     pub struct Document {
//!         pub url: String,
//!     }
//!
//!     #[versions("2024-04-01".., was = "Document")]
//!     pub struct InvoiceDocument {
//!         pub name: String,
//!     }
//!
//!     pub struct Invoice {
//!         #[versions("2020-05-01"..)]
//!         pub amount: Amount,
//!         #[versions("2020-05-01".."2024-04-01")]
//!         pub documents: Vec<Document>,
//!         #[versions("2024-04-01"..)]
//!         pub documents: Vec<InvoiceDocument>,
//!     }
//! }
//!
//! // What did not change needs no conversion.
//! fn newest(amount: v2020_05_01::Amount) -> v2024_04_01::Amount {
//!     amount
//! }
//!
//! fn main() {
//!     let amount = newest(v2020_05_01::Amount { currency: "EUR".to_owned(), value: "1.00".to_owned() });
//!     let _ = v2017_02_27_preview::Invoice {};
//!     let invoice = v2024_04_01::Invoice { amount, documents: vec![v2024_04_01::InvoiceDocument { name: "a".to_owned() }] };
//!     assert_eq!(invoice.documents.len(), 1);
//! }
//! ```
//!
//! # The attribute
//!
//! `#[versioned(...)]` stands on a module with a body, and what it makes of that stands in its place: a public module
//! for each api-version (`v2017_02_27_preview`, `v1`), and private ones that hold what several of them share. Between
//! its brackets:
//!
//! | argument | |
//! | --- | --- |
//! | `versions("a", "b")` | The api-versions, oldest first. |
//! | `features = "azure-"` | Optional. Each api-version gets the cargo feature of this prefix and its name: `#[cfg(feature = "azure-2024-04-01")]`. Without it there is no `cfg`. |
//! | `runtime = crate::runtime` | Optional. The path of a runtime (`billing_runtime` or a copy of it): types get reading and writing, and operations are possible. A path that starts with `self` or `super` is seen from where the attribute stands. |
//! | `servers("https://{region}.example.com/{path}"("region" = ["eu", "us"], "path" = "v1"))` | Optional. Where the service is reached. Behind a URL stand its variables: each alone, with its default, or with the values that it may have, of which the first is the default (`[_, "eu", "us"]`: none is). They become the constant `SERVERS`. |
//! | `schemes("key" = header("X-Key"), "token" = bearer)` | Optional. How the service knows its callers: `bearer`, `basic`, `header("name")`, `query("name")`, `cookie("name")` or `other("name")`. They become the constant `SECURITY`. |
//! | `security("token" = ["read"], all("key", "token"), none)` | Optional. What a caller has to show: any one of these, each a scheme with its scopes, several that hold together, or `none`. It counts for each operation that says nothing of its own. |
//!
//! In the module stand `pub` structs with named fields, `pub` enums, and `use` items; each module of the expansion
//! gets the names that it needs. The module stands in a file or in another module, not in a function, where `super` would
//! not find what is emitted. Attributes of the module (`#[allow(...)]`) go to every emitted module.
//!
//! # Attributes in the module
//!
//! All others, docs and derives among them, stay where they are; only `#[cfg]` is refused, since what is versioned
//! exists by its api-versions alone.
//!
//! | attribute | on | |
//! | --- | --- | --- |
//! | `#[versions("a".."b")]` | everything | When it exists, as a Rust range of listed api-versions: `"a"..`, `.."b"`, `"a".."b"` (without `b`), `..`. Without the attribute: whenever its parent exists. One name may be there several times, in ranges that do not overlap. |
//! | `#[versions("b".., was = "Old")]` | everything | It continues what was called `Old` in the api-version before: a rename is not a removal. |
//! | `#[versions("b".., upgrade_with = path, downgrade_with = path)]` | fields, alternatives | What makes it of the one that ends at `b`, and that one of it, see [below](#moving-between-api-versions). |
//! | `#[wire("name")]` | fields, variants | The name on the wire. Without it: for a field the camelCase of its own (`amount_due` is `amountDue`, `r#type` is `type`), for a variant its own. |
//! | `#[doc_in("a", "text")]` | types | Text for the docs of the one shape that holds this api-version; repeatable. |
//! | `#[when("/kind" = "a", "/other" = "b")]` | alternatives of a union | A rule that chooses it: JSON pointers and the texts there, ASCII case ignored; repeatable. |
//! | `#[operation(...)]` | a struct | It is the request of an operation, see below. |
//! | `#[path]`, `#[query]`, `#[header]`, `#[cookie]`, `#[body]` | fields of an operation | Where it stands in the request; `#[query("$top")]` names it on the wire. |
//!
//! # Types
//!
//! A **struct** is an object. `Option<T>` is a member that may be absent, `Option<Option<T>>` one that may also be
//! null, anything else is required; `Nullable<T>`, the runtime's other name of `Option<T>`, is a member that is required
//! and may be null.
//!
//! An **enum of names** is an enumeration of texts, and an **enum of one-field variants** is a union: a value of one of
//! several types. Rules over the same pointers are one stage; stages are tried in the order in which they first appear.
//! The first whose pointers are all there, as strings, decides: for the variant with that rule, or for none. A union
//! without any `#[when]` is the alternative that has all that it requires and names most of the members that are there;
//! among several of those, the one that leaves the least without a typed place, and then the first.
//!
//! A type whose path is one name that the module defines refers to that definition, and has to exist wherever it is
//! used. The docs of each type end with its api-versions.
//!
//! ## With a runtime
//!
//! Structs get a field `kept` for what was read and has no typed place, `new` with all that is required (or `Default`
//! where nothing is), and `kept()`. Enumerations and unions get a variant `UnknownValue` for what they do not list.
//! All get `Clone`, `Debug`, `PartialEq`, and are read and written through serde.
//!
//! ## Without one
//!
//! Types are as they are written, with the derives that they have; `#[wire]` and `#[when]` then only say how it is on
//! the wire, nothing reads them.
//!
//! # Operations
//!
//! ```text
//! #[operation(
//!     GET "/accounts/{accountName}/invoices",     // method and path template
//!     id = "Invoices_ListByAccount",
//!     responses(200 = InvoiceList, 202),          // a status word (200, 4XX, default) and the type of its body, if it has one
//!     error = ErrorResponse,                      // optional: every failure that is not listed; without it: any JSON
//!     paging(next = "nextLink", items = "value"), // optional: the members for the next page and the items
//!     long_running = "location",                  // optional: where the result is at the end, "" if that is not said
//!     api_version = "api-version",                // optional: the query parameter that carries the api-version
//!     security("key"),                            // optional: what a caller has to show, where it is not what the service says
//! )]
//! pub struct InvoicesListByAccount {
//!     #[path]
//!     pub account_name: String,
//!     #[versions("2024-04-01"..)]
//!     #[query("$top", minimum = 1, maximum = 100)]
//!     pub top: Option<i32>,
//! }
//! ```
//!
//! Its request type has `new` with all that is required and a setter for each parameter that is not. It implements the
//! runtime's `Call`, and `Operation<V>` for the api-versions `V` that have it. These are types in the emitted module
//! `version` (`version::V2024_04_01`), whatever features are on; asking another one for it is an error that says from which
//! api-version on it exists. A setter that would stand in front of what every request has (`new`, `request`, `check` ...)
//! gets `with_` before its name.
//!
//! **Responses.** `Output` is what success returns: the body, `()`, or where the documented 2XX differ, an enum `...Output`
//! with a variant for each status (`Ok`, `Created`, `Accepted`, `NoContent`, `Other` for `2XX`). `Error` is what all else
//! returns: the body of the listed failures and of `error`, or an enum `...Error` where they differ (`NotFound`,
//! `ClientError` for `4XX`, `Default`). A `default` beside a listed success is a failure; alone it is both. A type that has
//! such a name already keeps it: then the enum's ends with `Body`.
//!
//! `200("text/plain") = String` and `200("image/png") = Vec<u8>` are read as text and as bytes; without a media type, and
//! with one of JSON, a body is JSON.
//!
//! **Parameters.** Between the brackets of `#[path]`, `#[query]`, `#[header]`, `#[cookie]`:
//!
//! | argument | |
//! | --- | --- |
//! | `"$top"` | Its name on the wire; first. |
//! | `style = commas` | How a list or an object is written: `commas`, `repeated` (the name again for each), `spaces`, `pipes`, `tabs`, `members` (`a=1,b=2`), `json`; in a query also `deep_object` (`name[a]=1`), in a path `label`, `label_repeated`, `matrix`, `matrix_repeated`. `verbatim` writes a text as it is, without encoding what a URL may hold. Without it: `repeated` in a query or cookie, `commas` elsewhere. |
//! | `minimum = 1`, `exclusive_minimum`, `maximum`, `exclusive_maximum` | What a number may be. |
//! | `min_length = 1`, `max_length`, `min_items`, `max_items` | How long a text or a list may be. |
//! | `pattern = "^[a-z]+$"` | A regular expression. It is checked only where somebody asks for it. |
//!
//! A body is JSON; `#[body(as = "text/plain")]` sends a `String`, any other media type a `Vec<u8>`, a media type of JSON
//! whatever it is, and `application/x-www-form-urlencoded` the members of a struct.
//!
//! **Pages** are found by the link in a member, `paging(next = "nextLink", items = "value")`; by number, `paging(offset =
//! "offset", size = "size", items = "items", total = "totalCount")`, with the query parameters `offset` and, if there is one,
//! `size`, and the member that counts all items; or there is only one, `paging(items = "value")`. The request type then
//! implements `Paged`. With `long_running` it implements `LongRunning`, whose `Final` is the body of the first success that
//! is not a 202.
//!
//! # Moving between api-versions
//!
//! A shape that changes at an api-version gets conversions to and from what it is there. *What continues what* is
//! decided by name, or by `was` where the name changed: that of the type, of each field, and of each variant.
//!
//! ```
//! # fn main() {
//! # example::check();
//! # }
//! # mod example {
//! #[billing_macros::versioned(versions("v1", "v2"))]
//! mod definitions {
//!     #[derive(Clone, Debug, PartialEq)]
//!     pub struct Line {
//!         #[versions(.."v2")]
//!         pub cents: i64,
//!         #[versions("v2".., was = "cents", upgrade_with = to_text, downgrade_with = to_cents)]
//!         pub price: String,
//!         #[versions("v2"..)]
//!         pub note: Option<String>,
//!     }
//!
//!     #[derive(Debug)]
//!     pub struct Invoice {
//!         pub lines: Vec<Line>,
//!     }
//! }
//!
//! fn to_text(cents: &i64) -> String {
//!     format!("{}.{:02}", cents / 100, cents % 100)
//! }
//!
//! fn to_cents(price: &str) -> i64 {
//!     price.replace('.', "").parse().unwrap_or(0)
//! }
//!
//! # pub fn check() {
//! let old = v1::Invoice { lines: vec![v1::Line { cents: 1250 }] };
//! let mut new = v2::Invoice::from(old);
//! assert_eq!(new.lines[0].price, "12.50");
//!
//! // The way back is there if nothing is lost by it.
//! new.lines[0].note = Some("gift".to_owned());
//! let error = v1::Invoice::try_from(new).unwrap_err();
//! assert_eq!(error.lost(), ["lines[0].note"]);
//! let new = error.into_inner();
//! # assert_eq!(new.lines.len(), 1);
//! # }
//! # }
//! ```
//!
//! | what became of a member | on the way |
//! | --- | --- |
//! | its type is the same | it is moved |
//! | its type is continued by the other one, also within `Option`, `Vec`, `Box` and `BTreeMap<String, _>` | it is converted in turn |
//! | its type changed, and it names a conversion for this way | that makes it |
//! | its type changed otherwise | with a runtime it is what its JSON is in the other type, and kept if it does not fit; without one there is no conversion |
//! | it is gone | with a runtime it is kept; without one the conversion is a `TryFrom` if it was optional, else there is none |
//! | it is new and optional | with a runtime it is what was kept under its name, if that fits; otherwise absent |
//! | it is new and required | with a runtime it is what was kept under its name, if that fits, otherwise an error: the conversion is a `TryFrom`; without one there is none |
//!
//! *The retypes that need nothing* follow from the fourth row. The wire is what both types are a view of, so a value is
//! typed in the other api-version if its JSON is:
//!
//! | from | to | |
//! | --- | --- | --- |
//! | a smaller integer | a larger one, `Decimal`, `Json` | always; back if it is a whole number in range |
//! | an integer | `f64` | always; back it is kept, because a binary float is written with a point |
//! | an enumeration | `String` | always, and back: an enumeration holds any text, `UnknownValue` for what it does not list |
//! | an enumeration | another one | always, by text |
//! | `String` | `Date`, `Uuid` and what else is a text | always; a text that is none is listed by `kept()` |
//! | `Date`, `Uuid` and what else is a text | `String` | always |
//! | `i64` | `UnixTime`, and back | always |
//! | `Date` | `DateTime` | the text stays and is listed by `kept()`: a day is no instant |
//! | anything | `Json` | always, and back if it fits |
//! | `T` | `Option<T>` | always, and back if it is there |
//! | `T` | `Vec<T>` | never: it is kept |
//!
//! *A conversion of its own* is a function of a reference to the one type that returns the other, each without its
//! outermost `Option`. One of an optional member may return an `Option`; of nothing, the value is kept (on the way down:
//! lost). Its path is seen from where the attribute `#[versioned]` stands; another crate's starts with `::`.
//!
//! **With a runtime** all types have `upgrade::<V>()`, `downgrade::<V>()` and `downgrade_keeping::<V>()`, which go through
//! as many api-versions as there are between; `V` is one of the types in `version`. Neighbours have `From` upwards
//! (`TryFrom` if something is required there) and `TryFrom` downwards. There are also the enum `ApiVersion`, and in the
//! module `any` an enum for each type that has several shapes, for when the api-version is known only at run time.
//!
//! **Without one** neighbours have `From` where each value can be one of the other type, and `TryFrom` where only optional
//! members would be lost; its error is `MoveError`, beside the modules of the api-versions. An enumeration or a union can
//! be converted if all its variants are there, and a struct if all its fields are visible outside of it (`pub`,
//! `pub(crate)`). What cannot be converted has no conversion, and neither has what holds it.
//!
//! With `features`, a conversion is there if both its ends are on. What lies between two that are on is compiled too,
//! privately, so that the way leads through.
//!
//! # Errors
//!
//! Whatever does not fit together is an error at the offending word that says what to write. All of them are reported
//! at once, and what is right is still there, so that an editor keeps completing.

/// Makes the types of each api-version out of one module of definitions; the grammar is in the [crate's docs](crate).
#[proc_macro_attribute]
pub fn versioned(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    billing_macros_expand::versioned(attribute.into(), item.into()).into()
}
